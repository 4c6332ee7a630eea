/// Targets as outlines that the plan fills.
public struct TargetProgress: Sendable {
    /// One target and how far the plan comes.
    public struct Row: Sendable {
        /// The name that stands to the left of the bar.
        public let name: String
        /// The persons that the target asks for.
        public let target: Double
        /// The persons that the plan reaches.
        public let reached: Double
        /// The figures as text under the bar, for example `10.096 dari 18.624 (54 %)`.
        public let label: String

        /// Creates a row; every parameter sets the property of the same name.
        public init(name: String, target: Double, reached: Double, label: String) {
            self.name = name
            self.target = target
            self.reached = reached
            self.label = label
        }
    }

    /// Draws the bars on one axis that ends at a round number.
    ///
    /// - Parameters:
    ///   - rows: the targets, from top to bottom.
    ///   - tick: turns a number of the axis into text.
    ///   - caption: the words around the drawing.
    /// - Returns: an SVG element for a page.
    public static func svg(_ rows: [Row], tick: (Double) -> String, _ caption: ChartCaption) -> String {
        var svg = SVG(width: 720)
        let (left, right, row) = (130.0, 690.0, 40.0)
        let most = max(1, rows.map { max($0.target, $0.reached) }.max() ?? 1)
        var step = roundStep(most)
        // Marks are so far apart that their labels do not touch.
        while SVG.textWidth(tick(most), size: SVG.least) + 8 > (right - left) * step / most { step *= 2 }
        let end = (most / step).rounded(.up) * step
        let scale = (right - left) / end
        let bottom = 6 + row * Double(rows.count)
        var mark = 0.0
        while mark <= end + step / 2 {
            let x = left + mark * scale
            svg.line(x, 2, x, bottom)
            svg.text(x, bottom + 14, tick(mark), size: SVG.least, anchor: .middle, fill: SVG.faint)
            mark += step
        }
        for (index, item) in rows.enumerated() {
            let y = 6 + row * Double(index)
            svg.text(left - 7, y + 14, item.name, size: SVG.least, anchor: .end)
            svg.rect(left, y + 2, item.target * scale, 16, fill: "#dedede", stroke: SVG.ink, title: item.label)
            svg.rect(left, y + 2, item.reached * scale, 16, fill: "#1f4e79", title: item.label)
            svg.text(left + 4, y + 31, item.label, size: SVG.least, halo: true)
        }
        svg.text((left + right) / 2, bottom + 29, caption.axis, size: SVG.least, anchor: .middle, fill: SVG.faint)
        _ = svg.paragraph(4, bottom + 43, caption.source, width: 712, size: SVG.least)
        return svg.finished(caption)
    }
}
