import Foundation
import Service

/// The lines of a text file or, for `-`, of standard input.
enum Lines {
    /// Reads the lines without their ends; an empty line at the end is left out, and so is a byte order mark.
    ///
    /// - Throws: `ServiceError.unreadableFile`.
    static func read(_ path: String) throws -> [String] {
        let data: Data
        if path == "-" {
            data = FileHandle.standardInput.readDataToEndOfFile()
        } else {
            guard let content = FileManager.default.contents(atPath: path) else { throw ServiceError.unreadableFile(path) }
            data = content
        }
        var text = String(decoding: data, as: UTF8.self)
        if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}
