import Configuration
import Foundation

/// How many digits exports keep of each column's numbers, as `config/digits.yaml` says.
public struct ExportDigits: Decodable, Sendable {
    /// What is kept of a number.
    public enum Keep: String, Decodable, Sendable {
        /// No decimals.
        case whole
        /// One decimal.
        case one
        /// Two decimals.
        case two
        /// Three decimals.
        case three
        /// A fraction with three decimals, which workbooks show as per cent with one.
        case share
        /// Four digits from the first that is not 0; whole numbers stay whole.
        case significant
    }

    private struct Rule: Decodable {
        let keep: Keep
        let columns: [String]
    }

    private let rules: [Rule]

    /// Reads `config/digits.yaml`.
    ///
    /// - Parameter root: Where `config/` lies.
    /// - Throws: `ConfigurationError` when the file cannot be read or has another form.
    public init(root: DataRoot) throws {
        self = try ConfigurationFile(root.config.appending(path: "digits.yaml")).decode()
    }

    /// What is kept of a column's numbers.
    ///
    /// - Parameters:
    ///   - column: The name of the column.
    ///   - view: The view; a `latest_` twin is the same as its view.
    /// - Returns: What the first rule that names the column says; `nil` where none does.
    func rule(for column: String, of view: String) -> Keep? {
        let plain = view.hasPrefix("latest_") ? String(view.dropFirst("latest_".count)) : view
        return rules.first { rule in rule.columns.contains { Self.names($0, column) || Self.names($0, "\(plain).\(column)") } }?.keep
    }

    /// What is kept of a column's numbers, where no rule names it three decimals.
    func keep(of column: String, in view: String) -> Keep { rule(for: column, of: view) ?? .three }

    /// Whether a pattern, in which one `*` may stand at an end for any text, names a column.
    private static func names(_ pattern: String, _ column: String) -> Bool {
        if pattern.hasPrefix("*") { return column.hasSuffix(pattern.dropFirst()) }
        if pattern.hasSuffix("*") { return column.hasPrefix(pattern.dropLast()) }
        return pattern == column
    }
}

extension ExportDigits.Keep {
    /// A number as a text with a decimal point, rounded; with all digits where nothing is said.
    static func text(_ value: Double, _ keep: ExportDigits.Keep?) -> String {
        var bytes = Array(String(value).utf8)
        guard let keep else { return String(value) }
        return String(decoding: bytes[..<keep.round(&bytes, 0..<bytes.count)], as: UTF8.self)
    }

    /// Rounds a number in its place, half away from zero by the digits that it is written with. Rounding never makes a text longer.
    ///
    /// - Parameters:
    ///   - bytes: What holds the number's text, as PostgreSQL and Swift write it.
    ///   - range: Where the number stands.
    /// - Returns: Where the rounded number ends.
    func round(_ bytes: inout [UInt8], _ range: Range<Int>) -> Int {
        let isNegative = range.isEmpty ? false : bytes[range.lowerBound] == 0x2D
        let first = range.lowerBound + (isNegative ? 1 : 0)
        guard first < range.upperBound, bytes[first] >= 0x30, bytes[first] <= 0x39 else { return range.upperBound }
        if let exponent = bytes[range].firstIndex(of: 0x65) {
            // A number with a negative exponent is below a thousandth of the last digit that is kept; one with another has no decimals.
            guard exponent + 1 < range.upperBound, bytes[exponent + 1] == 0x2D, self != .significant else { return range.upperBound }
            bytes[range.lowerBound] = 0x30
            return range.lowerBound + 1
        }
        var end = range.upperBound
        if let point = bytes[range].firstIndex(of: 0x2E) {
            let decimals = decimals(bytes[first..<point], bytes[(point + 1)..<end])
            if end - point - 1 > decimals {
                let isUp = bytes[point + 1 + decimals] >= 0x35
                end = decimals == 0 ? point : point + 1 + decimals
                if isUp { end = Self.raise(&bytes, first..<end) }
            }
            if bytes[range.lowerBound..<end].contains(0x2E) {
                while bytes[end - 1] == 0x30 { end -= 1 }
                if bytes[end - 1] == 0x2E { end -= 1 }
            }
        }
        // Nothing is not negative.
        if isNegative, bytes[first..<end].allSatisfy({ $0 == 0x30 }) {
            bytes[range.lowerBound] = 0x30
            return range.lowerBound + 1
        }
        return end
    }

    /// How many decimals are kept of a number with these digits before and behind the point.
    private func decimals(_ whole: ArraySlice<UInt8>, _ fraction: ArraySlice<UInt8>) -> Int {
        switch self {
        case .whole: 0
        case .one: 1
        case .two: 2
        case .three, .share: 3
        case .significant:
            whole.allSatisfy { $0 == 0x30 } ? fraction.prefix { $0 == 0x30 }.count + 4 : max(0, 4 - whole.count)
        }
    }

    /// Adds one to the last digit. Where all digits are nines, the number becomes one digit longer; what was cut off has left room.
    ///
    /// - Returns: Where the number ends.
    private static func raise(_ bytes: inout [UInt8], _ range: Range<Int>) -> Int {
        var place = range.upperBound - 1
        while place >= range.lowerBound {
            if bytes[place] == 0x39 {
                bytes[place] = 0x30
            } else if bytes[place] != 0x2E {
                bytes[place] += 1
                return range.upperBound
            }
            place -= 1
        }
        for place in range.reversed() { bytes[place + 1] = bytes[place] }
        bytes[range.lowerBound] = 0x31
        return range.upperBound + 1
    }
}
