import Foundation
import Parallel

/// Finds a plan and proves how far it can be from the best (method: `Allocation.docc`).
///
/// Two things go on side by side: the prices of the Lagrangian relaxation fall towards the least upper bound, and simulated
/// annealing improves the packages, group of BLKs by group. Both advance in rounds of counted work; what a round does depends on the
/// rounds before alone, so that the plan is the same whatever the number of threads.
public struct AllocationSolver: Sendable {
    public let problem: AllocationProblem
    public let options: AllocationOptions

    public init(_ problem: AllocationProblem, options: AllocationOptions = AllocationOptions()) {
        self.problem = problem
        self.options = options
    }

    public struct Result: Sendable {
        public let plan: AllocationPlan
        public let prices: AllocationPrices
        public let stop: AllocationStop
        public let seconds: Double
    }

    private enum Outcome: Sendable {
        case ascent(PriceAscent)
        case group([Int], [Int32], [(link: Int, amount: Int64)])
    }

    /// Hot enough to leave a poor plan, cold enough to settle: in placements.
    private static let hot = 1.0
    private static let cold = 0.25
    private static let rounds = 32
    /// BLKs that are improved together.
    private static let groupSize = 64

    /// - Parameters:
    ///   - progress: called after every round.
    ///   - interrupted: asked often; true ends the search with the best plan so far.
    /// - Throws: `AllocationConflict` when what is decided needs more than there is.
    public func solve(
        progress: (AllocationProgress) -> Void = { _ in }, interrupted: @escaping @Sendable () -> Bool = { false }
    ) throws -> Result {
        let clock = ContinuousClock()
        let start = clock.now
        func seconds() -> Double { (clock.now - start) / .seconds(1) }
        let compact = try CompactProblem(problem)
        let groups = Neighbourhoods(compact, problem)
        var ascent = PriceAscent(LagrangianRelaxation(problem: compact, threads: 1))
        var state = PlanState(compact)
        var best = state
        var stop = AllocationStop.effort

        // Work a round: as many moves as take the same time as the ascent's iterations on one processor.
        let perRound = options.effort / Double(Self.rounds)
        let size = Double(max(1, compact.candidates))
        let moves = Int(perRound * 550_000)
        let iterations = max(1, Int(perRound / (size * 2.0e-6)))

        var round = 0
        while true {
            let limit = options.timeLimit.map { start + .seconds($0) }
            // When the clock runs out before the work does, the search cools down at once.
            let late = options.timeLimit.map { seconds() > 0.8 * $0 } ?? false
            let last = round >= Self.rounds || (late && round > 0)
            let share = Double(round) / Double(Self.rounds)
            let from = last ? Self.cold : Self.hot * pow(Self.cold / Self.hot, share)
            let to = last ? Self.cold * 0.5 : Self.hot * pow(Self.cold / Self.hot, share + 1 / Double(Self.rounds))
            let stopNow: @Sendable () -> Bool = {
                if let limit, ContinuousClock.now > limit { return true }
                return interrupted()
            }
            let parts = groups.partition(round: round, size: Self.groupSize)
            let rooms = state.rooms(compact, parts, round: round)
            let current = state
            let price = ascent
            let goal = best.objective
            let seed = options.seed
            let number = UInt64(round) << 20
            let ascending = !ascent.settled
            let likely = [Bool](repeating: true, count: compact.candidates)
            let total = parts.reduce(0) { $0 + $1.count }
            let budget = ascending ? moves : moves * 2
            let outcomes = parallelMap(parts.count + (ascending ? 1 : 0), threads: options.threads) { task -> Outcome in
                if ascending, task == 0 {
                    var price = price
                    price.iterate(iterations, goal: goal, until: stopNow)
                    return .ascent(price)
                }
                let part = task - (ascending ? 1 : 0)
                let search = PlanSearch(
                    compact, group: parts[part], plan: current.packages, room: rooms[part], likely: likely, worth: [Double](repeating: 0, count: compact.candidates),
                    random: SeededGenerator(seed: seed, stream: number | UInt64(part)))
                search.anneal(budget * parts[part].count / max(1, total), from: from, to: to, until: stopNow)
                let answer = search.answer
                return .group(answer.0, answer.1, answer.2)
            }
            for outcome in outcomes {
                switch outcome {
                case .ascent(let moved): ascent = moved
                case .group(let candidates, let packages, let links): state.adopt(candidates, packages, links)
                }
            }
            state.measure(compact)
            if state.objective > best.objective { best = state }
            round += 1
            progress(
                AllocationProgress(
                    done: min(1, Double(round) / Double(Self.rounds)), seconds: seconds(), objective: best.objective, upperBound: ascent.bound))
            if AllocationPlan.gap(best.objective, ascent.bound) <= options.gap {
                stop = .gap
                break
            }
            if interrupted() {
                stop = .interrupt
                break
            }
            if last {
                stop = round > Self.rounds ? .effort : .time
                break
            }
        }
        let plan = best.plan(compact, problem, bound: ascent.bound)
        return Result(plan: plan, prices: AllocationPrices(), stop: stop, seconds: seconds())
    }
}

public struct AllocationPrices: Sendable {}
