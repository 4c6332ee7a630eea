/// What one package more would need and bring, at a plan: the limits that it would break, and what it adds to the objective.
///
/// Nothing is guessed: the package is put into the plan's own sums and into its flow of placements, looked at, and taken out again. A package
/// that breaks no limit and brings something is always added (`fill`), and one that brings more than another in the same hours replaces it
/// (`exchange`), so that the score decides wherever targets and placements are equal.
struct PackageTrial {
    /// What a trial finds.
    struct Finding {
        /// The limits that the package would break, in the order of `RankDifference.Kind`.
        var broken: [RankDifference.Kind]
        /// What the package would add to the objective if no limit counted, in placements.
        var gain: Double
    }

    let problem: AllocationProblem
    private(set) var packages: [Int]
    private let flow: PlacementFlow
    private(set) var hours: [Double]
    private(set) var days: [Double]
    private(set) var cost: [Double]
    private(set) var total: [Int]
    private var missing: [Double]
    private let targets: [[(target: Int, persons: Double)]]
    /// The candidates of each BLK.
    private let members: [[Int]]

    /// Takes the state of a plan of the problem.
    init(_ problem: AllocationProblem, _ plan: PackageSolution) {
        self.problem = problem
        packages = plan.packages
        hours = [Double](repeating: 0, count: problem.departments.count)
        days = [Double](repeating: 0, count: problem.assessorDays.count)
        cost = [Double](repeating: 0, count: problem.blks)
        total = [Int](repeating: 0, count: problem.blks)
        missing = problem.targets.map(\.amount)
        targets = problem.candidates.map { candidate in
            problem.targets.indices.compactMap { target in
                let persons = problem.contribution(of: candidate, to: problem.targets[target])
                return persons > 0 ? (target, persons) : nil
            }
        }
        var members = [[Int]](repeating: [], count: problem.blks)
        for (index, candidate) in problem.candidates.enumerated() { members[candidate.blk].append(index) }
        self.members = members
        var linkStart: [Int32] = [0]
        var links: [Int32] = []
        var place: [[Int: Int]] = []
        for candidate in problem.candidates {
            place.append(Dictionary(uniqueKeysWithValues: candidate.outlets.enumerated().map { ($1, links.count + $0) }))
            links += candidate.outlets.map { Int32($0) }
            linkStart.append(Int32(links.count))
        }
        flow = PlacementFlow(linkStart: linkStart, linkOutlet: links, gaps: problem.outlets.map(\.gap))
        for index in packages.indices where packages[index] > 0 {
            book(index, packages[index])
            flow.add(index, Int64(packages[index]) * graduates(index))
        }
        for placement in plan.placements {
            guard let link = place[placement.candidate][placement.outlet] else { continue }
            let amount = min(
                Int64((placement.persons * PlacementFlow.unit).rounded()), flow.unplaced[placement.candidate], flow.free[placement.outlet])
            if amount > 0 { flow.put(link, amount) }
        }
        flow.complete()
    }

    private func graduates(_ candidate: Int) -> Int64 { PlacementFlow.millionths(problem.candidates[candidate].placements) }

    private mutating func book(_ index: Int, _ count: Int) {
        let candidate = problem.candidates[index]
        hours[candidate.department] += Double(count * candidate.hours)
        if let scheme = candidate.scheme { days[scheme] += Double(count) * candidate.assessorDays }
        cost[candidate.blk] += Double(count) * candidate.cost
        total[candidate.blk] += count
        for (target, persons) in targets[index] { missing[target] -= Double(count) * persons }
    }

    private var shortfall: Double { missing.reduce(0) { $0 + max(0, $1) } }

    /// Tries one package more of a candidate, after others went.
    ///
    /// - Parameters:
    ///   - added: the candidate.
    ///   - dropped: a candidate of which packages go first, and how many of them.
    ///   - keeps: whether the change stays when it breaks no limit and its gain is above `least`.
    ///   - least: the gain above which the change stays, in placements.
    /// - Returns: what was found.
    mutating func adding(_ added: Int, dropping dropped: (candidate: Int, count: Int)? = nil, keeps: Bool = false, least: Double = 1e-9)
        -> Finding
    {
        let before = shortfall
        let placedBefore = flow.placed
        var left: [Int32] = []
        flow.begin()
        if let dropped {
            packages[dropped.candidate] -= dropped.count
            book(dropped.candidate, -dropped.count)
            flow.remove(dropped.candidate, Int64(dropped.count) * graduates(dropped.candidate), left: &left)
        }
        packages[added] += 1
        book(added, 1)
        flow.add(added, graduates(added))
        flow.place(added, reach: .max)
        flow.forget()
        for outlet in left { flow.fill(Int(outlet), reach: .max) }
        let candidate = problem.candidates[added]
        var gain = Double(flow.placed - placedBefore) / PlacementFlow.unit + problem.epsilon * candidate.score
        if let dropped { gain -= problem.epsilon * problem.candidates[dropped.candidate].score * Double(dropped.count) }
        gain += problem.shortfallPenalty * (before - shortfall)
        let broken = broken(added)
        if keeps, broken.isEmpty, gain > least { return Finding(broken: broken, gain: gain) }
        flow.undo()
        packages[added] -= 1
        book(added, -1)
        if let dropped {
            packages[dropped.candidate] += dropped.count
            book(dropped.candidate, dropped.count)
        }
        return Finding(broken: broken, gain: gain)
    }

    /// The limits that the state breaks, of those that the newest package of a candidate touches.
    private func broken(_ added: Int) -> [RankDifference.Kind] {
        let over = Self.isOver
        let candidate = problem.candidates[added]
        let department = problem.departments[candidate.department]
        var broken: [RankDifference.Kind] = []
        if let scheme = candidate.scheme, over(days[scheme], problem.assessorDays[scheme]) { broken.append(.assessor) }
        let used = hours[candidate.department]
        switch (over(used, department.workshopHours.rounded(.down)), over(used, department.instructorHours.rounded(.down))) {
        case (true, true): broken.append(.department)
        case (true, false): broken.append(.workshop)
        case (false, true): broken.append(.instructor)
        case (false, false): break
        }
        if over(cost[candidate.blk], problem.budgets[candidate.blk]) { broken.append(.budget) }
        if over(cost.reduce(0, +), problem.networkBudget) { broken.append(.networkBudget) }
        if packages[added] > candidate.maximum { broken.append(.most) }
        if problem.largestShare < 1 {
            let most = max(1, (problem.largestShare * Double(total[candidate.blk]) + 1e-9).rounded(.down))
            if Double(packages[added]) > most {
                broken.append(.share)
            }
            // Where packages went, the share of another programme of the BLK may have become too large.
            else if members[candidate.blk].contains(where: { Double(packages[$0]) > most }) {
                broken.append(.share)
            }
        }
        if Double(flow.unplaced[added]) / PlacementFlow.unit > problem.idle(candidate) + 1e-5 {
            let open = candidate.outlets.reduce(0) { $0 + problem.outlets[$1].gap }
            broken.append(open < candidate.placements / 2 ? .gap : .served)
        }
        return broken
    }

    /// Adds packages as long as one breaks no limit and brings something, those that bring the most for an hour first.
    ///
    /// - Parameter members: the candidates of which packages may come; `nil` for all.
    mutating func fill(_ members: [Int]? = nil) {
        let order = (members ?? Array(problem.candidates.indices)).filter { problem.candidates[$0].maximum > packages[$0] }.map {
            index -> (Int, Double) in
            (index, adding(index).gain / Double(problem.candidates[index].hours))
        }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
        for (index, worth) in order where worth > 0 {
            while packages[index] < problem.candidates[index].maximum {
                let finding = adding(index, keeps: true)
                guard finding.broken.isEmpty, finding.gain > 1e-9 else { break }
            }
        }
    }

    /// Replaces packages by those of another programme of the same department wherever that brings more, until nothing changes.
    ///
    /// - Parameters:
    ///   - departments: the departments that are looked at; `nil` for all.
    ///   - rounds: the largest number of rounds through the departments.
    mutating func exchange(in departments: Set<Int>? = nil, rounds: Int = 4) {
        let members = Dictionary(grouping: problem.candidates.indices, by: { problem.candidates[$0].department })
        for _ in 0..<rounds {
            var changed = false
            for department in departments?.sorted() ?? Array(problem.departments.indices) {
                let own = members[department] ?? []
                for out in own {
                    for into in own where into != out && problem.candidates[into].maximum > packages[into] {
                        while let count = packagesToDrop(out, for: into) {
                            let finding = adding(into, dropping: (out, count), keeps: true, least: 1e-6)
                            guard finding.broken.isEmpty, finding.gain > 1e-6 else { break }
                            changed = true
                        }
                    }
                }
            }
            guard changed else { return }
        }
    }

    // MARK: - Plans of another problem

    /// Puts packages of a candidate in or takes them out, whatever the limits say.
    ///
    /// - Returns: what the objective gains, in placements.
    @discardableResult
    private mutating func move(_ index: Int, _ count: Int) -> Double {
        guard count != 0 else { return 0 }
        let (before, placedBefore) = (shortfall, flow.placed)
        packages[index] += count
        book(index, count)
        if count > 0 {
            flow.add(index, Int64(count) * graduates(index))
            flow.place(index, reach: .max)
            flow.forget()
        } else {
            var left: [Int32] = []
            flow.remove(index, Int64(-count) * graduates(index), left: &left)
            for outlet in left { flow.fill(Int(outlet), reach: .max) }
        }
        return Double(flow.placed - placedBefore) / PlacementFlow.unit + problem.epsilon * problem.candidates[index].score * Double(count)
            + problem.shortfallPenalty * (before - shortfall)
    }

    /// What the objective loses when one package of a candidate goes.
    private mutating func loss(_ index: Int) -> Double {
        flow.begin()
        let gain = move(index, -1)
        flow.undo()
        packages[index] += 1
        book(index, 1)
        return -gain
    }

    /// Brings a plan within the limits of its problem as far as taking packages out does it: decided packages come in, and of what is too much
    /// those go first that lose the least for what they take.
    mutating func repair() {
        for (index, candidate) in problem.candidates.enumerated() {
            flow.begin()
            move(index, min(candidate.maximum, max(candidate.minimum, packages[index])) - packages[index])
        }
        /// The candidates that take of something that is used up, with how much one package takes.
        func users(_ takes: (AllocationProblem.Candidate) -> Double?) -> [(index: Int, takes: Double)] {
            problem.candidates.indices.compactMap { index in
                guard packages[index] > problem.candidates[index].minimum, let amount = takes(problem.candidates[index]), amount > 0
                else { return nil }
                return (index, amount)
            }
        }
        while true {
            let over: [(index: Int, takes: Double)]
            if let department = problem.departments.indices.first(where: { Self.isOver(hours[$0], Double(problem.departments[$0].hours)) })
            {
                over = users { $0.department == department ? Double($0.hours) : nil }
            } else if let scheme = problem.assessorDays.indices.first(where: { Self.isOver(days[$0], problem.assessorDays[$0]) }) {
                over = users { $0.scheme == scheme ? $0.assessorDays : nil }
            } else if let blk = problem.budgets.indices.first(where: { Self.isOver(cost[$0], problem.budgets[$0]) }) {
                over = users { $0.blk == blk ? $0.cost : nil }
            } else if Self.isOver(cost.reduce(0, +), problem.networkBudget) {
                over = users(\.cost)
            } else {
                return
            }
            guard let least = over.map({ (loss($0.index) / $0.takes, $0.index) }).min(by: <) else { return }
            flow.begin()
            move(least.1, -1)
        }
    }

    private static func isOver(_ used: Double, _ room: Double) -> Bool { used > room + 1e-6 * max(1, room) }

    /// Brings packages back to those of another plan of the problem, department by department and then BLK by BLK, wherever that loses nothing.
    mutating func restore(_ old: [Int]) {
        let departments = Dictionary(grouping: problem.candidates.indices, by: { problem.candidates[$0].department })
        for group in departments.sorted(by: { $0.key < $1.key }).map(\.value) + members {
            let changed = group.filter { packages[$0] != old[$0] }
            guard !changed.isEmpty else { continue }
            let found = changed.map { packages[$0] }
            let gain = replace(changed, old)
            let isRoomy = changed.allSatisfy {
                Double(flow.unplaced[$0]) / PlacementFlow.unit <= problem.idle(problem.candidates[$0]) + 1e-5
            }
            if gain < -1e-6 || !isRoomy || !problem.keeps(packages) {
                var back = packages
                for (index, count) in zip(changed, found) { back[index] = count }
                _ = replace(changed, back)
            }
        }
    }

    /// Gives candidates the packages of another plan, those that lose some first.
    private mutating func replace(_ changed: [Int], _ other: [Int]) -> Double {
        flow.begin()
        return changed.sorted { (other[$0] - packages[$0], $0) < (other[$1] - packages[$1], $1) }
            .reduce(0) { $0 + move($1, other[$1] - packages[$1]) }
    }

    /// How many packages of one programme make room for one of another in their department; `nil` where there are not as many, or the other has
    /// its largest number already and that counts.
    func packagesToDrop(_ out: Int, for into: Int, isMaximumCounted: Bool = true) -> Int? {
        let candidate = problem.candidates[into]
        let lacking = hours[candidate.department] + Double(candidate.hours) - Double(problem.departments[candidate.department].hours)
        let count = max(1, Int((lacking / Double(problem.candidates[out].hours)).rounded(.up)))
        return packages[out] - problem.candidates[out].minimum >= count && (!isMaximumCounted || packages[into] < candidate.maximum)
            ? count : nil
    }

    /// The plan as it stands.
    func plan(bound: Double) -> PackageSolution {
        var placed: [Int: Int64] = [:]
        for link in 0..<flow.flow.count where flow.flow[link] > 0 { placed[link] = flow.flow[link] }
        return problem.plan(packages, placed: placed, bound: bound)
    }
}
