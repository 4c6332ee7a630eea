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
                throw ServiceError.notFound(search, nearest: Self.nearest(search, in: all, code: \.code, name: \.name))
            }
            return found
        }
    }

    /// The things whose code or name is spelled most like a text: the fewest letters to change in the code, the name or a word of the name.
    ///
    /// - Parameters:
    ///   - asked: The text.
    ///   - items: The things.
    ///   - code: The code of a thing.
    ///   - name: The name of a thing.
    /// - Returns: At most five, the nearest first.
    static func nearest<Item>(_ asked: String, in items: [Item], code: (Item) -> String, name: (Item) -> String) -> [CodeName] {
        let wanted = asked.lowercased()
        let ranked = items.map { item -> (distance: Int, item: CodeName) in
            let texts = [code(item).lowercased(), name(item).lowercased()] + name(item).lowercased().split(separator: " ").map(String.init)
            let distance = texts.map { EditDistance.between(wanted, $0, limit: 100) }.min() ?? .max
            return (distance, CodeName(code: code(item), name: name(item)))
        }
        return ranked.sorted { ($0.distance, $0.item.code) < ($1.distance, $1.item.code) }.prefix(5).map(\.item)
    }
}
