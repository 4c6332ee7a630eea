import Foundation

/// Reads CSV record by record in constant memory.
///
/// The listed CSV package reads a whole file into strings; files here may have millions of rows, rows must be refused one by
/// one with their line, and memory must stay bounded whatever the file holds. Reads comma, semicolon or tab; LF, CRLF
/// or CR; quoted fields with doubled quotes and line breaks; UTF-8 with or without BOM, or Windows-1252.
///
/// - Source: RFC 4180.
struct CSVReader {
    static let recordLimit = 1 << 20
    static let columnLimit = 512

    private let file: OpenFile
    private let encoding: FileInspection.Encoding
    private var buffer: [UInt8]
    private var position = 0
    private var filled = 0
    private var atEnd = false
    private var line = 1
    private(set) var delimiter: UInt8 = 0x2C
    /// Bytes taken from the file so far.
    private(set) var bytesRead = 0

    init(_ inspection: FileInspection) throws {
        file = try OpenFile(inspection.path)
        encoding = inspection.encoding
        buffer = [UInt8](repeating: 0, count: 1 << 18)
        try fill()
        if filled >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF { position = 3 }
        try skipRemarks()
        delimiter = detectDelimiter()
    }

    /// Skips lines that begin with `#`, as templates have them above the header.
    private mutating func skipRemarks() throws {
        while position < filled, buffer[position] == 0x23 {
            while !atEnd, position < filled, buffer[position] != 0x0A {
                position += 1
                if position == filled { try fill() }
            }
            if position < filled { position += 1 }
            line += 1
            if position == filled { try fill() }
        }
        // The header must lie whole in the buffer, for its separator to be found.
        guard position > 0, position < filled else { return }
        var rest = Array(buffer[position..<filled])
        var more = [UInt8](repeating: 0, count: 1 << 18)
        let count = try file.read(into: &more)
        bytesRead += count
        rest += more[..<count]
        buffer = rest
        position = 0
        filled = rest.count
    }

    /// The separator that the first line holds most often, outside quotes.
    private func detectDelimiter() -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var quoted = false
        for byte in buffer[position..<filled] {
            if byte == 0x22 { quoted.toggle() }
            if quoted { continue }
            if byte == 0x0A || byte == 0x0D { break }
            if byte == 0x2C || byte == 0x3B || byte == 0x09 { counts[byte, default: 0] += 1 }
        }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0x2C
    }

    private mutating func fill() throws {
        position = 0
        filled = try file.read(into: &buffer)
        bytesRead += filled
        atEnd = filled == 0
    }

    /// Reads the next record that is not blank.
    ///
    /// - Returns: false at the end of the file.
    mutating func next(_ record: inout TableRecord) throws -> Bool {
        repeat {
            guard try readRecord(&record) else { return false }
        } while record.count == 1 && record.bytes.allSatisfy { $0 <= 0x20 }
        return true
    }

    private mutating func readRecord(_ record: inout TableRecord) throws -> Bool {
        record.clear()
        record.line = line
        if position >= filled { try fill() }
        if atEnd { return false }

        enum State { case fieldStart, plain, quoted, quoteInQuoted }
        var state = State.fieldStart
        var quoteLine = line
        while true {
            if position >= filled {
                try fill()
                if atEnd { break }
            }
            // Copies the run of ordinary bytes in one piece.
            if state == .plain || state == .quoted {
                let start = position
                let inQuotes = state == .quoted
                let separator = delimiter
                position = buffer.withUnsafeBufferPointer { bytes in
                    var index = start
                    while index < filled {
                        let byte = bytes[index]
                        if byte == 0x22 || (!inQuotes && (byte == separator || byte == 0x0D)) || byte == 0x0A { break }
                        index &+= 1
                    }
                    return index
                }
                if position > start { append(start..<position, to: &record.bytes) }
                if record.bytes.count > Self.recordLimit {
                    throw ImportError.recordTooLong(line: record.line, limit: Self.recordLimit)
                }
                if position >= filled { continue }
            }
            let byte = buffer[position]
            position += 1
            switch (state, byte) {
            case (.quoted, 0x22): state = .quoteInQuoted
            case (.quoted, _):
                if byte == 0x0A { line += 1 }
                record.bytes.append(byte)
            case (.quoteInQuoted, 0x22):
                record.bytes.append(byte)
                state = .quoted
            case (_, delimiter):
                record.ends.append(record.bytes.count)
                guard record.count < Self.columnLimit else {
                    throw ImportError.tooManyColumns(found: try countColumns(record.count), limit: Self.columnLimit)
                }
                state = .fieldStart
            case (_, 0x0A), (_, 0x0D):
                if byte == 0x0D {
                    if position >= filled { try fill() }
                    if !atEnd, buffer[position] == 0x0A { position += 1 }
                }
                line += 1
                record.ends.append(record.bytes.count)
                return true
            case (.fieldStart, 0x22):
                quoteLine = line
                state = .quoted
            case (.quoteInQuoted, _):
                // Blanks between a closing quote and the separator are harmless.
                if byte != 0x20 {
                    record.fault = TableRecord.Fault(field: nil, code: "bad_quote", reason: "text stands behind a closing quote")
                }
                append(position - 1..<position, to: &record.bytes)
            default:
                append(position - 1..<position, to: &record.bytes)
                state = .plain
            }
        }
        if state == .quoted { throw ImportError.unclosedQuote(line: quoteLine) }
        record.ends.append(record.bytes.count)
        return true
    }

    /// How many columns a line has that has too many, for the message.
    private mutating func countColumns(_ known: Int) throws -> Int {
        var columns = known + 1
        while !atEnd {
            while position < filled {
                let byte = buffer[position]
                position += 1
                if byte == delimiter { columns += 1 }
                if byte == 0x0A || byte == 0x0D { return columns }
            }
            try fill()
        }
        return columns
    }

    private func append(_ range: Range<Int>, to bytes: inout [UInt8]) {
        if encoding == .utf8 {
            bytes.append(contentsOf: buffer[range])
        } else {
            for index in range { Windows1252.append(buffer[index], to: &bytes) }
        }
    }
}

/// - Source: WHATWG Encoding Standard, index windows-1252.
enum Windows1252 {
    private static let high: [UInt16] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x9D, 0x017E, 0x0178,
    ]

    static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
        guard byte >= 0x80 else { return bytes.append(byte) }
        let scalar = byte < 0xA0 ? high[Int(byte) - 0x80] : UInt16(byte)
        if scalar < 0x800 {
            bytes.append(UInt8(0xC0 | scalar >> 6))
        } else {
            bytes.append(UInt8(0xE0 | scalar >> 12))
            bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
        }
        bytes.append(UInt8(0x80 | scalar & 0x3F))
    }
}
