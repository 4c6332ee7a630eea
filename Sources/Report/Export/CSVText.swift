import Domain

/// Writes lines of CSV as RFC 4180 defines it, so that they are safe to open in a spreadsheet and to show on a terminal.
public enum CSVText {
    /// One line of CSV, which ends in CR LF.
    public static func line(_ fields: [String]) -> String {
        fields.map(quoted).joined(separator: ",") + "\r\n"
    }

    /// The field in quotes where it needs them. A text that a spreadsheet would take for a formula begins with an apostrophe;
    /// numbers stay numbers. Hidden characters other than line ends and tabs stand in their visible form.
    static func quoted(_ field: String) -> String {
        var text = field.visible(keeping: .lineSpaces)
        if let first = text.first, "=+-@\t\r".contains(first), Double(text) == nil { text = "'" + text }
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline || $0 == ";" }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
