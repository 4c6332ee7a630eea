import Ingest

/// What can be said of a file's tables without loading anything, as `import inspect` answers it.
public struct InspectionDocument: Codable, Sendable {
    /// A sheet of a workbook, or the one table of another file.
    public struct Sheet: Codable, Sendable {
        /// The sheet's name; absent where the file has none.
        public let name: String?
        /// The first line with more than one cell.
        public let header: [String]
        /// How it may be read, one answer for each kind.
        public let readings: [Reading]
    }

    /// How a table may be read as rows of one kind.
    public struct Reading: Codable, Sendable {
        /// The kind, the shape's name, and what tables of the shape hold.
        public let kind, shape, title: String
        /// Whether the shape is only guessed.
        public let isGuess: Bool
        /// The shape as its file writes it; absent where it is not guessed.
        public let text: String?
        /// The kind's columns.
        public let columns: [String]
        /// The first long rows.
        public let rows: [Row]
        /// Long rows in all; rows that are totals, remarks or not asked for; figures that are blank, and figures that are no numbers.
        public let count, totals, remarks, others, missingFigures, noNumbers: Int
        /// Columns that are not read.
        public let unread: [String]
    }

    /// A long row.
    public struct Row: Codable, Sendable {
        /// The cell from which its figure comes.
        public let cell: String
        /// Its values, in the order of the columns.
        public let values: [String]
    }

    /// The path of the file, and how its characters are written.
    public let file, encoding: String
    /// Its sheets that are not hidden.
    public let sheets: [Sheet]
    /// The file in which a guess was saved; absent where none was.
    public let saved: String?

    /// Takes what was found.
    ///
    /// - Parameters:
    ///   - inspection: What was found.
    ///   - saved: The file in which a guess was saved.
    public init(_ inspection: TableInspection, saved: String?) {
        file = inspection.file
        encoding = inspection.encoding
        self.saved = saved
        sheets = inspection.sheets.map { sheet in
            Sheet(
                name: sheet.name, header: sheet.header,
                readings: sheet.readings.map {
                    Reading(
                        kind: $0.kind.rawValue, shape: $0.shape, title: $0.title, isGuess: $0.isGuess, text: $0.text, columns: $0.columns,
                        rows: $0.rows.map { Row(cell: $0.cell, values: $0.values) }, count: $0.count, totals: $0.leftOut.totals,
                        remarks: $0.leftOut.remarks, others: $0.leftOut.others, missingFigures: $0.leftOut.figures,
                        noNumbers: $0.noNumberCount, unread: $0.unread)
                })
        }
    }
}
