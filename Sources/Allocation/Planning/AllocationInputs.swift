import Domain

/// All that an allocation reads, for one network and one year.
public struct AllocationInputs: Sendable {
    /// A programme at a BLK as the scoring run left it.
    public struct Candidate: Sendable, Equatable {
        /// The code of the BLK.
        public let blkCode: String
        /// The code of the programme.
        public let programCode: String
        /// The score, 0 to 100.
        public let score: Double
        /// The rank among the running and the new programmes of the BLK, from 1; `nil` where it has none.
        public let rank: Int?
        /// The share of the participants who are expected to be in work within six months, 0 to 1; `nil` where nothing is known.
        public let placementRate: Double?
        /// The share of the trained who are expected to be certified, 0 to 1; `nil` where nothing is known.
        public let certificationRate: Double?
        /// The units that no instructor of the BLK may teach. The programme has no packages until somebody can teach them.
        public let unitsLacking: [String]

        /// Creates a candidate; every parameter sets the property of the same name.
        public init(
            blkCode: String, programCode: String, score: Double, rank: Int?, placementRate: Double?, certificationRate: Double?,
            unitsLacking: [String]
        ) {
            self.blkCode = blkCode
            self.programCode = programCode
            self.score = score
            self.rank = rank
            self.placementRate = placementRate
            self.certificationRate = certificationRate
            self.unitsLacking = unitsLacking
        }
    }

    /// The capacity of a vocational department of a BLK.
    public struct Department: Sendable, Equatable {
        /// The code of the BLK.
        public let blkCode: String
        /// The vocational department.
        public let kejuruan: String
        /// The JP a year of the workshops, without those that are promised to other uses.
        public let workshopHours: Double
        /// The JP a year that the instructors can teach.
        public let instructorHours: Double

        /// Creates a department; every parameter sets the property of the same name.
        public init(blkCode: String, kejuruan: String, workshopHours: Double, instructorHours: Double) {
            self.blkCode = blkCode
            self.kejuruan = kejuruan
            self.workshopHours = workshopHours
            self.instructorHours = instructorHours
        }
    }

    /// An instructor and what the instructor may teach.
    public struct Instructor: Sendable, Equatable {
        /// The code of the instructor.
        public let code: String
        /// The name, which is personal data.
        public let name: String
        /// The code of the BLK where the instructor works.
        public let blkCode: String
        /// The vocational department of the instructor.
        public let kejuruan: String
        /// The units for which the instructor has a valid certificate on the day of the run.
        public let units: Set<String>

        /// Creates an instructor; every parameter sets the property of the same name.
        public init(code: String, name: String, blkCode: String, kejuruan: String, units: Set<String>) {
            self.code = code
            self.name = name
            self.blkCode = blkCode
            self.kejuruan = kejuruan
            self.units = units
        }
    }

    /// The licence of an assessor for a scheme that is valid for at least a part of the year.
    public struct Licence: Sendable, Equatable {
        /// The code of the scheme.
        public let schemeCode: String
        /// The Kemendagri code of the region where the assessor lives.
        public let regionCode: String
        /// The assessor's days of the year that fall within the licence.
        public let days: Double
        /// The assessor's days that are lost because the licence ends within the year and no later one follows.
        public let expiring: Double
        /// Whether the assessor lives within reach of a BLK of the network.
        public let isNear: Bool

        /// Creates a licence; every parameter sets the property of the same name.
        public init(schemeCode: String, regionCode: String, days: Double, expiring: Double, isNear: Bool) {
            self.schemeCode = schemeCode
            self.regionCode = regionCode
            self.days = days
            self.expiring = expiring
            self.isNear = isNear
        }
    }

    /// The openings of an occupation in a region that leavers of other training do not fill (`NetGap`).
    public struct Gap: Sendable, Equatable {
        /// The Kemendagri code of the region.
        public let regionCode: String
        /// The KBJI code of the occupation.
        public let occupationCode: String
        /// All openings, in persons a year.
        public let openings: Double
        /// The leavers of the region itself, in persons a year; `nil` where nobody knows them.
        public let leavers: Double?
        /// The openings that surplus leavers of other regions take, in persons a year.
        public let taken: Double
        /// The net gap: what is left of the openings, in persons a year.
        public let persons: Double

        /// Creates a gap; every parameter sets the property of the same name.
        public init(regionCode: String, occupationCode: String, openings: Double, leavers: Double?, taken: Double, persons: Double) {
            self.regionCode = regionCode
            self.occupationCode = occupationCode
            self.openings = openings
            self.leavers = leavers
            self.taken = taken
            self.persons = persons
        }
    }

    /// The code of the BBPLK that heads the network.
    public var networkCode: String
    /// The calendar year that is planned.
    public var year: Int
    /// The BLKs of the network, the BBPLK among them.
    public var blks: [Blk] = []
    /// The programmes that the scoring run knew.
    public var programs: [Program] = []
    /// The assessor-days that one package needs, by programme code.
    public var assessorDaysNeeded: [String: Double] = [:]
    /// The programmes that the BLKs may run.
    public var candidates: [Candidate] = []
    /// The capacities of the departments.
    public var departments: [Department] = []
    /// For each kejuruan, the codes of the BLKs of the network that have a workshop which is a verified test site (TUK) on the day of the
    /// run.
    public var testSites: [String: Set<String>] = [:]
    /// The instructors of the network.
    public var instructors: [Instructor] = []
    /// The licences of all assessors in the country that count in the year.
    public var licences: [Licence] = []
    /// The net gaps of the regions within reach of the network.
    public var gaps: [Gap] = []
    /// For the region of each BLK, the distance in kilometres to each region within reach, by code; 0 to itself.
    public var reach: [String: [String: Double]] = [:]
    /// The budget of each BLK for the year in rupiah; a BLK without an entry has no limit.
    public var budgets: [String: Double] = [:]
    /// The budget of the whole network for the year in rupiah; `nil` sets no limit.
    public var networkBudget: Double?
    /// The participants that the network has promised for the year.
    public var participantsTarget: Double = 0
    /// The certified participants that the network has promised for the year.
    public var certifiedTarget: Double = 0

    /// Creates the inputs of a network and a year, to be filled by the caller.
    public init(networkCode: String, year: Int) {
        self.networkCode = networkCode
        self.year = year
    }
}
