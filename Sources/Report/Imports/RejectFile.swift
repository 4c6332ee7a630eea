import Configuration
import Foundation
import Ingest

/// Where refused rows are written: CSV with a line a fault, or XLSX with the rows themselves, their bad cells marked and the reasons beside
/// them.
public struct RejectFile: Sendable {
    /// The path; `.xlsx` at its end asks for a workbook.
    public let path: String
    private let words: Words

    /// Names a file for refused rows.
    ///
    /// - Parameters:
    ///   - path: The path; `.xlsx` at its end asks for a workbook.
    ///   - words: The language of the reasons.
    public init(_ path: String, _ words: Words) {
        self.path = path
        self.words = words
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
        var rows = try RejectedRows(source, importer, rejections)
        let workbook = try XLSXWorkbook(path)
        let sheet = try workbook.addSheet(words("rejects.sheet"))
        for (column, title) in rows.header.enumerated() { sheet.text(0, column, title, .header) }
        let width = rows.header.count
        sheet.text(0, width, words("rejects.column.line"), .header)
        sheet.text(0, width + 1, words("rejects.column.reason"), .header)
        var row = 0
        let header = rows.header
        try rows.forEach { line, fields, rejections in
            guard row + 1 < XLSXWorkbook.rowLimit else { return }
            row += 1
            let bad = Set(rejections.compactMap { item in item.column.flatMap { header.firstIndex(of: $0) } })
            for (column, field) in fields.enumerated() {
                let style: XLSXWorkbook.Style = bad.contains(column) ? .refused : .plain
                if field.isNumber, let number = Double(field.text) {
                    sheet.number(row, column, number, style)
                } else if !field.text.isEmpty || bad.contains(column) {
                    sheet.text(row, column, field.text, style)
                }
            }
            sheet.number(row, width, Double(line))
            sheet.text(
                row, width + 1,
                rejections.map { [$0.column ?? "", $0.sentence(words)].filter { !$0.isEmpty }.joined(separator: ": ") }.joined(
                    separator: "; "))
        }
        sheet.freeze(above: 1)
        if row > 0 { sheet.filter(0...row, columns: width + 2) }
        sheet.fitColumns()
        try workbook.close()
    }
}
