/// Finds the best packages of one BLK under the hours of its departments and its budget together, exactly, at given worths.
///
/// At a worth β of money the departments fall apart into knapsacks, whose sum bounds the best of the BLK. All choices of a
/// department that lose at most δ against its own best are listed; the rows of the knapsack say at every step what is still
/// possible. Dominated choices are dropped, and the lists of the departments are joined within the budget. When the best join
/// loses at most δ, it is the optimum; otherwise δ grows.
struct BudgetedChoice {
    /// The largest number of choices that a department may list. Where a list grows beyond it, or a join beyond a multiple of it,
    /// the search gives up and answers with what is proved so far.
    var limit = 100000

    private struct Choice {
        var cost: Double
        /// What the choice loses against the bound of its departments, with money counted at β.
        var loss: Double
        /// For a department, the position in `counts`; for a join, the positions in the two lists that are joined.
        var first: Int32
        var second: Int32
    }

    private struct Item {
        var position: Int
        var hours: Int
        var most: Int
        /// The position of the worth of no package in `worths`; the worth of n packages stands n places further on.
        var worth: Int
        var cost: Double
    }

    private var rows: [Double] = []
    private var items: [Item] = []
    private var worths: [Double] = []
    private var counts: [UInt16] = []
    private var current: [UInt16] = []
    private var leaves: [Choice] = []

    /// Looks for the choice that loses least, with a δ that grows.
    ///
    /// - Parameters:
    ///   - departments: the candidates of each department, counted from the first one of the BLK, and its hours.
    ///   - hours: the hours of one package of each candidate, in units of the problem.
    ///   - maximum: the largest number of packages of each candidate.
    ///   - marginal: the worth of each next package, candidate after candidate.
    ///   - start: where the worths of each candidate begin in `marginal`.
    ///   - cost: the cost of one package of each candidate.
    ///   - money: the worth β of one unit of money.
    ///   - budget: the budget of the BLK.
    ///   - allowed: δ of the first trial; it is set to a good δ for the next search.
    ///   - ceiling: a loss that is known to be reachable.
    ///   - packages: set to the best packages where they lose less than `ceiling`.
    /// - Returns: the least loss or, where the search gave up, a loss that no choice beats.
    mutating func leastLoss(
        departments: [(candidates: Range<Int>, hours: Int)], hours: UnsafePointer<Int32>, maximum: UnsafePointer<Int32>,
        marginal: UnsafePointer<Double>,
        start: UnsafePointer<Int32>, cost: UnsafePointer<Double>, money: Double, budget: Double, allowed: inout Double, ceiling: Double,
        packages: inout [Int32]
    ) -> Double {
        var delta = min(allowed, ceiling)
        var proved = 0.0
        while true {
            guard let found = join(departments, hours, maximum, marginal, start, cost, money, budget, delta, &packages) else {
                return proved
            }
            allowed = delta
            if found <= delta {
                allowed = max(0.02, found * 1.3)
                return found
            }
            proved = delta
            if delta >= ceiling { return ceiling }
            delta = min(ceiling, delta * 2)
        }
    }

    /// Finds the least loss of the choices whose departments lose at most `delta` in all. It is infinite when none of them keeps
    /// the budget, and `nil` when there are too many to list.
    private mutating func join(
        _ departments: [(candidates: Range<Int>, hours: Int)], _ hours: UnsafePointer<Int32>, _ maximum: UnsafePointer<Int32>,
        _ marginal: UnsafePointer<Double>, _ start: UnsafePointer<Int32>, _ cost: UnsafePointer<Double>, _ money: Double, _ budget: Double,
        _ delta: Double, _ packages: inout [Int32]
    ) -> Double? {
        counts.removeAll(keepingCapacity: true)
        var lists: [[Choice]] = []
        var itemsOf: [[Item]] = []
        for department in departments {
            guard let list = list(department, hours, maximum, marginal, start, cost, money, delta) else { return nil }
            lists.append(list)
            itemsOf.append(items)
        }
        guard !lists.isEmpty else { return 0 }
        // The lists are joined from the left; the last join only looks for the best choice.
        var joins: [[Choice]] = [lists[0]]
        for number in 1..<max(1, lists.count - 1) where number < lists.count - 1 {
            let left = joins[number - 1]
            var joined: [Choice] = []
            for (a, one) in left.enumerated() {
                for (b, other) in lists[number].enumerated() {
                    let loss = one.loss + other.loss
                    let cost = one.cost + other.cost
                    if loss <= delta, cost <= budget + 1e-9 {
                        joined.append(Choice(cost: cost, loss: loss, first: Int32(a), second: Int32(b)))
                    }
                }
                if joined.count > 20 * limit { return nil }
            }
            joins.append(Self.undominated(&joined, money))
        }
        var best = Double.infinity
        var bestLeft = 0
        var bestRight = 0
        let left = joins[joins.count - 1]
        if lists.count == 1 {
            for (a, one) in left.enumerated() where one.cost <= budget + 1e-9 {
                let loss = one.loss + money * (budget - one.cost)
                if loss < best { (best, bestLeft) = (loss, a) }
            }
        } else {
            // Both lists rise in cost and in worth, so the best partner is the dearest one that the budget allows.
            let right = lists[lists.count - 1]
            var b = right.count - 1
            for (a, one) in left.enumerated() {
                while b >= 0, one.cost + right[b].cost > budget + 1e-9 { b -= 1 }
                guard b >= 0 else { break }
                let loss = one.loss + right[b].loss + money * (budget - one.cost - right[b].cost)
                if loss < best { (best, bestLeft, bestRight) = (loss, a, b) }
            }
        }
        guard best <= delta else { return best }

        for position in packages.indices { packages[position] = 0 }
        func take(_ number: Int, _ choice: Choice) {
            for (index, item) in itemsOf[number].enumerated() { packages[item.position] = Int32(counts[Int(choice.first) + index]) }
        }
        var at = bestLeft
        if lists.count > 1 { take(lists.count - 1, lists[lists.count - 1][bestRight]) }
        for number in stride(from: joins.count - 1, through: 0, by: -1) {
            let choice = joins[number][at]
            if number == 0 {
                take(0, choice)
            } else {
                take(number, lists[number][Int(choice.second)])
                at = Int(choice.first)
            }
        }
        return best
    }

    /// Lists the choices of a department that lose at most `delta`, in rising cost and worth; `nil` when there are too many.
    private mutating func list(
        _ department: (candidates: Range<Int>, hours: Int), _ hours: UnsafePointer<Int32>, _ maximum: UnsafePointer<Int32>,
        _ marginal: UnsafePointer<Double>, _ start: UnsafePointer<Int32>, _ cost: UnsafePointer<Double>, _ money: Double, _ delta: Double
    ) -> [Choice]? {
        let room = department.hours
        items.removeAll(keepingCapacity: true)
        worths.removeAll(keepingCapacity: true)
        for position in department.candidates {
            let width = Int(hours[position])
            let most = min(Int(maximum[position]), room / width)
            let first = worths.count
            worths.append(0)
            var worth = 0.0
            var best = 0.0
            var count = 0
            while count < most {
                worth += marginal[Int(start[position]) + count] - money * cost[position]
                best = max(best, worth)
                guard worth > best - delta else { break }
                worths.append(worth)
                count += 1
            }
            if count > 0 { items.append(Item(position: position, hours: width, most: count, worth: first, cost: cost[position])) }
        }
        let width = room + 1
        if rows.count < width * (items.count + 1) { rows = [Double](repeating: 0, count: width * (items.count + 1)) }
        if current.count < items.count { current = [UInt16](repeating: 0, count: items.count) }
        leaves.removeAll(keepingCapacity: true)
        let count = items.count
        let limit = limit
        let complete = rows.withUnsafeMutableBufferPointer { buffer -> Bool in
            guard let base = buffer.baseAddress else { return true }
            base.update(repeating: 0, count: width)
            for (number, item) in items.enumerated() {
                let old = base + number * width
                let new = old + width
                new.update(from: old, count: width)
                let first = worths[item.worth + 1]
                if first > 0, item.most == room / item.hours, worths[item.worth + item.most] >= first * Double(item.most) * (1 - 1e-12) {
                    var start = item.hours
                    let before = new - item.hours
                    while start < width {
                        for hour in start..<min(start + item.hours, width) { new[hour] = max(old[hour], before[hour] + first) }
                        start += item.hours
                    }
                } else {
                    for packages in 1...item.most {
                        let worth = worths[item.worth + packages]
                        guard worth > worths[item.worth + packages - 1] else { break }
                        let shift = packages * item.hours
                        let before = old - shift
                        for hour in shift..<width { new[hour] = max(new[hour], before[hour] + worth) }
                    }
                }
            }
            /// Chooses the packages of item `number` and of those before it within `hour`; the answer is false when there are too
            /// many choices.
            func descend(_ number: Int, _ hour: Int, _ loss: Double, _ cost: Double) -> Bool {
                guard number >= 0 else {
                    guard leaves.count < limit else { return false }
                    leaves.append(Choice(cost: cost, loss: max(0, loss), first: Int32(counts.count), second: 0))
                    counts.append(contentsOf: current[0..<count])
                    return true
                }
                let item = items[number]
                let now = base[(number + 1) * width + hour]
                let before = base + number * width
                var packages = 0
                var left = hour
                while packages <= item.most, left >= 0 {
                    let next = loss + now - before[left] - worths[item.worth + packages]
                    if next <= delta {
                        current[number] = UInt16(packages)
                        guard descend(number - 1, left, next, cost + Double(packages) * item.cost) else { return false }
                    }
                    packages += 1
                    left -= item.hours
                }
                return true
            }
            return descend(count - 1, room, 0, 0)
        }
        return complete ? Self.undominated(&leaves, money) : nil
    }

    /// Keeps the choices that no other beats in both cost and worth, in rising cost and worth.
    private static func undominated(_ choices: inout [Choice], _ money: Double) -> [Choice] {
        choices.sort { ($0.cost, $0.loss) < ($1.cost, $1.loss) }
        var kept: [Choice] = []
        var most = -Double.infinity
        for choice in choices {
            let worth = money * choice.cost - choice.loss
            if worth > most + 1e-12 {
                kept.append(choice)
                most = worth
            }
        }
        return kept
    }
}
