import Domain

/// A solver's plan in the codes of the network, with the persons, hours and rupiah of every line.
public struct PlanDraft: Sendable {
    /// The packages of one programme at one BLK.
    public struct Line: Sendable, Equatable {
        /// The code of the BLK.
        public let blkCode: String
        /// The code of the programme.
        public let programCode: String
        /// The vocational department of the programme.
        public let kejuruan: String
        /// The number of packages, at least 1.
        public let packages: Int
        /// The persons who take part in the year.
        public let participants: Double
        /// The persons who are expected to be certified in the year.
        public let certified: Double
        /// The persons who are expected to find work.
        public let placements: Double
        /// The JP that the packages take of the workshop and of the instructors.
        public let hours: Int
        /// The cost in rupiah.
        public let cost: Double
        /// The assessor-days that the packages take.
        public let assessorDays: Double
        /// The score of the programme at the BLK, 0 to 100.
        public let score: Double
        /// Whether a person has fixed the number of packages.
        public let isDecided: Bool
    }

    /// Where graduates of a programme are expected to find work.
    public struct Placement: Sendable, Equatable {
        /// The code of the BLK.
        public let blkCode: String
        /// The code of the programme.
        public let programCode: String
        /// The Kemendagri code of the region.
        public let regionCode: String
        /// The KBJI code of the occupation.
        public let occupationCode: String
        /// The expected persons a year, not rounded.
        public let persons: Double
    }

    /// The model whose problem was solved.
    public let model: AllocationModel
    /// The plan as the solver found it.
    public let plan: PackageSolution
    /// The packages, in the order of the model's candidates, without candidates that have none.
    public let lines: [Line]
    /// The expected placements, in the order of the solver's plan.
    public let placements: [Placement]

    /// Translates a solver's plan into the codes of the network.
    public init(_ model: AllocationModel, _ plan: PackageSolution) {
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

    /// The persons who take part in the whole network.
    public var participants: Double { lines.reduce(0) { $0 + $1.participants } }
    /// The persons who are expected to be certified in the whole network.
    public var certified: Double { lines.reduce(0) { $0 + $1.certified } }
    /// The persons who are expected to find work in the whole network.
    public var placed: Double { lines.reduce(0) { $0 + $1.placements } }

    /// The persons that the network's own target asks for; 0 when there is none.
    public func networkTarget(_ measure: AllocationProblem.Measure) -> Double { target(measure)?.amount ?? 0 }

    private func target(_ measure: AllocationProblem.Measure) -> AllocationProblem.Target? {
        model.problem.targets.first { $0.measure == measure && $0.blk == nil && $0.kejuruan == nil }
    }

    /// The persons that are short of the network's own target; 0 when it is reached or there is none.
    public func shortfall(_ measure: AllocationProblem.Measure) -> Double {
        guard let target = target(measure) else { return 0 }
        return max(0, target.amount - model.problem.achieved(target, plan.packages))
    }
}

/// A capacity of the network that can limit a plan.
public enum ScarceResource: Sendable, Hashable {
    /// The assessor-days of a scheme.
    case assessor(scheme: String)
    /// The JP of a department's workshop, where these are fewer than those of its instructors.
    case workshop(blk: String, kejuruan: String)
    /// The JP of a department's instructors, where these are fewer than those of its workshop.
    case instructor(blk: String, kejuruan: String)
    /// The JP of a department whose workshop and instructors limit it alike.
    case departmentHours(blk: String, kejuruan: String)
    /// The budget of a BLK.
    case budget(blk: String)
    /// The budget of the whole network.
    case networkBudget

    /// The word that tables use for this kind of resource.
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

/// What a plan gains against another, negative where it loses.
public struct PlanDifference: Sendable, Equatable {
    /// The difference of the objectives, in placements.
    public var objective: Double
    /// The difference of the packages.
    public var packages: Int
    /// The difference of the persons who take part in the year.
    public var participants: Double
    /// The difference of the persons who are expected to be certified.
    public var certified: Double
    /// The difference of the persons who are expected to find work.
    public var placements: Double
    /// The difference of the persons short, over both targets of the network; negative where the new plan is less short.
    public var shortfall: Double

    /// Compares a plan with an older one; every figure is that of the new plan less that of the old one.
    public init(from old: PlanDraft, to new: PlanDraft) {
        objective = new.plan.objective - old.plan.objective
        packages = new.plan.packages.reduce(0, +) - old.plan.packages.reduce(0, +)
        participants = new.participants - old.participants
        certified = new.certified - old.certified
        placements = new.placed - old.placed
        shortfall =
            new.shortfall(.participants) + new.shortfall(.certified) - old.shortfall(.participants) - old.shortfall(.certified)
    }
}

/// A scarce resource, and what a step more of it would bring.
public struct Bottleneck: Sendable {
    /// The resource.
    public let resource: ScarceResource
    /// How much of the resource there is, in its unit (days, JP or rupiah).
    public let available: Double
    /// How much of it the plan uses, in the same unit.
    public let used: Double
    /// The step that is looked at, in the same unit: one assessor's days, the JP of one package, or one step of money.
    public let step: Double
    /// What the step adds to the objective, in placements, by the prices of the upper bound.
    public let estimate: Double
    /// What the step adds, found by solving again; `nil` for all but the dearest resources.
    public let verified: PlanDifference?
}

/// A training course for an instructor, and what it would bring.
public struct UpgradeProposal: Sendable {
    /// The code of the BLK.
    public let blkCode: String
    /// The instructor of the department who may teach the most units already; `nil` where the department has none.
    public let instructor: AllocationInputs.Instructor?
    /// The codes of the programmes that become possible.
    public let programCodes: [String]
    /// The codes of the units that the instructor needs.
    public let units: [String]
    /// The days of training.
    public let days: Double
    /// What the plan gains, found by solving again.
    public let gain: PlanDifference
    /// The placements and certificates that one day of training gains; a loss of either counts as 0.
    public var perDay: Double { (max(0, gain.placements) + max(0, gain.certified)) / max(1, days) }
}

/// How many assessors of a scheme the network needs, and where they could come from.
public struct AssessorNeed: Sendable {
    /// The code of the scheme.
    public let schemeCode: String
    /// The assessor-days that the plan would use if there were enough of all schemes.
    public let needed: Double
    /// The assessor-days that the network has.
    public let had: Double
    /// The assessor-days that the plan uses.
    public let used: Double
    /// The assessor-days that are lost because licences end within the year.
    public let expiring: Double
    /// The days a year that one assessor more brings.
    public let daysPerAssessor: Double
    /// The regions outside the network's reach that have licensed assessors of the scheme, with their days, the most first.
    public let elsewhere: [(regionCode: String, days: Double)]
    /// The codes of the BLKs in the regions where the network's own assessors of the scheme live.
    public let homes: [String]

    /// The assessor-days that the network lacks, never less than 0.
    public var missing: Double { max(0, needed - had) }
    /// The number of assessors that must be trained or borrowed.
    public var assessors: Int { Int(min((missing / daysPerAssessor - 1e-9).rounded(.up), 1e9)) }
}

/// A cause of a shortfall, and how many persons fewer would be short without it.
///
/// The causes of one shortfall are taken away one after the other, so that their persons add up and their order matters.
public struct ShortfallReason: Sendable, Equatable {
    /// The kinds of cause. The raw value is stored with the plan.
    public enum Cause: String, Sendable, CaseIterable {
        /// There are too few assessor-days.
        case assessor
        /// The workshops have too few hours.
        case workshop
        /// The instructors have too few hours.
        case instructor
        /// There are programmes whose units nobody may teach.
        case units
        /// There are programmes that end in certification without a test site (TUK) in reach.
        case testSite = "test_site"
        /// The budgets are too small.
        case budget
        /// One programme may take only a limited share of a BLK's packages.
        case share
        /// No single cause explains what is left.
        case several
    }
    /// What is lacking.
    public let cause: Cause
    /// The kejuruan that lacks it; `nil` for all other kejuruan together and for causes that concern the whole network.
    public let kejuruan: String?
    /// The persons fewer that would be short without this cause and those before it, against those before it alone.
    public let persons: Double

    /// Creates a reason; every parameter sets the property of the same name.
    public init(cause: Cause, kejuruan: String?, persons: Double) {
        self.cause = cause
        self.kejuruan = kejuruan
        self.persons = persons
    }
}
