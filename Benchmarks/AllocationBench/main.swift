import Allocation
import Foundation
let clock = ContinuousClock()
let t0 = clock.now
let data = try Data(contentsOf: URL(filePath: CommandLine.arguments[1]))
let instance = try JSONDecoder().decode(AllocationInstance.self, from: data)
print("decode", clock.now - t0)
let (problem, order) = try instance.problem()
print("problem", clock.now - t0, problem.candidates.count, order.count)
let A = CommandLine.arguments
let E = ProcessInfo.processInfo.environment
func env(_ k: String, _ d: Double) -> Double { E[k].flatMap(Double.init) ?? d }
AllocationSolver.hot = env("HOT", AllocationSolver.hot)
AllocationSolver.cold = env("COLD", AllocationSolver.cold)
AllocationSolver.rounds = Int(env("ROUNDS", Double(AllocationSolver.rounds)))
AllocationSolver.groupSize = Int(env("GROUP", Double(AllocationSolver.groupSize)))
AllocationSolver.hopeless = env("HOPELESS", AllocationSolver.hopeless)
if A[2] == "d" {
    try tryDual(problem, rounds: Int(A[3])!, each: Int(A[4])!)
} else {
    let solver = AllocationSolver(problem, options: .init(gap: 0, effort: Double(A[2])!, timeLimit: env("LIMIT", 1000), seed: UInt64(env("SEED", 1)), threads: E["THREADS"].flatMap { Int($0) }))
    var last = 0.0
    let result = try solver.solve(progress: { p in
        if p.done > 0, E["Q"] == nil { print(String(format: "%5.1f%% %6.2fs %.1f %.1f %.3f%%", p.done * 100, p.seconds, p.objective, p.upperBound, p.gap * 100)) }
    })
    print(result.stop, result.seconds, result.plan.objective, result.plan.upperBound, result.plan.gap)
}
