/// The refused rows of a file as they stand in it, for a report that people can correct and load again.
public struct RejectedRows {
    /// One cell of a refused row.
    public struct Field: Sendable {
        /// What stands in the cell.
        public let text: String
        /// A sheet's number, with a decimal point.
        public let isNumber: Bool
    }

    /// A refused row.
    public struct Row {
        /// The names of the columns of its table.
        public let header: [String]
        /// Its line in the file, or in its sheet.
        public let line: Int
        /// Its cells.
        public let fields: [Field]
        /// What was wrong in it.
        public let rejections: [Rejection]
    }

    private let inspection: FileInspection
    private let tables: [Importer]
    private let rejections: Rejections

    /// Opens the file again.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - importer: the importer that refused the rows.
    ///   - rejections: the refused rows.
    /// - Throws: `ImportError` when the file cannot be read any more.
    public init(_ path: String, _ importer: Importer, _ rejections: Rejections) throws {
        inspection = try FileInspection(path: path)
        tables = try importer.shaped(for: inspection).tables
        self.rejections = rejections
    }

    /// The names of the columns of the first table of the file.
    ///
    /// - Returns: the names.
    /// - Throws: `ImportError` when the file cannot be read any more.
    public func header() throws -> [String] { try open(tables[0]).header }

    /// A table from its first record, with the names of its columns.
    private func open(_ importer: Importer) throws -> (header: [String], table: TableReader) {
        var table = try importer.table(inspection)
        guard importer.shaping == nil else { return (try importer.shapedTitles(inspection), table) }
        var reader = RowReader(table)
        let header = try importer.layout(&reader, inspection).header
        table = try importer.table(inspection)
        table.width = reader.width
        return (header, table)
    }

    /// Calls `body` for each refused row, in the order of the file, with what was wrong in it.
    ///
    /// - Parameter body: gets the row.
    /// - Throws: `ImportError` when the rest of the file or the refusals cannot be read, and what `body` throws.
    public func forEach(_ body: (Row) throws -> Void) throws {
        var record = TableRecord()
        // Rows and refusals both stand in the order of the tables and of their lines.
        var cursor = rejections.cursor()
        var next = try cursor.next()
        for (number, importer) in tables.enumerated() {
            guard let ahead = next, rejections.table(of: ahead) == number else { continue }
            var (header, table) = try open(importer)
            // The header and what stands above it is passed over, because no refusal has its line.
            while let first = next, rejections.table(of: first) == number, try table.next(&record) {
                guard record.line == rejections.located(first).line else { continue }
                var faults: [Rejection] = []
                while let rejection = next, rejections.table(of: rejection) == number, case let fault = rejections.located(rejection),
                    fault.line == record.line
                {
                    faults.append(fault)
                    next = try cursor.next()
                }
                let fields = (0..<record.count).map { Field(text: record.text($0), isNumber: record.numbers.contains($0)) }
                try body(Row(header: header, line: record.line, fields: fields, rejections: faults))
            }
        }
    }
}
