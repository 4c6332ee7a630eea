/// How much more of the programme's industries the region has than the nation: `Σ_i s[p,i]·LQ[r,i]`, a ratio.
///
/// The figures come from employment by industry; s is the share of the programme's occupations that work in industry i. The criterion has
/// no data without employment figures of the region, or when no staffing pattern has the programme's occupations.
struct LocalPotentialCriterion: Criterion {
    let id = "local_potential"
    let unit = "ratio"
    let level = CriterionLevel.region

    func value(of candidate: Candidate, in tables: FactorTables) -> RawValue? {
        let potential = tables.market(candidate).localPotential
        return potential.isNaN ? nil : RawValue(potential)
    }

    func basis(of candidate: Candidate, in tables: FactorTables) -> Basis { Basis([]) }
}
