/// The share of those trained who were in work within six months, shrunk towards the programme's other BLKs.
///
/// The figures come from the outcomes of the last years (`outcome_years`) that were traced. The criterion has no data when no BLK of the
/// network has traced outcomes.
struct PlacementCriterion: Criterion {
    let id = "placement"
    let unit = "share"
    let level = CriterionLevel.blk
    let estimate: Estimate? = .placement

    func value(of candidate: Candidate, in tables: FactorTables) -> RawValue? { tables.placementRate(candidate) }

    func basis(of candidate: Candidate, in tables: FactorTables) -> Basis {
        let own = tables.outcomes(candidate)
        return tables.placement.basis(of: tables.programs[candidate.program], successes: own.placed, trials: own.traced)
    }
}
