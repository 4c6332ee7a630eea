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
    ///   - search: A part of the code or of a name in either language, without regard to case, or for occupations a title that the coder knows;
    ///     `nil` for all.
    ///   - asker: Who asks.
    /// - Returns: The things in the order of their codes.
    /// - Throws: `ServiceError.notFound` where something was searched for and nothing has it, with the nearest; `ServiceError.notAReader` for
    ///   an asker who is no reader, `ConfigurationError` for the lexicon, and `PostgresError`.
    public func list(_ kind: ListedKind, search: String? = nil, as asker: Asker) async throws -> [ListedItem] {
        let root = root
        return try await read(as: asker) { connection in
            let all = try Store.listed(kind, connection)
            guard let search, !search.isEmpty else { return all }
            let known = kind == .occupations ? try TitleCoder.load(connection, root: root).knownCode(of: search) : nil
            let found = all.filter { $0.holds(search) || $0.code == known }
            guard !found.isEmpty else {
                let names = { (item: ListedItem) in [item.name] + (item.nameEnglish.map { [$0] } ?? []) }
                throw ServiceError.notFound(
                    search, nearest: NearestNames.of(search, in: all, code: \.code, names: names, english: \.nameEnglish))
            }
            return found
        }
    }

    /// The names that are spelled most like a text.
    ///
    /// - Parameters:
    ///   - asked: The text.
    ///   - names: The names.
    /// - Returns: At most five, the nearest first; none where nothing is like the text.
    public static func nearest(_ asked: String, in names: [String]) -> [String] {
        NearestNames.of(asked, in: names, code: \.self, names: { _ in [] }).map(\.code)
    }
}
