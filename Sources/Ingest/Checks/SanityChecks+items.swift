/// Checks of several items or measures of one region and year.
extension SanityChecks {
    /// Groups of sections, the group of all among them, that are not the sum of the sections that the table states as well.
    func groups(_ series: [Key: [Int: [String: StatedFigure]]]) -> [Finding] {
        var findings: [Finding] = []
        let items = Dictionary(grouping: series.keys.filter { !$0.item.isEmpty }) {
            Key(measure: $0.measure, item: "", variant: $0.variant)
        }
        for (kind, keys) in items.sorted(by: { $0.key < $1.key }) {
            let sections = Dictionary(uniqueKeysWithValues: keys.map { ($0.item, Set($0.item.split(separator: ","))) })
            for group in keys.sorted() where group.item.contains(",") {
                for (year, regions) in (series[group] ?? [:]).sorted(by: { $0.key < $1.key }) {
                    for (region, total) in regions.sorted(by: { $0.key < $1.key }) where total.nature == .sum {
                        let parts = cover(group.item, sections) { item in
                            series[Key(measure: kind.measure, item: item, variant: kind.variant)]?[year]?[region]
                        }
                        guard let parts else { continue }
                        let sum = parts.reduce(0) { $0 + $1.value }
                        let room = max(settings.tolerance(of: kind.measure) * abs(total.value), Double(parts.count) / 2)
                        guard abs(sum - total.value) > room, let cell = Self.first([total]) ?? Self.first(parts) else { continue }
                        findings.append(
                            Finding(figure: cell, why: .totalDiffers(total.value, sum: sum, of: parts.map(\.item).joined(separator: " + ")))
                        )
                    }
                }
            }
        }
        return findings
    }

    /// Figures of narrower items that make up a group without a rest and without counting twice, the widest first; `nil` where there are none.
    private func cover(
        _ group: String, _ sections: [String: Set<Substring>], _ figure: (String) -> StatedFigure?
    ) -> [StatedFigure]? {
        guard var rest = sections[group] else { return nil }
        let narrower = sections.filter { $0.key != group && $0.value.isStrictSubset(of: rest) && $0.key.first?.isLetter == true }
            .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        var parts: [StatedFigure] = []
        for (item, letters) in narrower where letters.isSubset(of: rest) {
            guard let part = figure(item) else { continue }
            parts.append(part)
            rest.subtract(letters)
        }
        return rest.isEmpty ? parts.sorted { $0.item < $1.item } : nil
    }

    /// Labour forces that are not employed and unemployed together, and rates that the persons beside them do not give.
    func labourForces(_ series: [Key: [Int: [String: StatedFigure]]]) -> [Finding] {
        func measure(_ name: String) -> [Int: [String: StatedFigure]] { series[Key(measure: name, item: "")] ?? [:] }
        let (employed, unemployed) = (measure("employed"), measure("unemployed"))
        let (forces, rates) = (measure("labour_force"), measure("rate_percent"))
        var findings: [Finding] = []
        for (year, regions) in unemployed.sorted(by: { $0.key < $1.key }) {
            for (region, without) in regions.sorted(by: { $0.key < $1.key }) {
                let force = forces[year]?[region]
                var persons = force?.value
                if let work = employed[year]?[region] {
                    let sum = work.value + without.value
                    if let force, abs(force.value - sum) > max(settings.tolerance(of: "labour_force") * sum, 1),
                        let cell = Self.first([force]) ?? Self.first([work, without])
                    {
                        findings.append(Finding(figure: cell, why: .labourForceDiffers(force.value, sum: sum)))
                    }
                    persons = sum
                }
                guard let persons, persons > 0, let stated = rates[year]?[region] else { continue }
                let rate = 100 * without.value / persons
                if abs(rate - stated.value) > settings.rateTolerance, let cell = Self.first([stated]) ?? Self.first([without]) {
                    findings.append(Finding(figure: cell, why: .rateDiffers(stated.value, rate: (rate * 100).rounded() / 100)))
                }
            }
        }
        return findings
    }
}
