import Domain
import Parallel

/// What limits a plan and what would lift the limits; each claim is found by solving again.
public struct PlanReview: Sendable {
    /// The plan that is reviewed, after it was improved by a re-run of its own.
    public let plan: PlanDraft
    /// The prices of the solver's result.
    public let prices: AllocationPrices
    /// The scarce resources, the dearest first.
    public let bottlenecks: [Bottleneck]
    /// The training of instructors that pays, the most gained for a day first.
    public let upgrades: [UpgradeProposal]
    /// The need for assessors of each scheme that is used or needed, in the order of the model's schemes.
    public let assessors: [AssessorNeed]
    /// For each measure of the network's targets that is short, its causes in the order in which they are taken away.
    public let reasons: [AllocationProblem.Measure: [ShortfallReason]]
    /// Where packages and ranks do not agree, and why, by BLK.
    public let differences: [RankDifference]
    /// What the heads of BLKs can set going, by BLK, those that bring the most first.
    public let actions: [BlkAction]
    /// The packages of each line of the plan that have no openings of their own and are there for the targets, in the order of `plan.lines`.
    public let surplus: [Int]

    /// Reviews a plan, by one small re-run of the solver for each claim.
    ///
    /// - Parameters:
    ///   - model: the model whose problem was solved.
    ///   - result: the solver's answer, from whose plan the re-runs start.
    ///   - seed: the seed of the random draws of the re-runs.
    ///   - threads: the largest number of threads; `nil` takes one for every processor.
    ///   - improves: whether the plan gets a re-run of its own first; a plan that keeps to an older one is reviewed as it is.
    ///   - progress: receives the share of the work that is done, 0 to 1.
    /// - Throws: no error at present; a re-run that fails leaves the plan as it was.
    public init(
        _ model: AllocationModel, _ result: AllocationSolver.Result, seed: UInt64, threads: Int? = nil, improves: Bool = true,
        progress: (Double) -> Void = { _ in }
    ) throws {
        let review = Reviewer(model: model, result: result, seed: seed, threads: threads, improves: improves)
        plan = review.base
        prices = result.prices
        progress(0.02)
        let scarce = review.bottlenecks()
        bottlenecks = scarce.map(\.bottleneck)
        progress(0.3)
        let trained = review.upgrades()
        upgrades = trained.map(\.proposal)
        progress(0.55)
        assessors = review.assessors()
        progress(0.6)
        reasons = review.reasons()
        progress(0.9)
        var finder = RankDifferences(model, plan.plan, ranks: model.configuration.review.ranks, withheld: review.withheld())
        var differences = finder.all()
        var trials = ActionTrials(model: model, base: plan, openMaximum: review.openMaximum, threads: threads)
        for (item, plan) in scarce { if let plan { trials.keep(plan, of: item) } }
        for (item, plan) in trained { trials.keep(plan, of: item) }
        actions = trials.actions(&differences, bottlenecks, upgrades)
        self.differences = differences
        let solution = plan.plan
        let counts = model.problem.surplus(of: solution)
        surplus = solution.packages.indices.filter { solution.packages[$0] > 0 }.map { counts[$0] }
        progress(1)
    }
}

private struct Reviewer: Sendable {
    let model: AllocationModel
    let base: PlanDraft
    let prices: AllocationPrices
    let seed: UInt64
    let threads: Int?
    /// The largest number of packages of each candidate if every unit had an instructor and every kejuruan a test site.
    let openMaximum: [Int]
    /// How far the plan that is reviewed can be from the best one, in placements: what a re-run finds within it is not due to a change.
    let slack: Double

    init(model: AllocationModel, result: AllocationSolver.Result, seed: UInt64, threads: Int?, improves: Bool) {
        self.model = model
        self.seed = seed
        self.threads = threads
        prices = result.prices
        openMaximum = Self.openMaximum(model)
        // What a re-run finds merely by searching on must not count as the worth of a resource, so the plan first gets a re-run
        // of its own.
        let options = Self.options(model, seed)
        let again = improves ? try? AllocationSolver(model.problem, options: options).solve(from: result.plan) : nil
        let found = again?.plan ?? result.plan
        // The search moves at a temperature that small differences of score are lost in. What still fits comes in, and of programmes that
        // bring the same the one with the better score.
        var trial = PackageTrial(model.problem, found)
        trial.exchange()
        trial.fill()
        var plan = trial.plan(bound: min(found.upperBound, result.plan.upperBound))
        if plan.objective < found.objective { plan = found }
        let bound = plan.upperBound
        // Nothing moves any more by itself, so that what a re-run moves comes of what was changed.
        plan = PlanResponse.following(plan, in: model.problem) ?? plan
        plan.upperBound = bound
        base = PlanDraft(model, model.problem.nearest(plan))
        slack = max(0, bound - base.plan.objective)
    }

    private static func openMaximum(_ model: AllocationModel) -> [Int] {
        var inputs = model.inputs
        let codes = Set(inputs.blks.map(\.code))
        for kejuruan in model.kejuruan { inputs.testSites[kejuruan] = codes }
        inputs.candidates = inputs.candidates.map {
            .init(
                blkCode: $0.blkCode, programCode: $0.programCode, score: $0.score, rank: $0.rank, placementRate: $0.placementRate,
                certificationRate: $0.certificationRate, unitsLacking: [])
        }
        let open = try? AllocationModel(inputs, configuration: model.configuration, changes: model.changes)
        return (open ?? model).problem.candidates.map(\.maximum)
    }

    /// The packages that a plan would have of each candidate without a test site if that were no condition, found by solving again; nothing
    /// where it has none.
    func withheld() -> [Int: Int] {
        let closed = model.isWithoutTestSite.indices.filter {
            model.isWithoutTestSite[$0] && model.problem.candidates[$0].maximum < openMaximum[$0] && model.lacking[$0].isEmpty
        }
        guard !closed.isEmpty else { return [:] }
        let packages = solve(relieved([Relief(cause: .testSite)])).plan.packages
        return Dictionary(uniqueKeysWithValues: closed.filter { packages[$0] > 0 }.map { ($0, packages[$0]) })
    }

    private static func options(_ model: AllocationModel, _ seed: UInt64) -> AllocationOptions {
        AllocationOptions(gap: 0, effort: model.configuration.search.reviewEffort, seed: seed, threads: 1, priceSteps: 64)
    }

    /// The plan of another problem that has the same candidates; the search starts from the plan that is reviewed.
    private func solve(_ problem: AllocationProblem, _ model: AllocationModel? = nil) -> PlanDraft {
        let found = try? AllocationSolver(problem, options: Self.options(self.model, seed)).solve(from: base.plan)
        return PlanDraft(model ?? self.model, found?.plan ?? base.plan)
    }

    /// The plan as it follows a change of the problem; what searching on would move anyway stays as it is.
    private func following(_ problem: AllocationProblem, _ model: AllocationModel? = nil) -> PlanDraft {
        guard let following = PlanResponse.following(base.plan, in: problem) else { return solve(problem, model) }
        guard let found = try? AllocationSolver(problem, options: Self.options(self.model, seed)).solve(from: following) else {
            return PlanDraft(model ?? self.model, following)
        }
        return PlanDraft(
            model ?? self.model, PlanResponse.settled(following: following, found: found.plan, slack: slack, problem))
    }

    /// What one package of a candidate brings at the prices, less what it takes of everything but assessors, in placements.
    private func netWorth(_ index: Int) -> Double {
        let candidate = model.problem.candidates[index]
        var worth =
            candidate.placements * (1 - (candidate.outlets.map { prices.opening[$0] }.min() ?? 1)) + model.problem.epsilon * candidate.score
        for (position, target) in model.problem.targets.enumerated() {
            worth += prices.target[position] * model.problem.contribution(of: candidate, to: target)
        }
        worth -= prices.departmentHour[candidate.department] * Double(candidate.hours)
        return worth - (prices.networkBudget + (model.problem.budgets[candidate.blk].isFinite ? prices.budget[candidate.blk] : 0))
            * candidate.cost
    }

    // MARK: - Bottlenecks

    private struct Scarce: Sendable {
        var resource: ScarceResource
        var available: Double
        var used: Double
        var step: Double
        var estimate: Double
        var problem: AllocationProblem
    }

    /// The scarce resources, each with the plan that a re-run found where there was one.
    func bottlenecks() -> [(bottleneck: Bottleneck, plan: PlanDraft?)] {
        let problem = model.problem
        var found: [Scarce] = []
        func add(
            _ resource: ScarceResource, _ available: Double, _ used: Double, _ step: Double, _ price: Double,
            _ change: (inout AllocationProblem) -> Void
        ) {
            guard price * step > 1e-3 else { return }
            var changed = problem
            change(&changed)
            found.append(Scarce(resource: resource, available: available, used: used, step: step, estimate: price * step, problem: changed))
        }
        var days = [Double](repeating: 0, count: problem.assessorDays.count)
        var hours = [Double](repeating: 0, count: problem.departments.count)
        var shortest = [Int](repeating: 0, count: problem.departments.count)
        var spent = [Double](repeating: 0, count: problem.blks)
        for (index, candidate) in problem.candidates.enumerated() {
            let count = Double(base.plan.packages[index])
            if let scheme = candidate.scheme { days[scheme] += count * candidate.assessorDays }
            hours[candidate.department] += count * Double(candidate.hours)
            spent[candidate.blk] += count * candidate.cost
            if candidate.maximum > 0 {
                shortest[candidate.department] = min(
                    shortest[candidate.department] == 0 ? .max : shortest[candidate.department], candidate.hours)
            }
        }
        for (scheme, code) in model.schemes.enumerated() {
            let step = model.daysPerAssessor(code)
            // Where a scheme has no day at all, any high price proves the bound. A day is then worth no more than the best
            // package that it allows.
            let most =
                problem.candidates.indices.filter { problem.candidates[$0].scheme == scheme && problem.candidates[$0].maximum > 0 }
                .map { netWorth($0) / max(0.01, problem.candidates[$0].assessorDays) }.max() ?? 0
            add(.assessor(scheme: code), problem.assessorDays[scheme], days[scheme], step, min(prices.assessorDay[scheme], max(0, most))) {
                $0.assessorDays[scheme] += step
            }
        }
        for (index, department) in problem.departments.enumerated() where shortest[index] > 0 {
            let blk = model.inputs.blks[department.blk].code
            let kejuruan = model.kejuruan[department.kejuruan]
            let step = Double(shortest[index])
            let resource: ScarceResource =
                abs(department.workshopHours - department.instructorHours) < step
                ? .departmentHours(blk: blk, kejuruan: kejuruan)
                : department.workshopHours < department.instructorHours
                    ? .workshop(blk: blk, kejuruan: kejuruan) : .instructor(blk: blk, kejuruan: kejuruan)
            add(resource, Double(department.hours), hours[index], step, prices.departmentHour[index]) {
                let room = Double(department.hours) + step
                $0.departments[index].workshopHours = max(room, department.workshopHours)
                $0.departments[index].instructorHours = max(room, department.instructorHours)
            }
        }
        let step = model.configuration.units.budgetStep
        for (blk, budget) in problem.budgets.enumerated() where budget.isFinite {
            add(.budget(blk: model.inputs.blks[blk].code), budget, spent[blk], step, prices.budget[blk]) { $0.budgets[blk] += step }
        }
        if problem.networkBudget.isFinite {
            add(.networkBudget, problem.networkBudget, spent.reduce(0, +), step, prices.networkBudget) { $0.networkBudget += step }
        }
        let sorted = found.enumerated().sorted { ($1.element.estimate, $0.offset) < ($0.element.estimate, $1.offset) }.map(\.element)
        let first = min(sorted.count, model.configuration.review.bottlenecks)
        let plans = parallelMap(first, threads: threads) { following(sorted[$0].problem) }
        // More of a resource never makes a plan worse; where a re-run trades one good for another, the row would not help anybody.
        return sorted.enumerated().compactMap { index, scarce in
            let plan = index < first ? plans[index] : nil
            let gain = plan.map { PlanDifference(from: base, to: $0) }
            if let gain, min(gain.participants, gain.certified, gain.placements) < -0.5 { return nil }
            return (
                Bottleneck(
                    resource: scarce.resource, available: scarce.available, used: scarce.used, step: scarce.step,
                    estimate: scarce.estimate, verified: gain), plan
            )
        }
    }

    // MARK: - Instructors

    /// The training that pays, each course with the plan that a re-run found.
    func upgrades() -> [(proposal: UpgradeProposal, plan: PlanDraft)] {
        struct Trial: Sendable {
            var blk: String
            var units: [String]
            var kejuruan: String
            var estimate: Double
        }
        var trials: [Trial] = []
        for (index, lacking) in model.lacking.enumerated() where !lacking.isEmpty {
            let candidate = model.problem.candidates[index]
            guard model.problem.departments[candidate.department].hours >= candidate.hours else { continue }
            let blk = model.blk(index).code
            guard !trials.contains(where: { $0.blk == blk && $0.units == lacking }) else { continue }
            let worth = netWorth(index) - (candidate.scheme.map { prices.assessorDay[$0] * candidate.assessorDays } ?? 0)
            trials.append(
                Trial(
                    blk: blk, units: lacking, kejuruan: model.program(index).kejuruan,
                    estimate: worth / (Double(lacking.count) * model.configuration.units.upgradeDaysPerUnit)))
        }
        let sorted = trials.enumerated().sorted { ($1.element.estimate, $0.offset) < ($0.element.estimate, $1.offset) }
            .map(\.element).prefix(model.configuration.review.upgrades).map { $0 }
        let proposals = parallelMap(sorted.count, threads: threads) { number -> (proposal: UpgradeProposal, plan: PlanDraft)? in
            let trial = sorted[number]
            let grants = trial.units.map { PlanChange.addCompetence(blk: trial.blk, unit: $0) }
            guard let changed = try? AllocationModel(model.inputs, configuration: model.configuration, changes: model.changes + grants)
            else { return nil }
            let plan = following(changed.problem, changed)
            let unlocked = changed.lacking.indices.filter { changed.lacking[$0].isEmpty && !model.lacking[$0].isEmpty }
            let instructor = model.inputs.instructors.filter { $0.blkCode == trial.blk && $0.kejuruan == trial.kejuruan }
                .max { ($0.units.count, $1.code) < ($1.units.count, $0.code) }
            let proposal = UpgradeProposal(
                blkCode: trial.blk, instructor: instructor, programCodes: unlocked.map { model.program($0).code }, units: trial.units,
                days: Double(trial.units.count) * model.configuration.units.upgradeDaysPerUnit, gain: PlanDifference(from: base, to: plan))
            return (proposal, plan)
        }
        return proposals.compactMap { $0 }.filter { $0.proposal.perDay > 0 }.sorted { first, second in
            let (a, b) = (first.proposal, second.proposal)
            return (b.perDay, a.blkCode, a.units.joined()) < (a.perDay, b.blkCode, b.units.joined())
        }
    }

    // MARK: - Assessors

    func assessors() -> [AssessorNeed] {
        var free = model.problem
        for scheme in free.assessorDays.indices { free.assessorDays[scheme] = 1e9 }
        let without = solve(free)
        return model.schemes.enumerated().compactMap { scheme, code in
            func use(_ plan: PlanDraft) -> Double {
                model.problem.candidates.indices.reduce(0) {
                    let candidate = model.problem.candidates[$1]
                    return candidate.scheme == scheme ? $0 + Double(plan.plan.packages[$1]) * candidate.assessorDays : $0
                }
            }
            let needed = use(without)
            let used = use(base)
            let own = model.inputs.licences.filter { $0.schemeCode == code && $0.isNear }
            guard needed > 0 || used > 0 || !own.isEmpty else { return nil }
            var far: [String: Double] = [:]
            for licence in model.inputs.licences where licence.schemeCode == code && !licence.isNear {
                far[licence.regionCode, default: 0] += licence.days
            }
            let regions = Set(own.map(\.regionCode))
            return AssessorNeed(
                schemeCode: code, needed: needed, had: model.problem.assessorDays[scheme], used: used,
                expiring: own.reduce(0) { $0 + $1.expiring }, daysPerAssessor: model.daysPerAssessor(code),
                elsewhere: far.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) },
                homes: model.inputs.blks.filter { regions.contains($0.regionCode) }.map(\.code))
        }
    }

    // MARK: - Reasons

    /// A cause that can be taken away from the problem.
    private struct Relief: Sendable {
        var cause: ShortfallReason.Cause
        /// The number of the kejuruan whose part of the cause is taken away; `nil` for all of them.
        var kejuruan: Int?

        func covers(_ other: Int) -> Bool { kejuruan == nil || kejuruan == other }
    }

    /// The problem without some causes.
    private func relieved(_ reliefs: [Relief]) -> AllocationProblem {
        var problem = model.problem
        for relief in reliefs {
            switch relief.cause {
            case .assessor:
                for candidate in problem.candidates where relief.covers(problem.departments[candidate.department].kejuruan) {
                    if let scheme = candidate.scheme { problem.assessorDays[scheme] = 1e9 }
                }
            case .workshop, .instructor:
                for index in problem.departments.indices where relief.covers(problem.departments[index].kejuruan) {
                    if relief.cause == .workshop { problem.departments[index].workshopHours = 1e6 }
                    if relief.cause == .instructor { problem.departments[index].instructorHours = 1e6 }
                }
            case .units, .testSite:
                for index in problem.candidates.indices {
                    // Where both are lacking, neither alone opens a programme.
                    let kejuruan = problem.departments[problem.candidates[index].department].kejuruan
                    func isThere(_ cause: ShortfallReason.Cause) -> Bool { reliefs.contains { $0.cause == cause && $0.covers(kejuruan) } }
                    if relief.covers(kejuruan), model.lacking[index].isEmpty || isThere(.units),
                        !model.isWithoutTestSite[index] || isThere(.testSite)
                    {
                        problem.candidates[index].maximum = max(problem.candidates[index].maximum, openMaximum[index])
                    }
                }
            case .budget:
                problem.budgets = problem.budgets.map { _ in .infinity }
                problem.networkBudget = .infinity
            case .share: problem.largestShare = 1
            case .several: break
            }
        }
        return problem
    }

    private func shortfalls(_ reliefs: [Relief]) -> [AllocationProblem.Measure: Double] {
        let plan = solve(relieved(reliefs))
        return Dictionary(uniqueKeysWithValues: AllocationProblem.Measure.allCases.map { ($0, plan.shortfall($0)) })
    }

    func reasons() -> [AllocationProblem.Measure: [ShortfallReason]] {
        let short = AllocationProblem.Measure.allCases.filter { base.shortfall($0) >= 0.5 }
        guard !short.isEmpty, model.configuration.review.reasons > 0 else { return [:] }
        var reliefs: [Relief] = []
        if model.problem.networkBudget.isFinite || model.problem.budgets.contains(where: \.isFinite) {
            reliefs.append(Relief(cause: .budget))
        }
        if model.problem.largestShare < 1 { reliefs.append(Relief(cause: .share)) }
        for kejuruan in model.kejuruan.indices {
            for cause in [ShortfallReason.Cause.assessor, .workshop, .instructor, .units] {
                reliefs.append(Relief(cause: cause, kejuruan: kejuruan))
            }
            if model.isWithoutTestSite.indices.contains(where: {
                model.isWithoutTestSite[$0] && model.problem.departments[model.problem.candidates[$0].department].kejuruan == kejuruan
            }) {
                reliefs.append(Relief(cause: .testSite, kejuruan: kejuruan))
            }
        }
        let causes = reliefs
        let alone = parallelMap(causes.count, threads: threads) { shortfalls([causes[$0]]) }
        var answer: [AllocationProblem.Measure: [ShortfallReason]] = [:]
        for measure in short {
            let full = base.shortfall(measure)
            let order = reliefs.indices.sorted { (alone[$0][measure] ?? full, $0) < (alone[$1][measure] ?? full, $1) }
            var left = full
            var taken: [Relief] = []
            var reasons: [ShortfallReason] = []
            for index in order.prefix(model.configuration.review.reasons) where left >= 0.5 {
                guard (alone[index][measure] ?? full) < full - 0.5 else { break }
                taken.append(reliefs[index])
                let now = min(left, shortfalls(taken)[measure] ?? left)
                if left - now >= 0.5 {
                    reasons.append(
                        ShortfallReason(
                            cause: reliefs[index].cause, kejuruan: reliefs[index].kejuruan.map { model.kejuruan[$0] }, persons: left - now))
                }
                left = now
            }
            // What is left is explained by kinds of cause over all other kejuruan; each step takes the kind that helps most.
            var kinds: [ShortfallReason.Cause] = [.workshop, .instructor, .units, .testSite, .assessor, .budget, .share]
            while left >= 0.5, !kinds.isEmpty {
                let (before, remaining) = (taken, kinds)
                let found = parallelMap(remaining.count, threads: threads) {
                    shortfalls(before + [Relief(cause: remaining[$0])])[measure] ?? full
                }
                guard let best = found.indices.min(by: { (found[$0], $0) < (found[$1], $1) }), found[best] < left - 0.5 else { break }
                taken.append(Relief(cause: remaining[best]))
                kinds.remove(at: best)
                reasons.append(ShortfallReason(cause: remaining[best], kejuruan: nil, persons: left - found[best]))
                left = found[best]
            }
            if left >= 0.5 { reasons.append(ShortfallReason(cause: .several, kejuruan: nil, persons: left)) }
            answer[measure] = reasons
        }
        return answer
    }
}
