import Domain
import Foundation

/// How the text of a column is read, and what it must be.
public enum ColumnType: Sendable {
    /// Any text of at most so many bytes.
    case text(limit: Int)
    /// A code that the closure accepts; `like` is an example for people.
    case code(@Sendable (Substring) -> Bool, like: String)
    /// A whole number within a range.
    case integer(ClosedRange<Int>)
    /// A number within a range.
    case number(ClosedRange<Double>, NumberText.Style)
    /// Whole rupiah within a range; decimals, which decrees have, are rounded.
    case rupiah(ClosedRange<Int>)
    /// A day.
    case day
    /// One of the words; other spellings are given after them.
    case choice([String], aliases: [String: String])
    /// Items separated by `|` or `;`, each `code` or `code:number`.
    case list(weighted: Bool)
    /// A region of one of these levels, by its code in either system or by its name.
    case region(levels: Set<Place.Level>)

    /// The column's type in the temporary table.
    var sql: String {
        switch self {
        case .text, .code, .choice, .region: "text"
        case .integer, .rupiah: "bigint"
        case .number: "double precision"
        case .day: "date"
        case .list: "text[]"
        }
    }

    /// Whether a code of the column's register has the form that the column takes: an occupation of four digits, not its major group.
    ///
    /// - Parameter code: the code as the register has it.
    /// - Returns: true, too, for columns that take any value.
    public func accepts(code: String) -> Bool {
        switch self {
        case .code(let matches, _): matches(code[...])
        case .region(let levels): code.utf8.count > 2 || levels.contains(.province)
        default: true
        }
    }

    /// What stands between a code and its name in the choices of a template.
    public static let nameSeparator = " – "

    /// The code and the name of a choice such as `7212 – Tukang Las`; `nil` for other texts.
    private static func codeAndName(_ text: Substring) -> (code: Substring, name: Substring)? {
        text.firstRange(of: nameSeparator).map { (text[..<$0.lowerBound], text[$0.upperBound...]) }
    }

    /// Whether the column holds regions.
    var isRegion: Bool { if case .region = self { true } else { false } }

    /// The canonical text of a value.
    ///
    /// - Parameters:
    ///   - text: what stands in the column.
    ///   - regions: reads regions; a kind without a column of regions needs none.
    ///   - beside: what stands in other columns about the region.
    ///   - isNumber: the text is a number of a sheet, with a decimal point, not one that a person wrote.
    ///   - countsFrom1904: numbers of days count from 1904, as the workbook says, not from 1900.
    /// - Returns: `.success(nil)` for an empty text; what else means no value is the caller's to know (`NoValue`).
    func read(
        _ text: Substring, regions: RegionReader? = nil, beside: RegionReader.Surroundings = .none, isNumber: Bool = false,
        countsFrom1904: Bool = false
    ) -> Result<String?, RejectReason> {
        if text.isEmpty { return .success(nil) }
        switch self {
        case .text(let limit):
            guard text.utf8.count <= limit else { return .failure(.tooLong(limit)) }
            return .success(text.composed)
        case .code(let matches, let like):
            if matches(text) { return .success(text.composed) }
            // A sheet that took 32.10 for a number has lost its last zero.
            if isNumber, text.contains("."), matches(text + "0") { return .success(text + "0") }
            if let choice = Self.codeAndName(text), matches(choice.code) { return .success(choice.code.composed) }
            return Self.repaired(code: text, isNumber: isNumber, matches) ?? .failure(.badCode(like: like))
        case .integer(let range):
            return readInteger(isNumber ? .success(Double(text)) : NumberText.read(text, style: .count), range)
        case .rupiah(let range):
            let amount = isNumber ? .success(Double(text)) : NumberText.read(text, style: .count)
            return readInteger(amount.map { $0?.rounded() }, range)
        case .number(let range, let style):
            guard case .success(let value) = isNumber ? .success(Double(text)) : NumberText.read(text, style: style) else {
                return .failure(.notANumber)
            }
            guard let value else { return .success(nil) }
            guard range.contains(value) else { return .failure(.notBetween(range.lowerBound, range.upperBound)) }
            return .success(String(value))
        case .day:
            guard case .success(let day) = DateText.read(cell: text, countsFrom1904: countsFrom1904) else { return .failure(.notADay) }
            return .success(day?.description)
        case .choice(let words, let aliases):
            let lowered = text.lowercased()
            if let word = words.first(where: { $0.lowercased() == lowered }) { return .success(word) }
            if let word = aliases[lowered] { return .success(word) }
            return .failure(.notAChoice(words))
        case .list(let weighted):
            return readList(text, weighted: weighted)
        case .region(let levels):
            guard let regions else { return .failure(.badCode(like: "32.16")) }
            if let choice = Self.codeAndName(text), beside.name.isEmpty, choice.code.wholeMatch(of: /[0-9]{2}(\.[0-9]{2})?/) != nil {
                var named = beside
                named.name = String(choice.name)
                return regions.read(choice.code, named, levels: levels, isNumber: false).map { $0 }
            }
            return regions.read(text, beside, levels: levels, isNumber: isNumber).map { $0 }
        }
    }

    /// What is left of a code that a program or a person has written something around: `'0115`, `="0115"`, `7212.0`.
    static func withoutMarks(code text: Substring) -> Substring {
        var rest = text
        if rest.hasPrefix("=\""), rest.hasSuffix("\"") { rest = rest.dropFirst(2).dropLast() }
        rest = rest.drop { codeMarks.contains($0) }.trimmingSpaces()
        while let last = rest.last, codeMarks.contains(last) { rest.removeLast() }
        if rest.hasSuffix(".0"), let match = rest.wholeMatch(of: /([0-9]+)\.0/) { rest = match.output.1 }
        return rest
    }

    /// What spreadsheet programs and people put in front of a number so that it stays a text, and what pages leave around it.
    private static let codeMarks: Set<Character> = ["'", "’", "‘", "`", "\u{FEFF}", "\u{200B}"]

    /// Reads a code that is not of the form of the column as it stands.
    ///
    /// - Returns: the code where it is clear, a refusal with the code that is likely meant, or `nil` where nothing is likely.
    private static func repaired(
        code text: Substring, isNumber: Bool, _ matches: (Substring) -> Bool
    ) -> Result<String?, RejectReason>? {
        let bare = withoutMarks(code: text)
        if matches(bare) { return .success(bare.composed) }
        // No code of one digit exists where one of two does: 1 is 01 that became a number.
        let filled = "0" + bare
        if bare.utf8.count == 1, bare.utf8.allSatisfy({ $0 >= 0x31 && $0 <= 0x39 }), matches(filled[...]) {
            return isNumber ? .success(filled) : .failure(.lostZero(String(text), likely: filled))
        }
        let joined = String(bare.filter { !$0.isWhitespace })
        return joined.count < bare.count && matches(joined[...]) ? .failure(.likelyCode(String(text), likely: joined)) : nil
    }

    private func readInteger(
        _ number: Result<Double?, NumberText.NotANumber>, _ range: ClosedRange<Int>
    ) -> Result<String?, RejectReason> {
        guard case .success(let value) = number else { return .failure(.notANumber) }
        guard let value else { return .success(nil) }
        guard value == value.rounded(), abs(value) < 9e15 else { return .failure(.notWhole) }
        guard range.contains(Int(value)) else { return .failure(.notBetween(range.lowerBound, range.upperBound)) }
        return .success(String(Int(value)))
    }

    private func readList(_ text: Substring, weighted: Bool) -> Result<String?, RejectReason> {
        var items: [String: String] = [:]
        for raw in text.split(whereSeparator: { $0 == "|" || $0 == ";" }) {
            let item = raw.trimmingSpaces()
            if item.isEmpty { continue }
            guard !item.contains(where: { $0 == "\"" || $0 == "\\" || $0 == "{" || $0 == "}" || $0 == "," && !weighted }) else {
                return .failure(.noCode(String(item)))
            }
            guard weighted else {
                items[item.composed] = item.composed
                continue
            }
            let parts = item.split(separator: ":", omittingEmptySubsequences: false)
            let weight = parts.count == 2 ? try? NumberText.read(parts[1], style: .measure).get() : 1
            guard parts.count <= 2, let weight, weight > 0, weight <= 1 else { return .failure(.badWeight(String(item))) }
            let code = parts[0].trimmingSpaces().composed
            let value = "\(code):\(weight)"
            guard items.updateValue(value, forKey: code) ?? value == value else { return .failure(.repeatedItem(code)) }
        }
        return .success(items.isEmpty ? nil : "{" + items.values.sorted().map { "\"\($0)\"" }.joined(separator: ",") + "}")
    }
}

extension Substring {
    /// The text in its composed form (NFC). Two codes that look alike and differ in their bytes would be two for the database and one here.
    var composed: String { utf8.allSatisfy { $0 < 0x80 } ? String(self) : precomposedStringWithCanonicalMapping }

    func trimmingSpaces() -> Substring {
        var rest = self.drop { $0.isWhitespace }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}
