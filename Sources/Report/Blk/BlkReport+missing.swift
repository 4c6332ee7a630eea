import Configuration
import Scoring

extension BlkSections {
    /// The section that says what is missing.
    ///
    /// - Parameters:
    ///   - limit: The number of ranks that are looked at.
    ///   - most: The largest number of rows.
    /// - Returns: The section.
    func missing(_ limit: Int, most: Int = .max) -> ReportSection {
        var section = ReportSection(words("report.heading.missing"))
        var table = table([("column.program", false), ("column.missing", false), ("column.first_step", false)])
        for candidate in shown(limit) where candidate.eligibility != .ready {
            table.add([
                .text("\(candidate.program.name) (\(candidate.program.code))"),
                .text(missing(candidate)), .text(firstStep(candidate)),
            ])
        }
        table.empty = words("report.nothing_missing")
        table.isStacked = true
        section.table = table.first(most)
        return section
    }

    /// Says everything that a programme lacks, with schemes by name.
    func missing(_ candidate: ScoredCandidate) -> String {
        phrases.missing(candidate, unitTitles: report.unitTitles, schemeNames: report.means.schemeNames, short: true)
    }

    /// Says what to do first, of all that a programme lacks: an instructor comes before a workshop, and both come before an
    /// assessor.
    func firstStep(_ candidate: ScoredCandidate) -> String {
        let missing = MissingRecord.list(candidate.eligibility)
        let kejuruan = candidate.program.kejuruan
        for code in ["instructor", "workshop", "workshop_hours", "assessors", "test_site"] {
            guard let item = missing.first(where: { $0.code == code }) else { continue }
            switch code {
            case "instructor":
                if let upgrade = report.plan?.review.upgrades.first(where: {
                    $0.blkCode == report.blk.code && $0.programCodes.contains(candidate.program.code)
                }), let name = upgrade.instructorName {
                    return words(
                        "step.train",
                        [
                            "name": name, "units": upgrade.unitCodes.map { report.unitTitles[$0] ?? $0 }.joined(separator: "; "),
                            "days": numbers.decimal(upgrade.days),
                        ])
                }
                let unit = item.items.first.map { report.unitTitles[$0] ?? $0 } ?? ""
                return words(
                    item.items.count > 1 ? "step.instructors" : "step.instructor",
                    ["unit": unit, "more": numbers.integer(item.items.count - 1)])
            case "workshop": return words("step.workshop", ["kejuruan": kejuruan])
            case "workshop_hours":
                return words("step.workshop_hours", ["hours": item.items.first ?? "", "kejuruan": kejuruan])
            case "assessors":
                let scheme = item.items.first ?? ""
                let need = report.plan?.review.assessors.first { $0.schemeCode == scheme }
                if let region = need?.borrowRegions.first {
                    return words(
                        "step.borrow_assessor", ["scheme": named(scheme: scheme), "days": item.items.last ?? "", "region": region])
                }
                return words("step.new_assessor", ["scheme": named(scheme: scheme), "days": item.items.last ?? ""])
            default: return words("step.test_site", ["kejuruan": kejuruan])
            }
        }
        return "–"
    }

    /// A scheme by its name and code.
    private func named(scheme code: String) -> String { report.means.schemeNames[code].map { "\($0) (\(code))" } ?? code }
}
