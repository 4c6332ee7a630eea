import Configuration
import Scoring

extension BlkSections {
    /// The section that says which programmes were left out, and why.
    ///
    /// - Parameter limit: The number of ranks that are looked at.
    /// - Returns: The section.
    func leftOut(_ limit: Int) -> ReportSection {
        var section = ReportSection(words("report.heading.left_out"))
        var table = table([("column.program", false), ("column.score", true), ("column.because", false)])
        func add(_ candidate: ScoredCandidate, _ reason: String) {
            table.add([
                .text("\(candidate.program.name) (\(candidate.program.code))"),
                candidate.score.map { .number($0, 1) } ?? .none, .text(reason),
            ])
        }
        if let plan = report.plan {
            for candidate in report.ranked.prefix(limit) where plan.packages(of: candidate.program.code) == 0 {
                if let difference = plan.review.differences.first(where: {
                    $0.blkCode == report.blk.code && $0.programCode == candidate.program.code && $0.packages == 0
                }) {
                    add(candidate, phrases.reason(of: difference))
                    continue
                }
                let codes = Set(MissingRecord.list(candidate.eligibility).map(\.code))
                let reason =
                    codes.contains("instructor")
                    ? "left_out.instructor"
                    : codes.contains("workshop") || codes.contains("workshop_hours")
                        ? "left_out.workshop" : codes.contains("assessors") ? "left_out.assessors" : "left_out.outweighed"
                add(candidate, words(reason))
            }
        }
        for difference in report.plan?.review.differences ?? [] where difference.blkCode == report.blk.code && difference.packages > 0 {
            if let candidate = report.ranked.first(where: { $0.program.code == difference.programCode }) {
                add(candidate, phrases.reason(of: difference))
            }
        }
        for candidate in report.blocked.prefix(4) {
            add(candidate, phrases.missing(candidate, unitTitles: report.unitTitles, short: true))
        }
        for candidate in report.newDepartments.prefix(3) {
            add(candidate, words("left_out.new_department", ["kejuruan": candidate.program.kejuruan]))
        }
        section.table = table
        return section
    }
}
