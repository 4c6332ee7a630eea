/// A part of a report: a heading, and what stands below it in this order: sentences, a chart, a table, a list.
struct ReportSection {
    let heading: String
    var paragraphs: [String] = []
    /// SVG.
    var chart = ""
    var table: ReportTable?
    /// An ordered list.
    var steps: [String] = []
    /// A chart's letters, shades and what they mean.
    var legend: [(letter: String, fill: String, name: String, explained: String)] = []

    init(_ heading: String) { self.heading = heading }

    /// The same under another heading.
    init(_ section: ReportSection, heading: String) {
        self.init(heading)
        (paragraphs, chart, table, steps, legend) = (section.paragraphs, section.chart, section.table, section.steps, section.legend)
    }

    func context(_ numbers: Numbers) -> [String: Any] {
        var context: [String: Any] = [
            "heading": heading, "paragraphs": paragraphs, "chart": chart, "steps": steps,
            "legend": legend.map { ["letter": $0.letter, "fill": $0.fill, "name": $0.name, "explained": $0.explained] },
        ]
        if !steps.isEmpty { context["has_steps"] = true }
        if !legend.isEmpty { context["has_legend"] = true }
        if let table { context["table"] = table.context(numbers) }
        return context
    }
}
