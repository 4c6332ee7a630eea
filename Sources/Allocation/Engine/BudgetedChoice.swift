/// The best packages of one BLK under its departments' hours and its budget together, at given worths: exact.
///
/// At a worth β of money the departments fall apart into knapsacks; their sum bounds the BLK's best. All plans of a department that
/// lose at most δ against its own best are listed (the rows of the knapsack say at every step what is still possible), dominated
/// ones dropped, and lists of departments joined within the budget. When the best join loses at most δ it is the optimum; else δ grows.
struct BudgetedChoice {
    /// Plans a department may list, and joined lists may hold, before the search gives up and answers with what is proved so far.
    var limit = 100000

    private struct Plan {
        var cost: Double
        /// Against the bound of its departments, money counted at β.
        var loss: Double
        /// Position in `counts`, for a department; positions in both lists, for a join.
        var first: Int32
        var second: Int32
    }

    private struct Item {
        var position: Int
        var hours: Int
        var most: Int
        /// Position of the worth of its first package in `worths`; the worth of n packages stands n places on.
        var worth: Int
        var cost: Double
    }

    private var rows: [Double] = []
    private var items: [Item] = []
    private var worths: [Double] = []
    private var counts: [UInt16] = []
    private var current: [UInt16] = []
    private var leaves: [Plan] = []

    /// - Parameters:
    ///   - departments: their candidates, counted from the BLK's first, and their hours.
    ///   - net: worth of a package less money·cost.
    ///   - allowed: δ of the first trial, set to that of the last one.
    ///   - ceiling: a loss that is known to be reachable.
    ///   - packages: set to the best packages where they lose less than `ceiling`.
    /// - Returns: the least loss; where the search gave up, a loss that no plan beats.
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

    /// The least loss of plans whose departments lose at most `delta` in all, infinite when none keeps the budget; `nil` when there are too many.
    private mutating func join(
        _ departments: [(candidates: Range<Int>, hours: Int)], _ hours: UnsafePointer<Int32>, _ maximum: UnsafePointer<Int32>,
        _ marginal: UnsafePointer<Double>, _ start: UnsafePointer<Int32>, _ cost: UnsafePointer<Double>, _ money: Double, _ budget: Double,
        _ delta: Double, _ packages: inout [Int32]
    ) -> Double? {
        counts.removeAll(keepingCapacity: true)
        var lists: [[Plan]] = []
        var itemsOf: [[Item]] = []
        for department in departments {
            guard let list = list(department, hours, maximum, marginal, start, cost, money, delta) else { return nil }
            lists.append(list)
            itemsOf.append(items)
        }
        guard !lists.isEmpty else { return 0 }
        // Join from the left; the last join only looks for the best.
        var joins: [[Plan]] = [lists[0]]
        for number in 1..<max(1, lists.count - 1) where number < lists.count - 1 {
            let left = joins[number - 1]
            var joined: [Plan] = []
            for (a, one) in left.enumerated() {
                for (b, other) in lists[number].enumerated() {
                    let loss = one.loss + other.loss
                    let cost = one.cost + other.cost
                    if loss <= delta, cost <= budget + 1e-9 {
                        joined.append(Plan(cost: cost, loss: loss, first: Int32(a), second: Int32(b)))
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
            // Both lists rise in cost and in worth: the best partner is the dearest that the budget allows.
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
        func take(_ number: Int, _ plan: Plan) {
            for (index, item) in itemsOf[number].enumerated() { packages[item.position] = Int32(counts[Int(plan.first) + index]) }
        }
        var at = bestLeft
        if lists.count > 1 { take(lists.count - 1, lists[lists.count - 1][bestRight]) }
        for number in stride(from: joins.count - 1, through: 0, by: -1) {
            let plan = joins[number][at]
            if number == 0 {
                take(0, plan)
            } else {
                take(number, lists[number][Int(plan.second)])
                at = Int(plan.first)
            }
        }
        return best
    }

    /// Plans of a department that lose at most `delta`, in rising cost and worth.
    private mutating func list(
        _ department: (candidates: Range<Int>, hours: Int), _ hours: UnsafePointer<Int32>, _ maximum: UnsafePointer<Int32>,
        _ marginal: UnsafePointer<Double>, _ start: UnsafePointer<Int32>, _ cost: UnsafePointer<Double>, _ money: Double, _ delta: Double
    ) -> [Plan]? {
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
            /// Chooses the packages of item `number` and of those before it within `hour`; false when there are too many plans.
            func descend(_ number: Int, _ hour: Int, _ loss: Double, _ cost: Double) -> Bool {
                guard number >= 0 else {
                    guard leaves.count < limit else { return false }
                    leaves.append(Plan(cost: cost, loss: max(0, loss), first: Int32(counts.count), second: 0))
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

    /// Those that no other beats in both cost and worth, in rising cost and worth.
    private static func undominated(_ plans: inout [Plan], _ money: Double) -> [Plan] {
        plans.sort { ($0.cost, $0.loss) < ($1.cost, $1.loss) }
        var kept: [Plan] = []
        var most = -Double.infinity
        for plan in plans {
            let worth = money * plan.cost - plan.loss
            if worth > most + 1e-12 {
                kept.append(plan)
                most = worth
            }
        }
        return kept
    }
}
