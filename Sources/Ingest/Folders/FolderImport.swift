import Configuration
import Domain
import Foundation
import Postgres

/// Loads the files of a folder: each as its kind, in the order in which kinds refer to each other.
public struct FolderImport: Sendable {
    let folder: String
    let options: ImportOptions
    let aliases: ImportAliases
    let root: DataRoot
    let ownShapes: URL?
    /// Files that are loaded first where the database lacks them, and are no part of the folder.
    let first: [(kind: ImportKind, path: String)]
    /// Why rows of a kind may not be loaded at all; `nil` where they may.
    let closed: @Sendable (ImportKind) -> FolderSummary.Refusal?
    /// Puts an error that is not the file's into a refusal; `nil` for one that ends the import.
    let refusal: @Sendable (any Error) -> FolderSummary.Refusal?
    let report: @Sendable (_ done: Int, _ of: Int, _ name: String) -> Void

    /// Prepares to load a folder.
    ///
    /// - Parameters:
    ///   - folder: the folder.
    ///   - options: what decides, beside the files, what the import does; sheets, shapes and mappings are those of single files and not used.
    ///   - aliases: what `config/import.yaml` says.
    ///   - root: the folder that holds `config/`.
    ///   - ownShapes: the folder of a person's own shapes of tables, which need not exist.
    ///   - first: files that are loaded first and are no part of the folder: the classifications.
    ///   - closed: why rows of a kind may not be loaded at all; `nil` where they may.
    ///   - refusal: puts an error that is not `ImportError` into a refusal; `nil` for one that ends the whole import.
    ///   - report: is told how many imports are done, of how many, and the name of the next file.
    public init(
        _ folder: String, options: ImportOptions, aliases: ImportAliases, root: DataRoot, ownShapes: URL?,
        first: [(kind: ImportKind, path: String)], closed: @escaping @Sendable (ImportKind) -> FolderSummary.Refusal?,
        refusal: @escaping @Sendable (any Error) -> FolderSummary.Refusal?,
        report: @escaping @Sendable (_ done: Int, _ of: Int, _ name: String) -> Void = { _, _, _ in }
    ) {
        (self.folder, self.options, self.aliases, self.root, self.ownShapes) = (folder, options, aliases, root, ownShapes)
        (self.first, self.closed, self.refusal, self.report) = (first, closed, refusal, report)
    }

    /// Loads the folder.
    ///
    /// A file that is refused does not keep the others out. A dry run loads everything in one transaction and takes it back, so that files are
    /// checked against those that they refer to.
    ///
    /// - Parameter connection: the database; no transaction may be open on it.
    /// - Returns: what was done with each file.
    /// - Throws: `ImportError` for a folder that cannot be read and where the database takes no files at all, `ConfigurationError` for the files of
    ///   `config/`, `PostgresError` where the database is lost, and `CancellationError`.
    public func load(into connection: PostgresConnection) async throws -> FolderSummary {
        let (summary, queue) = try await prepared(connection)
        return options.dryRun ? try await rehearse(summary, queue, connection) : try await load(summary, queue, connection)
    }

    /// Looks at all files, on the connection's thread: there may be many.
    private func prepared(_ connection: isolated PostgresConnection) throws -> (FolderSummary, FolderQueue) {
        let listing = try FolderListing(folder)
        let recognition = FileRecognition(
            aliases: aliases, library: try ShapeLibrary(root: root, own: ownShapes, aliases: aliases), stated: options.stated)
        var steps: [FolderQueue.Step] = []
        var files: [FolderSummary.File] = []
        for (number, file) in listing.files.enumerated() {
            try Task.checkCancellation()
            let answer = try recognition.answer(file.path)
            steps += answer.readings.map { FolderQueue.Step(file: number, name: file.name, path: file.path, reading: $0) }
            files.append(FolderSummary.File(path: file.path, name: file.name, remark: answer.remark, sheets: answer.sheets))
        }
        return (
            FolderSummary(folder: folder, dryRun: options.dryRun, files: files, leftOut: listing.leftOut), FolderQueue(steps)
        )
    }

    private func load(_ summary: FolderSummary, _ queue: FolderQueue, _ connection: PostgresConnection) async throws -> FolderSummary {
        var (summary, queue) = (summary, queue)
        var coder: TitleCoder?
        for (kind, path) in first { _ = try await importer(kind).load(path, into: connection) }
        while let step = queue.next() {
            try Task.checkCancellation()
            report(queue.done, queue.count, step.name)
            do {
                try await check(step, connection)
                if step.reading.kind == .vacancies, coder == nil { coder = try await self.coder(connection) }
                let result = try await importer(step.reading).load(step.path, into: connection, coder: coder)
                queue.note(step, .success(result), in: &summary)
            } catch {
                queue.note(step, .failure(try refused(error)), in: &summary)
            }
        }
        return summary
    }

    /// A roll-back on purpose.
    private struct Rehearsed: Error { let summary: FolderSummary }

    private func rehearse(_ summary: FolderSummary, _ queue: FolderQueue, _ connection: PostgresConnection) async throws -> FolderSummary {
        do {
            return try await connection.transaction(retries: 0) { connection in
                var (summary, queue) = (summary, queue)
                var coder: TitleCoder?
                for (kind, path) in first { _ = try importer(kind).rehearse(path, connection) }
                while let step = queue.next() {
                    try Task.checkCancellation()
                    report(queue.done, queue.count, step.name)
                    do {
                        try check(step, connection)
                        if step.reading.kind == .vacancies, coder == nil { coder = try self.coder(connection) }
                        let result = try importer(step.reading).rehearse(step.path, connection, coder: coder)
                        queue.note(step, .success(result), in: &summary)
                    } catch {
                        queue.note(step, .failure(try refused(error)), in: &summary)
                    }
                }
                throw Rehearsed(summary: summary)
            }
        } catch let rehearsed as Rehearsed {
            return rehearsed.summary
        }
    }

    /// - Throws: why the rows of a step may not be loaded.
    private func check(_ step: FolderQueue.Step, _ connection: isolated PostgresConnection) throws {
        if let refusal = closed(step.reading.kind) { throw refusal }
        guard step.reading.kind != .regions, step.reading.kind.specification.regionColumn != nil || step.reading.kind == .districts else {
            return
        }
        let hasRegions = try connection.row("SELECT EXISTS (SELECT FROM padan.region) AS there") { try $0["there"] as Bool } ?? false
        if !hasRegions { throw ImportError.noRegions }
    }

    /// The coder of titles, which learns once for all files: taught titles of the folder are loaded before.
    private func coder(_ connection: isolated PostgresConnection) throws -> TitleCoder {
        try TitleCoder.load(connection, root: root)
    }

    /// - Throws: the error, where it is none of a single file.
    private func refused(_ error: any Error) throws -> FolderSummary.Refusal {
        switch error {
        case let refusal as FolderSummary.Refusal: return refusal
        case ImportError.database: throw error
        case let error as ImportError: return .file(error)
        default:
            guard let refusal = refusal(error) else { throw error }
            return refusal
        }
    }

    private func importer(_ reading: FileRecognition.Reading) -> Importer {
        var own = options
        own.sheets = reading.sheets
        own.stated = reading.stated
        own.mapping = [:]
        own.shape = nil
        if reading.kind.specification.occupationColumns.isEmpty { own.occupationVersion = nil }
        return importer(reading.kind, own)
    }

    private func importer(_ kind: ImportKind, _ options: ImportOptions? = nil) -> Importer {
        var own = options ?? ImportOptions()
        // A dry run is taken back as a whole.
        own.dryRun = false
        return Importer(kind, options: own, aliases: aliases, root: root, ownShapes: ownShapes)
    }
}
