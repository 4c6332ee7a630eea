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

    /// The vocational department of a programme.
    private func kejuruan(_ program: String) -> String? { model.programIndex[program].map { model.inputs.programs[$0].kejuruan } }

    /// Why each programme of the same department with a better rank, whatever that is, does not take the hours of a planned one.
    private mutating func lowRank(_ row: Int) -> [RankDifference.Obstacle] {
        guard let index = candidateOf[row] else { return [] }
        if model.problem.candidates[index].minimum > 0 { return [.init(kind: .decided)] }
        let (inputs, planned) = (model.inputs.candidates, model.inputs.candidates[row])
        func rank(_ row: Int) -> Int { inputs[row].rank ?? .max }
        let better = inputs.indices.filter { other in
            inputs[other].blkCode == planned.blkCode && rank(other) < rank(row)
                && kejuruan(inputs[other].programCode) == kejuruan(planned.programCode)
        }.sorted { (rank($0), $0) < (rank($1), $1) }
        guard !better.isEmpty else { return [.init(kind: .alone)] }
        return better.flatMap { other -> [RankDifference.Obstacle] in
            var found: [RankDifference.Obstacle]
            if let candidate = candidateOf[other] { found = inPlace(of: index, candidate) } else { found = against(other) }
            for number in found.indices { found[number].programCode = inputs[other].programCode }
            return found
        }
    }

    /// Whether an obstacle to a programme can go when more packages of a planned one of the same department do.
    private func isFreed(_ obstacle: RankDifference.Obstacle, of other: Int, by planned: Int) -> Bool {
        switch obstacle.kind {
        case .workshop, .instructor, .department, .budget, .networkBudget, .served, .outweighed: true
        case .assessor: model.problem.candidates[other].scheme == model.problem.candidates[planned].scheme
        default: false
        }
    }

    /// What stands against a package of a better ranked programme in place of packages of a planned one: as few of these go as make room for
    /// it in every respect. Where that many are not there, it is what stands against it when its hours are free.
    private mutating func inPlace(of planned: Int, _ other: Int) -> [RankDifference.Obstacle] {
        let most = trial.packages[planned]
        let least = min(trial.packagesToDrop(planned, for: other, isMaximumCounted: false) ?? most, most)
        var first: [RankDifference.Obstacle] = []
        for count in least...most {
            let found = obstacles(other, dropping: (planned, count))
            if found.map(\.kind) == [.outweighed] { return found }
            if count == least { first = found }
            guard found.allSatisfy({ isFreed($0, of: other, by: planned) }) else { break }
        }
        return first
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
        var freed = dropped
        // Hours that a programme of the department would give up are no reason where something else stands against the package. What else that
        // is shows when those packages are gone: they give up money and assessor-days, too.
        let others = broken.filter { !Self.hours.contains($0) }
        if dropped == nil, others.count < broken.count, !(obstacles + others.map { .init(kind: $0) }).isEmpty, let swap = swap(for: index) {
            let left = trial.adding(index, dropping: swap).broken.filter { others.contains($0) }
            if !(left.isEmpty && obstacles.isEmpty) { (freed, broken) = (swap, left) }
        }
        obstacles += broken.map { obstacle($0, index, freed) }
        if dropped == nil {
            // The review fills a plan before it is looked at; what would still come in is worth less than the search can tell.
            if obstacles.isEmpty { obstacles.append(.init(kind: .worthless, needed: max(0, -finding.gain))) }
        } else if obstacles.isEmpty || finding.gain <= 1e-6 {
            // A capacity that the package waits for would not bring it in where it is worth less than what goes for it.
            obstacles.append(.init(kind: .outweighed, needed: max(0, -finding.gain)))
        }
        return obstacles
    }

    private static let hours: [RankDifference.Kind] = [.workshop, .instructor, .department]

    /// The packages of another programme of the department that make room for one of a candidate and are worth less; `nil` where there are none.
    private mutating func swap(for index: Int) -> (candidate: Int, count: Int)? {
        let department = model.problem.candidates[index].department
        for other in model.problem.candidates.indices
        where other != index && model.problem.candidates[other].department == department && trial.packages[other] > 0 {
            guard let count = trial.packagesToDrop(other, for: index, isMaximumCounted: false) else { continue }
            if trial.adding(index, dropping: (other, count)).gain > 1e-6 { return (other, count) }
        }
        return nil
    }

    private func obstacle(
        _ kind: RankDifference.Kind, _ index: Int, _ dropped: (candidate: Int, count: Int)?
    ) -> RankDifference.Obstacle {
        let problem = model.problem
        let candidate = problem.candidates[index]
        let department = problem.departments[candidate.department]
        let (freedHours, freedCost) =
            dropped.map { (problem.candidates[$0.candidate].hours * $0.count, problem.candidates[$0.candidate].cost * Double($0.count)) }
            ?? (0, 0)
        let freedDays =
            dropped.map {
                problem.candidates[$0.candidate].scheme == candidate.scheme
                    ? problem.candidates[$0.candidate].assessorDays * Double($0.count) : 0
            } ?? 0
        switch kind {
        case .assessor:
            let scheme = candidate.scheme ?? 0
            return .init(
                kind: kind, names: [model.schemes[scheme]] + holders(index) { problem.candidates[$0].scheme == scheme },
                needed: candidate.assessorDays, available: problem.assessorDays[scheme] - trial.days[scheme] + freedDays)
        case .workshop, .instructor, .department:
            let room =
                kind == .instructor
                ? department.instructorHours : kind == .workshop ? department.workshopHours : Double(department.hours)
            return .init(
                kind: kind, names: holders(index) { problem.candidates[$0].department == candidate.department },
                needed: Double(candidate.hours), available: max(0, room - trial.hours[candidate.department] + Double(freedHours)))
        case .budget:
            return .init(
                kind: kind, needed: candidate.cost, available: problem.budgets[candidate.blk] - trial.cost[candidate.blk] + freedCost)
        case .networkBudget:
            return .init(kind: kind, needed: candidate.cost, available: problem.networkBudget - trial.cost.reduce(0, +) + freedCost)
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
