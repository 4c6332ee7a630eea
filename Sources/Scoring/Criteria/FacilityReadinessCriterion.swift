/// `min(1, workshop hours free ÷ hours of one package)`, a share; 0 without a workshop of the programme's kejuruan.
///
/// The figures come from workshops and programmes. The criterion always has data.
struct FacilityReadinessCriterion: Criterion {
    let id = "facility_readiness"
    let unit = "share"
    let level = CriterionLevel.blk

    func value(of candidate: Candidate, in tables: FactorTables) -> RawValue? {
        RawValue(min(1, free(candidate, tables) / Double(tables.programs[candidate.program].hours)))
    }

    func basis(of candidate: Candidate, in tables: FactorTables) -> Basis {
        Basis([
            ("workshop_hours_free", free(candidate, tables)), ("package_hours", Double(tables.programs[candidate.program].hours)),
        ])
    }

    private func free(_ candidate: Candidate, _ tables: FactorTables) -> Double {
        Double(tables.department(candidate)?.hoursFree ?? 0)
    }
}
