import ArgumentParser
import Report
import Scoring
import Store

struct ExplainCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "explain",
            abstract: text(
                "Menjabarkan hitungan satu skor, baris demi baris.", "The arithmetic of one score, line by line."),
            discussion: text(
                "Contoh: padan explain BLK-KRW LAS-01", "Example: padan explain BLK-KRW LAS-01"),
            aliases: ["jelaskan"])
    }

    @OptionGroup var common: CommonOptions
    @OptionGroup var runOption: RunOption
    @Argument(help: ArgumentHelp(text("Kode atau nama BLK.", "Code or name of the BLK."))) var blk: String
    @Argument(help: ArgumentHelp(text("Kode atau nama program.", "Code or name of the programme."))) var program: String

    private struct Document: Encodable {
        struct Weight: Encodable {
            let criterion: String
            let share: Double
            let dropsOutAt: Double?
        }

        struct Value: Encodable {
            let criterion: String
            let raw: Double
            let needed: Double
            let count: Int?
        }

        let lines: [String]
        /// For a recommended programme: at which share of all weights it falls out.
        let weightSensitivity: [Weight]
        /// For the others: what alone would bring it in.
        let valueSensitivity: [Value]
        let blk: BlkDocument
    }

    func run() async throws {
        let context = try common.context()
        let session = try await Session.open(context)
        let stages = Stages(context: context, session: session)
        let blk = try await stages.blk(blk)
        let program = try await stages.program(program)
        let stored = try await RecommendCommand.stored(blk, run: runOption.run, stages)
        let all = try await stages.scores(stored)
        let own = BlkReport(
            blk: all.blk, regionName: all.regionName, run: all.run, configuration: all.configuration,
            candidates: all.candidates.filter { $0.program.code == program.code }, unitTitles: all.unitTitles, isSample: all.isSample)
        guard let candidate = own.candidates.first,
            let index = stored.model.tables.programs.firstIndex(where: { $0.code == program.code })
        else {
            throw CommandFailure.failure(context.words("error.program_not_scored", ["program": program.name]))
        }
        let top = all.configuration.robustness.top
        let isAdditive = all.run.method == RankingMethod.additive.rawValue
        let explanation = try await explanation(
            own, candidate, stages,
            weights: isAdditive
                ? WeightSensitivity.list(stored.scores, program: index, configuration: all.configuration, top: top) : [],
            values: isAdditive ? ValueSensitivity.list(stored.scores, program: index, model: stored.model, top: top) : [])
        let lines = explanation.lines(context.phrases)
        if context.json {
            print(
                try Console.json(
                    Document(
                        lines: lines,
                        weightSensitivity: explanation.weightSensitivity.map {
                            Document.Weight(criterion: $0.criterion, share: $0.share, dropsOutAt: $0.dropsOutAt)
                        },
                        valueSensitivity: explanation.valueSensitivity.map {
                            Document.Value(criterion: $0.criterion, raw: $0.raw, needed: $0.needed, count: $0.count)
                        }, blk: own.document(limit: nil))))
        } else {
            for line in lines { print(line) }
        }
    }

    /// With what the demand run knows of the programme's occupations and industries.
    private func explanation(
        _ report: BlkReport, _ candidate: ScoredCandidate, _ stages: Stages, weights: [WeightSensitivity], values: [ValueSensitivity]
    ) async throws -> Explanation {
        let store = stages.session.store
        let demandRun = report.run.readsRun ?? 0
        let codes = candidate.program.occupations.map(\.code)
        let isIndonesian = stages.context.words.language == .id
        return Explanation(
            report: report, candidate: candidate,
            cells: try await store.demandCells(run: demandRun, region: report.blk.regionCode, occupations: codes),
            occupations: try await store.occupations(),
            potential: try await store.potential(run: demandRun, region: report.blk.regionCode, digits: 1),
            industryShares: try await store.occupationIndustries(run: demandRun, occupations: codes),
            industryNames: try await store.industryNames().mapValues { isIndonesian ? $0.id : $0.en }, weightSensitivity: weights,
            valueSensitivity: values)
    }
}
