import ArgumentParser
import Configuration
import Report

extension Language: ExpressibleByArgument {}

/// Options of every command.
struct CommonOptions: ParsableArguments {
    @Option(help: ArgumentHelp(text("Bahasa: id atau en.", "Language: id or en."), valueName: "id|en"))
    var lang: Language?

    @Flag(help: ArgumentHelp(text("Jawaban sebagai JSON.", "Answer as JSON.")))
    var json = false

    @Flag(help: ArgumentHelp(text("Tanpa warna (juga: NO_COLOR).", "No colour (also: NO_COLOR).")))
    var noColor = false

    @Flag(name: .shortAndLong, help: ArgumentHelp(text("Hanya jawaban, tanpa catatan.", "Answers only, no notes.")))
    var quiet = false

    @Option(
        help: ArgumentHelp(
            text(
                "Server PostgreSQL lain (juga: PADAN_DATABASE_URL).", "Another PostgreSQL server (also: PADAN_DATABASE_URL)."),
            valueName: "url"))
    var databaseUrl: String?

    func context() throws -> Context {
        let root = try DataRoot.find()
        return Context(
            root: root, phrases: Phrases(try Words(language: lang ?? Console.language, root: root)),
            style: TextStyle(noColor: noColor), options: self)
    }
}

/// Which run is shown.
struct RunOption: ParsableArguments {
    @Option(help: ArgumentHelp(text("Nomor penghitungan skor; biasanya yang terakhir.", "Number of a scoring run; usually the latest.")))
    var run: Int?
}
