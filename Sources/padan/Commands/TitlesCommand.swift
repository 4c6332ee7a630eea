import ArgumentParser
import Ingest
import Report

struct TitlesCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "titles",
            abstract: text("Nama jabatan → kode KBJI.", "Job titles → KBJI codes."),
            subcommands: [Code.self, Uncoded.self, Teach.self], aliases: ["jabatan"])
    }

    struct Code: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text("Memberi kode KBJI empat digit, satu jabatan per baris.", "Code job titles to four-digit KBJI, one a line."),
                discussion: text(
                    "Contoh: echo \"Staf Gudang\" | padan titles code - --json",
                    "Example: echo \"Staf Gudang\" | padan titles code - --json"))
        }
        @OptionGroup var common: CommonOptions
        @Argument(help: ArgumentHelp(text("Berkas, atau - untuk masukan baku.", "A file, or - for standard input."))) var file: String

        func run() async throws {
            let context = try common.context()
            let lines = try Lines.read(file, context)
            let session = try await Session.open(context)
            let coder = try await Stages(context: context, session: session).titleCoder()
            var table = TextTable([
                (context.words("column.text"), .left), (context.words("column.code"), .left), (context.words("column.score"), .right),
                (context.words("column.method"), .left), (context.words("column.alternatives"), .left),
            ])
            for line in lines {
                let title = coder.code(line)
                if context.json {
                    let answer = CodedText(
                        text: line, code: title.code, level: title.code == nil ? "uncoded" : "unit_group", score: title.score,
                        alternatives: title.alternatives)
                    print(try Console.json(answer, lines: true))
                } else {
                    table.add([
                        line, title.code ?? "–", context.numbers.decimal(title.score, 2),
                        context.words("method.\(title.method.rawValue)"), title.alternatives.joined(separator: " "),
                    ])
                }
            }
            if !context.json { for line in table.lines(header: context.style.bold) { print(line) } }
        }
    }

    struct Uncoded: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text("Jabatan yang belum berkode, yang terbanyak dulu.", "Titles without a code, the most frequent first."),
                discussion: text("Contoh: padan titles uncoded --limit 50", "Example: padan titles uncoded --limit 50"))
        }
        @OptionGroup var common: CommonOptions
        @Option(help: ArgumentHelp(text("Banyak baris.", "Lines."))) var limit = 30

        private struct Entry: Encodable {
            let text: String
            let advertisements: Int
            let alternatives: [String]
        }

        func run() async throws {
            let context = try common.context()
            let session = try await Session.open(context)
            let titles = try await session.store.uncodedTitles(limit: limit)
            if context.json {
                print(
                    try Console.json(
                        titles.map { Entry(text: $0.text, advertisements: $0.advertisements, alternatives: $0.alternatives) }))
                return
            }
            var table = TextTable([
                (context.words("column.advertisements"), .right), (context.words("column.text"), .left),
                (context.words("column.alternatives"), .left),
            ])
            for title in titles {
                table.add([context.numbers.integer(title.advertisements), title.text, title.alternatives.joined(separator: " ")])
            }
            for line in table.lines(header: context.style.bold) { print(line) }
            context.note(context.words("titles.teach_hint"))
        }
    }

    struct Teach: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text("Mengajarkan kode untuk satu jabatan.", "Teach the code of a title."),
                discussion: text(
                    "Contoh: padan titles teach \"Admin Gudang\" 4321\nBanyak sekaligus: padan import titles FILE (kolom title, occupation_code)",
                    "Example: padan titles teach \"Admin Gudang\" 4321\nMany at once: padan import titles FILE (columns title, occupation_code)"
                ))
        }
        @OptionGroup var common: CommonOptions
        @Argument(help: ArgumentHelp(text("Nama jabatan.", "The title."))) var title: String
        @Argument(help: ArgumentHelp(text("Kode KBJI.", "The KBJI code."))) var code: String

        func run() async throws {
            let context = try common.context()
            let session = try await Session.open(context)
            guard try await session.store.occupations()[code] != nil else {
                throw CommandFailure.usage(context.words("titles.unknown_code", ["code": code]))
            }
            let normal = TitleText(title).normalised
            guard !normal.isEmpty else { throw CommandFailure.usage(context.words("titles.empty")) }
            try await session.store.teach(title: normal, occupation: code)
            let changed = try await TitlesCommand.recode(context, session)
            if context.json {
                print(try Console.json(["recoded": changed]))
            } else {
                print(context.words("titles.taught", ["title": normal, "code": code, "n": context.numbers.integer(changed)]))
            }
        }
    }

    /// Codes the stored titles again with what is known now.
    static func recode(_ context: Context, _ session: Session) async throws -> Int {
        let coder = try await Stages(context: context, session: session).titleCoder()
        let titles = try await session.store.storedTitles().map { coder.code($0) }
        return try await session.store.recode(
            titles.map { ($0.text, $0.code, $0.score, $0.method.rawValue, $0.alternatives) })
    }
}
