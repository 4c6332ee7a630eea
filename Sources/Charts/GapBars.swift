/// Openings against leavers: every row has a pair of bars.
public struct GapBars: Sendable {
    /// One occupation with its openings and leavers.
    public struct Row: Sendable {
        /// The name that stands to the left of the bars; it is shortened where it does not fit.
        public let name: String
        /// The openings in persons a year.
        public let openings: Double
        /// The people who finish training for the occupation, in persons a year.
        public let leavers: Double
        /// The openings as text, which stands at the end of their bar.
        public let openingsLabel: String
        /// The leavers as text, which stands at the end of their bar.
        public let leaversLabel: String

        /// Creates a row; every parameter sets the property of the same name.
        public init(name: String, openings: Double, leavers: Double, openingsLabel: String, leaversLabel: String) {
            self.name = name
            self.openings = openings
            self.leavers = leavers
            self.openingsLabel = openingsLabel
            self.leaversLabel = leaversLabel
        }
    }

    /// Draws the pairs of bars on one axis that ends at a round number.
    ///
    /// - Parameters:
    ///   - rows: the occupations, from top to bottom.
    ///   - names: the words of the legend for the two bars.
    ///   - tick: turns a number of the axis into text.
    ///   - caption: the words around the drawing.
    /// - Returns: an SVG element for a page.
    public static func svg(
        _ rows: [Row], names: (openings: String, leavers: String), tick: (Double) -> String, _ caption: ChartCaption
    ) -> String {
        var svg = SVG(width: 720)
        let (left, right, row) = (255.0, 650.0, 29.0)
        let most = max(1, rows.map { max($0.openings, $0.leavers) }.max() ?? 1)
        var step = roundStep(most)
        // Marks are so far apart that their labels do not touch.
        while SVG.textWidth(tick(most), size: SVG.least) + 8 > (right - left) * step / most { step *= 2 }
        let end = (most / step).rounded(.up) * step
        let scale = (right - left) / end
        svg.rect(left, 2, 10, 9, fill: "#333333")
        svg.text(left + 14, 10, names.openings, size: SVG.least)
        let second = left + 26 + SVG.textWidth(names.openings, size: SVG.least) + 12
        svg.rect(second, 2, 10, 9, fill: "#dedede", stroke: "#444444")
        svg.text(second + 14, 10, names.leavers, size: SVG.least)
        let top = 20.0
        let bottom = top + row * Double(rows.count)
        var mark = 0.0
        while mark <= end + step / 2 {
            let x = left + mark * scale
            svg.line(x, top - 3, x, bottom + 3)
            svg.text(x, bottom + 14, tick(mark), size: SVG.least, anchor: .middle, fill: SVG.faint)
            mark += step
        }
        for (index, item) in rows.enumerated() {
            let y = top + row * Double(index)
            svg.text(left - 7, y + 14, SVG.fitting(item.name, width: left - 12, size: SVG.least), size: SVG.least, anchor: .end)
            svg.rect(left, y + 1, item.openings * scale, 11, fill: "#333333", title: "\(names.openings): \(item.openingsLabel)")
            svg.text(left + item.openings * scale + 4, y + 10.5, item.openingsLabel, size: SVG.least, halo: true)
            svg.rect(
                left, y + 13, item.leavers * scale, 10, fill: "#dedede", stroke: "#444444", title: "\(names.leavers): \(item.leaversLabel)")
            svg.text(left + item.leavers * scale + 4, y + 22.5, item.leaversLabel, size: SVG.least, halo: true)
        }
        svg.text((left + right) / 2, bottom + 29, caption.axis, size: SVG.least, anchor: .middle, fill: SVG.faint)
        _ = svg.paragraph(4, bottom + 43, caption.source, width: 712, size: SVG.least)
        return svg.finished(caption)
    }
}
