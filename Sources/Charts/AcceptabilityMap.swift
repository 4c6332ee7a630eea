/// How probable each rank of each programme is: the darker, the more probable, with the percentage in the cell.
public struct AcceptabilityMap: Sendable {
    public struct Row: Sendable {
        public let name: String
        /// Probability of rank 1, 2, …, each 0 to 1.
        public let ranks: [Double]
        /// Probability of a rank among the first k, in words.
        public let total: String

        public init(name: String, ranks: [Double], total: String) {
            self.name = name
            self.ranks = ranks
            self.total = total
        }
    }

    /// - Parameter totalTitle: stands above the last column.
    public static func svg(_ rows: [Row], totalTitle: String, _ caption: ChartCaption) -> String {
        var svg = SVG(width: 720)
        let ranks = rows.map(\.ranks.count).max() ?? 0
        let (left, right, row) = (235.0, 600.0, 19.0)
        let width = (right - left) / Double(max(1, ranks))
        for rank in 0..<ranks {
            svg.text(left + (Double(rank) + 0.5) * width, 10, String(rank + 1), size: 10, anchor: .middle, fill: SVG.faint)
        }
        svg.text(right + 10, 10, totalTitle, size: 10, fill: SVG.faint)
        for (index, item) in rows.enumerated() {
            let y = 15 + row * Double(index)
            svg.text(left - 7, y + 12.5, SVG.fitting(item.name, width: left - 12, size: 11), size: 11, anchor: .end)
            for (rank, share) in item.ranks.enumerated() {
                // From white to near black, evenly to the eye.
                let level = Int((255 - 215 * min(1, max(0, share)).squareRoot()).rounded())
                let hex = String(level, radix: 16)
                let two = hex.count == 1 ? "0" + hex : hex
                let percent = Int((share * 100).rounded())
                svg.rect(
                    left + Double(rank) * width, y, width, row, fill: "#\(two)\(two)\(two)", stroke: "#ffffff",
                    title: "\(item.name), \(rank + 1): \(percent) %")
                if percent >= 1 {
                    svg.text(
                        left + (Double(rank) + 0.5) * width, y + 12, String(percent), size: 9.5, anchor: .middle,
                        fill: level < 140 ? "#ffffff" : SVG.ink)
                }
            }
            svg.text(right + 10, y + 12.5, item.total)
        }
        let bottom = 15 + row * Double(rows.count)
        svg.text((left + right) / 2, bottom + 14, caption.axis, size: 10, anchor: .middle, fill: SVG.faint)
        _ = svg.paragraph(4, bottom + 28, caption.source, width: 712, size: 9.5)
        return svg.finished(caption)
    }
}
