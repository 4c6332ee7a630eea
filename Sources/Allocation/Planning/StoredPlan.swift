import Domain

/// A stored plan, as people read it.
public struct StoredPlan: Sendable {
    public struct Line: Sendable, Equatable {
        public let blkCode: String
        public let programCode: String
        public let programName: String
        public let kejuruan: String
        public let packages: Int
        public let participants: Double
        public let certified: Double
        public let placements: Double
        public let hours: Int
        /// Rupiah.
        public let cost: Double
        public let isDecided: Bool

        public init(
            blkCode: String, programCode: String, programName: String, kejuruan: String, packages: Int, participants: Double,
            certified: Double, placements: Double, hours: Int, cost: Double, isDecided: Bool
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
        }
    }

    /// Expected placements of one BLK's graduates.
    public struct Placement: Sendable, Equatable {
        public let programCode: String
        public let regionCode: String
        public let regionName: String
        public let occupationCode: String
        public let occupationName: String
        public let persons: Double

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

    public let run: Run
    public let networkCode: String
    public let year: Int
    public let isQuestion: Bool
    /// The decisions and suppositions that the plan was made with.
    public let changes: [PlanChange]
    public let objective: Double
    public let upperBound: Double
    public let participantsTarget: Double
    public let certifiedTarget: Double
    public let lines: [Line]

    public init(
        run: Run, networkCode: String, year: Int, isQuestion: Bool, changes: [PlanChange], objective: Double, upperBound: Double,
        participantsTarget: Double, certifiedTarget: Double, lines: [Line]
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
        self.lines = lines
    }

    public var participants: Double { lines.reduce(0) { $0 + $1.participants } }
    public var certified: Double { lines.reduce(0) { $0 + $1.certified } }
    public var placements: Double { lines.reduce(0) { $0 + $1.placements } }
}

public struct StoredBottleneck: Sendable, Equatable {
    public let resource: ScarceResource
    public let available: Double
    public let used: Double
    public let step: Double
    public let estimate: Double
    public let verified: Double?
    public let packages: Int?
    public let participants: Double?
    public let certified: Double?
    public let placements: Double?

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

public struct StoredUpgrade: Sendable, Equatable {
    public let blkCode: String
    public let instructorCode: String?
    public let instructorName: String?
    public let programCodes: [String]
    public let unitCodes: [String]
    public let days: Double
    public let packages: Int
    public let certified: Double
    public let placements: Double

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
}

public struct StoredAssessorNeed: Sendable, Equatable {
    public let schemeCode: String
    public let schemeName: String
    public let needed: Double
    public let had: Double
    public let used: Double
    public let expiring: Double
    public let missing: Int
    public let borrowRegions: [String]
    public let homeBlks: [String]

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

/// What a stored plan says of its limits.
public struct StoredReview: Sendable, Equatable {
    public let bottlenecks: [StoredBottleneck]
    public let upgrades: [StoredUpgrade]
    public let assessors: [StoredAssessorNeed]
    public let reasons: [AllocationProblem.Measure: [ShortfallReason]]

    public init(
        bottlenecks: [StoredBottleneck], upgrades: [StoredUpgrade], assessors: [StoredAssessorNeed],
        reasons: [AllocationProblem.Measure: [ShortfallReason]]
    ) {
        self.bottlenecks = bottlenecks
        self.upgrades = upgrades
        self.assessors = assessors
        self.reasons = reasons
    }
}
