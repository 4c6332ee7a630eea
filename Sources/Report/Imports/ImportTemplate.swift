import Configuration
import Domain
import Foundation
import Ingest

/// An empty sheet to fill in for a kind of data: columns with explanations, choices and examples.
public struct ImportTemplate: Sendable {
    /// The kind of data.
    public let kind: ImportKind
    private let examples: [[String]]
    private let vocabularies: [Vocabulary]

    /// The codes that a column takes, with what they mean.
    private struct Vocabulary: Sendable {
        let column: Int
        /// Whether other values may be typed too.
        let isOpen: Bool
        /// Each code with its name, as a drop-down shows it and an import reads it.
        let items: [String]
    }

    /// The number of rows of examples.
    private static let exampleRows = 3
    /// The most items of a vocabulary that is offered; a longer one is no help in a drop-down.
    private static let longestChoice = 5000

    /// Makes a template with the choices of a database.
    ///
    /// - Parameters:
    ///   - kind: The kind of data.
    ///   - root: Where `config/` lies, whose sample gives the examples.
    ///   - vocabularies: Codes and names by the position of their column.
    /// - Throws: `ConfigurationError` when the sample's file cannot be read or is no table.
    public init(_ kind: ImportKind, root: DataRoot, vocabularies: [Int: [(code: String, name: String)]]) throws {
        self.kind = kind
        examples = try Self.examples(of: kind, root)
        let specification = kind.specification
        self.vocabularies = vocabularies.sorted { $0.key < $1.key }.compactMap { index, items in
            let column = specification.fileColumns[index]
            // A register holds groups of other levels, too, which the column does not take.
            let items = items.filter { column.type.accepts(code: $0.code) }
            guard !items.isEmpty, items.count <= Self.longestChoice, let source = specification.vocabulary(of: column.name) else {
                return nil
            }
            // Regions may be named as well as coded, and so may the groups of titles.
            let isRegion = if case .region = column.type { true } else { false }
            return Vocabulary(
                column: index, isOpen: source.isOpen || isRegion || kind == .titles,
                items: items.map { $0.name == $0.code ? $0.code : $0.code + ColumnType.nameSeparator + $0.name })
        }
    }

    /// The first rows of the sample network's file, by column.
    private static func examples(of kind: ImportKind, _ root: DataRoot) throws -> [[String]] {
        let folder = [.industries, .occupations].contains(kind) ? "" : "sample/"
        let url = root.config.appending(path: "\(folder)\(kind.rawValue).csv")
        guard FileManager.default.fileExists(atPath: url.path) else { return ownExamples[kind] ?? [] }
        let table = try CSVTable(url)
        return table.rows.prefix(exampleRows).map { row in
            kind.specification.fileColumns.map { column in table.header.firstIndex(of: column.name).map { row[$0] } ?? "" }
        }
    }

    /// Examples of kinds of which the sample has no file.
    private static let ownExamples: [ImportKind: [[String]]] = [
        .districts: [["11.01.01", "Bakongan", "11.01"], ["11.01.02", "Kluet Utara", "11.01"]],
        .occupationEmployment: [["32.16", "7", "2017", "187420"], ["32", "7,8,9", "2017", "7411300"]],
        .labourForce: [["32.16", "2017", "1512300", "154100", "1666400"], ["32", "2017", "20551600", "1839400", "22391000"]],
        .grdp: [["32.16", "C", "2017", "constant", "182345.6"], ["32", "M,N", "2017", "constant", "5622.1"]],
        .titles: [["Operator jahit garmen", "8153"], ["Welder SMAW 3G", "7212"]],
    ]

    /// The header of a column, with a star where every row needs a value.
    private func header(_ column: KindSpecification.Column, _ words: Words) -> String {
        column.title(in: kind, words) + (column.required ? "*" : "")
    }

    // MARK: - CSV

    /// The template as CSV, with remarks above the header, which the import skips. Headers are in the language of the words.
    public func csv(_ words: Words) -> String {
        let columns = kind.specification.fileColumns
        var text = "# " + words("template.csv", ["kind": kind.rawValue]) + "\r\n"
        for column in columns {
            text += "# \(header(column, words)): \(column.explanation(of: kind, words))\r\n"
        }
        for row in examples { text += "# " + words("template.example") + ": " + CSVText.line(row) }
        return text + CSVText.line(columns.map { $0.title(in: kind, words) })
    }

    // MARK: - XLSX

    private static let headerRow = 3

    /// Writes the template as a workbook: the sheet to fill in, examples, and the lists behind the drop-downs.
    ///
    /// - Parameters:
    ///   - path: The workbook; it appears when it is complete.
    ///   - words: The language of explanations.
    /// - Throws: `WorkbookError` when the file cannot be written.
    public func writeWorkbook(to path: String, _ words: Words) throws {
        let workbook = try XLSXWorkbook(path)
        try writeForm(to: workbook, fileName: URL(filePath: path).lastPathComponent, words)
        let columns = kind.specification.fileColumns
        let shown = try workbook.addSheet(words("template.sheet.examples"))
        for (index, column) in columns.enumerated() { shown.text(0, index, column.title(in: kind, words), .header) }
        for (row, example) in examples.enumerated() {
            for (index, value) in example.enumerated() where !value.isEmpty {
                switch columns[index].type {
                case .integer, .rupiah, .number:
                    if let number = Double(value) { shown.number(row + 1, index, number, columns[index].type.style) }
                case .day:
                    if let day = Day(iso: value) { shown.day(row + 1, index, daysSince1970: Int(day.daysSince1970)) }
                default: shown.text(row + 1, index, value)
                }
            }
        }
        shown.fitColumns()
        if !vocabularies.isEmpty { try writeChoices(to: workbook, words) }
        try workbook.close()
    }

    private func writeForm(to workbook: XLSXWorkbook, fileName: String, _ words: Words) throws {
        let columns = kind.specification.fileColumns
        let header = Self.headerRow
        let sheet = try workbook.addSheet(kind.rawValue)
        sheet.text(0, 0, words("template.title", ["kind": kind.rawValue]), .title)
        sheet.text(1, 0, words("template.how", ["kind": kind.rawValue, "file": fileName]))
        sheet.height(header - 1, points: 92)
        for (index, column) in columns.enumerated() {
            sheet.text(header - 1, index, column.explanation(of: kind, words), .remark)
            sheet.width(index, 24, column.type.style)
            let form = column.type.form(words)
            switch column.type {
            case .choice(let choices, _):
                sheet.choices(index, from: header + 1, words: choices, title: column.title(in: kind, words), message: form)
            case .integer(let range), .rupiah(let range):
                sheet.range(
                    index, from: header + 1, Double(range.lowerBound)...Double(range.upperBound), isWhole: true,
                    title: column.title(in: kind, words), message: form)
            case .number(let range, _):
                sheet.range(index, from: header + 1, range, isWhole: false, title: column.title(in: kind, words), message: form)
            case .day: sheet.days(index, from: header + 1, title: column.title(in: kind, words), message: form)
            case .text, .code, .region, .list: break
            }
        }
        for (number, vocabulary) in vocabularies.enumerated() {
            let letters = Self.letters(number)
            sheet.choices(
                vocabulary.column, from: header + 1,
                formula: "='\(words("template.sheet.choices"))'!$\(letters)$2:$\(letters)$\(vocabulary.items.count + 1)",
                isOpen: vocabulary.isOpen, title: columns[vocabulary.column].title(in: kind, words),
                message: words("template.choose", ["sheet": words("template.sheet.choices")]))
        }
        for (index, column) in columns.enumerated() { sheet.text(header, index, self.header(column, words), .header) }
        sheet.freeze(above: header + 1)
        sheet.printsOnA4()
    }

    private func writeChoices(to workbook: XLSXWorkbook, _ words: Words) throws {
        let columns = kind.specification.fileColumns
        let list = try workbook.addSheet(words("template.sheet.choices"))
        for (number, vocabulary) in vocabularies.enumerated() {
            list.text(0, number, columns[vocabulary.column].title(in: kind, words), .header)
        }
        for row in 0..<(vocabularies.map(\.items.count).max() ?? 0) {
            for (number, vocabulary) in vocabularies.enumerated() where row < vocabulary.items.count {
                list.text(row + 1, number, vocabulary.items[row])
            }
        }
        list.freeze(above: 1)
        list.fitColumns()
    }

    /// The letters of a column as spreadsheets count them: `A`, `B`, … `Z`, `AA`.
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

extension ColumnType {
    /// How the cells of a column look: numbers are numbers, days are days, and what may begin with a zero is text.
    fileprivate var style: XLSXWorkbook.Style {
        switch self {
        // Years and months are written without separators.
        case .integer(let range): range.upperBound <= 2100 ? .plain : .integer
        case .rupiah: .integer
        case .number(let range, _): range.upperBound < 1000 ? .plain : .integer
        case .day: .day
        case .choice: .plain
        case .text, .code, .region, .list: .asText
        }
    }
}
