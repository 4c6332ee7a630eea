import Domain

/// All that an allocation reads: one network, one year.
public struct AllocationInputs: Sendable {
    /// A BLK and a programme as the scoring run left them.
    public struct Candidate: Sendable, Equatable {
        public let blkCode: String
        public let programCode: String
        public let score: Double
        /// Share in work within six months; `nil` where nothing is known.
        public let placementRate: Double?
        /// Share certified of those trained.
        public let certificationRate: Double?
        /// Units that no instructor of the BLK may teach: until one can, it has no packages.
        public let unitsLacking: [String]

        public init(
            blkCode: String, programCode: String, score: Double, placementRate: Double?, certificationRate: Double?, unitsLacking: [String]
        ) {
            self.blkCode = blkCode
            self.programCode = programCode
            self.score = score
            self.placementRate = placementRate
            self.certificationRate = certificationRate
            self.unitsLacking = unitsLacking
        }
    }

    public struct Department: Sendable, Equatable {
        public let blkCode: String
        public let kejuruan: String
        /// JP a year, after what is promised to other uses.
        public let workshopHours: Double
        public let instructorHours: Double

        public init(blkCode: String, kejuruan: String, workshopHours: Double, instructorHours: Double) {
            self.blkCode = blkCode
            self.kejuruan = kejuruan
            self.workshopHours = workshopHours
            self.instructorHours = instructorHours
        }
    }

    public struct Instructor: Sendable, Equatable {
        public let code: String
        public let name: String
        public let blkCode: String
        public let kejuruan: String
        /// Units that may be taught on the day.
        public let units: Set<String>

        public init(code: String, name: String, blkCode: String, kejuruan: String, units: Set<String>) {
            self.code = code
            self.name = name
            self.blkCode = blkCode
            self.kejuruan = kejuruan
            self.units = units
        }
    }

    /// A licence that counts for at least a part of the year.
    public struct Licence: Sendable, Equatable {
        public let schemeCode: String
        public let regionCode: String
        /// Days of the year within the licence.
        public let days: Double
        /// Days lost because it ends within the year.
        public let expiring: Double
        /// Whether a BLK of the network is in reach.
        public let isNear: Bool

        public init(schemeCode: String, regionCode: String, days: Double, expiring: Double, isNear: Bool) {
            self.schemeCode = schemeCode
            self.regionCode = regionCode
            self.days = days
            self.expiring = expiring
            self.isNear = isNear
        }
    }

    public struct Gap: Sendable, Equatable {
        public let regionCode: String
        public let occupationCode: String
        /// Openings less leavers in the region itself, persons a year.
        public let persons: Double

        public init(regionCode: String, occupationCode: String, persons: Double) {
            self.regionCode = regionCode
            self.occupationCode = occupationCode
            self.persons = persons
        }
    }

    public var networkCode: String
    public var year: Int
    public var blks: [Blk] = []
    public var programs: [Program] = []
    /// Assessor-days that one package needs, by programme code.
    public var assessorDaysNeeded: [String: Double] = [:]
    public var candidates: [Candidate] = []
    public var departments: [Department] = []
    public var instructors: [Instructor] = []
    public var licences: [Licence] = []
    public var gaps: [Gap] = []
    /// Regions in reach of a region, itself among them.
    public var reach: [String: Set<String>] = [:]
    /// Rupiah by BLK; without an entry there is no limit.
    public var budgets: [String: Double] = [:]
    public var networkBudget: Double?
    public var participantsTarget: Double = 0
    public var certifiedTarget: Double = 0

    public init(networkCode: String, year: Int) {
        self.networkCode = networkCode
        self.year = year
    }
}
