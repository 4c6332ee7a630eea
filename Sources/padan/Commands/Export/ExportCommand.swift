import ArgumentParser

struct ExportCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "export",
            abstract: text(
                "Menyimpan laporan, data, dan lembar isian ke berkas.", "Save reports, data and templates to files."),
            subcommands: [ExportReportCommand.self, ExportDataCommand.self, ExportTemplateCommand.self], aliases: ["ekspor"])
    }
}
