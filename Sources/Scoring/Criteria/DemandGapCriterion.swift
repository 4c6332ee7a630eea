/// How many more people the reachable labour market wants than it gets: `Σ_o m·max(D̃ − S̃, 0)`, persons a year.
///
/// Its standard error is that of a difference, `√Σ_o m²·(e_D² + e_S²)` with the errors of openings and leavers over the catchment; openings
/// and leavers, and two occupations, are taken to err independently of each other.
///
/// The figures come from the demand run (vacancies, employment, surveys; leavers). The criterion has no data when the programme has no
/// occupation, or when the BLK's region has no demand figures at all.
struct DemandGapCriterion: Criterion {
    let id = "demand_gap"
    let unit = "persons_per_year"
    let level = CriterionLevel.region
    let estimate: Estimate? = .openings

    func value(of candidate: Candidate, in tables: FactorTables) -> RawValue? {
        let market = tables.market(candidate)
        guard !market.gap.isNaN else { return nil }
        return RawValue(market.gap, standardError: market.gapError.isNaN ? nil : market.gapError)
    }

    func basis(of candidate: Candidate, in tables: FactorTables) -> Basis {
        let market = tables.market(candidate)
        return Basis([("openings", market.openings), ("leavers", market.leavers)])
    }
}
