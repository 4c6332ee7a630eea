import Parallel

/// The Lagrangian relaxation: at given prices every BLK stands alone, and what the BLKs would choose bounds every plan from
/// above.
///
/// Openings, assessor-days, targets and the network's budget have prices. Inside a BLK each department is a knapsack that is
/// solved exactly, and the budget of the BLK is one more multiplier, which a search along a line finds. Any prices give a valid
/// bound.
struct LagrangianRelaxation: Sendable {
    let problem: CompactProblem
    let threads: Int?
    /// The number of BLKs that one task works out.
    static let batch = 64

    struct Answer: Sendable {
        /// The upper bound of the objective, in placements.
        var bound: Double
        /// The packages that are chosen of each candidate; a fraction where two choices of a BLK are mixed to keep its budget.
        var packages: [Float]
        /// The worth of one unit of the budget of each BLK.
        var money: [Double]
        /// The part of the bound that each BLK contributes.
        var worth: [Double]
        /// For each BLK, how far the exact search had to look.
        var allowed: [Double]
    }

    /// The value of φ at one worth of a BLK's budget, and its slope there, which is the budget that is left.
    private struct Trial {
        var at: Double
        var value: Double
        var slope: Double
    }

    private struct Part: Sendable {
        var packages: [Float] = []
        var money: [Double] = []
        var worth: [Double] = []
        var allowed: [Double] = []
    }

    /// Works out what each next package of every candidate is worth at these prices, before the budget of its BLK counts.
    ///
    /// Graduates go to the cheapest outlets first, and no outlet takes more than its gap. Where packages need openings of their own,
    /// graduates also take outlets that cost more than their placement brings, as far as they must.
    ///
    /// - Parameters:
    ///   - prices: the prices of the shared things.
    ///   - candidates: the candidates, in the order of the problem.
    ///   - marginals: set to the worths, candidate after candidate.
    /// - Returns: what the placements of the decided packages are worth, which come before all others.
    @discardableResult
    func marginals(_ prices: Prices, _ candidates: Range<Int>, into marginals: inout [Double]) -> Double {
        marginals.removeAll(keepingCapacity: true)
        var decided = 0.0
        var nearby: [(price: Double, gap: Double)] = []
        for candidate in candidates where problem.maximum[candidate] > 0 || problem.decided[candidate] > 0 {
            nearby.removeAll(keepingCapacity: true)
            for link in Int(problem.outletStart[candidate])..<Int(problem.outletStart[candidate + 1]) {
                let outlet = Int(problem.outlet[link])
                let price = prices.outlet[outlet]
                guard price < 1 || problem.idle[candidate].isFinite else { continue }
                var at = nearby.count
                nearby.append((price, problem.gap[outlet]))
                while at > 0, nearby[at - 1].price > price {
                    nearby.swapAt(at, at - 1)
                    at -= 1
                }
            }
            var fixed = problem.bonus[candidate] - prices.money * problem.cost[candidate]
            let scheme = Int(problem.scheme[candidate])
            if scheme >= 0 { fixed -= prices.scheme[scheme] * problem.days[candidate] }
            for link in Int(problem.targetStart[candidate])..<Int(problem.targetStart[candidate + 1]) {
                fixed += prices.target[Int(problem.target[link])] * problem.contribution[link]
            }
            let supply = problem.supply[candidate]
            var next = 0
            var room = nearby.first?.gap ?? 0
            var placed = 0.0
            for number in 0..<problem.decided[candidate] + problem.maximum[candidate] {
                let chosen = number >= problem.decided[candidate]
                var left = supply * Double(number + 1) - placed
                // As many as must have an opening for the packages so far, those of earlier packages among them.
                var must = supply * Double(number + 1) - problem.idle[candidate] - placed
                if problem.idle[candidate] == .infinity { left = supply }
                var worth = chosen ? fixed : 0
                while left > 0, next < nearby.count {
                    let price = nearby[next].price
                    guard price < 1 || must > 0 else { break }
                    let part = min(left, room, price < 1 ? left : must)
                    worth += part * (1 - price)
                    placed += part
                    left -= part
                    must -= part
                    room -= part
                    if room <= 0 {
                        next += 1
                        if next < nearby.count { room = nearby[next].gap }
                    }
                }
                if chosen { marginals.append(worth) } else { decided += worth }
            }
        }
        return decided
    }

    /// Lets every BLK choose at these prices.
    ///
    /// - Parameters:
    ///   - prices: the prices of the shared things.
    ///   - money: for each BLK, where the search for the worth of its budget starts.
    ///   - allowed: for each BLK, how far the exact search of its budget looks first; `nil` leaves that search out.
    /// - Returns: the choices and the bound that they prove.
    func answer(_ prices: Prices, money: [Double], allowed: [Double]?) -> Answer {
        let batches = (problem.blks + Self.batch - 1) / Self.batch
        let parts = parallelMap(batches, threads: threads) { number -> Part in
            let range = number * Self.batch..<min(problem.blks, (number + 1) * Self.batch)
            return part(prices, range, money, allowed)
        }
        var answer = Answer(bound: 0, packages: [], money: [], worth: [], allowed: [])
        answer.packages.reserveCapacity(problem.candidates)
        for part in parts {
            answer.packages += part.packages
            answer.money += part.money
            answer.worth += part.worth
            answer.allowed += part.allowed
        }
        var bound = problem.constant
        for worth in answer.worth { bound += worth }
        answer.bound = bound + priced(prices)
        return answer
    }

    /// What the shared things are worth at these prices in all.
    func priced(_ prices: Prices) -> Double {
        var sum = 0.0
        for (outlet, price) in prices.outlet.enumerated() { sum += price * problem.gap[outlet] }
        for (scheme, price) in prices.scheme.enumerated() { sum += price * problem.assessorDays[scheme] }
        for (target, price) in prices.target.enumerated() { sum -= price * problem.targetAmount[target] }
        if problem.networkBudget.isFinite { sum += prices.money * problem.networkBudget }
        return sum
    }

    private func part(_ prices: Prices, _ blks: Range<Int>, _ money: [Double], _ allowed: [Double]?) -> Part {
        var part = Part()
        var knapsack = DepartmentKnapsack()
        var exact = BudgetedChoice()
        var marginal: [Double] = []
        var start: [Int32] = []
        var packages: [Int32] = []
        var over: [Int32] = []
        var within: [Int32] = []
        for blk in blks {
            let departments = problem.blkStart[blk]..<problem.blkStart[blk + 1]
            let candidates = problem.departmentStart[departments.lowerBound]..<problem.departmentStart[departments.upperBound]
            guard !candidates.isEmpty else {
                part.money.append(0)
                part.worth.append(0)
                part.allowed.append(0)
                continue
            }
            let decided = marginals(prices, candidates, into: &marginal)
            let first = problem.packageStart[candidates.lowerBound]
            start = candidates.map { problem.packageStart[$0] - first }
            packages = [Int32](repeating: 0, count: candidates.count)
            over = packages
            within = packages
            let budget = problem.budget[blk]

            /// The worth and the cost of the best choice when one unit of the budget is worth `money`.
            func choose(_ money: Double, _ packages: inout [Int32]) -> (value: Double, cost: Double) {
                var value = 0.0
                var cost = 0.0
                withFigures(candidates, marginal, start) { figures in
                    packages.withUnsafeMutableBufferPointer { packages in
                        guard let base = packages.baseAddress else { return }
                        for department in departments {
                            let own =
                                problem.departmentStart[department] - candidates.lowerBound..<problem.departmentStart[department + 1]
                                - candidates.lowerBound
                            value += knapsack.solve(
                                own, room: Int(problem.departmentHours[department]), hours: figures.hours, maximum: figures.maximum,
                                marginal: figures.marginal, start: figures.start, cost: figures.cost, money: money, chosen: base)
                        }
                        for position in 0..<packages.count where packages[position] > 0 {
                            cost += Double(packages[position]) * problem.cost[candidates.lowerBound + position]
                        }
                    }
                }
                return (value, cost)
            }

            // φ(money) = value + money·budget is convex, and its least value is the part of the bound that this BLK contributes.
            // Left of it the choice spends too much, right of it there is money left. The next trial is where the two lines
            // cross.
            var at = budget.isFinite ? money[blk] : 0
            var best = Double.infinity
            var bestAt = at
            var left: Trial?
            var right: Trial?
            for step in 0..<30 {
                let chosen = choose(at, &packages)
                let trial = Trial(at: at, value: at > 0 ? chosen.value + at * budget : chosen.value, slope: budget - chosen.cost)
                if trial.value < best {
                    best = trial.value
                    bestAt = at
                }
                if trial.slope < 0 {
                    left = trial
                    swap(&over, &packages)
                } else {
                    right = trial
                    swap(&within, &packages)
                    if at == 0 { break }
                }
                if let left, let right {
                    let next = (left.value - right.value + right.slope * right.at - left.slope * left.at) / (right.slope - left.slope)
                    let least = right.value + right.slope * (next - right.at)
                    guard step < 8, best - least > 1e-6 * (1 + abs(best)), next > left.at, next < right.at else { break }
                    at = next
                } else if let left {
                    at = left.at * 1.2 + 0.02 * (marginal.max() ?? 0) / max(1e-9, problem.cost[candidates.lowerBound])
                } else if let right {
                    at = step < 3 ? right.at * 0.8 : 0
                }
            }
            var worthOfBlk = best
            var width = allowed?[blk] ?? 0
            if let allowed, bestAt > 0 {
                // The best choice within the budget so far is known; the exact search looks for a better one.
                var known = 0.0
                if right != nil {
                    for position in 0..<candidates.count {
                        for number in 0..<Int(within[position]) { known += marginal[Int(start[position]) + number] }
                    }
                }
                let rooms = departments.map { department in
                    (
                        problem.departmentStart[department] - candidates.lowerBound..<problem.departmentStart[department + 1]
                            - candidates.lowerBound, Int(problem.departmentHours[department])
                    )
                }
                width = max(0.02, allowed[blk])
                let loss = withFigures(candidates, marginal, start) { figures in
                    exact.leastLoss(
                        departments: rooms, hours: figures.hours, maximum: figures.maximum, marginal: figures.marginal,
                        start: figures.start,
                        cost: figures.cost, money: bestAt, budget: budget, allowed: &width, ceiling: best - known, packages: &within)
                }
                worthOfBlk = best - loss
                left = nil
                right = Trial(at: bestAt, value: worthOfBlk, slope: 0)
            }
            let shareOver: Double
            switch (left, right) {
            case (let left?, let right?): shareOver = right.slope / (right.slope - left.slope)
            case (let left?, nil): shareOver = budget / (budget - left.slope)
            default: shareOver = 0
            }
            for position in 0..<candidates.count {
                let mixed =
                    shareOver * Double(left == nil ? 0 : over[position]) + (1 - shareOver) * Double(right == nil ? 0 : within[position])
                part.packages.append(Float(mixed))
            }
            part.money.append(bestAt)
            part.worth.append(worthOfBlk + decided)
            part.allowed.append(width)
        }
        return part
    }

    /// What a plan loses at least, at these prices, by having one package of a candidate: 0 for the candidates of the best plans.
    func losses(_ prices: Prices, money: [Double]) -> [Double] {
        var losses = [Double](repeating: .infinity, count: problem.candidates)
        forEachDepartment(prices, money, more: 0) { _, own, room, knapsack, best, worth, packages in
            for candidate in own where problem.maximum[candidate] > 0 && Int(problem.hours[candidate]) <= room {
                let rest = knapsack.best(within: room - Int(problem.hours[candidate]), room: room)
                losses[candidate] = packages(candidate) > 0 ? 0 : best - worth(candidate) - rest
            }
        }
        return losses
    }

    /// For each department, the worth of one more unit of hours: the mean over as many as its shortest programme takes.
    func hourWorths(_ prices: Prices, money: [Double]) -> [Double] {
        var worths = [Double](repeating: 0, count: problem.departmentHours.count)
        forEachDepartment(prices, money, more: 1) { department, own, room, knapsack, best, _, _ in
            let more = room - Int(problem.departmentHours[department])
            worths[department] = max(0, best - knapsack.best(within: room - more, room: room)) / Double(more)
        }
        return worths
    }

    /// Solves the knapsack of every department at these prices, with additional room for `more` of its shortest packages.
    private func forEachDepartment(
        _ prices: Prices, _ money: [Double], more: Int,
        _ body: (
            _ department: Int, _ candidates: Range<Int>, _ room: Int, _ knapsack: borrowing DepartmentKnapsack, _ best: Double,
            _ worth: (Int) -> Double, _ packages: (Int) -> Int32
        ) -> Void
    ) {
        var knapsack = DepartmentKnapsack()
        var marginal: [Double] = []
        for blk in 0..<problem.blks {
            let departments = problem.blkStart[blk]..<problem.blkStart[blk + 1]
            let candidates = problem.departmentStart[departments.lowerBound]..<problem.departmentStart[departments.upperBound]
            guard !candidates.isEmpty else { continue }
            marginals(prices, candidates, into: &marginal)
            let first = problem.packageStart[candidates.lowerBound]
            let start = candidates.map { problem.packageStart[$0] - first }
            let price = problem.budget[blk].isFinite ? money[blk] : 0
            var chosen = [Int32](repeating: 0, count: candidates.count)
            for department in departments {
                let own = problem.departmentStart[department]..<problem.departmentStart[department + 1]
                guard let shortest = own.map({ Int(problem.hours[$0]) }).min() else { continue }
                let room = Int(problem.departmentHours[department]) + more * shortest
                let best = withFigures(candidates, marginal, start) { figures in
                    chosen.withUnsafeMutableBufferPointer { chosen -> Double in
                        guard let base = chosen.baseAddress else { return 0 }
                        return knapsack.solve(
                            own.lowerBound - candidates.lowerBound..<own.upperBound - candidates.lowerBound, room: room,
                            hours: figures.hours,
                            maximum: figures.maximum, marginal: figures.marginal, start: figures.start, cost: figures.cost, money: price,
                            chosen: base)
                    }
                }
                body(
                    department, own, room, knapsack, best,
                    { marginal[Int(start[$0 - candidates.lowerBound])] - price * problem.cost[$0] },
                    { chosen[$0 - candidates.lowerBound] })
            }
        }
    }

    private struct Figures {
        let hours: UnsafePointer<Int32>
        let maximum: UnsafePointer<Int32>
        let cost: UnsafePointer<Double>
        let marginal: UnsafePointer<Double>
        let start: UnsafePointer<Int32>
    }

    /// Gives the figures of a BLK's candidates to `body`, counted from its first candidate.
    private func withFigures<Result>(
        _ candidates: Range<Int>, _ marginal: [Double], _ start: [Int32], _ body: (Figures) -> Result
    ) -> Result {
        problem.hours.withUnsafeBufferPointer { hours in
            problem.maximum.withUnsafeBufferPointer { maximum in
                problem.cost.withUnsafeBufferPointer { cost in
                    // When no candidate of a BLK has room there are no worths, and the list is never read.
                    (marginal.isEmpty ? [0] : marginal).withUnsafeBufferPointer { marginal in
                        start.withUnsafeBufferPointer { start in
                            guard let hours = hours.baseAddress, let maximum = maximum.baseAddress, let cost = cost.baseAddress,
                                let marginal = marginal.baseAddress, let start = start.baseAddress
                            else { preconditionFailure("a BLK with candidates has figures") }
                            return body(
                                Figures(
                                    hours: hours + candidates.lowerBound, maximum: maximum + candidates.lowerBound,
                                    cost: cost + candidates.lowerBound, marginal: marginal, start: start))
                        }
                    }
                }
            }
        }
    }
}
