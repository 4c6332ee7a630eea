/// A table of cells that shows how probable each rank of each programme is: the darker a cell, the more probable the rank.
///
/// Every cell also states its percentage, so that the drawing can be read without its shades.
public struct AcceptabilityMap: Sendable {
    /// One programme and the probabilities of its ranks.
    public struct Row: Sendable {
        /// The name that stands to the left of the cells; it is shortened where it does not fit.
        public let name: String
        /// The probabilities of rank 1, 2 and so on, each 0 to 1.
        public let ranks: [Double]
        /// The probability of a rank among the first ones, in words; it stands to the right of the cells.
        public let total: String

        /// Creates a row; every parameter sets the property of the same name.
        public init(name: String, ranks: [Double], total: String) {
            self.name = name
            self.ranks = ranks
            self.total = total
        }
    }

    /// Draws the table.
    ///
    /// - Parameters:
    ///   - rows: the programmes, from top to bottom.
    ///   - totalTitle: the heading of the last column.
    ///   - caption: the words around the drawing.
    /// - Returns: an SVG element for a page.
    public static func svg(_ rows: [Row], totalTitle: String, _ caption: ChartCaption) -> String {
        var svg = SVG(width: 720)
        let ranks = rows.map(\.ranks.count).max() ?? 0
        let (left, right, row) = (235.0, 600.0, 19.0)
        let width = (right - left) / Double(max(1, ranks))
        for rank in 0..<ranks {
            svg.text(left + (Double(rank) + 0.5) * width, 10, String(rank + 1), size: SVG.least, anchor: .middle, fill: SVG.faint)
        }
        svg.text(right + 10, 10, totalTitle, size: SVG.least, fill: SVG.faint)
        for (index, item) in rows.enumerated() {
            let y = 15 + row * Double(index)
            svg.text(left - 7, y + 12.5, SVG.fitting(item.name, width: left - 12, size: SVG.least), size: SVG.least, anchor: .end)
            for (rank, share) in item.ranks.enumerated() {
                // The shades go from white to nearly black in steps that look even to the eye.
                let level = Int((255 - 215 * min(1, max(0, share)).squareRoot()).rounded())
                let hex = String(level, radix: 16)
                let two = hex.count == 1 ? "0" + hex : hex
                let percent = Int((share * 100).rounded())
                svg.rect(
                    left + Double(rank) * width, y, width, row, fill: "#\(two)\(two)\(two)", stroke: "#ffffff",
                    title: "\(item.name), \(rank + 1): \(percent) %")
                if percent >= 1 {
                    svg.text(
                        left + (Double(rank) + 0.5) * width, y + 12, String(percent), size: SVG.least, anchor: .middle,
                        fill: level < 140 ? "#ffffff" : SVG.ink)
                }
            }
            svg.text(right + 10, y + 12.5, item.total)
        }
        let bottom = 15 + row * Double(rows.count)
        svg.text((left + right) / 2, bottom + 14, caption.axis, size: SVG.least, anchor: .middle, fill: SVG.faint)
        _ = svg.paragraph(4, bottom + 28, caption.source, width: 712, size: SVG.least)
        return svg.finished(caption)
    }
}
