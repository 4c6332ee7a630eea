/// What employers offer for the programme's occupations, against the region's minimum wage: median ÷ minimum.
///
/// Missing without a minimum wage or with too few advertisements that state pay, even in the whole country.
struct WageCriterion: Criterion {
    let id = "wage"
    let unit = "ratio"

    func measure(_ candidate: Candidate, in facts: ScoringFacts) -> Measurement? {
        guard let minimum = facts.minimumWage(of: candidate.blk.regionCode),
            let offered = facts.offeredPay(for: candidate.program.occupations.map(\.code), near: candidate.blk.regionCode)
        else { return nil }
        return Measurement(
            raw: offered.median / minimum,
            basis: [("median_pay", offered.median), ("minimum_wage", minimum), ("advertisements", Double(offered.count))],
            scope: offered.scope)
    }
}
