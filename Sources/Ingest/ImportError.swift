/// Why a file was not loaded. Nothing of it is in the database.
public enum ImportError: Error, Equatable, CustomStringConvertible {
    /// Why the system does not open a file.
    public enum Unreadable: Equatable, Sendable {
        /// There is no such file.
        case missing
        /// The file may not be read by this user.
        case forbidden
        /// Another reason, in the system's own words.
        case other(String)
    }

    /// What is wrong with a mapping of columns.
    public enum MappingFault: Equatable, Sendable {
        /// There is no mapping with this name; `known` are those of `config/import.yaml`.
        case unknownMapping(String, known: [String])
        /// A part of the mapping is not like `Theirs=ours`.
        case noPair(String)
        /// The kind has no column with this name, nor one that has it as another name.
        case unknownColumn(String, kind: String, columns: [String])
        /// The file has no column with this name.
        case absentColumn(String, found: [String])
    }

    /// Why the database does not take any file.
    public enum DatabaseRefusal: Equatable, Sendable {
        /// The database user may not write to the tables.
        case notPermitted
        /// The server only lets read, because it is a copy of another one or is set so.
        case readOnly
        /// The server's disk is full.
        case diskFull
    }

    /// The file cannot be opened or read.
    case unreadable(path: String, reason: Unreadable)
    /// The path names a folder.
    case directory(path: String)
    /// The folder has more files than the limit.
    case tooManyFiles(path: String, limit: Int)
    /// The path names a device or a pipe.
    case notRegular(path: String)
    /// The file has no bytes, or no record.
    case empty(path: String)
    /// The file has a header and no rows.
    case headerOnly(path: String)
    /// The file is no text, because it holds a zero byte at this offset.
    case binary(path: String, byte: Int)
    /// The file is text in UTF-16.
    case utf16(path: String)
    /// The file is a workbook of the old kind (.xls), or protected with a password.
    case oldWorkbook(path: String)
    /// The file is no workbook that can be read.
    case damagedWorkbook(path: String, reason: WorkbookDamage)
    /// The file unpacks to more than so many times its size.
    case bomb(path: String, ratio: Int)
    /// The workbook has no sheet of this name.
    case unknownSheet(String, found: [String])
    /// A sheet was named, but the file is no workbook.
    case noSheets(path: String)
    /// The file changed or vanished while it was read.
    case changedWhileReading(path: String)
    /// The quote that opens on this line is never closed.
    case unclosedQuote(line: Int)
    /// The record on this line has more bytes than the limit.
    case recordTooLong(line: Int, limit: Int)
    /// A record has more columns than the limit.
    case tooManyColumns(found: Int, limit: Int)
    /// Two columns of the file mean the same.
    case duplicateColumn(String)
    /// The file lacks columns that its kind needs.
    case missingColumns([String], kind: String, found: [String], expected: [String])
    /// The mapping of columns cannot be used.
    case badMapping(MappingFault)
    /// There is no shape of tables with this name; `known` are those that there are.
    case unknownShape(String, known: [String])
    /// The file is no table of the shape that was asked for, or the shape gives no rows of this kind; `found` is the first line of the file.
    case shapeDoesNotFit(String, kind: String, found: [String])
    /// A value was stated beside the file for a column that nothing takes from there.
    case statedInVain(String)
    /// Advertisements have no date, and no harvest window was given.
    case windowMissing
    /// More rows were refused than the limit allows; the rejections are their faults. The rest of the file was not read where it is cut short.
    case tooManyRejects(rejected: Int, read: Int, limit: Double, rejections: Rejections, isCutShort: Bool)
    /// The figures are odd, and the file should be refused then.
    case doubtful(warnings: [Rejection])
    /// The database has no regions to look places up in.
    case noRegions
    /// The database has no occupations to code titles with.
    case noOccupations
    /// Refused rows cannot be kept in this folder of temporary files.
    case temporaryFile(folder: String, reason: String)
    /// Rows of this kind are told apart by all that they say and cannot be named by a key.
    case notDeletable(String)
    /// A version of the classification of occupations was stated that the concordance does not have; `known` are those that it has.
    case unknownOccupationVersion(String, known: [String])
    /// A version of the classification of occupations was stated for a kind without codes of occupations.
    case noOccupationColumn(kind: String)
    /// The database does not take any file at the moment.
    case database(DatabaseRefusal)

    /// The reason in English, for logs.
    public var description: String {
        switch self {
        case .unreadable(let path, .missing): "\(path): there is no such file"
        case .unreadable(let path, .forbidden): "\(path): the file may not be read by this user"
        case .unreadable(let path, .other(let reason)): "\(path): \(reason)"
        case .directory(let path): "\(path) is a folder; name a file"
        case .tooManyFiles(let path, let limit): "\(path) has more than \(limit) files; name a folder of files to load"
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
        case .badMapping(let fault): "column mapping: \(Self.sentence(fault))"
        case .unknownShape(let name, let known): "there is no shape '\(name)'; known are \(Self.listed(known))"
        case .shapeDoesNotFit(let name, let kind, let found):
            "the shape '\(name)' gives no rows of kind '\(kind)' for this file, which begins with: \(Self.listed(found))"
        case .statedInVain(let column): "the value of '\(column)' is stated beside the file, and no shape of the file takes it from there"
        case .windowMissing:
            "rows have no date, so the harvest window is needed: --window 2024-01-01..2024-12-31"
        case .tooManyRejects(let rejected, let read, let limit, _, let isCutShort):
            "\(rejected) of \(read) rows were rejected (limit \((limit * 100).formatted(decimals: 1)) %); nothing was loaded"
                + (isCutShort ? "; the rest of the file was not read" : "")
        case .doubtful(let warnings): "\(warnings.count) warnings about the figures; nothing was loaded"
        case .noRegions: "the database has no regions to resolve places with; first: padan import regions FILE"
        case .noOccupations: "the database has no occupations; first: padan import occupations FILE"
        case .temporaryFile(let folder, let reason): "refused rows cannot be kept in \(folder): \(reason)"
        case .notDeletable(let kind): "rows of kind '\(kind)' have no key by which they could be deleted"
        case .unknownOccupationVersion(let text, let known):
            "'\(text)' is no version of the classification of occupations; known are \(known.joined(separator: ", "))"
        case .noOccupationColumn(let kind): "files of kind '\(kind)' have no codes of occupations, so --occupation-version has no meaning"
        case .database(.notPermitted): "this database user may not import files"
        case .database(.readOnly): "the database can only be read at the moment"
        case .database(.diskFull): "the disk of the database server is full"
        }
    }

    private static func sentence(_ fault: MappingFault) -> String {
        switch fault {
        case .unknownMapping(let name, let known): "there is no mapping '\(name)'; known are \(known.joined(separator: ", "))"
        case .noPair(let text): "'\(text)' is not like Theirs=ours"
        case .unknownColumn(let name, let kind, let columns):
            "'\(name)' is no column of kind '\(kind)'; those are \(columns.joined(separator: ", "))"
        case .absentColumn(let name, let found): "the file has no column '\(name)'; it has \(listed(found))"
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
