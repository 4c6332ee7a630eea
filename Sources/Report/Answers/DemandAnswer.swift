import Demand
import Domain
import Ingest

/// What a demand run found, counted.
public struct DemandRunAnswer: Sendable {
    /// The number of the run.
    public let runID: Int
    /// The day of reference; what is stated for years after that day's was left out.
    public let asOf: Day
    /// The number of pairs of region and occupation that have openings or leavers.
    public let cells: Int
    /// The number of parts, by source and industry, that the cells are made of.
    public let parts: Int
    /// Openings over all regions, persons a year.
    public let openings: Double
    /// The number of advertisements without a code, which count nowhere.
    public let uncodedVacancies: Int
    /// The number of advertisements without a place, which count nowhere.
    public let unresolvedVacancies: Int
    /// Advertisements for work abroad or from home, which have no region.
    public let regionlessVacancies: Int
    /// Rows that do not count, and why.
    public let unused: [UnusedInput]
    /// What became of every row that was read, by source and level.
    public let balance: [BalanceLine]
    /// Stored places and titles that have another answer by what is known now, which the run has used.
    public let lookedUpAgain: LookupChanges
    /// What the model wondered about.
    public let warnings: [DemandWarning]
    /// Whether the run was published; else it is a trial.
    public let isPublished: Bool

    /// Makes an answer of its figures.
    public init(
        runID: Int, asOf: Day, cells: Int, parts: Int, openings: Double, uncodedVacancies: Int, unresolvedVacancies: Int,
        regionlessVacancies: Int, unused: [UnusedInput], balance: [BalanceLine], lookedUpAgain: LookupChanges, warnings: [DemandWarning],
        isPublished: Bool
    ) {
        self.runID = runID
        self.asOf = asOf
        self.cells = cells
        self.parts = parts
        self.openings = openings
        self.uncodedVacancies = uncodedVacancies
        self.unresolvedVacancies = unresolvedVacancies
        self.regionlessVacancies = regionlessVacancies
        self.unused = unused
        self.balance = balance
        self.lookedUpAgain = lookedUpAgain
        self.warnings = warnings
        self.isPublished = isPublished
    }
}

/// The largest demands of the country or of one region, with what they are made of.
public struct DemandAnswer: Sendable {
    /// The demand run that was read.
    public let run: Run
    /// The code of the region that was asked for; `nil` for the country.
    public let region: String?
    /// The KBJI code asked for, of one to four digits; `nil` for all.
    public let occupation: String?
    /// Whether the figures are the made-up sample's.
    public let isSample: Bool
    /// The sums of the region over the occupations asked for in persons a year: openings and leavers; `nil` where nothing says how many there are.
    public let openings, leavers: Double?
    /// The openings that were spread from coarser statements, persons a year.
    public let spreadOpenings: Double
    /// The largest cells, the largest first.
    public let cells: [DemandCell]
    /// What each source says of the region; empty for the country.
    public let parts: [DemandPart]
    /// Where the region's leavers come from; empty for the country.
    public let supply: [SupplyPart]
    /// Openings of the occupations asked for by industry of the region, the most first; `nil` stands for openings without a known industry.
    public let industries: [(industryCode: String?, openings: Double)]
    /// The rows of files behind the figures; `nil` where they were not asked for.
    public let trace: [TracedRow]?
    /// Names of regions by code.
    public let regionNames: [String: String]
    /// Occupations by code.
    public let occupations: [String: Occupation]
    /// Indonesian and English names of industries by code.
    public let industryNames: [String: (id: String, en: String)]

    /// Makes an answer of its parts.
    public init(
        run: Run, region: String?, occupation: String?, isSample: Bool, openings: Double?, leavers: Double?, spreadOpenings: Double,
        cells: [DemandCell], parts: [DemandPart], supply: [SupplyPart], industries: [(industryCode: String?, openings: Double)],
        trace: [TracedRow]? = nil,
        regionNames: [String: String], occupations: [String: Occupation], industryNames: [String: (id: String, en: String)]
    ) {
        self.run = run
        self.region = region
        self.occupation = occupation
        self.isSample = isSample
        self.openings = openings
        self.leavers = leavers
        self.spreadOpenings = spreadOpenings
        self.cells = cells
        self.parts = parts
        self.supply = supply
        self.industries = industries
        self.trace = trace
        self.regionNames = regionNames
        self.occupations = occupations
        self.industryNames = industryNames
    }
}

/// The industries of a region: leading, emerging, related but absent, shrinking.
public struct PotentialAnswer: Sendable {
    /// The demand run that was read.
    public let run: Run
    /// The region asked for.
    public let region: Region
    /// The first and the last year of the employment behind the figures.
    public let years: ClosedRange<Int>
    /// KBLI sections.
    public let sections: [IndustryPotential]
    /// KBLI divisions; empty where the region does not report them.
    public let divisions: [IndustryPotential]
    /// An industry with a location quotient below this is absent, as the run was configured.
    public let absentQuotient: Double
    /// Indonesian and English names of industries by code.
    public let industryNames: [String: (id: String, en: String)]
    /// Whether the figures are the made-up sample's.
    public let isSample: Bool

    /// Makes an answer of its parts.
    public init(
        run: Run, region: Region, years: ClosedRange<Int>, sections: [IndustryPotential], divisions: [IndustryPotential],
        absentQuotient: Double, industryNames: [String: (id: String, en: String)], isSample: Bool
    ) {
        self.run = run
        self.region = region
        self.years = years
        self.sections = sections
        self.divisions = divisions
        self.absentQuotient = absentQuotient
        self.industryNames = industryNames
        self.isSample = isSample
    }
}
