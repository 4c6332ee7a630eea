import CSV

/// Reads the tables of an HTML page row by row in bounded memory: offices' web pages hand them out under the name `.xls`.
///
/// Every `tr` is a record and every `td` or `th` a field, whatever table they stand in; a cell over several columns is followed by empty ones, and
/// one over several rows leaves an empty one in each of the rows below. Scripts, styles and remarks are skipped. A page is read as it is written:
/// what is not closed ends with the row.
struct HTMLReader {
    /// Fills the buffer with the next bytes, and answers how many there are; 0 is the end.
    typealias Source = (_ buffer: inout [UInt8]) throws -> Int

    /// No tag is longer; what else begins with `<` is text.
    private static let tagLimit = 1 << 16
    private static let spanLimit = 1000

    private let source: Source
    private let encoding: CSVEncoding
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private var position = 0
    private var filled = 0
    private var line = 1
    private(set) var bytesRead = 0
    private var isInRow = false
    private var isInCell = false
    private var span = 1
    private var rows = 1
    /// How many more rows a cell from above takes up, by column.
    private var taken: [Int: Int] = [:]
    private var nextTaken: [Int: Int] = [:]

    init(_ encoding: CSVEncoding, source: @escaping Source) {
        self.encoding = encoding
        self.source = source
    }

    /// Reads the next row that is not blank.
    ///
    /// - Returns: false at the end.
    /// - Throws: `ImportError` for a row that is too long or too wide; what the source throws.
    mutating func next(_ record: inout TableRecord) throws -> Bool {
        while true {
            guard try readRow(&record) else { return false }
            if record.bytes.contains(where: { $0 > 0x20 }) { return true }
        }
    }

    private mutating func readRow(_ record: inout TableRecord) throws -> Bool {
        record.clear()
        record.fields.line = line
        while let byte = try byte() {
            guard byte == 0x3C else {
                if isInCell { try append(byte, to: &record) }
                continue
            }
            guard let tag = try tag() else { continue }
            switch tag.name {
            case "script" where !tag.isEnd, "style" where !tag.isEnd: try skip(until: Array("</\(tag.name)".utf8))
            case "tr":
                let hadRow = isInRow
                if hadRow { try endRow(&record) }
                isInRow = !tag.isEnd
                if hadRow { return true }
                record.fields.line = line
            case "td" where !tag.isEnd, "th" where !tag.isEnd:
                if !isInRow { isInRow = true }
                try endCell(&record)
                try skipTaken(&record)
                isInCell = true
                span = min(max(tag.number("colspan") ?? 1, 1), Self.spanLimit)
                rows = min(max(tag.number("rowspan") ?? 1, 1), Self.spanLimit)
            case "td", "th": try endCell(&record)
            case "table":
                let hadRow = isInRow
                if hadRow { try endRow(&record) }
                isInRow = false
                (taken, nextTaken) = ([:], [:])
                if hadRow { return true }
            case "br", "p", "div": if isInCell { try append(0x20, to: &record) }
            default: break
            }
        }
        guard isInRow else { return false }
        try endRow(&record)
        isInRow = false
        return true
    }

    private mutating func endCell(_ record: inout TableRecord) throws {
        guard isInCell else { return }
        isInCell = false
        Self.decodeEntities(&record.fields.bytes, from: record.fields.ends.last ?? 0)
        let column = record.count
        for extra in 0..<span {
            record.fields.ends.append(record.bytes.count)
            if rows > 1 { nextTaken[column + extra] = rows - 1 }
        }
        guard record.count <= CSVReader.columnLimit else {
            throw ImportError.tooManyColumns(found: record.count, limit: CSVReader.columnLimit)
        }
    }

    /// Leaves the fields empty that cells of rows above take up.
    private mutating func skipTaken(_ record: inout TableRecord) throws {
        while let rows = taken[record.count], record.count < CSVReader.columnLimit {
            if rows > 1 { nextTaken[record.count] = rows - 1 }
            taken[record.count] = nil
            record.fields.ends.append(record.bytes.count)
        }
    }

    private mutating func endRow(_ record: inout TableRecord) throws {
        try endCell(&record)
        try skipTaken(&record)
        for (column, rows) in taken where rows > 1 { nextTaken[column] = rows - 1 }
        taken = nextTaken
        nextTaken = [:]
    }

    private func append(_ byte: UInt8, to record: inout TableRecord) throws {
        let plain = byte < 0x20 ? 0x20 : byte
        guard record.bytes.count < CSVReader.recordLimit else {
            throw ImportError.recordTooLong(line: record.line, limit: CSVReader.recordLimit)
        }
        if encoding == .utf8 { record.fields.bytes.append(plain) } else { Windows1252.append(plain, to: &record.fields.bytes) }
    }

    // MARK: - Bytes and tags

    private mutating func byte() throws -> UInt8? {
        if position >= filled {
            position = 0
            filled = try source(&buffer)
            bytesRead += filled
            if filled == 0 { return nil }
        }
        let byte = buffer[position]
        position += 1
        if byte == 0x0A { line += 1 }
        return byte
    }

    private struct Tag {
        let name: String
        let isEnd: Bool
        let text: [UInt8]

        /// The number of an attribute.
        func number(_ attribute: String) -> Int? {
            let lowered = String(decoding: text, as: UTF8.self).lowercased()
            guard let place = lowered.range(of: attribute) else { return nil }
            let rest = lowered[place.upperBound...].drop { $0 == " " || $0 == "=" || $0 == "\"" || $0 == "'" }
            return Int(rest.prefix { $0.isASCII && $0.isNumber }.prefix(6))
        }
    }

    /// The tag behind a `<`; `nil` for a remark and for what is too long.
    private mutating func tag() throws -> Tag? {
        var text: [UInt8] = []
        var quote: UInt8?
        // The last byte that is no blank: a quote behind anything but a sign of equality is a letter of a value.
        var last: UInt8 = 0
        while let byte = try byte() {
            if text == [0x21, 0x2D, 0x2D] {
                try skipRemark(first: byte)
                return nil
            }
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == 0x3E {
                break
            } else if byte == 0x22 || byte == 0x27, last == 0x3D {
                quote = byte
            }
            if byte > 0x20 { last = byte }
            if text.count < Self.tagLimit { text.append(byte) }
        }
        guard text.count < Self.tagLimit else { return nil }
        let isEnd = text.first == 0x2F
        let name = text.dropFirst(isEnd ? 1 : 0).prefix { $0 >= 0x30 && $0 != 0x2F && $0 < 0x80 }
        return Tag(name: String(decoding: name, as: UTF8.self).lowercased(), isEnd: isEnd, text: text)
    }

    /// Skips what is no markup, up to a text in small or capital letters.
    private mutating func skip(until end: [UInt8]) throws {
        var matched = 0
        while let byte = try byte() {
            let small = byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte
            matched = small == end[matched] ? matched + 1 : small == end[0] ? 1 : 0
            guard matched == end.count else { continue }
            while let byte = try self.byte(), byte != 0x3E {}
            return
        }
    }

    private mutating func skipRemark(first: UInt8) throws {
        var dashes = first == 0x2D ? 1 : 0
        if first == 0x3E { return }
        while let byte = try byte() {
            if byte == 0x3E, dashes >= 2 { return }
            dashes = byte == 0x2D ? dashes + 1 : 0
        }
    }

    private static let entities: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ndash": "–", "mdash": "—", "hellip": "…",
    ]

    /// Puts characters in the place of their names, which are never shorter.
    private static func decodeEntities(_ bytes: inout [UInt8], from start: Int) {
        guard bytes[start...].contains(0x26) else { return }
        var out: [UInt8] = []
        var place = start
        while place < bytes.count {
            let byte = bytes[place]
            if byte == 0x26, let end = bytes[place...].prefix(12).firstIndex(of: 0x3B),
                let text = character(String(decoding: bytes[place + 1..<end], as: UTF8.self))
            {
                out += text.utf8
                place = end + 1
            } else {
                out.append(byte)
                place += 1
            }
        }
        bytes.replaceSubrange(start..., with: out)
    }

    private static func character(_ name: String) -> String? {
        guard name.first == "#" else { return entities[name] }
        let isHex = name.dropFirst().first.map { $0 == "x" || $0 == "X" } ?? false
        let code = UInt32(name.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10)
        guard let code, code != 0, let scalar = Unicode.Scalar(code) else { return nil }
        return code == 0xA0 ? " " : String(Character(scalar))
    }
}
