import ArgumentParser
import Report
import Service

struct DemandCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "demand",
            abstract: text("Kebutuhan tenaga kerja menurut daerah dan jabatan.", "Labour demand per region and occupation."),
            discussion: text(
                """
                Contoh:
                  padan demand run                             menghitung
                  padan demand                                 20 kebutuhan terbesar
                  padan demand --region 32.16                  satu kabupaten, dengan asal angkanya
                  padan demand --region 32.16 --potential      lapangan usaha unggulan, tumbuh, dan terkait
                  padan demand --region 32.16 --occupation 7212
                  padan demand --region 32.16 --occupation 7212 --trace    asal angkanya sampai ke baris berkas
                """,
                """
                Examples:
                  padan demand run                             compute
                  padan demand                                 the 20 largest demands
                  padan demand --region 32.16                  one regency, with where its numbers come from
                  padan demand --region 32.16 --potential      leading, emerging and related industries
                  padan demand --region 32.16 --occupation 7212
                  padan demand --region 32.16 --occupation 7212 --trace    down to the rows of files
                """),
            subcommands: [RunCommand.self, Show.self], defaultSubcommand: Show.self, aliases: ["kebutuhan"])
    }

    struct RunCommand: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "run",
                abstract: text("Menghitung kebutuhan tenaga kerja dari data yang ada.", "Compute demand from the data that are there."),
                discussion: text("Contoh: padan demand run --as-of 2018-01-01", "Example: padan demand run --as-of 2018-01-01"),
                aliases: ["hitung"])
        }
        @OptionGroup var common: CommonOptions
        @Option(
            help: ArgumentHelp(
                text(
                    "Tanggal keadaan; bila kosong, 1 Januari tahun target terakhir.",
                    "Day of reference; usually the first of the latest year with targets."),
                valueName: "2018-01-01"))
        var asOf: String?
        @OptionGroup var publishing: PublishOptions

        func run() async throws {
            let context = try common.context()
            let service = try await context.service()
            let answer = try await service.runDemand(
                asOf: try await service.referenceDay(asOf, as: .operator), publishing: publishing.publishing, as: .operator)
            try context.show(
                DemandRunDocument(answer),
                answer.lines(context.phrases) + [context.phrases.standing(ofRun: answer.runID, isPublished: answer.isPublished)]
                    + answer.balanceLines(context.phrases))
            for remark in answer.remarks(context.phrases) { context.note(remark) }
        }
    }

    struct Show: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text("Menampilkan kebutuhan tenaga kerja dari hitungan yang terbit.", "Show demand of the published run."),
                discussion: text(
                    "Contoh: padan demand show --region \"Kabupaten Bekasi\" --limit 10",
                    "Example: padan demand show --region \"Kabupaten Bekasi\" --limit 10"),
                aliases: ["tampil"])
        }
        @OptionGroup var common: CommonOptions
        @Option(help: ArgumentHelp(text("Kode atau nama daerah.", "Code or name of a region."), valueName: "32.16"))
        var region: String?
        @Option(
            help: ArgumentHelp(
                text("Kode KBJI, satu sampai empat angka, atau nama jabatan.", "KBJI code of one to four digits, or an occupation's name."),
                valueName: "7212"))
        var occupation: String?
        @Option(help: ArgumentHelp(text("Jumlah baris yang ditampilkan.", "Lines."))) var limit = 20
        @Flag(
            help: ArgumentHelp(
                text(
                    "Potensi lapangan usaha di daerah itu: LQ, shift-share, Klassen, keterkaitan.",
                    "Industry potential of the region: LQ, shift-share, Klassen, relatedness.")))
        var potential = false
        @Flag(
            help: ArgumentHelp(
                text(
                    "Berkas, lembar, baris, dan kolom asal angka suatu kabupaten/kota.",
                    "File, sheet, row and column behind the figures of a regency.")))
        var trace = false

        func run() async throws {
            let context = try common.context()
            let service = try await context.service()
            if potential {
                let answer = try await service.potential(region: region, as: .operator)
                return try context.show(
                    PotentialDocument(answer, context.words.language), answer.lines(context.phrases, context.style))
            }
            let answer = try await service.demand(region: region, occupation: occupation, limit: limit, tracing: trace, as: .operator)
            try context.show(DemandDocument(answer, context.words.language), answer.lines(context.phrases, context.style))
        }
    }
}
