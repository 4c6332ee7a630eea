import ArgumentParser
import Domain
import Report
import Service

/// The options that say how a file of any kind is read.
struct ReadingOptions: ParsableArguments {
    @OptionGroup var table: TableOptions
    @Option(help: ArgumentHelp(text("Untuk lowongan: nama sumbernya.", "Vacancies: name of the source."), valueName: "name"))
    var source: String?
    @Option(
        help: ArgumentHelp(
            text(
                "Bentuk tabel: namanya di config/shapes atau milik sendiri; bila kosong, dikenali dari judul kolomnya.",
                "Table shape: its name in config/shapes or your own; usually recognised by the header."), valueName: "name"))
    var shape: String?
    @Option(
        help: ArgumentHelp(
            text("Untuk daftar milik satu BLK: kode BLK-nya.", "Lists of one BLK: its code."), valueName: "code"))
    var blk: String?
    @Option(
        help: ArgumentHelp(
            text("Untuk tabel tanpa tahun: tahunnya.", "Tables that state no year: the year."), valueName: "year"))
    var year: Int?
    @Option(
        help: ArgumentHelp(
            text(
                "Kode daerah tanpa titik dalam berkas: kemendagri atau bps.",
                "Region codes without a point in the file: kemendagri or bps."), valueName: "system"))
    var regionCodes: String?
    @Option(
        help: ArgumentHelp(
            text("Untuk lowongan: tanggal pertama dan terakhir pengumpulan.", "Vacancies: first and last day of the harvest."),
            valueName: "2024-01-01..2024-12-31"))
    var window: String?

    /// The values that the options name.
    ///
    /// - Throws: `CommandFailure` for a text that cannot be read.
    func options(_ context: Context) throws -> ImportOptions {
        var options = try table.options(context)
        options.sourceName = source
        options.shape = shape
        if let blk { options.stated["blk_code"] = blk }
        if let year { options.stated["year"] = String(year) }
        if let regionCodes {
            guard let system = RegionSystem(rawValue: regionCodes.lowercased()) else {
                throw CommandFailure.usage(context.words("import.bad_region_codes", ["text": regionCodes]))
            }
            options.regionSystem = system
        }
        if let window { options.window = try range(window, context) }
        return options
    }

    /// Reads two days with `..` between them.
    private func range(_ text: String, _ context: Context) throws -> ClosedRange<Day> {
        let days = text.components(separatedBy: "..").map { try? DateText.read(Substring($0)).get() }
        guard days.count == 2, let from = days[0] ?? nil, let until = days[1] ?? nil, from <= until else {
            throw CommandFailure.usage(context.words("import.bad_window", ["text": text]))
        }
        return from...until
    }
}
