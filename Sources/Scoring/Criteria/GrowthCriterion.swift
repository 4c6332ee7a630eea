/// How fast the industries grow that hire for the programme's occupations in the BLK's region, weighted by their openings; per cent a
/// year.
///
/// The figures come from employment by industry (growth is clipped as `config/demand.yaml` says) and from the demand run's openings by
/// industry. The criterion has no data where no opening's industry has two years of employment.
struct GrowthCriterion: Criterion {
    let id = "growth"
    let unit = "percent_per_year"
    let level = CriterionLevel.region

    func value(of candidate: Candidate, in tables: FactorTables) -> RawValue? {
        let growth = tables.market(candidate).growth
        return growth.isNaN ? nil : RawValue(100 * growth)
    }

    func basis(of candidate: Candidate, in tables: FactorTables) -> Basis { Basis([]) }
}
