import Foundation

/// A map of the regions around a place: each region is a dot whose area stands for a quantity, and the largest dots have names.
public struct RegionMap: Sendable {
    /// One region on the map.
    public struct Dot: Sendable {
        /// The name of the region.
        public let name: String
        /// Degrees north of the equator.
        public let latitude: Double
        /// Degrees east of Greenwich.
        public let longitude: Double
        /// The quantity that the area of the dot stands for.
        public let amount: Double
        /// The quantity as text, which stands beside the name.
        public let label: String
        /// Whether the dot is filled; it is where the plan sends graduates to the region, and hollow elsewhere.
        public let isFilled: Bool

        /// Creates a dot; every parameter sets the property of the same name.
        public init(name: String, latitude: Double, longitude: Double, amount: Double, label: String, isFilled: Bool) {
            self.name = name
            self.latitude = latitude
            self.longitude = longitude
            self.amount = amount
            self.label = label
            self.isFilled = isFilled
        }
    }

    /// The place that the map is drawn around.
    public struct Centre: Sendable {
        /// The name of the place.
        public let name: String
        /// Degrees north of the equator.
        public let latitude: Double
        /// Degrees east of Greenwich.
        public let longitude: Double

        /// Creates a centre; every parameter sets the property of the same name.
        public init(name: String, latitude: Double, longitude: Double) {
            self.name = name
            self.latitude = latitude
            self.longitude = longitude
        }
    }

    /// The words of the legend, in the reader's language.
    public struct Words: Sendable {
        /// What a filled dot means.
        public let filled: String
        /// What a hollow dot means.
        public let hollow: String
        /// The word beside the arrow that points north.
        public let north: String

        /// Creates the words of the legend; every parameter sets the property of the same name.
        public init(filled: String, hollow: String, north: String) {
            self.filled = filled
            self.hollow = hollow
            self.north = north
        }
    }

    private static let kilometresPerDegree = 111.2

    /// Draws the map, with the centre in the middle and north at the top.
    ///
    /// - Parameters:
    ///   - dots: the regions; the order does not matter.
    ///   - centre: the place in the middle.
    ///   - rings: the distances from the centre that are drawn as circles, in km and in rising order; the last one is the edge of
    ///     the map.
    ///   - named: the largest number of dots that have names.
    ///   - words: the words of the legend.
    ///   - caption: the words around the drawing.
    /// - Returns: an SVG element for a page.
    public static func svg(
        _ dots: [Dot], centre: Centre, rings: [Double], named: Int = 10, words: Words, _ caption: ChartCaption
    ) -> String {
        var svg = SVG(width: 720)
        let size = 310.0
        let (middleX, middleY) = (360.0, size / 2 + 4)
        let edge = max(1, rings.last ?? 75) * 1.06
        let scale = size / 2 / edge
        for ring in rings {
            svg.circle(middleX, middleY, radius: ring * scale, fill: "none", stroke: SVG.rule, dash: "4 3")
            svg.text(middleX, middleY - ring * scale + 9, "\(SVG.number(ring)) km", size: 8, anchor: .middle, fill: SVG.faint, halo: true)
        }
        let most = max(1e-9, dots.map(\.amount).max() ?? 1)
        let squeeze = cos(centre.latitude * .pi / 180)
        let places = dots.map { dot in
            (
                dot: dot, x: middleX + (dot.longitude - centre.longitude) * squeeze * kilometresPerDegree * scale,
                y: middleY - (dot.latitude - centre.latitude) * kilometresPerDegree * scale,
                radius: 2 + 14 * (max(0, dot.amount) / most).squareRoot()
            )
        }.sorted { ($1.radius, $0.dot.name) < ($0.radius, $1.dot.name) }
        for place in places {
            svg.circle(
                place.x, place.y, radius: place.radius, fill: place.dot.isFilled ? "#1f4e79" : "#ffffff", width: 1,
                opacity: place.dot.isFilled ? 0.85 : 0.6, title: "\(place.dot.name): \(place.dot.label)")
        }
        svg.polygon(
            [(middleX, middleY - 8), (middleX + 7, middleY + 5), (middleX - 7, middleY + 5)], fill: "#111111")
        // A name stands to the right of its dot or, where others stand, to the left, above, below or aslant. It is left out where
        // there is no room for it.
        var taken = places.map { (x: $0.x - $0.radius, y: $0.y - $0.radius, width: 2 * $0.radius, height: 2 * $0.radius) }
        taken.append((middleX - 8, middleY - 9, 16, 15))
        func overlap(_ x: Double, _ y: Double, _ width: Double, own: Int) -> Double {
            guard x > 2, x + width < 718, y > 12, y < size + 6 else { return .infinity }
            var sum = 0.0
            for (index, other) in taken.enumerated() where index != own {
                let across = min(x + width, other.x + other.width) - max(x, other.x)
                let along = min(y + 2, other.y + other.height) - max(y - 9, other.y)
                if across > 0, along > 0 { sum += across * along * (index < places.count ? 1 : 4) }
            }
            return sum
        }
        func name(_ text: String, _ x: Double, _ y: Double, _ radius: Double, own: Int, isBold: Bool) {
            let width = SVG.textWidth(text, size: 9.5) * (isBold ? 1.14 : 1.04)
            let tries = [
                (x + radius + 3, y + 3), (x - radius - 3 - width, y + 3), (x - width / 2, y - radius - 3), (x - width / 2, y + radius + 10),
                (x + radius * 0.7 + 2, y - radius * 0.7 - 2), (x + radius * 0.7 + 2, y + radius * 0.7 + 9),
                (x - radius * 0.7 - 2 - width, y - radius * 0.7 - 2), (x - radius * 0.7 - 2 - width, y + radius * 0.7 + 9),
            ].map { (x: $0.0, y: $0.1, cost: overlap($0.0, $0.1, width, own: own)) }
            // A name may lie on the edge of a dot, but not on another name.
            guard let best = tries.min(by: { $0.cost < $1.cost }), best.cost < 90 else { return }
            taken.append((best.x, best.y - 9, width, 11))
            svg.text(best.x, best.y, text, size: 9.5, isBold: isBold, halo: true)
        }
        name(centre.name, middleX, middleY, 8, own: places.count, isBold: true)
        for (index, place) in places.enumerated().prefix(named) {
            name("\(place.dot.name) \(place.dot.label)", place.x, place.y, place.radius, own: index, isBold: false)
        }

        svg.text(16, 16, "↑ " + words.north, size: 10)
        svg.circle(21, size - 24, radius: 5, fill: "#1f4e79", opacity: 0.85)
        svg.text(31, size - 21, words.filled, size: 10)
        svg.circle(21, size - 9, radius: 5, fill: "#ffffff")
        svg.text(31, size - 6, words.hollow, size: 10)
        svg.text(360, size + 20, caption.axis, size: 10, anchor: .middle, fill: SVG.faint)
        _ = svg.paragraph(4, size + 35, caption.source, width: 712, size: 9.5)
        return svg.finished(caption)
    }
}
