/// What employers offer for the programme's occupations, against the region's minimum wage: median ÷ minimum, a ratio.
///
/// The figures come from the vacancies that state pay (those of the region, else of its province, else of the country, wherever enough of
/// them do) and from minimum wages. The criterion has no data without a minimum wage, or where too few advertisements state pay even in the
/// whole country.
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
        let place = tables.places[candidate.region]
        var figures = [
            ("median_pay", market.medianPay), ("minimum_wage", place.minimumWage ?? .nan),
            ("advertisements", Double(market.advertisements)),
        ]
        // A minimum wage of the province is a fallback, which is told.
        if place.minimumWageScope == .province { figures.append(("minimum_wage_of_province", 1)) }
        return Basis(figures, scope: market.payScope)
    }
}
