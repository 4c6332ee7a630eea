/// Share of those trained who were in work within six months, shrunk towards the programme's other BLKs.
///
/// Missing when no BLK of the network has traced outcomes.
struct PlacementCriterion: Criterion {
    let id = "placement"
    let unit = "share"

    func measure(_ candidate: Candidate, in facts: ScoringFacts) -> Measurement? {
        facts.placement.measurement(candidate)
    }
}
