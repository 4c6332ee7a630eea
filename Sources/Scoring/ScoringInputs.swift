import Domain

/// Demand of one region and occupation, as scoring sees it (persons a year).
public struct ReachableDemand: Sendable, Equatable {
    public let regionCode: String
    public let occupationCode: String
    public let reachableOpenings: Double
    public let reachableLeavers: Double
    public let relativeError: Double?
    /// Openings in the region itself.
    public let openings: Double
    /// Yearly growth of the industries that hire there, as a fraction.
    public let growth: Double?

    public init(
        regionCode: String, occupationCode: String, reachableOpenings: Double, reachableLeavers: Double,
        relativeError: Double?, openings: Double = 0, growth: Double? = nil
    ) {
        self.regionCode = regionCode
        self.occupationCode = occupationCode
        self.reachableOpenings = reachableOpenings
        self.reachableLeavers = reachableLeavers
        self.relativeError = relativeError
        self.openings = openings
        self.growth = growth
    }
}

/// What an industry is in a region, as scoring sees it.
public struct RegionIndustry: Sendable, Equatable {
    public let regionCode: String
    /// KBLI section.
    public let industryCode: String
    public let quotient: Double?
    /// ω.
    public let density: Double?

    public init(regionCode: String, industryCode: String, quotient: Double?, density: Double?) {
        self.regionCode = regionCode
        self.industryCode = industryCode
        self.quotient = quotient
        self.density = density
    }
}

/// Share of an occupation's employed in an industry.
public struct IndustryShare: Sendable, Equatable {
    /// KBLI section.
    public let industryCode: String
    public let share: Double

    public init(industryCode: String, share: Double) {
        self.industryCode = industryCode
        self.share = share
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
    /// Of the regions that have BLKs.
    public var potential: [RegionIndustry] = []
    /// Where each occupation works, by its code.
    public var occupationIndustries: [String: [IndustryShare]] = [:]
    /// Per cent of the labour force by region (regency or province), of the latest year up to the day.
    public var unemployment: [String: Double] = [:]
    /// Persons, of the same year, where known.
    public var labourForce: [String: Double] = [:]
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
