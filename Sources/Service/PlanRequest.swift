import Allocation

/// What a plan is asked for.
public struct PlanRequest: Sendable {
    /// The BBPLK that leads the network, by its code or a part of its name that only it has; `nil` for the only one with targets.
    public var network: String?
    /// The year of the targets; `nil` for the latest.
    public var year: Int?
    /// The number of the scoring run that is read; `nil` for the published one.
    public var scoringRun: Int?
    /// The decisions and suppositions that the plan must keep.
    public var changes: [PlanChange]
    /// The search ends when the plan is proved to be within this share of the best; `nil` for the configuration's.
    public var gap: Double?
    /// The amount of searching, in seconds on two processors; `nil` for the configuration's.
    public var effort: Double?
    /// The most seconds that the search may take; `nil` for no limit.
    public var timeLimitSeconds: Double?
    /// The seed of the search.
    public var seed: Int
    /// The most threads to use; the plan is the same whatever their number. `nil` leaves the number to the solver.
    public var threads: Int?
    /// Whether the plan becomes what people read; usual is a plan of the published scores.
    public var publishing = Publishing.usual

    /// Makes a request; without arguments it is for the latest targets and scores, without decisions.
    public init(
        network: String? = nil, year: Int? = nil, scoringRun: Int? = nil, changes: [PlanChange] = [], gap: Double? = nil,
        effort: Double? = nil, timeLimitSeconds: Double? = nil, seed: Int = 0, threads: Int? = nil,
        publishing: Publishing = .usual
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
        self.publishing = publishing
    }
}
