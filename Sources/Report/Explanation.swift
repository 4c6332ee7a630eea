import Configuration
import Demand
import Domain
import Scoring

/// The arithmetic behind one score, line by line, so that a person can redo it with a calculator.
public struct Explanation: Sendable {
    public let report: BlkReport
    public let candidate: CandidateRecord
    public let configuration: ScoringConfiguration
    /// Reachable demand of the programme's occupations in the BLK's region.
    public let cells: [DemandCell]
    public let occupations: [String: Occupation]

    public init(
        report: BlkReport, candidate: CandidateRecord, configuration: ScoringConfiguration, cells: [DemandCell],
        occupations: [String: Occupation]
    ) {
        self.report = report
        self.candidate = candidate
        self.configuration = configuration
        self.cells = cells
        self.occupations = occupations
    }

    public func lines(_ phrases: Phrases) -> [String] {
        let words = phrases.words
        let numbers = phrases.numbers
        var lines = [
            words("explain.title", ["program": "\(candidate.program.name) (\(candidate.program.code))", "blk": report.blk.name]),
            words(
                "explain.run",
                ["run": numbers.integer(report.run.id), "day": numbers.day(report.run.asOf.description), "region": report.regionName]),
            "",
        ]
        let weightWithData = candidate.criteria.filter { $0.points != nil }.reduce(0) { $0 + $1.weight }
        let shown = SumRounding.round(candidate.criteria.map { $0.points ?? 0 }, digits: 1)
        for (number, criterion) in candidate.criteria.enumerated() {
            lines.append(
                "\(number + 1). \(phrases.criterion(criterion.criterion)) — \(words("criterion.\(criterion.criterion).explained"))")
            guard let raw = criterion.raw, let utility = criterion.utility else {
                lines.append("   " + words("explain.no_data"))
                continue
            }
            lines += rawLines(criterion, raw, phrases).map { "   " + $0 }
            if let active = configuration.active.first(where: { $0.criterion.id == criterion.criterion }) {
                lines.append("   " + utilityLine(active.value, raw, utility, phrases))
            }
            lines.append(
                "   "
                    + words(
                        "explain.points",
                        [
                            "weight": numbers.decimal(criterion.weight, 2), "utility": numbers.decimal(utility, 4),
                            "sum": numbers.decimal(weightWithData, 2), "points": numbers.decimal(shown[number], 1),
                        ]))
        }
        lines.append("")
        let parts = zip(candidate.criteria, shown).filter { $0.0.points != nil }.map { numbers.decimal($0.1, 1) }
        lines.append(
            words(
                "explain.score",
                [
                    "parts": parts.joined(separator: " + "), "score": candidate.score.map { numbers.decimal($0, 1) } ?? "–",
                    "completeness": numbers.percent(candidate.completeness),
                ]))
        let missing = phrases.missing(candidate, unitTitles: report.unitTitles, short: false)
        let rank = candidate.position.map(numbers.integer) ?? "–"
        lines.append(
            words(
                "explain.rank",
                ["rank": rank, "status": phrases.status(candidate.status), "eligibility": phrases.eligibility(candidate.eligibility)])
                + (missing.isEmpty ? "" : ": " + missing))
        lines.append(words(report.sourceKey))
        return lines
    }

    private func rawLines(_ criterion: CriterionRecord, _ raw: Double, _ phrases: Phrases) -> [String] {
        let words = phrases.words
        let numbers = phrases.numbers
        let unit = Criteria.all.first { $0.id == criterion.criterion }?.unit ?? ""
        var values = Dictionary(criterion.basis.map { ($0.name, numbers.decimal($0.value, 1)) }, uniquingKeysWith: { first, _ in first })
        for figure in criterion.basis {
            switch figure.name {
            case "successes", "trials", "units", "units_covered", "advertisements", "package_hours", "workshop_hours_free", "assessor_days",
                "assessor_days_needed":
                values[figure.name] = numbers.decimal(figure.value)
            case "median_pay", "minimum_wage": values[figure.name] = numbers.rupiah(figure.value)
            case "alpha", "beta": values[figure.name] = numbers.decimal(figure.value, 2)
            default: break
            }
        }
        values["raw"] = numbers.raw(raw, unit: unit)
        values["scope"] = criterion.scope.map { words("scope.\($0)") } ?? ""
        if criterion.criterion == "demand_gap" {
            var lines = candidate.program.occupations.map { occupation in
                let cell = cells.first { $0.occupationCode == occupation.code }
                let name = occupations[occupation.code].map { words.language == .id ? $0.name : $0.nameEnglish } ?? ""
                return words(
                    "explain.occupation",
                    [
                        "code": occupation.code, "name": name, "relevance": numbers.decimal(occupation.relevance, 2),
                        "openings": numbers.decimal(cell?.reachableOpenings ?? 0, 1),
                        "leavers": numbers.decimal(cell?.reachableLeavers ?? 0, 1),
                        "gap": numbers.decimal(occupation.relevance * max(cell?.reachableGap ?? 0, 0), 1),
                    ])
            }
            lines.append(words("explain.raw.demand_gap", values))
            return lines
        }
        return [words("explain.raw.\(criterion.criterion)", values)]
    }

    /// Between which breakpoints the raw value lies, and what follows.
    private func utilityLine(_ value: ValueFunction, _ raw: Double, _ utility: Double, _ phrases: Phrases) -> String {
        let numbers = phrases.numbers
        func number(_ value: Double) -> String { numbers.decimal(value, value == value.rounded() ? 0 : 4) }
        for (left, right) in zip(value.points, value.points.dropFirst()) where raw > left.raw && raw < right.raw {
            return phrases.words(
                "explain.utility.between",
                [
                    "raw": number(raw), "x0": number(left.raw), "x1": number(right.raw), "u0": number(left.utility),
                    "u1": number(right.utility), "utility": numbers.decimal(utility, 4),
                ])
        }
        return phrases.words("explain.utility.point", ["raw": number(raw), "utility": numbers.decimal(utility, 4)])
    }
}
