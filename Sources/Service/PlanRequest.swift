import Allocation

/// What a plan is asked for.
public struct PlanRequest: Sendable {
    /// Code of the BBPLK that leads the network; `nil` for the only one with targets.
    public var network: String?
    /// Year of the targets; `nil` for the latest.
    public var year: Int?
    /// The number of the scoring run that is read; `nil` for the latest.
    public var scoringRun: Int?
    /// Decisions and suppositions.
    public var changes: [PlanChange]
    /// The search ends when the plan is proved to be within this share of the best; `nil` for the configuration's.
    public var gap: Double?
    /// Amount of searching, in seconds on two processors; `nil` for the configuration's.
    public var effort: Double?
    /// Seconds at most; `nil` for no limit.
    public var timeLimitSeconds: Double?
    /// The seed of the search.
    public var seed: Int
    /// Threads at most; the plan is the same whatever their number.
    public var threads: Int?

    /// Makes a request; without arguments it is for the latest targets and scores, without decisions.
    public init(
        network: String? = nil, year: Int? = nil, scoringRun: Int? = nil, changes: [PlanChange] = [], gap: Double? = nil,
        effort: Double? = nil, timeLimitSeconds: Double? = nil, seed: Int = 0, threads: Int? = nil
    ) {
        self.network = network
        self.year = year
        self.scoringRun = scoringRun
        self.changes = changes
        self.gap = gap
        self.effort = effort
        self.timeLimitSeconds = timeLimitSeconds
        self.seed = seed
        self.threads = threads
    }
}
