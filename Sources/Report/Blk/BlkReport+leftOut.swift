import Allocation
import Configuration
import Scoring

extension BlkSections {
    /// The section that says which programmes were left out, and why.
    ///
    /// - Parameter limit: The number of ranks that are looked at.
    /// - Returns: The section.
    func leftOut(_ limit: Int) -> ReportSection {
        var section = ReportSection(words("report.heading.left_out"))
        var table = table([
            ("column.rank", true), ("column.program", false), ("column.packages", true), ("column.because", false),
        ])
        func add(_ candidate: ScoredCandidate, _ reason: String, isRanked: Bool = true) {
            let packages = report.plan?.packages(of: candidate.program.code) ?? 0
            table.add([
                isRanked ? candidate.position.map { .number($0) } ?? .none : .none,
                .text(candidate.program.name).detailed(candidate.program.code), packages > 0 ? .number(packages) : .none,
                .text(reason),
            ])
        }
        if let plan = report.plan {
            for candidate in report.ranked.prefix(limit) where plan.packages(of: candidate.program.code) == 0 {
                if let difference = plan.review.differences.first(where: {
                    $0.blkCode == report.blk.code && $0.programCode == candidate.program.code && $0.packages == 0
                }) {
                    add(candidate, reason(of: difference))
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
                add(candidate, reason(of: difference))
            }
        }
        for candidate in report.blocked.filter({ $0.status != .newDepartment }).prefix(4) {
            add(candidate, missing(candidate))
        }
        for candidate in report.newDepartments.prefix(3) {
            add(candidate, words("left_out.new_department", ["kejuruan": candidate.program.kejuruan]), isRanked: false)
        }
        table.isStacked = true
        section.table = table
        return section
    }

    /// Why packages and rank of a programme do not agree, with names beside codes.
    ///
    /// - Parameters:
    ///   - difference: The programme with what stands against it.
    ///   - isShort: Whether the first of several reasons is enough.
    /// - Returns: The reasons.
    func reason(of difference: RankDifference, isShort: Bool = false) -> String {
        guard isShort, difference.packages == 0, difference.obstacles.count > 1 else { return phrases.reason(of: difference, named: named) }
        let first = RankDifference(
            blkCode: difference.blkCode, programCode: difference.programCode, kejuruan: difference.kejuruan, rank: difference.rank,
            packages: 0,
            obstacles: Array(difference.obstacles.prefix(1)))
        return words(
            "means.reasons",
            ["first": phrases.reason(of: first, named: named), "n": numbers.integer(difference.obstacles.count - 1)])
    }

    /// A code of a unit, a scheme or a programme, or a programme of a BLK (`BLK:PROGRAM`), with its name.
    func named(_ code: String) -> String {
        if let title = report.unitTitles[code] { return title }
        if let scheme = report.means.schemeNames[code] { return "\(scheme) (\(code))" }
        let parts = code.split(separator: ":").map(String.init)
        guard let last = parts.last, let program = candidate(last)?.program else { return code }
        guard parts.count == 2, parts[0] != report.blk.code else { return "\(program.name) (\(last))" }
        return words("difference.elsewhere", ["program": program.name, "code": last, "blk": report.means.blkNames[parts[0]] ?? parts[0]])
    }
}
