import CSV

/// Reads a table record by record in bounded memory, from a text file, a sheet of a workbook (XLSX or XML) or a page of HTML.
struct TableReader {
    private var csv: CSVReader?
    private var html: HTMLReader?
    private let xlsx: XLSXReader?
    private var xml: SpreadsheetMLReader?
    /// Columns of a sheet's records; cells to the right are no part of the table. Text files say themselves how many they have.
    var width: Int?

    /// - Parameters:
    ///   - inspection: what is known of the file.
    ///   - sheet: name of a workbook's sheet; `nil` for the one named like the kind, else the first that is not hidden.
    ///   - kind: what the table should hold.
    /// - Throws: `ImportError` when the file cannot be opened, or has no such sheet.
    init(_ inspection: FileInspection, sheet: String?, kind: ImportKind?) throws {
        if inspection.encoding == .xlsx {
            xlsx = try XLSXReader(inspection, sheet: sheet, preferring: kind?.rawValue ?? "")
        } else if inspection.encoding == .spreadsheetML {
            xml = try SpreadsheetMLReader(inspection, sheet: sheet, preferring: kind?.rawValue ?? "")
            xlsx = nil
        } else {
            guard sheet == nil else { throw ImportError.noSheets(path: inspection.path) }
            let file = try OpenFile(inspection.path)
            let encoding: CSVEncoding = inspection.encoding == .utf8 ? .utf8 : .windows1252
            if inspection.isPage {
                html = HTMLReader(encoding) { try file.read(into: &$0) }
            } else {
                csv = try CSVReader(encoding) { try file.read(into: &$0) }
            }
            xlsx = nil
        }
    }

    /// Reads the next record that is not blank.
    ///
    /// - Returns: false at the end.
    /// - Throws: `ImportError` when the rest of the file cannot be read.
    mutating func next(_ record: inout TableRecord) throws -> Bool {
        guard csv != nil else {
            if html != nil {
                guard let more = try html?.next(&record), more else { return false }
            } else if let xml {
                guard try xml.next(&record) else { return false }
            } else {
                guard let xlsx, try xlsx.next(&record) else { return false }
            }
            if let width { record.fit(width) }
            return true
        }
        do {
            record.clear()
            guard let more = try csv?.next(&record.fields), more else { return false }
            if record.fields.hasTextBehindQuote { record.faults = [TableRecord.Fault(field: nil, why: .textBehindQuote)] }
            return true
        } catch let error as CSVError {
            switch error {
            case .unclosedQuote(let line): throw ImportError.unclosedQuote(line: line)
            case .recordTooLong(let line, let limit): throw ImportError.recordTooLong(line: line, limit: limit)
            case .tooManyColumns(let found, let limit): throw ImportError.tooManyColumns(found: found, limit: limit)
            }
        }
    }

    /// Bytes of the file used so far, for progress.
    var bytesRead: Int { csv?.bytesRead ?? html?.bytesRead ?? xml?.bytesRead ?? xlsx?.bytesRead ?? 0 }
    /// Titles may stand above the header.
    var mayHaveTitles: Bool { csv == nil }
    /// Whether the table is text whose records all have as many fields as the header.
    var isText: Bool { csv != nil }
    /// The sheet that is read; `nil` where the file has none.
    var sheet: String? { xlsx?.sheet ?? xml?.sheet }
}
