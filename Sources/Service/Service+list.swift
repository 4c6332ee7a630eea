import Domain
import Ingest
import Postgres
import Report
import Store

extension Service {
    /// The codes and names of one kind of thing, for people who look for the right code.
    ///
    /// - Parameters:
    ///   - kind: What is listed.
    ///   - search: A part of the code or the name, without regard to case; `nil` for all.
    ///   - asker: Who asks.
    /// - Returns: The things in the order of their codes.
    /// - Throws: `ServiceError.notFound` where something was searched for and nothing has it, with the nearest; `ServiceError.notAReader` for
    ///   an asker who is no reader, and `PostgresError`.
    public func list(_ kind: ListedKind, search: String? = nil, as asker: Asker) async throws -> [ListedItem] {
        try await read(as: asker) { connection in
            let all = try Store.listed(kind, connection)
            guard let search, !search.isEmpty else { return all }
            let found = all.filter {
                $0.code.localizedCaseInsensitiveContains(search) || $0.name.localizedCaseInsensitiveContains(search)
            }
            guard !found.isEmpty else {
                throw ServiceError.notFound(search, nearest: Self.nearest(search, in: all, code: \.code, names: { [$0.name] }))
            }
            return found
        }
    }

    /// The share of letters to change beyond which two texts are not alike; the views' functions have the same (`padan.code_of`).
    private static let unlike = 0.7

    /// The names that are spelled most like a text.
    ///
    /// - Parameters:
    ///   - asked: The text.
    ///   - names: The names.
    /// - Returns: At most five, the nearest first; none where nothing is like the text.
    public static func nearest(_ asked: String, in names: [String]) -> [String] {
        nearest(asked, in: names, code: \.self, names: { _ in [] }).map(\.code)
    }

    /// The things whose code or name is spelled most like a text: the smallest share of letters to change in the code, a name, a word of a
    /// name or as many words as the text has. Among equals come those whose code begins like the text.
    ///
    /// - Parameters:
    ///   - asked: The text.
    ///   - items: The things.
    ///   - code: The code of a thing.
    ///   - names: The names of a thing; the first is shown.
    /// - Returns: At most five, the nearest first; none where nothing is like the text.
    static func nearest<Item>(_ asked: String, in items: [Item], code: (Item) -> String, names: (Item) -> [String]) -> [CodeName] {
        let wanted = asked.lowercased()
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
            return (distance ?? 1, -alike, CodeName(code: code(item), name: names(item).first ?? ""))
        }
        return ranked.filter { $0.distance <= unlike }.sorted {
            ($0.distance, $0.other, $0.item.code) < ($1.distance, $1.other, $1.item.code)
        }.prefix(5).map(\.item)
    }
}
