import ArgumentParser
import Foundation
import Report

struct ExportCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "export",
            abstract: text(
                "Menyimpan laporan, data dan lembar isian ke berkas.", "Save reports, data and templates to files."),
            subcommands: [ExportReportCommand.self, ExportDataCommand.self, ExportTemplateCommand.self], aliases: ["ekspor"])
    }

    /// Writes the whole file or none of it.
    static func write(_ content: String, to path: String, _ context: Context) throws {
        try write(Data(content.utf8), to: path, context)
    }

    static func write(_ content: Data, to path: String, _ context: Context) throws {
        do {
            try content.write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw CommandFailure.failure(context.words("export.not_written", ["file": path, "reason": error.localizedDescription]))
        }
    }
}
