/// The refused rows of a file as they stand in it, for a report that people can correct and load again.
public struct RejectedRows {
    /// One cell of a refused row.
    public struct Field: Sendable {
        /// What stands in the cell.
        public let text: String
        /// A sheet's number, with a decimal point.
        public let isNumber: Bool
    }

    private var table: TableReader
    /// The names of the file's columns.
    public let header: [String]
    private let rejections: Rejections

    /// Opens the file again.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - importer: the importer that refused the rows.
    ///   - rejections: the refused rows.
    /// - Throws: `ImportError` when the file cannot be read any more.
    public init(_ path: String, _ importer: Importer, _ rejections: Rejections) throws {
        let inspection = try FileInspection(path: path)
        let importer = try importer.shaped(for: inspection)
        if importer.shaping != nil {
            header = try importer.shapedTitles(inspection)
            table = try importer.table(inspection)
        } else {
            var reader = try importer.reader(inspection)
            header = try importer.layout(&reader, inspection).header
            table = try importer.table(inspection)
            table.width = reader.width
        }
        self.rejections = rejections
    }

    /// Calls `body` for each refused row, in the order of the file, with what was wrong in it.
    ///
    /// - Parameter body: gets the line of the row, its cells and what was wrong with them.
    /// - Throws: `ImportError` when the rest of the file or the refusals cannot be read, and what `body` throws.
    public mutating func forEach(_ body: (_ line: Int, _ fields: [Field], _ rejections: [Rejection]) throws -> Void) throws {
        var record = TableRecord()
        // Rows and refusals both stand in the order of the lines.
        var cursor = rejections.cursor()
        var next = try cursor.next().map(rejections.located)
        // The header and what stands above it is passed over, because no refusal has its line.
        while let first = next, try table.next(&record) {
            guard record.line == first.line else { continue }
            var rejections: [Rejection] = []
            while let rejection = next, rejection.line == record.line {
                rejections.append(rejection)
                next = try cursor.next().map(self.rejections.located)
            }
            let fields = (0..<record.count).map { Field(text: record.text($0), isNumber: record.numbers.contains($0)) }
            try body(record.line, fields, rejections)
        }
    }
}
