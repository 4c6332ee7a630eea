/// A table of text for a terminal or a printout, whose columns are as wide as their widest cell.
public struct TextTable: Sendable {
    /// On which side of its column a text stands.
    public enum Alignment: Sendable { case left, right }

    private let headers: [String]
    private let alignments: [Alignment]
    private var rows: [[String]] = []

    /// Creates a table without rows.
    public init(_ columns: [(header: String, alignment: Alignment)]) {
        headers = columns.map(\.header)
        alignments = columns.map(\.alignment)
    }

    /// Adds a row, which must have one cell for each column. Hidden characters of a cell are shown in their visible form.
    public mutating func add(_ cells: [String]) {
        rows.append(cells.map(TerminalText.cell))
    }

    /// The table as lines, of which the first is the header.
    ///
    /// - Parameter style: Marks up the header line; it must not change the width of the line.
    /// - Returns: The lines without line feeds.
    public func lines(header style: (String) -> String = { $0 }) -> [String] {
        let widths = headers.indices.map { column in ([headers] + rows).map { TerminalText.width($0[column]) }.max() ?? 0 }
        func line(_ cells: [String]) -> String {
            var text = ""
            for (column, cell) in cells.enumerated() {
                let padding = String(repeating: " ", count: max(0, widths[column] - TerminalText.width(cell)))
                text += alignments[column] == .left ? cell + padding : padding + cell
                if column < cells.count - 1 { text += "  " }
            }
            while text.last == " " { text.removeLast() }
            return text
        }
        return [style(line(headers))] + rows.map(line)
    }
}

/// A horizontal bar in eighths of a character.
///
/// - Parameters:
///   - share: The share that is filled, 0 to 1.
///   - width: The length of the whole bar in characters.
/// - Returns: The bar, with dots where it is not filled.
public func bar(_ share: Double, width: Int) -> String {
    let eighths = Int((min(max(share, 0), 1) * Double(width) * 8).rounded())
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let text = String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    return text + String(repeating: "·", count: max(0, width - text.count))
}
