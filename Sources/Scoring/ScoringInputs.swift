import Domain

/// Demand of one region and occupation, as scoring sees it (persons a year).
public struct ReachableDemand: Sendable, Equatable {
    public let regionCode: String
    public let occupationCode: String
    public let reachableOpenings: Double
    public let reachableLeavers: Double
    public let relativeError: Double?

    public init(
        regionCode: String, occupationCode: String, reachableOpenings: Double, reachableLeavers: Double,
        relativeError: Double?
    ) {
        self.regionCode = regionCode
        self.occupationCode = occupationCode
        self.reachableOpenings = reachableOpenings
        self.reachableLeavers = reachableLeavers
        self.relativeError = relativeError
    }
}

/// Pay offered for an occupation in a region.
public struct OfferedPay: Sendable, Equatable {
    /// Regency or province; `nil` for postings of the whole country.
    public let regionCode: String?
    public let occupationCode: String
    public let rupiahPerMonth: Double

    public init(regionCode: String?, occupationCode: String, rupiahPerMonth: Double) {
        self.regionCode = regionCode
        self.occupationCode = occupationCode
        self.rupiahPerMonth = rupiahPerMonth
    }
}

/// A programme that a BLK offers.
public struct CatalogEntry: Hashable, Sendable {
    public let blkCode: String
    public let programCode: String

    public init(blkCode: String, programCode: String) {
        self.blkCode = blkCode
        self.programCode = programCode
    }
}

/// All that the scoring stage reads.
public struct ScoringInputs: Sendable {
    /// The day for which licences, competences and catalogs are judged.
    public var asOf: Day
    public var blks: [Blk] = []
    public var programs: [Program] = []
    /// Entries valid on the day.
    public var catalog: [CatalogEntry] = []
    public var workshops: [Workshop] = []
    public var competences: [InstructorCompetence] = []
    /// Departments that have an instructor, per BLK.
    public var instructorDepartments: [CatalogDepartment] = []
    public var licences: [AssessorLicence] = []
    /// Candidates one assessor assesses in a day, by scheme.
    public var candidatesPerDay: [String: Int] = [:]
    public var outcomes: [Outcome] = []
    public var demand: [ReachableDemand] = []
    public var pay: [OfferedPay] = []
    /// Rupiah a month by region (regency or province), of the latest year up to the day.
    public var minimumWage: [String: Double] = [:]
    /// Regions in reach of a region, itself among them.
    public var reach: [String: Set<String>] = [:]

    public init(asOf: Day) {
        self.asOf = asOf
    }
}

public struct CatalogDepartment: Hashable, Sendable {
    public let blkCode: String
    public let kejuruan: String

    public init(blkCode: String, kejuruan: String) {
        self.blkCode = blkCode
        self.kejuruan = kejuruan
    }
}
