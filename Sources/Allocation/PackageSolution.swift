/// A plan that keeps every limit of its problem, and how good it is.
public struct PackageSolution: Sendable, Equatable {
    /// How many graduates of a candidate are expected to find work in an outlet.
    public struct Placement: Sendable, Equatable {
        /// The position in `AllocationProblem.candidates`.
        public var candidate: Int
        /// The position in `AllocationProblem.outlets`.
        public var outlet: Int
        /// The persons a year, not rounded.
        public var persons: Double
    }

    /// The number of packages of each candidate of the problem.
    public var packages: [Int]
    /// The expected placements, of candidates and outlets that have some.
    public var placements: [Placement]
    /// The objective in placements: the expected placements, plus what the scores are worth, less the penalty of the shortfalls.
    public var objective: Double
    /// A number that no plan's objective exceeds, in placements.
    public var upperBound: Double

    /// How far the plan can be from the best: (upper bound − objective) divided by the absolute value of the objective.
    public var gap: Double { Self.gap(objective, upperBound) }

    static func gap(_ objective: Double, _ bound: Double) -> Double { max(0, bound - objective) / max(1e-9, abs(objective)) }
}

/// How long and how hard to look for a plan.
public struct AllocationOptions: Sendable {
    /// The gap at which the search stops, once it is proved: (upper bound − objective) divided by the absolute value of the
    /// objective.
    public var gap: Double
    /// The seconds of work that the search is laid out for, on two processors. The work is counted in moves and not by the clock,
    /// so that the same problem, seed and effort give the same plan.
    public var effort: Double
    /// The seconds after which the search cools down and answers with what it has; `nil` waits for the end of the work.
    public var timeLimit: Double?
    /// The seed of the random draws of the search.
    public var seed: UInt64
    /// The largest number of threads; `nil` takes one for every processor. The plan does not depend on it.
    public var threads: Int?
    /// The largest number of steps of the prices; `nil` goes on until they settle. Few steps give a loose bound quickly, which is
    /// enough for a re-run of which only the plan is needed.
    public var priceSteps: Int?

    /// Creates options; every parameter sets the property of the same name.
    public init(
        gap: Double = 0.001, effort: Double = 5, timeLimit: Double? = nil, seed: UInt64 = 1, threads: Int? = nil, priceSteps: Int? = nil
    ) {
        self.priceSteps = priceSteps
        self.gap = gap
        self.effort = effort
        self.timeLimit = timeLimit
        self.seed = seed
        self.threads = threads
    }
}

/// How far the search has come.
public struct AllocationProgress: Sendable {
    /// The share of the work that is done, 0 to 1.
    public let done: Double
    /// The seconds since the search began.
    public let seconds: Double
    /// The objective of the best plan so far, in placements; −∞ before there is one.
    public let objective: Double
    /// The least upper bound that is proved so far, in placements.
    public let upperBound: Double
    /// The gap of the best plan so far, as `PackageSolution.gap` defines it.
    public var gap: Double { PackageSolution.gap(objective, upperBound) }
}

/// Why the search stopped. The raw value is stored with the plan.
public enum AllocationStop: String, Sendable, Codable {
    /// The gap that was asked for is proved.
    case gap
    /// The work that the search was laid out for is done.
    case effort
    /// The time limit was reached.
    case time
    /// The caller asked the search to stop.
    case interrupt
}
