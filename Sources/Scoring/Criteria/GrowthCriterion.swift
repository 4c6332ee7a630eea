/// How fast the industries grow that hire for the programme's occupations in the BLK's region, weighted by their openings; per cent a
/// year.
///
/// Source: employment by industry (growth clipped as in `config/demand.yaml`) and the demand run's openings by industry. Missing where no
/// opening's industry has two years of employment.
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
