/// Writes CSV as RFC 4180 has it, safe to open in a spreadsheet.
public enum CSVText {
    /// One line, ended by CR LF.
    public static func line(_ fields: [String]) -> String {
        fields.map(quoted).joined(separator: ",") + "\r\n"
    }

    /// Text that a spreadsheet would take for a formula is led by an apostrophe; numbers stay numbers.
    static func quoted(_ field: String) -> String {
        var text = field
        if let first = text.first, "=+-@\t\r".contains(first), Double(text) == nil { text = "'" + text }
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline || $0 == ";" }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    /// The fields of one line; quoted ones may hold commas and doubled quotes.
    public static func fields(_ line: String) -> [String] {
        var fields = [""]
        var quoted = false
        for character in line {
            switch character {
            case "\"": quoted.toggle()
            case "," where !quoted: fields.append("")
            default: fields[fields.count - 1].append(character)
            }
        }
        return fields
    }
}
