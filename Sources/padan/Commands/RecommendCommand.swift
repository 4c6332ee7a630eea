import ArgumentParser
import Report
import Service

struct RecommendCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "recommend",
            abstract: text("Program yang sebaiknya dijalankan satu BLK, dan sebabnya.", "Which programmes a BLK should run, and why."),
            discussion: text(
                "Contoh: padan recommend \"Kabupaten Karawang\" --top 5", "Example: padan recommend \"Kabupaten Karawang\" --top 5"),
            aliases: ["rekomendasi"])
    }

    @OptionGroup var common: CommonOptions
    @OptionGroup var runOption: RunOption
    @Argument(help: ArgumentHelp(text("Kode atau nama BLK.", "Code or name of the BLK."))) var blk: String
    @Option(help: ArgumentHelp(text("Banyak program yang ditampilkan.", "Number of programmes."))) var top = 10

    func validate() throws {
        try requireAboveZero("--top", top)
    }

    func run() async throws {
        let context = try common.context()
        let report = try await context.service().recommendation(for: blk, run: runOption.run, as: .operator)
        try context.show(report.document(limit: top), report.lines(context.phrases, context.style, limit: top))
    }
}
