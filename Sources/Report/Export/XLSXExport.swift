import Domain
import Foundation

/// Writes rows as an XLSX workbook with typed cells. One sheet explains the columns, and a new sheet begins wherever one is full.
public final class XLSXExport: ExportWriter {
    private let workbook: XLSXWorkbook
    private let columns: [ExportColumn]
    private let title: String
    private let explanation: Explanation
    private var sheet: XLSXSheet?
    private var sheets = 0
    private var row = 0

    /// The words of the sheet that explains the columns, in the reader's language.
    public struct Explanation: Sendable {
        /// The name of the sheet.
        public let sheet: String
        /// The title of the sheet.
        public let title: String
        /// The sentence below the title.
        public let remark: String
        /// The heading of the column of names.
        public let columnTitle: String
        /// The heading of the column of meanings.
        public let meaningTitle: String

        /// Creates the words; every parameter sets the property of the same name.
        public init(sheet: String, title: String, remark: String, columnTitle: String, meaningTitle: String) {
            self.sheet = sheet
            self.title = title
            self.remark = remark
            self.columnTitle = columnTitle
            self.meaningTitle = meaningTitle
        }
    }

    /// Begins the workbook.
    ///
    /// - Parameters:
    ///   - columns: The columns, in their order.
    ///   - title: The name of the sheets that hold the rows.
    ///   - explanation: The words of the sheet that explains the columns.
    ///   - path: Where the file will appear.
    /// - Throws: `WorkbookError` when the folder cannot be written to.
    public init(_ columns: [ExportColumn], title: String, explanation: Explanation, to path: String) throws {
        self.columns = columns
        self.title = title
        self.explanation = explanation
        workbook = try XLSXWorkbook(path)
        try startSheet()
    }

    private func startSheet() throws {
        endSheet()
        sheets += 1
        let sheet = try workbook.addSheet(sheets == 1 ? title : "\(title.prefix(26)) \(sheets)")
        for (index, column) in columns.enumerated() { sheet.text(0, index, column.name, .header) }
        sheet.freeze(above: 1)
        sheet.printsOnA4()
        self.sheet = sheet
        row = 0
    }

    private func endSheet() {
        guard let sheet else { return }
        sheet.filter(0...row, columns: columns.count)
        sheet.fitColumns()
    }

    /// Writes one row.
    ///
    /// - Parameter row: The fields, in the order of the columns.
    /// - Throws: `WorkbookError` when a further sheet cannot be added.
    public func write(_ row: ExportRow) throws {
        if self.row + 1 == XLSXWorkbook.rowLimit { try startSheet() }
        guard let sheet else { return }
        self.row += 1
        let number = self.row
        row.bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            for field in 0..<row.count where !row.isNull(field) {
                let range = row.range(field)
                let start = UnsafeRawPointer(base + range.lowerBound).assumingMemoryBound(to: CChar.self)
                switch columns[field].kind {
                case .integer: sheet.number(number, field, strtod(start, nil))
                case .number: sheet.number(number, field, strtod(start, nil), columns[field].keep?.style ?? .plain)
                case .truth: sheet.truth(number, field, bytes[range.lowerBound] == 0x74)
                case .day:
                    if let day = Day(iso: String(decoding: bytes[range], as: UTF8.self)) {
                        sheet.day(number, field, daysSince1970: Int(day.daysSince1970))
                    }
                case .text, .time, .list, .json:
                    // A text that needs no change is handed over without a copy.
                    if range.count < XLSXWorkbook.textLimit / 4, !bytes[range].contains(where: { $0.mayBeginHidden || $0 == 0x5F }) {
                        sheet.text(number, field, utf8: start, count: range.count)
                    } else {
                        sheet.text(number, field, String(decoding: bytes[range], as: UTF8.self))
                    }
                }
            }
        }
    }

    /// Adds the sheet that explains the columns and ends the file. Without this call nothing appears under its name.
    ///
    /// - Throws: `WorkbookError` when the file cannot be written.
    public func finish() throws {
        endSheet()
        let sheet = try workbook.addSheet(explanation.sheet)
        sheet.text(0, 0, explanation.title, .title)
        sheet.text(1, 0, explanation.remark)
        sheet.text(3, 0, explanation.columnTitle, .header)
        sheet.text(3, 1, explanation.meaningTitle, .header)
        for (index, column) in columns.enumerated() {
            sheet.text(4 + index, 0, column.name)
            sheet.text(4 + index, 1, column.explanation, .wrapped)
        }
        sheet.width(0, 28)
        sheet.width(1, 90)
        sheet.freeze(above: 4)
        sheet.printsOnA4()
        try workbook.close()
    }
}

extension ExportDigits.Keep {
    /// How a workbook shows the numbers.
    fileprivate var style: XLSXWorkbook.Style {
        switch self {
        case .whole: .integer
        case .one: .decimal1
        case .two: .decimal2
        case .three: .decimal3
        case .share: .percent
        case .significant: .plain
        }
    }
}
