/// What one unit of each shared thing is worth, in placements: the multipliers of the Lagrangian.
struct Prices: Sendable {
    /// Per outlet, 0…1: what an opening is worth.
    var outlet: [Double]
    /// Per scheme: an assessor-day.
    var scheme: [Double]
    /// Per target, 0…penalty: a person towards it.
    var target: [Double]
    /// One unit of money of the network's budget.
    var money: Double

    init(_ problem: CompactProblem) {
        outlet = [Double](repeating: 0, count: problem.gap.count)
        scheme = [Double](repeating: 0, count: problem.assessorDays.count)
        target = [Double](repeating: 0, count: problem.targetAmount.count)
        money = 0
    }
}
