import Allocation
import Configuration
import Domain
import Foundation
import Report
import Store

extension Stages {
    func allocationConfiguration() throws -> (file: ConfigurationFile, value: AllocationConfiguration) {
        let file = try ConfigurationFile(context.root.config.appending(path: "allocation.yaml"))
        let value = try file.decode(AllocationConfiguration.self)
        if let fault = value.firstFault() { throw file.error(at: fault.path, fault.reason) }
        return (file, value)
    }

    /// What a plan is asked for.
    struct AllocationRequest {
        var network: String?
        var year: Int?
        var scoringRun: Int?
        var changes: [String] = []
        var gap: Double?
        var effort: Double?
        var timeLimit: Double?
        var seed = 0
        var threads: Int?
    }

    struct Planning {
        let model: AllocationModel
        let run: Run
        let file: ConfigurationFile
        let snapshot: String
    }

    /// The problem of a network and year.
    func planning(_ request: AllocationRequest) async throws -> Planning {
        let (file, configuration) = try allocationConfiguration()
        let run = try await scoringRun(request.scoringRun)
        let targets = try await session.store.targets().filter {
            (request.network == nil || $0.networkCode.lowercased() == request.network?.lowercased())
                && (request.year == nil || $0.year == request.year)
        }
        guard let target = targets.first else { throw CommandFailure.failure(context.words("error.no_target")) }
        if request.network == nil, let other = targets.first(where: { $0.year == target.year && $0.networkCode != target.networkCode }) {
            throw CommandFailure.usage(
                context.words(
                    "error.several_networks", ["list": "\(target.networkCode), \(other.networkCode)", "year": String(target.year)]))
        }
        let (inputs, snapshot) = try await session.store.allocationInputs(
            run: run, target: target, catchment: try demandConfiguration().value.catchment)
        guard !inputs.candidates.isEmpty else { throw CommandFailure.failure(context.words("error.nothing_to_plan")) }
        let changes = try request.changes.map { try ChangeOptions.change($0) }
        do {
            return Planning(
                model: try AllocationModel(inputs, configuration: configuration, changes: changes), run: run, file: file, snapshot: snapshot
            )
        } catch let fault as PlanChangeFault {
            throw CommandFailure.failure(context.words("error.change.\(fault.kind.rawValue)", ["name": fault.name]))
        }
    }

    /// Searches a plan; a bar grows on a terminal, Ctrl-C ends the search with the best plan so far.
    func search(_ model: AllocationModel, from known: AllocationPlan?, _ request: AllocationRequest) throws -> AllocationSolver.Result {
        let configuration = model.configuration
        let options = AllocationOptions(
            gap: request.gap ?? configuration.search.gap,
            effort: request.effort ?? request.timeLimit.map { min(configuration.search.effort, $0 * 0.85) } ?? configuration.search.effort,
            timeLimit: request.timeLimit, seed: UInt64(bitPattern: Int64(request.seed)), threads: request.threads)
        do {
            return try Self.search(AllocationSolver(model.problem, options: options), from: known, context)
        } catch let conflict as AllocationConflict {
            throw CommandFailure.failure(sentence(conflict, model))
        }
    }

    static func search(
        _ solver: AllocationSolver, from known: AllocationPlan? = nil, _ context: Context
    ) throws -> AllocationSolver.Result {
        let bar = ProgressBar(context.words("plan.progress"), quiet: context.quiet || context.json)
        let interrupt = Interrupt()
        defer {
            interrupt.finish()
            bar.finish()
        }
        let (words, numbers) = (context.words, context.numbers)
        return try solver.solve(
            from: known,
            progress: { step in
                guard step.objective.isFinite else { return bar.show(step.done, words("plan.progress.bound")) }
                bar.show(
                    step.done,
                    words("plan.progress.detail", ["objective": numbers.decimal(step.objective), "gap": numbers.percent(step.gap, 2)]))
            }, interrupted: interrupt.isAsked)
    }

    private func sentence(_ conflict: AllocationConflict, _ model: AllocationModel) -> String {
        let numbers = context.numbers
        let name: String =
            switch conflict.resource {
            case .departmentHours(let index):
                context.words(
                    "plan.conflict.hours",
                    [
                        "blk": model.inputs.blks[model.problem.departments[index].blk].code,
                        "kejuruan": model.kejuruan[model.problem.departments[index].kejuruan],
                    ])
            case .budget(let blk): context.words("plan.conflict.budget", ["blk": model.inputs.blks[blk].code])
            case .networkBudget: context.words("plan.conflict.network")
            case .assessorDays(let scheme): context.words("plan.conflict.assessor", ["scheme": model.schemes[scheme]])
            }
        return context.words(
            "error.conflict", ["what": name, "needed": numbers.decimal(conflict.needed), "available": numbers.decimal(conflict.available)])
    }

    struct AllocationOutcome {
        let runID: Int
        let review: PlanReview
        let result: AllocationSolver.Result
    }

    /// Searches a plan, reviews it and stores both.
    func allocate(_ request: AllocationRequest) async throws -> AllocationOutcome {
        let started = Date()
        let planning = try await planning(request)
        let result = try search(planning.model, from: nil, request)
        let review = try review(planning.model, result, request)
        return AllocationOutcome(
            runID: try await store(review, result.stop, planning, request, started: started, isQuestion: false), review: review,
            result: result)
    }

    func review(_ model: AllocationModel, _ result: AllocationSolver.Result, _ request: AllocationRequest) throws -> PlanReview {
        let bar = ProgressBar(context.words("plan.progress.review"), quiet: context.quiet || context.json)
        defer { bar.finish() }
        return try PlanReview(model, result, seed: UInt64(bitPattern: Int64(request.seed)), threads: request.threads) { bar.show($0, "") }
    }

    func store(
        _ review: PlanReview, _ stop: AllocationStop, _ planning: Planning, _ request: AllocationRequest, started: Date, isQuestion: Bool
    ) async throws -> Int {
        try await session.store.save(
            review,
            RunRecord(
                stage: .allocation, readsRun: planning.run.id, configDigest: planning.file.digest, configText: planning.file.text,
                snapshot: planning.snapshot, seed: request.seed, asOf: planning.run.asOf, startedAt: started), stop: stop,
            changes: request.changes, isQuestion: isQuestion)
    }

    /// A stored plan: as asked, else the latest.
    func plan(_ asked: Int?) async throws -> StoredPlan {
        if let asked {
            guard let plan = try await session.store.plan(asked) else {
                throw CommandFailure.failure(context.words("error.unknown_plan", ["run": String(asked)]))
            }
            return plan
        }
        guard let latest = try await session.store.latestPlan(), let plan = try await session.store.plan(latest) else {
            throw CommandFailure.failure(context.words("error.no_plan"))
        }
        return plan
    }
}
