/// Scores as bars that are made of what each criterion contributes, with the letter of the criterion in each piece.
public struct ContributionBars: Sendable {
    /// What one criterion contributes to one score.
    public struct Piece: Sendable {
        /// The letter of the criterion, as the legend states it.
        public let letter: String
        /// The name of the criterion, which appears when a pointer rests on the piece.
        public let name: String
        /// The contribution in points of score, 0 to 100; a piece of no points is not drawn.
        public let points: Double
        /// The contribution as text, which appears beside the name.
        public let label: String
        /// The position of the criterion in the legend, from 0; it decides the shade.
        public let shade: Int

        /// Creates a piece; every parameter sets the property of the same name.
        public init(letter: String, name: String, points: Double, label: String, shade: Int) {
            self.letter = letter
            self.name = name
            self.points = points
            self.label = label
            self.shade = shade
        }
    }

    /// The score of one programme.
    public struct Bar: Sendable {
        /// The name that stands to the left of the bar; it is shortened where it does not fit.
        public let name: String
        /// The score as text, which stands at the end of the bar.
        public let value: String
        /// The contributions, from left to right.
        public let pieces: [Piece]

        /// Creates a bar; every parameter sets the property of the same name.
        public init(name: String, value: String, pieces: [Piece]) {
            self.name = name
            self.value = value
            self.pieces = pieces
        }
    }

    /// Dark and light shades by turns, so that neighbours differ in grey too; the hues are those that colour-blind readers can
    /// tell apart.
    ///
    /// - Source: after M. Okabe and K. Ito, Color Universal Design, 2008.
    static let shades = [
        "#0b3c5d", "#9ad0f0", "#7a4b00", "#f5d98b", "#3d2259", "#d9c2ec", "#0f5132", "#b5e3c8", "#7a1f1f", "#f7c4b4", "#333333", "#d5d5d5",
        "#005f5f",
    ]

    /// The colour of a position in the legend, as `#rrggbb`; the colours repeat after the last one.
    public static func shade(_ index: Int) -> String { shades[index % shades.count] }
    static func isDark(_ index: Int) -> Bool { index % 2 == 0 }

    /// Draws the bars on an axis from 0 to 100 points.
    ///
    /// - Parameters:
    ///   - bars: the programmes, from top to bottom.
    ///   - caption: the words around the drawing.
    /// - Returns: an SVG element for a page.
    public static func svg(_ bars: [Bar], _ caption: ChartCaption) -> String {
        var svg = SVG(width: 720)
        let (left, right, row, thick) = (235.0, 670.0, 21.0, 15.0)
        let scale = (right - left) / 100
        let bottom = 8 + row * Double(bars.count)
        for mark in stride(from: 0, through: 100, by: 20) {
            let x = left + Double(mark) * scale
            svg.line(x, 4, x, bottom + 3)
            svg.text(x, bottom + 14, String(mark), size: SVG.least, anchor: .middle, fill: SVG.faint)
        }
        for (index, bar) in bars.enumerated() {
            let y = 8 + row * Double(index)
            svg.text(left - 7, y + 11.5, SVG.fitting(bar.name, width: left - 12, size: SVG.least), size: SVG.least, anchor: .end)
            var x = left
            for piece in bar.pieces where piece.points > 0 {
                let width = piece.points * scale
                svg.rect(x, y, width, thick, fill: shade(piece.shade), stroke: "#ffffff", title: "\(piece.name): \(piece.label)")
                if width >= 10 {
                    svg.text(
                        x + width / 2, y + 11, piece.letter, size: SVG.least, anchor: .middle,
                        fill: isDark(piece.shade) ? "#ffffff" : SVG.ink)
                }
                x += width
            }
            svg.text(x + 5, y + 11.5, bar.value, isBold: true, halo: true)
        }
        svg.text((left + right) / 2, bottom + 29, caption.axis, size: SVG.least, anchor: .middle, fill: SVG.faint)
        _ = svg.paragraph(4, bottom + 43, caption.source, width: 712, size: SVG.least)
        return svg.finished(caption)
    }
}
