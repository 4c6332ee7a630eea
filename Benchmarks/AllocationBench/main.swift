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
if A.count > 5 {
    try tryDual(problem, goal: Double(A[2])!, rounds: Int(A[3])!, each: Int(A[4])!, share: Double(A[5])!, patience: Int(A[6])!, cut: Double(A[7])!, floorPace: Double(A[8])!)
} else {
    let solver = AllocationSolver(problem, options: .init(gap: 0, effort: Double(A[2])!, timeLimit: Double(A[2])!, seed: 1, threads: A.count > 3 ? Int(A[3])! : nil))
    var last = 0.0
    let result = try solver.solve(progress: { p in
        print(String(format: "%5.1f%% %6.2fs %.1f %.1f %.3f%%", p.done * 100, p.seconds, p.objective, p.upperBound, p.gap * 100))
    })
    print(result.stop, result.seconds, result.plan.objective, result.plan.upperBound, result.plan.gap)
}
