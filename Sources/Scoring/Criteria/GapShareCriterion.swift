/// How much of the reachable openings finds no trained leaver: `(D̃−S̃)/D̃` over the programme's occupations, each counted by
/// its relevance; a share, −∞ to 1.
///
/// Its standard error is that of the ratio S̃/D̃ of two independent uncertain numbers, first order: `√((S̃·e_D/D̃²)² + (e_S/D̃)²)`.
///
/// The figures come from the demand run. The criterion has no data without reachable openings.
struct GapShareCriterion: Criterion {
    let id = "gap_share"
    let unit = "share"
    let level = CriterionLevel.region
    let estimate: Estimate? = .openings

    func value(of candidate: Candidate, in tables: FactorTables) -> RawValue? {
        let market = tables.market(candidate)
        guard market.openings > 0 else { return nil }
        let filled = market.leavers / market.openings
        let (fromOpenings, fromLeavers) = (filled * market.openingsError / market.openings, market.leaversError / market.openings)
        let error = (fromOpenings * fromOpenings + fromLeavers * fromLeavers).squareRoot()
        return RawValue((market.openings - market.leavers) / market.openings, standardError: error.isNaN ? nil : error)
    }

    func basis(of candidate: Candidate, in tables: FactorTables) -> Basis {
        let market = tables.market(candidate)
        return Basis([("openings", market.openings), ("leavers", market.leavers)])
    }
}
