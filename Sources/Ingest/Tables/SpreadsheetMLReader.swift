import CSV
import Foundation

/// Reads a sheet of an "XML Spreadsheet 2003" row by row in bounded memory: one file of XML with all sheets, which offices' programs name `.xls`
/// or `.xml`.
///
/// - Source: Microsoft, XML Spreadsheet Reference (Office XP and 2003).
final class SpreadsheetMLReader {
    private let file: OpenFile
    private let part: XMLPart
    private let rows: SpreadsheetMLRows
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private(set) var bytesRead = 0
    /// The sheet that is read.
    let sheet: String

    /// - Throws: `ImportError` when the file is no XML, or has no such sheet.
    init(_ inspection: FileInspection, sheet asked: String?, preferring preferred: String) throws {
        let sheets = try Self.sheets(inspection)
        let named = sheets.first { $0.name.lowercased() == (asked ?? preferred).lowercased() }
        guard let chosen = named ?? (asked == nil ? sheets.first { !$0.isHidden } : nil) else {
            throw ImportError.unknownSheet(asked ?? "", found: sheets.filter { !$0.isHidden }.map(\.name))
        }
        sheet = chosen.name
        file = try OpenFile(inspection.path)
        rows = SpreadsheetMLRows(path: inspection.path, sheet: chosen.name)
        part = try XMLPart(rows, path: inspection.path, encoding: Self.encoding(inspection))
    }

    /// The sheets of the file, in their order.
    private static func sheets(_ inspection: FileInspection) throws -> [(name: String, isHidden: Bool)] {
        let rows = SpreadsheetMLRows(path: inspection.path, sheet: nil)
        let part = try XMLPart(rows, path: inspection.path, encoding: encoding(inspection))
        let file = try OpenFile(inspection.path)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try file.read(into: &buffer)
            try part.feed(buffer, count: count)
            if count == 0 { return rows.sheets }
        }
    }

    /// The names of the sheets that are not hidden, in their order.
    ///
    /// - Throws: `ImportError` when the file cannot be read.
    static func visibleSheets(_ inspection: FileInspection) throws -> [String] {
        try sheets(inspection).filter { !$0.isHidden }.map(\.name)
    }

    private static func encoding(_ inspection: FileInspection) -> String { inspection.isUTF8 ? "UTF-8" : "ISO-8859-1" }

    /// Reads the next row that is not blank.
    ///
    /// - Returns: false at the end of the sheet.
    func next(_ record: inout TableRecord) throws -> Bool {
        while !rows.take(&record) {
            // What stands behind the sheet is other sheets.
            if rows.isDone { return false }
            let count = try file.read(into: &buffer)
            bytesRead += count
            try part.feed(buffer, count: count)
            if count == 0 { rows.isDone = true }
        }
        return true
    }
}

/// Turns the cells of one sheet of an XML spreadsheet into records.
final class SpreadsheetMLRows: XMLHandler {
    private let path: String
    private let wanted: String?
    /// The sheets that were met.
    private(set) var sheets: [(name: String, isHidden: Bool)] = []
    /// Whether the wanted sheet has ended.
    var isDone = false
    private var done: [TableRecord] = []
    private var taken = 0
    private var isInside = false
    private var current = TableRecord()
    private var row = 0
    private var column = 0
    private var span = 0
    private var type = ""
    private var value: [UInt8] = []
    private var isInData = false
    private var isInVisible = false
    private var remarks = 0

    init(path: String, sheet: String?) {
        self.path = path
        wanted = sheet
    }

    /// Hands over the next complete record.
    func take(_ record: inout TableRecord) -> Bool {
        guard taken < done.count else {
            done.removeAll(keepingCapacity: true)
            taken = 0
            return false
        }
        swap(&record, &done[taken])
        taken += 1
        return true
    }

    func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes) throws {
        if isNamed(name, "Worksheet") {
            let title = attributes.string("Name") ?? ""
            isInside = title == wanted && !isDone
            sheets.append((title, false))
            row = 0
        } else if isNamed(name, "Visible") {
            isInVisible = true
            value.removeAll(keepingCapacity: true)
        } else if isInside {
            try startInside(name, attributes)
        }
    }

    private func startInside(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes) throws {
        if isNamed(name, "Row") {
            let number = attributes.integer("Index") ?? row + 1
            guard number > row, number <= FileInspection.sheetRows else {
                throw ImportError.damagedWorkbook(path: path, reason: .rowNumber(after: row))
            }
            row = number
            current.clear()
            current.fields.line = row
            (column, span) = (-1, 0)
        } else if isNamed(name, "Cell") {
            let place = attributes.integer("Index").map { $0 - 1 } ?? column + span + 1
            guard place > column, place < 16_384 else {
                throw ImportError.damagedWorkbook(path: path, reason: .outOfOrder(row: row))
            }
            column = place
            span = min(max(attributes.integer("MergeAcross") ?? 0, 0), 16_384)
        } else if isNamed(name, "Comment") {
            remarks += 1
        } else if isNamed(name, "Data"), remarks == 0 {
            isInData = true
            type = attributes.string("Type") ?? "String"
            value.removeAll(keepingCapacity: true)
        }
    }

    func end(_ name: UnsafePointer<CChar>) throws {
        if isNamed(name, "Visible") {
            isInVisible = false
            let isHidden = String(decoding: value, as: UTF8.self).hasPrefix("SheetHidden") || value.starts(with: "SheetVeryHidden".utf8)
            if isHidden, let last = sheets.indices.last { sheets[last].isHidden = true }
        } else if isNamed(name, "Worksheet") {
            if isInside { isDone = true }
            isInside = false
        } else if isInside {
            if isNamed(name, "Comment") {
                remarks -= 1
            } else if isNamed(name, "Data"), isInData {
                isInData = false
                try place()
            } else if isNamed(name, "Row"), current.fields.bytes.contains(where: { $0 > 0x20 }) || !current.faults.isEmpty {
                done.append(current)
            }
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if isInData || isInVisible, value.count <= CSVReader.recordLimit { value.append(contentsOf: bytes) }
    }

    /// Puts the value of a cell at its place.
    private func place() throws {
        guard column >= 0 else { throw ImportError.damagedWorkbook(path: path, reason: .outOfOrder(row: row)) }
        guard column < CSVReader.columnLimit else {
            throw ImportError.tooManyColumns(found: column + 1, limit: CSVReader.columnLimit)
        }
        while current.fields.ends.count < column { current.fields.ends.append(current.fields.bytes.count) }
        switch type {
        case "Number":
            let text = String(decoding: value, as: UTF8.self)
            if let number = Double(text), number.isFinite {
                let whole = number == number.rounded() && abs(number) < 1e15
                current.fields.bytes.append(contentsOf: (whole ? String(Int64(number)) : String(number)).utf8)
                current.numbers.insert(column)
            } else {
                current.fields.bytes.append(contentsOf: value)
                current.faults.append(TableRecord.Fault(field: column, why: .notANumber))
            }
        case "DateTime": current.fields.bytes.append(contentsOf: value.prefix(10))
        case "Error":
            current.fields.bytes.append(contentsOf: value)
            current.faults.append(TableRecord.Fault(field: column, why: .formulaError(String(decoding: value.prefix(20), as: UTF8.self))))
        default: current.fields.bytes.append(contentsOf: value)
        }
        current.fields.ends.append(current.fields.bytes.count)
        guard current.fields.bytes.count <= CSVReader.recordLimit else {
            throw ImportError.recordTooLong(line: row, limit: CSVReader.recordLimit)
        }
    }
}
