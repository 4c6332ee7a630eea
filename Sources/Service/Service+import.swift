import Configuration
import Domain
import Foundation
import Ingest
import Postgres
import Report
import Store

extension Service {
    /// Loads one file of one kind: all of it that passes the checks, or nothing.
    ///
    /// - Parameters:
    ///   - file: The path of a CSV or XLSX file.
    ///   - kind: What the file holds.
    ///   - options: What decides, beside the file, what the import does.
    ///   - mapping: The file's own column names: the name of a mapping in `config/import.yaml`, or `Theirs=ours,…`; `nil` for none.
    ///   - rejects: A file that takes the refused rows: CSV, or XLSX with the bad cells marked; `nil` for none.
    ///   - force: Whether facts of real BLKs are loaded beside the sample's.
    ///   - asker: Who loads; the operator alone may.
    ///   - progress: It is told `.importing`.
    /// - Returns: What the import did.
    /// - Throws: `ServiceError.actIsTheOperators` for everybody but the operator, `ServiceError.samplePresent` where facts of real BLKs would
    ///   mix with the sample's, `ImportError` for the file, `ConfigurationError` for what
    ///   `config/` says of files, `OutputFile.Failure` and `WorkbookError` for the file of refused rows, and `PostgresError`.
    public func load(
        _ file: String, as kind: ImportKind, _ options: ImportOptions = ImportOptions(), mapping: String? = nil, rejects: RejectFile? = nil,
        force: Bool = false, by asker: Asker, progress: @escaping ServiceProgress.Report = { _ in }
    ) async throws -> ImportSummary {
        try asker.requireOperator()
        var options = options
        if options.sourceName == nil, isSample(file, kind) { options.sourceName = ImportOptions.sampleSource }
        let isSample = options.sourceName == ImportOptions.sampleSource
        if kind.isOfBlks, !force, try await read(as: asker, { try Store.holdsBlks(ofSample: !isSample, $0) }) {
            throw isSample ? ServiceError.realDataPresent : ServiceError.samplePresent
        }
        let aliases = try ImportAliases(root: root)
        if let mapping { options.mapping = try aliases.mapping(mapping) }
        let importer = Importer(kind, options: options, aliases: aliases, root: root, ownShapes: Self.ownShapes) { state in
            progress(.importing(kind, bytesDone: state.bytesDone, bytesTotal: state.bytesTotal, rows: state.rows))
        }
        do {
            let summary = try await pool.withConnection { try await importer.load(file, into: $0) }
            if let rejects { try await write(summary.rejections, importer, source: file, to: rejects) }
            return summary
        } catch let error as ImportError {
            if let rejects, case .tooManyRejects(_, _, _, let rejections, _) = error {
                try await write(rejections, importer, source: file, to: rejects)
            }
            throw error
        }
    }

    /// Whether a file is one of the sample's own, so that its rows count as the sample's by whatever command they come.
    private func isSample(_ file: String, _ kind: ImportKind) -> Bool {
        let own = root.config.appending(path: "sample/\(kind.rawValue).csv").path
        let manager = FileManager.default
        func size(_ path: String) -> Int? { (try? manager.attributesOfItem(atPath: path))?[.size] as? Int }
        return kind.isOfBlks && size(own) != nil && size(own) == size(file) && manager.contentsEqual(atPath: own, andPath: file)
    }

    /// Deletes the rows that a file names by the key of their kind, all of them or none; its other columns are not read.
    ///
    /// - Parameters:
    ///   - file: The path of a CSV or XLSX file.
    ///   - kind: What the file names.
    ///   - options: How the file is read, and whether it is a dry run.
    ///   - mapping: The file's own column names, as `load` takes them; `nil` for none.
    ///   - asker: Who deletes; the operator alone may.
    /// - Returns: How many rows were deleted and how many were not there.
    /// - Throws: `ServiceError.actIsTheOperators` for everybody but the operator, `.keyInUse` or `.rowsInUse` where something else needs a row,
    ///   `ImportError` for the file, `ConfigurationError` for what `config/` says of files, and `PostgresError`.
    public func delete(
        _ file: String, as kind: ImportKind, _ options: ImportOptions = ImportOptions(), mapping: String? = nil, by asker: Asker
    ) async throws -> DeletionSummary {
        try asker.requireOperator()
        let aliases = try ImportAliases(root: root)
        var options = options
        if let mapping { options.mapping = try aliases.mapping(mapping) }
        let importer = Importer(kind, options: options, aliases: aliases, root: root, ownShapes: Self.ownShapes)
        do {
            return try await pool.withConnection { try await importer.delete(file, from: $0) }
        } catch let error as PostgresError where error.sqlState == "23503" {
            throw Self.inUse(error)
        }
    }

    /// Which key is still used by rows of which kind, as far as the server's words and the tables of the kinds tell.
    private static func inUse(_ error: PostgresError) -> ServiceError {
        let used = error.detail?.firstMatch(of: /Key \(.*\)=\((.*)\) is still referenced from table "(\w+)"/)
        guard let used, let kind = ImportKind.allCases.first(where: { $0.fills("padan.\(used.2)") }) else {
            return .rowsInUse(reason: error.message)
        }
        return .keyInUse(value: String(used.1), kind: kind.rawValue)
    }

    /// Looks at a file without a database, so that a front end can refuse it before it opens one.
    ///
    /// - Parameter file: The path of a CSV or XLSX file.
    /// - Throws: `ImportError` when the file cannot be read or is no table.
    public static func inspect(_ file: String) async throws {
        try await blockingWork { _ in _ = try FileInspection(path: file) }
    }

    /// The folder of a person's own shapes of tables, beside Padan's data; it need not exist.
    static var ownShapes: URL { URL(filePath: ServerLayout.current().home).appending(path: "shapes") }

    private func write(_ rejections: Rejections, _ importer: Importer, source: String, to file: RejectFile) async throws {
        try await blockingWork { _ in try file.write(rejections, of: source, importer) }
    }
}
