import ArgumentParser
import Report
import Service

struct CompareCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "compare",
            abstract: text(
                "Membandingkan dua hitungan skor: program apa berubah peringkat, dan sebabnya.",
                "Two scoring runs: who moved, by how many ranks, because of which criterion."),
            discussion: text(
                "Contoh: padan compare 2 5 --blk UPTD-KRW\nNomornya: padan runs list",
                "Example: padan compare 2 5 --blk UPTD-KRW\nNumbers: padan runs list"),
            aliases: ["bandingkan"])
    }

    @OptionGroup var common: CommonOptions
    @Argument(help: ArgumentHelp(text("Nomor hitungan pertama.", "Number of the first run."))) var left: Int
    @Argument(help: ArgumentHelp(text("Nomor hitungan kedua.", "Number of the second run."))) var right: Int
    @Option(help: ArgumentHelp(text("Hanya BLK ini.", "This BLK only."))) var blk: String?
    @Option(help: ArgumentHelp(text("Jumlah baris yang ditampilkan.", "Lines."))) var limit = 20

    func validate() throws {
        try requireAboveZero("--limit", limit)
    }

    func run() async throws {
        let context = try common.context()
        let comparison = try await context.service().comparison(ofRun: left, with: right, blk: blk, as: .operator)
        try context.show(
            RankComparisonDocument(comparison, limit: limit), comparison.lines(context.phrases, context.style, limit: limit))
    }
}
