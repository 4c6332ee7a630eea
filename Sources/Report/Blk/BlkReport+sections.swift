import Charts
import Configuration
import Scoring

/// The sections of a BLK's report, in the reader's language.
///
/// What they share stands here; each section, or family of sections, is an extension in a file `BlkReport+….swift` of its own.
struct BlkSections {
    typealias Cell = ReportTable.Cell

    let report: BlkReport
    let phrases: Phrases

    var words: Words { phrases.words }
    var numbers: Numbers { phrases.numbers }
    /// The number of programmes that charts show.
    static let charted = 10

    func chart(_ key: String, _ description: String) -> ChartCaption {
        ChartCaption(
            title: words("chart.\(key).title", ["blk": report.blk.name]), description: description, axis: words("chart.\(key).axis"),
            source: words(
                report.isSample ? "chart.source_sample" : "chart.source", ["day": numbers.day(report.run.asOf.description)]))
    }

    func table(_ columns: [(key: String, isNumber: Bool)]) -> ReportTable {
        let top = ["top": numbers.integer(report.recommendedRanks)]
        var table = ReportTable("", columns.map { ReportTable.Column(words($0.key, top), isNumber: $0.isNumber) })
        table.empty = words("plan.none")
        return table
    }

    /// The ranked programmes that are shown: the first ones, and whatever else the plan runs.
    func shown(_ limit: Int) -> [ScoredCandidate] {
        let planned = Set(report.plan?.lines.map(\.programCode) ?? [])
        return report.ranked.enumerated().filter { $0.offset < limit || planned.contains($0.element.program.code) }.map(\.element)
    }
}
