import Domain

/// A raw value with what a person needs to redo it.
public struct Measurement: Sendable, Equatable {
    /// In the criterion's unit.
    public let raw: Double
    /// Relative error of the raw value, where known.
    public let relativeError: Double?
    /// The figures that it was worked out from, by name, in the order of the formula.
    public let basis: [(name: String, value: Double)]
    /// Which group or place stands behind it, where that is not the BLK's own: `kejuruan`, `province`, ….
    public let scope: String?

    public init(
        raw: Double, relativeError: Double? = nil, basis: [(name: String, value: Double)] = [], scope: String? = nil
    ) {
        self.raw = raw
        self.relativeError = relativeError
        self.basis = basis
        self.scope = scope
    }

    public static func == (left: Measurement, right: Measurement) -> Bool {
        left.raw == right.raw && left.relativeError == right.relativeError && left.scope == right.scope
            && left.basis.elementsEqual(right.basis) { $0 == $1 }
    }
}

/// One reason for or against a programme at a BLK.
///
/// Each criterion stands in a file of its own under `Criteria/`; adding one is adding a file and a line in `Criteria.all`.
public protocol Criterion: Sendable {
    /// The name in configuration, tables and words.
    var id: String { get }
    /// Unit of the raw value, as `words.*.yaml` names it.
    var unit: String { get }
    /// The raw value, or `nil` without data. Nothing is ever filled in.
    func measure(_ candidate: Candidate, in facts: ScoringFacts) -> Measurement?
}

/// A BLK and a programme it may run.
public struct Candidate: Sendable {
    public let blk: Blk
    public let program: Program

    public init(blk: Blk, program: Program) {
        self.blk = blk
        self.program = program
    }
}

/// All criteria, in the order in which they are shown.
public enum Criteria {
    public static let all: [any Criterion] = [
        DemandGapCriterion(), GapShareCriterion(), WageCriterion(), PlacementCriterion(), CertificationCriterion(),
        InstructorReadinessCriterion(), FacilityReadinessCriterion(), AssessorReadinessCriterion(),
    ]
}
