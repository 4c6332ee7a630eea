extension Unicode.Scalar {
    /// Whether the character steers what shows a text, or hides in it, instead of being shown: a terminal takes it for a command, a reader sees
    /// letters in another order than the one in which they stand, or sees nothing where something stands, so that two names look alike and
    /// are not.
    ///
    /// These are the control characters C0, DEL and C1, the separators of lines and paragraphs, the marks that turn the direction of writing,
    /// the characters without a width (soft hyphens, joiners, fillers, tags), and the code points that are no characters, which XML and HTML
    /// refuse. Marks that say how the letter before them looks (variation selectors) and accents are no such characters.
    ///
    /// - Source: Unicode 16, chapters 23.1, 23.2, 23.7 and 23.9, property Default_Ignorable_Code_Point; UAX 9, table 4; XML 1.0 (fifth
    ///   edition), 2.2; the HTML standard, 13.2.3.5.
    public var isHidden: Bool {
        switch value {
        case 0..<0x20, 0x7F...0x9F, 0xAD, 0x034F, 0x061C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F, 0x200B...0x200F,
            0x2028...0x202E, 0x2060...0x206F, 0x3164, 0xFDD0...0xFDEF, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0xE0000...0xE00FF:
            true
        default: value & 0xFFFE == 0xFFFE
        }
    }

    /// The character as a reader can see it: `\u{1B}`.
    public var visibleForm: String { "\\u{" + String(value, radix: 16, uppercase: true) + "}" }
}

extension UInt8 {
    /// Whether a hidden character may begin with this byte in UTF-8. Where no byte of a text does, nothing in it is hidden.
    public var mayBeginHidden: Bool {
        switch self {
        case 0..<0x20, 0x7F, 0xC2, 0xCD, 0xD8, 0xE1...0xE3, 0xEF...0xFF: true
        default: false
        }
    }
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
