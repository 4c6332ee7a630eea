import Configuration
import Domain
import Foundation

/// Numbers and days as they are written in the reader's language.
public struct Numbers: Sendable {
    /// The reader's language.
    public let language: Language
    private let locale: Locale

    /// Creates the rules of a language.
    public init(_ language: Language) {
        self.language = language
        locale = language.locale
    }

    /// A number with a fixed number of decimals, for example `18.624` or `−12,5`.
    public func decimal(_ value: Double, _ digits: Int = 0) -> String {
        // The locales write the hyphen of a keyboard before a negative number. Here it is the minus sign, and a small negative number that
        // rounds to zero has none.
        let format = FloatingPointFormatStyle<Double>.number.precision(.fractionLength(digits)).locale(locale)
        let amount = abs(value).formatted(format)
        return value < 0 && amount != 0.0.formatted(format) ? "−" + amount : amount
    }

    /// A figure of a file: whole where it is whole or large, else with two decimals, as rates have.
    public func figure(_ value: Double) -> String { decimal(value, value == value.rounded() || abs(value) >= 1000 ? 0 : 2) }

    /// A whole number, for example `18.624`.
    public func integer(_ value: Int) -> String { decimal(Double(value)) }

    /// A fraction as per cent: 0.125 is `12,5 %` with one decimal.
    public func percent(_ fraction: Double, _ digits: Int = 0) -> String {
        decimal(fraction * 100, digits) + (language == .id ? " %" : "%")
    }

    /// A change with its sign, for example `+12` or `−12,5`; no change is `0`.
    public func signed(_ value: Double, _ digits: Int = 0) -> String {
        let text = decimal(abs(value), digits)
        return text == decimal(0, digits) ? decimal(0) : (value < 0 ? "−" : "+") + text
    }

    /// An amount in whole rupiah, for example `Rp 4.250.000`.
    public func rupiah(_ value: Double) -> String { "Rp " + decimal(value) }

    /// A day that is given as `2018-11-23`, in words: `23 November 2018`. A text that is no day stays as it is.
    public func day(_ iso: String) -> String {
        let parts = iso.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, (1...12).contains(parts[1]) else { return iso }
        return "\(parts[2]) \(Self.months[language]?[parts[1] - 1] ?? "") \(parts[0])"
    }

    /// A moment by the clocks of western Indonesia, to the minute: `23 November 2018 14.05 WIB` in Indonesian.
    public func moment(_ moment: Date) -> String {
        let seconds = Int(moment.timeIntervalSince1970.rounded(.down)) + Day.secondsOfWesternIndonesia
        let minutes = (seconds % 86_400 + 86_400) % 86_400 / 60
        let clock = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: language == .id ? "." : ":")
        return "\(day(Day(moment).description)) \(clock) WIB"
    }

    /// The name of a month, from 1 for January.
    func month(_ month: Int) -> String {
        let names = Self.months[language] ?? []
        return names.indices.contains(month - 1) ? names[month - 1] : String(month)
    }

    private static let months: [Language: [String]] = [
        .id: [
            "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
            "Desember",
        ],
        .en: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
            "December",
        ],
    ]

    /// A raw value of a criterion with its unit, where `unit` is the unit that the criterion states.
    public func raw(_ value: Double, unit: String) -> String {
        switch unit {
        case "share": percent(value, 1)
        case "percent_per_year": percent(value / 100, 1)
        case "persons": decimal(value, 1)
        case "ratio": decimal(value, 2) + "×"
        case "persons_per_year": decimal(value, value < 10 ? 1 : 0)
        default: decimal(value, 2)
        }
    }
}
