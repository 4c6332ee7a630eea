import Configuration
import Domain
import Foundation
import Ingest
import Postgres
import Report
import Store

extension Service {
    /// Loads the files of a folder and of its subfolders: each as what it is recognised as, in the order in which they refer to each other.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - options: What decides, beside the files, what the import does; sheets, shape and mapping are not used.
    ///   - rejects: A folder that takes the refused rows, one CSV file for each import that has any, in the words of the reasons; `nil` for none.
    ///   - force: Whether facts of real BLKs are loaded beside the sample's.
    ///   - asker: Who loads; the operator alone may.
    ///   - progress: It is told `.loading`.
    /// - Returns: What was done with each file. A file that is refused does not keep the others out.
    /// - Throws: `ServiceError.actIsTheOperators` for everybody but the operator, `ServiceError.emptyFolder` for a folder without files,
    ///   `ImportError` for a folder that cannot be read and where the database takes no files at all, `ConfigurationError` for what `config/`
    ///   says of files, `OutputFile.Failure` for the refused rows, `PostgresError`, and `CancellationError`.
    public func loadFolder(
        _ folder: String, _ options: ImportOptions = ImportOptions(), rejects: (folder: String, words: Words)? = nil, force: Bool = false,
        by asker: Asker, progress: @escaping ServiceProgress.Report = { _ in }
    ) async throws -> FolderSummary {
        try asker.requireOperator()
        let (isSample, missing) = try await read(as: asker) { connection in
            let isSample = try Store.holdsBlks(ofSample: true, connection)
            return (isSample, try Self.classifications.filter { try !Store.holdsRows(of: $0.kind.rawValue, connection) })
        }
        let isClosed = isSample && !force && options.sourceName != ImportOptions.sampleSource
        let aliases = try ImportAliases(root: root)
        let loader = FolderImport(
            folder, options: options, aliases: aliases, root: root, ownShapes: Self.ownShapes,
            first: missing.map { ($0.kind, root.config.appending(path: $0.file).path) },
            closed: { kind in isClosed && kind.isOfBlks ? Self.refusal(of: ServiceError.samplePresent) : nil },
            refusal: { error in
                // A lost server is no fault of a file.
                if let error = error as? PostgresError, error.kind != .server { return nil }
                return error is PostgresError || error is ConfigurationError ? Self.refusal(of: error) : nil
            }
        ) { done, count, name in progress(.loading(done: done, of: count, file: name)) }
        var summary = try await pool.withConnection { try await loader.load(into: $0) }
        guard !summary.files.isEmpty || !summary.leftOut.isEmpty else { throw ServiceError.emptyFolder(folder) }
        if let rejects {
            let refused = summary.refused
            let names = FileNames.unique(refused.map { "\($0.file.name)-\($0.item.kind.rawValue)" }).map { "\(rejects.folder)/\($0).csv" }
            try await blockingWork { _ in
                for (path, refused) in zip(names, refused) {
                    try RejectFile(path, rejects.words).write(refused.rejections, of: refused.file.path, refused.item.importer)
                }
            }
            summary.note(rejectFiles: names)
        }
        return summary
    }

    private static func refusal(of error: any Error) -> FolderSummary.Refusal? {
        facts(of: error).map { .other(code: $0.code, facts: $0.facts) }
    }
}
