import ArgumentParser
import Report
import Service

struct ImportCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "import",
            abstract: text("Memuat berkas CSV atau XLSX ke basis data.", "Load a CSV or XLSX file into the database."),
            discussion: text(
                """
                Baris yang benar dimuat; bila terlalu banyak yang ditolak, tidak satu pun dimuat. Memuat berkas yang sama lagi tidak mengubah apa pun.
                Semua kesalahan suatu baris disebut sekaligus; baris itu dihitung sekali.
                Jenis: \(ImportKind.allCases.map(\.rawValue).joined(separator: " "))
                Kolom satu jenis: padan import JENIS --columns

                Tabel BPS, portal satu data, Sakernas, Jobstreet dan lain-lain dikenali dari judul kolomnya (config/shapes) dan dimuat apa adanya.
                padan import inspect BERKAS menunjukkan lembar, bentuk tabel dan baris pertamanya tanpa memuat apa pun; --save NAMA menyimpan
                tebakan bagi tabel yang belum dikenal.

                Contoh:
                  padan import regions regions.csv
                  padan import vacancies lowongan.csv --map jobstreet --source jobstreet --window 2024-01-01..2024-12-31
                  padan import vacancies lain.csv --map "Posisi=title,Kota=place" --window 2024-01-01..2024-03-31
                  padan import occupations kbji2014.csv
                  padan import inspect tpt_jatim.xlsx
                  padan import surveys survei.csv --occupation-version "KBJI 2026"
                """,
                """
                All rows that pass the checks are loaded, or none. The same file twice changes nothing.
                A row is told all its faults at once and counts once.
                Kinds: \(ImportKind.allCases.map(\.rawValue).joined(separator: " "))
                Columns of a kind: padan import KIND --columns

                Tables of BPS, open data portals, Sakernas, Jobstreet and others are known by their headers (config/shapes) and load as they are.
                padan import inspect FILE shows sheets, shapes and first rows and loads nothing; --save NAME saves the guess for a table that is
                not known yet.

                Examples:
                  padan import regions regions.csv
                  padan import vacancies jobs.csv --map jobstreet --source jobstreet --window 2024-01-01..2024-12-31
                  padan import vacancies other.csv --map "Posisi=title,Kota=place" --window 2024-01-01..2024-03-31
                  padan import occupations kbji2014.csv
                  padan import inspect tpt_jatim.xlsx
                  padan import surveys surveys.csv --occupation-version "KBJI 2026"
                """),
            aliases: ["impor"])
    }

    @OptionGroup var common: CommonOptions
    @Argument(help: ArgumentHelp(text("Jenis data dalam berkas, atau inspect.", "What the file holds, or inspect.")))
    var kind: ImportTarget
    @Argument(help: ArgumentHelp(text("Berkas CSV atau XLSX.", "The CSV or XLSX file."))) var file: String?
    @Flag(
        help: ArgumentHelp(
            text(
                "Tampilkan saja kolom-kolom jenis ini: arti, isi, satuan, pilihan, judul lain.",
                "Only show the columns of the kind: meaning, type, unit, choices, other headers."))) var columns = false
    @OptionGroup var reading: ReadingOptions
    @Flag(
        help: ArgumentHelp(
            text(
                "Tolak berkas yang angkanya janggal; biasanya hanya diperingatkan.",
                "Refuse a file with odd figures; usually they are only warned of."))
    ) var strict = false
    @Flag(
        help: ArgumentHelp(
            text("Muat juga bila data BLK bercampur dengan jejaring contoh.", "Load even where facts of BLKs mix with the sample's.")))
    var force = false

    @Flag(
        help: ArgumentHelp(
            text(
                "Hapus baris yang disebut berkas; cukup kolom kuncinya.",
                "Delete the rows that the file names; the key's columns are enough.")))
    var delete = false

    @Option(
        help: ArgumentHelp(
            text("Untuk inspect: simpan tebakan sebagai bentuk tabel sendiri.", "With inspect: save the guess as a shape of your own."),
            valueName: "name"))
    var save: String?

    func run() async throws {
        let context = try common.context()
        guard case .kind(let kind) = kind else { return try await inspect(context) }
        if save != nil { throw CommandFailure.usage(context.words("import.save_needs_inspect")) }
        if columns {
            let columns = try Service.columns(of: kind, root: context.root, context.phrases)
            return try context.show(ColumnsDocument(kind, columns), ImportColumn.lines(columns, context.phrases, context.style))
        }
        guard let file else { throw CommandFailure.usage(context.words("import.no_file")) }
        var options = try reading.options(context)
        options.isStrict = strict
        guard delete else { return try await reading.table.load(file, as: kind, options, force: force, context) }
        // The file is looked at before a server is started for it.
        try await Service.inspect(file)
        let service = try await context.service(writing: reading.table.rejects)
        let summary = try await service.delete(file, as: kind, options, mapping: reading.table.map, by: .operator)
        try context.show(DeletionDocument(summary), summary.lines(context.phrases))
    }

    /// Shows what a file's tables are, and saves the guess of a shape where that is asked for.
    private func inspect(_ context: Context) async throws {
        guard let file else { throw CommandFailure.usage(context.words("import.no_file")) }
        let options = try reading.options(context)
        let inspection = try await Service.tables(
            of: file, root: context.root, sheets: options.sheets, shape: options.shape, stated: options.stated)
        var saved: String?
        if let save {
            guard let guess = inspection.sheets.flatMap(\.readings).first(where: \.isGuess)?.text else {
                throw CommandFailure.usage(context.words("inspect.nothing_to_save"))
            }
            saved = try Service.saveShape(guess, as: save, force: force)
        }
        let told = saved.map { [context.words("inspect.saved", ["path": $0])] } ?? []
        try context.show(
            InspectionDocument(inspection, saved: saved), inspection.lines(context.phrases, context.style) + told)
    }
}
