import BitCollections
import CSV

/// One record of a table, whatever kind of file it comes from.
struct TableRecord {
    /// Why the record, or one of its fields, cannot be believed.
    struct Fault {
        /// The field at fault; `nil` for the whole record.
        let field: Int?
        let why: RejectReason
    }

    /// The fields as text.
    var fields = CSVRecord()
    /// Fields that a sheet holds as numbers, not as texts of numbers; empty for text files.
    var numbers = BitSet()
    /// Whether numbers of days in the workbook count from 1904, not from 1900.
    var countsFrom1904 = false
    /// What is wrong in the record: of each field the first fault.
    var faults: [Fault] = []

    var bytes: [UInt8] { fields.bytes }
    var count: Int { fields.ends.count }
    /// Line (or row of a sheet) on which the record starts; the first is 1.
    var line: Int { fields.line }

    mutating func clear() {
        fields.clear()
        if !numbers.isEmpty { numbers = [] }
        if !faults.isEmpty { faults = [] }
    }

    /// Leaves out fields beyond a width, adds empty ones up to it.
    mutating func fit(_ width: Int) {
        if fields.ends.count > width { fields.ends.removeLast(fields.ends.count - width) }
        while fields.ends.count < width { fields.ends.append(fields.ends.last ?? 0) }
    }

    /// The range of a field in `bytes`, without white space at its ends.
    func range(_ field: Int) -> Range<Int> { fields.range(field) }

    func text(_ field: Int) -> String { fields.text(field) }
}
