import ArgumentParser
import Report
import Store

extension DbCommand {
    struct Dictionary: AsyncParsableCommand {
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
                text("Berkas tujuan; - untuk keluaran baku.", "The file to write; - for standard output."), valueName: "file"))
        var out = "-"

        func run() async throws {
            let context = try common.context()
            let store = try await Session.open(context).store
            let dictionary = DataDictionary(
                views: try await store.dashboardViews().map { view in
                    .init(
                        name: view.name, comment: view.comment,
                        columns: view.columns.map { .init(name: $0.name, type: $0.type, comment: $0.comment) })
                }, functions: try await store.dashboardFunctions().map { .init(name: $0.signature, comment: $0.comment, columns: []) })
            let content =
                switch format {
                case .md: dictionary.markdown(context.words)
                case .csv: dictionary.csv()
                case .html: try dictionary.html(context.words, root: context.root)
                }
            guard out != "-" else { return print(content, terminator: "") }
            try ExportCommand.write(content, to: out, context)
            print(context.json ? try Console.json(["file": out]) : context.words("export.written", ["file": out]))
        }
    }
}
