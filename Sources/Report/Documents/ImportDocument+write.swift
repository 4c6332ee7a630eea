import Configuration
import Foundation
import Ingest

extension ImportDocument {
    /// Faults that are put into JSON at once.
    private static let group = 1000

    /// Writes what an import did as JSON. A file may have millions of faults: they are written group by group, so that memory stays the same.
    ///
    /// - Parameters:
    ///   - summary: What the import did.
    ///   - words: The language of the reasons.
    ///   - path: The file to write; `nil` is the standard output.
    /// - Throws: `OutputFile.Failure` when it cannot be written, `ImportError.temporaryFile` when the faults cannot be read any more, and
    ///   `EncodingError` where a number is not finite.
    public static func write(_ summary: ImportSummary, _ words: Words, to path: String? = nil) throws {
        let file = try OutputFile(path)
        let text = try DocumentJSON.text(ImportDocument(summary, words, rejects: []))
        // No text of a document holds a line break, so that only the document's own list stands like this.
        let key = "\n  \"rejects\" : ["
        if summary.rejections.count > 0, let list = text.firstRange(of: key), let end = text[list.upperBound...].firstIndex(of: "]") {
            try file.write { $0 += text[..<list.upperBound].utf8 }
            var separator = ""
            try summary.rejections.forEachGroup(of: group) { rejections in
                let faults = try DocumentJSON.text(rejections.map { Reject($0, words) })
                // The brackets of the group go, and its lines move in by one level.
                let lines = separator + faults.dropFirst().dropLast(2).replacing("\n", with: "\n  ")
                try file.write { $0 += lines.utf8 }
                separator = ","
            }
            try file.write { $0 += "\n  \(text[end...])\n".utf8 }
        } else {
            try file.write { $0 += "\(text)\n".utf8 }
        }
        try file.finish()
    }
}
