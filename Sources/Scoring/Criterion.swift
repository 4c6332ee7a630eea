import Domain

/// A raw value and how sure it is.
public struct RawValue: Sendable, Equatable {
    /// In the criterion's unit.
    public let raw: Double
    /// In the criterion's unit; 0 for what is counted rather than estimated.
    public let standardError: Double

    public init(_ raw: Double, standardError: Double = 0) {
        self.raw = raw
        self.standardError = standardError
    }
}

/// What a person needs to redo a raw value.
public struct Basis: Sendable, Equatable {
    public struct Figure: Sendable, Equatable {
        public let name: String
        public let value: Double
    }

    /// The figures that the raw value was worked out from, in the order of the formula.
    public let figures: [Figure]
    /// Which group or place stands behind it, where that is not the BLK's own.
    public let scope: Scope?

    public init(_ figures: [(String, Double)], scope: Scope? = nil) {
        self.figures = figures.map { Figure(name: $0.0, value: $0.1) }
        self.scope = scope
    }
}

/// The group or place that a figure stands for.
public enum Scope: Int16, Sendable, CaseIterable {
    case program, kejuruan, network, region, province, country
}

/// One reason for or against a programme at a BLK.
///
/// Each criterion stands in a file of its own under `Criteria/`; adding one is adding a file and a line in `Criteria.all`.
public protocol Criterion: Sendable {
    /// The name in configuration, tables and words.
    var id: String { get }
    /// Unit of the raw value, as `words.*.yaml` names it.
    var unit: String { get }
    /// Who shares a raw value.
    var level: CriterionLevel { get }
    /// The estimate that its error is that of; criteria of one estimate err together. `nil` for what is counted.
    var estimate: Estimate? { get }
    /// The raw value, or `nil` without data. Nothing is ever filled in.
    func value(of candidate: Candidate, in tables: FactorTables) -> RawValue?
    /// The figures behind the raw value, for people.
    func basis(of candidate: Candidate, in tables: FactorTables) -> Basis
}

extension Criterion {
    public var estimate: Estimate? { nil }
}

/// What is estimated rather than counted.
public enum Estimate: Int, Sendable, CaseIterable {
    case openings, placement, certification
}

/// Who shares a criterion's raw value.
public enum CriterionLevel: Sendable {
    /// All BLKs of a region, for the same programme: worked out once a region.
    case region
    /// Nobody: worked out for each BLK and programme.
    case blk
}

/// A BLK and a programme it may run, as positions in `FactorTables`.
public struct Candidate: Sendable, Equatable {
    public let blk: Int
    public let region: Int
    public let program: Int
}

/// All criteria, in the order in which they are shown and stored.
public enum Criteria {
    public static let all: [any Criterion] = [
        DemandGapCriterion(), GapShareCriterion(), GrowthCriterion(), WageCriterion(), LocalPotentialCriterion(),
        RelatednessCriterion(), PlacementCriterion(), CertificationCriterion(), InstructorReadinessCriterion(),
        FacilityReadinessCriterion(), AssessorReadinessCriterion(), CostEffectivenessCriterion(), InclusionCriterion(),
    ]
}
