import ArgumentParser
import Report
import Service

extension ReportFormat: ExpressibleByArgument {}

/// A report for the printer: of one BLK, of each of them, or of a network.
struct ExportReportCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "report",
            abstract: text(
                "Laporan satu BLK, setiap BLK, atau buku satu jejaring.", "The report of one BLK or of each, or a network's book."),
            discussion: text(
                """
                Laporan BLK: html, pdf, xlsx, csv, json. Buku jejaring: html, pdf, xlsx. PDF memerlukan paket Debian 'weasyprint'.
                Kalimat ada di config/words.id.yaml, tata letak dan logo di config/templates/.
                --all-blks menyimpan satu berkas untuk setiap BLK, dengan nama KODE; dengan --network hanya BLK jejaring itu.

                Contoh:
                  padan export report --blk UPTD-KRW --format pdf
                  padan export report --all-blks --format pdf --out laporan
                  padan export report --network BBPLK-BKS --format xlsx --out jejaring.xlsx
                """,
                """
                A BLK's report: html, pdf, xlsx, csv, json. A network's book: html, pdf, xlsx. PDF needs the Debian package 'weasyprint'.
                Sentences are in config/words.en.yaml, layout and logo in config/templates/.
                --all-blks writes one file for each BLK, named CODE; with --network those of that network alone.

                Examples:
                  padan export report --blk UPTD-KRW --format pdf
                  padan export report --all-blks --format pdf --out reports
                  padan export report --network BBPLK-BKS --format xlsx --out network.xlsx
                """),
            aliases: ["laporan"])
    }

    @OptionGroup var common: CommonOptions
    @OptionGroup var runOption: RunOption
    @Option(help: ArgumentHelp(text("Kode atau nama BLK.", "Code or name of the BLK."))) var blk: String?
    @Option(help: ArgumentHelp(text("Kode BBPLK pembina jejaring.", "Code of the BBPLK that leads the network."), valueName: "bbplk"))
    var network: String?
    @Flag(help: ArgumentHelp(text("Laporan setiap BLK, ke folder --out.", "A report of each BLK, into the folder --out.")))
    var allBlks = false
    @Option(help: ArgumentHelp(text("Nomor rencana; bila kosong, yang terbit.", "Number of a plan; usually the published one."))) var plan:
        Int?
    @Option(help: ArgumentHelp(text("Bentuk berkas.", "Format.")))
    var format = ReportFormat.html
    @Option(
        help: ArgumentHelp(
            text(
                "Berkas tujuan; - untuk layar. PDF dan XLSX biasanya KODE.pdf, KODE.xlsx. Dengan --all-blks sebuah folder.",
                "The file to write; - for standard output. PDF and XLSX are usually CODE.pdf, CODE.xlsx. With --all-blks a folder."),
            valueName: "file"))
    var out: String?
    @Flag(
        help: ArgumentHelp(
            text(
                "CSV: angka dengan semua desimalnya, tanpa pembulatan (config/digits.yaml).",
                "CSV: numbers with all their decimals, not rounded (config/digits.yaml).")))
    var full = false
    @Option(help: ArgumentHelp(text("Banyak program dalam tabel.", "Programmes in the table."))) var top = 10

    func validate() throws {
        try requireAboveZero("--top", top)
        if full, format != .csv { throw ValidationError(text("--full hanya untuk CSV", "--full is for CSV only")) }
        if let network, !network.isEmpty, !allBlks, [.csv, .json].contains(format) {
            throw ValidationError(
                text("buku jejaring berbentuk html, pdf atau xlsx", "a network's book is html, pdf or xlsx"))
        }
        if allBlks, out == nil || out == "-" {
            throw ValidationError(text("--all-blks memerlukan --out FOLDER", "--all-blks needs --out FOLDER"))
        }
    }

    func run() async throws {
        let context = try common.context()
        if allBlks, blk == nil, let out { return try await writeAll(into: out, context) }
        guard !allBlks, (blk == nil) != (network == nil) else { throw CommandFailure.usage(context.words("export.needs_one")) }
        // What --json prints is JSON: the report itself, where no file is named.
        let isAnswer = context.json && (out ?? "-") == "-"
        let format = isAnswer && blk != nil && self.format == .html ? .json : self.format
        if isAnswer, network != nil, format == .html {
            throw CommandFailure.usage(context.words("export.not_stdout", ["format": format.rawValue]))
        }
        let isBinary = format == .pdf || format == .xlsx
        if isBinary, out == "-" { throw CommandFailure.usage(context.words("export.not_stdout", ["format": format.rawValue])) }
        let service = try await context.service(writing: out ?? (isBinary ? "." : "-"))
        let path: String
        if let blk {
            let report = try await service.report(for: blk, run: runOption.run, plan: plan, as: .operator)
            path = out ?? (isBinary ? "\(report.blk.code).\(format.rawValue)" : "-")
            try await service.write(report, as: format, limit: top, isFull: full, to: path, context.phrases)
        } else {
            let progress = context.progress(context.words("export.progress"))
            defer { progress.finish() }
            let answer = try await service.book(
                network: network ?? "", plan: plan, run: runOption.run, as: .operator, progress: progress.report)
            let stored = answer.plan.plan
            path = out ?? (isBinary ? "\(stored.networkCode)-\(stored.year).\(format.rawValue)" : "-")
            try await service.write(answer, as: format, to: path, context.phrases)
        }
        guard path != "-" else { return }
        try context.show(FileDocument(file: path), [context.words("export.written", ["file": path])])
    }

    /// Writes a report of each BLK into a folder.
    private func writeAll(into folder: String, _ context: Context) async throws {
        let service = try await context.service(writing: "\(folder)/")
        let progress = context.progress(context.words("export.progress"))
        defer { progress.finish() }
        let reports = try await service.reports(
            network: network, run: runOption.run, plan: plan, as: .operator, progress: progress.report)
        let paths = try await service.write(
            reports, as: format, limit: top, isFull: full, into: folder, context.phrases, progress: progress.report)
        progress.finish()
        try context.show(
            FilesDocument(files: paths),
            [context.words("export.written_all", ["n": context.phrases.numbers.integer(paths.count), "folder": folder])])
    }
}
