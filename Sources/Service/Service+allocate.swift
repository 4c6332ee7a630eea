import Allocation
import Configuration
import Domain
import Foundation
import Postgres
import Report
import Store

/// The problem of a network and year with where it comes from.
struct PlanningProblem: Sendable {
    /// The problem with the names of its parts.
    let model: AllocationModel
    /// The scoring run that it reads.
    let run: Run
    /// `config/allocation.yaml` as it was read.
    let file: ConfigurationFile
    /// The number of rows and a digest of each table that it was read from, as JSON.
    let snapshot: String
}

extension Service {
    /// Searches a plan, reviews it and stores both.
    ///
    /// When the task is cancelled, the search ends with the best plan so far, which is reviewed and stored all the same: the answer says
    /// `interrupt` under `stop`.
    ///
    /// - Parameters:
    ///   - request: The network, the year, the decisions and the effort.
    ///   - asker: Who wants it; the operator alone may.
    ///   - progress: It is told `.searching` and `.reviewing`.
    /// - Returns: The stored plan with its review and why the search ended.
    /// - Throws: `ServiceError` where somebody else than the operator asks, targets or scores are missing or decisions cannot be kept;
    ///   `AllocationFault` where the problem is too large, `ConfigurationError` for `allocation.yaml` and for the configuration of the runs
    ///   that are read, and `PostgresError`.
    public func allocate(
        _ request: PlanRequest = PlanRequest(), as asker: Asker, progress: @escaping ServiceProgress.Report = { _ in }
    ) async throws -> AllocationAnswer {
        try asker.requireOperator()
        let started = Date()
        let problem = try await planningProblem(request, as: asker)
        let result = try await search(problem.model, from: nil, request, progress)
        // A plan that was found is kept, also when the search was interrupted. A task of its own does not inherit the cancellation.
        return try await Task {
            let review = try await review(problem.model, result, request, progress)
            let (id, isPublished) = try await store(review, result.stop, problem, request, started: started, isQuestion: false, as: asker)
            return AllocationAnswer(
                plan: try await plan(id, as: asker), stop: result.stop, seconds: result.seconds, isPublished: isPublished)
        }.value
    }

    /// Reads the problem of a network and year.
    ///
    /// - Throws: `ServiceError` where targets or scores are missing or a decision names what is not there, `ConfigurationError` and
    ///   `PostgresError`.
    func planningProblem(_ request: PlanRequest, as asker: Asker) async throws -> PlanningProblem {
        try await planningProblems(request, changes: [request.changes], as: asker)[0]
    }

    /// Reads once what a plan is made of, for several sets of changes.
    ///
    /// - Returns: One problem for each set, in their order, all on the same data and configuration.
    /// - Throws: What `planningProblem` throws.
    func planningProblems(_ request: PlanRequest, changes: [[PlanChange]], as asker: Asker) async throws -> [PlanningProblem] {
        let configuration = try allocationConfiguration()
        let (run, inputs, snapshot, names) = try await read(as: asker) { connection in
            try Self.require(for: .allocate, connection)
            let run = try Self.scoringRun(request.scoringRun, connection)
            let lead = try request.network.map { try Self.blk($0, connection) }
            if let lead, lead.kind != .bbplk { throw ServiceError.headsNoNetwork(lead.code) }
            let network = lead?.code
            let targets = try Store.targets(connection).filter {
                (network == nil || $0.networkCode == network) && (request.year == nil || $0.year == request.year)
            }
            guard let target = targets.first else { throw ServiceError.noTarget }
            if network == nil, let other = targets.first(where: { $0.year == target.year && $0.networkCode != target.networkCode }) {
                throw ServiceError.severalNetworks([target.networkCode, other.networkCode], year: target.year)
            }
            let catchment = try Self.demandConfiguration(ofRun: run.readsRun ?? 0, connection).catchment
            let (inputs, snapshot) = try Store.allocationInputs(run: run, target: target, catchment: catchment, connection)
            let names = ChangeNames(
                inputs, schemes: try Store.listed(.schemes, connection), units: try Store.listed(.units, connection))
            return (run, inputs, snapshot, names)
        }
        guard !inputs.candidates.isEmpty else { throw ServiceError.nothingToPlan }
        do {
            return try changes.map {
                let model = try AllocationModel(inputs, configuration: configuration.value, changes: names.coded($0))
                return PlanningProblem(model: model, run: run, file: configuration.files[0], snapshot: snapshot)
            }
        } catch let fault as PlanChangeFault {
            throw ServiceError.impossibleChange(kind: fault.kind.rawValue, name: fault.name)
        }
    }

    /// Searches a plan on a thread of its own.
    ///
    /// - Throws: `ServiceError.conflict` where decisions need more of a resource than there is, and `AllocationFault` where the problem is
    ///   too large.
    func search(
        _ model: AllocationModel, from known: PackageSolution?, _ request: PlanRequest, _ progress: @escaping ServiceProgress.Report
    ) async throws -> AllocationSolver.Result {
        let search = model.configuration.search
        let options = AllocationOptions(
            gap: request.gap ?? search.gap,
            effort: request.effort ?? request.timeLimitSeconds.map { min(search.effort, $0 * 0.85) } ?? search.effort,
            timeLimit: request.timeLimitSeconds, seed: UInt64(bitPattern: Int64(request.seed)), threads: request.threads)
        do {
            return try await Self.solve(AllocationSolver(model.problem, options: options), from: known, progress)
        } catch let conflict as AllocationConflict {
            throw ServiceError.conflict(
                resource: Self.name(of: conflict.resource, model), needed: conflict.needed, available: conflict.available)
        }
    }

    /// Runs a solver on a thread of its own; a cancelled task ends it with the best plan so far.
    static func solve(
        _ solver: AllocationSolver, from known: PackageSolution? = nil, _ progress: @escaping ServiceProgress.Report
    ) async throws -> AllocationSolver.Result {
        try await blockingWork { flag in
            try solver.solve(
                from: known,
                progress: { step in
                    let isPlan = step.objective.isFinite
                    progress(.searching(share: step.done, objective: isPlan ? step.objective : nil, gap: isPlan ? step.gap : nil))
                }, interrupted: { flag.isCancelled })
        }
    }

    /// A scarce resource as a phrase of the words files.
    private static func name(of resource: AllocationConflict.Resource, _ model: AllocationModel) -> Fact {
        switch resource {
        case .departmentHours(let index):
            let department = model.problem.departments[index]
            return .phrase(
                "plan.conflict.hours",
                ["blk": .text(model.inputs.blks[department.blk].code), "kejuruan": .text(model.kejuruan[department.kejuruan])])
        case .budget(let blk): return .phrase("plan.conflict.budget", ["blk": .text(model.inputs.blks[blk].code)])
        case .networkBudget: return .phrase("plan.conflict.network", [:])
        case .assessorDays(let scheme): return .phrase("plan.conflict.assessor", ["scheme": .text(model.schemes[scheme])])
        }
    }

    /// Finds what limits a plan and what would lift it, on a thread of its own. With `improves` the plan is searched a little more before.
    func review(
        _ model: AllocationModel, _ result: AllocationSolver.Result, _ request: PlanRequest, improves: Bool = true,
        _ progress: @escaping ServiceProgress.Report
    ) async throws -> PlanReview {
        try await blockingWork { _ in
            try PlanReview(
                model, result, seed: UInt64(bitPattern: Int64(request.seed)), threads: request.threads, improves: improves
            ) { progress(.reviewing(share: $0)) }
        }
    }

    /// Stores a plan with its review in a transaction of its own, and publishes it where the request and its scores say so. With
    /// `isQuestion` the plan answers a what-if, which is a trial.
    func store(
        _ review: PlanReview, _ stop: AllocationStop, _ problem: PlanningProblem, _ request: PlanRequest, started: Date, isQuestion: Bool,
        as asker: Asker
    ) async throws -> (id: Int, isPublished: Bool) {
        let record = RunRecord(
            stage: .allocation, readsRun: problem.run.id, files: [problem.file.runFile],
            snapshot: problem.snapshot, seed: request.seed, asOf: problem.run.asOf, startedAt: started)
        return try await write(as: asker) { connection in
            let id = try Store.save(review, record, stop: stop, changes: problem.model.changes, isQuestion: isQuestion, connection)
            // A plan with changes answers a supposition: what people read changes only where somebody says so.
            let isUsual =
                try !isQuestion && problem.model.changes.isEmpty && Store.publishedRun(.scoring, connection)?.id == problem.run.id
            let publishes = request.publishing.publishes(isUsual: isUsual)
            if publishes { try Store.publish(run: id, label: request.publishing.label, connection) }
            return (id, publishes)
        }
    }
}
