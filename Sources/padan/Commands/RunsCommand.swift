import ArgumentParser
import Report
import Service

struct RunsCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "runs",
            abstract: text("Hitungan yang tersimpan.", "Stored runs."),
            discussion: text(
                "Contoh:\n  padan runs list\n  padan runs show 7\n  padan runs prune --dry-run",
                "Examples:\n  padan runs list\n  padan runs show 7\n  padan runs prune --dry-run"),
            subcommands: [List.self, Show.self, Prune.self], defaultSubcommand: List.self, aliases: ["hitungan", "penghitungan"])
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

    struct Prune: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text(
                    "Menghapus hitungan lama menurut config/storage.yaml.", "Delete old runs, as config/storage.yaml says."),
                discussion: text(
                    "Hitungan terakhir dari setiap tahap, dan yang dibaca hitungan lain, selalu disimpan.\nContoh: padan runs prune --keep 2 --days 0 --dry-run",
                    "The latest of each stage, and what other kept runs read, always stay.\nExample: padan runs prune --keep 2 --days 0 --dry-run"
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
