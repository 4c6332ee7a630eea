import Domain

/// How the text of a column is read, and what it must be.
public enum ColumnType: Sendable {
    case text(limit: Int)
    /// Matches a pattern such as `32.16`, described to people in `like`.
    case code(@Sendable (Substring) -> Bool, like: String)
    case integer(ClosedRange<Int>)
    case number(ClosedRange<Double>, NumberText.Style)
    case day
    /// One of the words; other spellings are given after them.
    case choice([String], aliases: [String: String])
    /// Items separated by `|` or `;`, each `code` or `code:number`.
    case list(weighted: Bool)
    /// A region by its code, its BPS code or its name.
    case region(levels: Set<Place.Level>)

    /// The column's type in the temporary table.
    var sql: String {
        switch self {
        case .text, .code, .choice, .region: "text"
        case .integer: "bigint"
        case .number: "double precision"
        case .day: "date"
        case .list: "text[]"
        }
    }

    struct Refusal: Error {
        let code: String
        let reason: String
    }

    /// The canonical text of a value.
    ///
    /// - Parameter isNumber: the text is a number of a sheet, with a decimal point, not one that a person wrote.
    /// - Returns: `.success(nil)` for no value.
    func read(_ text: Substring, places: PlaceResolver?, isNumber: Bool = false) -> Result<String?, Refusal> {
        if text.isEmpty || text == "-" { return .success(nil) }
        switch self {
        case .text(let limit):
            guard text.utf8.count <= limit else { return refuse("too_long", "longer than \(limit) characters") }
            return .success(String(text))
        case .code(let matches, let like):
            if matches(text) { return .success(String(text)) }
            // A sheet that took 32.10 for a number has lost its last zero.
            if isNumber, text.contains("."), matches(text + "0") { return .success(text + "0") }
            return refuse("bad_code", "no code like \(like)")
        case .integer(let range):
            return readInteger(isNumber ? .success(Double(text)) : NumberText.read(text, style: .count), range)
        case .number(let range, let style):
            guard case .success(let value) = isNumber ? .success(Double(text)) : NumberText.read(text, style: style) else {
                return refuse("not_a_number", "no number")
            }
            guard let value else { return .success(nil) }
            guard range.contains(value) else {
                return refuse("out_of_range", "not between \(range.lowerBound) and \(range.upperBound)")
            }
            return .success(String(value))
        case .day:
            guard case .success(let day) = DateText.read(text) else {
                return refuse("not_a_day", "no day like 2018-11-23 or 23/11/2018")
            }
            return .success(day?.description)
        case .choice(let words, let aliases):
            let lowered = text.lowercased()
            if let word = words.first(where: { $0.lowercased() == lowered }) { return .success(word) }
            if let word = aliases[lowered] { return .success(word) }
            return refuse("not_a_choice", "not one of \(words.joined(separator: ", "))")
        case .list(let weighted):
            return readList(text, weighted: weighted)
        case .region(let levels):
            let lostZero = isNumber && text.wholeMatch(of: /\d\d\.\d/) != nil
            return readRegion(lostZero ? text + "0" : text, levels, places)
        }
    }

    private func refuse(_ code: String, _ reason: String) -> Result<String?, Refusal> {
        .failure(Refusal(code: code, reason: reason))
    }

    private func readInteger(
        _ number: Result<Double?, NumberText.NotANumber>, _ range: ClosedRange<Int>
    ) -> Result<String?, Refusal> {
        guard case .success(let value) = number else {
            return refuse("not_a_number", "no number")
        }
        guard let value else { return .success(nil) }
        guard value == value.rounded(), abs(value) < 9e15 else { return refuse("not_whole", "no whole number") }
        guard range.contains(Int(value)) else {
            return refuse("out_of_range", "not between \(range.lowerBound) and \(range.upperBound)")
        }
        return .success(String(Int(value)))
    }

    private func readList(_ text: Substring, weighted: Bool) -> Result<String?, Refusal> {
        var items: Set<String> = []
        for raw in text.split(whereSeparator: { $0 == "|" || $0 == ";" }) {
            let item = raw.trimmingSpaces()
            if item.isEmpty { continue }
            guard !item.contains(where: { $0 == "\"" || $0 == "\\" || $0 == "{" || $0 == "}" || $0 == "," && !weighted }) else {
                return refuse("bad_item", "'\(item)' is no code")
            }
            guard weighted else {
                items.insert(String(item))
                continue
            }
            let parts = item.split(separator: ":", omittingEmptySubsequences: false)
            let weight = parts.count == 2 ? try? NumberText.read(parts[1], style: .measure).get() : 1
            guard parts.count <= 2, let weight, weight > 0, weight <= 1 else {
                return refuse("bad_item", "'\(item)' is not like 7212:0.8 (a relevance above 0, at most 1)")
            }
            items.insert("\(parts[0]):\(weight)")
        }
        return .success(items.isEmpty ? nil : "{" + items.sorted().map { "\"\($0)\"" }.joined(separator: ",") + "}")
    }

    private func readRegion(
        _ text: Substring, _ levels: Set<Place.Level>, _ places: PlaceResolver?
    ) -> Result<String?, Refusal> {
        if text.wholeMatch(of: /\d\d(\.\d\d)?/) != nil { return .success(String(text)) }
        guard let places else { return refuse("bad_code", "no region code like 32.16") }
        if let code = places.regionCode(bps: text) { return .success(code) }
        let place = places.resolve(String(text))
        guard let code = place.regionCode, levels.contains(place.level) else {
            let also = place.alternatives.isEmpty ? "" : "; it may be \(place.alternatives.joined(separator: ", "))"
            return refuse("unknown_region", "no region of the level asked for\(also)")
        }
        return .success(code)
    }
}

extension Substring {
    func trimmingSpaces() -> Substring {
        var rest = self.drop { $0.isWhitespace }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}
