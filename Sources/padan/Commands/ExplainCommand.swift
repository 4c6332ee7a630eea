import ArgumentParser
import Configuration
import Report

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
    @Argument(help: ArgumentHelp(text("Kode atau nama BLK.", "Code or name of the BLK."))) var blk: String
    @Argument(help: ArgumentHelp(text("Kode atau nama program.", "Code or name of the programme."))) var program: String

    private struct Document: Encodable {
        let lines: [String]
        let blk: BlkDocument
    }

    func run() async throws {
        let context = try common.context()
        let session = try await Session.open(context)
        let stages = Stages(context: context, session: session)
        let blk = try await stages.blk(blk)
        let program = try await stages.program(program)
        let all = try await RecommendCommand.report(blk, stages)
        let own = BlkReport(
            blk: all.blk, regionName: all.regionName, run: all.run,
            candidates: all.candidates.filter { $0.program.code == program.code }, unitTitles: all.unitTitles, isSample: all.isSample)
        guard let candidate = own.candidates.first else {
            throw CommandFailure.failure(context.words("error.program_not_scored", ["program": program.name]))
        }
        let file = ConfigurationFile(name: "scoring.yaml", text: own.run.configText)
        var cells = try await session.store.largestDemand(
            run: own.run.readsRun ?? 0, region: blk.regionCode, occupation: nil, limit: 10_000)
        let mapped = Set(program.occupations.map(\.code))
        cells = cells.filter { mapped.contains($0.occupationCode) }
        let explanation = Explanation(
            report: own, candidate: candidate, configuration: try Stages.scoringConfiguration(file), cells: cells,
            occupations: try await session.store.occupations())
        let lines = explanation.lines(context.phrases)
        if context.json {
            print(try Console.json(Document(lines: lines, blk: own.document(limit: nil))))
        } else {
            for line in lines { print(line) }
        }
    }
}
