/// Openings, leavers and gap of one region and occupation, persons a year.
public struct DemandCell: Sendable, Equatable {
    public let regionCode: String
    public let occupationCode: String
    /// D, fused over the sources.
    public let openings: Double
    /// Relative error of D; `nil` where no source covers the cell.
    public let relativeError: Double?
    /// S.
    public let leavers: Double
    /// D̃, over the catchment.
    public let reachableOpenings: Double
    /// S̃, over the catchment.
    public let reachableLeavers: Double
    /// Share of D from postings known only by province or country.
    public let spreadShare: Double
    /// Yearly growth of the industries that hire here, weighted by their openings, as a fraction; `nil` where none is known.
    public let growth: Double?

    public init(
        regionCode: String, occupationCode: String, openings: Double, relativeError: Double?, leavers: Double,
        reachableOpenings: Double, reachableLeavers: Double, spreadShare: Double, growth: Double? = nil
    ) {
        self.regionCode = regionCode
        self.occupationCode = occupationCode
        self.openings = openings
        self.relativeError = relativeError
        self.leavers = leavers
        self.reachableOpenings = reachableOpenings
        self.reachableLeavers = reachableLeavers
        self.spreadShare = spreadShare
        self.growth = growth
    }

    /// G = D − S.
    public var gap: Double { openings - leavers }
    /// G̃ = D̃ − S̃.
    public var reachableGap: Double { reachableOpenings - reachableLeavers }
}

/// What one source says of a region, an occupation and an industry, persons a year.
public struct DemandPart: Sendable, Equatable {
    public let regionCode: String
    public let occupationCode: String
    /// `vacancies:NAME`, `employment` or `survey`.
    public let source: String
    public let industryCode: String?
    public let openings: Double
    /// Of those, from postings known only by province or country.
    public let spreadOpenings: Double
    /// Employment: clipped yearly growth of the industry in the region, as a fraction.
    public let growth: Double?

    public init(
        regionCode: String, occupationCode: String, source: String, industryCode: String?, openings: Double,
        spreadOpenings: Double, growth: Double?
    ) {
        self.regionCode = regionCode
        self.occupationCode = occupationCode
        self.source = source
        self.industryCode = industryCode
        self.openings = openings
        self.spreadOpenings = spreadOpenings
        self.growth = growth
    }
}

/// Where the leavers of a region and occupation come from, persons a year.
public struct SupplyPart: Sendable, Equatable {
    public let regionCode: String
    public let occupationCode: String
    public let provider: String
    public let field: String
    public let leavers: Double

    public init(regionCode: String, occupationCode: String, provider: String, field: String, leavers: Double) {
        self.regionCode = regionCode
        self.occupationCode = occupationCode
        self.provider = provider
        self.field = field
        self.leavers = leavers
    }
}

/// A finished demand stage. Everything is sorted by its codes.
public struct DemandResult: Sendable {
    public let cells: [DemandCell]
    public let parts: [DemandPart]
    public let supplyParts: [SupplyPart]
    /// Regencies and provinces, sections and divisions.
    public let potential: [IndustryPotential]
    public let occupationIndustries: [OccupationIndustryShare]

    /// What could not be used, in words for the analyst.
    public let warnings: [String]
}
