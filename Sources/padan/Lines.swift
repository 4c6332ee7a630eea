import Foundation

/// The lines of a text file or, for `-`, of standard input.
enum Lines {
    static func read(_ path: String, _ context: Context) throws -> [String] {
        let data: Data
        if path == "-" {
            data = FileHandle.standardInput.readDataToEndOfFile()
        } else {
            guard let content = FileManager.default.contents(atPath: path) else {
                throw CommandFailure.failure(context.words("error.no_file", ["file": path]))
            }
            data = content
        }
        var text = String(decoding: data, as: UTF8.self)
        if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}

/// One answer of `places resolve` and `titles code`.
struct CodedText: Encodable {
    let text: String
    let code: String?
    let level: String
    let score: Double
    let alternatives: [String]

    enum CodingKeys: String, CodingKey { case text, code, level, score, alternatives }

    /// `code` is written also when it is null.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(text, forKey: .text)
        try container.encode(code, forKey: .code)
        try container.encode(level, forKey: .level)
        try container.encode(score, forKey: .score)
        try container.encode(alternatives, forKey: .alternatives)
    }
}
