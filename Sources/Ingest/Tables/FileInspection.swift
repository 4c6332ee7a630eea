import Digest
import Foundation
import SystemPackage

/// What one pass over a file's bytes finds out before anything of it is believed.
public struct FileInspection: Sendable, Equatable {
    /// How a file's characters are written; a workbook says so itself.
    public enum Encoding: String, Sendable {
        /// Text in UTF-8.
        case utf8 = "UTF-8"
        /// Text in the code page of Western European editions of Windows.
        case windows1252 = "Windows-1252"
        /// A workbook.
        case xlsx = "XLSX"
        /// A workbook in one file of XML, as Excel 2002 and 2003 write it.
        case spreadsheetML = "XML Spreadsheet"
    }

    /// Where the file lies.
    public let path: String
    /// Its size in bytes.
    public let size: Int
    /// The SHA-256 of its bytes, in hexadecimal digits.
    public let digest: String
    /// How its characters are written.
    public let encoding: Encoding
    /// Whether its bytes are UTF-8.
    let isUTF8: Bool
    /// Whether it is a page of HTML with tables, whatever its name says.
    public let isPage: Bool
    /// Line feeds (or carriage returns, in a file without line feeds), for the limit of rejects; of a workbook, the most rows a sheet can have.
    public let lines: Int
    /// The most rows that a sheet can have.
    static let sheetRows = 1_048_576
    let modified: timespec
    let inode: Inode

    /// Whether two inspections found the same bytes at the same path.
    public static func == (left: FileInspection, right: FileInspection) -> Bool {
        left.path == right.path && left.digest == right.digest && left.size == right.size
    }

    /// Reads a file once from its start to its end.
    ///
    /// - Parameter path: the file.
    /// - Throws: `ImportError` when the file cannot be read, is empty, or is neither a text file nor a workbook
    ///   that can be read.
    public init(path: String) throws {
        self.path = path
        let file = try OpenFile(path)
        size = file.size
        modified = file.modified
        inode = file.inode
        guard size > 0 else { throw ImportError.empty(path: path) }
        let hasher = SHA256Hasher()
        var validator = UTF8Validator()
        var lines = 0
        var returns = 0
        var offset = 0
        var isWorkbook = false
        var isPage = false
        var isSpreadsheet = false
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = try file.read(into: &buffer)
            guard count > 0 else { break }
            try buffer.withUnsafeBytes { whole in
                let bytes = UnsafeRawBufferPointer(rebasing: whole[..<count])
                guard let base = bytes.baseAddress else { return }
                if offset == 0, count >= 2, [0xFFFE, 0xFEFF].contains(UInt16(bytes[0]) << 8 | UInt16(bytes[1])) {
                    throw ImportError.utf16(path: path)
                }
                if offset == 0 {
                    isWorkbook = bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
                    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw ImportError.oldWorkbook(path: path) }
                }
                if offset == 0 {
                    isSpreadsheet = Self.isSpreadsheet(bytes)
                    isPage = !isSpreadsheet && Self.isPage(bytes)
                }
                if isWorkbook { return hasher.update(bytes) }
                if let nul = memchr(base, 0, count) {
                    throw ImportError.binary(path: path, byte: offset + (UnsafeRawPointer(nul) - base))
                }
                hasher.update(bytes)
                validator.feed(bytes)
                for byte in bytes {
                    lines &+= byte == 0x0A ? 1 : 0
                    returns &+= byte == 0x0D ? 1 : 0
                }
            }
            offset += count
        }
        digest = hasher.finish()
        isUTF8 = validator.finish()
        encoding = isWorkbook ? .xlsx : isSpreadsheet ? .spreadsheetML : isUTF8 ? .utf8 : .windows1252
        self.isPage = isPage
        self.lines = isWorkbook || isSpreadsheet ? Self.sheetRows : lines == 0 ? returns : lines
    }

    /// Whether a text begins as a workbook in XML does.
    private static func isSpreadsheet(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let head = bytes.prefix(1 << 14).drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
        guard head.first == 0x3C else { return false }
        let text = String(decoding: head, as: UTF8.self)
        return text.contains("urn:schemas-microsoft-com:office:spreadsheet") && text.contains(/<(?:\w+:)?Workbook[\s>]/)
    }

    /// The names of its sheets that are not hidden, in their order.
    ///
    /// - Returns: `nil` for a file that has no sheets.
    /// - Throws: `ImportError` when the workbook cannot be read.
    func visibleSheets() throws -> [String]? {
        switch encoding {
        case .xlsx: try XLSXReader.visibleSheets(self)
        case .spreadsheetML: try SpreadsheetMLReader.visibleSheets(self)
        case .utf8, .windows1252: nil
        }
    }

    /// Whether a text begins with a tag and has a table soon.
    private static func isPage(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let head = bytes.prefix(1 << 16).drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
        guard head.first == 0x3C else { return false }
        return String(decoding: head, as: UTF8.self).lowercased().contains("<table")
    }

    /// - Throws: `ImportError.changedWhileReading` unless the file is still the one that was inspected.
    func confirm() throws {
        guard let info = try? Stat(path), Int(info.size) == size, info.inode == inode,
            info.st_mtim.tv_sec == modified.tv_sec, info.st_mtim.tv_nsec == modified.tv_nsec
        else { throw ImportError.changedWhileReading(path: path) }
    }
}

/// A file that is open for reading.
final class OpenFile {
    private let descriptor: FileDescriptor
    let path: String
    let size: Int
    let modified: timespec
    let inode: Inode

    /// - Throws: `ImportError` when the file cannot be opened or is no ordinary file.
    init(_ path: String) throws {
        self.path = path
        let descriptor: FileDescriptor
        let info: Stat
        do {
            // A pipe without a writer must be refused, not waited for. The path goes to the system as it is: a `FilePath` would drop a slash
            // at the end, so that `file.csv/` would be read.
            descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
        } catch let error as Errno {
            throw ImportError.unreadable(path: path, reason: Self.reason(error))
        }
        do {
            info = try descriptor.stat()
        } catch {
            try? descriptor.close()
            throw ImportError.unreadable(path: path, reason: Self.reason(error))
        }
        // From here on, `deinit` closes the file, also where this initialiser throws.
        self.descriptor = descriptor
        size = Int(info.size)
        modified = info.st_mtim
        inode = info.inode
        switch info.type {
        case .regular: break
        case .directory: throw ImportError.directory(path: path)
        default: throw ImportError.notRegular(path: path)
        }
    }

    deinit { try? descriptor.close() }

    func read(into buffer: inout [UInt8]) throws -> Int {
        try buffer.withUnsafeMutableBytes { try read(into: $0) }
    }

    /// - Returns: bytes read, 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        do {
            return try descriptor.read(into: buffer)
        } catch let error as Errno {
            throw ImportError.unreadable(path: path, reason: Self.reason(error))
        }
    }

    private static func reason(_ error: Errno) -> ImportError.Unreadable {
        switch error {
        case .noSuchFileOrDirectory: .missing
        case .permissionDenied: .forbidden
        default: .other(error.description)
        }
    }
}

/// Says whether bytes that arrive piece by piece are UTF-8.
///
/// - Source: The Unicode Standard, table 3-7 (well-formed UTF-8 byte sequences).
struct UTF8Validator {
    private var pending = 0
    private var low: UInt8 = 0x80
    private var high: UInt8 = 0xBF
    private var valid = true

    mutating func feed(_ bytes: UnsafeRawBufferPointer) {
        guard valid else { return }
        var index = 0
        let count = bytes.count
        while index < count {
            if pending == 0 {
                while index + 8 <= count,
                    bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
                {
                    index += 8
                }
                guard index < count else { return }
                let byte = bytes[index]
                index += 1
                switch byte {
                case 0...0x7F: continue
                case 0xC2...0xDF: (pending, low, high) = (1, 0x80, 0xBF)
                case 0xE0: (pending, low, high) = (2, 0xA0, 0xBF)
                case 0xED: (pending, low, high) = (2, 0x80, 0x9F)
                case 0xE1...0xEF: (pending, low, high) = (2, 0x80, 0xBF)
                case 0xF0: (pending, low, high) = (3, 0x90, 0xBF)
                case 0xF1...0xF3: (pending, low, high) = (3, 0x80, 0xBF)
                case 0xF4: (pending, low, high) = (3, 0x80, 0x8F)
                default:
                    valid = false
                    return
                }
            } else {
                let byte = bytes[index]
                index += 1
                guard byte >= low, byte <= high else {
                    valid = false
                    return
                }
                pending -= 1
                (low, high) = (0x80, 0xBF)
            }
        }
    }

    func finish() -> Bool { valid && pending == 0 }
}
