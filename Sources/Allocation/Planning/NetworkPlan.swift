import Domain

/// A plan in the network's own terms.
public struct NetworkPlan: Sendable {
    /// Packages of one programme at one BLK.
    public struct Line: Sendable, Equatable {
        public let blkCode: String
        public let programCode: String
        public let kejuruan: String
        public let packages: Int
        /// Persons a year.
        public let participants: Double
        public let certified: Double
        public let placements: Double
        /// JP.
        public let hours: Int
        /// Rupiah.
        public let cost: Double
        public let assessorDays: Double
        public let score: Double
        public let isDecided: Bool
    }

    public struct Placement: Sendable, Equatable {
        public let blkCode: String
        public let programCode: String
        public let regionCode: String
        public let occupationCode: String
        /// Persons a year.
        public let persons: Double
    }

    public let model: AllocationModel
    public let plan: AllocationPlan
    public let lines: [Line]
    public let placements: [Placement]

    public init(_ model: AllocationModel, _ plan: AllocationPlan) {
        self.model = model
        self.plan = plan
        var placed = [Double](repeating: 0, count: plan.packages.count)
        var placements: [Placement] = []
        for placement in plan.placements {
            placed[placement.candidate] += placement.persons
            let outlet = model.problem.outlets[placement.outlet]
            placements.append(
                Placement(
                    blkCode: model.blk(placement.candidate).code, programCode: model.program(placement.candidate).code,
                    regionCode: model.regionCodes[outlet.region], occupationCode: model.occupationCodes[outlet.occupation],
                    persons: placement.persons))
        }
        self.placements = placements
        lines = plan.packages.indices.filter { plan.packages[$0] > 0 }.map { index in
            let candidate = model.problem.candidates[index]
            let count = plan.packages[index]
            let program = model.program(index)
            return Line(
                blkCode: model.blk(index).code, programCode: program.code, kejuruan: program.kejuruan, packages: count,
                participants: Double(count) * candidate.size, certified: Double(count) * candidate.certified, placements: placed[index],
                hours: count * candidate.hours, cost: Double(count) * candidate.cost, assessorDays: Double(count) * candidate.assessorDays,
                score: candidate.score, isDecided: candidate.minimum > 0)
        }
    }

    public var participants: Double { lines.reduce(0) { $0 + $1.participants } }
    public var certified: Double { lines.reduce(0) { $0 + $1.certified } }
    public var placed: Double { lines.reduce(0) { $0 + $1.placements } }

    /// Persons short of the network's target.
    public func shortfall(_ measure: AllocationProblem.Measure) -> Double {
        guard let target = model.problem.targets.first(where: { $0.measure == measure && $0.blk == nil && $0.kejuruan == nil }) else {
            return 0
        }
        return max(0, target.amount - model.problem.achieved(target, plan.packages))
    }
}

/// What of the network limits a plan.
public enum ScarceResource: Sendable, Hashable {
    case assessor(scheme: String)
    /// The room of a department's workshop, of its instructors, or of both alike.
    case workshop(blk: String, kejuruan: String)
    case instructor(blk: String, kejuruan: String)
    case departmentHours(blk: String, kejuruan: String)
    case budget(blk: String)
    case networkBudget

    public var kind: String {
        switch self {
        case .assessor: "assessor"
        case .workshop: "workshop"
        case .instructor: "instructor"
        case .departmentHours: "department"
        case .budget: "budget"
        case .networkBudget: "network_budget"
        }
    }
}

/// What a plan gains or loses against another.
public struct PlanDifference: Sendable, Equatable {
    public var objective: Double
    public var packages: Int
    /// Persons a year.
    public var participants: Double
    public var certified: Double
    public var placements: Double
    /// Persons short, over both targets.
    public var shortfall: Double

    public init(from old: NetworkPlan, to new: NetworkPlan) {
        objective = new.plan.objective - old.plan.objective
        packages = new.plan.packages.reduce(0, +) - old.plan.packages.reduce(0, +)
        participants = new.participants - old.participants
        certified = new.certified - old.certified
        placements = new.placed - old.placed
        shortfall =
            new.shortfall(.participants) + new.shortfall(.certified) - old.shortfall(.participants) - old.shortfall(.certified)
    }
}

public struct Bottleneck: Sendable {
    public let resource: ScarceResource
    /// Of the resource: what there is and what the plan uses, in its unit (days, JP, rupiah).
    public let available: Double
    public let used: Double
    /// So much more is looked at: one assessor's days, one package's JP, a step of money.
    public let step: Double
    /// Objective gained by the step, by the prices of the upper bound.
    public let estimate: Double
    /// The same, found by solving again; `nil` beyond the first.
    public let verified: PlanDifference?
}

public struct UpgradeProposal: Sendable {
    public let blkCode: String
    /// The instructor who needs the fewest days; `nil` where the department has none.
    public let instructor: AllocationInputs.Instructor?
    public let programCodes: [String]
    public let units: [String]
    /// Days of training.
    public let days: Double
    public let gain: PlanDifference
    /// Placements and certificates gained per day.
    public var perDay: Double { (max(0, gain.placements) + max(0, gain.certified)) / max(1, days) }
}

public struct AssessorNeed: Sendable {
    public let schemeCode: String
    /// Days that the plan would use if there were enough.
    public let needed: Double
    public let had: Double
    public let used: Double
    /// Days lost because licences end within the year.
    public let expiring: Double
    public let daysPerAssessor: Double
    /// Regions outside the network's reach that have licensed assessors of the scheme, with their days.
    public let elsewhere: [(regionCode: String, days: Double)]
    /// BLKs in the regions where the network's own assessors live.
    public let homes: [String]

    public var missing: Double { max(0, needed - had) }
    /// Assessors to train or to borrow.
    public var assessors: Int { Int((missing / daysPerAssessor - 1e-9).rounded(.up)) }
}

/// A cause of a shortfall (`several`: what no single one explains): how many persons fewer would be short without it, after the causes before.
public struct ShortfallReason: Sendable, Equatable {
    public enum Cause: String, Sendable, CaseIterable { case assessor, workshop, instructor, units, budget, share, several }
    public let cause: Cause
    /// `nil` for all (other) kejuruan and for causes of the whole network.
    public let kejuruan: String?
    public let persons: Double

    public init(cause: Cause, kejuruan: String?, persons: Double) {
        self.cause = cause
        self.kejuruan = kejuruan
        self.persons = persons
    }
}
