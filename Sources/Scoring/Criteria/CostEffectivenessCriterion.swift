/// The expected placements per Rp 100 million: `placement · package size ÷ (cost of a package ÷ 100,000,000)`, persons.
///
/// The figures are the placement criterion's shrunk share, and the programme's package size and cost. The criterion has no data without a
/// cost or without traced outcomes in the network.
struct CostEffectivenessCriterion: Criterion {
    let id = "cost_effectiveness"
    let unit = "persons"
    let level = CriterionLevel.blk
    let estimate: Estimate? = .placement

    func value(of candidate: Candidate, in tables: FactorTables) -> RawValue? {
        let program = tables.programs[candidate.program]
        guard let cost = program.costRupiah, cost > 0, let placement = tables.placementRate(candidate) else {
            return nil
        }
        let packages = Double(program.packageSize) * 1e8 / Double(cost)
        return RawValue(placement.raw * packages, standardError: placement.standardError.map { $0 * packages })
    }

    func basis(of candidate: Candidate, in tables: FactorTables) -> Basis {
        let program = tables.programs[candidate.program]
        return Basis([
            ("placement", tables.placementRate(candidate)?.raw ?? .nan),
            ("package_size", Double(program.packageSize)), ("cost", Double(program.costRupiah ?? 0)),
        ])
    }
}
