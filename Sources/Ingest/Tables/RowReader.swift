/// The rows of a file as an import takes them: those of the table itself, or those that its shape makes of it.
struct RowReader {
    private var table: TableReader?
    private let shaped: ShapedReader?
    /// Where the rows of one of several sheets come from that is read as it stands.
    private let plain: ShapePlaces?

    /// Reads a table as it stands.
    ///
    /// - Parameters:
    ///   - table: the table.
    ///   - number: its number, where it is one of several tables of the file that are read.
    init(_ table: TableReader, number: Int? = nil) {
        (self.table, shaped) = (table, nil)
        plain = number.map { ShapePlaces(sheet: table.sheet, names: [], table: $0) }
    }

    init(_ shaped: ShapedReader) { (table, self.shaped, plain) = (nil, shaped, nil) }

    /// Reads the next row; of a shaped table the header comes first, as of every other.
    ///
    /// - Returns: false at the end.
    /// - Throws: `ImportError` when the rest of the file cannot be read.
    mutating func next(_ record: inout TableRecord) throws -> Bool {
        if let shaped { return try shaped.next(&record) }
        guard let more = try table?.next(&record), more else { return false }
        if let plain { record.fields.line = plain.number(line: record.line) }
        return true
    }

    /// Columns of a sheet's records; cells to the right are no part of the table.
    var width: Int? {
        get { table?.width }
        set { table?.width = newValue }
    }

    /// Whether totals of the table are compared; one of several readings of a file is enough.
    var comparesTotals: Bool {
        get { shaped?.comparesTotals ?? false }
        nonmutating set { shaped?.comparesTotals = newValue }
    }

    /// Bytes of the file used so far, for progress.
    var bytesRead: Int { shaped?.bytesRead ?? table?.bytesRead ?? 0 }
    /// Titles may stand above the header.
    var mayHaveTitles: Bool { table?.mayHaveTitles ?? false }
    /// The most rows that a line of the file gives.
    var rowsPerLine: Int { shaped?.rowsPerRecord ?? 1 }
    /// The sheet of a workbook that is read; `nil` where the file has none, and for shaped tables, whose places name it.
    var sheet: String? { table?.sheet }
    /// Where the rows come from; `nil` where they are the file's own.
    var places: ShapePlaces? { shaped?.places ?? plain }
    /// Columns of the kind of which a shaped table says nothing; none where the rows are the file's own.
    var unboundColumns: Set<String> { shaped?.unboundColumns ?? [] }
    /// What of the table's totals is not the sum of its parts; nothing where the rows are the file's own.
    var totals: [TableTotals.Difference] { shaped?.totals.differences ?? [] }
    /// What of the table is no row; `nil` where its rows are the file's own.
    var leftOut: ShapedReader.LeftOut? { shaped?.leftOut }
}
