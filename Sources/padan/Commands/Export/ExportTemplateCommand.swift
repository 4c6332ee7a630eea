import ArgumentParser
import Report
import Service

/// The names of the formats of `export template`.
enum TemplateFormat: String, ExpressibleByArgument, CaseIterable {
    case xlsx, csv
}

/// An empty sheet for a kind of data, ready to be filled in.
struct ExportTemplateCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "template",
            abstract: text("Lembar isian kosong untuk satu jenis data.", "An empty sheet to fill in for a kind of data."),
            discussion: text(
                """
                Setiap kolom mempunyai judul, penjelasan, dan pilihan: istilah yang tetap, serta kode dan nama yang ada dalam basis data. Lembar kedua
                berisi contoh. Judul berbahasa Inggris: --lang en. Setelah diisi: padan import JENIS BERKAS
                Contoh: padan export template instructors --format xlsx
                """,
                """
                Each column has a header, an explanation and choices: fixed words, and the codes and names that the database holds. A second sheet
                holds examples. Headers are in the language of --lang. When filled in: padan import KIND FILE
                Example: padan export template instructors --format xlsx
                """),
            aliases: ["isian"])
    }

    @OptionGroup var common: CommonOptions
    @Argument(help: ArgumentHelp(text("Jenis data.", "Kind of data."))) var kind: ImportKind
    @Option(help: ArgumentHelp(text("Bentuk berkas.", "Format."))) var format = TemplateFormat.xlsx
    @Option(
        help: ArgumentHelp(
            text("Berkas tujuan; biasanya JENIS.xlsx atau JENIS.csv.", "The file to write; usually KIND.xlsx or KIND.csv."),
            valueName: "file"))
    var out: String?

    func run() async throws {
        let context = try common.context()
        let path = out ?? "\(kind.rawValue).\(format.rawValue)"
        let template = try await context.service(writing: path).template(of: kind, as: .operator)
        switch format {
        case .csv: try OutputFile.write(template.csv(context.words), to: path)
        case .xlsx: try template.writeWorkbook(to: path, context.words)
        }
        // What is written to the screen is the template alone.
        guard path != "-" else { return }
        try context.show(
            FileDocument(file: path), [context.words("template.written", ["file": path, "kind": kind.rawValue])])
    }
}
