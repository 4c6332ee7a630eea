/// What employers offer for the programme's occupations, against the region's minimum wage: median ÷ minimum, a ratio.
///
/// Source: vacancies that state pay (of the region, else its province, else the country, wherever enough do), minimum wages. Missing
/// without a minimum wage or with too few advertisements that state pay, even in the whole country.
struct WageCriterion: Criterion {
    let id = "wage"
    let unit = "ratio"
    let level = CriterionLevel.region

    func value(of candidate: Candidate, in tables: FactorTables) -> RawValue? {
        let market = tables.market(candidate)
        guard let minimum = tables.places[candidate.region].minimumWage, !market.medianPay.isNaN else { return nil }
        return RawValue(market.medianPay / minimum)
    }

    func basis(of candidate: Candidate, in tables: FactorTables) -> Basis {
        let market = tables.market(candidate)
        return Basis(
            [
                ("median_pay", market.medianPay), ("minimum_wage", tables.places[candidate.region].minimumWage ?? .nan),
                ("advertisements", Double(market.advertisements)),
            ], scope: market.payScope)
    }
}
