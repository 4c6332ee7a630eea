/// Reads a table record by record in bounded memory, from a text file or a sheet of a workbook.
struct TableReader {
    private var csv: CSVReader?
    private let xlsx: XLSXReader?
    /// Columns of a sheet's records; cells to the right are no part of the table. Text files say themselves how many they have.
    var width: Int?

    /// - Parameters:
    ///   - sheet: name of a workbook's sheet; `nil` for the one named like the kind, else the first that is not hidden.
    ///   - kind: what the table should hold.
    init(_ inspection: FileInspection, sheet: String?, kind: ImportKind) throws {
        if inspection.encoding == .xlsx {
            xlsx = try XLSXReader(inspection, sheet: sheet, preferring: kind.rawValue)
        } else {
            guard sheet == nil else { throw ImportError.noSheets(path: inspection.path) }
            csv = try CSVReader(inspection)
            xlsx = nil
        }
    }

    /// Reads the next record that is not blank.
    ///
    /// - Returns: false at the end.
    mutating func next(_ record: inout TableRecord) throws -> Bool {
        if let more = try csv?.next(&record) { return more }
        guard let xlsx, try xlsx.next(&record) else { return false }
        if let width { record.fit(width) }
        return true
    }

    /// Bytes of the file used so far, for progress.
    var bytesRead: Int { csv?.bytesRead ?? xlsx?.bytesRead ?? 0 }
    /// Titles may stand above the header.
    var mayHaveTitles: Bool { xlsx != nil }
}
