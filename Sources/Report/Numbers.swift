import Configuration
import Foundation

/// Numbers and days as the reader's language writes them.
public struct Numbers: Sendable {
    public let language: Language
    private let locale: Locale

    public init(_ language: Language) {
        self.language = language
        locale = language.locale
    }

    /// `18.624` or `12,5`.
    public func decimal(_ value: Double, _ digits: Int = 0) -> String {
        // Never "-0": a small negative number rounds to zero.
        let rounded = value.formatted(.number.precision(.fractionLength(digits)).locale(locale))
        let zero = 0.0.formatted(.number.precision(.fractionLength(digits)).locale(locale))
        return rounded == "-" + zero ? zero : rounded
    }

    public func integer(_ value: Int) -> String { decimal(Double(value)) }

    /// `12,5 %`, from a fraction.
    public func percent(_ fraction: Double, _ digits: Int = 0) -> String {
        decimal(fraction * 100, digits) + (language == .id ? " %" : "%")
    }

    /// `+12` or `−12,5`; `0` for no change.
    public func signed(_ value: Double, _ digits: Int = 0) -> String {
        let text = decimal(abs(value), digits)
        return text == decimal(0, digits) ? decimal(0) : (value < 0 ? "−" : "+") + text
    }

    /// `Rp 4.250.000`.
    public func rupiah(_ value: Double) -> String { "Rp " + decimal(value) }

    /// `23 November 2018`.
    public func day(_ iso: String) -> String {
        let parts = iso.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, (1...12).contains(parts[1]) else { return iso }
        return "\(parts[2]) \(Self.months[language]?[parts[1] - 1] ?? "") \(parts[0])"
    }

    /// `23/11/2018` or `2018-11-23`, where there is little room.
    public func shortDay(_ iso: String) -> String {
        let parts = iso.split(separator: "-")
        guard parts.count == 3, language == .id else { return iso }
        return "\(parts[2])/\(parts[1])/\(parts[0])"
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

    /// A raw value with its unit, as a criterion states it.
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
