/// The figures of `config/allocation.yaml`, which say how a plan is made.
public struct AllocationConfiguration: Sendable, Codable, Equatable {
    /// How long the solver looks for a plan.
    public struct Search: Sendable, Codable, Equatable {
        /// The proved gap at which the search stops, as a share of the objective.
        public var gap: Double
        /// The seconds of work that the search for the plan is laid out for.
        public var effort: Double
        /// The seconds of work for each re-run behind bottlenecks, upgrades and reasons.
        public var reviewEffort: Double

        enum CodingKeys: String, CodingKey {
            case gap, effort
            case reviewEffort = "review_effort"
        }
    }

    /// How much of what limits a plan is looked into.
    public struct Review: Sendable, Codable, Equatable {
        /// The number of scarce resources whose worth is found by solving again, the dearest first.
        public var bottlenecks: Int
        /// The number of instructor upgrades that are tried by solving again.
        public var upgrades: Int
        /// The largest number of single causes that are looked at for each shortfall.
        public var reasons: Int
    }

    /// The amounts in which capacities are counted and grow.
    public struct Units: Sendable, Codable, Equatable {
        /// The days a year of one assessor more, for a scheme that has no assessor from whom a mean could be taken.
        public var assessorDays: Double
        /// The days of training by which an instructor gains one competency unit.
        public var upgradeDaysPerUnit: Double
        /// The rupiah of one step of a budget, for which the worth of money is told.
        public var budgetStep: Double

        enum CodingKeys: String, CodingKey {
            case assessorDays = "assessor_days"
            case upgradeDaysPerUnit = "upgrade_days_per_unit"
            case budgetStep = "budget_step"
        }
    }

    /// What one point of score of one package is worth, in placements.
    public var epsilon: Double
    /// What one person short of a target costs, in placements.
    public var shortfallPenalty: Double
    /// The largest number of packages of one programme at one BLK in a year.
    public var maxPackages: Int
    /// The largest share of a BLK's packages that one programme may take, above 0; 1 sets no limit.
    public var largestShare: Double
    /// How long the solver looks for a plan.
    public var search: Search
    /// How much of what limits a plan is looked into.
    public var review: Review
    /// The amounts in which capacities are counted and grow.
    public var units: Units

    enum CodingKeys: String, CodingKey {
        case epsilon
        case shortfallPenalty = "shortfall_penalty"
        case maxPackages = "max_packages"
        case largestShare = "largest_share"
        case search, review, units
    }

    /// The first number that is out of its range: its path in the file, and the range in English; `nil` when all numbers are
    /// within.
    public func firstFault() -> (path: [String], reason: String)? {
        let checks: [([String], Bool, String)] = [
            (["epsilon"], epsilon >= 0 && epsilon <= 1, "must be 0 to 1"),
            (["shortfall_penalty"], shortfallPenalty >= 0 && shortfallPenalty <= 1e6, "must be 0 to 1000000"),
            (["max_packages"], (1...1000).contains(maxPackages), "must be 1 to 1000"),
            (["largest_share"], largestShare > 0 && largestShare <= 1, "must be above 0, at most 1"),
            (["search", "gap"], search.gap >= 0 && search.gap < 1, "must be 0 to 1"),
            (["search", "effort"], search.effort > 0 && search.effort <= 36_000, "must be above 0, at most 36000 seconds"),
            (["search", "review_effort"], search.reviewEffort > 0 && search.reviewEffort <= 3600, "must be above 0, at most 3600 seconds"),
            (["review", "bottlenecks"], (0...1000).contains(review.bottlenecks), "must be 0 to 1000"),
            (["review", "upgrades"], (0...1000).contains(review.upgrades), "must be 0 to 1000"),
            (["review", "reasons"], (0...50).contains(review.reasons), "must be 0 to 50"),
            (["units", "assessor_days"], units.assessorDays > 0 && units.assessorDays <= 366, "must be above 0, at most 366"),
            (
                ["units", "upgrade_days_per_unit"], units.upgradeDaysPerUnit > 0 && units.upgradeDaysPerUnit <= 366,
                "must be above 0, at most 366"
            ),
            (["units", "budget_step"], units.budgetStep > 0, "must be above 0"),
        ]
        return checks.first { !$0.1 }.map { ($0.0, $0.2) }
    }
}
