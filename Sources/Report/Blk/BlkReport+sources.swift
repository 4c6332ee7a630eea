import Charts
import Configuration
import Domain
import Scoring

extension BlkSections {
    /// The section that says where the figures come from.
    var sources: ReportSection {
        var section = ReportSection(words("report.heading.sources"))
        section.table = phrases.sourceTable(report.sources.filter { $0.from != nil && $0.kind != "targets" })
        return section
    }

    /// The section that says how the ranks are worked out.
    var how: ReportSection {
        var section = ReportSection(words("report.heading.how"))
        section.steps = (1...5).map { words("report.how.\($0)") }
        section.paragraphs = [words("report.profile", ["profile": report.configuration.profile])]
        section.legend = legend
        return section
    }

    /// The letters and shades of bars, and what they stand for.
    private var legend: [(letter: String, fill: String, name: String, explained: String)] {
        Criteria.all.enumerated().map { index, criterion in
            (
                letter: phrases.letter(criterion.id), fill: ContributionBars.shade(index), name: phrases.criterion(criterion.id),
                explained: words("criterion.\(criterion.id).explained")
            )
        }
    }
}

extension Phrases {
    /// The table of where the figures come from, with the time that the data speak of.
    func sourceTable(_ sources: [DataSource]) -> ReportTable {
        var table = ReportTable(
            words("report.heading.sources"),
            [
                .init(words("column.data")), .init(words("column.period")), .init(words("column.rows"), isNumber: true),
                .init(words("column.rejected"), isNumber: true), .init(words("column.gaps")), .init(words("column.files")),
            ])
        table.empty = words("plan.none")
        for source in sources {
            let period = [source.from, source.until].compactMap { $0 }.map(numbers.day)
            var gaps: [String] = []
            if let share = source.uncodedShare { gaps.append(words("report.sources.uncoded", ["share": numbers.percent(share, 1)])) }
            if let share = source.unresolvedShare { gaps.append(words("report.sources.unresolved", ["share": numbers.percent(share, 1)])) }
            table.add([
                .text(words("kind.\(source.kind)")), .text(Set(period).count < 2 ? period.first ?? "–" : period.joined(separator: " – ")),
                .number(source.rows), .number(source.rejected), .text(gaps.joined(separator: "; ")),
                .text(source.names.joined(separator: ", ")),
            ])
        }
        return table
    }
}
