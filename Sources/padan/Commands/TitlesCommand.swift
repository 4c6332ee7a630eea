import ArgumentParser
import Domain
import Report
import Service

struct TitlesCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "titles",
            abstract: text("Mencari kode KBJI dari nama jabatan.", "Job titles → KBJI codes."),
            subcommands: [Code.self, Uncoded.self, Teach.self, Test.self], aliases: ["jabatan"])
    }

    struct Code: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text(
                    "Memberi kode KBJI empat angka; satu nama jabatan per baris.", "Code job titles to four-digit KBJI, one a line."),
                discussion: text(
                    "Contoh: echo \"Staf Gudang\" | padan titles code - --json",
                    "Example: echo \"Staf Gudang\" | padan titles code - --json"))
        }
        @OptionGroup var common: CommonOptions
        @Argument(
            help: ArgumentHelp(
                text("Berkas, atau - untuk masukan baku (papan ketik atau pipa).", "A file, or - for standard input (keyboard or pipe).")))
        var file: String

        func run() async throws {
            let context = try common.context()
            var lines = try Lines(file)
            let service = try await context.service()
            let coder = try await service.titleCoder(as: .operator)
            let labels = OccupationLabels(try await service.occupations(as: .operator), context.words.language)
            if context.json {
                while let texts = try lines.next() {
                    try Console.documents(texts.lazy.map { CodedTextDocument(coder.code($0), labels) })
                }
            } else {
                let table = try CodedTitleTable(context.phrases, labels)
                while let texts = try lines.next() { for text in texts { try table.add(coder.code(text)) } }
                try table.forEachPart(context.style, Console.answer)
            }
        }
    }

    struct Uncoded: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text(
                    "Nama jabatan yang belum berkode, dari yang membawa lowongan terbanyak.",
                    "Titles without a code, those with most openings first."),
                discussion: text("Contoh: padan titles uncoded --limit 50", "Example: padan titles uncoded --limit 50"))
        }
        @OptionGroup var common: CommonOptions
        @Option(help: ArgumentHelp(text("Jumlah baris yang ditampilkan.", "Lines."))) var limit = 30

        func run() async throws {
            let context = try common.context()
            let service = try await context.service()
            let titles = try await service.uncodedTitles(limit: limit, as: .operator)
            let labels = OccupationLabels(try await service.occupations(as: .operator), context.words.language)
            try context.show(
                titles.map { UncodedTitleDocument($0, labels) },
                UncodedTitleEntry.lines(titles, labels, context.phrases, context.style))
            context.note(context.words("titles.teach_hint"))
        }
    }

    struct Test: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text(
                    "Menguji kode nama jabatan dengan daftar yang kodenya sudah diketahui.", "Test codes on titles whose codes are known."),
                discussion: text(
                    """
                    Berkas CSV dengan baris judul title,accepted: nama jabatan, dan kode KBJI empat angka yang benar.
                    Beberapa kode dipisah spasi atau |; yang bukan nama jabatan ditulis \(TaughtTitle.noOccupation) atau dikosongkan.
                    Contoh: padan titles test uji.csv
                      title,accepted
                      Tukang las,7212
                      Operator gudang,4321|9333
                    """,
                    """
                    A CSV file with the header title,accepted: the title, and the right KBJI codes of four digits.
                    Several codes are separated by blanks or |; what names no occupation has \(TaughtTitle.noOccupation) or nothing.
                    Example: padan titles test labels.csv
                      title,accepted
                      Tukang las,7212
                      Operator gudang,4321|9333
                    """))
        }
        @OptionGroup var common: CommonOptions
        @Argument(help: ArgumentHelp(text("Berkas CSV.", "The CSV file."))) var file: String
        @Option(
            help: ArgumentHelp(
                text(
                    "Versi kode dalam berkas bila bukan KBJI 2014: \"KBJI 2026\" atau ISCO-08; kodenya dialihkan.",
                    "Version of the codes in the file, if not KBJI 2014: \"KBJI 2026\" or ISCO-08; they are converted."),
                valueName: "version"))
        var occupationVersion: String?

        func run() async throws {
            let context = try common.context()
            let service = try await context.service()
            let evaluation = try await service.test(titles: file, version: occupationVersion, as: .operator)
            let labels = OccupationLabels(try await service.occupations(as: .operator), context.words.language)
            try context.show(TitleEvaluationDocument(evaluation, labels), evaluation.lines(labels, context.phrases, context.style))
        }
    }
}
