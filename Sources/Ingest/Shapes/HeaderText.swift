/// The header of one column as patterns see it: its lines from the top, ` | ` between them, without case and needless blanks.
struct HeaderText: Sendable, Equatable {
    /// What stands between the lines of a header.
    static let separator = " | "
    /// No pattern looks further into a header than so many characters; a cell may hold a mebibyte.
    private static let limit = 600

    /// The characters that patterns are compared with.
    let lowered: [Character]
    /// The same characters as the file writes them, for what a pattern takes out of the header.
    let original: [Character]

    /// - Parameter lines: the texts of the column's header from the top; blank ones are left out.
    init(_ lines: [String]) {
        var original: [Character] = []
        for line in lines {
            let part = Self.characters(line)
            if part.isEmpty { continue }
            if !original.isEmpty { original += Self.separator }
            original += part
            if original.count >= Self.limit { break }
        }
        self.original = Array(original.prefix(Self.limit))
        lowered = self.original.map { $0.lowercased().first ?? $0 }
    }

    init(_ text: String) { self.init([text]) }

    var isEmpty: Bool { original.isEmpty }
    var text: String { String(original) }

    /// The text of one header cell: a day is its month and year, underscores and white space are one blank, a slash has no blanks beside it.
    private static func characters(_ text: String) -> [Character] {
        var characters: [Character] = []
        for character in monthOfDay(text) ?? text {
            let isBlank = character.isWhitespace || character == "_" || character == "\u{FEFF}"
            let next: Character = isBlank ? " " : character == "|" ? "¦" : character
            if next == " ", characters.isEmpty || characters.last == " " || characters.last == "/" { continue }
            if next == "/", characters.last == " " { characters.removeLast() }
            characters.append(next)
            if characters.count >= limit { break }
        }
        if characters.last == " " { characters.removeLast() }
        return characters
    }

    /// A header such as `Agu-23` that a spreadsheet program took for a day: `agustus 2023`; the first and the last day of a year are the year.
    private static func monthOfDay(_ text: String) -> String? {
        guard text.utf8.count == 10, let match = text.wholeMatch(of: /((?:19|20)[0-9]{2})-([0-9]{2})-([0-9]{2})/) else { return nil }
        let (year, month, day) = (match.1, match.2, match.3)
        if month == "01" && day == "01" || month == "12" && day == "31" { return String(year) }
        guard let number = Int(month), months.indices.contains(number - 1) else { return nil }
        return "\(months[number - 1]) \(year)"
    }

    private static let months = [
        "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember",
    ]
}
