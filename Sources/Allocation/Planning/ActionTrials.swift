import Parallel

/// Tries what the heads of BLKs can set going, each by planning with it from the plan as it stands.
struct ActionTrials: Sendable {
    let model: AllocationModel
    let base: PlanDraft
    /// The largest number of packages of each candidate if every unit had an instructor and every kejuruan a test site.
    let openMaximum: [Int]
    let threads: Int?
    /// Plans that the review has found already, by what was provided; the assessors of a scheme are the same for every BLK.
    private var found: [Provided: PlanDraft] = [:]

    init(model: AllocationModel, base: PlanDraft, openMaximum: [Int], threads: Int?) {
        self.model = model
        self.base = base
        self.openMaximum = openMaximum
        self.threads = threads
    }

    /// Means that are provided at a BLK; `nil` where the BLK does not matter.
    struct Provided: Hashable, Sendable {
        let blk: String?
        let means: [BlkAction.Means]

        init(_ blk: String, _ means: [BlkAction.Means]) {
            self.blk = means.allSatisfy { $0.kind == .assessor } ? nil : blk
            self.means = means
        }
    }

    /// Takes the plan that the review found with a step more of a scarce resource.
    mutating func keep(_ plan: PlanDraft, of item: Bottleneck) {
        guard let means = Self.means(item) else { return }
        found[Provided(Self.blk(item.resource) ?? "", [means])] = plan
    }

    /// Takes the plan that the review found with a training course.
    mutating func keep(_ plan: PlanDraft, of item: UpgradeProposal) { found[Provided(item.blkCode, [units(item.units)])] = plan }

    /// The BLK to which a resource belongs; `nil` where it belongs to the network.
    private static func blk(_ resource: ScarceResource) -> String? {
        switch resource {
        case .workshop(let blk, _), .instructor(let blk, _), .departmentHours(let blk, _), .budget(let blk): blk
        case .assessor, .networkBudget: nil
        }
    }

    /// Tries everything that may help a BLK: what stands against its programmes without packages, what the review found scarce, and the
    /// training that it found.
    ///
    /// - Parameters:
    ///   - differences: where packages and ranks do not agree. A programme that gets no packages when all that stands against it is lifted is
    ///     outweighed by others, which is added to its obstacles.
    ///   - bottlenecks: the scarce resources.
    ///   - upgrades: the training that pays.
    /// - Returns: what brings programmes of its BLK packages and takes nothing from the network, by BLK, those that bring the most first.
    func actions(_ differences: inout [RankDifference], _ bottlenecks: [Bottleneck], _ upgrades: [UpgradeProposal]) -> [BlkAction] {
        let waiting = differences.map { $0.packages == 0 ? means(against: $0) : nil }
        var tried: [(blk: String, means: [BlkAction.Means])] = []
        var known: Set<[String]> = []
        func add(_ blk: String, _ means: [BlkAction.Means]) {
            let key = [blk] + means.map { "\($0)" }
            if known.insert(key).inserted { tried.append((blk, means)) }
        }
        for (difference, means) in zip(differences, waiting) { if let means { add(difference.blkCode, means) } }
        for upgrade in upgrades { add(upgrade.blkCode, [units(upgrade.units)]) }
        for item in bottlenecks {
            guard let means = Self.means(item) else { continue }
            if case .assessor(let scheme) = item.resource { for blk in blks(of: scheme) { add(blk, [means]) } }
            if let blk = Self.blk(item.resource) { add(blk, [means]) }
        }
        let list = tried
        var distinct: [Provided] = []
        for item in list where !distinct.contains(Provided(item.blk, item.means)) { distinct.append(Provided(item.blk, item.means)) }
        let trials = distinct
        let owners = Dictionary(list.map { (Provided($0.blk, $0.means), $0.blk) }, uniquingKeysWith: { first, _ in first })
        let answers = parallelMap(trials.count, threads: threads) { number -> PlanDraft? in
            let trial = trials[number]
            return found[trial] ?? owners[trial].flatMap { plan(with: trial.means, at: $0) }
        }
        let plans = Dictionary(uniqueKeysWithValues: zip(trials, answers))
        for (index, means) in waiting.enumerated() {
            guard let means, let after = plans[Provided(differences[index].blkCode, means)] ?? nil else { continue }
            let difference = differences[index]
            if !after.lines.contains(where: { $0.blkCode == difference.blkCode && $0.programCode == difference.programCode }) {
                differences[index].obstacles.append(.init(kind: .outweighed))
            }
        }
        let told = differences
        let actions = list.compactMap { item in
            (plans[Provided(item.blk, item.means)] ?? nil).flatMap { action(item.blk, item.means, $0, told) }
        }
        return Dictionary(grouping: actions, by: \.blkCode).sorted { $0.key < $1.key }.flatMap { $0.value.withoutRepeats() }
    }

    // MARK: - What is provided

    private func units(_ codes: [String]) -> BlkAction.Means {
        .init(kind: .units, names: codes, amount: Double(codes.count) * model.configuration.units.upgradeDaysPerUnit)
    }

    private static func means(_ item: Bottleneck) -> BlkAction.Means? {
        switch item.resource {
        case .assessor(let scheme): .init(kind: .assessor, names: [scheme], amount: item.step)
        case .workshop(_, let kejuruan): .init(kind: .workshop, names: [kejuruan], amount: item.step)
        case .instructor(_, let kejuruan): .init(kind: .instructor, names: [kejuruan], amount: item.step)
        case .departmentHours(_, let kejuruan): .init(kind: .department, names: [kejuruan], amount: item.step)
        case .budget: .init(kind: .budget, names: [], amount: item.step)
        case .networkBudget: nil
        }
    }

    /// What must be provided so that nothing stands against a programme; `nil` where something does that the BLK can do nothing about.
    private func means(against difference: RankDifference) -> [BlkAction.Means]? {
        var means: [BlkAction.Means] = []
        for obstacle in difference.obstacles {
            let lack = max(0, obstacle.needed - max(0, obstacle.available)).rounded(.up)
            switch obstacle.kind {
            case .units: means.append(units(obstacle.names))
            case .testSite: means.append(.init(kind: .testSite, names: [difference.kejuruan], amount: 0))
            case .assessor:
                let scheme = obstacle.names.first ?? ""
                // One assessor is what a head can propose.
                guard lack <= model.daysPerAssessor(scheme) else { return nil }
                means.append(.init(kind: .assessor, names: [scheme], amount: model.daysPerAssessor(scheme)))
            case .workshop, .instructor, .department:
                means.append(.init(kind: obstacle.kind, names: [difference.kejuruan], amount: lack))
            case .budget: means.append(.init(kind: .budget, names: [], amount: (lack / 1e6).rounded(.up) * 1e6))
            default: return nil
            }
        }
        return means.isEmpty ? nil : means
    }

    /// The BLKs that can run a programme of a scheme.
    private func blks(of scheme: String) -> [String] {
        let number = model.schemes.firstIndex(of: scheme)
        return Set(
            model.problem.candidates.indices.filter {
                model.problem.candidates[$0].scheme == number && model.problem.candidates[$0].maximum > 0
            }.map { model.blk($0).code }
        ).sorted()
    }

    // MARK: - Planning with it

    /// The plan with means that are provided at a BLK; `nil` where there is none.
    private func plan(with means: [BlkAction.Means], at code: String) -> PlanDraft? {
        let (problem, members) = provided(means, at: code)
        return PlanResponse.following(base.plan, in: problem, members: members).map { PlanDraft(model, $0) }
    }

    /// The problem with means that are provided at a BLK, and the candidates that may gain by them.
    func provided(_ means: [BlkAction.Means], at code: String) -> (problem: AllocationProblem, members: [Int]) {
        var problem = model.problem
        let candidates = problem.candidates
        let units = Set(means.filter { $0.kind == .units }.flatMap(\.names))
        let sites = Set(means.filter { $0.kind == .testSite }.flatMap(\.names))
        let home = model.inputs.blks.first { $0.code == code }
        var members: Set<Int> = []
        for index in candidates.indices {
            let isOwn = model.blk(index).code == code
            // An assessor is the network's: what the BLK has otherwise does not change by it.
            if isOwn, !means.allSatisfy({ $0.kind == .assessor }) { members.insert(index) }
            guard isOwn || !sites.isEmpty else { continue }
            let near = model.inputs.reach[model.blk(index).regionCode] ?? [:]
            let hasSite =
                !model.isWithoutTestSite[index]
                || sites.contains(model.program(index).kejuruan) && (isOwn || home.map { near[$0.regionCode] != nil } ?? false)
            let hasUnits = model.lacking[index].allSatisfy { isOwn && units.contains($0) }
            if hasSite, hasUnits, problem.candidates[index].maximum < openMaximum[index] {
                problem.candidates[index].maximum = openMaximum[index]
                members.insert(index)
            }
        }
        for item in means {
            let name = item.names.first ?? ""
            switch item.kind {
            case .assessor:
                guard let scheme = model.schemes.firstIndex(of: name) else { continue }
                problem.assessorDays[scheme] += item.amount
                members.formUnion(candidates.indices.filter { candidates[$0].scheme == scheme })
            case .workshop, .instructor, .department:
                guard
                    let index = problem.departments.firstIndex(where: {
                        model.inputs.blks[$0.blk].code == code && model.kejuruan[$0.kejuruan] == name
                    })
                else { continue }
                let department = problem.departments[index]
                let room = Double(department.hours) + item.amount
                if item.kind != .instructor { problem.departments[index].workshopHours = max(room, department.workshopHours) }
                if item.kind != .workshop { problem.departments[index].instructorHours = max(room, department.instructorHours) }
            case .budget:
                if let blk = model.inputs.blks.firstIndex(where: { $0.code == code }) { problem.budgets[blk] += item.amount }
            default: break
            }
        }
        return (problem, members.sorted())
    }

    // MARK: - What comes of it

    /// The action of a BLK; `nil` where no programme of the BLK gets packages and more persons by it, it takes something from the network, or
    /// it is too much for one action.
    private func action(_ blk: String, _ means: [BlkAction.Means], _ after: PlanDraft, _ differences: [RankDifference]) -> BlkAction? {
        // Three things at once are no first step.
        guard means.count <= 2 else { return nil }
        let gain = PlanDifference(from: base, to: after)
        guard min(gain.participants, gain.certified, gain.placements) > -0.5 else { return nil }
        var own: [(code: String, packages: Int)] = []
        var others: [String: Int] = [:]
        for index in after.plan.packages.indices {
            let more = after.plan.packages[index] - base.plan.packages[index]
            guard more != 0 else { continue }
            if model.blk(index).code == blk {
                own.append((model.program(index).code, more))
            } else if more > 0 {
                others[model.blk(index).code, default: 0] += more
            }
        }
        let packages = own.reduce(0) { $0 + $1.packages }
        let certified = Self.sum(\.certified, after, blk) - Self.sum(\.certified, base, blk)
        let placements = Self.sum(\.placements, after, blk) - Self.sum(\.placements, base, blk)
        guard packages >= 0, certified + placements >= 0.5, gain.objective > 1e-6,
            own.contains(where: { $0.packages > 0 })
        else { return nil }
        let more = own.filter { $0.packages > 0 }.sorted { ($1.packages, $0.code) < ($0.packages, $1.code) }.map(\.code)
        // What else waits for the same, and for nothing else. What is used up by one programme is not there for another.
        let isShared = means.allSatisfy { $0.kind == .units || $0.kind == .testSite }
        let open =
            !isShared
            ? []
            : differences.filter { difference in
                difference.blkCode == blk && difference.packages == 0 && !more.contains(difference.programCode)
                    && self.means(against: difference.withoutOutweighed) == means
            }.map(\.programCode)
        let kejuruan = means.contains { $0.kind == .units } ? Set((more + open).compactMap(self.kejuruan)) : []
        let instructor = model.inputs.instructors.filter { $0.blkCode == blk && kejuruan.contains($0.kejuruan) }
            .max { ($0.units.count, $1.code) < ($1.units.count, $0.code) }
        return BlkAction(
            blkCode: blk, means: means, instructorCode: instructor?.code, instructorName: instructor?.name, programCodes: more,
            openCodes: open, ownPackages: packages, ownCertified: certified, ownPlacements: placements, packages: gain.packages,
            participants: gain.participants, certified: gain.certified,
            placements: gain.placements,
            otherBlks: others.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key))
    }

    /// The sum of a figure over the lines of a BLK.
    private static func sum(_ figure: (PlanDraft.Line) -> Double, _ plan: PlanDraft, _ blk: String) -> Double {
        plan.lines.reduce(0) { $1.blkCode == blk ? $0 + figure($1) : $0 }
    }

    private func kejuruan(_ program: String) -> String? { model.programIndex[program].map { model.inputs.programs[$0].kejuruan } }
}

extension RankDifference {
    /// The difference with the obstacles that something can be had against, or that nobody can lift, but not what others bring.
    fileprivate var withoutOutweighed: RankDifference {
        var difference = self
        difference.obstacles.removeAll { $0.kind == .outweighed }
        return difference
    }
}
