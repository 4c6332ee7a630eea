/// Reads a table of separated values record by record in constant memory.
///
/// The fields are separated by commas, semicolons or tabs; the reader finds out which. Lines end in LF, CRLF or CR. A field may stand
/// in quotes; then it may hold separators, line breaks and doubled quotes. Blank records are skipped. A file may have millions of rows,
/// of which each is refused or taken by its line, so the reader hands out bytes and never makes a text of the whole file.
///
/// - Source: RFC 4180.
public struct CSVReader {
    /// The most bytes that a record may have.
    public static let recordLimit = 1 << 20
    /// The most fields that a record may have.
    public static let columnLimit = 512

    /// Where lines that begin with `#` are remarks, which are not read.
    public enum Remarks: Sendable {
        /// Above the header only, as templates have them; below it such a line is a row like any other.
        case aboveHeader
        /// Anywhere, as in the files of `config/`.
        case everywhere
    }

    /// Fills the buffer with the next bytes of the file, and answers how many there are; 0 is the end.
    public typealias Source = (_ buffer: inout [UInt8]) throws -> Int

    /// Lines in which the separator is looked for.
    private static let linesOfHead = 40
    private static let quote: UInt8 = 0x22
    private static let hash: UInt8 = 0x23
    private static let lineFeed: UInt8 = 0x0A
    private static let carriageReturn: UInt8 = 0x0D

    private let source: Source
    private let encoding: CSVEncoding
    private let remarks: Remarks
    private var buffer: [UInt8]
    private var position = 0
    private var filled = 0
    private var atEnd = false
    private var line = 1
    /// The byte that separates fields.
    public private(set) var delimiter: UInt8 = 0x2C
    /// The number of bytes that were taken from the source so far.
    public private(set) var bytesRead = 0

    /// Opens a table and finds its separator: the one that its header and its first lines speak for.
    ///
    /// - Parameters:
    ///   - encoding: how the characters are written.
    ///   - remarks: where lines that begin with `#` are left out.
    ///   - source: reads the next bytes of the file.
    /// - Throws: what the source throws.
    public init(_ encoding: CSVEncoding, remarks: Remarks = .aboveHeader, source: @escaping Source) throws {
        self.source = source
        self.encoding = encoding
        self.remarks = remarks
        buffer = [UInt8](repeating: 0, count: 1 << 18)
        try fill()
        if filled >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF { position = 3 }
        try skipRemarksAboveHeader()
        delimiter = detectDelimiter()
    }

    /// All records of a small text, for example of a file of `config/`.
    ///
    /// - Parameters:
    ///   - bytes: the whole text, in UTF-8 or Windows-1252.
    ///   - remarks: where lines that begin with `#` are left out.
    /// - Returns: the records in their order, the header among them.
    /// - Throws: `CSVError` where a quote is never closed, or a record is too long or too wide.
    public static func records(in bytes: [UInt8], remarks: Remarks = .aboveHeader) throws -> [CSVRecord] {
        var rest = bytes[...]
        var reader = try CSVReader(CSVEncoding(of: bytes), remarks: remarks) { buffer in
            let count = min(buffer.count, rest.count)
            buffer.replaceSubrange(..<count, with: rest.prefix(count))
            rest = rest.dropFirst(count)
            return count
        }
        var records: [CSVRecord] = []
        var record = CSVRecord()
        while try reader.next(&record) { records.append(record) }
        return records
    }

    /// Reads the next record that is not blank.
    ///
    /// - Parameter record: is filled with what was read.
    /// - Returns: false at the end of the file.
    /// - Throws: `CSVError` where a quote is never closed, or a record is too long or too wide; what the source throws.
    public mutating func next(_ record: inout CSVRecord) throws -> Bool {
        while true {
            if remarks == .everywhere { try skipRemarks() }
            guard try readRecord(&record) else { return false }
            if record.count == 1, record.bytes.allSatisfy({ $0 <= 0x20 }) { continue }
            // A spreadsheet that saves a remark with a separator in it sets it in quotes.
            if remarks == .everywhere, record.bytes.first == Self.hash { continue }
            return true
        }
    }

    // MARK: - The head of the file

    private mutating func skipRemarksAboveHeader() throws {
        try skipRemarks()
        while position + 1 < filled, buffer[position] == Self.quote, buffer[position + 1] == Self.hash {
            try skipLine(hasQuotes: true)
            try skipRemarks()
        }
        // The header must lie whole in the buffer, so that its separator is found.
        guard position > 0, position < filled else { return }
        var rest = Array(buffer[position..<filled])
        var more = [UInt8](repeating: 0, count: 1 << 18)
        let count = try source(&more)
        bytesRead += count
        rest += more[..<count]
        buffer = rest
        position = 0
        filled = rest.count
    }

    private mutating func skipRemarks() throws {
        while true {
            if position >= filled, !atEnd { try fill() }
            guard position < filled, buffer[position] == Self.hash else { return }
            try skipLine(hasQuotes: false)
        }
    }

    /// Skips the rest of the line; line breaks inside quotes belong to it when `hasQuotes` is set.
    private mutating func skipLine(hasQuotes: Bool) throws {
        var isInside = false
        while true {
            if position >= filled {
                try fill()
                if atEnd { return }
            }
            let byte = buffer[position]
            position += 1
            if hasQuotes, byte == Self.quote { isInside.toggle() }
            guard byte == Self.lineFeed || byte == Self.carriageReturn else { continue }
            if byte == Self.carriageReturn { try skipLineFeed() }
            line += 1
            if !isInside { return }
        }
    }

    /// The separator that gives most of the first lines the same number of fields; of several, the one that the first line holds most often. A header
    /// may hold commas in a file of semicolons, and lines of remarks may stand above it.
    private func detectDelimiter() -> UInt8 {
        let candidates: [UInt8] = [0x2C, 0x3B, 0x09]
        var lines: [[UInt8: Int]] = [[:]]
        var isQuoted = false
        let head = buffer[position..<filled].drop { $0 == Self.lineFeed || $0 == Self.carriageReturn || $0 == 0x20 }
        for byte in head {
            if byte == Self.quote { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == Self.lineFeed || byte == Self.carriageReturn {
                if lines[lines.count - 1].isEmpty, lines.count > 1 { continue }
                if lines.count == Self.linesOfHead { break }
                lines.append([:])
            } else if candidates.contains(byte) {
                lines[lines.count - 1][byte, default: 0] += 1
            }
        }
        func alike(_ separator: UInt8) -> Int {
            var times: [Int: Int] = [:]
            for line in lines { if let count = line[separator] { times[count, default: 0] += 1 } }
            return times.values.max() ?? 0
        }
        // Where the first line leaves no doubt, it alone decides.
        let first = lines[0]
        let there = candidates.filter { first[$0] != nil }
        if there.count == 1 { return there[0] }
        let best = (there.isEmpty ? candidates : there).max { one, other in
            (alike(one), first[one] ?? 0, other) < (alike(other), first[other] ?? 0, one)
        }
        return best ?? candidates[0]
    }

    // MARK: - Records

    private mutating func fill() throws {
        position = 0
        filled = try source(&buffer)
        bytesRead += filled
        atEnd = filled == 0
    }

    /// Skips the LF of a CRLF whose CR was read.
    private mutating func skipLineFeed() throws {
        if position >= filled { try fill() }
        if !atEnd, buffer[position] == Self.lineFeed { position += 1 }
    }

    private mutating func readRecord(_ record: inout CSVRecord) throws -> Bool {
        record.clear()
        record.line = line
        if position >= filled, !atEnd { try fill() }
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
                    throw CSVError.recordTooLong(line: record.line, limit: Self.recordLimit)
                }
                if position >= filled { continue }
            }
            let byte = buffer[position]
            position += 1
            switch (state, byte) {
            case (.quoted, Self.quote): state = .quoteInQuoted
            case (.quoted, _):
                if byte == Self.lineFeed { line += 1 }
                record.bytes.append(byte)
            case (.quoteInQuoted, Self.quote):
                record.bytes.append(byte)
                state = .quoted
            case (_, delimiter):
                record.ends.append(record.bytes.count)
                guard record.count < Self.columnLimit else {
                    throw CSVError.tooManyColumns(found: try countColumns(record.count), limit: Self.columnLimit)
                }
                state = .fieldStart
            case (_, Self.lineFeed), (_, Self.carriageReturn):
                if byte == Self.carriageReturn { try skipLineFeed() }
                line += 1
                record.ends.append(record.bytes.count)
                return true
            case (.fieldStart, Self.quote):
                quoteLine = line
                state = .quoted
            case (.quoteInQuoted, _):
                // Blanks between a closing quote and the separator are harmless.
                if byte != 0x20 { record.hasTextBehindQuote = true }
                append(position - 1..<position, to: &record.bytes)
            default:
                append(position - 1..<position, to: &record.bytes)
                state = .plain
            }
        }
        if state == .quoted { throw CSVError.unclosedQuote(line: quoteLine) }
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
                if byte == Self.lineFeed || byte == Self.carriageReturn { return columns }
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
