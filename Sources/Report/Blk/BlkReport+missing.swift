import Configuration
import Scoring

extension BlkSections {
    /// The section that says what is missing.
    ///
    /// - Parameters:
    ///   - limit: The number of ranks that are looked at.
    ///   - most: The largest number of rows.
    ///   - rest: The key of the sentence that says where the other rows are; `nil` where nobody asks for them.
    /// - Returns: The section.
    func missing(_ limit: Int, most: Int = .max, rest: String? = nil) -> ReportSection {
        var section = ReportSection(words("report.heading.missing"))
        var table = table([("column.program", false), ("column.missing", false), ("column.first_step", false)])
        for candidate in shown(limit) where candidate.eligibility != .ready {
            let means = borrowed(candidate)
            let remark =
                means.isEmpty
                ? ""
                : words(
                    isPlanned(candidate) ? "missing.planned_with" : "missing.in_reach",
                    ["list": means.joined(separator: words("list.and"))])
            table.add([
                .text("\(candidate.program.name) (\(candidate.program.code))"),
                .text(missing(candidate)).detailed(remark), .text(firstStep(candidate)),
            ])
        }
        if !table.rows.isEmpty { section.paragraphs = [words("report.missing.note")] }
        table.empty = words(report.ranked.isEmpty ? "recommend.nothing_ranked" : "report.nothing_missing")
        table.isStacked = true
        if let rest, table.rows.count > most {
            table.note = words(rest, ["n": numbers.integer(table.rows.count - most), "blk": report.blk.code])
        }
        section.table = table.first(most)
        return section
    }

    private func isPlanned(_ candidate: ScoredCandidate) -> Bool { (report.plan?.packages(of: candidate.program.code) ?? 0) > 0 }

    /// Says everything that a programme lacks, with schemes by name.
    func missing(_ candidate: ScoredCandidate) -> String {
        phrases.missing(candidate, unitTitles: report.unitTitles, schemeNames: report.means.schemeNames, short: true)
    }

    /// What a programme lacks at the BLK itself and the plan takes elsewhere: the nearest test site (TUK) in reach, and for a planned programme
    /// its nearest assessor. Empty where the BLK has its own, or there is none.
    func borrowed(_ candidate: ScoredCandidate) -> [String] {
        let codes = Set(MissingRecord.list(candidate.eligibility).map(\.code))
        var means: [String] = []
        if codes.contains("test_site"), let site = report.means.testSite(for: candidate.program.kejuruan), site.blkCode != report.blk.code {
            means.append(words("means.site_of", ["blk": site.blkName]))
        }
        if codes.contains("assessors"), let scheme = candidate.program.schemeCode, isPlanned(candidate),
            let nearest = report.means.assessors(ofScheme: scheme).first
        {
            let region = phrases.shortRegion(report.means.regionNames[nearest.regionCode] ?? nearest.regionCode)
            means.append(words("means.assessor_of", ["name": nearest.name, "region": region]))
        }
        return means
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
                return trainingStep(candidate, item.items)
            case "workshop": return words("step.workshop", ["kejuruan": kejuruan])
            case "workshop_hours":
                return words("step.workshop_hours", ["hours": item.items.first ?? "", "kejuruan": kejuruan])
            case "assessors": return assessorStep(item.items.first ?? "", days: item.items.last ?? "")
            default: return words("step.test_site", ["kejuruan": kejuruan])
            }
        }
        return "–"
    }

    /// What to do about units that nobody may teach: the course that the review found for all of them, else whom to look for.
    func trainingStep(_ candidate: ScoredCandidate, _ units: [String]) -> String {
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
        if let action = report.plan?.review.actions.first(where: { action in
            action.blkCode == report.blk.code && action.means.contains { $0.kind == .units && Set($0.names) == Set(units) }
        }), let name = action.instructorName, let means = action.means.first(where: { $0.kind == .units }) {
            return words(
                "step.train",
                [
                    "name": name, "units": list(units.map { report.unitTitles[$0] ?? $0 }, most: 3),
                    "days": numbers.decimal(means.amount),
                ])
        }
        return words("step.instructor", ["units": list(units.map { report.unitTitles[$0] ?? $0 }, most: 3)])
    }

    /// What to do about missing days of assessors of a scheme.
    func assessorStep(_ scheme: String, days: String) -> String {
        let need = report.plan?.review.assessors.first { $0.schemeCode == scheme }
        guard let region = need?.borrowRegions.first else {
            return words("step.new_assessor", ["scheme": named(scheme: scheme), "days": days])
        }
        return words("step.borrow_assessor", ["scheme": named(scheme: scheme), "days": days, "region": region])
    }

    /// A scheme by its name and code.
    private func named(scheme code: String) -> String { report.means.schemeNames[code].map { "\($0) (\(code))" } ?? code }
}
