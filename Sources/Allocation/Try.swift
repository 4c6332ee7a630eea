import Foundation
public func tryDual(_ p: AllocationProblem, goal: Double, rounds: Int, each: Int, share: Double, patience: Int, cut: Double, floorPace: Double) throws {
    let c = try CompactProblem(p)
    var a = PriceAscent(LagrangianRelaxation(problem: c, threads: nil))
    a.share = share; a.patience = patience; a.cut = cut; a.floorPace = floorPace
    let t0 = ContinuousClock.now
    for r in 0..<rounds {
        if r == rounds / 3 { a.exact = true; a.restart(Double(CommandLine.arguments[9])!) }
        a.iterate(each, goal: goal)
        print(a.iterations, a.bound, String(format:"%.4f%%", (a.bound/goal-1)*100), "pace", a.pace, ContinuousClock.now - t0)
    }
}
