/// A decision of the user, or a question: what if.
public enum PlanChange: Sendable, Equatable {
    /// So many assessors of a scheme more.
    case addAssessors(scheme: String, count: Int)
    /// An instructor of the BLK may teach a unit.
    case addCompetence(blk: String, unit: String)
    /// JP a year more for workshop and instructors of a department.
    case addWorkshopHours(blk: String, kejuruan: String, hours: Double)
    case addInstructorHours(blk: String, kejuruan: String, hours: Double)
    /// Budgets times a factor.
    case scaleBudget(Double)
    /// The BLK runs nothing.
    case close(blk: String)
    /// A target: of the network (no scope), of a BLK or a kejuruan (one), of a kejuruan at a BLK (both, in this order).
    case target(AllocationProblem.Measure, Double, scope: [String])
    /// Exactly so many packages.
    case fix(blk: String, program: String, packages: Int)
    /// None.
    case forbid(blk: String, program: String)
    /// Participants at least at every BLK (kept as nearly as can be).
    case minimumPerBlk(Double)
    /// Share of a BLK's packages that one programme may take.
    case largestShare(Double)
}

/// A change that names something that is not there.
public struct PlanChangeFault: Error, Equatable {
    public enum Kind: String, Sendable { case blk, program, scheme, unit, kejuruan, locked, most }
    public let kind: Kind
    public let name: String
}
