/// What a little more of each scarce thing is worth, in placements, at the prices of the least upper bound.
public struct AllocationPrices: Sendable {
    /// Per scheme: an assessor-day.
    public let assessorDay: [Double]
    /// Per BLK: one unit of money.
    public let budget: [Double]
    /// One unit of money of the network's budget.
    public let networkBudget: Double
    /// Per department: a JP, as the mean over so many as its shortest programme takes.
    public let departmentHour: [Double]
    /// Per outlet: an opening.
    public let opening: [Double]
    /// Per target: a person less asked.
    public let target: [Double]

    init(_ compact: CompactProblem, _ problem: AllocationProblem, _ relaxation: LagrangianRelaxation, _ ascent: PriceAscent) {
        assessorDay = ascent.prices.scheme
        networkBudget = ascent.prices.money
        opening = ascent.prices.outlet
        target = ascent.prices.target
        budget = ascent.money
        var hours = [Double](repeating: 0, count: problem.departments.count)
        for (position, worth) in relaxation.hourWorths(ascent.prices, money: ascent.money).enumerated() {
            hours[compact.departmentOrigin[position]] = worth / Double(compact.hourUnit)
        }
        departmentHour = hours
    }
}
