import ArgumentParser
import Report
import Service

extension DbCommand {
    struct Dictionary: AsyncParsableCommand {
        /// The names of the formats.
        enum Format: String, CaseIterable, ExpressibleByArgument {
            case md, html, csv
        }

        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "dictionary",
                abstract: text(
                    "Kamus data: semua tampilan, kolom dan fungsi dashboard.",
                    "Data dictionary: all views, columns and functions of dashboard."),
                discussion: text(
                    "Contoh: padan db dictionary --format html --out kamus.html",
                    "Example: padan db dictionary --format html --out dictionary.html"),
                aliases: ["kamus"])
        }
        @OptionGroup var common: CommonOptions
        @Option(help: ArgumentHelp(text("Bentuk berkas.", "Format."))) var format = Format.md
        @Option(
            help: ArgumentHelp(
                text("Berkas tujuan; - untuk layar.", "The file to write; - for standard output."), valueName: "file"))
        var out = "-"

        func run() async throws {
            let context = try common.context()
            let dictionary = try await context.service(writing: out).dictionary(as: .operator)
            if context.json, out == "-" { return try Console.document(DictionaryDocument(dictionary)) }
            let content =
                switch format {
                case .md: dictionary.markdown(context.words)
                case .csv: dictionary.csv()
                case .html: try dictionary.html(context.words, root: context.root)
                }
            try OutputFile.write(content, to: out)
            guard out != "-" else { return }
            try context.show(FileDocument(file: out), [context.words("export.written", ["file": out])])
        }
    }
}
