import Configuration
import Demand
import Domain
import Scoring

/// The arithmetic behind one score, line by line, so that a person can redo it with a calculator.
public struct Explanation: Sendable {
    /// The report of the BLK, from whose run everything is taken.
    public let report: BlkReport
    /// The programme that is explained.
    public let candidate: ScoredCandidate
    /// The reachable demand of the programme's occupations in the region of the BLK.
    public let cells: [DemandCell]
    /// The occupations of the programme by KBJI code, for their names.
    public let occupations: [String: Occupation]
    /// The industries of the region, with their location quotients and densities.
    public let potential: [IndustryPotential]
    /// The shares of industries in which the programme's occupations work.
    public let industryShares: [OccupationIndustryShare]
    /// The names of KBLI sections in the reader's language, by section letter.
    public let industryNames: [String: (id: String, en: String)]
    /// For a recommended programme, how far each weight can grow before it drops out; empty for the others.
    public let weightSensitivity: [WeightSensitivity]
    /// For a programme that is not recommended, what would have to change for it to be; empty for recommended ones.
    public let valueSensitivity: [ValueSensitivity]

    /// Creates an explanation; every parameter sets the property of the same name.
    public init(
        report: BlkReport, candidate: ScoredCandidate, cells: [DemandCell], occupations: [String: Occupation],
        potential: [IndustryPotential], industryShares: [OccupationIndustryShare], industryNames: [String: (id: String, en: String)],
        weightSensitivity: [WeightSensitivity], valueSensitivity: [ValueSensitivity]
    ) {
        self.report = report
        self.candidate = candidate
        self.cells = cells
        self.occupations = occupations
        self.potential = potential
        self.industryShares = industryShares
        self.industryNames = industryNames
        self.weightSensitivity = weightSensitivity
        self.valueSensitivity = valueSensitivity
    }

    private var isAdditive: Bool { report.run.method == nil || report.run.method == RankingMethod.additive.rawValue }

    /// The explanation in the reader's language, one line of text for each step of the arithmetic.
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
        let weightWithData = candidate.contributions.filter { $0.points != nil }.reduce(0) { $0 + $1.weight }
        let shown = SumRounding.round(candidate.contributions.map { $0.points ?? 0 }, digits: 1)
        for (number, criterion) in candidate.contributions.enumerated() {
            lines.append(
                "\(number + 1). \(phrases.criterion(criterion.criterion)) — \(words("criterion.\(criterion.criterion).explained"))")
            guard let raw = criterion.raw, let utility = criterion.utility else {
                lines.append("   " + words("explain.no_data"))
                continue
            }
            lines += rawLines(criterion, raw, phrases).map { "   " + $0 }
            if let active = report.configuration.criteria.first(where: { $0.criterion.id == criterion.criterion }) {
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
        let parts = zip(candidate.contributions, shown).filter { $0.0.points != nil }.map { numbers.decimal($0.1, 1) }
        let sum = candidate.contributions.reduce(0) { $0 + ($1.points ?? 0) }
        lines.append(
            words(
                isAdditive ? "explain.score" : "explain.weighted",
                [
                    "parts": parts.joined(separator: " + "), "score": parts.isEmpty ? "–" : numbers.decimal(sum, 1),
                    "completeness": numbers.percent(candidate.completeness),
                ]))
        if !isAdditive {
            lines.append(
                words(
                    "explain.rival",
                    [
                        "method": words("ranking.\(report.run.method ?? "additive")"),
                        "score": candidate.score.map { numbers.decimal($0, 1) } ?? "–",
                    ]))
        }
        let missing = phrases.missing(candidate, unitTitles: report.unitTitles, short: false)
        let rank = candidate.position.map(numbers.integer) ?? "–"
        lines.append(
            words(
                "explain.rank",
                ["rank": rank, "status": phrases.status(candidate.status), "eligibility": phrases.eligibility(candidate.eligibility.code)])
                + (missing.isEmpty ? "" : ": " + missing))
        lines += robustnessLines(phrases) + sensitivityLines(phrases)
        lines.append(words(report.sourceKey))
        return lines
    }

    private func rawLines(_ criterion: Contribution, _ raw: Double, _ phrases: Phrases) -> [String] {
        let words = phrases.words
        let numbers = phrases.numbers
        let unit = Criteria.all.first { $0.id == criterion.criterion }?.unit ?? ""
        var values = Dictionary(
            criterion.basis.figures.map { ($0.name, numbers.decimal($0.value, 1)) }, uniquingKeysWith: { first, _ in first })
        for figure in criterion.basis.figures {
            switch figure.name {
            case "successes", "trials", "units", "units_covered", "advertisements", "package_hours", "workshop_hours_free", "assessor_days",
                "assessor_days_needed":
                values[figure.name] = numbers.decimal(figure.value)
            case "median_pay", "minimum_wage", "cost": values[figure.name] = numbers.rupiah(figure.value)
            case "package_size": values[figure.name] = numbers.decimal(figure.value)
            case "placement": values[figure.name] = numbers.decimal(figure.value, 4)
            case "unemployment", "national_unemployment": values[figure.name] = numbers.percent(figure.value / 100, 2)
            case "alpha", "beta": values[figure.name] = numbers.decimal(figure.value, 2)
            default: break
            }
        }
        values["raw"] = numbers.raw(raw, unit: unit)
        values["scope"] = criterion.basis.scope.map { words("scope.\($0)") } ?? ""
        switch criterion.criterion {
        case "demand_gap": return report.weightingRule(phrases) + gapLines(phrases) + [words("explain.raw.demand_gap", values)]
        case "growth": return growthLines(&values, phrases) + [words("explain.raw.growth", values)]
        case "local_potential":
            return industryLines(phrases) { $0.quotient } + [words("explain.raw.local_potential", values)]
        case "relatedness":
            return industryLines(phrases) { $0.density } + [words("explain.raw.relatedness", values)]
        case "wage" where criterion.basis.figures.contains(where: { $0.name == "minimum_wage_of_province" }):
            return [words("explain.raw.wage", values), words("explain.raw.wage.of_province")]
        default: return [words("explain.raw.\(criterion.criterion)", values)]
        }
    }

    private func name(_ occupation: String, _ phrases: Phrases) -> String {
        occupations[occupation].map { phrases.words.language == .id ? $0.name : $0.nameEnglish } ?? ""
    }

    private func gapLines(_ phrases: Phrases) -> [String] {
        let numbers = phrases.numbers
        return candidate.program.occupations.map { occupation in
            let cell = cells.first { $0.occupationCode == occupation.code }
            return phrases.words(
                "explain.occupation",
                [
                    "code": occupation.code, "name": name(occupation.code, phrases), "relevance": numbers.decimal(occupation.relevance, 2),
                    "openings": numbers.decimal(cell?.reachableOpenings ?? 0, 1),
                    "leavers": numbers.decimal(cell?.reachableLeavers ?? 0, 1),
                    "gap": numbers.decimal(occupation.relevance * max(cell?.reachableGap ?? 0, 0), 1),
                ])
        }
    }

    private func growthLines(_ values: inout [String: String], _ phrases: Phrases) -> [String] {
        let numbers = phrases.numbers
        var openings = 0.0
        var parts: [String] = []
        let lines = candidate.program.occupations.compactMap { occupation -> String? in
            guard let cell = cells.first(where: { $0.occupationCode == occupation.code }), let growth = cell.growth else { return nil }
            openings += occupation.relevance * cell.openings
            parts.append(numbers.decimal(occupation.relevance * cell.openings * growth, 2))
            return phrases.words(
                "explain.growth",
                [
                    "code": occupation.code, "name": name(occupation.code, phrases), "relevance": numbers.decimal(occupation.relevance, 2),
                    "openings": numbers.decimal(cell.openings, 1), "growth": numbers.percent(growth, 2),
                ])
        }
        values["weighted"] = parts.joined(separator: " + ")
        values["openings"] = numbers.decimal(openings, 1)
        return lines
    }

    /// The number of industries that are shown one by one; the others share one line.
    private static let industriesShown = 6

    /// The products of share and figure for the industries of the programme's occupations, the largest share first.
    private func industryLines(_ phrases: Phrases, _ figure: (IndustryPotential) -> Double?) -> [String] {
        let numbers = phrases.numbers
        var shares: [String: Double] = [:]
        for occupation in candidate.program.occupations {
            for part in industryShares where part.occupationCode == occupation.code {
                shares[part.industryCode, default: 0] += occupation.relevance * part.share
            }
        }
        let whole = shares.values.reduce(0, +)
        let values = Dictionary(potential.map { ($0.industryCode, figure($0) ?? 0) }, uniquingKeysWith: { first, _ in first })
        let rows = shares.map { (code: $0.key, share: $0.value / whole, value: values[$0.key] ?? 0) }
            .sorted { ($1.share, $0.code) < ($0.share, $1.code) }
        var lines = rows.prefix(Self.industriesShown).map { row in
            phrases.words(
                "explain.industry",
                [
                    "code": row.code, "name": industryNames[row.code].map { phrases.words.language == .id ? $0.id : $0.en } ?? "",
                    "share": numbers.decimal(row.share, 4),
                    "value": numbers.decimal(row.value, 3), "product": numbers.decimal(row.share * row.value, 4),
                ])
        }
        let rest = rows.dropFirst(Self.industriesShown)
        if !rest.isEmpty {
            lines.append(
                phrases.words(
                    "explain.industry_rest",
                    [
                        "n": numbers.integer(rest.count),
                        "product": numbers.decimal(rest.reduce(0) { $0 + $1.share * $1.value }, 4),
                    ]))
        }
        return lines
    }

    // MARK: - How sure

    private func robustnessLines(_ phrases: Phrases) -> [String] {
        guard let acceptability = candidate.acceptability else { return [] }
        let (words, numbers) = (phrases.words, phrases.numbers)
        let settings = report.configuration.robustness
        let isFirm = acceptability.probabilityOfRecommended >= settings.firm
        var lines = [
            words(
                "explain.robust",
                [
                    "samples": numbers.integer(settings.samples), "top": numbers.integer(report.recommendedRanks),
                    "p": numbers.percent(acceptability.probabilityOfRecommended), "first": numbers.percent(acceptability.first),
                    "expected": numbers.decimal(acceptability.expectedRank, 1),
                    "firm": report.isFirm(candidate) == nil ? words("robust.outside") : words(isFirm ? "robust.firm" : "robust.fragile"),
                ])
        ]
        if !acceptability.centralWeights.isEmpty {
            let weights = zip(report.configuration.criteria, acceptability.centralWeights).map {
                "\(phrases.criterion($0.criterion.id)) \(numbers.decimal($1, 2))"
            }
            lines.append(words("explain.central", ["weights": weights.joined(separator: ", ")]))
        }
        return lines
    }

    private func sensitivityLines(_ phrases: Phrases) -> [String] {
        guard isAdditive else { return [] }
        let (words, numbers) = (phrases.words, phrases.numbers)
        let top = numbers.integer(report.recommendedRanks)
        guard let position = candidate.position, candidate.status != .newDepartment else { return [] }
        if position <= report.recommendedRanks {
            let drops = weightSensitivity.compactMap { item in
                item.dropsOutAt.map { at in
                    words(
                        "explain.drops.item",
                        [
                            "criterion": phrases.criterion(item.criterion), "share": numbers.percent(item.share),
                            "at": numbers.percent(at, 1),
                        ])
                }
            }
            return [
                drops.isEmpty
                    ? words("explain.drops.none", ["top": top])
                    : words("explain.drops", ["top": top, "list": drops.joined(separator: "; ")])
            ]
        }
        if valueSensitivity.isEmpty { return [words("explain.enters.none", ["top": top])] }
        return [words("explain.enters", ["top": top])]
            + valueSensitivity.map { item in
                if let count = item.count {
                    return "   " + words("explain.enters.\(item.criterion)", ["n": numbers.integer(count)])
                }
                let unit = Criteria.all.first { $0.id == item.criterion }?.unit ?? ""
                let (now, needed) = (numbers.raw(item.raw, unit: unit), numbers.raw(item.needed, unit: unit))
                // A change that is too small for the usual digits is shown with more of them.
                let isSeen = now != needed
                return "   "
                    + words(
                        "explain.enters.rate",
                        [
                            "criterion": phrases.criterion(item.criterion), "raw": isSeen ? now : numbers.decimal(item.raw, 4),
                            "needed": isSeen ? needed : numbers.decimal(item.needed, 4),
                        ])
            }
    }

    /// Says between which breakpoints the raw value lies, and which utility follows from that.
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
