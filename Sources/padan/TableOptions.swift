import ArgumentParser
import Report
import Service

/// The options that every command has that loads a file.
struct TableOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            text(
                "Pasangan nama kolom: namanya di config/import.yaml, atau \"Nama di berkas=nama kolom,…\".",
                "Other column names: a mapping's name, or \"Theirs=ours,…\"."),
            valueName: "mapping"))
    var map: String?
    @Option(
        help: ArgumentHelp(
            text(
                "Lembar buku kerja, boleh beberapa kali; bila kosong, semua yang dikenali, atau yang bernama jenis itu, atau yang pertama.",
                "Sheet of a workbook, may be repeated; usually all that are recognised, or the one named like the kind, or the first."),
            valueName: "name"))
    var sheet: [String] = []
    @Option(
        help: ArgumentHelp(
            text(
                "Versi kode jabatan dalam berkas bila bukan KBJI 2014: \"KBJI 2026\" atau ISCO-08; kodenya dialihkan.",
                "Version of the codes of occupations in the file, if not KBJI 2014: \"KBJI 2026\" or ISCO-08; they are converted."),
            valueName: "version"))
    var occupationVersion: String?
    @Option(
        help: ArgumentHelp(
            text(
                "Batas baris yang ditolak; bila lebih, seluruh berkas ditolak.",
                "Limit of rejected rows; above it the whole file is refused."),
            valueName: "5%"))
    var maxRejects = TableOptions.usualRejects
    @Option(
        help: ArgumentHelp(
            text(
                "Tulis baris yang ditolak ke berkas ini: CSV, atau XLSX dengan setiap sel yang salah ditandai dan diberi komentar.",
                "Write the rejected rows to this file: CSV, or XLSX with each bad cell marked and commented."), valueName: "file"))
    var rejects: String?
    @Flag(help: ArgumentHelp(text("Periksa saja, jangan muat.", "Check only, load nothing."))) var dryRun = false

    /// Whether any of the options was written.
    var isGiven: Bool {
        map != nil || !sheet.isEmpty || occupationVersion != nil || maxRejects != Self.usualRejects || rejects != nil || dryRun
    }

    private static let usualRejects = "5%"

    /// The values that the options name.
    ///
    /// - Throws: `CommandFailure` for a text that cannot be read.
    func options(_ context: Context) throws -> ImportOptions {
        var options = ImportOptions()
        options.dryRun = dryRun
        options.maxRejects = try share(maxRejects, context)
        options.sheets = sheet
        options.occupationVersion = occupationVersion
        return options
    }

    /// Loads a file and prints what came of it.
    ///
    /// - Throws: what `Service.load` throws; what was refused or is odd is printed before.
    func load(_ file: String, as kind: ImportKind, _ options: ImportOptions, force: Bool = false, _ context: Context) async throws {
        // The file is looked at before a server is started for it.
        try await Service.inspect(file)
        let service = try await context.service(writing: rejects)
        let progress = context.progress(kind.rawValue)
        defer { progress.finish() }
        do {
            let summary = try await service.load(
                file, as: kind, options, mapping: map, rejects: rejects.map { RejectFile($0, context.words) },
                force: force, by: .operator, progress: progress.report)
            progress.finish()
            if context.json {
                try ImportDocument.write(summary, context.words)
            } else {
                try context.show(ImportDocument(summary, context.words), summary.lines(context.phrases))
            }
        } catch let error as ImportError {
            progress.finish()
            switch error {
            case .tooManyRejects(_, _, _, let rejections, _):
                for line in Rejection.lines(rejections, context.phrases) { Console.note(line) }
            case .doubtful(let warnings):
                for line in Rejection.lines(warnings: warnings, context.phrases) { Console.note(line) }
            default: break
            }
            throw error
        }
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
}
