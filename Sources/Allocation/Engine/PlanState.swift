/// The packages of the whole network, and who finds work where.
struct PlanState: Sendable {
    var packages: [Int32]
    /// The placements over each link of the problem, in millionths of a person.
    var flow: [Int64]
    private(set) var objective = -Double.infinity

    init(_ problem: CompactProblem) {
        packages = [Int32](repeating: 0, count: problem.candidates)
        flow = [Int64](repeating: 0, count: problem.outlet.count)
    }

    /// Starts from a plan that is there already.
    init(_ problem: CompactProblem, _ plan: PackageSolution) {
        self.init(problem)
        var links: [Int: [Int: Int64]] = [:]
        for placement in plan.placements {
            links[placement.candidate, default: [:]][placement.outlet] = Int64((placement.persons * PlacementFlow.unit).rounded())
        }
        for (candidate, origin) in problem.origin.enumerated() {
            packages[candidate] = max(0, Int32(plan.packages[origin]) - problem.decided[candidate])
            guard let own = links[origin] else { continue }
            for link in Int(problem.outletStart[candidate])..<Int(problem.outletStart[candidate + 1]) {
                flow[link] = own[Int(problem.outlet[link])] ?? 0
            }
        }
    }

    /// Makes a first plan: the mean choice of the relaxation, rounded down where hours, money and assessor-days allow it.
    init(_ problem: CompactProblem, near mean: [Float]) {
        self.init(problem)
        var hours = problem.departmentHours
        var budget = problem.budget
        var days = problem.assessorDays
        var money = problem.networkBudget
        var total = [Int32](repeating: 0, count: problem.blks)
        for candidate in 0..<problem.candidates {
            let blk = Int(problem.blk[candidate])
            let department = Int(problem.department[candidate])
            let scheme = Int(problem.scheme[candidate])
            let wanted = (Double(mean[candidate]) + 0.3).rounded(.down)
            var count = Int32(wanted > 0 ? min(Double(problem.maximum[candidate]), wanted) : 0)
            while count > 0 {
                let share = Double(count)
                if count * problem.hours[candidate] <= hours[department], share * problem.cost[candidate] <= min(budget[blk], money),
                    scheme < 0 || share * problem.days[candidate] <= days[scheme]
                {
                    break
                }
                count -= 1
            }
            guard count > 0 else { continue }
            packages[candidate] = count
            total[blk] += count
            hours[department] -= count * problem.hours[candidate]
            budget[blk] -= Double(count) * problem.cost[candidate]
            money -= Double(count) * problem.cost[candidate]
            if scheme >= 0 { days[scheme] -= Double(count) * problem.days[candidate] }
        }
        guard problem.largestShare < 1 else { return }
        // Packages of a programme that takes too large a share are cut until every programme of the BLK keeps its share.
        for blk in 0..<problem.blks {
            let range = problem.departmentStart[problem.blkStart[blk]]..<problem.departmentStart[problem.blkStart[blk + 1]]
            while true {
                let most = max(1, Int32((problem.largestShare * Double(total[blk]) + 1e-9).rounded(.down)))
                guard let over = range.first(where: { packages[$0] > most }) else { break }
                packages[over] -= 1
                total[blk] -= 1
            }
        }
    }

    /// Takes over what the search of a group found.
    mutating func adopt(_ answer: PlanSearch.Answer) {
        for (position, candidate) in answer.candidates.enumerated() { packages[candidate] = answer.packages[position] }
        for (link, amount) in answer.flow { flow[link] = amount }
    }

    /// What is missing of each target in persons, negative where the plan brings more than was asked.
    private func missing(_ problem: CompactProblem) -> [Double] {
        var missing = problem.targetAmount
        for candidate in packages.indices where packages[candidate] > 0 {
            for link in Int(problem.targetStart[candidate])..<Int(problem.targetStart[candidate + 1]) {
                missing[Int(problem.target[link])] -= Double(packages[candidate]) * problem.contribution[link]
            }
        }
        return missing
    }

    mutating func measure(_ problem: CompactProblem) {
        var sum = problem.constant
        var placed: Int64 = 0
        for amount in flow { placed += amount }
        sum += Double(placed) / PlacementFlow.unit
        for candidate in packages.indices where packages[candidate] > 0 { sum += Double(packages[candidate]) * problem.bonus[candidate] }
        for amount in missing(problem) where amount > 0 { sum -= problem.penalty * amount }
        objective = sum
    }

    /// Works out what each group may use: what it uses now, and its part of what nobody uses.
    func rooms(_ problem: CompactProblem, _ groups: [[Int]], round: Int) -> [SharedRoom] {
        var free = problem.gap
        var days = problem.assessorDays
        var money = problem.networkBudget
        for candidate in packages.indices {
            for link in Int(problem.outletStart[candidate])..<Int(problem.outletStart[candidate + 1]) {
                free[Int(problem.outlet[link])] -= Double(flow[link]) / PlacementFlow.unit
            }
            guard packages[candidate] > 0 else { continue }
            let count = Double(packages[candidate])
            if problem.scheme[candidate] >= 0 { days[Int(problem.scheme[candidate])] -= count * problem.days[candidate] }
            money -= count * problem.cost[candidate]
        }
        let missing = missing(problem)
        // The free openings and assessor-days of an outlet or a scheme go to one group, and to another one in every round.
        var usersOfOutlet = [Int32](repeating: 0, count: free.count)
        var usersOfScheme = [Int32](repeating: 0, count: days.count)
        var schemesOf: [[Int]] = []
        var outletsOf: [[Int]] = []
        for group in groups {
            var outlets = Set<Int>()
            var schemes = Set<Int>()
            for candidate in group {
                for link in Int(problem.outletStart[candidate])..<Int(problem.outletStart[candidate + 1]) {
                    outlets.insert(Int(problem.outlet[link]))
                }
                if problem.scheme[candidate] >= 0 { schemes.insert(Int(problem.scheme[candidate])) }
            }
            for outlet in outlets { usersOfOutlet[outlet] += 1 }
            for scheme in schemes { usersOfScheme[scheme] += 1 }
            outletsOf.append(outlets.sorted())
            schemesOf.append(schemes.sorted())
        }
        func turn(_ key: Int, _ users: Int32) -> Int32 { Int32((key &* 7 &+ round) % Int(max(1, users))) }
        var seenOutlet = [Int32](repeating: 0, count: free.count)
        var seenScheme = [Int32](repeating: 0, count: days.count)
        var rooms: [SharedRoom] = []
        for (number, group) in groups.enumerated() {
            var gap: [Int: Double] = [:]
            for outlet in outletsOf[number] {
                gap[outlet] = turn(outlet, usersOfOutlet[outlet]) == seenOutlet[outlet] ? max(0, free[outlet]) : 0
                seenOutlet[outlet] += 1
            }
            var own: [Int: Double] = [:]
            for scheme in schemesOf[number] {
                own[scheme] = turn(scheme, usersOfScheme[scheme]) == seenScheme[scheme] ? max(0, days[scheme]) : 0
                seenScheme[scheme] += 1
            }
            var spent = max(0, money) / Double(groups.count)
            var contributed = [Double](repeating: 0, count: missing.count)
            for candidate in group {
                for link in Int(problem.outletStart[candidate])..<Int(problem.outletStart[candidate + 1]) {
                    gap[Int(problem.outlet[link]), default: 0] += Double(flow[link]) / PlacementFlow.unit
                }
                guard packages[candidate] > 0 else { continue }
                let count = Double(packages[candidate])
                if problem.scheme[candidate] >= 0 { own[Int(problem.scheme[candidate]), default: 0] += count * problem.days[candidate] }
                spent += count * problem.cost[candidate]
                for link in Int(problem.targetStart[candidate])..<Int(problem.targetStart[candidate + 1]) {
                    contributed[Int(problem.target[link])] += count * problem.contribution[link]
                }
            }
            rooms.append(
                SharedRoom(
                    gap: gap, days: own,
                    missing: missing.indices.map { contributed[$0] + missing[$0] / Double(groups.count) }, money: spent))
        }
        return rooms
    }

    /// The plan in the numbers of the caller's problem. Its flow goes on to the most placements that its packages allow.
    func plan(_ compact: CompactProblem, _ problem: AllocationProblem, bound: Double) -> PackageSolution {
        var packages = [Int](repeating: 0, count: problem.candidates.count)
        for (candidate, origin) in compact.origin.enumerated() {
            packages[origin] = Int(self.packages[candidate] + compact.decided[candidate])
        }
        var placed: [Int: Int64] = [:]
        var starts = [0]
        for candidate in problem.candidates { starts.append(starts[starts.count - 1] + candidate.outlets.count) }
        for (candidate, origin) in compact.origin.enumerated() {
            for (offset, link) in (Int(compact.outletStart[candidate])..<Int(compact.outletStart[candidate + 1])).enumerated() {
                if flow[link] > 0 { placed[starts[origin] + offset] = flow[link] }
            }
        }
        return problem.plan(packages, placed: placed, bound: bound)
    }
}

extension AllocationProblem {
    /// The plan of given packages that has the most placements.
    ///
    /// - Parameters:
    ///   - packages: the number of packages of each candidate.
    ///   - bound: a number that no plan's objective exceeds.
    /// - Returns: the plan; its upper bound is raised to its objective where `bound` is less.
    public func plan(_ packages: [Int], bound: Double) -> PackageSolution { plan(packages, placed: [:], bound: bound) }

    /// The plan of given packages whose placements go on from those of `placed`, in millionths of a person by link: the links of a candidate
    /// follow those of the candidates before it, in the order of its outlets.
    func plan(_ packages: [Int], placed: [Int: Int64], bound: Double) -> PackageSolution {
        var linkStart: [Int32] = [0]
        var links: [Int32] = []
        for candidate in candidates {
            links += candidate.outlets.map { Int32($0) }
            linkStart.append(Int32(links.count))
        }
        let flow = PlacementFlow(linkStart: linkStart, linkOutlet: links, gaps: outlets.map(\.gap))
        for (index, count) in packages.enumerated() where count > 0 {
            flow.add(index, Int64((Double(count) * candidates[index].placements * PlacementFlow.unit).rounded(.down)))
        }
        for index in candidates.indices where flow.unplaced[index] > 0 {
            for link in Int(linkStart[index])..<Int(linkStart[index + 1]) {
                let known = min(placed[link] ?? 0, flow.unplaced[index], flow.free[Int(links[link])])
                if known > 0 { flow.put(link, known) }
            }
        }
        flow.complete()
        var placements: [PackageSolution.Placement] = []
        var objective = 0.0
        for (index, candidate) in candidates.enumerated() {
            for (offset, outlet) in candidate.outlets.enumerated() {
                let amount = flow.flow[Int(linkStart[index]) + offset]
                guard amount > 0 else { continue }
                placements.append(.init(candidate: index, outlet: outlet, persons: Double(amount) / PlacementFlow.unit))
                objective += Double(amount) / PlacementFlow.unit
            }
            objective += epsilon * Double(packages[index]) * candidate.score
        }
        for target in targets { objective -= shortfallPenalty * max(0, target.amount - achieved(target, packages)) }
        return PackageSolution(packages: packages, placements: placements, objective: objective, upperBound: max(bound, objective))
    }

    /// The same packages with their placements told nearest first.
    ///
    /// Among all placements of the same sum those of the least total distance are taken, and among these the ones in which BLKs share in
    /// proportion to their graduates (`NearestFlow`). Candidates that differ in nothing but their graduates go through the search as one.
    ///
    /// - Parameter plan: a plan of this problem.
    /// - Returns: the plan with other placements; its packages, objective and bound are those of `plan`.
    /// - Complexity: one search of Dijkstra for each path (`Benchmarks/README.md` has the seconds for 300 and 3,000 BLKs).
    public func nearest(_ plan: PackageSolution) -> PackageSolution {
        var groups: [Place: Int] = [:]
        var members: [[Int]] = []
        var supplies: [Double] = []
        var places: [Place] = []
        var idle: [Double] = []
        for (index, candidate) in candidates.enumerated() where plan.packages[index] > 0 && candidate.placements > 0 {
            // Packages that need openings of their own stay apart, since what they may lack is counted for each candidate.
            let place = Place(outlets: candidate.outlets, kilometres: candidate.kilometres, apart: allowsSurplus ? nil : index)
            idle.append(self.idle(candidate))
            let graduates = Double(plan.packages[index]) * candidate.placements
            if let group = groups[place] {
                members[group].append(index)
                supplies[group] += graduates
            } else {
                groups[place] = members.count
                members.append([index])
                supplies.append(graduates)
                places.append(place)
            }
        }
        var linkStart: [Int32] = [0]
        for place in places { linkStart.append(linkStart[linkStart.count - 1] + Int32(place.outlets.count)) }
        let flow = NearestFlow(
            supplies: supplies, capacities: outlets.map(\.gap), linkStart: linkStart,
            linkOutlet: places.flatMap { $0.outlets.map { Int32($0) } },
            kilometres: places.flatMap { $0.kilometres.isEmpty ? $0.outlets.map { _ in 0 } : $0.kilometres },
            idle: allowsSurplus ? nil : idle)
        var placements: [PackageSolution.Placement] = []
        for (group, own) in members.enumerated() {
            for (offset, outlet) in places[group].outlets.enumerated() {
                let persons = flow.persons[Int(linkStart[group]) + offset]
                guard persons > 1e-9 else { continue }
                for candidate in own {
                    let share = Double(plan.packages[candidate]) * candidates[candidate].placements / supplies[group]
                    placements.append(.init(candidate: candidate, outlet: outlet, persons: persons * share))
                }
            }
        }
        var nearest = plan
        nearest.placements = placements.sorted { ($0.candidate, $0.outlet) < ($1.candidate, $1.outlet) }
        return nearest
    }

    /// Where graduates can find work, and how far it is.
    private struct Place: Hashable {
        var outlets: [Int]
        var kilometres: [Double]
        /// The candidate, where it may not be joined with another.
        var apart: Int?
    }

    /// What a plan brings towards a target, in persons; `packages` holds the number of packages of each candidate.
    public func achieved(_ target: Target, _ packages: [Int]) -> Double {
        var sum = 0.0
        for (index, candidate) in candidates.enumerated() where packages[index] > 0 {
            sum += Double(packages[index]) * contribution(of: candidate, to: target)
        }
        return sum
    }
}
