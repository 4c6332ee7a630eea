import Configuration
import Foundation
import Postgres

/// Loads one file of one kind: all of it that passes the checks, or nothing.
public struct Importer: Sendable {
    let kind: ImportKind
    let options: ImportOptions
    let aliases: ImportAliases
    let report: @Sendable (ImportProgress) -> Void

    public init(
        _ kind: ImportKind, options: ImportOptions = ImportOptions(), aliases: ImportAliases,
        report: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) {
        self.kind = kind
        self.options = options
        self.aliases = aliases
        self.report = report
    }

    /// A roll-back that keeps what it found: on purpose for a dry run, or because too many rows were refused.
    private struct RolledBack: Error {
        let summary: ImportSummary
        let isDryRun: Bool
    }

    /// - Parameter coder: codes the titles of vacancies; other kinds do not need it.
    /// - Throws: `ImportError` for the file, `PostgresError` for the database; the database is then as before, except
    ///   that the rejects of a file refused for too many of them are kept in `staging.reject`.
    public func load(
        _ path: String, into connection: PostgresConnection, coder: TitleCoder? = nil
    ) async throws -> ImportSummary {
        let inspection = try FileInspection(path: path)
        do {
            return try await connection.transaction(retries: 0) { connection in
                let summary = try run(inspection, connection, coder)
                if options.dryRun { throw RolledBack(summary: summary, isDryRun: true) }
                if isOver(summary.rejected, of: summary.read) { throw RolledBack(summary: summary, isDryRun: false) }
                return summary
            }
        } catch let rolledBack as RolledBack {
            if rolledBack.isDryRun { return rolledBack.summary }
            let summary = rolledBack.summary
            try await connection.transaction { connection in
                try keepRejects(summary, inspection, connection)
            }
            throw ImportError.tooManyRejects(
                rejected: summary.rejected, read: summary.read, limit: options.maxRejects, rejections: summary.rejections)
        }
    }

    func isOver(_ rejected: Int, of read: Int) -> Bool {
        rejected > 0 && Double(rejected) > options.maxRejects * Double(read)
    }

    /// Whether so many rows are refused that the rest of a large file need not be read.
    func isHopeless(_ rejected: Int, rowsAtMost rows: Int) -> Bool {
        rejected >= 1000 && isOver(rejected, of: rows)
    }

    private func run(
        _ inspection: FileInspection, _ connection: isolated PostgresConnection, _ coder: TitleCoder?
    ) throws -> ImportSummary {
        // One import of a kind at a time: natural keys are compared with what is stored.
        try connection.execute("SELECT pg_advisory_xact_lock(hashtext('padan.import'), hashtext($1))", [kind.rawValue])
        if kind == .vacancies {
            guard let coder else { preconditionFailure("vacancies need a title coder") }
            return try VacancyImport(importer: self, inspection: inspection, coder: coder).run(connection)
        }
        return try TableImport(importer: self, inspection: inspection).run(connection)
    }

    private func keepRejects(
        _ summary: ImportSummary, _ inspection: FileInspection, _ connection: isolated PostgresConnection
    ) throws {
        let id = try recordSource(
            inspection, connection, read: summary.read, new: 0, changed: 0, same: 0, rejected: summary.rejected,
            loaded: false)
        try storeRejects(summary.rejections, source: id, connection)
    }

    /// Notes where rows come from.
    ///
    /// - Returns: the number of the import.
    func recordSource(
        _ inspection: FileInspection, _ connection: isolated PostgresConnection, read: Int, new: Int, changed: Int,
        same: Int, rejected: Int, sourceName: String? = nil, window: (from: String, until: String)? = nil,
        loaded: Bool = true
    ) throws -> Int {
        let id = try connection.row(
            """
            INSERT INTO padan.source_file (
                kind, file_name, digest, options_digest, rows_read, rows_new, rows_changed, rows_same, rows_rejected,
                source_name, harvest_from, harvest_until, loaded
            ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING source_file_id
            """,
            [
                kind.rawValue, URL(filePath: inspection.path).lastPathComponent, inspection.digest, options.digest, read,
                new, changed, same, rejected, sourceName, window?.from, window?.until, loaded,
            ]
        ) { row in try row["source_file_id"] as Int }
        guard let id else { preconditionFailure("INSERT … RETURNING answers one row") }
        return id
    }

    func storeRejects(_ rejections: [Rejection], source: Int, _ connection: isolated PostgresConnection) throws {
        guard !rejections.isEmpty else { return }
        let sql = "COPY staging.reject (source_file_id, line, column_name, value, reason_code, reason) FROM STDIN (FORMAT binary)"
        try connection.sendRows(sql, rejections, fields: 6) { rejection, buffer in
            BinaryRow.int4(Int32(source), &buffer)
            BinaryRow.int8(Int64(rejection.line), &buffer)
            BinaryRow.text(rejection.column, &buffer)
            BinaryRow.text(rejection.value, &buffer)
            BinaryRow.text(rejection.code, &buffer)
            BinaryRow.text(rejection.reason, &buffer)
        }
    }

    /// Rows of a sheet that may stand above the header.
    private static let titleRows = 30

    func reader(_ inspection: FileInspection) throws -> TableReader {
        try TableReader(inspection, sheet: options.sheet, kind: kind)
    }

    /// The header of a table, read as this kind. In a sheet, titles and remarks may stand above it: the header is the first row that has
    /// every required column.
    func layout(_ reader: inout TableReader, _ inspection: FileInspection) throws -> ColumnLayout {
        var record = TableRecord()
        var best: (missing: Int, error: ImportError)?
        for _ in 0..<(reader.mayHaveTitles ? Self.titleRows : 1) {
            guard try reader.next(&record) else { break }
            let header = (0..<record.count).map { record.text($0) }
            do {
                let layout = try ColumnLayout(header: header, kind: kind, mapping: options.mapping, aliases: aliases)
                reader.width = header.count
                return layout
            } catch let error as ImportError {
                var missing = Int.max
                if case .missingColumns(let names, _, _, _) = error { missing = names.count }
                if best == nil || missing < best?.missing ?? 0 { best = (missing, error) }
            }
        }
        throw best?.error ?? ImportError.empty(path: inspection.path)
    }
}
