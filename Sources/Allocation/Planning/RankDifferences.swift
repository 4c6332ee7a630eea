import Domain

/// Finds where packages and ranks of a plan do not agree, and why, from the plan's own sums and its own flow of placements.
struct RankDifferences {
    private let model: AllocationModel
    private let plan: PackageSolution
    private var trial: PackageTrial
    /// For each row of the inputs its candidate of the problem; `nil` where the problem leaves it out.
    private let candidateOf: [Int?]
    private let ranks: Int
    /// For each candidate without a test site the packages that it would have with one.
    private let withheld: [Int: Int]

    /// The number of programmes and BLKs that are named as holding what is used up.
    private static let named = 3

    /// Looks at a plan.
    ///
    /// - Parameters:
    ///   - model: the model whose problem was solved.
    ///   - plan: the plan, with its placements told nearest first.
    ///   - ranks: how many ranks of each BLK count as the first ones.
    ///   - withheld: for each candidate without a test site the packages that it would have with one; candidates without an entry have none.
    init(_ model: AllocationModel, _ plan: PackageSolution, ranks: Int, withheld: [Int: Int] = [:]) {
        self.withheld = withheld
        self.model = model
        self.plan = plan
        self.ranks = ranks
        trial = PackageTrial(model.problem, plan)
        var candidateOf = [Int?](repeating: nil, count: model.inputs.candidates.count)
        for (candidate, row) in model.rows.enumerated() { candidateOf[row] = candidate }
        self.candidateOf = candidateOf
    }

    /// The differences of all BLKs: by BLK, first the programmes without packages that are of the first ranks or would have some with a test
    /// site, then the planned ones beyond the first ranks.
    mutating func all() -> [RankDifference] {
        var found: [RankDifference] = []
        for row in model.inputs.candidates.indices {
            let candidate = model.inputs.candidates[row]
            let packages = candidateOf[row].map { plan.packages[$0] } ?? 0
            let isFirst = candidate.rank.map { $0 <= ranks } ?? false || candidateOf[row].map { withheld[$0] != nil } ?? false
            let obstacles: [RankDifference.Obstacle]
            switch (isFirst, packages) {
            case (true, 0): obstacles = against(row)
            case (false, 1...): obstacles = lowRank(row)
            default: continue
            }
            found.append(
                RankDifference(
                    blkCode: candidate.blkCode, programCode: candidate.programCode,
                    kejuruan: model.programIndex[candidate.programCode].map { model.inputs.programs[$0].kejuruan } ?? "",
                    rank: candidate.rank, packages: packages, obstacles: obstacles))
        }
        return found.sorted {
            ($0.blkCode, min(1, $0.packages), $0.rank ?? .max, $0.programCode) < (
                $1.blkCode, min(1, $1.packages), $1.rank ?? .max, $1.programCode
            )
        }
    }

    /// What stands against one package of a programme that has none.
    private mutating func against(_ row: Int) -> [RankDifference.Obstacle] {
        guard let index = candidateOf[row] else {
            let candidate = model.inputs.candidates[row]
            let hours = model.programIndex[candidate.programCode].map { Double(model.inputs.programs[$0].hours) } ?? 0
            return [candidate.placementRate == nil ? .init(kind: .unknown) : .init(kind: .workshop, needed: hours)]
        }
        return obstacles(index, dropping: nil)
    }

    /// Why the better ranked programmes of the same department do not take the hours of a planned one.
    private mutating func lowRank(_ row: Int) -> [RankDifference.Obstacle] {
        guard let index = candidateOf[row] else { return [] }
        if model.problem.candidates[index].minimum > 0 { return [.init(kind: .decided)] }
        let department = model.problem.candidates[index].department
        let better = model.problem.candidates.indices.filter {
            model.problem.candidates[$0].department == department && (model.inputs.candidates[model.rows[$0]].rank ?? .max) <= ranks
        }.sorted { (model.inputs.candidates[model.rows[$0]].rank ?? .max) < (model.inputs.candidates[model.rows[$1]].rank ?? .max) }
        guard !better.isEmpty else { return [.init(kind: .alone)] }
        return better.flatMap { other -> [RankDifference.Obstacle] in
            let dropped = trial.packagesToDrop(index, for: other).map { (candidate: index, count: $0) }
            return obstacles(other, dropping: dropped).map { obstacle in
                var named = obstacle
                named.programCode = model.program(other).code
                return named
            }
        }
    }

    /// What stands against one package more of a candidate, after packages of another one went.
    private mutating func obstacles(_ index: Int, dropping dropped: (candidate: Int, count: Int)?) -> [RankDifference.Obstacle] {
        let problem = model.problem
        let candidate = problem.candidates[index]
        var obstacles: [RankDifference.Obstacle] = []
        if !model.lacking[index].isEmpty {
            obstacles.append(.init(kind: .units, names: model.lacking[index], needed: Double(model.lacking[index].count)))
        }
        if model.isWithoutTestSite[index] {
            obstacles.append(
                .init(kind: .testSite, names: [model.program(index).kejuruan], needed: Double(withheld[index] ?? 0)))
        }
        if model.isUnwanted[index] { obstacles.append(.init(kind: .unwanted)) }
        let isOpen = obstacles.isEmpty
        if isOpen, candidate.maximum == 0 { obstacles.append(.init(kind: .decided)) }
        let finding = trial.adding(index, dropping: dropped)
        // Packages that somebody must decide, or that nobody can teach, have a maximum of 0, which is no reason of its own.
        var broken = finding.broken.filter { $0 != .most || (isOpen && candidate.maximum > 0) }
        // Hours that a programme of the department would give up are no reason where something else stands against the package.
        let others = broken.filter { ![.workshop, .instructor, .department].contains($0) }
        if dropped == nil, others.count < broken.count, !(obstacles + others.map { .init(kind: $0) }).isEmpty, getsHours(index) {
            broken = others
        }
        obstacles += broken.map { obstacle($0, index, problem) }
        if obstacles.isEmpty {
            if finding.gain > 1e-6, dropped == nil {
                // The review fills a plan before it is looked at; what would still come in is worth less than the search can tell.
                obstacles.append(.init(kind: .worthless))
            } else {
                obstacles.append(.init(kind: dropped == nil ? .worthless : .outweighed, needed: max(0, -finding.gain)))
            }
        }
        return obstacles
    }

    /// Whether a package of a candidate is worth more than the packages of another programme of its department that make room for it.
    private mutating func getsHours(_ index: Int) -> Bool {
        let department = model.problem.candidates[index].department
        return model.problem.candidates.indices.contains { other in
            guard other != index, model.problem.candidates[other].department == department, trial.packages[other] > 0,
                let count = trial.packagesToDrop(other, for: index, isMaximumCounted: false)
            else { return false }
            return trial.adding(index, dropping: (other, count)).gain > 1e-6
        }
    }

    private func obstacle(_ kind: RankDifference.Kind, _ index: Int, _ problem: AllocationProblem) -> RankDifference.Obstacle {
        let candidate = problem.candidates[index]
        let department = problem.departments[candidate.department]
        switch kind {
        case .assessor:
            let scheme = candidate.scheme ?? 0
            return .init(
                kind: kind, names: [model.schemes[scheme]] + holders(index) { problem.candidates[$0].scheme == scheme },
                needed: candidate.assessorDays, available: problem.assessorDays[scheme] - trial.days[scheme])
        case .workshop, .instructor, .department:
            let room =
                kind == .instructor
                ? department.instructorHours : kind == .workshop ? department.workshopHours : Double(department.hours)
            return .init(
                kind: kind, names: holders(index) { problem.candidates[$0].department == candidate.department },
                needed: Double(candidate.hours), available: max(0, room - trial.hours[candidate.department]))
        case .budget:
            return .init(kind: kind, needed: candidate.cost, available: problem.budgets[candidate.blk] - trial.cost[candidate.blk])
        case .networkBudget:
            return .init(kind: kind, needed: candidate.cost, available: problem.networkBudget - trial.cost.reduce(0, +))
        case .most, .share:
            return .init(kind: kind, needed: Double(trial.packages[index] + 1), available: Double(trial.packages[index]))
        case .gap, .served:
            let open = candidate.outlets.reduce(0) { $0 + problem.outlets[$1].gap }
            return .init(
                kind: kind, names: kind == .served ? servers(index) : [], needed: candidate.placements / 2,
                available: kind == .served ? 0 : open)
        default: return .init(kind: kind)
        }
    }

    /// Who holds a resource that a candidate lacks, those with the most packages first.
    private func holders(_ index: Int, _ holds: (Int) -> Bool) -> [String] {
        let own = plan.packages.indices.filter { plan.packages[$0] > 0 && holds($0) }
        return names(own.map { ($0, Double(plan.packages[$0])) }, for: index)
    }

    /// Whose graduates take the openings of a candidate, those that take the most first.
    private func servers(_ index: Int) -> [String] {
        let outlets = Set(model.problem.candidates[index].outlets)
        var persons: [Int: Double] = [:]
        for placement in plan.placements where outlets.contains(placement.outlet) {
            persons[placement.candidate, default: 0] += placement.persons
        }
        return names(persons.map { ($0.key, $0.value) }, for: index)
    }

    /// The names of planned programmes as the BLK of a candidate may read them: its own programmes, and other BLKs as a whole.
    private func names(_ amounts: [(candidate: Int, amount: Double)], for index: Int) -> [String] {
        let blk = model.problem.candidates[index].blk
        var sums: [String: Double] = [:]
        for (candidate, amount) in amounts.sorted(by: { $0.candidate < $1.candidate }) {
            let isOwn = model.problem.candidates[candidate].blk == blk
            sums[isOwn ? "\(model.blk(candidate).code):\(model.program(candidate).code)" : model.blk(candidate).code, default: 0] += amount
        }
        return sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.named).map(\.key)
    }
}
