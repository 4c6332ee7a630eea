import CSV
import Domain
import Foundation

/// Reads a sheet of an XLSX workbook row by row in bounded memory.
///
/// Reads shared and inline texts, numbers, days, truth values and the stored results of formulas. What a cell shows decides: a number in a
/// day's format is a day. Memory holds the workbook's shared texts (at most 256 MiB) and a few rows.
///
/// - Source: ECMA-376, part 1, 18.3.
final class XLSXReader {
    private let archive: ZipArchive
    private let part: XMLPart
    private let rows: SheetRows
    private let size: Int
    private var buffer = [UInt8](repeating: 0, count: 1 << 15)
    private var atEnd = false
    /// The sheet that is read.
    let sheet: String

    init(_ inspection: FileInspection, sheet asked: String?, preferring preferred: String) throws {
        let path = inspection.path
        archive = try ZipArchive(path)
        size = inspection.size
        let parts = try WorkbookParts(archive, path: path)
        let visible = parts.sheets.filter { !$0.isHidden }
        let named = parts.sheets.first { $0.name.lowercased() == (asked ?? preferred).lowercased() }
        guard let chosen = named ?? (asked == nil ? visible.first : nil) else {
            throw ImportError.unknownSheet(asked ?? "", found: visible.map(\.name))
        }
        sheet = chosen.name
        let formats = CellFormats()
        if let styles = parts.styles { _ = try archive.parse(styles, formats, path: path) }
        let strings = SharedStrings(path: path)
        if let shared = parts.sharedStrings { _ = try archive.parse(shared, strings, path: path) }
        rows = SheetRows(path: path, strings: strings, formats: formats, countsFrom1904: parts.countsFrom1904)
        part = try XMLPart(rows, path: path)
        guard try archive.open(chosen.part) else {
            throw ImportError.damagedWorkbook(path: path, reason: .sheetMissing(chosen.name))
        }
    }

    /// The names of the sheets that are not hidden, in their order.
    ///
    /// - Throws: `ImportError` when the file is no workbook that can be read.
    static func visibleSheets(_ inspection: FileInspection) throws -> [String] {
        try WorkbookParts(ZipArchive(inspection.path), path: inspection.path).sheets.filter { !$0.isHidden }.map(\.name)
    }

    /// Bytes of the file used so far, as the share of the sheet that was read.
    var bytesRead: Int {
        // The size is the archive's own word, which may be smaller than what it unpacks to.
        archive.uncompressedSize == 0 ? 0 : Int(min(1, Double(archive.bytesRead) / Double(archive.uncompressedSize)) * Double(size))
    }

    /// Reads the next row that is not blank.
    ///
    /// - Returns: false at the end of the sheet.
    func next(_ record: inout TableRecord) throws -> Bool {
        while !rows.take(&record) {
            if atEnd { return false }
            let count = try archive.read(into: &buffer)
            try part.feed(buffer, count: count)
            atEnd = count == 0
        }
        return true
    }
}

/// Turns a sheet's cells into records.
final class SheetRows: XMLHandler {
    private enum Kind { case number, shared, inline, formulaText, truth, fault, day }

    private let path: String
    private let strings: SharedStrings
    private let formats: CellFormats
    private let dayOffset: Int
    private let countsFrom1904: Bool
    /// Records that are complete, in order; those before `taken` were handed out.
    private var done: [TableRecord] = []
    private var taken = 0
    private var used = 0
    private var current = TableRecord()
    private var row = 0
    private var column = -1
    private var kind = Kind.number
    private var style = 0
    private var value: [UInt8] = []
    private var hasFormula = false
    private var inValue = false
    private var phonetic = 0

    init(path: String, strings: SharedStrings, formats: CellFormats, countsFrom1904: Bool) {
        self.path = path
        self.strings = strings
        self.formats = formats
        self.countsFrom1904 = countsFrom1904
        // Serial 0 of the 1900 system is 1899-12-30 from March 1900 on, because it counts a 29 February 1900.
        dayOffset = countsFrom1904 ? -24_107 : -25_569
    }

    /// Hands over the next complete record.
    func take(_ record: inout TableRecord) -> Bool {
        guard taken < used else {
            taken = 0
            used = 0
            return false
        }
        swap(&record, &done[taken])
        taken += 1
        return true
    }

    func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes) throws {
        if isNamed(name, "c") {
            try startCell(attributes)
        } else if isNamed(name, "v") || (isNamed(name, "t") && phonetic == 0) {
            inValue = true
        } else if isNamed(name, "f") {
            hasFormula = true
        } else if isNamed(name, "row") {
            row = try rowNumber(attributes)
            current.clear()
            current.fields.line = row
            current.countsFrom1904 = countsFrom1904
            column = -1
        } else if isNamed(name, "rPh") {
            phonetic += 1
        }
    }

    func end(_ name: UnsafePointer<CChar>) throws {
        if isNamed(name, "c") {
            try endCell()
        } else if isNamed(name, "v") || isNamed(name, "t") {
            inValue = false
        } else if isNamed(name, "row") {
            endRow()
        } else if isNamed(name, "rPh") {
            phonetic -= 1
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if inValue, value.count <= CSVReader.recordLimit { value.append(contentsOf: bytes) }
    }

    /// The number of the row that begins: its own, or the next one. Rows rise; a sheet has at most 1,048,576.
    private func rowNumber(_ attributes: XMLAttributes) throws -> Int {
        let number = attributes["r"] == nil ? row + 1 : attributes.integer("r") ?? 0
        guard number > row, number <= FileInspection.sheetRows else {
            throw ImportError.damagedWorkbook(path: path, reason: .rowNumber(after: row))
        }
        return number
    }

    private func startCell(_ attributes: XMLAttributes) throws {
        var place = column + 1
        if let reference = attributes["r"] {
            var letters = 0
            var index = 0
            while reference[index] >= 0x41, reference[index] <= 0x5A, index < 4 {
                letters = letters * 26 + Int(reference[index]) - 0x40
                index += 1
            }
            if letters > 0 { place = letters - 1 }
        }
        guard place > column, place < 16_384 else {
            throw ImportError.damagedWorkbook(path: path, reason: .outOfOrder(row: row))
        }
        column = place
        style = 0
        if let text = attributes["s"] { style = Int(atoi(text)) }
        kind = .number
        if let type = attributes["t"] {
            kind =
                switch type[0] {
                case 0x73: type[1] == 0 ? .shared : .formulaText  // s, str
                case 0x69: .inline
                case 0x62: .truth
                case 0x65: .fault
                case 0x64: .day
                default: .number
                }
        }
        value.removeAll(keepingCapacity: true)
        hasFormula = false
    }

    private func endCell() throws {
        // A row that begins within a cell has taken its place away.
        guard column >= 0 else { throw ImportError.damagedWorkbook(path: path, reason: .outOfOrder(row: row)) }
        if value.isEmpty {
            if hasFormula {
                try place(value[...])
                fault(.formulaWithoutValue)
            }
            return
        }
        switch kind {
        case .shared:
            guard let number = Int(String(decoding: value, as: UTF8.self)), number >= 0, number < strings.count else {
                throw ImportError.damagedWorkbook(path: path, reason: .textMissing(row: row))
            }
            try place(strings[number])
        case .inline, .formulaText:
            XLSXText.unescape(&value, from: 0)
            try place(value[...])
        case .truth: try place(value == [0x31] ? [0x31] : [0x30])
        case .fault:
            try place(value[...])
            fault(.formulaError(String(decoding: value.prefix(20), as: UTF8.self)))
        case .day: try place(value.prefix(10))
        case .number: try placeNumber()
        }
    }

    private func placeNumber() throws {
        let isPlain = value.count <= 15 && value.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        if isPlain, !formats.isDay(style) {
            try place(value[...])
            current.numbers.insert(column)
            return
        }
        guard let number = Double(String(decoding: value, as: UTF8.self)), number.isFinite else {
            try place(value[...])
            return fault(.notANumber)
        }
        if formats.isDay(style) {
            guard number >= 61 || dayOffset == -24_107, number >= 0, number < 2_958_466 else {
                try place(value[...])
                return fault(.notACalendarDay)
            }
            return try place(Array(Day(daysSince1970: Int32(number.rounded(.down)) + Int32(dayOffset)).description.utf8)[...])
        }
        let text = number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
        try place(Array(text.utf8)[...])
        current.numbers.insert(column)
    }

    private func place(_ text: ArraySlice<UInt8>) throws {
        guard column < CSVReader.columnLimit else {
            throw ImportError.tooManyColumns(found: column + 1, limit: CSVReader.columnLimit)
        }
        while current.fields.ends.count < column { current.fields.ends.append(current.fields.bytes.count) }
        current.fields.bytes.append(contentsOf: text)
        current.fields.ends.append(current.fields.bytes.count)
        guard current.fields.bytes.count <= CSVReader.recordLimit else {
            throw ImportError.recordTooLong(line: row, limit: CSVReader.recordLimit)
        }
    }

    private func fault(_ why: RejectReason) {
        current.faults.append(TableRecord.Fault(field: column, why: why))
    }

    private func endRow() {
        guard !current.faults.isEmpty || current.fields.bytes.contains(where: { $0 > 0x20 }) else { return }
        if used == done.count { done.append(TableRecord()) }
        swap(&done[used], &current)
        used += 1
    }
}
