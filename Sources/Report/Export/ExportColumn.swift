/// A column of a data export.
public struct ExportColumn: Sendable, Equatable {
    /// How a column's values are written: whether as text, as a number, as a truth value, as a day, as a time, as a list or as
    /// JSON.
    public enum Kind: String, Sendable {
        case text, integer, number, truth, day, time, list, json

        /// Takes the kind from the name of a PostgreSQL type, as `format_type` gives it; an unknown type is text.
        public init(postgres name: String) {
            switch name {
            case "smallint", "integer", "bigint": self = .integer
            case "real", "double precision", "numeric": self = .number
            case "boolean": self = .truth
            case "date": self = .day
            case "json", "jsonb": self = .json
            case let name where name.hasPrefix("timestamp"): self = .time
            case let name where name.hasPrefix("numeric("): self = .number
            case let name where name.hasSuffix("[]"): self = .list
            default: self = .text
            }
        }
    }

    /// The name of the column.
    public let name: String
    /// How its values are written.
    public let kind: Kind
    /// What the column means, with its unit, in Indonesian and in English.
    public let explanation: String
    /// What is kept of its numbers; `nil` for all digits, and for columns that hold no numbers with decimals.
    public let keep: ExportDigits.Keep?

    /// Creates a column; every parameter sets the property of the same name.
    public init(name: String, kind: Kind, explanation: String, keep: ExportDigits.Keep? = nil) {
        self.name = name
        self.kind = kind
        self.explanation = explanation
        self.keep = keep
    }
}

extension ViewEntry {
    /// The columns of an export of the view.
    ///
    /// - Parameter digits: What is kept of their numbers; `nil` for all digits.
    /// - Returns: The columns, in the view's order.
    public func exportColumns(_ digits: ExportDigits?) -> [ExportColumn] {
        columns.map { column in
            let kind = ExportColumn.Kind(postgres: column.type)
            return ExportColumn(
                name: column.name, kind: kind, explanation: column.comment,
                keep: kind == .number ? digits?.keep(of: column.name, in: name) : nil)
        }
    }
}

/// One row of an export, read from the text format of PostgreSQL's COPY.
///
/// - Source: PostgreSQL 15, COPY, "Text Format".
public struct ExportRow {
    /// The bytes of the fields in UTF-8, where each field ends in a zero byte.
    var bytes: [UInt8] = []
    private(set) var starts: [Int] = []
    /// Where the bytes of each field end; for NULL this lies before the start of the field.
    private(set) var ends: [Int] = []

    /// Creates a row without fields.
    public init() {}

    var count: Int { starts.count }
    func isNull(_ field: Int) -> Bool { ends[field] < starts[field] }
    func range(_ field: Int) -> Range<Int> { starts[field]..<ends[field] }

    /// Replaces the fields by those of a line in COPY's text format, with or without its line feed.
    public mutating func read(_ line: UnsafeRawBufferPointer) {
        bytes.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        let end = line.last == 0x0A ? line.count - 1 : line.count
        var index = 0
        while true {
            starts.append(bytes.count)
            if index + 1 < end, line[index] == 0x5C, line[index + 1] == 0x4E {
                ends.append(bytes.count - 1)
                index += 2
            } else {
                while index < end {
                    let from = index
                    while index < end, line[index] != 0x09, line[index] != 0x5C { index &+= 1 }
                    bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: line[from..<index]))
                    guard index + 1 < end, line[index] == 0x5C else { break }
                    bytes.append(Self.unescaped(line[index + 1]))
                    index += 2
                }
                ends.append(bytes.count)
            }
            bytes.append(0)
            guard index < end, line[index] == 0x09 else { return }
            index += 1
        }
    }

    /// Rounds the numbers as their columns say.
    ///
    /// - Parameter columns: The columns of the row, in the order of its fields.
    public mutating func round(_ columns: [ExportColumn]) {
        for (field, column) in columns.enumerated() {
            guard let keep = column.keep, !isNull(field) else { continue }
            ends[field] = keep.round(&bytes, range(field))
            bytes[ends[field]] = 0
        }
    }

    private static func unescaped(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x62: 0x08
        case 0x66: 0x0C
        case 0x6E: 0x0A
        case 0x72: 0x0D
        case 0x74: 0x09
        case 0x76: 0x0B
        default: byte
        }
    }

    /// The items of a one-dimensional array that PostgreSQL writes as `{a,"b c",NULL}`.
    func items(_ field: Int) -> [String?] {
        var items: [String?] = []
        var item: [UInt8] = []
        var quoted = false
        var wasQuoted = false
        var escaped = false
        func finish() {
            guard !item.isEmpty || wasQuoted else { return }
            let text = String(decoding: item, as: UTF8.self)
            items.append(!wasQuoted && text == "NULL" ? nil : text)
            item.removeAll(keepingCapacity: true)
            wasQuoted = false
        }
        for byte in bytes[range(field)].dropFirst().dropLast() {
            if escaped {
                item.append(byte)
                escaped = false
            } else if byte == 0x5C {
                escaped = true
            } else if byte == 0x22 {
                quoted.toggle()
                wasQuoted = true
            } else if byte == 0x2C, !quoted {
                finish()
            } else {
                item.append(byte)
            }
        }
        finish()
        return items
    }
}

/// Writes the rows of an export one by one.
public protocol ExportWriter: AnyObject {
    /// Writes one row.
    ///
    /// - Parameter row: The fields, in the order of the columns.
    /// - Throws: An error when the file cannot be written.
    func write(_ row: ExportRow) throws
    /// Ends the file. Without this call nothing appears under its name.
    ///
    /// - Throws: An error when the file cannot be written.
    func finish() throws
}
