/// A table of text for a terminal or a printout, whose columns are as wide as their widest cell.
public struct TextTable: Sendable {
    /// On which side of its column a text stands.
    public enum Alignment: Sendable { case left, right }

    private var columns: TextColumns
    private var rows: [[String]] = []

    /// Creates a table without rows.
    public init(_ columns: [(header: String, alignment: Alignment)]) { self.columns = TextColumns(columns) }

    /// Adds a row, which must have one cell for each column. Hidden characters of a cell are shown in their visible form.
    public mutating func add(_ cells: [String]) {
        rows.append(cells.map(TerminalText.cell))
        columns.fit(rows[rows.count - 1])
    }

    /// The table as lines, of which the first is the header.
    ///
    /// - Parameter style: Marks up the header line; it must not change the width of the line.
    /// - Returns: The lines without line feeds.
    public func lines(header style: (String) -> String = { $0 }) -> [String] {
        [style(columns.line(columns.headers))] + rows.map(columns.line)
    }
}

/// The columns of a table of text: their headers, and how wide they have to be.
struct TextColumns: Sendable {
    let headers: [String]
    private let alignments: [TextTable.Alignment]
    private var widths: [Int]

    init(_ columns: [(header: String, alignment: TextTable.Alignment)]) {
        headers = columns.map(\.header)
        alignments = columns.map(\.alignment)
        widths = headers.map(TerminalText.width)
    }

    /// Makes the columns wide enough for the cells of a row.
    mutating func fit(_ cells: [String]) {
        for (column, cell) in cells.enumerated() { widths[column] = max(widths[column], TerminalText.width(cell)) }
    }

    /// The cells of a row on one line.
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
