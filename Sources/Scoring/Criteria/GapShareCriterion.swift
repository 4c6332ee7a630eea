/// How much of the reachable openings finds no trained leaver: `(D̃−S̃)/D̃` over the programme's occupations, each counted by
/// its relevance; a share, −∞ to 1.
///
/// Source: the demand run. Missing without reachable openings. Its standard error follows from that of the openings: `σ·S̃/D̃`.
struct GapShareCriterion: Criterion {
    let id = "gap_share"
    let unit = "share"
    let level = CriterionLevel.region
    let estimate: Estimate? = .openings

    func value(of candidate: Candidate, in tables: FactorTables) -> RawValue? {
        let market = tables.market(candidate)
        guard market.openings > 0 else { return nil }
        return RawValue(
            (market.openings - market.leavers) / market.openings,
            standardError: market.relativeError.isNaN ? 0 : market.relativeError * market.leavers / market.openings)
    }

    func basis(of candidate: Candidate, in tables: FactorTables) -> Basis {
        let market = tables.market(candidate)
        return Basis([("openings", market.openings), ("leavers", market.leavers)])
    }
}
