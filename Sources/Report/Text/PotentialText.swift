import Configuration
import Demand
import Domain

extension PotentialAnswer {
    /// The answer as a person reads it: standings in words, then the figures of each industry.
    public func lines(_ phrases: Phrases, _ style: TextStyle) -> [String] {
        let words = phrases.words
        var lines = standings(phrases, style)
        for list in [sections, divisions] where !list.isEmpty { lines += [""] + table(list, phrases, style) }
        lines.append(
            style.dim(words("potential.parts", ["first": String(years.lowerBound), "last": String(years.upperBound)])))
        if isSample { lines.append(words("report.source")) }
        return lines
    }

    private func standings(_ phrases: Phrases, _ style: TextStyle) -> [String] {
        let (words, numbers) = (phrases.words, phrases.numbers)
        func listed(_ standing: IndustryPotential.Standing, _ key: String, by rank: (IndustryPotential) -> Double?) -> String {
            let items = sections.filter { $0.standing == standing }.sorted { (rank($0) ?? 0) > (rank($1) ?? 0) }.prefix(5).map {
                words(
                    key,
                    [
                        "name": name($0.industryCode, words.language) ?? $0.industryCode,
                        "lq": $0.quotient.map { numbers.decimal($0, 2) } ?? "–", "growth": $0.growth.map { numbers.percent($0, 1) } ?? "–",
                        "density": $0.density.map { numbers.decimal($0, 2) } ?? "–",
                    ])
            }
            return items.isEmpty ? words("potential.none") : items.joined(separator: "; ")
        }
        return [
            style.bold(
                words(
                    "potential.title",
                    [
                        "place": region.name, "run": numbers.integer(run.id), "first": String(years.lowerBound),
                        "last": String(years.upperBound),
                    ])),
            words("potential.leading", ["list": listed(.leading, "potential.item.leading") { $0.quotient }]),
            words("potential.emerging", ["list": listed(.emerging, "potential.item.emerging") { $0.growth }]),
            words(
                "potential.related",
                [
                    "absent": numbers.decimal(absentQuotient, 1),
                    "list": listed(.relatedAbsent, "potential.item.related") { $0.density },
                ]), words("potential.shrinking", ["list": listed(.shrinking, "potential.item.leading") { $0.quotient }]),
        ]
    }

    private func table(_ list: [IndustryPotential], _ phrases: Phrases, _ style: TextStyle) -> [String] {
        let (words, numbers) = (phrases.words, phrases.numbers)
        func signed(_ value: Double?) -> String { value.map { ($0 > 0 ? "+" : "") + numbers.decimal($0) } ?? "–" }
        var table = TextTable([
            (words("column.code"), .left), (words("column.industry"), .left), (words("column.employed"), .right),
            (words("column.growth"), .right), (words("column.lq"), .right), (words("column.dlq"), .right),
            (words("column.national"), .right), (words("column.mix"), .right), (words("column.competitive"), .right),
            (words("column.allocation"), .right), (words("column.typology"), .left), (words("column.density"), .right),
            (words("column.standing"), .left),
        ])
        for item in list.sorted(by: { ($1.quotient ?? 0, $0.industryCode) < ($0.quotient ?? 0, $1.industryCode) }) {
            table.add([
                item.industryCode, name(item.industryCode, words.language) ?? "", numbers.decimal(item.employed),
                item.growth.map { numbers.percent($0, 1) } ?? "–", item.quotient.map { numbers.decimal($0, 2) } ?? "–",
                item.dynamicQuotient.map { numbers.decimal($0, 2) } ?? "–", signed(item.shiftShare.national), signed(item.shiftShare.mix),
                signed(item.shiftShare.competitive), signed(item.shiftShare.allocation), item.typology?.rawValue ?? "–",
                item.density.map { numbers.decimal($0, 2) } ?? "–", words("potential.standing.\(item.standing.rawValue)"),
            ])
        }
        return table.lines(header: style.bold)
    }
}
