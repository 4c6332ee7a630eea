/// Share of those trained who were certified, shrunk towards the programme's other BLKs.
///
/// Missing when no BLK of the network has outcomes.
struct CertificationCriterion: Criterion {
    let id = "certification"
    let unit = "share"

    func measure(_ candidate: Candidate, in facts: ScoringFacts) -> Measurement? {
        facts.certification.measurement(candidate)
    }
}
