import Configuration
import Foundation
import Ingest

/// Where refused rows are written: CSV with a line a fault, or XLSX with the rows themselves, each bad cell marked and with a comment of its own,
/// and all reasons beside the row.
public struct RejectFile: Sendable {
    /// The path; `.xlsx` at its end asks for a workbook.
    public let path: String
    private let words: Words
    /// Rows of one sheet with its header; the rest stands on further sheets.
    private let rowsPerSheet: Int
    /// Cells with comments. libxlsxwriter keeps all comments in memory, so later bad cells are marked only; their reasons stand beside the row.
    private let mostComments: Int

    /// Names a file for refused rows.
    ///
    /// - Parameters:
    ///   - path: The path; `.xlsx` at its end asks for a workbook.
    ///   - words: The language of the reasons.
    public init(_ path: String, _ words: Words) {
        self.init(path, words, rowsPerSheet: XLSXWorkbook.rowLimit, mostComments: 10_000)
    }

    init(_ path: String, _ words: Words, rowsPerSheet: Int, mostComments: Int) {
        self.path = path
        self.words = words
        self.rowsPerSheet = rowsPerSheet
        self.mostComments = mostComments
    }

    /// Writes the whole file or none of it.
    ///
    /// - Parameters:
    ///   - rejections: The faults.
    ///   - source: The file that was loaded.
    ///   - importer: The importer that refused the rows, which reads them again.
    /// - Throws: `ImportError` when the source or the faults cannot be read any more, `OutputFile.Failure` and `WorkbookError` when the file cannot be
    ///   written.
    public func write(_ rejections: Rejections, of source: String, _ importer: Importer) throws {
        if path.lowercased().hasSuffix(".xlsx") { return try writeWorkbook(rejections, of: source, importer) }
        let file = try OutputFile(path == "-" ? nil : path)
        try file.write { $0 += CSVText.line(["line", "column", "value", "reason_code", "reason"]).utf8 }
        try rejections.forEach { item in
            let line = CSVText.line([String(item.line), item.column ?? "", item.value ?? "", item.code, item.sentence(words)])
            try file.write { $0 += line.utf8 }
        }
        try file.finish()
    }

    private func writeWorkbook(_ rejections: Rejections, of source: String, _ importer: Importer) throws {
        let rows = try RejectedRows(source, importer, rejections)
        let workbook = try XLSXWorkbook(path)
        var header = try rows.header()
        var sheet = try startSheet(1, header, workbook)
        var (row, sheets, comments) = (0, 1, 0)
        try rows.forEach { refused in
            let (line, fields, rejections) = (refused.line, refused.fields, refused.rejections)
            // Sheets of one workbook may have other columns each.
            if row + 1 == rowsPerSheet || refused.header != header {
                end(sheet, row, header)
                header = refused.header
                sheets += 1
                sheet = try startSheet(sheets, header, workbook)
                row = 0
            }
            row += 1
            var bad: [Int: [String]] = [:]
            for item in rejections {
                if let column = item.column.flatMap({ header.firstIndex(of: $0) }) { bad[column, default: []].append(item.sentence(words)) }
            }
            for (column, field) in fields.enumerated() {
                let style: XLSXWorkbook.Style = bad[column] == nil ? .plain : .refused
                if field.isNumber, let number = Double(field.text) {
                    sheet.number(row, column, number, style)
                } else if !field.text.isEmpty || bad[column] != nil {
                    sheet.text(row, column, field.text, style)
                }
                if let reasons = bad[column], comments < mostComments {
                    sheet.comment(row, column, reasons.joined(separator: "\n"))
                    comments += 1
                }
            }
            sheet.number(row, header.count, Double(line))
            sheet.text(
                row, header.count + 1,
                rejections.map { [$0.column ?? "", $0.sentence(words)].filter { !$0.isEmpty }.joined(separator: ": ") }.joined(
                    separator: "; "))
        }
        end(sheet, row, header)
        try workbook.close()
    }

    private func startSheet(_ number: Int, _ header: [String], _ workbook: XLSXWorkbook) throws -> XLSXSheet {
        let name = words("rejects.sheet")
        let sheet = try workbook.addSheet(number == 1 ? name : "\(name) \(number)")
        for (column, title) in header.enumerated() { sheet.text(0, column, title, .header) }
        sheet.text(0, header.count, words("rejects.column.line"), .header)
        sheet.text(0, header.count + 1, words("rejects.column.reason"), .header)
        sheet.freeze(above: 1)
        return sheet
    }

    private func end(_ sheet: XLSXSheet, _ row: Int, _ header: [String]) {
        if row > 0 { sheet.filter(0...row, columns: header.count + 2) }
        sheet.fitColumns()
    }
}
