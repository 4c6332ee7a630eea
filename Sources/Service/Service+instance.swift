import Allocation
import Domain
import Foundation
import Report

extension Service {
    /// Solves a problem of a file that other solvers read too. It needs no database and knows no names.
    ///
    /// - Parameters:
    ///   - file: The path of the instance, JSON.
    ///   - out: The path of the answer, JSON; it appears when it is complete.
    ///   - request: The gap, effort, time limit, seed and threads; what it says of a network is not used.
    ///   - progress: It is told `.searching`.
    /// - Returns: The worth of the plan and how far it can be from the best.
    /// - Throws: `ServiceError.unreadableFile` and `.unreadableInstance` for the instance, `ServiceError.notWritten` for the answer, and
    ///   `AllocationConflict` where what the instance fixes needs more of a resource than there is.
    public static func solve(
        instance file: String, to out: String, _ request: PlanRequest, progress: @escaping ServiceProgress.Report = { _ in }
    ) async throws -> InstanceAnswer {
        let start = ContinuousClock.now
        let (instance, problem, order) = try await blockingWork { _ in try read(instance: file) }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        var options = AllocationOptions(
            gap: request.gap ?? 0.001, effort: request.effort ?? 30, seed: UInt64(bitPattern: Int64(request.seed)), threads: request.threads
        )
        if let limit = request.timeLimitSeconds {
            // Writing takes about as long as reading.
            options = .fitting(seconds: limit, reserve: 2 * seconds, gap: options.gap, seed: options.seed, threads: options.threads)
            if let effort = request.effort { options.effort = effort }
        }
        let result: AllocationSolver.Result
        do {
            result = try await solve(AllocationSolver(problem, options: options), progress)
        } catch let fault as AllocationFault {
            throw ServiceError.unreadableInstance(file: file, fault: .phrase(fault.code, fault.facts))
        }
        return try await Task {
            try await blockingWork { _ in
                let encoder = JSONEncoder()
                encoder.outputFormatting = .sortedKeys
                try write(try encoder.encode(SolutionFile(result.plan, of: problem, order: order)), to: out)
            }
            return InstanceAnswer(
                name: instance.name, objective: result.plan.objective, upperBound: result.plan.upperBound, gap: result.plan.gap,
                seconds: (ContinuousClock.now - start) / .seconds(1), stop: result.stop)
        }.value
    }

    private static func read(instance file: String) throws -> (InstanceFile, AllocationProblem, [Int]) {
        guard let data = FileManager.default.contents(atPath: file) else { throw ServiceError.unreadableFile(file) }
        do {
            let instance = try JSONDecoder().decode(InstanceFile.self, from: data)
            let (problem, order) = try instance.problem()
            return (instance, problem, order)
        } catch let fault as AllocationFault {
            throw ServiceError.unreadableInstance(file: file, fault: .phrase(fault.code, fault.facts))
        } catch let error as DecodingError {
            throw ServiceError.unreadableInstance(file: file, fault: Self.fault(error))
        }
    }

    /// Where JSON is not as expected, and why.
    private static func fault(_ error: DecodingError) -> Fact {
        func path(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil) -> Fact {
            let keys = context.codingPath + (key.map { [$0] } ?? [])
            return .text(keys.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined())
        }
        switch error {
        case .keyNotFound(let key, let context): return .phrase("error.instance.missing", ["place": path(context, key)])
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return .phrase("error.instance.form", ["place": path(context)])
        case .dataCorrupted(let context):
            return context.codingPath.isEmpty
                ? .phrase("error.instance.no_json", [:]) : .phrase("error.instance.form", ["place": path(context)])
        @unknown default: return .text("\(error)")
        }
    }
}
