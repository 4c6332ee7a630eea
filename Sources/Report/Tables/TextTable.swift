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

    /// Adds a row, which must have one cell for each column.
    public mutating func add(_ cells: [String]) {
        rows.append(cells)
    }

    /// The table as lines, of which the first is the header.
    ///
    /// - Parameter style: Marks up the header line; it must not change the width of the line.
    /// - Returns: The lines without line feeds.
    public func lines(header style: (String) -> String = { $0 }) -> [String] {
        let widths = headers.indices.map { column in ([headers] + rows).map { Self.width($0[column]) }.max() ?? 0 }
        func line(_ cells: [String]) -> String {
            var text = ""
            for (column, cell) in cells.enumerated() {
                let padding = String(repeating: " ", count: max(0, widths[column] - Self.width(cell)))
                text += alignments[column] == .left ? cell + padding : padding + cell
                if column < cells.count - 1 { text += "  " }
            }
            while text.last == " " { text.removeLast() }
            return text
        }
        return [style(line(headers))] + rows.map(line)
    }

    /// The number of columns that a text takes on a terminal; colour codes take none.
    static func width(_ text: String) -> Int {
        var count = 0
        var inEscape = false
        for scalar in text.unicodeScalars {
            if scalar == "\u{1B}" { inEscape = true }
            if !inEscape { count += 1 }
            if inEscape, scalar == "m" { inEscape = false }
        }
        return count
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
