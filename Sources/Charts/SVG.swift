import Foundation

/// A drawing that grows element by element.
///
/// Everything differs by lightness or letters as well as by colour, so that the drawing survives a black-and-white printer.
struct SVG {
    static let ink = "#111111"
    static let faint = "#767676"
    static let rule = "#cfcfcf"
    /// The smallest type of a drawing. A drawing is 720 wide and stands 182 mm wide on A4 paper, where this is 8 points.
    static let least = 11.2
    /// The mean width of a letter, as a share of the size of the type.
    private static let letterWidth = 0.58

    let width: Double
    private(set) var height: Double
    private var body = ""

    init(width: Double, height: Double = 0) {
        self.width = width
        self.height = height
    }

    /// A number with at most two decimals, as SVG writes it.
    static func number(_ value: Double) -> String {
        let rounded = (value * 100).rounded() / 100
        return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
    }

    static func escape(_ text: String) -> String {
        var out = ""
        for character in text {
            switch character {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default: out.append(character)
            }
        }
        return out
    }

    static func textWidth(_ text: String, size: Double) -> Double { Double(text.count) * size * letterWidth }

    /// A text that fits a width; it is shortened with an ellipsis where it does not.
    static func fitting(_ text: String, width: Double, size: Double) -> String {
        let most = max(2, Int(width / (size * letterWidth)))
        return text.count <= most ? text : text.prefix(most - 1).trimmingCharacters(in: .whitespaces) + "…"
    }

    enum Anchor: String { case start, middle, end }

    mutating func rect(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: String, stroke: String? = nil, title: String? = nil
    ) {
        reach(y + height)
        let line = stroke.map { " stroke=\"\($0)\" stroke-width=\"0.75\"" } ?? ""
        let box =
            "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(max(0, width)))\" height=\"\(Self.number(height))\" fill=\"\(fill)\"\(line)"
        body += title.map { "\(box)><title>\(Self.escape($0))</title></rect>" } ?? "\(box)/>"
    }

    mutating func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, stroke: String = rule, width: Double = 0.75, dash: String? = nil
    ) {
        reach(max(y1, y2))
        body +=
            "<line x1=\"\(Self.number(x1))\" y1=\"\(Self.number(y1))\" x2=\"\(Self.number(x2))\" y2=\"\(Self.number(y2))\" stroke=\"\(stroke)\" stroke-width=\"\(Self.number(width))\"\(dash.map { " stroke-dasharray=\"\($0)\"" } ?? "")/>"
    }

    mutating func circle(
        _ x: Double, _ y: Double, radius: Double, fill: String, stroke: String = ink, width: Double = 0.75, dash: String? = nil,
        opacity: Double = 1, title: String? = nil
    ) {
        reach(y + radius)
        let open =
            "<circle cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" r=\"\(Self.number(radius))\" fill=\"\(fill)\" fill-opacity=\"\(Self.number(opacity))\" stroke=\"\(stroke)\" stroke-width=\"\(Self.number(width))\"\(dash.map { " stroke-dasharray=\"\($0)\"" } ?? "")"
        body += title.map { "\(open)><title>\(Self.escape($0))</title></circle>" } ?? "\(open)/>"
    }

    mutating func polygon(_ points: [(Double, Double)], fill: String) {
        let list = points.map { "\(Self.number($0.0)),\(Self.number($0.1))" }.joined(separator: " ")
        body += "<polygon points=\"\(list)\" fill=\"\(fill)\" stroke=\"#ffffff\" stroke-width=\"1\"/>"
    }

    mutating func text(
        _ x: Double, _ y: Double, _ text: String, size: Double = SVG.least, anchor: Anchor = .start, fill: String = ink,
        isBold: Bool = false,
        halo: Bool = false
    ) {
        reach(y + size * 0.3)
        let weight = isBold ? " font-weight=\"bold\"" : ""
        let place = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
        let head = "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" font-size=\"\(Self.number(size))\"\(place)\(weight)"
        if halo {
            body += "\(head) fill=\"none\" stroke=\"#ffffff\" stroke-width=\"2.5\" aria-hidden=\"true\">\(Self.escape(text))</text>"
        }
        body += "\(head) fill=\"\(fill)\">\(Self.escape(text))</text>"
    }

    /// Writes a text over several lines.
    ///
    /// - Parameters:
    ///   - x: the left edge.
    ///   - y: the base line of the first line.
    ///   - text: the words, which are broken at spaces.
    ///   - width: the width that the lines may take.
    ///   - size: the size of the type.
    ///   - fill: the colour of the letters.
    /// - Returns: the base line on which a next line would stand.
    mutating func paragraph(_ x: Double, _ y: Double, _ text: String, width: Double, size: Double, fill: String = faint) -> Double {
        let most = max(8, Int(width / (size * Self.letterWidth)))
        var lines = [""]
        for word in text.split(separator: " ") {
            if lines[lines.count - 1].isEmpty {
                lines[lines.count - 1] = String(word)
            } else if lines[lines.count - 1].count + 1 + word.count <= most {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(String(word))
            }
        }
        for (index, line) in lines.enumerated() { self.text(x, y + Double(index) * size * 1.3, line, size: size, fill: fill) }
        return y + Double(lines.count) * size * 1.3
    }

    private mutating func reach(_ y: Double) { height = max(height, y) }

    /// The whole drawing as one SVG element, with its title and description for screen readers.
    func finished(_ caption: ChartCaption) -> String {
        return
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 \(Self.number(width)) \(Self.number(height + 2))\" role=\"img\" aria-label=\"\(Self.escape(caption.title + ". " + caption.description))\" font-family=\"DejaVu Sans, Liberation Sans, Arial, sans-serif\"><title>\(Self.escape(caption.title))</title><desc>\(Self.escape(caption.description))</desc>\(body)</svg>"
    }
}

/// The words that stand around a chart, for the eye and for screen readers.
public struct ChartCaption: Sendable {
    /// The title of the chart.
    public let title: String
    /// What the chart shows, in words, for people who cannot see it.
    public let description: String
    /// The name and the unit of the axis.
    public let axis: String
    /// Where the figures of the chart come from.
    public let source: String

    /// Creates a caption; every parameter sets the property of the same name.
    public init(title: String, description: String, axis: String, source: String) {
        self.title = title
        self.description = description
        self.axis = axis
        self.source = source
    }
}

/// A round step (1, 2 or 5 times a power of ten) that cuts a range into four to ten parts.
func roundStep(_ range: Double) -> Double {
    guard range > 0 else { return 1 }
    let magnitude = pow(10, (log10(range / 4)).rounded(.down))
    let ratio = range / 4 / magnitude
    return magnitude * (ratio >= 5 ? 5 : ratio >= 2 ? 2 : 1)
}
