/// What a little more of each scarce thing is worth, in placements, at the prices that give the least upper bound.
public struct AllocationPrices: Sendable {
    /// For each scheme, what one assessor-day is worth.
    public let assessorDay: [Double]
    /// For each BLK, what one unit of money of its budget is worth.
    public let budget: [Double]
    /// What one unit of money of the network's budget is worth.
    public let networkBudget: Double
    /// For each department, what one JP is worth: the mean over as many JP as its shortest programme takes.
    public let departmentHour: [Double]
    /// For each outlet, what one opening is worth: 0 to 1, and more where packages need openings of their own.
    public let opening: [Double]
    /// For each target, what it is worth to ask one person less.
    public let target: [Double]

    init(_ compact: CompactProblem, _ problem: AllocationProblem, _ relaxation: LagrangianRelaxation, _ descent: PriceDescent) {
        assessorDay = descent.prices.scheme
        networkBudget = descent.prices.money
        opening = descent.prices.outlet
        target = descent.prices.target
        budget = descent.money
        var hours = [Double](repeating: 0, count: problem.departments.count)
        for (position, worth) in relaxation.hourWorths(descent.prices, money: descent.money).enumerated() {
            hours[compact.departmentOrigin[position]] = worth / Double(compact.hourUnit)
        }
        departmentHour = hours
    }
}
