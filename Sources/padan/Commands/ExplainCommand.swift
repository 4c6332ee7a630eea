import ArgumentParser
import Report
import Service

struct ExplainCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "explain",
            abstract: text(
                "Rincian satu skor, baris demi baris.", "The arithmetic of one score, line by line."),
            discussion: text(
                "Contoh: padan explain BLK-KRW LAS-01", "Example: padan explain BLK-KRW LAS-01"),
            aliases: ["jelaskan"])
    }

    @OptionGroup var common: CommonOptions
    @OptionGroup var runOption: RunOption
    @Argument(help: ArgumentHelp(text("Kode atau nama BLK.", "Code or name of the BLK."))) var blk: String
    @Argument(help: ArgumentHelp(text("Kode atau nama program.", "Code or name of the programme."))) var program: String

    func run() async throws {
        let context = try common.context()
        let explanation = try await context.service().explanation(of: program, at: blk, run: runOption.run, as: .operator)
        try context.show(ExplanationDocument(explanation, context.phrases), explanation.lines(context.phrases))
    }
}
