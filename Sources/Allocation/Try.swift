import Foundation
public func tryDual(_ p: AllocationProblem, rounds: Int, each: Int) throws {
    let c = try CompactProblem(p)
    var a = PriceAscent(LagrangianRelaxation(problem: c, threads: nil))
    let t0 = ContinuousClock.now
    for _ in 0..<rounds {
        a.iterate(each)
        print(a.iterations, a.bound, "pace", a.pace, ContinuousClock.now - t0)
    }
}
