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
if A[2] == "p" { try tryPrimal(problem, moves: Int(A[3])!, hot: Double(A[4])!, cold: Double(A[5])!, seed: UInt64(A[6])!) } else {
try tryDual(problem, goal: Double(A[2])!, rounds: Int(A[3])!, each: Int(A[4])!, share: Double(A[5])!, patience: Int(A[6])!, cut: Double(A[7])!, floorPace: Double(A[8])!)
}
