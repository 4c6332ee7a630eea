import Foundation
import Service

/// The lines of a text file or, for `-`, of standard input.
enum Lines {
    /// Reads the lines without their ends; an empty line at the end is left out, and so is a byte order mark.
    ///
    /// - Throws: `ServiceError.unreadableFile`.
    static func read(_ path: String) throws -> [String] {
        // Devices and pipes are read as files are.
        let file = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
        let content = file.flatMap { try? $0.readToEnd() ?? Data() }
        guard let data = content else { throw ServiceError.unreadableFile(path) }
        var text = String(decoding: data, as: UTF8.self)
        if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}
