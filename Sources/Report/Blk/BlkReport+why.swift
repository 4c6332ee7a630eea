import Charts
import Configuration
import Scoring

extension BlkSections {
    /// The section that says why the first programmes stand where they stand: the points of each criterion.
    ///
    /// - Parameter limit: The number of programmes.
    /// - Returns: The section.
    func why(_ limit: Int = BlkSections.charted) -> ReportSection {
        var section = ReportSection(words("report.heading.why"))
        let candidates = Array(report.ranked.prefix(limit))
        let bars = candidates.map { candidate -> ContributionBars.Bar in
            let shown = SumRounding.round(candidate.contributions.map { $0.points ?? 0 }, digits: 1)
            let pieces = zip(candidate.contributions, shown).map { contribution, points in
                ContributionBars.Piece(
                    letter: phrases.letter(contribution.criterion), name: phrases.criterion(contribution.criterion), points: max(0, points),
                    label: numbers.decimal(points, 1), shade: Criteria.all.firstIndex { $0.id == contribution.criterion } ?? 0)
            }
            return ContributionBars.Bar(
                name: "\(candidate.position.map(numbers.integer) ?? "–")  \(candidate.program.name)",
                value: candidate.score.map { numbers.decimal($0, 1) } ?? "–", pieces: pieces)
        }
        let told = candidates.prefix(3).map { candidate -> String in
            let most = candidate.contributions.sorted { ($0.points ?? 0) > ($1.points ?? 0) }.prefix(3).map {
                phrases.criterion($0.criterion)
            }
            return "\(candidate.program.name) \(candidate.score.map { numbers.decimal($0, 1) } ?? "–") (\(most.joined(separator: ", ")))"
        }
        section.chart = ContributionBars.svg(
            bars, chart("contributions", words("chart.contributions.told", ["list": told.joined(separator: "; ")])))
        section.paragraphs = [
            Criteria.all.map { "\(phrases.letter($0.id)) \(phrases.criterion($0.id))" }.joined(separator: " · ")
        ]
        return section
    }

    /// The section that says how sure the first ranks are; `nil` where nothing was drawn again.
    var sure: ReportSection? {
        let rows = report.ranked.prefix(Self.charted).compactMap { candidate in
            candidate.acceptability.map { acceptability in
                AcceptabilityMap.Row(
                    name: "\(candidate.position.map(numbers.integer) ?? "–")  \(candidate.program.name)", ranks: acceptability.ranks,
                    total: phrases.robustness(candidate, isFirm: report.isFirm(candidate)))
            }
        }
        guard !rows.isEmpty else { return nil }
        var section = ReportSection(words("report.heading.sure"))
        let top = numbers.integer(report.recommendedRanks)
        let firm = report.ranked.filter { report.isFirm($0) == true }.count
        section.paragraphs = [words("report.sure.note", ["top": top, "firm": numbers.integer(firm)])]
        section.chart = AcceptabilityMap.svg(
            rows, totalTitle: words("chart.ranks.total", ["top": top]),
            chart("ranks", words("chart.ranks.told", ["top": top, "list": rows.map { "\($0.name) \($0.total)" }.joined(separator: "; ")])))
        return section
    }
}

extension Phrases {
    /// The letter that stands for a criterion in bars.
    public func letter(_ criterion: String) -> String { words("criterion.\(criterion).letter") }
}
