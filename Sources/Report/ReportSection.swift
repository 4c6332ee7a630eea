/// A part of a report: a heading, and below it in this order sentences, a chart, a table and a list.
struct ReportSection {
    let heading: String
    var paragraphs: [String] = []
    /// The chart as an SVG element; empty where there is none.
    var chart = ""
    var table: ReportTable?
    /// The items of a numbered list.
    var steps: [String] = []
    /// The letters and shades of a chart, and what they mean.
    var legend: [(letter: String, fill: String, name: String, explained: String)] = []

    init(_ heading: String) { self.heading = heading }

    /// Takes over a section under another heading.
    init(_ section: ReportSection, heading: String) {
        self.init(heading)
        (paragraphs, chart, table, steps, legend) = (section.paragraphs, section.chart, section.table, section.steps, section.legend)
    }

    func context(_ numbers: Numbers) -> [String: Any] {
        var context: [String: Any] = [
            "heading": heading, "paragraphs": paragraphs, "steps": steps,
            "legend": legend.map { ["letter": $0.letter, "fill": $0.fill, "name": $0.name, "explained": $0.explained] },
        ]
        if !chart.isEmpty { (context["chart"], context["has_chart"]) = (chart, true) }
        if !steps.isEmpty { context["has_steps"] = true }
        if !legend.isEmpty { context["has_legend"] = true }
        if let table { context["table"] = table.context(numbers) }
        return context
    }
}
