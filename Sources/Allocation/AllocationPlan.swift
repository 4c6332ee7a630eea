/// A plan that keeps every limit, and how good it is.
public struct AllocationPlan: Sendable, Equatable {
    public struct Placement: Sendable, Equatable {
        public var candidate: Int
        public var outlet: Int
        /// Persons a year.
        public var persons: Double
    }

    /// Per candidate of the problem.
    public var packages: [Int]
    public var placements: [Placement]
    /// In placements: those expected, and what scores and shortfalls count (DESIGN §7).
    public var objective: Double
    /// No plan has an objective above this.
    public var upperBound: Double

    /// (upper bound − objective) / |objective|.
    public var gap: Double { Self.gap(objective, upperBound) }

    static func gap(_ objective: Double, _ bound: Double) -> Double { max(0, bound - objective) / max(1e-9, abs(objective)) }
}

/// How long and how hard to look for a plan.
public struct AllocationOptions: Sendable {
    /// Stop when (upper bound − objective) / |objective| is proved to be at most this.
    public var gap: Double
    /// Seconds of work that the search is laid out for, on two processors. The work is counted in moves, not by the clock, so that
    /// the same problem, seed and effort give the same plan.
    public var effort: Double
    /// Seconds after which the search cools down and answers with what it has; `nil` waits for the end of the work.
    public var timeLimit: Double?
    public var seed: UInt64
    /// `nil` is one a processor. The plan does not depend on it.
    public var threads: Int?
    /// Steps of the prices at most; `nil` until they settle. Few give a loose bound, quickly: for re-runs that need a plan only.
    public var priceSteps: Int?

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

/// How far the search is.
public struct AllocationProgress: Sendable {
    /// Share of the work laid out, 0…1.
    public let done: Double
    public let seconds: Double
    public let objective: Double
    public let upperBound: Double
    public var gap: Double { AllocationPlan.gap(objective, upperBound) }
}

/// Why the search stopped.
public enum AllocationStop: String, Sendable, Codable {
    /// The gap asked for is proved.
    case gap
    /// The work laid out is done.
    case effort
    /// The time limit.
    case time
    /// The caller asked.
    case interrupt
}
