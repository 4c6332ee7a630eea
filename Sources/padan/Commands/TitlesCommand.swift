import ArgumentParser
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
        @Argument(help: ArgumentHelp(text("Berkas, atau - untuk masukan dari papan ketik.", "A file, or - for standard input."))) var file:
            String

        func run() async throws {
            let context = try common.context()
            let texts = try Lines.read(file)
            let titles = Array(zip(texts, try await context.service().codes(ofTitles: texts, as: .operator)))
            guard context.json else { return try Console.answer(CodedTitle.lines(titles, context.phrases, context.style)) }
            for (text, title) in titles { try Console.document(CodedTextDocument(text, title), onOneLine: true) }
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
        @Option(help: ArgumentHelp(text("Banyak baris yang ditampilkan.", "Lines."))) var limit = 30

        func run() async throws {
            let context = try common.context()
            let titles = try await context.service().uncodedTitles(limit: limit, as: .operator)
            try context.show(
                titles.map(UncodedTitleDocument.init), UncodedTitleEntry.lines(titles, context.phrases, context.style))
            context.note(context.words("titles.teach_hint"))
        }
    }

    struct Teach: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text("Mengajarkan kode nama jabatan.", "Teach the code of titles."),
                discussion: text(
                    "Contoh: padan titles teach \"Admin Gudang\" 4321\nBanyak sekaligus: padan titles teach BERKAS (kolom title, occupation_code)",
                    "Example: padan titles teach \"Admin Gudang\" 4321\nMany at once: padan titles teach FILE (columns title, occupation_code)"
                ))
        }
        @OptionGroup var common: CommonOptions
        @Argument(help: ArgumentHelp(text("Nama jabatan, atau berkas CSV atau XLSX.", "The title, or a CSV or XLSX file."))) var title:
            String
        @Argument(
            help: ArgumentHelp(
                text(
                    "Kode KBJI empat angka, atau nama jabatannya; tidak untuk berkas.",
                    "The KBJI code of four digits, or its name; none for a file.")
            ))
        var code: String?

        func run() async throws {
            let context = try common.context()
            guard let code else {
                try await Service.inspect(title)
                let summary = try await context.service().load(title, as: .titles, by: .operator)
                return try context.show(ImportDocument(summary, context.words), summary.lines(context.phrases))
            }
            let taught = try await context.service().teach(title: title, code: code, as: .operator)
            let facts = ["title": taught.title, "code": taught.code, "n": context.numbers.integer(taught.recoded)]
            try context.show(RecodedDocument(recoded: taught.recoded), [context.words("titles.taught", facts)])
        }
    }

    struct Test: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text(
                    "Menguji kode nama jabatan dengan daftar yang kodenya sudah diketahui.", "Test codes on titles whose codes are known."),
                discussion: text(
                    "Berkas CSV dua kolom: nama jabatan, dan kode yang benar (beberapa kode dipisah spasi; kosong bila bukan jabatan).\nContoh: padan titles test uji.csv",
                    "A CSV file of two columns: title, and accepted codes (several separated by blanks; none for what is no occupation).\nExample: padan titles test labels.csv"
                ))
        }
        @OptionGroup var common: CommonOptions
        @Argument(help: ArgumentHelp(text("Berkas CSV.", "The CSV file."))) var file: String

        func run() async throws {
            let context = try common.context()
            let evaluation = try await context.service().test(titles: file, as: .operator)
            try context.show(TitleEvaluationDocument(evaluation), evaluation.lines(context.phrases, context.style))
        }
    }
}
