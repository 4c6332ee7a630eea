import Configuration
import Domain
import Postgres

/// Reads the unit groups that a file of taught titles names: by code, by name, or as no occupation at all.
struct UnitGroupNames {
    private let matcher: NameMatcher<(code: String, name: String)>
    private let names: RegisterNames

    /// The unit groups of a database.
    ///
    /// - Throws: `PostgresError` when the table cannot be read.
    init(_ connection: isolated PostgresConnection) throws {
        let groups = try connection.rows(
            "SELECT occupation_code, name, name_en FROM padan.occupation WHERE length(occupation_code) = 4 ORDER BY occupation_code"
        ) { (code: try $0["occupation_code"] as String, name: try $0["name"] as String, english: try $0["name_en"] as String?) }
        let names = Dictionary(
            groups.map { ($0.code, [$0.name] + ($0.english.map { [$0] } ?? [])) }, uniquingKeysWith: { first, _ in first })
        matcher = NameMatcher(groups.map { ($0.code, $0.name) }, code: \.code, names: { names[$0.code] ?? [] })
        self.names = RegisterNames(groups.map { CodeName(code: $0.code, name: $0.name) })
    }

    /// Whether a text is a code and no name.
    static func isCode(_ text: some StringProtocol) -> Bool { text.utf8.count == 4 && text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }

    /// The code that a text means.
    ///
    /// - Parameter text: A code of four digits, a name or a part of one that only one group has, or the word for no occupation.
    /// - Returns: The code, which no group need have; `nil` for no occupation; or why the text is refused.
    func code(_ text: String) -> Result<String?, RejectReason> {
        if TaughtTitle.isNoOccupation(text) { return .success(nil) }
        if Self.isCode(text) { return .success(text) }
        // What a template offers: `7212 – Tukang Las`.
        if let range = text.firstRange(of: ColumnType.nameSeparator), Self.isCode(text[..<range.lowerBound]) {
            return .success(String(text[..<range.lowerBound]))
        }
        let found = matcher.best(text)
        if found.count == 1 { return .success(found[0].code) }
        guard found.isEmpty else { return .failure(.severalGroups(found.prefix(6).map { "\($0.code) \($0.name)" })) }
        return .failure(.noGroupNamed(nearest: names.nearest(to: text)))
    }
}
