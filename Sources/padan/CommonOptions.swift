import ArgumentParser
import Configuration
import Report

extension Language: ExpressibleByArgument {}

/// The options that every command has.
struct CommonOptions: ParsableArguments {
    @Option(help: ArgumentHelp(text("Bahasa: id (Indonesia) atau en (Inggris).", "Language: id or en."), valueName: "id|en"))
    var lang: Language?

    @Flag(help: ArgumentHelp(text("Hasil dalam bentuk JSON.", "Answer as JSON.")))
    var json = false

    @Flag(help: ArgumentHelp(text("Tanpa warna (juga: NO_COLOR).", "No colour (also: NO_COLOR).")))
    var noColor = false

    @Flag(name: .shortAndLong, help: ArgumentHelp(text("Hanya hasil, tanpa catatan.", "Answers only, no notes.")))
    var quiet = false

    @Option(
        help: ArgumentHelp(
            text(
                "Server PostgreSQL lain (juga: PADAN_DATABASE_URL).", "Another PostgreSQL server (also: PADAN_DATABASE_URL)."),
            valueName: "url"))
    var databaseUrl: String?

    /// Finds the data of the program and the words of the language that was asked for.
    ///
    /// - Throws: `DataRoot.NotFound` and `ConfigurationError`.
    func context() throws -> Context {
        let root = try DataRoot.find()
        return Context(
            root: root, phrases: Phrases(try Words(language: lang ?? Console.language, root: root)),
            style: TextStyle(noColor: noColor), options: self)
    }
}

/// The option that says which scoring run is shown.
struct RunOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(text("Nomor hitungan skor; bila kosong, yang terbit.", "Number of a scoring run; usually the published one.")))
    var run: Int?
}

/// Refuses an option's number that is not above 0.
///
/// - Throws: `ValidationError` with the name of the option.
func requireAboveZero(_ option: String, _ value: Int?) throws {
    if let value, value < 1 { throw ValidationError(text("\(option) harus lebih dari 0", "\(option) must be above 0")) }
}

/// Refuses an amount of searching that is not above 0 or is longer than ten hours.
///
/// - Throws: `ValidationError` with the name of the option.
func requireEffort(_ effort: Double?) throws {
    if let effort, !(effort > 0 && effort <= 36_000) { throw ValidationError(text("--effort lebih dari 0", "--effort must be above 0")) }
}
