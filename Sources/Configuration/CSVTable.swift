import CSV
import Foundation

/// A small table of `config/*.csv`.
///
/// The file is written by people, also in a spreadsheet program: its fields are separated by commas, semicolons or tabs, its lines end in
/// LF or CRLF, a byte order mark may stand in front, and a line that begins with `#` is a remark. This type is for files of ours only;
/// people's files go through `Ingest`, which checks every row.
public struct CSVTable: Sendable {
    /// The names of the columns, in the order of the file.
    public let header: [String]
    /// The rows below the header, each with as many fields as the header has.
    public let rows: [[String]]
    /// The line of each row in the file, for messages.
    public let lines: [Int]
    /// The file that was read.
    public let url: URL

    /// Reads a file whatever its columns are.
    ///
    /// - Parameter url: the file.
    /// - Throws: `ConfigurationError` when the file cannot be read, when a quote in it is never closed or is followed by text, or when a
    ///   row has more or fewer fields than the header.
    public init(_ url: URL) throws {
        guard let data = try? Data(contentsOf: url) else {
            throw ConfigurationError(file: url.path, line: nil, fault: .unreadable)
        }
        try self.init(url, Array(data))
    }

    /// Reads a file that must have certain columns.
    ///
    /// - Parameters:
    ///   - url: the file.
    ///   - columns: the names of the columns, in the order in which the file must have them.
    /// - Throws: `ConfigurationError` as the other initialiser does, and when the columns are not those expected.
    public init(_ url: URL, expecting columns: [String]) throws {
        try self.init(url)
        guard header == columns else {
            throw ConfigurationError(
                file: url.lastPathComponent, line: 1, fault: .columns(found: header, expected: columns))
        }
    }

    /// Reads a table from its text, as it was kept with a run.
    ///
    /// - Parameters:
    ///   - name: the name of the file, for messages.
    ///   - text: what stood in the file.
    ///   - columns: the names of the columns, in the order in which the file must have them.
    /// - Throws: `ConfigurationError` as when a file is read.
    public init(name: String, text: String, expecting columns: [String]) throws {
        try self.init(URL(filePath: name), Array(text.utf8))
        guard header == columns else {
            throw ConfigurationError(file: name, line: 1, fault: .columns(found: header, expected: columns))
        }
    }

    private init(_ url: URL, _ bytes: [UInt8]) throws {
        let name = url.lastPathComponent
        let records: [CSVRecord]
        // A run keeps the text of its files, and the database holds no NUL.
        if bytes.contains(0) { throw ConfigurationError(file: name, line: nil, fault: .noTable) }
        do {
            records = try CSVReader.records(in: bytes, remarks: .everywhere)
        } catch CSVError.unclosedQuote(let line) {
            throw ConfigurationError(file: name, line: line, fault: .unclosedQuote)
        } catch CSVError.recordTooLong(let line, _) {
            throw ConfigurationError(file: name, line: line, fault: .noTable)
        } catch is CSVError {
            throw ConfigurationError(file: name, line: nil, fault: .noTable)
        }
        var rows: [[String]] = []
        for record in records {
            if record.hasTextBehindQuote { throw ConfigurationError(file: name, line: record.line, fault: .textBehindQuote) }
            let fields = (0..<record.count).map { record.text($0) }
            if let header = rows.first, header.count != fields.count {
                throw ConfigurationError(
                    file: name, line: record.line, fault: .fieldCount(found: fields.count, expected: header.count))
            }
            rows.append(fields)
        }
        self.url = url
        header = rows.first ?? []
        self.rows = Array(rows.dropFirst())
        lines = records.dropFirst().map(\.line)
    }

    /// The values of one column, in the order of the rows.
    ///
    /// - Parameter name: the column's name in the header.
    /// - Returns: one value a row; `nil` when the table has no such column.
    public func values(of name: String) -> [String]? {
        guard let column = header.firstIndex(of: name) else { return nil }
        return rows.map { $0[column] }
    }
}
