import Domain

/// Writes rows as JSON: as one array, or as one object on each line (JSON Lines).
///
/// - Source: RFC 8259; jsonlines.org.
public final class JSONExport: ExportWriter {
    private let file: OutputFile
    private let columns: [ExportColumn]
    private let keys: [[UInt8]]
    private let isLines: Bool
    private var isFirst = true

    /// Begins the file.
    ///
    /// - Parameters:
    ///   - columns: The columns, whose names are the keys.
    ///   - file: The file to write to.
    ///   - lines: Whether each line is an object of its own.
    /// - Throws: `OutputFile.Failure` when the file cannot be written.
    public init(_ columns: [ExportColumn], to file: OutputFile, lines: Bool) throws {
        self.file = file
        self.columns = columns
        isLines = lines
        keys = columns.enumerated().map { index, column in
            var key: [UInt8] = index == 0 ? [] : [0x2C]
            column.name.utf8.withContiguousStorageIfAvailable { Self.append($0, &key) }
            return key + [0x3A]
        }
        if !lines { try file.write { $0.append(0x5B) } }
    }

    /// Writes one row as an object.
    ///
    /// - Parameter row: The fields, in the order of the columns.
    /// - Throws: `OutputFile.Failure` when the file cannot be written.
    public func write(_ row: ExportRow) throws {
        try file.write { buffer in
            if !isLines {
                if !isFirst { buffer.append(0x2C) }
                buffer.append(0x0A)
            }
            isFirst = false
            buffer.append(0x7B)
            row.bytes.withUnsafeBufferPointer { bytes in
                for field in 0..<row.count {
                    buffer += keys[field]
                    if row.isNull(field) {
                        buffer += "null".utf8
                        continue
                    }
                    append(columns[field].kind, UnsafeBufferPointer(rebasing: bytes[row.range(field)]), row, field, &buffer)
                }
            }
            buffer.append(0x7D)
            if isLines { buffer.append(0x0A) }
        }
    }

    private func append(
        _ kind: ExportColumn.Kind, _ text: UnsafeBufferPointer<UInt8>, _ row: ExportRow, _ field: Int, _ buffer: inout [UInt8]
    ) {
        switch kind {
        case .integer: buffer.append(contentsOf: text)
        case .json: Self.appendEscaped(text, &buffer) { $0.append(contentsOf: text) }
        case .number:
            // JSON has no word for NaN and the infinities, so they become null.
            if let last = text.last, last >= 0x30, last <= 0x39 { buffer.append(contentsOf: text) } else { buffer += "null".utf8 }
        case .truth: buffer += (text.first == 0x74 ? "true" : "false").utf8
        case .text, .day, .time: Self.append(text, &buffer)
        case .list:
            buffer.append(0x5B)
            for (index, item) in row.items(field).enumerated() {
                if index > 0 { buffer.append(0x2C) }
                if var item {
                    item.withUTF8 { Self.append($0, &buffer) }
                } else {
                    buffer += "null".utf8
                }
            }
            buffer.append(0x5D)
        }
    }

    private static func append(_ text: UnsafeBufferPointer<UInt8>, _ buffer: inout [UInt8]) {
        appendEscaped(text, &buffer) { appendString(text, &$0) }
    }

    /// Appends JSON of a text, in which hidden characters beyond ASCII become escapes. Most texts have none of them.
    @inline(__always)
    private static func appendEscaped(_ text: UnsafeBufferPointer<UInt8>, _ buffer: inout [UInt8], _ append: (inout [UInt8]) -> Void) {
        let start = buffer.count
        append(&buffer)
        guard text.contains(where: { $0.mayBeginHidden && $0 >= 0x7F }) else { return }
        let json = DocumentJSON.escapingHidden(String(decoding: buffer[start...], as: UTF8.self))
        buffer.replaceSubrange(start..., with: json.utf8)
    }

    private static func appendString(_ text: UnsafeBufferPointer<UInt8>, _ buffer: inout [UInt8]) {
        buffer.append(0x22)
        for byte in text {
            switch byte {
            case 0x22, 0x5C:
                buffer.append(0x5C)
                buffer.append(byte)
            case 0x0A: buffer += [0x5C, 0x6E]
            case 0x0D: buffer += [0x5C, 0x72]
            case 0x09: buffer += [0x5C, 0x74]
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                buffer += [0x5C, 0x75, 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: buffer.append(byte)
            }
        }
        buffer.append(0x22)
    }

    /// Ends the file. Without this call nothing appears under its name.
    ///
    /// - Throws: `OutputFile.Failure` when the file cannot be written.
    public func finish() throws {
        if !isLines { try file.write { $0 += "\n]\n".utf8 } }
        try file.finish()
    }
}
