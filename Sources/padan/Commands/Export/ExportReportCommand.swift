import Allocation
import ArgumentParser
import Domain
import Foundation
import Report
import Store

enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case html, pdf, xlsx, csv, json
}

/// A report for the printer: of one BLK, or of a network.
struct ExportReportCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "report",
            abstract: text("Laporan satu BLK, atau buku satu jejaring.", "One BLK's report, or a network's book."),
            discussion: text(
                """
                Laporan BLK: html, pdf, csv, json. Buku jejaring: html, pdf, xlsx. PDF memerlukan paket Debian 'weasyprint'.
                Kalimat ada di config/words.id.yaml, tata letak dan logo di config/templates/.

                Contoh:
                  padan export report --blk UPTD-KRW --format pdf
                  padan export report --network BBPLK-BKS --format xlsx --out jejaring.xlsx
                """,
                """
                A BLK's report: html, pdf, csv, json. A network's book: html, pdf, xlsx. PDF needs the Debian package 'weasyprint'.
                Sentences are in config/words.en.yaml, layout and logo in config/templates/.

                Examples:
                  padan export report --blk UPTD-KRW --format pdf
                  padan export report --network BBPLK-BKS --format xlsx --out network.xlsx
                """),
            aliases: ["laporan"])
    }

    @OptionGroup var common: CommonOptions
    @OptionGroup var runOption: RunOption
    @Option(help: ArgumentHelp(text("Kode atau nama BLK.", "Code or name of the BLK."))) var blk: String?
    @Option(help: ArgumentHelp(text("Kode BBPLK pembina jejaring.", "Code of the BBPLK that leads the network."), valueName: "bbplk"))
    var network: String?
    @Option(help: ArgumentHelp(text("Nomor rencana; biasanya yang terakhir.", "Number of a plan; usually the latest."))) var plan: Int?
    @Option(help: ArgumentHelp(text("Bentuk berkas.", "Format.")))
    var format = ReportFormat.html
    @Option(
        help: ArgumentHelp(
            text(
                "Berkas tujuan; - untuk keluaran baku. PDF dan XLSX biasanya KODE.pdf, KODE.xlsx.",
                "The file to write; - for standard output. PDF and XLSX are usually CODE.pdf, CODE.xlsx."), valueName: "file"))
    var out: String?
    @Option(help: ArgumentHelp(text("Banyak program dalam tabel.", "Programmes in the table."))) var top = 10

    func validate() throws {
        guard top > 0 else { throw ValidationError(text("--top harus lebih dari 0", "--top must be above 0")) }
        if let network, !network.isEmpty, [.csv, .json].contains(format) {
            throw ValidationError(
                text("buku jejaring berbentuk html, pdf atau xlsx", "a network's book is html, pdf or xlsx"))
        }
        if blk != nil, format == .xlsx {
            throw ValidationError(
                text("laporan BLK berbentuk html, pdf, csv atau json", "a BLK's report is html, pdf, csv or json"))
        }
    }

    func run() async throws {
        let context = try common.context()
        guard (blk == nil) != (network == nil) else { throw CommandFailure.usage(context.words("export.needs_one")) }
        let isBinary = format == .pdf || format == .xlsx
        if isBinary, out == "-" { throw CommandFailure.usage(context.words("export.not_stdout", ["format": format.rawValue])) }
        let session = try await Session.open(context)
        let stages = Stages(context: context, session: session)
        let path: String
        if let blk {
            let found = try await stages.blk(blk)
            path = out ?? (isBinary ? "\(found.code).\(format.rawValue)" : "-")
            let chosen: StoredPlan? = if let plan { try await stages.plan(plan) } else { nil }
            let report = try await stages.report(found, run: runOption.run, plan: chosen)
            try Self.write(report, format, top: top, to: path, context)
        } else {
            let book = try await stages.book(network: network ?? "", plan: plan, scoringRun: runOption.run)
            path = out ?? (isBinary ? "\(book.tables.plan.networkCode)-\(book.tables.plan.year).\(format.rawValue)" : "-")
            try Self.write(book, format, to: path, context)
        }
        guard path != "-" else { return }
        if context.json {
            print(try Console.json(["file": path]))
        } else {
            print(context.words("export.written", ["file": path]))
        }
    }

    /// - Parameter path: `-` for standard output, which PDF cannot go to.
    static func write(_ report: BlkReport, _ format: ReportFormat, top: Int, to path: String, _ context: Context) throws {
        switch format {
        case .html: try write(report.html(context.phrases, root: context.root, limit: top), to: path, context)
        case .pdf: try Weasyprint.write(report.html(context.phrases, root: context.root, limit: top), to: path, context)
        case .csv: try write(report.csv(), to: path, context)
        case .json: try write(try Console.json(report.document(limit: nil)) + "\n", to: path, context)
        case .xlsx: break
        }
    }

    static func write(_ book: NetworkBook, _ format: ReportFormat, to path: String, _ context: Context) throws {
        switch format {
        case .html: try write(book.html(root: context.root), to: path, context)
        case .pdf: try Weasyprint.write(book.html(root: context.root), to: path, context)
        case .xlsx: try book.write(to: path)
        case .csv, .json: break
        }
    }

    private static func write(_ content: String, to path: String, _ context: Context) throws {
        if path == "-" {
            FileHandle.standardOutput.write(Data(content.utf8))
        } else {
            try ExportCommand.write(content, to: path, context)
        }
    }
}
