import Allocation

/// Small problems to solve by hand or by trying everything.
enum Problems {
    /// A random problem of a few BLKs, small enough to try every plan.
    static func random(_ seed: UInt64, blks: Int = 2, maximum: Int = 3) -> AllocationProblem {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        var departments: [AllocationProblem.Department] = []
        var candidates: [AllocationProblem.Candidate] = []
        let outlets = (0..<4).map { AllocationProblem.Outlet(region: $0 / 2, occupation: $0 % 2, gap: Double(next(400)) / 10) }
        for blk in 0..<blks {
            for kejuruan in 0..<2 {
                let department = departments.count
                departments.append(
                    .init(blk: blk, kejuruan: kejuruan, workshopHours: Double(300 + next(900)), instructorHours: Double(300 + next(900))))
                for _ in 0..<(1 + next(2)) {
                    candidates.append(
                        .init(
                            blk: blk, program: candidates.count, department: department, scheme: next(4) == 0 ? nil : next(2), size: 16,
                            hours: [160, 240, 260, 320][next(4)], cost: Double(40 + next(50)), assessorDays: Double(1 + next(2)),
                            maximum: 1 + next(maximum), placements: 16 * Double(400 + next(400)) / 1000,
                            certified: 16 * Double(600 + next(300)) / 1000, score: Double(next(100)),
                            outlets: outlets.indices.filter { _ in next(2) == 0 }))
                }
            }
        }
        return AllocationProblem(
            blks: blks, candidates: candidates, departments: departments, budgets: (0..<blks).map { _ in Double(100 + next(400)) },
            networkBudget: next(2) == 0 ? .infinity : Double(200 + next(500)), assessorDays: [Double(1 + next(9)), Double(1 + next(9))],
            outlets: outlets, targets: [.init(.participants, Double(next(200))), .init(.certified, Double(next(120)))])
    }

    /// Whether a plan keeps every limit, by the definition in DESIGN §7.
    static func isFeasible(_ problem: AllocationProblem, _ packages: [Int]) -> Bool {
        var hours = [Double](repeating: 0, count: problem.departments.count)
        var cost = [Double](repeating: 0, count: problem.blks)
        var days = [Double](repeating: 0, count: problem.assessorDays.count)
        var total = [Int](repeating: 0, count: problem.blks)
        for (index, candidate) in problem.candidates.enumerated() {
            let count = packages[index]
            guard count >= candidate.minimum, count <= candidate.maximum else { return false }
            hours[candidate.department] += Double(count * candidate.hours)
            cost[candidate.blk] += Double(count) * candidate.cost
            total[candidate.blk] += count
            if let scheme = candidate.scheme { days[scheme] += Double(count) * candidate.assessorDays }
        }
        for (index, candidate) in problem.candidates.enumerated() where problem.largestShare < 1 {
            if Double(packages[index]) > max(1, problem.largestShare * Double(total[candidate.blk]) + 1e-9) { return false }
        }
        if !problem.allowsSurplus {
            // Each package has openings of its own for half of its graduates when all but half a package of each candidate can be placed.
            let must = problem.candidates.enumerated().map { index, candidate in
                max(0, Double(packages[index] - candidate.minimum) - 0.5) * candidate.placements
            }
            guard placed(problem, must) >= must.reduce(0, +) - 1e-6 else { return false }
        }
        return zip(hours, problem.departments).allSatisfy { $0 <= min($1.workshopHours, $1.instructorHours) + 1e-6 }
            && zip(cost, problem.budgets).allSatisfy { $0 <= $1 + 1e-6 } && cost.reduce(0, +) <= problem.networkBudget + 1e-6
            && zip(days, problem.assessorDays).allSatisfy { $0 <= $1 + 1e-6 }
    }

    /// The objective of packages.
    static func objective(_ problem: AllocationProblem, _ packages: [Int]) -> Double {
        var sum = placed(problem, problem.candidates.enumerated().map { Double(packages[$0]) * $1.placements })
        for (index, candidate) in problem.candidates.enumerated() { sum += problem.epsilon * Double(packages[index]) * candidate.score }
        for target in problem.targets { sum -= problem.shortfallPenalty * max(0, target.amount - problem.achieved(target, packages)) }
        return sum
    }

    /// How many of the graduates of each candidate find openings, by a maximum flow of its own (Edmonds and Karp, on a dense matrix).
    static func placed(_ problem: AllocationProblem, _ graduates: [Double]) -> Double {
        let candidates = problem.candidates.count
        let nodes = candidates + problem.outlets.count + 2
        let (source, sink) = (nodes - 2, nodes - 1)
        var room = [[Double]](repeating: [Double](repeating: 0, count: nodes), count: nodes)
        var sum = 0.0
        for (index, candidate) in problem.candidates.enumerated() where graduates[index] > 0 {
            room[source][index] = graduates[index]
            for outlet in candidate.outlets { room[index][candidates + outlet] = 1e9 }
        }
        for (index, outlet) in problem.outlets.enumerated() { room[candidates + index][sink] = outlet.gap }
        while true {
            var parent = [Int](repeating: -1, count: nodes)
            parent[source] = source
            var queue = [source]
            var head = 0
            while head < queue.count, parent[sink] < 0 {
                let node = queue[head]
                head += 1
                for next in 0..<nodes where parent[next] < 0 && room[node][next] > 1e-9 {
                    parent[next] = node
                    queue.append(next)
                }
            }
            guard parent[sink] >= 0 else { break }
            var amount = Double.infinity
            var node = sink
            while node != source {
                amount = min(amount, room[parent[node]][node])
                node = parent[node]
            }
            node = sink
            while node != source {
                room[parent[node]][node] -= amount
                room[node][parent[node]] += amount
                node = parent[node]
            }
            sum += amount
        }
        return sum
    }

    /// The best objective of all plans, by trying them; `nil` when none is feasible.
    static func best(_ problem: AllocationProblem) -> Double? {
        var packages = problem.candidates.map(\.minimum)
        var best: Double?
        func fill(_ index: Int) {
            guard index < packages.count else {
                if isFeasible(problem, packages) { best = max(best ?? -.infinity, objective(problem, packages)) }
                return
            }
            for count in problem.candidates[index].minimum...max(problem.candidates[index].minimum, problem.candidates[index].maximum) {
                packages[index] = count
                fill(index + 1)
            }
            packages[index] = problem.candidates[index].minimum
        }
        fill(0)
        return best
    }
}
