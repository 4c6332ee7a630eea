import Domain

/// Writes rows as CSV (RFC 4180).
///
/// A text that a spreadsheet would take for a formula begins with an apostrophe. For Indonesian spreadsheets, semicolons can
/// separate the fields and commas the decimals. CSV has no escapes for control characters, and programs that read it hand them on to terminals
/// and pages: in a text they stand in their visible form (`\u{1B}`), but for line ends and tabs, which quotes protect.
public final class CSVExport: ExportWriter {
    /// Which characters separate fields and decimals.
    public struct Dialect: Sendable {
        /// The character between fields, as an ASCII code.
        public let delimiter: UInt8
        /// The character before decimals, as an ASCII code.
        public let decimal: UInt8

        /// Creates a dialect.
        ///
        /// - Parameters:
        ///   - delimiter: `,`, `;` or a tab.
        ///   - decimal: `.` or `,`.
        public init(delimiter: Character = ",", decimal: Character = ".") {
            self.delimiter = delimiter.asciiValue ?? 0x2C
            self.decimal = decimal.asciiValue ?? 0x2E
        }
    }

    private let file: OutputFile
    private let kinds: [ExportColumn.Kind]
    private let dialect: Dialect

    /// Writes the header line of the columns.
    ///
    /// - Parameters:
    ///   - columns: The columns, in their order.
    ///   - file: The file to write to.
    ///   - dialect: Which characters separate fields and decimals.
    /// - Throws: `OutputFile.Failure` when the file cannot be written.
    public init(_ columns: [ExportColumn], to file: OutputFile, dialect: Dialect = Dialect()) throws {
        self.file = file
        self.dialect = dialect
        kinds = columns.map(\.kind)
        let header = columns.map(\.name).joined(separator: String(UnicodeScalar(dialect.delimiter))) + "\r\n"
        try file.write { $0 += header.utf8 }
    }

    /// Writes one row.
    ///
    /// - Parameter row: The fields, in the order of the columns.
    /// - Throws: `OutputFile.Failure` when the file cannot be written.
    public func write(_ row: ExportRow) throws {
        try file.write { buffer in
            row.bytes.withUnsafeBufferPointer { bytes in
                for field in 0..<row.count {
                    if field > 0 { buffer.append(dialect.delimiter) }
                    if row.isNull(field) { continue }
                    let text = UnsafeBufferPointer(rebasing: bytes[row.range(field)])
                    switch kinds[field] {
                    case .integer, .truth, .day, .time: buffer.append(contentsOf: text)
                    case .number:
                        let start = buffer.count
                        buffer.append(contentsOf: text)
                        if dialect.decimal != 0x2E, let point = buffer[start...].firstIndex(of: 0x2E) {
                            buffer[point] = dialect.decimal
                            if dialect.decimal == dialect.delimiter { quote(&buffer, from: start) }
                        }
                    case .text, .list, .json: append(text, &buffer)
                    }
                }
            }
            buffer.append(0x0D)
            buffer.append(0x0A)
        }
    }

    /// Puts what stands behind a place of the buffer in quotes.
    private func quote(_ buffer: inout [UInt8], from start: Int) {
        buffer.insert(0x22, at: start)
        buffer.append(0x22)
    }

    @inline(__always)
    private func append(_ text: UnsafeBufferPointer<UInt8>, _ buffer: inout [UInt8]) {
        var needsQuotes = false
        var mayHide = false
        for byte in text {
            let isSpace = byte == 0x0A || byte == 0x0D || byte == 0x09
            needsQuotes = needsQuotes || byte == 0x22 || isSpace || byte == 0x2C || byte == 0x3B
            mayHide = mayHide || (byte.mayBeginHidden && !isSpace)
        }
        if mayHide {
            var visible = String(decoding: text, as: UTF8.self).visible(keeping: .lineSpaces)
            visible.withUTF8 { append($0, needsQuotes, &buffer) }
        } else {
            append(text, needsQuotes, &buffer)
        }
    }

    @inline(__always)
    private func append(_ text: UnsafeBufferPointer<UInt8>, _ needsQuotes: Bool, _ buffer: inout [UInt8]) {
        guard let first = text.first else { return }
        let isFormula = first == 0x3D || first == 0x2B || first == 0x2D || first == 0x40 || first == 0x09 || first == 0x0D
        if needsQuotes { buffer.append(0x22) }
        if isFormula { buffer.append(0x27) }
        if needsQuotes {
            for byte in text {
                if byte == 0x22 { buffer.append(0x22) }
                buffer.append(byte)
            }
            buffer.append(0x22)
        } else {
            buffer.append(contentsOf: text)
        }
    }

    /// Ends the file. Without this call nothing appears under its name.
    ///
    /// - Throws: `OutputFile.Failure` when the file cannot be written.
    public func finish() throws { try file.finish() }
}
