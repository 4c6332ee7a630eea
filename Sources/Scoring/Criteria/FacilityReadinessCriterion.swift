/// `min(1, workshop hours free ÷ hours of one package)`; 0 without a workshop of the programme's kejuruan.
struct FacilityReadinessCriterion: Criterion {
    let id = "facility_readiness"
    let unit = "share"

    func measure(_ candidate: Candidate, in facts: ScoringFacts) -> Measurement? {
        let free = facts.workshopHoursFree(candidate) ?? 0
        return Measurement(
            raw: min(1, Double(free) / Double(candidate.program.hours)), relativeError: 0,
            basis: [("workshop_hours_free", Double(free)), ("package_hours", Double(candidate.program.hours))])
    }
}
