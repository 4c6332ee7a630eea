/// How much of the reachable openings finds no trained leaver: `(D̃−S̃)/D̃` over the programme's occupations, each counted by
/// its relevance.
///
/// Missing without reachable openings.
struct GapShareCriterion: Criterion {
    let id = "gap_share"
    let unit = "share"

    func measure(_ candidate: Candidate, in facts: ScoringFacts) -> Measurement? {
        guard let market = facts.market(of: candidate), market.openings > 0 else { return nil }
        return Measurement(
            raw: (market.openings - market.leavers) / market.openings,
            basis: [("openings", market.openings), ("leavers", market.leavers)])
    }
}
