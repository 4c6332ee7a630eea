import ArgumentParser
import Report
import Service

struct PlanCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "plan",
            abstract: text("Melihat dan membandingkan rencana yang tersimpan.", "Stored plans: show, compare."),
            discussion: text(
                "Contoh:\n  padan plan show --blk UPTD-KRW\n  padan plan compare 3 5",
                "Examples:\n  padan plan show --blk UPTD-KRW\n  padan plan compare 3 5"),
            subcommands: [Show.self, Compare.self], defaultSubcommand: Show.self, aliases: ["rencana"])
    }

    struct Show: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "show",
                abstract: text("Menampilkan rencana jejaring, atau satu BLK.", "The plan of the network, or of one BLK."),
                discussion: text("Contoh: padan plan show --blk Karawang", "Example: padan plan show --blk Karawang"), aliases: ["lihat"])
        }

        @OptionGroup var common: CommonOptions
        @Option(help: ArgumentHelp(text("Nomor rencana; bila kosong, yang terbit.", "Number of a plan; usually the published one.")))
        var run: Int?
        @Option(help: ArgumentHelp(text("Hanya BLK ini.", "This BLK only."))) var blk: String?
        @Option(help: ArgumentHelp(text("Jumlah baris setiap daftar.", "Lines of each list."))) var limit = 12

        func validate() throws {
            try requireAboveZero("--limit", limit)
        }

        func run() async throws {
            let context = try common.context()
            let tables = PlanTables(context.phrases, try await context.service().plan(run, blk: blk, as: .operator))
            try context.show(
                PlanDocument(tables, blk: tables.answer.blk?.code), tables.lines(limit: limit, context.style))
        }
    }

    struct Compare: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "compare",
                abstract: text(
                    "Membandingkan dua rencana: paket apa bertambah dan berkurang.", "Two plans: which packages are more and fewer."),
                discussion: text("Contoh: padan plan compare 3 5", "Example: padan plan compare 3 5"), aliases: ["bandingkan"])
        }

        @OptionGroup var common: CommonOptions
        @Argument(help: ArgumentHelp(text("Nomor rencana pertama.", "Number of the first plan."))) var left: Int
        @Argument(help: ArgumentHelp(text("Nomor rencana kedua.", "Number of the second plan."))) var right: Int
        @Option(help: ArgumentHelp(text("Jumlah baris yang ditampilkan.", "Lines."))) var limit = 30

        func validate() throws {
            try requireAboveZero("--limit", limit)
        }

        func run() async throws {
            let context = try common.context()
            let comparison = try await context.service().comparison(ofPlan: left, with: right, as: .operator)
            try context.show(
                PlanComparisonDocument(comparison), comparison.lines(context.phrases, context.style, limit: limit))
        }
    }
}
