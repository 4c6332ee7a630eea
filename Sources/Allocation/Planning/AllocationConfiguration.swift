/// `config/allocation.yaml`.
public struct AllocationConfiguration: Sendable, Codable, Equatable {
    public struct Search: Sendable, Codable, Equatable {
        /// Share of the objective.
        public var gap: Double
        /// Seconds of work.
        public var effort: Double
        public var reviewEffort: Double

        enum CodingKeys: String, CodingKey {
            case gap, effort
            case reviewEffort = "review_effort"
        }
    }

    public struct Review: Sendable, Codable, Equatable {
        public var bottlenecks, upgrades, reasons: Int
    }

    public struct Units: Sendable, Codable, Equatable {
        /// Days a year.
        public var assessorDays: Double
        /// Days.
        public var upgradeDaysPerUnit: Double
        /// Rupiah.
        public var budgetStep: Double

        enum CodingKeys: String, CodingKey {
            case assessorDays = "assessor_days"
            case upgradeDaysPerUnit = "upgrade_days_per_unit"
            case budgetStep = "budget_step"
        }
    }

    public var epsilon: Double
    public var shortfallPenalty: Double
    public var maxPackages: Int
    public var largestShare: Double
    public var search: Search
    public var review: Review
    public var units: Units

    enum CodingKeys: String, CodingKey {
        case epsilon
        case shortfallPenalty = "shortfall_penalty"
        case maxPackages = "max_packages"
        case largestShare = "largest_share"
        case search, review, units
    }

    /// The first number out of range, with its path in the file.
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
