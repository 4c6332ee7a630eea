import Domain
import Postgres
import Synchronization

/// Finds the things whose code or name is spelt most like a text, for people who have misspelt it.
public enum NearestNames {
    /// A text of more letters is compared by its first ones.
    private static let longest = 200
    /// The share of letters to change beyond which two texts are not alike; the views' functions have the same (`padan.code_of`).
    private static let unlike = 0.7

    /// The things whose code or name is spelt most like a text: the smallest share of letters to change in the code, a name, a word of a
    /// name or as many words as the text has. Among equals come those whose code begins like the text.
    ///
    /// - Parameters:
    ///   - asked: The text.
    ///   - items: The things.
    ///   - most: How many to answer at most.
    ///   - code: The code of a thing.
    ///   - names: The names of a thing; the first is shown.
    ///   - english: The name of a thing in English, where it has one of its own.
    /// - Returns: The things with code and name, the nearest first; none where nothing is like the text.
    public static func of<Item>(
        _ asked: String, in items: [Item], most: Int = 5, code: (Item) -> String, names: (Item) -> [String],
        english: (Item) -> String? = { _ in nil }
    ) -> [CodeName] {
        let wanted = String(asked.lowercased().prefix(longest))
        let count = max(1, wanted.split(whereSeparator: \.isWhitespace).count)
        let ranked = items.map { item -> (distance: Double, other: Int, item: CodeName) in
            let called = names(item).map { $0.lowercased() }
            let words = called.map { $0.split { !$0.isLetter && !$0.isNumber } }
            let runs = words.flatMap { words -> [String] in
                Set([1, count]).flatMap { length -> [String] in
                    words.indices.dropLast(length - 1).map { words[$0..<($0 + length)].joined(separator: " ") }
                }
            }
            let texts = [code(item).lowercased()] + called + runs
            let distance = texts.map { text in
                Double(EditDistance.between(wanted, text, limit: 100)) / Double(max(wanted.utf8.count, text.utf8.count, 1))
            }.min()
            let alike = zip(wanted, code(item).lowercased()).prefix { $0 == $1 }.count
            return (distance ?? 1, -alike, CodeName(code: code(item), name: names(item).first ?? "", nameEnglish: english(item)))
        }
        let alike = ranked.filter { $0.distance <= unlike }
        return alike.sorted { ($0.distance, $0.other, $0.item.code) < ($1.distance, $1.other, $1.item.code) }.prefix(most).map(\.item)
    }
}

/// The things of a register that refused rows may have meant.
///
/// Each search looks at the whole register, and a file may be wrong in every row: there are so many searches and no more. What the rows behind
/// them name has no suggestion.
final class RegisterNames: Sendable {
    private static let mostComparisons = 100_000
    private static let mostNames = 3

    private let items: [CodeName]
    private let state: Mutex<(searches: Int, found: [String: [String]])>

    /// The columns of code and name of each register.
    private static let columns: [String: (code: String, name: String)] = [
        "padan.blk": ("blk_code", "name"), "padan.program": ("program_code", "name"), "padan.scheme": ("scheme_code", "name"),
        "padan.unit": ("unit_code", "title"), "padan.kejuruan": ("name", "name"), "padan.region": ("region_code", "name"),
        "padan.occupation": ("occupation_code", "name"), "padan.industry": ("industry_code", "name"),
    ]

    /// The things of a register of the database.
    ///
    /// - Parameters:
    ///   - table: The register's table; one that has no names holds nothing that could be suggested.
    ///   - connection: The database.
    ///   - isTaken: Whether a code may stand where the other one was written.
    /// - Throws: `PostgresError` when the table cannot be read.
    convenience init(of table: String, _ connection: isolated PostgresConnection, where isTaken: (String) -> Bool) throws {
        guard let (code, name) = Self.columns[table] else {
            self.init([])
            return
        }
        let sql = "SELECT \(code) AS code, coalesce(\(name), '') AS name FROM \(table) ORDER BY \(code) COLLATE \"C\""
        let items = try connection.rows(sql) { CodeName(code: try $0["code"], name: try $0["name"]) }
        self.init(items.filter { isTaken($0.code) })
    }

    /// - Parameter items: The things of the register.
    init(_ items: [CodeName]) {
        self.items = items
        state = Mutex((searches: Self.mostComparisons / max(items.count, 1), found: [:]))
    }

    /// The things whose code or name is most like a text, as people read them: `LAS-01 – Plate Welder SMAW 3G`.
    ///
    /// - Returns: The nearest first; none where the register is empty, and where there were too many searches.
    func nearest(to text: String) -> [String] {
        state.withLock { state in
            if let found = state.found[text] { return found }
            guard state.searches > 0, !items.isEmpty else { return [] }
            state.searches -= 1
            let found = NearestNames.of(text, in: items, most: Self.mostNames, code: \.code, names: { [$0.name] })
            let shown = found.map { $0.code == $0.name ? $0.code : $0.code + ColumnType.nameSeparator + $0.name }
            state.found[text] = shown
            return shown
        }
    }

    /// Whether a code that was likely meant is one of the register's.
    func hold(_ likely: RejectReason.Fact?) -> Bool {
        guard case .text(let code)? = likely else { return false }
        return items.contains { $0.code.lowercased() == code.lowercased() }
    }

    /// What some texts of a list may mean: of one text all that is near, of several the nearest of each of the first.
    func nearest(toEach texts: [String]) -> [String] {
        texts.count == 1 ? nearest(to: texts[0]) : texts.prefix(Self.mostNames).compactMap { nearest(to: $0).first }
    }
}
