import Configuration
import Demand
import Domain
import Foundation
import Postgres
import Report
import Store

extension Service {
    /// Computes demand from the data that are there and stores the run.
    ///
    /// - Parameters:
    ///   - day: The day of reference, usually `referenceDay`. What is stated for years after that day's is left out.
    ///   - publishing: Whether the run becomes what people read; every demand run is made with the usual settings.
    ///   - asker: Who wants it; the operator alone may.
    /// - Returns: What the run found.
    /// - Throws: `ServiceError.actIsTheOperators` for everybody but the operator, `.unprepared` where regions or all sources of openings are
    ///   missing, `ConfigurationError` for a file in `config/`, and
    ///   `PostgresError`.
    public func runDemand(asOf day: Day, publishing: Publishing = .usual, as asker: Asker) async throws -> DemandRunAnswer {
        try asker.requireOperator()
        let started = Date()
        let configuration = try demandConfiguration()
        let (staffingFile, staffing) = try occupationShares("staffing.csv", key: "industry_code", mustSumToOne: true)
        let (fieldsFile, fields) = try occupationShares("fields.csv", key: "field", mustSumToOne: false)
        // What titles and places are looked up with is read by the run as much as its figures are.
        let lookups = try ["places.csv", "titles.csv", "title_words.csv", "title_coding.yaml", "occupations.csv"]
            .map { try ConfigurationFile(root.config.appending(path: $0)) }
        try await read(as: asker) { try Self.require(for: .demand, $0) }
        let changes = try await refreshLookups(as: asker)
        let snapshot = try await read(as: asker) { connection in
            try Store.demandInputs(
                asOf: day, configuration: configuration.value, staffing: staffing, fields: fields,
                connection)
        }
        let result = try await blockingWork { _ in DemandModel(configuration: configuration.value, inputs: snapshot.inputs).run() }
        let record = RunRecord(
            stage: .demand, readsRun: nil, files: (configuration.files + [staffingFile, fieldsFile] + lookups).map(\.runFile),
            snapshot: snapshot.snapshot, seed: 0, asOf: day, startedAt: started)
        let publishes = publishing.publishes(isUsual: true)
        let id = try await write(as: asker) { connection in
            let id = try Store.save(result, record, connection)
            if publishes { try Store.publish(run: id, label: publishing.label, connection) }
            return id
        }
        return DemandRunAnswer(
            runID: id, asOf: day, cells: result.cells.count, parts: result.parts.count,
            openings: result.cells.reduce(0) { $0 + $1.openings }, uncodedVacancies: snapshot.uncodedVacancies,
            unresolvedVacancies: snapshot.unresolvedVacancies, regionlessVacancies: snapshot.regionlessVacancies,
            unused: result.unused, balance: result.balance, lookedUpAgain: changes, warnings: result.warnings, isPublished: publishes)
    }

    /// The largest demands of the published run, of the country or of one region.
    ///
    /// - Parameters:
    ///   - region: The code or the name of a regency or province; `nil` for the country.
    ///   - occupation: A KBJI code of one to four digits, or the name of an occupation; `nil` for all.
    ///   - limit: The most cells to answer.
    ///   - tracing: Whether the rows of files behind the figures are wanted, which takes a regency or a city.
    ///   - asker: Who asks.
    /// - Returns: The cells, the largest first, with the sums; for one region also what they are made of.
    /// - Throws: `ServiceError` where nothing was computed, the region or the occupation is unknown, or rows are wanted of no regency, and
    ///   `PostgresError`.
    public func demand(
        region: String?, occupation: String?, limit: Int, tracing: Bool = false, as asker: Asker
    ) async throws -> DemandAnswer {
        try await read(as: asker) { connection in
            let run = try Self.demandRun(connection)
            let regions = try Store.regions(connection)
            let code = try region.map { try Self.region($0, in: regions).code }
            let occupation = try occupation.map { try Self.occupation($0, isUnitGroup: false, root: root, connection).code }
            if tracing, StatementLevel(regionCode: code) != .regency { throw ServiceError.traceNeedsRegency }
            let trace = try tracing ? code.map { try Store.trace(region: $0, occupation: occupation, run: run, connection) } : nil
            let totals = try Store.demandTotals(run: run.id, region: code, occupation: occupation, connection)
            return DemandAnswer(
                run: run, region: code, occupation: occupation, isSample: try Store.holdsSample(connection), openings: totals.openings,
                leavers: totals.leavers, spreadOpenings: totals.spread,
                cells: try Store.largestDemand(run: run.id, region: code, occupation: occupation, limit: limit, connection),
                parts: try code.map { try Store.demandParts(run: run.id, region: $0, occupation: occupation, connection) } ?? [],
                supply: try code.map { try Store.supplyParts(run: run.id, region: $0, occupation: occupation, connection) } ?? [],
                industries: try code.map { try Store.demandByIndustry(run: run.id, region: $0, occupation: occupation, connection) } ?? [],
                trace: trace,
                regionNames: Dictionary(uniqueKeysWithValues: regions.map { ($0.code, $0.name) }),
                occupations: try Store.occupations(connection), industryNames: try Store.industryNames(connection))
        }
    }

    /// Leading, emerging and related but absent industries of a region, by the published demand run.
    ///
    /// - Parameters:
    ///   - region: The code or the name of a regency or province; `nil` is refused, because potential is a question about one region.
    ///   - asker: Who asks.
    /// - Returns: The potential of KBLI sections and, where the region reports them, divisions.
    /// - Throws: `ServiceError` where nothing was computed, no region is named, or nothing is known of it; `ConfigurationError` where the
    ///   run's configuration cannot be read any more, and `PostgresError`.
    public func potential(region: String?, as asker: Asker) async throws -> PotentialAnswer {
        try await read(as: asker) { connection in
            let run = try Self.demandRun(connection)
            guard let asked = region else { throw ServiceError.potentialNeedsRegion }
            let region = try Self.region(asked, in: try Store.regions(connection))
            let sections = try Store.potential(run: run.id, region: region.code, digits: 1, connection)
            guard !sections.isEmpty, let years = try Store.potentialYears(run: run.id, connection) else {
                throw ServiceError.noPotential(region: region.name)
            }
            return PotentialAnswer(
                run: run, region: region, years: years, sections: sections,
                divisions: try Store.potential(run: run.id, region: region.code, digits: 2, connection),
                absentQuotient: try Self.demandConfiguration(ofRun: run.id, connection).potential.absentQuotient,
                industryNames: try Store.industryNames(connection), isSample: try Store.holdsSample(connection))
        }
    }
}
