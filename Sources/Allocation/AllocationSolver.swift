import Foundation
import Parallel

/// Finds a plan and proves how far it can be from the best one. The article of this module explains the method.
///
/// First the prices of the Lagrangian relaxation fall towards the least upper bound. Then simulated annealing improves the
/// packages, group of BLKs by group, in rounds of counted work. What a round does depends on the rounds before it alone, so that
/// the plan is the same whatever the number of threads.
public struct AllocationSolver: Sendable {
    /// What is to be planned.
    public let problem: AllocationProblem
    /// How long and how hard to look.
    public let options: AllocationOptions

    /// Creates a solver of a problem.
    public init(_ problem: AllocationProblem, options: AllocationOptions = AllocationOptions()) {
        self.problem = problem
        self.options = options
    }

    /// The plan that was found, and how the search went.
    public struct Result: Sendable {
        /// The best plan, with the proved upper bound.
        public let plan: PackageSolution
        /// What a little more of each scarce thing is worth.
        public let prices: AllocationPrices
        /// Why the search stopped.
        public let stop: AllocationStop
        /// The seconds that the search took.
        public let seconds: Double

        init(plan: PackageSolution, prices: AllocationPrices, stop: AllocationStop, seconds: Double) {
            self.plan = plan
            self.prices = prices
            self.stop = stop
            self.seconds = seconds
        }

        /// What a search found, with another plan of its problem in place of its own.
        public init(_ other: Result, plan: PackageSolution) {
            self.init(plan: plan, prices: other.prices, stop: other.stop, seconds: other.seconds)
        }
    }

    /// The temperatures of the annealing are in placements. The search starts hot enough to leave a poor plan, and hotter where
    /// packages are worth more because targets are missed; it ends cold enough to settle.
    private static let hot = 0.6
    private static let cold = 0.2
    /// A search that starts from a known plan only warms it.
    private static let warm = 0.35
    /// A problem of fewer candidates has so few plans that a hot search walks through all of them.
    private static let small = 200
    private static let hotSmall = 40.0
    private static let rounds = 32
    /// A candidate whose package costs a plan more than this many placements, at the prices that were found, is not tried.
    private static let hopeless = 1.0
    /// The moves that make up one second of effort.
    private static let movesPerSecond = 1_000_000.0

    /// The number of BLKs that are improved together. The fewer borders there are between groups, the better the plan is, and two
    /// groups keep two processors busy.
    private static func groupSize(_ blks: Int) -> Int { blks < 100 ? max(1, blks) : min(400, (blks + 1) / 2) }

    /// Looks for a plan until the gap is proved, the work is done, the time is over or the caller asks to stop.
    ///
    /// - Parameters:
    ///   - known: a plan to start from, which must keep every limit; the answer is at least as good.
    ///   - progress: receives how far the search is, after every round.
    ///   - interrupted: is asked often; when it answers true, the search ends with the best plan so far.
    /// - Returns: the best plan, the proved bound and the prices.
    /// - Throws: `AllocationConflict` when the decided packages need more than there is, and `AllocationFault` when the problem
    ///   is too large.
    public func solve(
        from known: PackageSolution? = nil, progress: (AllocationProgress) -> Void = { _ in },
        interrupted: @escaping @Sendable () -> Bool = { false }
    ) throws -> Result {
        let clock = ContinuousClock()
        let start = clock.now
        func seconds() -> Double { (clock.now - start) / .seconds(1) }
        /// Whether this share of the time limit is over, or somebody asked to stop.
        @Sendable func stopped(_ share: Double) -> Bool {
            if let limit = options.timeLimit, (clock.now - start) / .seconds(1) > share * limit { return true }
            return interrupted()
        }
        func report(_ done: Double, _ objective: Double, _ bound: Double) {
            progress(AllocationProgress(done: done, seconds: seconds(), objective: objective, upperBound: bound))
        }
        let compact = try CompactProblem(problem)

        // The prices come first: they bound every plan and point to a first one.
        let relaxation = LagrangianRelaxation(problem: compact, threads: options.threads)
        var descent = PriceDescent(relaxation)
        var steps = options.priceSteps ?? .max
        while !descent.settled, steps > 0, !(descent.bound.isFinite && stopped(0.5)) {
            steps -= 8
            descent.iterate(8, until: { stopped(0.5) })
            report(0, -.infinity, descent.bound)
        }
        let isSmall = compact.candidates < Self.small
        // Where targets are far out of reach, packages are worth so much more that the steps must be larger.
        let heat = descent.scale > 3 ? descent.scale : 1
        let likely = relaxation.losses(descent.prices, money: descent.money).map { isSmall || $0 <= Self.hopeless * heat }

        var state = known.map { PlanState(compact, $0) } ?? PlanState(compact, near: descent.packages)
        var best = known == nil ? PlanState(compact) : state
        best.measure(compact)
        let hot = isSmall ? Self.hotSmall : (known == nil ? Self.hot : Self.warm) * heat
        let size = Self.groupSize(compact.blks)
        let neighbourhoods = Neighbourhoods(compact, problem)
        // A short search has few rounds, since each round begins with setting up.
        let rounds = max(2, min(Self.rounds, Int(options.effort * 100)))
        let moves = Int(options.effort * Self.movesPerSecond / Double(rounds))
        var stop = AllocationStop.effort
        var round = 0
        while true {
            // When the clock runs out before the work does, the search cools down at once.
            let late = stopped(0.85)
            let last = late || round >= rounds
            func temperature(_ round: Int) -> Double { hot * pow(Self.cold / hot, Double(round) / Double(rounds)) }
            let from = last ? min(temperature(round), Self.cold * 1.5) : temperature(round)
            let to = last ? Self.cold * 0.5 : temperature(round + 1)
            let parts = neighbourhoods.partition(round: round, size: size)
            let rooms = state.rooms(compact, parts, round: round)
            let current = state
            let stream = UInt64(round) << 20
            // One group alone would leave processors idle, so it is searched twice, and the better plan goes on.
            let copies = parts.count == 1 && options.priceSteps == nil ? 2 : 1
            let answers = parallelMap(parts.count * copies, threads: options.threads) { task in
                let part = task / copies
                let search = PlanSearch(
                    compact, group: parts[part], plan: current.packages, placed: current.flow, room: rooms[part], likely: likely,
                    random: SeededGenerator(seed: options.seed, stream: stream | UInt64(task)))
                search.anneal(
                    moves * parts[part].count / max(1, compact.candidates), from: from, to: to, until: { stopped(last ? 0.97 : 0.85) })
                return search.answer
            }
            if copies > 1, let better = answers.max(by: { $0.objective < $1.objective }) {
                state.adopt(better)
            } else {
                for answer in answers { state.adopt(answer) }
            }
            state.measure(compact)
            if state.objective > best.objective { best = state }
            round += 1
            report(min(1, Double(round) / Double(rounds)), best.objective, descent.bound)
            if PackageSolution.gap(best.objective, descent.bound) <= options.gap {
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
        let plan = best.plan(compact, problem, bound: descent.bound)
        return Result(
            plan: plan, prices: AllocationPrices(compact, problem, relaxation, descent), stop: stop, seconds: seconds())
    }
}
