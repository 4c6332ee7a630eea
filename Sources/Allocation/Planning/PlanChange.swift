/// A decision of a person that a plan must follow, or a supposition whose effect the person asks for.
public enum PlanChange: Sendable, Equatable {
    /// A scheme has this number of assessors more, or fewer where the number is negative.
    case addAssessors(scheme: String, count: Int)
    /// An instructor of the BLK may teach this unit.
    case addCompetence(blk: String, unit: String)
    /// The workshop of a department has this number of JP a year more, or fewer where the number is negative.
    case addWorkshopHours(blk: String, kejuruan: String, hours: Double)
    /// The instructors of a department have this number of JP a year more, or fewer where the number is negative.
    case addInstructorHours(blk: String, kejuruan: String, hours: Double)
    /// All budgets are multiplied by this factor.
    case scaleBudget(Double)
    /// The BLK runs no packages.
    case close(blk: String)
    /// The target is this number of persons. An empty scope means the network, one name a BLK or a kejuruan, and two names a
    /// kejuruan at a BLK, in the order BLK, kejuruan.
    case target(AllocationProblem.Measure, Double, scope: [String])
    /// The BLK runs exactly this number of packages of the programme.
    case fix(blk: String, program: String, packages: Int)
    /// The BLK runs no package of the programme.
    case forbid(blk: String, program: String)
    /// Every BLK that is not closed has at least this number of participants, as nearly as can be.
    case minimumPerBlk(Double)
    /// One programme may take at most this share of a BLK's packages, 0 to 1.
    case largestShare(Double)
    /// Packages may be planned whose graduates find no openings, to fill a target.
    case allowSurplus
    /// Only programmes with at least this score at their BLK have packages, 0 to 100; hours may stay idle. Fixed packages stay.
    case minimumScore(Double)
    /// Only the first programmes of each BLK, up to this rank, have packages; hours may stay idle. Fixed packages stay.
    case largestRank(Int)
}

/// A change that cannot be applied to the network.
public struct PlanChangeFault: Error, Equatable {
    /// What is wrong with the change.
    public enum Kind: String, Sendable {
        /// The network has no BLK of this code.
        case blk
        /// The BLK cannot choose this programme.
        case program
        /// No programme of the network ends in this scheme.
        case scheme
        /// No programme of the network has this unit.
        case unit
        /// The network, or the BLK that is named, has no such department.
        case kejuruan
        /// Nobody at the BLK may teach some units of the programme, so that it cannot have packages.
        case locked
        /// The number of packages is too large.
        case most
    }
    /// What is wrong with the change.
    public let kind: Kind
    /// The name, or for `locked` and `most` the programme with its units or the number, that cannot be used.
    public let name: String
}
