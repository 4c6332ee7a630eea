import Foundation
import Postgres

/// What a deletion of rows did.
public struct DeletionSummary: Sendable, Equatable {
    /// What the file names.
    public let kind: ImportKind
    /// Rows of the file.
    public let read: Int
    /// Rows that were there and are gone, or would be.
    public let deleted: Int
    /// Rows of the file that name nothing that is there.
    public let absent: Int
    /// What is wrong in rows whose key cannot be read; nothing was deleted for them.
    public let rejections: Rejections
    /// Whether nothing was deleted and the summary only says what would be.
    public let dryRun: Bool
}

extension Importer {
    /// A roll-back that keeps what it found.
    private struct Rehearsed: Error { let summary: DeletionSummary }

    /// Deletes the rows that a file names by their key; its other columns are not read. A row that names an instructor alone takes the
    /// instructor's competences with it, one that names a unit, too, the competence alone.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - connection: the database; no transaction may be open on it.
    /// - Returns: what was deleted, or would be when it is a dry run.
    /// - Throws: `ImportError` for the file, `.notDeletable` for advertisements, which are told apart by what they say and not by a key;
    ///   `PostgresError` when something else needs a row (SQLSTATE 23503) or for the database; nothing is deleted then.
    public func delete(_ path: String, from connection: PostgresConnection) async throws -> DeletionSummary {
        guard kind != .vacancies else { throw ImportError.notDeletable(kind.rawValue) }
        try checkOccupationVersion()
        do {
            return try await connection.transaction(retries: 0) { connection in
                try connection.execute("SELECT pg_advisory_xact_lock(hashtext('padan.import'), hashtext($1))", [kind.rawValue])
                let inspection = try FileInspection(path: path)
                let summary = try TableImport(
                    importer: shaped(for: inspection, connection), inspection: inspection, titleWords: titleWords(), isOfKeys: true
                ).delete(
                    connection)
                if kind.definesLookups { _ = try StoredLookups.refresh(connection, root: root) }
                guard options.dryRun else { return summary }
                throw Rehearsed(summary: summary)
            }
        } catch let rehearsed as Rehearsed {
            return rehearsed.summary
        }
    }
}

extension ImportKind {
    /// Whether places or titles are looked up in what the kind holds.
    var definesLookups: Bool { [.regions, .districts, .titles, .occupations].contains(self) }
}

extension TableImport {
    /// Deletes what the rows of the file name.
    func delete(_ connection: isolated PostgresConnection) throws -> DeletionSummary {
        let read = try readRows(connection)
        try spell(connection)
        try connection.execute("UPDATE import_row SET status = 0")
        for merge in specification.merges.reversed() { try delete(merge, connection) }
        let deleted = try connection.row("SELECT count(*) AS n FROM import_row WHERE status > 0") { try $0["n"] as Int } ?? 0
        return DeletionSummary(
            kind: importer.kind, read: read.rows, deleted: deleted, absent: read.rows - read.refused.rows - deleted,
            rejections: read.refused, dryRun: importer.options.dryRun)
    }

    /// Deletes from one table the rows that are named by its whole key and by no more, with what belongs to them.
    private func delete(_ merge: KindSpecification.Merge, _ connection: isolated PostgresConnection) throws {
        func named(_ table: String, by key: [String]) -> String {
            let more = merge.condition.map { [$0] } ?? specification.key.filter { !merge.key.contains($0) }.map { "r.\($0) IS NULL" }
            return (["r.rejected IS NULL"] + key.map { "\(table).\($0) = r.\($0)" } + more).joined(separator: " AND ")
        }
        // Who is deleted goes with what other merges and lists keep of the same owner.
        for other in specification.merges where other.table != merge.table && merge.key.allSatisfy(other.key.contains) {
            try connection.execute("DELETE FROM \(other.table) AS t USING import_row AS r WHERE \(named("t", by: merge.key))")
        }
        for list in specification.lists where merge.key == [list.owner] {
            try connection.execute("DELETE FROM \(list.table) AS t USING import_row AS r WHERE \(named("t", by: merge.key))")
        }
        try connection.execute(
            """
            WITH gone AS (DELETE FROM \(merge.table) AS t USING import_row AS r WHERE \(named("t", by: merge.key)) RETURNING r.line)
            UPDATE import_row AS r SET status = 1 FROM gone WHERE r.line = gone.line
            """)
    }
}
