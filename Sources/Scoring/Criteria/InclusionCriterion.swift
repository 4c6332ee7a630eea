/// How much harder it is to find work in the region than in the country: regional ÷ national unemployment rate, a ratio.
///
/// The figures are the unemployment of the latest year up to the day, of the region or else of its province. The value is the same for all
/// programmes of a BLK: it tells BLKs apart, not programmes. The criterion has no data without a rate of either.
struct InclusionCriterion: Criterion {
    let id = "inclusion"
    let unit = "ratio"
    let level = CriterionLevel.region

    func value(of candidate: Candidate, in tables: FactorTables) -> RawValue? {
        guard let rate = tables.places[candidate.region].unemployment, let national = tables.nationalUnemployment, national > 0
        else { return nil }
        return RawValue(rate / national)
    }

    func basis(of candidate: Candidate, in tables: FactorTables) -> Basis {
        let place = tables.places[candidate.region]
        return Basis(
            [("unemployment", place.unemployment ?? .nan), ("national_unemployment", tables.nationalUnemployment ?? .nan)],
            scope: place.unemploymentScope)
    }
}
