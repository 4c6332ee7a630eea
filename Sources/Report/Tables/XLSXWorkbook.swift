import CXlsxWriter
import Domain
import Files
import Foundation

/// Why a workbook was not written.
public enum WorkbookError: Error, Equatable, CustomStringConvertible {
    /// The file cannot be written, for the reason that the system or libxlsxwriter gives.
    case notWritten(path: String, reason: String)
    /// The workbook was closed already: its file is complete, and nothing can be added to it.
    case closed(path: String)

    /// The reason in English, for logs.
    public var description: String {
        switch self {
        case .notWritten(let path, let reason): "\(path) could not be written: \(reason)"
        case .closed(let path): "\(path) is complete already; nothing can be added to it"
        }
    }
}

/// Writes an XLSX file sheet by sheet and row by row, in constant memory.
///
/// Text is written as text whatever it begins with, so that no spreadsheet takes it for a formula. The file appears under its
/// name when it is complete, and not at all when something fails.
public final class XLSXWorkbook {
    /// The number of rows that a sheet can hold, the header included.
    public static let rowLimit = 1_048_576
    static let textLimit = 32_767

    /// The looks of a cell.
    public enum Style: Int, CaseIterable {
        case plain, header, title, remark, integer, decimal1, decimal2, decimal3, percent, day, total, totalNumber, wrapped, refused, good,
            bad, asText
    }

    private let workbook: UnsafeMutablePointer<lxw_workbook>
    private var formats: [UnsafeMutablePointer<lxw_format>?] = []
    private let path: String
    private let file: UnfinishedFile
    /// Whether libxlsxwriter has freed what sheets and formats point into.
    fileprivate private(set) var isClosed = false
    private var names: Set<String> = []

    /// Creates a workbook without sheets, which has no name until it is closed.
    ///
    /// - Parameter path: Where the file will appear.
    /// - Throws: `WorkbookError` when the file cannot be made.
    public init(_ path: String) throws {
        self.path = path
        // The library writes the file only when the workbook is closed, but a folder that cannot be written to should be known
        // before the rows are read.
        do {
            file = try UnfinishedFile(path, isOpenedByPath: true)
        } catch FileError.notWritten(let path, let reason) {
            throw WorkbookError.notWritten(path: path, reason: reason)
        }
        var options = lxw_workbook_options()
        options.constant_memory = 1
        options.use_zip64 = 1
        guard let workbook = workbook_new_opt(file.pathForPrograms, &options) else {
            throw WorkbookError.notWritten(path: path, reason: "memory")
        }
        self.workbook = workbook
        // The day of making is fixed, so that the same rows give the same bytes.
        var properties = lxw_doc_properties()
        properties.created = 1_514_764_800
        workbook_set_properties(workbook, &properties)
        formats = Style.allCases.map { Self.format($0, workbook) }
    }

    deinit {
        if !isClosed { workbook_close(workbook) }
    }

    private static func format(_ style: Style, _ workbook: UnsafeMutablePointer<lxw_workbook>) -> UnsafeMutablePointer<lxw_format>? {
        guard style != .plain, let format = workbook_add_format(workbook) else { return nil }
        switch style {
        case .plain: break
        case .header:
            format_set_bold(format)
            format_set_text_wrap(format)
            format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
            format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
            format_set_bg_color(format, 0xE7E6E6)
        case .title:
            format_set_bold(format)
            format_set_font_size(format, 14)
        case .remark:
            format_set_font_color(format, 0x444444)
            format_set_text_wrap(format)
            format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        case .integer: format_set_num_format(format, "#,##0")
        case .decimal1: format_set_num_format(format, "#,##0.0")
        case .decimal2: format_set_num_format(format, "#,##0.00")
        case .decimal3: format_set_num_format(format, "#,##0.000")
        case .percent: format_set_num_format(format, "0.0%")
        case .day: format_set_num_format(format, "yyyy-mm-dd")
        case .total: format_set_bold(format)
        case .totalNumber:
            format_set_bold(format)
            format_set_num_format(format, "#,##0")
        case .wrapped:
            format_set_text_wrap(format)
            format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        case .refused:
            format_set_bg_color(format, 0xFFC7CE)
            format_set_font_color(format, 0x9C0006)
            format_set_bold(format)
        case .asText: format_set_num_format(format, "@")
        case .good: format_set_font_color(format, 0x006100)
        case .bad: format_set_font_color(format, 0x9C0006)
        }
        return format
    }

    func format(_ style: Style) -> UnsafeMutablePointer<lxw_format>? { formats[style.rawValue] }

    /// Adds a sheet behind the others.
    ///
    /// - Parameter name: The sheet's name. What Excel does not allow in it is changed; a name that is taken gets a number.
    /// - Returns: The sheet, which keeps the workbook alive and can be written to until the workbook is closed.
    /// - Throws: `WorkbookError` when the workbook is closed or the sheet cannot be added.
    public func addSheet(_ name: String) throws -> XLSXSheet {
        guard !isClosed else { throw WorkbookError.closed(path: path) }
        var plain = String(name.visible().map { "[]:*?/\\".contains($0) ? " " : $0 }.prefix(31)).trimmingCharacters(in: ["'", " "])
        if plain.isEmpty { plain = "Sheet" }
        var unique = plain
        var number = 2
        while names.contains(unique.lowercased()) {
            unique = "\(plain.prefix(28)) \(number)"
            number += 1
        }
        names.insert(unique.lowercased())
        guard let sheet = workbook_add_worksheet(workbook, unique) else {
            throw WorkbookError.notWritten(path: path, reason: "the sheet '\(unique)' could not be added")
        }
        return XLSXSheet(sheet, name: unique, workbook: self)
    }

    /// Writes the file under its name. Sheets cannot be written to afterwards.
    ///
    /// - Throws: `WorkbookError` when the file cannot be written, or the workbook was closed before.
    public func close() throws {
        guard !isClosed else { throw WorkbookError.closed(path: path) }
        isClosed = true
        let status = workbook_close(workbook)
        guard status == LXW_NO_ERROR else {
            throw WorkbookError.notWritten(path: path, reason: lxw_strerror(status).map { String(cString: $0) } ?? "unknown")
        }
        do {
            try file.finish()
        } catch FileError.notWritten(let path, let reason) {
            throw WorkbookError.notWritten(path: path, reason: reason)
        }
    }
}

/// One sheet; rows are written from top to bottom.
///
/// A sheet keeps its workbook alive. Writing to a sheet of a closed workbook stops the program, because the memory of the sheet is
/// freed by then.
public final class XLSXSheet {
    private let worksheet: UnsafeMutablePointer<lxw_worksheet>
    private let workbook: XLSXWorkbook
    /// The name of the sheet in the workbook.
    public let name: String
    private var widths: [Int] = []

    init(_ sheet: UnsafeMutablePointer<lxw_worksheet>, name: String, workbook: XLSXWorkbook) {
        worksheet = sheet
        self.workbook = workbook
        self.name = name
    }

    /// The sheet in libxlsxwriter, which lives until the workbook is closed.
    private var sheet: UnsafeMutablePointer<lxw_worksheet> {
        precondition(!workbook.isClosed, "the sheet '\(name)' belongs to a workbook that is closed")
        return worksheet
    }

    /// Writes a text into a cell; a text that is too long for Excel is cut. Control characters, most of which cannot stand in XML, are shown in
    /// their visible form.
    public func text(_ row: Int, _ column: Int, _ text: String, _ style: XLSXWorkbook.Style = .plain) {
        var text = text.replacing("\r\n", with: "\n").visible(keeping: ["\n", "\t"])
        if text.utf16.count > XLSXWorkbook.textLimit { text = text.prefix(XLSXWorkbook.textLimit / 2) + "…" }
        if style != .title, style != .remark { widen(column, text.count) }
        // A text that looks like the escaped form of a character that XML cannot hold would be read as that character.
        if text.contains("_x") { text = text.replacing(/_(?=x[0-9A-Fa-f]{4}_)/, with: "_x005F_") }
        worksheet_write_string(sheet, UInt32(row), UInt16(column), text, workbook.format(style))
    }

    /// Writes a text that ends in a zero byte and holds neither hidden characters nor `_`.
    func text(_ row: Int, _ column: Int, utf8 bytes: UnsafePointer<CChar>, count: Int) {
        widen(column, count)
        worksheet_write_string(sheet, UInt32(row), UInt16(column), bytes, nil)
    }

    /// Writes a number into a cell; NaN and the infinities leave it empty.
    public func number(_ row: Int, _ column: Int, _ value: Double, _ style: XLSXWorkbook.Style = .plain) {
        guard value.isFinite else { return }
        worksheet_write_number(sheet, UInt32(row), UInt16(column), value, workbook.format(style))
    }

    /// Writes a truth value into a cell.
    public func truth(_ row: Int, _ column: Int, _ value: Bool) {
        worksheet_write_boolean(sheet, UInt32(row), UInt16(column), value ? 1 : 0, nil)
    }

    /// Writes a day into a cell, which is given as the number of days since 1970-01-01.
    public func day(_ row: Int, _ column: Int, daysSince1970 days: Int) {
        widen(column, 10)
        worksheet_write_number(sheet, UInt32(row), UInt16(column), Double(days + 25_569), workbook.format(.day))
    }

    /// Attaches a remark to a cell, which spreadsheets show beside it. Remarks stay in memory until the workbook is closed.
    public func comment(_ row: Int, _ column: Int, _ text: String) {
        let text = text.visible(keeping: ["\n"]).prefix(XLSXWorkbook.textLimit / 2)
        worksheet_write_comment(sheet, UInt32(row), UInt16(column), String(text))
    }

    private func widen(_ column: Int, _ count: Int) {
        while widths.count <= column { widths.append(0) }
        if count > widths[column] { widths[column] = count }
    }

    /// Makes every column as wide as its longest text, between the least and the most number of characters.
    public func fitColumns(least: Int = 9, most: Int = 48) {
        for (column, width) in widths.enumerated() {
            worksheet_set_column(
                sheet, UInt16(column), UInt16(column), Double(min(max(width + 2, least), most)), nil)
        }
    }

    /// Sets the width of a column in characters, and the look of its empty cells.
    public func width(_ column: Int, _ characters: Int, _ style: XLSXWorkbook.Style = .plain) {
        worksheet_set_column(sheet, UInt16(column), UInt16(column), Double(characters), workbook.format(style))
    }

    /// Sets the height of a row in points.
    public func height(_ row: Int, points: Double) { worksheet_set_row(sheet, UInt32(row), points, nil) }

    /// Keeps the rows above `row` on the screen, and repeats the row before it on every printed page.
    public func freeze(above row: Int) {
        worksheet_freeze_panes(sheet, UInt32(row), 0)
        worksheet_repeat_rows(sheet, UInt32(row - 1), UInt32(row - 1))
    }

    /// Adds a filter to a header row and the rows below it, over the first columns.
    public func filter(_ rows: ClosedRange<Int>, columns: Int) {
        worksheet_autofilter(sheet, UInt32(rows.lowerBound), 0, UInt32(rows.upperBound), UInt16(columns - 1))
    }

    /// Prints the sheet on A4, as wide as one page, with page numbers.
    public func printsOnA4(landscape: Bool = true) {
        worksheet_set_paper(sheet, 9)
        if landscape { worksheet_set_landscape(sheet) }
        worksheet_fit_to_pages(sheet, 1, 0)
        worksheet_set_footer(sheet, "&L&A&R&P / &N")
    }

    /// Offers words for the cells of a column from a row downwards; other words are refused with a sentence.
    ///
    /// - Parameters:
    ///   - column: The column.
    ///   - row: The first row that offers the words.
    ///   - words: The words.
    ///   - formula: The range of a sheet that holds the words, instead of `words`.
    ///   - isOpen: Whether other words are taken as well.
    ///   - title: The title of the refusal.
    ///   - message: The sentence of the refusal.
    public func choices(
        _ column: Int, from row: Int, words: [String] = [], formula: String? = nil, isOpen: Bool = false, title: String, message: String
    ) {
        var validation = lxw_data_validation()
        validation.show_error = UInt8((isOpen ? LXW_VALIDATION_OFF : LXW_VALIDATION_ON).rawValue)
        validation.dropdown = UInt8(LXW_VALIDATION_ON.rawValue)
        if let formula {
            validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
            withCString(formula) {
                validation.value_formula = $0
                add(&validation, column, from: row, title, message)
            }
        } else {
            validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
            var list: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
            defer { for word in list { free(word) } }
            list.withUnsafeMutableBufferPointer {
                validation.value_list = $0.baseAddress
                add(&validation, column, from: row, title, message)
            }
        }
    }

    /// Warns of what is no number of a range in the cells of a column from a row downwards.
    public func range(_ column: Int, from row: Int, _ range: ClosedRange<Double>, isWhole: Bool, title: String, message: String) {
        var validation = lxw_data_validation()
        validation.show_error = UInt8(LXW_VALIDATION_ON.rawValue)
        validation.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue)
        validation.validate = UInt8((isWhole ? LXW_VALIDATION_TYPE_INTEGER : LXW_VALIDATION_TYPE_DECIMAL).rawValue)
        validation.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
        validation.minimum_number = range.lowerBound
        validation.maximum_number = range.upperBound
        add(&validation, column, from: row, title, message)
    }

    /// Warns of what is no day from 1950 on in the cells of a column from a row downwards.
    public func days(_ column: Int, from row: Int, title: String, message: String) {
        var validation = lxw_data_validation()
        validation.show_error = UInt8(LXW_VALIDATION_ON.rawValue)
        validation.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue)
        validation.validate = UInt8(LXW_VALIDATION_TYPE_DATE.rawValue)
        validation.criteria = UInt8(LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO.rawValue)
        validation.value_datetime = lxw_datetime(year: 1950, month: 1, day: 1, hour: 0, min: 0, sec: 0)
        add(&validation, column, from: row, title, message)
    }

    /// Adds a check to the cells of a column from a row downwards; empty cells pass.
    private func add(_ validation: inout lxw_data_validation, _ column: Int, from row: Int, _ title: String, _ message: String) {
        validation.ignore_blank = UInt8(LXW_VALIDATION_ON.rawValue)
        validation.show_input = UInt8(LXW_VALIDATION_ON.rawValue)
        withCString(String(title.prefix(32))) { title in
            withCString(String(message.prefix(255))) { message in
                validation.error_title = title
                validation.error_message = message
                worksheet_data_validation_range(
                    sheet, UInt32(row), UInt16(column), UInt32(XLSXWorkbook.rowLimit - 1), UInt16(column), &validation)
            }
        }
    }

    private func withCString(_ text: String, _ body: (UnsafeMutablePointer<CChar>) -> Void) {
        var bytes = Array(text.utf8CString)
        bytes.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { body(base) } }
    }
}
