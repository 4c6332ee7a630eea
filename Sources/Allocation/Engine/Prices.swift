/// What one unit of each shared thing is worth, in placements. These are the multipliers of the Lagrangian relaxation.
struct Prices: Sendable {
    /// For each outlet, what one opening is worth: 0 to 1, and more where packages need openings of their own.
    var outlet: [Double]
    /// For each scheme, what one assessor-day is worth.
    var scheme: [Double]
    /// For each target, what one person towards it is worth, 0 to the penalty of a shortfall.
    var target: [Double]
    /// What one unit of money of the network's budget is worth.
    var money: Double

    init(_ problem: CompactProblem) {
        outlet = [Double](repeating: 0, count: problem.gap.count)
        scheme = [Double](repeating: 0, count: problem.assessorDays.count)
        target = [Double](repeating: 0, count: problem.targetAmount.count)
        money = 0
    }
}
