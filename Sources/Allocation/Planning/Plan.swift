import Domain

/// A plan as it was read back from the database, with the names that people read.
public struct Plan: Sendable {
    /// The packages of one programme at one BLK.
    public struct Line: Sendable, Equatable {
        /// The code of the BLK.
        public let blkCode: String
        /// The code of the programme.
        public let programCode: String
        /// The name of the programme.
        public let programName: String
        /// The vocational department of the programme.
        public let kejuruan: String
        /// The number of packages.
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
        /// Whether a person has fixed the number of packages.
        public let isDecided: Bool
        /// The packages without openings of their own, which are there for the targets.
        public let surplus: Int

        /// Creates a line; every parameter sets the property of the same name.
        public init(
            blkCode: String, programCode: String, programName: String, kejuruan: String, packages: Int, participants: Double,
            certified: Double, placements: Double, hours: Int, cost: Double, isDecided: Bool, surplus: Int = 0
        ) {
            self.blkCode = blkCode
            self.programCode = programCode
            self.programName = programName
            self.kejuruan = kejuruan
            self.packages = packages
            self.participants = participants
            self.certified = certified
            self.placements = placements
            self.hours = hours
            self.cost = cost
            self.isDecided = isDecided
            self.surplus = surplus
        }
    }

    /// Where graduates of one programme of a BLK are expected to find work.
    public struct Placement: Sendable, Equatable {
        /// The code of the programme.
        public let programCode: String
        /// The Kemendagri code of the region.
        public let regionCode: String
        /// The name of the region.
        public let regionName: String
        /// The KBJI code of the occupation.
        public let occupationCode: String
        /// The name of the occupation.
        public let occupationName: String
        /// The expected persons a year, not rounded.
        public let persons: Double

        /// Creates a placement; every parameter sets the property of the same name.
        public init(
            programCode: String, regionCode: String, regionName: String, occupationCode: String, occupationName: String, persons: Double
        ) {
            self.programCode = programCode
            self.regionCode = regionCode
            self.regionName = regionName
            self.occupationCode = occupationCode
            self.occupationName = occupationName
            self.persons = persons
        }
    }

    /// The run that left the plan.
    public let run: Run
    /// The code of the BBPLK that heads the network.
    public let networkCode: String
    /// The calendar year that is planned.
    public let year: Int
    /// Whether the plan answers a supposition and is no plan to follow.
    public let isQuestion: Bool
    /// The decisions and suppositions that the plan was made with.
    public let changes: [PlanChange]
    /// The objective in placements: the expected placements, plus what the scores are worth, less the penalty of the shortfalls.
    public let objective: Double
    /// A number that no plan's objective exceeds, in placements.
    public let upperBound: Double
    /// The participants that the network has promised for the year.
    public let participantsTarget: Double
    /// The certified participants that the network has promised for the year.
    public let certifiedTarget: Double
    /// The names of the regions in reach whose leavers nobody knows, so that all their openings count.
    public let regionsWithoutLeavers: [String]
    /// The packages, ordered by BLK and then by their number, the most first.
    public let lines: [Line]

    /// Creates a plan; every parameter sets the property of the same name.
    public init(
        run: Run, networkCode: String, year: Int, isQuestion: Bool, changes: [PlanChange], objective: Double, upperBound: Double,
        participantsTarget: Double, certifiedTarget: Double, regionsWithoutLeavers: [String] = [], lines: [Line]
    ) {
        self.run = run
        self.networkCode = networkCode
        self.year = year
        self.isQuestion = isQuestion
        self.changes = changes
        self.objective = objective
        self.upperBound = upperBound
        self.participantsTarget = participantsTarget
        self.certifiedTarget = certifiedTarget
        self.regionsWithoutLeavers = regionsWithoutLeavers
        self.lines = lines
    }

    /// The persons who take part in the whole network.
    public var participants: Double { lines.reduce(0) { $0 + $1.participants } }
    /// The persons who are expected to be certified in the whole network.
    public var certified: Double { lines.reduce(0) { $0 + $1.certified } }
    /// The persons who are expected to find work in the whole network.
    public var placements: Double { lines.reduce(0) { $0 + $1.placements } }
}

/// A scarce resource of a stored plan, and what a step more of it would bring.
public struct StoredBottleneck: Sendable, Equatable {
    /// The resource.
    public let resource: ScarceResource
    /// How much of the resource there is, in its unit (days, JP or rupiah).
    public let available: Double
    /// How much of it the plan uses, in the same unit.
    public let used: Double
    /// The step that was looked at, in the same unit.
    public let step: Double
    /// What the step adds to the objective, in placements, by the prices of the upper bound.
    public let estimate: Double
    /// What the step adds to the objective, in placements, found by solving again; `nil` for all but the dearest resources.
    public let verified: Double?
    /// The packages that the step adds, found by solving again; `nil` where `verified` is.
    public let packages: Int?
    /// The persons who take part that the step adds; `nil` where `verified` is.
    public let participants: Double?
    /// The certified persons that the step adds; `nil` where `verified` is.
    public let certified: Double?
    /// The placed persons that the step adds; `nil` where `verified` is.
    public let placements: Double?

    /// Creates a bottleneck; every parameter sets the property of the same name.
    public init(
        resource: ScarceResource, available: Double, used: Double, step: Double, estimate: Double, verified: Double?, packages: Int?,
        participants: Double?, certified: Double?, placements: Double?
    ) {
        self.resource = resource
        self.available = available
        self.used = used
        self.step = step
        self.estimate = estimate
        self.verified = verified
        self.packages = packages
        self.participants = participants
        self.certified = certified
        self.placements = placements
    }
}

/// A training course for an instructor that a stored plan proposes.
public struct StoredUpgrade: Sendable, Equatable {
    /// The code of the BLK.
    public let blkCode: String
    /// The code of the instructor to train; `nil` where the department has none.
    public let instructorCode: String?
    /// The name of the instructor, which is personal data; `nil` where the department has none.
    public let instructorName: String?
    /// The codes of the programmes that become possible.
    public let programCodes: [String]
    /// The codes of the units that the instructor needs.
    public let unitCodes: [String]
    /// The days of training.
    public let days: Double
    /// The packages that the network gains.
    public let packages: Int
    /// The certified persons that the network gains.
    public let certified: Double
    /// The placed persons that the network gains.
    public let placements: Double

    /// Creates an upgrade; every parameter sets the property of the same name.
    public init(
        blkCode: String, instructorCode: String?, instructorName: String?, programCodes: [String], unitCodes: [String], days: Double,
        packages: Int, certified: Double, placements: Double
    ) {
        self.blkCode = blkCode
        self.instructorCode = instructorCode
        self.instructorName = instructorName
        self.programCodes = programCodes
        self.unitCodes = unitCodes
        self.days = days
        self.packages = packages
        self.certified = certified
        self.placements = placements
    }

    /// Whether the course makes nobody worse off: neither fewer persons are certified nor fewer placed. One that trades the one for the other
    /// pays by the targets, which a reader of its row cannot see.
    public var takesNothing: Bool { min(certified, placements) > -0.5 }
}

/// How many assessors of a scheme a stored plan needs, and where they could come from.
public struct StoredAssessorNeed: Sendable, Equatable {
    /// The code of the scheme.
    public let schemeCode: String
    /// The name of the scheme.
    public let schemeName: String
    /// The assessor-days that the plan would use if there were enough of all schemes.
    public let needed: Double
    /// The assessor-days that the network has.
    public let had: Double
    /// The assessor-days that the plan uses.
    public let used: Double
    /// The assessor-days that are lost because licences end within the year.
    public let expiring: Double
    /// The number of assessors that must be trained or borrowed.
    public let missing: Int
    /// The names of the regions outside the network's reach that have licensed assessors of the scheme, those with the most days
    /// first.
    public let borrowRegions: [String]
    /// The codes of the BLKs in the regions where the network's own assessors of the scheme live.
    public let homeBlks: [String]

    /// Creates the need of a scheme; every parameter sets the property of the same name.
    public init(
        schemeCode: String, schemeName: String, needed: Double, had: Double, used: Double, expiring: Double, missing: Int,
        borrowRegions: [String], homeBlks: [String]
    ) {
        self.schemeCode = schemeCode
        self.schemeName = schemeName
        self.needed = needed
        self.had = had
        self.used = used
        self.expiring = expiring
        self.missing = missing
        self.borrowRegions = borrowRegions
        self.homeBlks = homeBlks
    }
}

/// What limits a stored plan and what would lift the limits.
public struct StoredReview: Sendable, Equatable {
    /// The scarce resources, the dearest first.
    public let bottlenecks: [StoredBottleneck]
    /// The training of instructors that pays, the most gained for a day first.
    public let upgrades: [StoredUpgrade]
    /// The need for assessors of each scheme, the largest lack first.
    public let assessors: [StoredAssessorNeed]
    /// For each measure of the network's targets that is short, its causes in the order in which they were taken away.
    public let reasons: [AllocationProblem.Measure: [ShortfallReason]]
    /// Where packages and ranks do not agree, and why: by BLK, first the programmes without packages, then the planned ones.
    public let differences: [RankDifference]
    /// What the heads of BLKs can set going, by BLK, those that bring the most first.
    public let actions: [BlkAction]

    /// Creates a review; every parameter sets the property of the same name.
    public init(
        bottlenecks: [StoredBottleneck], upgrades: [StoredUpgrade], assessors: [StoredAssessorNeed],
        reasons: [AllocationProblem.Measure: [ShortfallReason]], differences: [RankDifference] = [], actions: [BlkAction] = []
    ) {
        self.actions = actions
        self.bottlenecks = bottlenecks
        self.upgrades = upgrades
        self.assessors = assessors
        self.reasons = reasons
        self.differences = differences
    }
}
