import ArgumentParser
import Domain
import Report
import Scoring

struct ScoreCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "score",
            abstract: text("Menilai setiap program untuk setiap BLK.", "Score every programme for every BLK."),
            discussion: text(
                "Memakai kebutuhan yang terakhir dihitung (padan demand run).\nContoh: padan score",
                "Uses the demand computed last (padan demand run).\nExample: padan score"),
            aliases: ["skor"])
    }

    @OptionGroup var common: CommonOptions
    @Option(
        help: ArgumentHelp(
            text("Hari acuan untuk lisensi, sertifikat dan katalog.", "Day of reference for licences, certificates and catalogs."),
            valueName: "2018-01-01"))
    var asOf: String?

    private struct Document: Encodable {
        let runID: Int
        let demandRunID: Int
        let asOf: String
        let blks: Int
        let programs: Int
        let candidates: Int
        let ready: Int
        let readyIf: Int
        let blocked: Int
    }

    func run() async throws {
        let context = try common.context()
        let session = try await Session.open(context)
        let stages = Stages(context: context, session: session)
        guard let demand = try await session.store.latestRun(.demand) else {
            throw CommandFailure.failure(context.words("error.no_demand_run"))
        }
        let day = try await stages.asOf(asOf)
        let outcome = try await stages.runScoring(asOf: day, demandRun: demand.id)
        let document = Self.document(outcome, demandRun: demand.id, day)
        if context.json { return print(try Console.json(document)) }
        Self.summarise(outcome, demandRun: demand.id, day, context)
    }

    private static func document(_ outcome: Stages.ScoringOutcome, demandRun: Int, _ day: Day) -> Document {
        func count(_ code: String) -> Int { outcome.candidates.count { $0.eligibility.code == code } }
        return Document(
            runID: outcome.runID, demandRunID: demandRun, asOf: day.description,
            blks: Set(outcome.candidates.map(\.blk.code)).count, programs: Set(outcome.candidates.map(\.program.code)).count,
            candidates: outcome.candidates.count, ready: count("ready"), readyIf: count("ready_if"), blocked: count("blocked"))
    }

    static func summarise(_ outcome: Stages.ScoringOutcome, demandRun: Int, _ day: Day, _ context: Context) {
        let numbers = context.numbers
        let document = document(outcome, demandRun: demandRun, day)
        print(
            context.words(
                "score.summary",
                [
                    "run": numbers.integer(document.runID), "blks": numbers.integer(document.blks),
                    "programs": numbers.integer(document.programs), "candidates": numbers.integer(document.candidates),
                    "ready": numbers.integer(document.ready), "ready_if": numbers.integer(document.readyIf),
                    "blocked": numbers.integer(document.blocked), "day": numbers.day(day.description),
                ]))
    }
}
