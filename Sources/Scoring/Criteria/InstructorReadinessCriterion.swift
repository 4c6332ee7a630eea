/// Share of the programme's units that some instructor of the BLK is certified to teach on the day asked about.
///
/// Missing when the programme lists no units.
struct InstructorReadinessCriterion: Criterion {
    let id = "instructor_readiness"
    let unit = "share"

    func measure(_ candidate: Candidate, in facts: ScoringFacts) -> Measurement? {
        let units = candidate.program.units
        guard !units.isEmpty else { return nil }
        let covered = units.count - facts.unitsWithoutInstructor(candidate).count
        return Measurement(
            raw: Double(covered) / Double(units.count), relativeError: 0,
            basis: [("units_covered", Double(covered)), ("units", Double(units.count))])
    }
}
