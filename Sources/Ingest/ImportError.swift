/// Why a file was not loaded. Nothing of it is in the database.
public enum ImportError: Error, Equatable, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    case directory(path: String)
    case notRegular(path: String)
    case empty(path: String)
    case headerOnly(path: String)
    case binary(path: String, byte: Int)
    case utf16(path: String)
    case oldWorkbook(path: String)
    case damagedWorkbook(path: String, reason: WorkbookDamage)
    case bomb(path: String, ratio: Int)
    case unknownSheet(String, found: [String])
    case noSheets(path: String)
    case changedWhileReading(path: String)
    case unclosedQuote(line: Int)
    case recordTooLong(line: Int, limit: Int)
    case tooManyColumns(found: Int, limit: Int)
    case duplicateColumn(String)
    case missingColumns([String], kind: String, found: [String], expected: [String])
    case badMapping(String)
    case windowMissing
    case tooManyRejects(rejected: Int, read: Int, limit: Double, rejections: [Rejection])
    case noRegions
    case noOccupations

    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path): \(reason)"
        case .directory(let path): "\(path) is a folder; name a file"
        case .notRegular(let path): "\(path) is no ordinary file"
        case .empty(let path): "\(path) is empty"
        case .headerOnly(let path): "\(path) has a header and no rows"
        case .binary(let path, let byte):
            "\(path) is no text: byte \(byte + 1) is NUL; save it as CSV (UTF-8)"
        case .utf16(let path): "\(path) is UTF-16; save it as CSV (UTF-8)"
        case .oldWorkbook(let path): "\(path) is an old Excel file (.xls) or protected with a password; save it as XLSX without one"
        case .damagedWorkbook(let path, let reason): "\(path) is no workbook that can be read: \(reason)"
        case .bomb(let path, let ratio): "\(path) unpacks to more than \(ratio) times its size; this is no table"
        case .unknownSheet(let name, let found): "the workbook has no sheet '\(name)'; it has: \(Self.listed(found))"
        case .noSheets(let path): "\(path) is no workbook, so --sheet has no meaning"
        case .changedWhileReading(let path): "\(path) changed or vanished while it was read"
        case .unclosedQuote(let line): "the quote that opens on line \(line) is never closed"
        case .recordTooLong(let line, let limit):
            "the record on line \(line) is longer than \(limit / 1024) KiB; this is no table, or a quote is missing"
        case .tooManyColumns(let found, let limit):
            "the file has \(found) columns, at most \(limit) are read; this is not the table expected"
        case .duplicateColumn(let name): "the column '\(name)' stands twice in the header"
        case .missingColumns(let names, let kind, let found, let expected):
            """
            this is no file of kind '\(kind)': missing \(names.map { "'\($0)'" }.joined(separator: ", "))
              found:    \(Self.listed(found))
              expected: \(Self.listed(expected))  (* required)
              other names can be mapped with --map "Theirs=ours,…"
            """
        case .badMapping(let reason): "column mapping: \(reason)"
        case .windowMissing:
            "rows have no date, so the harvest window is needed: --window 2024-01-01..2024-12-31"
        case .tooManyRejects(let rejected, let read, let limit, _):
            "\(rejected) of \(read) rows were rejected (limit \((limit * 100).formatted(decimals: 1)) %); nothing was loaded"
        case .noRegions: "the database has no regions to resolve places with; first: padan import regions FILE"
        case .noOccupations: "the database has no occupations; first: padan import occupations FILE"
        }
    }

    private static func listed(_ names: [String]) -> String {
        let shown = names.prefix(24).map { $0.count > 40 ? $0.prefix(40) + "…" : $0 }.joined(separator: ", ")
        return names.count > 24 ? "\(shown), … (\(names.count) in all)" : shown
    }
}

extension Double {
    /// A plain decimal text, without regard to a locale.
    func formatted(decimals: Int) -> String {
        let scale = decimals == 0 ? 1.0 : decimals == 1 ? 10.0 : 100.0
        let rounded = (self * scale).rounded() / scale
        return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
    }
}

/// One row that was refused.
public struct Rejection: Sendable, Equatable {
    public let line: Int
    public let column: String?
    public let value: String?
    public let code: String
    public let reason: String

    public init(line: Int, column: String?, value: String?, code: String, reason: String) {
        self.line = line
        self.column = column
        self.value = value.map { $0.count > 200 ? $0.prefix(200) + "…" : $0 }
        self.code = code
        self.reason = reason
    }
}
