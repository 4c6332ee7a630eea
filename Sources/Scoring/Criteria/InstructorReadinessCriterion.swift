/// The share of the programme's units that some instructor of the BLK is certified to teach on the day asked about.
///
/// The figures come from the instructors' competences. The criterion has no data when the programme lists no units.
struct InstructorReadinessCriterion: Criterion {
    let id = "instructor_readiness"
    let unit = "share"
    let level = CriterionLevel.blk

    func value(of candidate: Candidate, in tables: FactorTables) -> RawValue? {
        let units = tables.programs[candidate.program].units.count
        return units == 0 ? nil : RawValue(Double(tables.unitsCovered(candidate)) / Double(units))
    }

    func basis(of candidate: Candidate, in tables: FactorTables) -> Basis {
        Basis([
            ("units_covered", Double(tables.unitsCovered(candidate))), ("units", Double(tables.programs[candidate.program].units.count)),
        ])
    }
}
