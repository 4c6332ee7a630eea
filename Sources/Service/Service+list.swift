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
                throw ServiceError.notFound(search, nearest: NearestNames.of(search, in: all, code: \.code, names: { [$0.name] }))
            }
            return found
        }
    }
}
