/// How many more people the reachable labour market wants than it gets: `Σ_o m·max(G̃, 0)`.
///
/// Missing when the programme has no occupation or the BLK's region has no demand figures at all.
struct DemandGapCriterion: Criterion {
    let id = "demand_gap"
    let unit = "persons_per_year"

    func measure(_ candidate: Candidate, in facts: ScoringFacts) -> Measurement? {
        guard let market = facts.market(of: candidate) else { return nil }
        var gap = 0.0
        var weightedError = 0.0
        var openings = 0.0
        for cell in market.cells {
            gap += cell.relevance * max(cell.reachableOpenings - cell.reachableLeavers, 0)
            let weight = cell.relevance * cell.reachableOpenings
            openings += weight
            weightedError += weight * (cell.relativeError ?? 0)
        }
        return Measurement(
            raw: gap, relativeError: openings > 0 ? weightedError / openings : nil,
            basis: [("openings", market.openings), ("leavers", market.leavers)])
    }
}
