extension Unicode.Scalar {
    /// Whether the character steers what shows a text instead of being shown: a terminal takes it for a command, or a reader sees letters in
    /// another order than the one in which they stand.
    ///
    /// These are the control characters C0, DEL and C1, the separators of lines and paragraphs, the marks that turn the direction of writing,
    /// and the code points that are no characters, which XML and HTML refuse.
    ///
    /// - Source: Unicode 16, chapters 23.1 and 23.7; UAX 9, table 4; XML 1.0 (fifth edition), 2.2; the HTML standard, 13.2.3.5.
    public var isHidden: Bool {
        switch value {
        case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFDD0...0xFDEF: true
        default: value & 0xFFFE == 0xFFFE
        }
    }

    /// The character as a reader can see it: `\u{1B}`.
    public var visibleForm: String { "\\u{" + String(value, radix: 16, uppercase: true) + "}" }
}

extension UInt8 {
    /// Whether a hidden character may begin with this byte in UTF-8. Where no byte of a text does, nothing in it is hidden.
    public var mayBeginHidden: Bool { self < 0x20 || self == 0x7F || self == 0xC2 || self == 0xD8 || self == 0xE2 || self >= 0xEF }
}

extension String {
    /// The text with each hidden character in its visible form, such as `\u{1B}`, so that what stands in the data is shown and never obeyed.
    ///
    /// - Parameter kept: Characters that stay as they are.
    /// - Returns: The text; it is unchanged where nothing in it is hidden.
    public func visible(keeping kept: Set<Unicode.Scalar> = []) -> String {
        guard utf8.contains(where: \.mayBeginHidden), unicodeScalars.contains(where: { $0.isHidden && !kept.contains($0) }) else {
            return self
        }
        var text = ""
        for scalar in unicodeScalars {
            if scalar.isHidden, !kept.contains(scalar) {
                text += scalar.visibleForm
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// The text on one line: characters that begin a new line, and tabs, stand in their visible form. Other hidden characters stay as they
    /// are, for the place where the text is shown.
    public var onOneLine: String {
        guard utf8.contains(where: \.mayBeginHidden) else { return self }
        let breaks: Set<Unicode.Scalar> = ["\t", "\n", "\u{0B}", "\u{0C}", "\r", "\u{85}", "\u{2028}", "\u{2029}"]
        guard unicodeScalars.contains(where: breaks.contains) else { return self }
        return unicodeScalars.map { breaks.contains($0) ? $0.visibleForm : String($0) }.joined()
    }
}

extension Set<Unicode.Scalar> {
    /// The white space that may stand in a text of several lines and in a file of text.
    public static let lineSpaces: Self = ["\t", "\n", "\r"]
}
