import ArgumentParser
import Report
import Service

struct RunsCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "runs",
            abstract: text("Hitungan yang tersimpan.", "Stored runs."),
            discussion: text(
                "Contoh:\n  padan runs list\n  padan runs show 7\n  padan runs publish 7 --label \"RKA 2018\"\n  padan runs prune --dry-run",
                "Examples:\n  padan runs list\n  padan runs show 7\n  padan runs publish 7 --label \"RKA 2018\"\n  padan runs prune --dry-run"
            ),
            subcommands: [List.self, Show.self, Publish.self, Prune.self], defaultSubcommand: List.self,
            aliases: ["hitungan", "penghitungan"])
    }

    struct List: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text("Semua hitungan, dari yang terbaru.", "All runs, the latest first."), aliases: ["daftar"])
        }
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let context = try common.context()
            let runs = try await context.service().runs(as: .operator)
            try context.show(
                runs.map(RunDocument.init),
                runs.isEmpty ? [context.words("runs.none")] : RunEntry.lines(runs, context.phrases, context.style))
        }
    }

    struct Show: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text(
                    "Satu hitungan: data, konfigurasi, dan seed yang dipakai.", "One run: from which data, configuration and seed."),
                discussion: text("Contoh: padan runs show 7", "Example: padan runs show 7"), aliases: ["tampil"])
        }
        @OptionGroup var common: CommonOptions
        @Argument(help: ArgumentHelp(text("Nomor.", "Number."))) var number: Int

        func run() async throws {
            let context = try common.context()
            let answer = try await context.service().run(number, as: .operator)
            try context.show(FullRunDocument(answer), answer.lines(context.phrases, context.style))
        }
    }

    struct Publish: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text(
                    "Menerbitkan satu hitungan: laporan, halaman dan tampilan latest_ memakainya.",
                    "Publish a run: reports, pages and latest_ views use it."),
                discussion: text(
                    "Bersamanya terbit hitungan yang dibacanya. Yang terbit sebelumnya tetap tersimpan dan dapat diterbitkan lagi.\nContoh: padan runs publish 7 --label \"RKA 2018\"",
                    "What it reads is published with it. What was published before stays and can be published again.\nExample: padan runs publish 7 --label \"RKA 2018\""
                ), aliases: ["terbitkan"])
        }
        @OptionGroup var common: CommonOptions
        @Argument(help: ArgumentHelp(text("Nomor.", "Number."))) var number: Int
        @Option(help: ArgumentHelp(text("Namanya, sampai 80 huruf.", "Its label, up to 80 letters."))) var label: String?

        func validate() throws {
            if let label { try requireLabel(label) }
        }

        func run() async throws {
            let context = try common.context()
            let entry = try await context.service().publish(number, label: label, as: .operator)
            try context.show(RunDocument(entry), RunEntry.lines([entry], context.phrases, context.style))
        }
    }

    struct Prune: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text(
                    "Menghapus hitungan lama menurut config/storage.yaml.", "Delete old runs, as config/storage.yaml says."),
                discussion: text(
                    "Hitungan yang terbit, dan yang dibaca hitungan lain, selalu disimpan.\nContoh: padan runs prune --keep 2 --days 0 --dry-run",
                    "What is published, and what other kept runs read, always stays.\nExample: padan runs prune --keep 2 --days 0 --dry-run"
                ),
                aliases: ["pangkas"])
        }
        @OptionGroup var common: CommonOptions
        @Option(help: ArgumentHelp(text("Banyak hitungan yang disimpan dari setiap tahap.", "Runs kept of each stage."))) var keep: Int?
        @Option(help: ArgumentHelp(text("Yang lebih baru dari sekian hari disimpan.", "Younger ones are kept, days."))) var days: Int?
        @Flag(help: ArgumentHelp(text("Hanya menyebutkan, tidak menghapus.", "Only say which."))) var dryRun = false

        func validate() throws {
            if let keep, keep < 1 { throw ValidationError(text("--keep sedikitnya 1", "--keep must be at least 1")) }
            if let days, days < 0 { throw ValidationError(text("--days tidak boleh negatif", "--days must not be negative")) }
        }

        func run() async throws {
            let context = try common.context()
            let pruned = try await context.service().prune(keep: keep, days: days, isRehearsal: dryRun, as: .operator)
            try context.show(PrunedRunsDocument(pruned), pruned.lines(isRehearsal: dryRun, context.phrases))
        }
    }
}
