import ArgumentParser
import Domain
import Report
import Service

/// The options that say how a file is read.
struct ReadingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            text(
                "Pasangan nama kolom: namanya di config/import.yaml, atau \"Nama di berkas=nama kolom,…\".",
                "Other column names: a mapping's name, or \"Theirs=ours,…\"."),
            valueName: "mapping"))
    var map: String?
    @Option(help: ArgumentHelp(text("Untuk lowongan: nama sumbernya.", "Vacancies: name of the source."), valueName: "name"))
    var source: String?
    @Option(
        help: ArgumentHelp(
            text(
                "Lembar buku kerja XLSX; bila kosong, yang bernama jenis itu, atau yang pertama.",
                "Sheet of an XLSX workbook; usually the one named like the kind, or the first."), valueName: "name"))
    var sheet: String?
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
            text(
                "Versi kode jabatan dalam berkas bila bukan KBJI 2014: \"KBJI 2026\" atau ISCO-08; kodenya dialihkan.",
                "Version of the codes of occupations in the file, if not KBJI 2014: \"KBJI 2026\" or ISCO-08; they are converted."),
            valueName: "version"))
    var occupationVersion: String?
    @Option(
        help: ArgumentHelp(
            text("Untuk lowongan: tanggal pertama dan terakhir pengumpulan.", "Vacancies: first and last day of the harvest."),
            valueName: "2024-01-01..2024-12-31"))
    var window: String?
    @Option(
        help: ArgumentHelp(
            text(
                "Batas baris yang ditolak; bila lebih, seluruh berkas ditolak.",
                "Limit of rejected rows; above it the whole file is refused."),
            valueName: "5%"))
    var maxRejects = "5%"
    @Option(
        help: ArgumentHelp(
            text(
                "Tulis baris yang ditolak ke berkas ini: CSV, atau XLSX dengan setiap sel yang salah ditandai dan diberi komentar.",
                "Write the rejected rows to this file: CSV, or XLSX with each bad cell marked and commented."), valueName: "file"))
    var rejects: String?

    /// The values that the options name.
    ///
    /// - Throws: `CommandFailure` for a text that cannot be read.
    func options(dryRun: Bool, _ context: Context) throws -> ImportOptions {
        var options = ImportOptions()
        options.dryRun = dryRun
        options.maxRejects = try share(maxRejects, context)
        options.sourceName = source
        options.sheet = sheet
        options.shape = shape
        if let blk { options.stated["blk_code"] = blk }
        if let year { options.stated["year"] = String(year) }
        if let regionCodes {
            guard let system = RegionSystem(rawValue: regionCodes.lowercased()) else {
                throw CommandFailure.usage(context.words("import.bad_region_codes", ["text": regionCodes]))
            }
            options.regionSystem = system
        }
        options.occupationVersion = occupationVersion
        if let window { options.window = try range(window, context) }
        return options
    }

    /// Reads `5%`, `5` or `0.05` as a share; a number above 1 is a percentage.
    private func share(_ text: String, _ context: Context) throws -> Double {
        let bare = text.replacing("%", with: "").replacing(",", with: ".")
        guard let number = Double(bare), number >= 0 else {
            throw CommandFailure.usage(context.words("import.bad_share", ["text": text]))
        }
        let share = text.contains("%") || number > 1 ? number / 100 : number
        guard share <= 1 else { throw CommandFailure.usage(context.words("import.bad_share", ["text": text])) }
        return share
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
