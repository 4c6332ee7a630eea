import Domain

/// Demand of one region and occupation, as scoring sees it (persons a year).
public struct ReachableDemand: Sendable, Equatable {
    /// The region from which people set out.
    public let regionCode: String
    /// The KBJI unit group.
    public let occupationCode: String
    /// D̃, over the catchment.
    public let reachableOpenings: Double
    /// S̃, over the catchment.
    public let reachableLeavers: Double
    /// The standard error of D̃; `nil` where it is not known.
    public let openingsError: Double?
    /// The standard error of S̃; `nil` where it is not known.
    public let leaversError: Double?
    /// Openings in the region itself.
    public let openings: Double
    /// The yearly growth of the industries that hire there, as a fraction; `nil` where none is known.
    public let growth: Double?

    /// Makes an entry; the properties of the same names say what the parameters mean.
    public init(
        regionCode: String, occupationCode: String, reachableOpenings: Double, reachableLeavers: Double,
        openingsError: Double?, leaversError: Double?, openings: Double = 0, growth: Double? = nil
    ) {
        self.regionCode = regionCode
        self.occupationCode = occupationCode
        self.reachableOpenings = reachableOpenings
        self.reachableLeavers = reachableLeavers
        self.openingsError = openingsError
        self.leaversError = leaversError
        self.openings = openings
        self.growth = growth
    }
}

/// What an industry is in a region, as scoring sees it.
public struct RegionIndustry: Sendable, Equatable {
    /// A regency or a city.
    public let regionCode: String
    /// The KBLI section.
    public let industryCode: String
    /// The location quotient; `nil` where the region or the industry has nobody.
    public let quotient: Double?
    /// The relatedness density ω, 0 to 1; `nil` for an industry that no region specialises in.
    public let density: Double?

    /// Makes an entry; the properties of the same names say what the parameters mean.
    public init(regionCode: String, industryCode: String, quotient: Double?, density: Double?) {
        self.regionCode = regionCode
        self.industryCode = industryCode
        self.quotient = quotient
        self.density = density
    }
}

/// The share of an occupation's employed that works in an industry.
public struct IndustryShare: Sendable, Equatable {
    /// The KBLI section.
    public let industryCode: String
    /// The share, above 0 and at most 1.
    public let share: Double

    /// Makes an entry; the properties of the same names say what the parameters mean.
    public init(industryCode: String, share: Double) {
        self.industryCode = industryCode
        self.share = share
    }
}

/// Pay offered for an occupation in a region.
public struct OfferedPay: Sendable, Equatable {
    /// A regency or a province; `nil` for postings of the whole country.
    public let regionCode: String?
    /// The KBJI unit group.
    public let occupationCode: String
    /// The pay that is offered, rupiah a month.
    public let rupiahPerMonth: Double

    /// Makes an entry; the properties of the same names say what the parameters mean.
    public init(regionCode: String?, occupationCode: String, rupiahPerMonth: Double) {
        self.regionCode = regionCode
        self.occupationCode = occupationCode
        self.rupiahPerMonth = rupiahPerMonth
    }
}

/// A programme that a BLK offers.
public struct CatalogEntry: Hashable, Sendable {
    /// The BLK.
    public let blkCode: String
    /// The programme.
    public let programCode: String

    /// Makes an entry; the properties of the same names say what the parameters mean.
    public init(blkCode: String, programCode: String) {
        self.blkCode = blkCode
        self.programCode = programCode
    }
}

/// All that the scoring stage reads.
public struct ScoringInputs: Sendable {
    /// The day for which licences, competences and catalogs are judged.
    public var asOf: Day
    /// All BLKs, in any order; the same holds for the other lists.
    public var blks: [Blk] = []
    /// The national catalog of programmes.
    public var programs: [Program] = []
    /// The entries of the BLKs' own catalogs that are valid on the day.
    public var catalog: [CatalogEntry] = []
    /// Workshops with their hours.
    public var workshops: [Workshop] = []
    /// Units that instructors are certified to teach.
    public var competences: [InstructorCompetence] = []
    /// Departments that have an instructor, by BLK.
    public var instructorDepartments: [CatalogDepartment] = []
    /// Licences of assessors.
    public var licences: [AssessorLicence] = []
    /// How many candidates one assessor assesses in a day, by scheme.
    public var candidatesPerDay: [String: Int] = [:]
    /// What came of programmes in the years before.
    public var outcomes: [Outcome] = []
    /// Openings and leavers of the demand run, by region and occupation.
    public var demand: [ReachableDemand] = []
    /// Pay that advertisements offer.
    public var pay: [OfferedPay] = []
    /// Rupiah a month by region (regency or province), of the latest year up to the day.
    public var minimumWage: [String: Double] = [:]
    /// What industries are in the regions that have BLKs.
    public var potential: [RegionIndustry] = []
    /// Where each occupation works, by its code.
    public var occupationIndustries: [String: [IndustryShare]] = [:]
    /// The unemployed of the latest year up to the day, in per cent of the labour force, by region (regency or province).
    public var unemployment: [String: Double] = [:]
    /// Persons in the labour force of the same year, where it is known.
    public var labourForce: [String: Double] = [:]
    /// The regions within reach of a region, itself among them.
    public var reach: [String: Set<String>] = [:]

    /// Makes inputs without any row.
    ///
    /// - Parameter asOf: The day for which licences, competences and catalogs are judged.
    public init(asOf: Day) {
        self.asOf = asOf
    }
}

/// A vocational department of a BLK.
public struct CatalogDepartment: Hashable, Sendable {
    /// The BLK.
    public let blkCode: String
    /// The name of the department.
    public let kejuruan: String

    /// Makes an entry; the properties of the same names say what the parameters mean.
    public init(blkCode: String, kejuruan: String) {
        self.blkCode = blkCode
        self.kejuruan = kejuruan
    }
}
