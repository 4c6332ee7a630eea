import ArgumentParser
import Configuration
import Foundation
import Ingest
import Report
import Store

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
                Tiap kolom punya judul, penjelasan dan pilihan; lembar kedua berisi contoh. Setelah diisi: padan import JENIS BERKAS
                Contoh: padan export template instructors --format xlsx
                """,
                """
                Each column has a header, an explanation and choices; a second sheet holds examples. When filled in: padan import KIND FILE
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

    /// Rows of examples.
    private static let examples = 3
    /// Vocabularies longer than this are no help in a drop-down.
    private static let longestChoice = 5000

    func run() async throws {
        let context = try common.context()
        let path = out ?? "\(kind.rawValue).\(format.rawValue)"
        switch format {
        case .csv: try ExportCommand.write(try csv(context), to: path, context)
        case .xlsx: try await xlsx(path, context)
        }
        if context.json {
            print(try Console.json(["file": path]))
        } else {
            print(context.words("template.written", ["file": path, "kind": kind.rawValue]))
        }
    }

    /// The first rows of the sample network's file, by column.
    private func exampleRows(_ root: DataRoot) throws -> [[String]] {
        let folder = [.industries, .occupations].contains(kind) ? "" : "sample/"
        let url = root.config.appending(path: "\(folder)\(kind.rawValue).csv")
        guard FileManager.default.fileExists(atPath: url.path) else { return Self.ownExamples[kind] ?? [] }
        let names = kind.specification.columns.map(\.name)
        let lines = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
        let rows = lines.prefix(Self.examples + 1).map { CSVText.fields(String($0)) }
        guard let header = rows.first else { return [] }
        return rows.dropFirst().map { row in
            names.map { name in header.firstIndex(of: name).flatMap { $0 < row.count ? row[$0] : nil } ?? "" }
        }
    }

    private static let ownExamples: [ImportKind: [[String]]] = [
        .districts: [["11.01.01", "Bakongan", "11.01"], ["11.01.02", "Kluet Utara", "11.01"]],
        .titles: [["Operator jahit garmen", "8153"], ["Welder SMAW 3G", "7212"]],
    ]

    /// Remarks above the header, which the import skips.
    private func csv(_ context: Context) throws -> String {
        let columns = kind.specification.columns
        var text = "# " + context.words("template.csv", ["kind": kind.rawValue]) + "\r\n"
        for column in columns {
            text += "# \(column.name)\(column.required ? "*" : ""): \(column.explanation(of: kind, context.words))\r\n"
        }
        for row in try exampleRows(context.root) { text += "# " + context.words("template.example") + ": " + CSVText.line(row) }
        return text + CSVText.line(columns.map(\.name))
    }

    private func xlsx(_ path: String, _ context: Context) async throws {
        let columns = kind.specification.columns
        var vocabularies: [(column: Int, isOpen: Bool, items: [(code: String, name: String)])] = []
        let store = try await Session.open(context).store
        for (index, column) in columns.enumerated() {
            guard let source = kind.specification.vocabulary(of: column.name) else { continue }
            let items = try await store.vocabulary(table: source.table, key: source.key)
            // Regions may be named as well as coded.
            let isRegion = if case .region = column.type { true } else { false }
            if !items.isEmpty, items.count <= Self.longestChoice { vocabularies.append((index, source.isOpen || isRegion, items)) }
        }
        let examples = try exampleRows(context.root)
        let words = context.words
        let workbook = try XLSXWorkbook(path)
        let sheet = try workbook.addSheet(kind.rawValue)
        let header = 3
        sheet.text(0, 0, words("template.title", ["kind": kind.rawValue]), .title)
        sheet.text(1, 0, words("template.how", ["kind": kind.rawValue, "file": URL(filePath: path).lastPathComponent]))
        sheet.height(header - 1, points: 92)
        for (index, column) in columns.enumerated() {
            sheet.text(header - 1, index, column.explanation(of: kind, words), .remark)
            let isText =
                switch column.type {
                case .text, .code, .region, .list: true
                default: false
                }
            let isDay = if case .day = column.type { true } else { false }
            sheet.width(index, 24, isDay ? .day : isText ? .asText : .plain)
            if case .choice(let choices, _) = column.type {
                sheet.choices(
                    index, from: header + 1, words: choices, title: column.name,
                    message: words("template.form.choice", ["list": choices.joined(separator: ", ")]))
            }
        }
        for (number, vocabulary) in vocabularies.enumerated() {
            let letters = Self.letters(2 * number)
            sheet.choices(
                vocabulary.column, from: header + 1,
                formula: "='\(words("template.sheet.choices"))'!$\(letters)$2:$\(letters)$\(vocabulary.items.count + 1)",
                isOpen: vocabulary.isOpen,
                title: columns[vocabulary.column].name, message: words("template.choose", ["sheet": words("template.sheet.choices")]))
        }
        for (index, column) in columns.enumerated() { sheet.text(header, index, column.name + (column.required ? "*" : ""), .header) }
        sheet.freeze(above: header + 1)
        sheet.printsOnA4()

        let shown = try workbook.addSheet(words("template.sheet.examples"))
        for (index, column) in columns.enumerated() { shown.text(0, index, column.name, .header) }
        for (row, example) in examples.enumerated() {
            for (index, value) in example.enumerated() where !value.isEmpty { shown.text(row + 1, index, value) }
        }
        shown.fitColumns()
        if !vocabularies.isEmpty {
            let list = try workbook.addSheet(words("template.sheet.choices"))
            for (number, vocabulary) in vocabularies.enumerated() { list.text(0, 2 * number, columns[vocabulary.column].name, .header) }
            for row in 0..<(vocabularies.map(\.items.count).max() ?? 0) {
                for (number, vocabulary) in vocabularies.enumerated() where row < vocabulary.items.count {
                    list.text(row + 1, 2 * number, vocabulary.items[row].code)
                    list.text(row + 1, 2 * number + 1, vocabulary.items[row].name)
                }
            }
            list.freeze(above: 1)
            list.fitColumns()
        }
        try workbook.close()
    }

    /// `A`, `B`, … `AA` of a column.
    private static func letters(_ column: Int) -> String {
        var left = column
        var text = ""
        repeat {
            text = String(UnicodeScalar(UInt8(0x41 + left % 26))) + text
            left = left / 26 - 1
        } while left >= 0
        return text
    }
}
