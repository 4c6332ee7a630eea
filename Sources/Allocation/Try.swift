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
public func tryPrimal(_ p: AllocationProblem, moves: Int, hot: Double, cold: Double, seed: UInt64) throws {
    let c = try CompactProblem(p)
    let t0 = ContinuousClock.now
    var plan = [Int32](repeating: 0, count: c.candidates)
    let s = PlanSearch(c, group: Array(0..<c.candidates), plan: plan, room: SharedRoom(gap: c.gap, days: c.assessorDays, missing: c.targetAmount, money: c.networkBudget), likely: [Bool](repeating: true, count: c.candidates), random: SeededGenerator(seed: seed, stream: 1))
    print("init", ContinuousClock.now - t0)
    for k in 0..<10 {
        let a = hot * pow(cold/hot, Double(k)/10), b = hot * pow(cold/hot, Double(k+1)/10)
        s.anneal(moves/10, from: a, to: b)
        print(k, b, s.objective, s.moves, s.accepted, ContinuousClock.now - t0)
    }
    s.write(into: &plan)
}
