import Configuration
import Scoring

extension BlkSections {
    /// The number of programmes that the summary names.
    private static let told = 6

    /// Two or three sentences that answer by themselves what the BLK should run.
    var summary: [String] {
        var sentences: [String] = []
        if let plan = report.plan, plan.packages > 0 {
            sentences.append(
                words(
                    "report.summary.plan",
                    [
                        "year": String(plan.year), "packages": numbers.integer(plan.packages),
                        "programs": numbers.integer(plan.lines.count),
                        "participants": numbers.decimal(plan.participants), "certified": numbers.decimal(plan.certified),
                        "placements": numbers.decimal(plan.placed),
                    ]))
            sentences.append(
                words(
                    "report.summary.list",
                    [
                        "list": plan.lines.prefix(Self.told).map {
                            words("report.summary.item", ["n": numbers.integer($0.packages), "program": $0.programName])
                        }.joined(separator: "; ")
                            + (plan.lines.count > Self.told
                                ? words("report.summary.more", ["n": numbers.integer(plan.lines.count - Self.told)]) : "")
                    ]))
        } else if let other = report.otherPlan {
            sentences.append(
                words(
                    "report.other_scores",
                    [
                        "plan": numbers.integer(other.runID), "reads": numbers.integer(other.readsRunID),
                        "run": numbers.integer(report.run.id),
                    ]))
        } else {
            sentences.append(words("report.summary.no_plan"))
        }
        if let first = report.ranked.first {
            sentences.append(
                words(
                    "report.summary.first",
                    [
                        "program": first.program.name, "score": first.score.map { numbers.decimal($0, 1) } ?? "–",
                        "openings": phrases.perYear(first.openings),
                    ]))
        }
        return sentences
    }

    /// The section that says what to run.
    ///
    /// - Parameters:
    ///   - limit: The number of ranks that are shown.
    ///   - most: The largest number of rows.
    /// - Returns: The section.
    func what(_ limit: Int, most: Int = .max) -> ReportSection {
        var section = ReportSection(words("report.heading.what"))
        let hasPlan = report.plan != nil
        var table = table(
            [("column.rank", true), ("column.program", false)] + (hasPlan ? [("column.packages", true)] : []) + [
                ("column.score", true), ("column.p_top", false), ("column.openings", true), ("column.eligibility", false),
            ])
        for candidate in shown(limit) {
            var cells: [Cell] = [
                candidate.position.map { .number($0) } ?? .none,
                .text(candidate.program.name).detailed("\(candidate.program.code) · \(phrases.status(candidate.status))"),
            ]
            if let plan = report.plan {
                let packages = plan.packages(of: candidate.program.code)
                cells.append(packages > 0 ? .number(packages) : .text("–"))
            }
            cells += [
                (candidate.score.map { Cell.number($0, 1) } ?? Cell.none).detailed(
                    words("report.completeness", ["share": numbers.percent(candidate.completeness)])),
                .text(phrases.robustness(candidate, isFirm: report.isFirm(candidate))),
                candidate.openings.map { .number($0, $0 < 10 ? 1 : 0) } ?? .none, .text(phrases.eligibility(candidate.eligibility.code)),
            ]
            table.add(cells)
        }
        section.table = table.first(most)
        section.paragraphs =
            [
                words(
                    "report.what.note",
                    [
                        "top": numbers.integer(report.recommendedRanks),
                        "firm": numbers.percent(report.configuration.robustness.firm),
                    ])
            ] + report.recommendedRule(phrases)
        return section
    }
}
