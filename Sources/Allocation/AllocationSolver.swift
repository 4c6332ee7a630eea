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

    /// Hot enough to leave a poor plan, cold enough to settle: in placements.
    nonisolated(unsafe) public static var hot = 1.0
    nonisolated(unsafe) public static var cold = 0.25
    nonisolated(unsafe) public static var rounds = 32
    /// BLKs that are improved together.
    nonisolated(unsafe) public static var groupSize = 64
    /// Candidates that cost a plan more than this, in placements, are not tried.
    nonisolated(unsafe) public static var hopeless = 2.5
    nonisolated(unsafe) public static var movesPerSecond = 1_000_000.0

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
        /// Whether so large a share of the time limit is gone, or somebody asked to stop.
        @Sendable func stopped(_ share: Double) -> Bool {
            if let limit = options.timeLimit, (clock.now - start) / .seconds(1) > share * limit { return true }
            return interrupted()
        }
        func report(_ done: Double, _ objective: Double, _ bound: Double) {
            progress(AllocationProgress(done: done, seconds: seconds(), objective: objective, upperBound: bound))
        }
        let compact = try CompactProblem(problem)

        // First the prices: they bound every plan and point to a first one.
        let relaxation = LagrangianRelaxation(problem: compact, threads: options.threads)
        var ascent = PriceAscent(relaxation)
        while !ascent.settled, !(ascent.bound.isFinite && stopped(0.5)) {
            ascent.iterate(8, until: { stopped(0.5) })
            report(0, -.infinity, ascent.bound)
        }
        let losses = relaxation.losses(ascent.prices, money: ascent.money)
        let likely = losses.map { $0 <= Self.hopeless }

        var state = PlanState(compact, near: ascent.packages)
        var best = PlanState(compact)
        best.measure(compact)
        let neighbourhoods = Neighbourhoods(compact, problem)
        let moves = Int(options.effort * Self.movesPerSecond / Double(Self.rounds))
        var stop = AllocationStop.effort
        var round = 0
        while true {
            // When the clock runs out before the work does, the search cools down at once.
            let late = stopped(0.85)
            let last = late || round >= Self.rounds
            func temperature(_ round: Int) -> Double { Self.hot * pow(Self.cold / Self.hot, Double(round) / Double(Self.rounds)) }
            let from = last ? min(temperature(round), Self.cold * 1.5) : temperature(round)
            let to = last ? Self.cold * 0.5 : temperature(round + 1)
            let parts = neighbourhoods.partition(round: round, size: Self.groupSize)
            let rooms = state.rooms(compact, parts, round: round)
            let current = state
            let stream = UInt64(round) << 20
            let answers = parallelMap(parts.count, threads: options.threads) { part in
                let search = PlanSearch(
                    compact, group: parts[part], plan: current.packages, room: rooms[part], likely: likely,
                    random: SeededGenerator(seed: options.seed, stream: stream | UInt64(part)))
                search.anneal(moves * parts[part].count / compact.candidates, from: from, to: to, until: { stopped(last ? 0.97 : 0.85) })
                return search.answer
            }
            for answer in answers { state.adopt(answer) }
            state.measure(compact)
            if state.objective > best.objective { best = state }
            round += 1
            report(min(1, Double(round) / Double(Self.rounds)), best.objective, ascent.bound)
            if AllocationPlan.gap(best.objective, ascent.bound) <= options.gap {
                stop = .gap
                break
            }
            if interrupted() {
                stop = .interrupt
                break
            }
            if last {
                stop = late ? .time : .effort
                break
            }
        }
        let plan = best.plan(compact, problem, bound: ascent.bound)
        return Result(plan: plan, prices: AllocationPrices(), stop: stop, seconds: seconds())
    }
}

public struct AllocationPrices: Sendable {}
