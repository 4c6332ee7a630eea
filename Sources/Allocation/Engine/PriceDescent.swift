/// Lowers the Lagrangian bound by changing the prices step by step.
///
/// The method is the volume algorithm (F. Barahona and R. Anbil, 2000) with steps that are measured by relative shortage.
struct PriceDescent: Sendable {
    let relaxation: LagrangianRelaxation
    private var problem: CompactProblem { relaxation.problem }

    /// The best prices so far; the next two properties are the bound that they prove and the worth of each BLK's budget at them.
    private(set) var prices: Prices
    private(set) var bound = Double.infinity
    private(set) var money: [Double]
    /// The mean of the choices so far, which is nearly an optimum of the relaxation over mixtures of plans.
    private(set) var packages: [Float]
    private(set) var flow: [Float]
    private var iterations = 0
    /// The figures of a mean package over all candidates.
    private let mean: (placements: Double, days: Double, cost: Double, contributions: [Double])
    /// The length of a step, as a share of the step that Polyak's rule gives.
    private var pace = Self.firstPace
    private var stall = 0
    /// Whether budgets are searched exactly, which starts when the looser bound has settled.
    private var exact = false
    /// Whether more steps hardly lower the bound.
    private(set) var settled = false
    private var allowed: [Double]

    /// The weight of the newest choice in the mean.
    private static let share: Float = 0.15
    /// The number of steps without success after which the pace is cut.
    private static let patience = 3
    private static let cut = 0.7
    private static let slowest = 1e-3
    private static let firstPace = 0.5
    private static let firstExactPace = 0.1

    init(_ relaxation: LagrangianRelaxation) {
        self.relaxation = relaxation
        let problem = relaxation.problem
        prices = Prices(problem)
        money = [Double](repeating: 0, count: problem.blks)
        allowed = [Double](repeating: 0.1, count: problem.blks)
        packages = [Float](repeating: 0, count: problem.candidates)
        flow = [Float](repeating: 0, count: problem.outlet.count)
        let count = Double(max(1, problem.candidates))
        mean = (
            problem.supply.reduce(0, +) / count, problem.days.reduce(0, +) / count, problem.cost.reduce(0, +) / count,
            problem.targetAmount.indices.map { target in
                problem.target.indices.reduce(0) { problem.target[$1] == Int32(target) ? $0 + problem.contribution[$1] : $0 } / count
            }
        )
    }

    mutating func iterate(_ count: Int, until: () -> Bool = { false }) {
        var trial = prices
        for _ in 0..<count {
            if settled || (bound.isFinite && until()) { return }
            if iterations > 0 { trial = stepped() }
            let answer = relaxation.answer(trial, money: money, allowed: exact ? allowed : nil)
            let chosen = flows(trial, answer.packages)
            iterations += 1
            if iterations == 1 {
                packages = answer.packages
                flow = chosen
            } else {
                let share = Self.share
                for index in packages.indices { packages[index] += share * (answer.packages[index] - packages[index]) }
                for index in flow.indices { flow[index] += share * (chosen[index] - flow[index]) }
            }
            money = answer.money
            if exact { allowed = answer.allowed }
            if answer.bound < bound {
                if bound - answer.bound > 1e-5 * abs(bound) { stall = 0 }
                bound = answer.bound
                prices = trial
                pace = min(1.5, pace * 1.05)
            } else {
                stall += 1
                if stall >= Self.patience {
                    pace = max(Self.slowest, pace * Self.cut)
                    stall = 0
                    if pace <= Self.slowest * 1.01 {
                        if exact { settled = true }
                        exact = true
                        pace = Self.firstExactPace
                    }
                }
            }
        }
    }

    /// Where the graduates of each candidate go at these prices: to the cheapest outlets, shared among outlets that are equally
    /// cheap.
    private func flows(_ prices: Prices, _ packages: [Float]) -> [Float] {
        let problem = problem
        var flow = [Float](repeating: 0, count: problem.outlet.count)
        for candidate in 0..<problem.candidates where packages[candidate] > 0 || problem.decided[candidate] > 0 {
            let links = Int(problem.outletStart[candidate])..<Int(problem.outletStart[candidate + 1])
            let graduates = problem.supply[candidate] * (Double(packages[candidate]) + Double(problem.decided[candidate]))
            var left = graduates
            // Where packages need openings of their own, so many take one at any price.
            var must = max(0, graduates - problem.idle[candidate])
            var cheapest = must > 0 ? Double.infinity : 1
            for link in links { cheapest = min(cheapest, prices.outlet[Int(problem.outlet[link])]) }
            // Outlets are filled level by level of their price, and each takes at most its gap.
            var level = cheapest
            while left > 1e-9, level < 1 || (must > 1e-9 && level.isFinite) {
                if level >= 1 { left = min(left, must) }
                let limit = level + 0.002
                var width = 0.0
                var next = must > 0 ? Double.infinity : 1
                for link in links {
                    let outlet = Int(problem.outlet[link])
                    let price = prices.outlet[outlet]
                    if price >= level, price <= limit { width += problem.gap[outlet] } else if price > limit { next = min(next, price) }
                }
                let share = min(1, left / width)
                for link in links {
                    let outlet = Int(problem.outlet[link])
                    let price = prices.outlet[outlet]
                    if price >= level, price <= limit { flow[link] = Float(share * problem.gap[outlet]) }
                }
                left -= share * width
                must -= share * width
                level = next
            }
        }
        return flow
    }

    /// What a mean package is worth at the best prices, in placements: its placements and what it brings towards missed targets.
    private var packageWorth: Double { mean.placements + zip(mean.contributions, prices.target).reduce(0) { $0 + $1.0 * $1.1 } }

    /// The worth of a mean package divided by its placements: 1 where targets are met, and about 30 where they are missed. The
    /// steps of a search must be as much larger.
    var scale: Double { mean.placements > 0 ? min(100, packageWorth / mean.placements) : 1 }

    /// Steps from the best prices, against what the mean choice leaves over or overdraws.
    private func stepped() -> Prices {
        let problem = problem
        var outlet = problem.gap
        var scheme = problem.assessorDays
        var target = problem.targetAmount.map { -$0 }
        var money = problem.networkBudget
        for candidate in 0..<problem.candidates where packages[candidate] > 0 {
            let count = Double(packages[candidate])
            if problem.scheme[candidate] >= 0 { scheme[Int(problem.scheme[candidate])] -= count * problem.days[candidate] }
            money -= count * problem.cost[candidate]
            for link in Int(problem.targetStart[candidate])..<Int(problem.targetStart[candidate + 1]) {
                target[Int(problem.target[link])] += count * problem.contribution[link]
            }
        }
        for link in flow.indices { outlet[Int(problem.outlet[link])] -= Double(flow[link]) }

        // A price moves by its range times the relative shortage. An opening is worth at most 1, and more only where packages need
        // openings of their own. A day or a unit of money is
        // worth at most as much as the mean package that it lets run, which is more while targets are missed.
        let package = packageWorth
        let dayRange = package / max(1e-9, mean.days)
        let moneyRange = package / max(1e-9, mean.cost)
        let mostOpening = problem.idle.contains { $0.isFinite } ? Double.infinity : 1
        let openingRange = mostOpening == 1 ? 1 : max(1, scale)
        var length = 0.0
        func push(_ slope: Double, _ scale: Double, _ price: Double, _ most: Double) -> Double {
            guard !(price <= 0 && slope >= 0), !(price >= most && slope <= 0) else { return 0 }
            length += scale * slope * slope
            return scale * slope
        }
        var next = prices
        let outletPush = outlet.indices.map {
            push(outlet[$0], openingRange / max(1, problem.gap[$0]), prices.outlet[$0], mostOpening)
        }
        let schemePush = scheme.indices.map { push(scheme[$0], dayRange / max(1, problem.assessorDays[$0]), prices.scheme[$0], .infinity) }
        let targetPush = target.indices.map {
            push(target[$0], problem.penalty / max(1, abs(problem.targetAmount[$0])), prices.target[$0], problem.penalty)
        }
        let moneyPush = money.isFinite ? push(money, moneyRange / max(1, problem.networkBudget), prices.money, .infinity) : 0
        guard length > 0 else { return prices }
        // The step is Polyak's, towards a bound that is one per cent lower.
        let step = pace * max(1, 0.01 * abs(bound)) / length
        for index in outletPush.indices { next.outlet[index] = min(mostOpening, max(0, prices.outlet[index] - step * outletPush[index])) }
        for index in schemePush.indices { next.scheme[index] = max(0, prices.scheme[index] - step * schemePush[index]) }
        for index in targetPush.indices {
            next.target[index] = min(problem.penalty, max(0, prices.target[index] - step * targetPush[index]))
        }
        next.money = max(0, prices.money - step * moneyPush)
        return next
    }
}
