import Allocation
import Domain
import Foundation
import Postgres
import Report
import Store

extension Service {
    /// What a plan would be if assessors, instructors, budgets or targets were others.
    ///
    /// The stored plan stays wherever nothing better is found: it follows the supposition by itself, and a search from there counts only where
    /// it finds more than the plan might gain without the supposition, too. What the answer shows is the effect of the supposition, not of more
    /// searching. Both sides use the data of this moment; where data or configuration changed, the answer says so.
    ///
    /// - Parameters:
    ///   - changes: The suppositions, at least one.
    ///   - number: The number of the plan to start from; `nil` for the one that was published last.
    ///   - request: The gap, effort, time limit and threads of each side. Network, year, scores, decisions and seed are those of the stored
    ///     plan.
    ///   - saves: Whether the supposed plan is stored, which the operator alone may ask for; it is a trial.
    ///   - asker: Who asks.
    ///   - progress: It is told `.searching` and, where the plan is stored, `.reviewing`.
    /// - Returns: Both plans, the packages that move with the reason of each, and what changed since the stored plan.
    /// - Throws: `ServiceError` where there is no such plan or the supposition names what is not there or cannot be kept; `AllocationFault`
    ///   where the problem is too large, `ConfigurationError` for `allocation.yaml` and for the configuration of the runs that are read,
    ///   and `PostgresError`.
    public func whatIf(
        _ changes: [PlanChange], plan number: Int? = nil, _ request: PlanRequest = PlanRequest(), saves: Bool = false, as asker: Asker,
        progress: @escaping ServiceProgress.Report = { _ in }
    ) async throws -> WhatIfAnswer {
        if saves { try asker.requireOperator() }
        let started = Date()
        let stored = try await read(as: asker) { try Self.storedPlan(number, $0) }
        var request = request
        request.network = stored.networkCode
        request.year = stored.year
        request.scoringRun = stored.run.readsRun
        request.seed = stored.run.seed
        request.changes = stored.changes
        var supposed = request
        supposed.changes += changes
        let problems = try await planningProblems(request, changes: [request.changes, supposed.changes], as: asker)
        let (base, problem) = (problems[0], problems[1])
        // Everything was read before the first search, so that a cancelled task ends both searches with the best plans so far.
        let known = Self.start(stored, base.model)
        let start = known.flatMap { PlanResponse.following($0, in: base.model.problem) }
        let again = try await search(base.model, from: start, request, progress)
        var before = start ?? again.plan
        before.upperBound = again.plan.upperBound
        let following = PlanResponse.following(before, in: problem.model.problem)
        let found = try await search(problem.model, from: following, supposed, progress)
        let after = AllocationSolver.Result(
            found,
            plan: following.map {
                PlanResponse.settled(
                    following: $0, found: found.plan, slack: before.upperBound - before.objective, problem.model.problem)
            } ?? found.plan)
        let today = PlanDraft(base.model, base.model.problem.nearest(before))
        var supposedPlan = PlanDraft(problem.model, problem.model.problem.nearest(after.plan))
        var saved: Int?
        if saves {
            (saved, supposedPlan) = try await Task { [supposed] in
                let review = try await review(problem.model, after, supposed, improves: false, progress)
                let id = try await store(review, after.stop, problem, supposed, started: started, isQuestion: true, as: asker).id
                return (id, review.plan)
            }.value
        }
        var afterPlan = Plan(supposedPlan, run: stored.run, changes: problem.model.changes)
        if let saved { afterPlan = try await read(as: asker) { try Self.storedPlan(saved, $0) } }
        var comparison = PlanComparison(Plan(today, run: stored.run, changes: stored.changes), afterPlan)
        var reasons = MoveReasons(base.model, problem.model, before: today.plan, after: supposedPlan.plan)
        for index in comparison.moves.indices {
            let move = comparison.moves[index]
            comparison.moves[index].because = reasons.reason(blk: move.blkCode, program: move.programCode)
        }
        comparison.blkNames = Dictionary(base.model.inputs.blks.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
        let isOfThisVersion = stored.run.codeVersion == PadanVersion.current
        return WhatIfAnswer(
            comparison: comparison, changes: Array(problem.model.changes.suffix(changes.count)), proved: after.plan, savedRunID: saved,
            changedTables: isOfThisVersion ? Self.changedTables(stored.run.snapshot, base.snapshot) : [],
            otherVersion: isOfThisVersion ? nil : stored.run.codeVersion,
            isConfigurationChanged: stored.run.configDigest != base.file.digest)
    }

    /// The stored plan as the start of a search; `nil` where it does not keep the limits of the problem.
    private static func start(_ stored: Plan, _ model: AllocationModel) -> PackageSolution? {
        let problem = model.problem
        let counts = Dictionary(uniqueKeysWithValues: stored.lines.map { ("\($0.blkCode)\t\($0.programCode)", $0.packages) })
        let packages = problem.candidates.indices.map { counts["\(model.blk($0).code)\t\(model.program($0).code)"] ?? 0 }
        return problem.keeps(packages) ? problem.plan(packages, bound: .infinity) : nil
    }

    /// The tables whose rows differ between two snapshots, by name.
    static func changedTables(_ before: String, _ now: String) -> [String] {
        let (old, new) = ((try? tables(before)) ?? [:], (try? tables(now)) ?? [:])
        return old.filter { new[$0.key] != $0.value }.keys.sorted()
    }
}

extension Plan {
    /// Takes a plan that is not stored, in the form of one that is. `run` is the run of the stored plan that it is compared with.
    init(_ plan: PlanDraft, run: Run, changes: [PlanChange]) {
        let names = Dictionary(uniqueKeysWithValues: plan.model.inputs.programs.map { ($0.code, $0.name) })
        self.init(
            run: run, networkCode: plan.model.inputs.networkCode, year: plan.model.inputs.year, isQuestion: true, changes: changes,
            objective: plan.plan.objective, upperBound: plan.plan.upperBound, participantsTarget: plan.networkTarget(.participants),
            certifiedTarget: plan.networkTarget(.certified),
            lines: plan.lines.map {
                Line(
                    blkCode: $0.blkCode, programCode: $0.programCode, programName: names[$0.programCode] ?? $0.programCode,
                    kejuruan: $0.kejuruan, packages: $0.packages, participants: $0.participants, certified: $0.certified,
                    placements: $0.placements, hours: $0.hours, cost: $0.cost, isDecided: $0.isDecided)
            })
    }
}
