import Domain

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
        /// The number of ranks of each BLK for which a difference between rank and packages is explained.
        public var ranks: Int
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
    /// Whether packages may be planned whose graduates find no openings, to fill a target.
    public var allowSurplus: Bool
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
        case allowSurplus = "allow_surplus"
        case search, review, units
    }

    /// The first number that is out of its range; `nil` when all numbers are within.
    ///
    /// - Returns: The fault, with the place of the number in the file and its range.
    public func firstFault() -> SettingFault? {
        let faults: [SettingFault?] = [
            Self.fault(["epsilon"], epsilon, in: 0...1),
            Self.fault(["shortfall_penalty"], shortfallPenalty, in: 0...1_000_000),
            Self.fault(["max_packages"], Double(maxPackages), in: 1...1000),
            Self.fault(["largest_share"], largestShare, aboveZeroTo: 1),
            search.gap >= 0 && search.gap < 1 ? nil : SettingFault(["search", "gap"], code: "share_below_one"),
            Self.fault(["search", "effort"], search.effort, aboveZeroTo: 36_000, code: "must_be_above_zero_seconds"),
            Self.fault(["search", "review_effort"], search.reviewEffort, aboveZeroTo: 3600, code: "must_be_above_zero_seconds"),
            Self.fault(["review", "bottlenecks"], Double(review.bottlenecks), in: 0...1000),
            Self.fault(["review", "upgrades"], Double(review.upgrades), in: 0...1000),
            Self.fault(["review", "reasons"], Double(review.reasons), in: 0...50),
            Self.fault(["review", "ranks"], Double(review.ranks), in: 0...1000),
            Self.fault(["units", "assessor_days"], units.assessorDays, aboveZeroTo: 366),
            Self.fault(["units", "upgrade_days_per_unit"], units.upgradeDaysPerUnit, aboveZeroTo: 366),
            units.budgetStep > 0 && units.budgetStep.isFinite ? nil : SettingFault(["units", "budget_step"], code: "must_be_above_zero"),
        ]
        return faults.lazy.compactMap { $0 }.first
    }

    private static func fault(_ path: [String], _ number: Double, in range: ClosedRange<Int>) -> SettingFault? {
        number >= Double(range.lowerBound) && number <= Double(range.upperBound)
            ? nil
            : SettingFault(path, code: "must_be_between", ["minimum": .number(range.lowerBound), "maximum": .number(range.upperBound)])
    }

    private static func fault(
        _ path: [String], _ number: Double, aboveZeroTo maximum: Int, code: String = "must_be_above_zero_at_most"
    ) -> SettingFault? {
        number > 0 && number <= Double(maximum) ? nil : SettingFault(path, code: code, ["maximum": .number(maximum)])
    }
}
