import Domain

/// What becomes of a text on its way to a terminal.
///
/// Names in the data may hold commands of a terminal. Such characters are shown in their visible form (`\u{1B}`), whoever printed the text;
/// the only codes that are sent are those of the marks that `TextStyle` has made.
public enum TerminalText {
    /// How letters look, with the number that terminals know it by.
    ///
    /// - Source: ECMA-48, 8.3.117 (SGR).
    enum Look: String, CaseIterable {
        case plain = "0"
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case cyan = "36"
    }

    private static let opening: Unicode.Scalar = "\u{02}"
    private static let closing: Unicode.Scalar = "\u{03}"
    /// A number that is drawn when the program starts, so that nobody can have written a mark into the data before.
    private static let seal = String(UInt64.random(in: .min ... .max), radix: 36)

    /// The mark from which on letters look so.
    static func mark(_ look: Look) -> String { "\(opening)\(seal)\(look.rawValue)m\(closing)" }

    private static let codes = Dictionary(uniqueKeysWithValues: Look.allCases.map { (mark($0), "\u{1B}[\($0.rawValue)m") })

    /// One line of an answer, as a terminal gets it.
    ///
    /// - Parameter text: The line. A line's end or a tab in it comes from the data and is shown like every other hidden character.
    /// - Returns: The line, with the terminal's codes for the marks of `TextStyle`.
    public static func line(_ text: String) -> String { shown(text, keeping: []) { codes[$0] ?? $0 } }

    /// A text of several lines, as a terminal gets it: a sentence with a list, a help page.
    ///
    /// - Parameter text: The text, whose line ends and tabs are the program's own.
    /// - Returns: The text, with the terminal's codes for the marks of `TextStyle`.
    public static func paragraph(_ text: String) -> String { shown(text, keeping: ["\n", "\t"]) { codes[$0] ?? $0 } }

    /// A cell of a table: what is hidden is in its visible form, so that it takes the room that it needs; marks stay marks.
    static func cell(_ text: String) -> String { shown(text, keeping: []) { $0 } }

    /// The number of columns that a text takes on a terminal, once it has no hidden characters but those of marks.
    static func width(_ text: String) -> Int {
        var count = 0
        var isMark = false
        for scalar in text.unicodeScalars {
            if scalar == opening { isMark = true }
            if !isMark { count += 1 }
            if scalar == closing { isMark = false }
        }
        return count
    }

    /// The text with its hidden characters in their visible form and each mark as `code` writes it.
    private static func shown(_ text: String, keeping kept: Set<Unicode.Scalar>, _ code: (String) -> String) -> String {
        guard text.unicodeScalars.contains(opening) else { return text.visible(keeping: kept) }
        var shown = ""
        var rest = text.unicodeScalars[...]
        while let start = rest.firstIndex(of: opening) {
            shown += String(rest[..<start]).visible(keeping: kept)
            rest = rest[start...]
            if let end = rest.firstIndex(of: closing), case let mark = String(rest[...end]), codes[mark] != nil {
                shown += code(mark)
                rest = rest[rest.index(after: end)...]
            } else {
                shown += opening.visibleForm
                rest = rest.dropFirst()
            }
        }
        return shown + String(rest).visible(keeping: kept)
    }
}
