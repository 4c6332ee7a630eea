import ArgumentParser
import Report
import Service

/// The names of the formats of `export data`.
enum DataFormatName: String, ExpressibleByArgument, CaseIterable {
    case csv, json, jsonl, xlsx
}

/// A view of the dashboards as a file.
struct ExportDataCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "data",
            abstract: text(
                "Satu tampilan dashboard sebagai CSV, JSON, JSON Lines atau XLSX.", "A dashboard view as CSV, JSON, JSON Lines or XLSX."),
            discussion: text(
                """
                Daftar tampilan: padan export data
                Excel berbahasa Indonesia: --delimiter ";" --decimal ","
                Angka dibulatkan: orang, jam, dan rupiah bulat; skor, hari, dan jarak satu desimal; bagian 0–1 tiga desimal (di XLSX tampil sebagai
                persen); yang lain menurut config/digits.yaml. Semua desimal: --full

                Contoh:
                  padan export data latest_recommendation --where blk_code=UPTD-KRW --format xlsx
                  padan export data latest_allocation --delimiter ";" --decimal "," --out rencana.csv
                """,
                """
                List of views: padan export data
                Indonesian Excel: --delimiter ";" --decimal ","
                Numbers are rounded: persons, hours and rupiah to whole ones; scores, days and distances to one decimal; shares of 1 to three (XLSX
                shows them as per cent); others as config/digits.yaml says. All decimals: --full

                Examples:
                  padan export data latest_recommendation --where blk_code=UPTD-KRW --format xlsx
                  padan export data latest_allocation --delimiter ";" --decimal "," --out plan.csv
                """),
            aliases: ["tampilan"])
    }

    @OptionGroup var common: CommonOptions
    @Argument(help: ArgumentHelp(text("Nama tampilan.", "Name of the view."))) var view: String?
    @Option(help: ArgumentHelp(text("Bentuk berkas.", "Format."))) var format = DataFormatName.csv
    @Option(
        help: ArgumentHelp(
            text(
                "Berkas tujuan; - untuk layar. XLSX biasanya TAMPILAN.xlsx.",
                "The file to write; - for standard output. XLSX is usually VIEW.xlsx."), valueName: "file"))
    var out: String?
    @Option(
        name: .customLong("where"),
        help: ArgumentHelp(
            text("Hanya baris dengan nilai ini; dapat diulang.", "Only rows with this value; may be repeated."), valueName: "column=value"))
    var filters: [String] = []
    @Option(help: ArgumentHelp(text("CSV: pemisah kolom: , ; atau tab.", "CSV: what parts columns: , ; or tab."), valueName: ",|;|tab"))
    var delimiter = ","
    @Option(help: ArgumentHelp(text("CSV: tanda desimal: . atau ,", "CSV: the decimal sign: . or ,"), valueName: ".|,"))
    var decimal = "."

    @Flag(
        help: ArgumentHelp(
            text("Angka dengan semua desimalnya, tanpa pembulatan.", "Numbers with all their decimals, not rounded.")))
    var full = false

    /// The format that is written: `--json` asks for JSON, as everywhere.
    private var chosen: DataFormatName { common.json && format == .csv ? .json : format }

    func validate() throws {
        guard [",", ";", "tab", "\t"].contains(delimiter) else {
            throw ValidationError(text("--delimiter adalah , ; atau tab", "--delimiter is , ; or tab"))
        }
        guard [".", ","].contains(decimal) else { throw ValidationError(text("--decimal adalah . atau ,", "--decimal is . or ,")) }
        guard chosen == .csv || (delimiter == "," && decimal == ".") else {
            throw ValidationError(text("--delimiter dan --decimal hanya untuk CSV", "--delimiter and --decimal are for CSV only"))
        }
        guard chosen != .xlsx || out != "-" else {
            throw ValidationError(
                text("XLSX tidak dapat ditampilkan di layar; sebutkan --out", "XLSX cannot be written to standard output"))
        }
    }

    func run() async throws {
        let context = try common.context()
        let service = try await context.service(writing: out ?? (chosen == .xlsx ? "." : "-"))
        guard let name = view else {
            let views = try await service.views(as: .operator)
            return try context.show(views.map(ViewDocument.init), ViewEntry.lines(views, context.phrases, context.style))
        }
        let path = out ?? (chosen == .xlsx ? "\(name).xlsx" : "-")
        let progress = context.progress(name)
        defer { progress.finish() }
        let count = try await service.export(
            view: name, where: filters, as: dataFormat, isFull: full, to: path, context.phrases, by: .operator, progress: progress.report)
        progress.finish()
        guard path != "-" else { return }
        try context.show(
            RowsFileDocument(file: path, rows: count),
            [context.words("export.rows_written", ["file": path, "n": context.numbers.integer(count)])])
    }

    /// The format with the characters that were asked for.
    private var dataFormat: DataFormat {
        switch chosen {
        case .csv:
            .csv(CSVExport.Dialect(delimiter: delimiter == "tab" ? "\t" : delimiter.first ?? ",", decimal: decimal.first ?? "."))
        case .json: .json
        case .jsonl: .jsonLines
        case .xlsx: .xlsx
        }
    }
}
