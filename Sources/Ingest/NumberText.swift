/// Reads numbers as people in Indonesia write them.
public enum NumberText {
    /// How an undecided single separator is read: `1.234` is 1234 persons, but 1.234 degrees.
    public enum Style: Sendable {
        /// Counts and rupiah: a separator before exactly three digits groups thousands.
        case count
        /// Measures: a single separator is the decimal one.
        case measure
    }

    /// Reads a number.
    ///
    /// - Parameters:
    ///   - text: what a person wrote.
    ///   - style: how a single separator is read.
    /// - Returns: `.success(nil)` for a blank text, `.failure` when the text is no number; what else means no value is data (`NoValue`).
    public static func read(_ text: Substring, style: Style) -> Result<Double?, NotANumber> {
        var rest = text.drop { $0 == " " || $0 == "\u{A0}" }
        while rest.last == " " || rest.last == "\u{A0}" { rest.removeLast() }
        if rest.isEmpty { return .success(nil) }
        for prefix in ["rp.", "rp", "idr"] where rest.count > prefix.count && rest.prefix(prefix.count).lowercased() == prefix {
            rest = rest.dropFirst(prefix.count).drop { $0 == " " || $0 == "\u{A0}" }
            break
        }
        var factor = 1.0
        let lowered = rest.lowercased()
        for (suffix, value) in units where lowered.hasSuffix(suffix) {
            let head = rest.dropLast(suffix.count)
            guard let last = head.last, last.isNumber || last == " " || last == "\u{A0}" else { continue }
            rest = head
            factor = value
            break
        }
        if rest.hasSuffix(",-") { rest = rest.dropLast(2) }
        while rest.last == " " || rest.last == "\u{A0}" { rest.removeLast() }
        guard let number = plain(rest, style: factor == 1 ? style : .measure) else { return .failure(NotANumber()) }
        // The product of a short decimal and a power of ten is meant exactly: 4,2 juta is 4 200 000.
        let product = number * factor
        guard product.isFinite else { return .failure(NotANumber()) }
        // A number that is as large as this has no decimals.
        return .success(factor > 1 && abs(product) < 1e15 ? (product * 100).rounded() / 100 : product)
    }

    /// Which mark stands in front of decimals.
    enum DecimalMark { case comma, point }

    /// The mark in front of decimals, as far as a number tells it: `1.234,5` has a comma, `1,234,567` a point, and of `1.234` nobody knows.
    static func decimalMark(in text: some StringProtocol) -> DecimalMark? {
        func other(_ mark: Character) -> DecimalMark { mark == "," ? .point : .comma }
        func own(_ mark: Character) -> DecimalMark { mark == "," ? .comma : .point }
        let run = text.drop { !$0.isWholeNumber }.prefix { $0.isWholeNumber || $0 == "." || $0 == "," }
        var number = Substring(run)
        while let last = number.last, !last.isWholeNumber { number.removeLast() }
        let marks = number.filter { $0 == "." || $0 == "," }
        guard let first = marks.first, let last = marks.last else { return nil }
        if first != last { return own(last) }
        if marks.count > 1 { return other(last) }
        let parts = number.split(separator: last)
        guard parts.count == 2 else { return nil }
        return parts[1].count != 3 || parts[0].count > 3 || parts[0] == "0" ? own(last) : nil
    }

    /// The text is no number.
    public struct NotANumber: Error, Equatable {
        /// Makes the error.
        public init() {}
    }

    private static let units: [(String, Double)] = [
        ("%", 1), ("juta", 1e6), ("jt", 1e6), ("miliar", 1e9), ("milyar", 1e9), ("triliun", 1e12), ("ribu", 1e3),
        ("rb", 1e3), ("orang", 1), ("jiwa", 1),
    ]

    private static func plain(_ text: Substring, style: Style) -> Double? {
        var digits: [UInt8] = []
        var separators: [(byte: UInt8, at: Int)] = []
        var negative = false
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case 0x30...0x39: digits.append(byte)
            case 0x2E, 0x2C: separators.append((byte, digits.count))
            case 0x20, 0xC2, 0xA0: continue
            case 0x2D where index == 0: negative = true
            case 0x2B where index == 0: continue
            default: return scientific(text)
            }
        }
        guard !digits.isEmpty, digits.count <= 18 else { return nil }
        guard let decimalAt = decimalPosition(separators, digits: digits.count, style: style) else { return nil }
        var integer: UInt64 = 0
        for digit in digits { integer = integer * 10 + UInt64(digit - 0x30) }
        let value = Double(integer) / powers[digits.count - decimalAt]
        return negative ? -value : value
    }

    private static let powers: [Double] = (0...18).map { exponent in (0..<exponent).reduce(1.0) { power, _ in power * 10 } }

    private static func scientific(_ text: Substring) -> Double? {
        guard text.contains(where: { $0 == "e" || $0 == "E" }), let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// After how many digits the decimals begin; `nil` when the separators make no sense.
    private static func decimalPosition(_ separators: [(byte: UInt8, at: Int)], digits: Int, style: Style) -> Int? {
        guard let last = separators.last else { return digits }
        func grouped(_ list: ArraySlice<(byte: UInt8, at: Int)>, until end: Int) -> Bool {
            guard let first = list.first, (1...3).contains(first.at) else { return false }
            return zip(list, list.dropFirst().map(\.at) + [end]).allSatisfy { $1 - $0.at == 3 }
        }
        let kinds = Set(separators.map(\.byte))
        if kinds.count == 2 {
            // Two kinds: the last one, standing once, is the decimal separator.
            guard separators.filter({ $0.byte == last.byte }).count == 1 else { return nil }
            return grouped(separators.dropLast(), until: last.at) ? last.at : nil
        }
        if separators.count > 1 { return grouped(separators[...], until: digits) ? digits : nil }
        let after = digits - last.at
        if style == .count, after == 3, (1...3).contains(last.at) { return digits }
        return last.at
    }
}
