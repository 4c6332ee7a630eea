import Configuration
import Domain
import Foundation
import Ingest
import Postgres
import Store

extension Service {
    /// The sample's files in the order in which they build on each other.
    private static let sampleFiles: [(kind: ImportKind, path: String)] = [
        .regions, .units, .schemes, .programs, .blks, .catalogs, .workshops, .instructors, .assessors, .outcomes, .realizations, .targets,
        .budgets, .employment, .graduates, .wages, .unemployment, .surveys, .vacancies,
    ].map { ($0, "sample/\($0.rawValue).csv") }

    /// Loads the made-up sample network.
    ///
    /// Statistics and the programme catalog are reference data: only BLKs that are not the sample's keep it out.
    ///
    /// - Parameters:
    ///   - force: Whether it is loaded beside real BLKs, too.
    ///   - asker: Who loads; the operator alone may.
    ///   - progress: It is told `.importing`.
    ///   - loaded: It gets what each file's import did, as soon as it is done.
    /// - Returns: What each file's import did, in order.
    /// - Throws: `ServiceError.actIsTheOperators` for everybody but the operator, `ServiceError.realDataPresent` where the sample would mix
    ///   with real BLKs, `ImportError` and `ConfigurationError` for a file of the sample, `PostgresError`, and what `loaded` throws.
    @discardableResult
    public func loadSample(
        force: Bool = false, as asker: Asker, progress: @escaping ServiceProgress.Report = { _ in },
        loaded: @Sendable (ImportSummary) throws -> Void = { _ in }
    ) async throws -> [ImportSummary] {
        try asker.requireOperator()
        let (isForeign, regions) = try await read(as: asker) { connection in
            (try Store.holdsBlks(ofSample: false, connection), Set(try Store.regions(connection).map(\.code)))
        }
        guard force || !isForeign else { throw ServiceError.realDataPresent }
        try await loadClassifications(as: asker)
        var options = ImportOptions()
        options.sourceName = ImportOptions.sampleSource
        options.maxRejects = 0
        var summaries: [ImportSummary] = []
        for (kind, path) in Self.sampleFiles {
            // The sample's approximate positions must not replace the official regions.
            if kind == .regions, !regions.isEmpty {
                let own = try sampleCodes(path, "region_code")
                if regions.count > own.count, own.allSatisfy(regions.contains) { continue }
            }
            let summary = try await load(
                root.config.appending(path: path).path, as: kind, options, force: force, by: asker, progress: progress)
            try loaded(summary)
            summaries.append(summary)
        }
        return summaries
    }

    /// The codes in a column of one of the sample's files.
    private func sampleCodes(_ path: String, _ column: String) throws -> [String] {
        try CSVTable(root.config.appending(path: path)).values(of: column) ?? []
    }
}
