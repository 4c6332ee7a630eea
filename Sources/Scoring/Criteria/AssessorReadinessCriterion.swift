/// `min(1, reachable licensed assessor-days ÷ days one package needs)`.
///
/// Missing when the programme ends without a certification scheme.
struct AssessorReadinessCriterion: Criterion {
    let id = "assessor_readiness"
    let unit = "share"

    func measure(_ candidate: Candidate, in facts: ScoringFacts) -> Measurement? {
        guard let assessment = facts.assessment(candidate) else { return nil }
        return Measurement(
            raw: min(1, Double(assessment.daysReachable) / Double(assessment.daysNeeded)), relativeError: 0,
            basis: [("assessor_days", Double(assessment.daysReachable)), ("assessor_days_needed", Double(assessment.daysNeeded))])
    }
}
