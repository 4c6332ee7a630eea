import Foundation

/// A map of the regions around a place: filled dots, whose area stands for a quantity, all have names; hollow ones only show where else
/// there is something.
public struct RegionMap: Sendable {
    /// One region on the map.
    public struct Dot: Sendable {
        /// The name of the region.
        public let name: String
        /// Degrees north of the equator.
        public let latitude: Double
        /// Degrees east of Greenwich.
        public let longitude: Double
        /// The quantity that the area of a filled dot stands for; hollow dots are all of one size.
        public let amount: Double
        /// The quantity as text, which stands beside the name.
        public let label: String
        /// Whether the dot is filled and has its name beside the map.
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
    /// The height of the drawing's circle, and the middle of the drawing.
    private static let (size, middle) = (250.0, (x: 360.0, y: 129.0))
    /// The distance between the base lines of two labels.
    private static let line = 15.0

    private struct Place {
        let dot: Dot
        let x, y, radius: Double
    }

    /// Draws the map, with the centre in the middle and north at the top. The name of every filled dot stands beside the map, with a line
    /// to its dot, so that no name covers another.
    ///
    /// - Parameters:
    ///   - dots: the regions; the order does not matter.
    ///   - centre: the place in the middle.
    ///   - rings: the distances from the centre that are drawn as circles, in km and in rising order; the last one is the edge of
    ///     the map.
    ///   - words: the words of the legend.
    ///   - caption: the words around the drawing.
    /// - Returns: an SVG element for a page.
    public static func svg(_ dots: [Dot], centre: Centre, rings: [Double], words: Words, _ caption: ChartCaption) -> String {
        var svg = SVG(width: 720)
        let edge = max(1, rings.last ?? 75) * 1.06
        let scale = size / 2 / edge
        for ring in rings {
            svg.circle(middle.x, middle.y, radius: ring * scale, fill: "none", stroke: SVG.rule, dash: "4 3")
        }
        let most = max(1e-9, dots.filter(\.isFilled).map(\.amount).max() ?? 1)
        let squeeze = cos(centre.latitude * .pi / 180)
        let places = dots.map { dot in
            Place(
                dot: dot, x: middle.x + (dot.longitude - centre.longitude) * squeeze * kilometresPerDegree * scale,
                y: middle.y - (dot.latitude - centre.latitude) * kilometresPerDegree * scale,
                radius: dot.isFilled ? 3 + 11 * (max(0, dot.amount) / most).squareRoot() : 3)
        }.sorted { ($1.radius, $0.dot.name) < ($0.radius, $1.dot.name) }
        for place in places {
            svg.circle(
                place.x, place.y, radius: place.radius, fill: place.dot.isFilled ? "#1f4e79" : "#ffffff", width: 1,
                opacity: place.dot.isFilled ? 0.85 : 0.6, title: "\(place.dot.name): \(place.dot.label)")
        }
        for ring in rings {
            svg.text(
                middle.x, middle.y - ring * scale + 9, "\(SVG.number(ring)) km", anchor: .middle, fill: SVG.faint, halo: true)
        }
        svg.polygon(
            [(middle.x, middle.y - 8), (middle.x + 7, middle.y + 5), (middle.x - 7, middle.y + 5)], fill: "#111111")
        label(places.filter(\.dot.isFilled), &svg)

        let legend = size + 22
        svg.text(4, 14, "↑ " + words.north)
        svg.circle(9, legend - 4, radius: 5, fill: "#1f4e79", opacity: 0.85)
        svg.text(19, legend, words.filled)
        let second = 19 + SVG.textWidth(words.filled, size: SVG.least) + 20
        svg.circle(second, legend - 4, radius: 3, fill: "#ffffff")
        svg.text(second + 9, legend, words.hollow)
        svg.text(4, legend + 16, caption.axis, fill: SVG.faint)
        _ = svg.paragraph(4, legend + 32, caption.source, width: 712, size: SVG.least)
        return svg.finished(caption)
    }

    /// Writes the names of dots into the margins of the map, from top to bottom as the dots lie.
    private static func label(_ places: [Place], _ svg: inout SVG) {
        let room = Int(size / line)
        let ordered = places.sorted { ($0.x, $0.y, $0.dot.name) < ($1.x, $1.y, $1.dot.name) }
        let west = ordered.filter { $0.x < middle.x }.count
        let left = max(ordered.count - room, min(west, room))
        for (side, isLeft) in [(ordered.prefix(max(0, left)), true), (ordered.dropFirst(max(0, left)), false)] {
            let column = side.sorted { ($0.y, $0.x, $0.dot.name) < ($1.y, $1.x, $1.dot.name) }
            var heights: [Double] = []
            for place in column { heights.append(max((heights.last ?? -.infinity) + line, place.y + 4)) }
            var lowest = size
            for index in heights.indices.reversed() {
                heights[index] = min(heights[index], lowest)
                lowest = heights[index] - line
            }
            let x = isLeft ? middle.x - size / 2 - 14 : middle.x + size / 2 + 14
            for (place, y) in zip(column, heights) {
                svg.line(place.x, place.y, isLeft ? x + 3 : x - 3, y - 4, stroke: SVG.ink, width: 0.6)
                let text = SVG.fitting("\(place.dot.name) \(place.dot.label)", width: 214, size: SVG.least)
                svg.text(x, y, text, anchor: isLeft ? .end : .start)
            }
        }
    }
}
