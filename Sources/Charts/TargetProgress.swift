/// Targets as outlines that the plan fills.
public struct TargetProgress: Sendable {
    public struct Row: Sendable {
        public let name: String
        public let target: Double
        public let reached: Double
        /// `10.096 dari 18.624 (54 %)`
        public let label: String

        public init(name: String, target: Double, reached: Double, label: String) {
            self.name = name
            self.target = target
            self.reached = reached
            self.label = label
        }
    }

    public static func svg(_ rows: [Row], tick: (Double) -> String, _ caption: ChartCaption) -> String {
        var svg = SVG(width: 720)
        let (left, right, row) = (130.0, 690.0, 40.0)
        let most = max(1, rows.map { max($0.target, $0.reached) }.max() ?? 1)
        let step = roundStep(most)
        let end = (most / step).rounded(.up) * step
        let scale = (right - left) / end
        let bottom = 6 + row * Double(rows.count)
        var mark = 0.0
        while mark <= end + step / 2 {
            let x = left + mark * scale
            svg.line(x, 2, x, bottom)
            svg.text(x, bottom + 12, tick(mark), size: 10, anchor: .middle, fill: SVG.faint)
            mark += step
        }
        for (index, item) in rows.enumerated() {
            let y = 6 + row * Double(index)
            svg.text(left - 7, y + 14, item.name, size: 11, anchor: .end)
            svg.rect(left, y + 2, item.target * scale, 16, fill: "#dedede", stroke: SVG.ink, title: item.label)
            svg.rect(left, y + 2, item.reached * scale, 16, fill: "#1f4e79", title: item.label)
            svg.text(left + 4, y + 30, item.label, size: 10, halo: true)
        }
        svg.text((left + right) / 2, bottom + 25, caption.axis, size: 10, anchor: .middle, fill: SVG.faint)
        _ = svg.paragraph(4, bottom + 38, caption.source, width: 712, size: 9.5)
        return svg.finished(caption)
    }
}
