import ArgumentParser
import Domain
import Parallel
import Report
import Scoring

extension RankingMethod: ExpressibleByArgument {}

struct ScoreCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "score",
            abstract: text("Menilai setiap program untuk setiap BLK.", "Score every programme for every BLK."),
            discussion: text(
                """
                Memakai kebutuhan yang terakhir dihitung (padan demand run). Profil bobot ada di config/scoring.yaml; topsis dan promethee
                hanya untuk perbandingan (padan compare), rekomendasi selalu memakai nilai tertimbang.
                Contoh:
                  padan score
                  padan score --profile "potensi daerah"
                  padan score --method topsis
                """,
                """
                Uses the demand computed last (padan demand run). Profiles of weights are in config/scoring.yaml; topsis and promethee are
                for comparison only (padan compare), recommendations always use the weighted score.
                Examples:
                  padan score
                  padan score --profile "potensi daerah"
                  padan score --method topsis
                """),
            aliases: ["skor"])
    }

    @OptionGroup var common: CommonOptions
    @Option(
        help: ArgumentHelp(
            text("Hari acuan untuk lisensi, sertifikat dan katalog.", "Day of reference for licences, certificates and catalogs."),
            valueName: "2018-01-01"))
    var asOf: String?
    @Option(help: ArgumentHelp(text("Profil bobot.", "Profile of weights.")))
    var profile = ScoringConfiguration.standardProfile
    @Option(help: ArgumentHelp(text("Cara menyusun peringkat.", "How ranks are made.")))
    var method = RankingMethod.additive
    @Option(help: ArgumentHelp(text("Seed undian kekokohan.", "Seed of the draws for robustness."))) var seed = 0
    @Option(help: ArgumentHelp(text("Banyak utas; hasilnya sama.", "Threads; the result is the same."))) var threads: Int?

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError(text("--threads harus lebih dari 0", "--threads must be above 0")) }
    }

    private struct Document: Encodable {
        let runID: Int
        let demandRunID: Int
        let asOf: String
        let profile: String
        let method: String
        let seed: Int
        let blks: Int
        let programs: Int
        let candidates: Int
        let ready: Int
        let readyIf: Int
        let blocked: Int
        /// Of the programmes among the first k of each BLK.
        let firm: Int
        let fragile: Int
        /// Of a rival method with the weighted score, over all BLKs.
        let kendallTau: Double?
        let topOverlap: Double?
    }

    func run() async throws {
        let context = try common.context()
        let session = try await Session.open(context)
        let stages = Stages(context: context, session: session)
        guard let demand = try await session.store.latestRun(.demand) else {
            throw CommandFailure.failure(context.words("error.no_demand_run"))
        }
        let day = try await stages.asOf(asOf)
        let outcome = try await stages.runScoring(
            asOf: day, demandRun: demand.id, Stages.ScoringRequest(profile: profile, method: method, seed: seed, threads: threads))
        let agreement = method == .additive ? nil : MethodAgreement(outcome.model)
        guard context.json else { return Self.summarise(outcome, day, context, agreement) }
        let counts = outcome.counts
        print(
            try Console.json(
                Document(
                    runID: outcome.runID, demandRunID: demand.id, asOf: day.description, profile: profile, method: method.rawValue,
                    seed: seed, blks: outcome.model.tables.blks.count, programs: outcome.model.tables.programs.count,
                    candidates: counts.candidates, ready: counts.ready, readyIf: counts.readyIf, blocked: counts.blocked,
                    firm: counts.firm, fragile: counts.fragile, kendallTau: agreement?.kendall, topOverlap: agreement?.overlap)))
    }

    static func summarise(_ outcome: Stages.ScoringOutcome, _ day: Day, _ context: Context, _ agreement: MethodAgreement? = nil) {
        let numbers = context.numbers
        let (model, counts) = (outcome.model, outcome.counts)
        let top = numbers.integer(model.configuration.robustness.top)
        print(
            context.words(
                "score.summary",
                [
                    "run": numbers.integer(outcome.runID), "blks": numbers.integer(model.tables.blks.count),
                    "programs": numbers.integer(model.tables.programs.count), "candidates": numbers.integer(counts.candidates),
                    "ready": numbers.integer(counts.ready), "ready_if": numbers.integer(counts.readyIf),
                    "blocked": numbers.integer(counts.blocked), "day": numbers.day(day.description),
                ]))
        print(
            context.words(
                "score.profile", ["profile": model.configuration.profile, "method": context.words("ranking.\(model.method.rawValue)")]))
        if counts.firm + counts.fragile > 0 {
            print(
                context.words(
                    "score.robust",
                    ["top": top, "firm": numbers.integer(counts.firm), "fragile": numbers.integer(counts.fragile)]))
        }
        if let agreement {
            print(
                context.words(
                    "score.agreement",
                    [
                        "tau": agreement.kendall.map { numbers.decimal($0, 2) } ?? "–",
                        "overlap": agreement.overlap.map { numbers.percent($0) } ?? "–", "top": top,
                    ]))
        }
    }
}

/// How far a rival method's ranks agree with the weighted score's, over the running and new programmes of all BLKs.
struct MethodAgreement {
    let kendall: Double?
    let overlap: Double?

    init(_ rival: ScoringModel) {
        let additive = ScoringModel(configuration: rival.configuration, tables: rival.tables, isRobust: false)
        let top = rival.configuration.robustness.top
        let pairs = parallelMap(rival.tables.blks.count) { blk -> (Double?, Double?) in
            let (left, right) = (additive.scores(of: blk), rival.scores(of: blk))
            let common = left.ranked
            func ranks(_ scores: BlkScores) -> [String: Int] {
                Dictionary(uniqueKeysWithValues: common.map { (rival.tables.programs[$0].code, Int(scores.position[$0])) })
            }
            return (
                RankAgreement.kendall(common.map { Int(left.position[$0]) }, common.map { Int(right.position[$0]) }),
                RankAgreement.overlap(ranks(left), ranks(right), top: top)
            )
        }
        func mean(_ values: [Double]) -> Double? { values.isEmpty ? nil : values.reduce(0, +) / Double(values.count) }
        kendall = mean(pairs.compactMap(\.0))
        overlap = mean(pairs.compactMap(\.1))
    }
}
