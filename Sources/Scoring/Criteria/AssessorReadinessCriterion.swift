/// `min(1, reachable licensed assessor-days ÷ days one package needs)`, a share.
///
/// The figures come from the assessors' licences that are valid on the day asked about, in regions within reach. The criterion has no data
/// when the programme ends without a certification scheme.
struct AssessorReadinessCriterion: Criterion {
    let id = "assessor_readiness"
    let unit = "share"
    let level = CriterionLevel.region

    func value(of candidate: Candidate, in tables: FactorTables) -> RawValue? {
        guard let days = tables.assessorDays(candidate) else { return nil }
        return RawValue(min(1, Double(days) / Double(tables.assessorDaysNeeded[candidate.program])))
    }

    func basis(of candidate: Candidate, in tables: FactorTables) -> Basis {
        Basis([
            ("assessor_days", Double(tables.assessorDays(candidate) ?? 0)),
            ("assessor_days_needed", Double(tables.assessorDaysNeeded[candidate.program])),
        ])
    }
}
