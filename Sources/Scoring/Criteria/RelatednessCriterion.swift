/// How near the programme's industries are to what the region already does: `Σ_i s[p,i]·ω[r,i]`, 0 to 1.
///
/// The figures come from employment by industry over all regions. This criterion has no data in the same cases as
/// `LocalPotentialCriterion`.
struct RelatednessCriterion: Criterion {
    let id = "relatedness"
    let unit = "density"
    let level = CriterionLevel.region

    func value(of candidate: Candidate, in tables: FactorTables) -> RawValue? {
        let density = tables.market(candidate).relatedness
        return density.isNaN ? nil : RawValue(density)
    }

    func basis(of candidate: Candidate, in tables: FactorTables) -> Basis { Basis([]) }
}
