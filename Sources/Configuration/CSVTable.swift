import Foundation

/// A small configuration table (`config/*.csv`): comma separated, UTF-8, `#` starts a comment line.
///
/// For files of ours only; people's files go through `Ingest`, which checks every row.
public struct CSVTable: Sendable {
    public let header: [String]
    public let rows: [[String]]
    /// Line of each row in the file.
    public let lines: [Int]
    public let url: URL

    public init(_ url: URL, expecting columns: [String]) throws {
        self.url = url
        guard let text = try? String(contentsOf: url, encoding: .utf8) else {
            throw ConfigurationError(file: url.path, line: nil, reason: "cannot be read")
        }
        var header: [String]?
        var rows: [[String]] = []
        var lines: [Int] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty || line.hasPrefix("#") { continue }
            let fields = Self.fields(of: line)
            guard let known = header else {
                header = fields
                continue
            }
            guard fields.count == known.count else {
                throw ConfigurationError(
                    file: url.lastPathComponent, line: index + 1,
                    reason: "\(fields.count) fields, the header has \(known.count)")
            }
            rows.append(fields)
            lines.append(index + 1)
        }
        guard header == columns else {
            throw ConfigurationError(
                file: url.lastPathComponent, line: 1,
                reason: "the columns are \((header ?? []).joined(separator: ", ")), expected are \(columns.joined(separator: ", "))")
        }
        self.header = columns
        self.rows = rows
        self.lines = lines
    }

    private static func fields(of line: Substring) -> [String] {
        guard line.contains("\"") else {
            return line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        var fields: [String] = []
        var field = ""
        var quoted = false
        for character in line {
            if character == "\"" {
                if !quoted, !field.isEmpty { field.append("\"") }
                quoted.toggle()
            } else if character == ",", !quoted {
                fields.append(field)
                field = ""
            } else {
                field.append(character)
            }
        }
        fields.append(field)
        return fields
    }
}
