import Domain

/// A raw value and how sure it is.
public struct RawValue: Sendable, Equatable {
    /// The value in the criterion's unit.
    public let raw: Double
    /// The standard error in the criterion's unit; 0 for what is counted rather than estimated, `nil` where nobody knows how sure the value
    /// is.
    public let standardError: Double?

    /// Makes a value; it is a counted one unless a standard error is given.
    ///
    /// - Parameters:
    ///   - raw: The value in the criterion's unit.
    ///   - standardError: Its standard error in the same unit; `nil` where it is not known.
    public init(_ raw: Double, standardError: Double? = 0) {
        self.raw = raw
        self.standardError = standardError
    }
}

/// What a person needs to redo a raw value.
public struct Basis: Sendable, Equatable {
    /// A figure with the name under which the words show it.
    public struct Figure: Sendable, Equatable {
        /// The name, for example `openings`.
        public let name: String
        /// The value; `NaN` where it is not known.
        public let value: Double
    }

    /// The figures that the raw value was worked out from, in the order of the formula.
    public let figures: [Figure]
    /// The group or place that stands behind the value, where that is not the BLK's own.
    public let scope: Scope?

    /// Makes a basis.
    ///
    /// - Parameters:
    ///   - figures: Names and values, in the order of the formula.
    ///   - scope: The group or place behind the value, where that is not the BLK's own.
    public init(_ figures: [(String, Double)], scope: Scope? = nil) {
        self.figures = figures.map { Figure(name: $0.0, value: $0.1) }
        self.scope = scope
    }
}

/// The group or place that a figure stands for.
public enum Scope: Int16, Sendable, CaseIterable {
    /// All BLKs that run the programme.
    case program
    /// All BLKs and programmes of the department.
    case kejuruan
    /// The whole network.
    case network
    /// The regency or city.
    case region
    /// The province.
    case province
    /// The whole country.
    case country
}

/// One reason for or against a programme at a BLK.
///
/// Each criterion stands in a file of its own under `Criteria/`; adding one is adding a file and a line in `Criteria.all`.
public protocol Criterion: Sendable {
    /// The name in configuration, tables and words.
    var id: String { get }
    /// The unit of the raw value, as `words.*.yaml` names it.
    var unit: String { get }
    /// Who shares a raw value.
    var level: CriterionLevel { get }
    /// The estimate whose error the raw value has; criteria of one estimate err together. It is `nil` for what is counted.
    var estimate: Estimate? { get }
    /// The raw value of a candidate; `nil` without data. Nothing is ever filled in.
    func value(of candidate: Candidate, in tables: FactorTables) -> RawValue?
    /// The figures behind the raw value, for people.
    func basis(of candidate: Candidate, in tables: FactorTables) -> Basis
}

extension Criterion {
    /// What is counted rests on no estimate.
    public var estimate: Estimate? { nil }
}

/// What is estimated rather than counted.
public enum Estimate: Int, Sendable, CaseIterable {
    /// Openings and leavers within reach.
    case openings
    /// The share placed.
    case placement
    /// The share certified.
    case certification
}

/// Who shares a criterion's raw value.
public enum CriterionLevel: Sendable {
    /// All BLKs of a region share it for the same programme, so that it is worked out once for each region.
    case region
    /// Nobody shares it: it is worked out for each BLK and programme.
    case blk
}

/// A BLK and a programme it may run, as positions in `FactorTables`.
public struct Candidate: Sendable, Equatable {
    /// The position of the BLK.
    public let blk: Int
    /// The position of the BLK's region.
    public let region: Int
    /// The position of the programme.
    public let program: Int
}

/// All criteria, in the order in which they are shown and stored.
public enum Criteria {
    /// The order is that of tables, files and explanations; the sums of scores are taken in it.
    public static let all: [any Criterion] = [
        DemandGapCriterion(), GapShareCriterion(), GrowthCriterion(), WageCriterion(), LocalPotentialCriterion(),
        RelatednessCriterion(), PlacementCriterion(), CertificationCriterion(), InstructorReadinessCriterion(),
        FacilityReadinessCriterion(), AssessorReadinessCriterion(), CostEffectivenessCriterion(), InclusionCriterion(),
    ]
}
