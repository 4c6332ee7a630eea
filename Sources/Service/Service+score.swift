import Demand
import Domain
import Foundation
import Postgres
import Report
import Scoring
import Store

/// What a scoring run is asked for.
public struct ScoringRequest: Sendable {
    /// The profile of weights in `config/scoring.yaml`.
    public var profile = ScoringConfiguration.standardProfile
    /// How ranks are made. Runs of rival methods are for comparison; recommendations read weighted scores only.
    public var method = RankingMethod.additive
    /// The seed of the random draws behind robustness.
    public var seed = 0
    /// The most threads to use; the result is the same whatever their number. `nil` leaves one processor to the server.
    public var threads: Int?
    /// Whether the run becomes what people read; usual is the standard profile's weighted score of the published demand.
    public var publishing = Publishing.usual

    /// Makes a request; without arguments it is for the weighted score of the usual profile.
    public init(
        profile: String = ScoringConfiguration.standardProfile, method: RankingMethod = .additive, seed: Int = 0, threads: Int? = nil,
        publishing: Publishing = .usual
    ) {
        self.profile = profile
        self.method = method
        self.seed = seed
        self.threads = threads
        self.publishing = publishing
    }
}

extension Service {
    /// Scores every programme for every BLK by a demand run, and stores the run.
    ///
    /// - Parameters:
    ///   - day: The day for which licences, certificates and catalogs must be valid; usually `referenceDay`.
    ///   - demandRun: The number of the demand run that is read; `nil` for the published one.
    ///   - request: The profile, the method, the seed and the threads.
    ///   - asker: Who wants it; the operator alone may.
    ///   - progress: It is told `.scoring`.
    /// - Returns: What the run found.
    /// - Throws: `ServiceError` where somebody else than the operator asks, demand, BLKs or programmes are missing or the run of a rival
    ///   method shall be published, `ConfigurationError` for `scoring.yaml` and for the demand run's configuration, `StoreError.unknownCriteria` where the table of criteria lacks one, and
    ///   `PostgresError`.
    public func score(
        asOf day: Day, demandRun: Int? = nil, _ request: ScoringRequest = ScoringRequest(), as asker: Asker,
        progress: @escaping ServiceProgress.Report = { _ in }
    ) async throws -> ScoringRunAnswer {
        try asker.requireOperator()
        if request.method != .additive, case .published = request.publishing { throw ServiceError.rivalMethodNotPublished }
        let started = Date()
        let configuration = try scoringConfiguration(profile: request.profile)
        let (demand, isPublished, inputs, snapshot) = try await read(as: asker) { connection in
            try Self.require(for: .score, connection)
            let published = try Store.publishedRun(.demand, connection)?.id
            let demand = try demandRun ?? Self.demandRun(connection).id
            guard try Store.run(demand, connection)?.stage == .demand else { throw ServiceError.unknownDemandRun(demand) }
            let catchment = try Self.demandConfiguration(ofRun: demand, connection).catchment
            let (inputs, snapshot) = try Store.scoringInputs(asOf: day, demandRun: demand, catchment: catchment, connection)
            return (demand, demand == published, inputs, snapshot)
        }
        guard !inputs.blks.isEmpty else { throw ServiceError.noBlks }
        guard !inputs.programs.isEmpty else { throw ServiceError.noPrograms }
        let model = try await blockingWork { _ in
            ScoringModel(
                configuration: configuration.value, tables: FactorTables(inputs, configuration: configuration.value),
                method: request.method,
                seed: UInt64(bitPattern: Int64(request.seed)), threads: request.threads)
        }
        let blks = model.tables.blks.count
        let record = RunRecord(
            stage: .scoring, readsRun: demand, profile: request.profile, method: request.method.rawValue,
            recommended: configuration.value.robustness.recommendedRanks, firmShare: configuration.value.robustness.firm,
            files: configuration.files.map(\.runFile), snapshot: snapshot, seed: request.seed,
            asOf: day, startedAt: started)
        let isUsual = request.profile == ScoringConfiguration.standardProfile && request.method == .additive && isPublished
        let publishes = request.publishing.publishes(isUsual: isUsual)
        let (id, counts) = try await write(as: asker, retries: 0) { connection in
            let saved = try Store.save(model, record, threads: request.threads, connection) { progress(.scoring(done: $0, of: blks)) }
            if publishes { try Store.publish(run: saved.id, label: request.publishing.label, connection) }
            return saved
        }
        let agreement = request.method == .additive ? nil : try await blockingWork { _ in MethodAgreement(model) }
        return ScoringRunAnswer(
            runID: id, demandRunID: demand, asOf: day, profile: request.profile, method: request.method, seed: request.seed, blks: blks,
            programs: model.tables.programs.count, candidates: counts.candidates, ready: counts.ready, readyIf: counts.readyIf,
            blocked: counts.blocked, firm: counts.firm, fragile: counts.fragile,
            recommendedRanks: configuration.value.robustness.recommendedRanks,
            agreement: agreement, isPublished: publishes)
    }
}
