import Foundation
import Service

/// The lines of a text file or, for `-`, of standard input, a part at a time, so that a file of any length takes no more memory than a part.
struct Lines {
    private static let partSize = 1 << 18
    /// No line is longer; a record of a table is not, either.
    private static let lineLimit = 1 << 20

    private let path: String
    private let file: FileHandle
    private var rest = Data()
    private var count = 0
    private var isAtEnd = false

    /// - Throws: `ServiceError.unreadableFile`.
    init(_ path: String) throws {
        self.path = path
        // Devices and pipes are read as files are.
        guard let file = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path) else {
            throw ServiceError.unreadableFile(path)
        }
        self.file = file
    }

    /// The next lines without their ends; an empty line at the end of the file is left out, and so is a byte order mark.
    ///
    /// - Returns: `nil` at the end.
    /// - Throws: `ServiceError.unreadableFile`, and `ImportError.recordTooLong` for a line that is no title and no place.
    mutating func next() throws -> [String]? {
        while !isAtEnd {
            do {
                let part = try file.read(upToCount: Self.partSize) ?? Data()
                isAtEnd = part.isEmpty
                rest += part
            } catch {
                throw ServiceError.unreadableFile(path)
            }
            if let end = isAtEnd ? rest.endIndex : endOfLines(), end > rest.startIndex {
                defer { rest = Data(rest[end...]) }
                return lines(rest[..<end])
            }
            guard rest.count <= Self.lineLimit else { throw ImportError.recordTooLong(line: count + 1, limit: Self.lineLimit) }
        }
        return nil
    }

    /// Where a line begins that need not be whole. Behind a carriage return the line feed may still come.
    private func endOfLines() -> Data.Index? {
        (rest.lastIndex(of: 0x0A) ?? rest.dropLast().lastIndex(of: 0x0D)).map { $0 + 1 }
    }

    private mutating func lines(_ bytes: Data) -> [String] {
        var text = String(decoding: bytes, as: UTF8.self)
        if count == 0, text.hasPrefix("\u{FEFF}") { text.removeFirst() }
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        if lines.last == "" { lines.removeLast() }
        count += lines.count
        return lines
    }
}
