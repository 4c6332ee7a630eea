import Configuration
import Demand
import Domain
import Foundation
import Ingest
import Scoring
import Store

/// Reads configuration and runs stages for the commands.
struct Stages: Sendable {
    let context: Context
    let session: Session

    private var root: DataRoot { context.root }

    // MARK: - Configuration

    func demandConfiguration() throws -> (file: ConfigurationFile, value: DemandConfiguration) {
        let file = try ConfigurationFile(root.config.appending(path: "demand.yaml"))
        let value = try file.decode(DemandConfiguration.self)
        if let fault = value.firstFault() { throw file.error(at: fault.path, fault.reason) }
        return (file, value)
    }

    func scoringConfiguration(profile: String) throws -> (file: ConfigurationFile, value: ScoringConfiguration) {
        let file = try ConfigurationFile(root.config.appending(path: "scoring.yaml"))
        return (file, try Self.scoringConfiguration(file, profile: profile))
    }

    /// The configuration that a run was made with.
    static func scoringConfiguration(of run: Run) throws -> ScoringConfiguration {
        try scoringConfiguration(
            ConfigurationFile(name: "scoring.yaml", text: run.configText), profile: run.profile ?? ScoringConfiguration.standardProfile)
    }

    private static func scoringConfiguration(_ file: ConfigurationFile, profile: String) throws -> ScoringConfiguration {
        do {
            return try ScoringConfiguration(try file.decode(ScoringConfiguration.File.self), profile: profile)
        } catch let fault as ScoringConfiguration.Fault {
            throw file.error(at: fault.path, fault.reason)
        }
    }

    /// Shares by occupation from `staffing.csv` or `fields.csv`.
    private func shares(_ name: String, key: String, mustSumToOne: Bool) throws -> [String: [OccupationShare]] {
        let table = try CSVTable(root.config.appending(path: name), expecting: [key, "occupation_code", "share"])
        var shares: [String: [OccupationShare]] = [:]
        var lines: [String: Int] = [:]
        for (row, line) in zip(table.rows, table.lines) {
            guard let share = Double(row[2]), share > 0, share <= 1, row[1].count == 4 else {
                throw ConfigurationError(file: name, line: line, reason: "a unit group of four digits and a share above 0, at most 1")
            }
            shares[row[0], default: []].append(OccupationShare(occupationCode: row[1], share: share))
            lines[row[0]] = lines[row[0]] ?? line
        }
        for (group, list) in shares.sorted(by: { $0.key < $1.key }) {
            let sum = list.reduce(0) { $0 + $1.share }
            if mustSumToOne ? abs(sum - 1) > 1e-6 : sum > 1 + 1e-6 {
                throw ConfigurationError(
                    file: name, line: lines[group],
                    reason: "the shares of '\(group)' sum to \(sum), not to \(mustSumToOne ? "1" : "at most 1")")
            }
        }
        return shares
    }

    func titleCoder() async throws -> TitleCoder {
        try Self.titleCoder(root, taught: await session.store.taughtTitles())
    }

    static func titleCoder(_ root: DataRoot, taught: [String: String] = [:]) throws -> TitleCoder {
        let table = try CSVTable(
            root.config.appending(path: "occupations.csv"), expecting: ["occupation_code", "parent_code", "name", "name_en"])
        let codes = Set(table.rows.map { $0[0] }.filter { $0.count == 4 })
        return TitleCoder(lexicon: try TitleLexicon(root: root, codes: codes), taught: taught)
    }

    // MARK: - Stages

    /// The day that runs are made for: as asked, else the first day of the latest year with targets, else today.
    func asOf(_ asked: String?) async throws -> Day {
        if let asked {
            guard case .success(let day?) = DateText.read(Substring(asked)) else {
                throw CommandFailure.usage(context.words("error.bad_day", ["text": asked]))
            }
            return day
        }
        if let planned = try await session.store.plannedDay() { return planned }
        return Day(daysSince1970: Int32(Date().timeIntervalSince1970 / 86_400))
    }

    struct DemandOutcome {
        let runID: Int
        let result: DemandResult
        let snapshot: DemandSnapshot
    }

    func runDemand(asOf: Day) async throws -> DemandOutcome {
        let started = Date()
        let (file, configuration) = try demandConfiguration()
        let staffing = try shares("staffing.csv", key: "industry_code", mustSumToOne: true)
        let fields = try shares("fields.csv", key: "field", mustSumToOne: false)
        let snapshot = try await session.store.demandInputs(
            asOf: asOf, openingWindowDays: configuration.vacancies.openingWindowDays, staffing: staffing, fields: fields)
        let result = DemandModel(configuration: configuration, inputs: snapshot.inputs).run()
        let id = try await session.store.save(
            result,
            RunRecord(
                stage: .demand, readsRun: nil, configDigest: file.digest, configText: file.text, snapshot: snapshot.snapshot,
                seed: 0, asOf: asOf, startedAt: started))
        return DemandOutcome(runID: id, result: result, snapshot: snapshot)
    }

    struct ScoringOutcome {
        let runID: Int
        let model: ScoringModel
        let counts: ScoringCounts
    }

    /// What a scoring run is asked for.
    struct ScoringRequest {
        var profile = ScoringConfiguration.standardProfile
        var method = RankingMethod.additive
        var seed = 0
        var threads: Int?
    }

    /// - Parameter demandRun: the demand run to score with.
    func runScoring(asOf: Day, demandRun: Int, _ request: ScoringRequest = ScoringRequest()) async throws -> ScoringOutcome {
        let started = Date()
        let (file, configuration) = try scoringConfiguration(profile: request.profile)
        let (inputs, snapshot) = try await session.store.scoringInputs(
            asOf: asOf, demandRun: demandRun, catchment: try demandConfiguration().value.catchment)
        guard !inputs.blks.isEmpty else { throw CommandFailure.failure(context.words("error.no_blks")) }
        guard !inputs.programs.isEmpty else { throw CommandFailure.failure(context.words("error.no_programs")) }
        let model = ScoringModel(
            configuration: configuration, tables: FactorTables(inputs, configuration: configuration), method: request.method,
            seed: UInt64(bitPattern: Int64(request.seed)), threads: request.threads)
        let progress = ProgressBar(context.words("score.progress"), quiet: context.quiet || context.json)
        let blks = model.tables.blks.count
        let (id, counts) = try await session.store.save(
            model,
            RunRecord(
                stage: .scoring, readsRun: demandRun, profile: request.profile, method: request.method.rawValue,
                recommended: configuration.robustness.top, firmShare: configuration.robustness.firm, configDigest: file.digest,
                configText: file.text, snapshot: snapshot, seed: request.seed, asOf: asOf, startedAt: started), threads: request.threads
        ) { progress.show(Double($0) / Double(blks), "") }
        progress.finish()
        return ScoringOutcome(runID: id, model: model, counts: counts)
    }

    // MARK: - Answers

    /// A BLK by its code, or by a part of its name that only it has.
    func blk(_ asked: String) async throws -> Blk {
        let blks = try await session.store.blks()
        guard !blks.isEmpty else { throw CommandFailure.failure(context.words("error.no_blks")) }
        if let exact = blks.first(where: { $0.code.lowercased() == asked.lowercased() }) { return exact }
        let named = blks.filter { $0.name.localizedCaseInsensitiveContains(asked) }
        if named.count == 1 { return named[0] }
        let shown = (named.isEmpty ? blks : named).prefix(12).map { "  \($0.code)  \($0.name)" }.joined(separator: "\n")
        throw CommandFailure.failure(
            context.words(named.isEmpty ? "error.unknown_blk" : "error.ambiguous_blk", ["blk": asked, "list": shown]))
    }

    func program(_ asked: String) async throws -> Program {
        let programs = try await session.store.programs()
        if let exact = programs.first(where: { $0.code.lowercased() == asked.lowercased() }) { return exact }
        let named = programs.filter { $0.name.localizedCaseInsensitiveContains(asked) }
        if named.count == 1 { return named[0] }
        let shown = (named.isEmpty ? programs : named).prefix(12).map { "  \($0.code)  \($0.name)" }.joined(separator: "\n")
        throw CommandFailure.failure(
            context.words(
                named.isEmpty ? "error.unknown_program" : "error.ambiguous_program", ["program": asked, "list": shown]))
    }

    /// - Parameter asked: a run's number; `nil` for the latest.
    func scoringRun(_ asked: Int? = nil) async throws -> Run {
        if let asked {
            guard let run = try await session.store.run(asked), run.stage == .scoring else {
                throw CommandFailure.failure(context.words("error.unknown_run", ["run": String(asked)]))
            }
            return run
        }
        guard let run = try await session.store.latestRun(.scoring) else {
            throw CommandFailure.failure(context.words("error.no_scoring_run"))
        }
        return run
    }
}
