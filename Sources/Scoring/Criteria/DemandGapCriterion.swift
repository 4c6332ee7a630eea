/// How many more people the reachable labour market wants than it gets: `Σ_o m·max(D̃ − S̃, 0)`, persons a year.
///
/// Source: the demand run (vacancies, employment, surveys; leavers). Missing when the programme has no occupation or the BLK's
/// region has no demand figures at all.
struct DemandGapCriterion: Criterion {
    let id = "demand_gap"
    let unit = "persons_per_year"
    let level = CriterionLevel.region
    let estimate: Estimate? = .openings

    func value(of candidate: Candidate, in tables: FactorTables) -> RawValue? {
        let market = tables.market(candidate)
        guard !market.gap.isNaN else { return nil }
        return RawValue(market.gap, standardError: market.relativeError.isNaN ? 0 : market.gap * market.relativeError)
    }

    func basis(of candidate: Candidate, in tables: FactorTables) -> Basis {
        let market = tables.market(candidate)
        return Basis([("openings", market.openings), ("leavers", market.leavers)])
    }
}
