import ArgumentParser
import Foundation
import Report

enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case html, csv, json
}

struct ExportCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "export",
            abstract: text("Menyimpan laporan, data dan lembar isian ke berkas.", "Save reports, data and templates to files."),
            subcommands: [ReportCommand.self, ExportDataCommand.self], aliases: ["ekspor"])
    }

    struct ReportCommand: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "report",
                abstract: text("Laporan satu BLK sebagai HTML, CSV atau JSON.", "One BLK's report as HTML, CSV or JSON."),
                discussion: text(
                    "Contoh: padan export report --blk BLK-KRW --format html --out laporan.html",
                    "Example: padan export report --blk BLK-KRW --format html --out report.html"),
                aliases: ["laporan"])
        }
        @OptionGroup var common: CommonOptions
        @OptionGroup var runOption: RunOption
        @Option(help: ArgumentHelp(text("Kode atau nama BLK.", "Code or name of the BLK."))) var blk: String
        @Option(help: ArgumentHelp(text("Bentuk berkas.", "Format.")))
        var format = ReportFormat.html
        @Option(
            help: ArgumentHelp(
                text("Berkas tujuan; - untuk keluaran baku.", "The file to write; - for standard output."), valueName: "file"))
        var out = "-"
        @Option(help: ArgumentHelp(text("Banyak program dalam tabel HTML.", "Programmes in the HTML table."))) var top = 15

        func run() async throws {
            let context = try common.context()
            let session = try await Session.open(context)
            let stages = Stages(context: context, session: session)
            let report = try await RecommendCommand.report(try await stages.blk(blk), run: runOption.run, stages)
            let content = try ExportCommand.content(report, format, top: top, context)
            if out == "-" {
                FileHandle.standardOutput.write(Data(content.utf8))
                return
            }
            try ExportCommand.write(content, to: out, context)
            if context.json {
                print(try Console.json(["file": out]))
            } else {
                print(context.words("export.written", ["file": out]))
            }
        }
    }

    static func content(_ report: BlkReport, _ format: ReportFormat, top: Int, _ context: Context) throws -> String {
        switch format {
        case .html: try report.html(context.phrases, root: context.root, limit: top)
        case .csv: report.csv()
        case .json: try Console.json(report.document(limit: nil)) + "\n"
        }
    }

    /// Writes the whole file or none of it.
    static func write(_ content: String, to path: String, _ context: Context) throws {
        do {
            try Data(content.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw CommandFailure.failure(context.words("export.not_written", ["file": path, "reason": error.localizedDescription]))
        }
    }
}
