/// Openings, leavers and gap of one region and occupation, persons a year.
public struct DemandCell: Sendable, Equatable {
    /// A regency or a city.
    public let regionCode: String
    /// The KBJI unit group.
    public let occupationCode: String
    /// D, fused over the sources.
    public let openings: Double
    /// The relative error σ_D of D; `nil` where no source covers the cell.
    public let relativeError: Double?
    /// S.
    public let leavers: Double
    /// The standard error σ_S·S of the leavers, persons a year; `nil` where it is not known, as in runs of older versions.
    public let leaversError: Double?
    /// D̃, over the catchment.
    public let reachableOpenings: Double
    /// The standard error of D̃, persons a year: `√Σ_q (K·σ_q·D_q)²`; `nil` where it is not known, as in runs of older versions.
    public let reachableOpeningsError: Double?
    /// S̃, over the catchment.
    public let reachableLeavers: Double
    /// The standard error of S̃, persons a year: `√Σ_q (K·σ_S·S_q)²`; `nil` where it is not known, as in runs of older versions.
    public let reachableLeaversError: Double?
    /// The share of D that comes from statements of provinces, the country or groups of sections.
    public let spreadShare: Double
    /// The share of S that comes from statements of provinces or the country.
    public let leaversSpreadShare: Double
    /// The yearly growth of the industries that hire here, weighted by their openings, as a fraction; `nil` where none is known.
    public let growth: Double?

    /// Makes a cell; the properties of the same names say what the parameters mean.
    public init(
        regionCode: String, occupationCode: String, openings: Double, relativeError: Double?, leavers: Double,
        leaversError: Double? = nil, reachableOpenings: Double, reachableOpeningsError: Double? = nil, reachableLeavers: Double,
        reachableLeaversError: Double? = nil, spreadShare: Double, leaversSpreadShare: Double = 0, growth: Double? = nil
    ) {
        self.regionCode = regionCode
        self.occupationCode = occupationCode
        self.openings = openings
        self.relativeError = relativeError
        self.leavers = leavers
        self.leaversError = leaversError
        self.reachableOpenings = reachableOpenings
        self.reachableOpeningsError = reachableOpeningsError
        self.reachableLeavers = reachableLeavers
        self.reachableLeaversError = reachableLeaversError
        self.spreadShare = spreadShare
        self.leaversSpreadShare = leaversSpreadShare
        self.growth = growth
    }

    /// G = D − S.
    public var gap: Double { openings - leavers }

    /// The standard error of G, that of a difference: `√((σ_D·D)² + (σ_S·S)²)`; `nil` where one of the two errors is not known.
    public var gapError: Double? {
        guard let relativeError, let leaversError else { return nil }
        return Self.quadrature(relativeError * openings, leaversError)
    }

    /// G̃ = D̃ − S̃.
    public var reachableGap: Double { reachableOpenings - reachableLeavers }

    /// The standard error of G̃, that of a difference; `nil` where one of the two errors is not known.
    public var reachableGapError: Double? {
        guard let reachableOpeningsError, let reachableLeaversError else { return nil }
        return Self.quadrature(reachableOpeningsError, reachableLeaversError)
    }

    private static func quadrature(_ left: Double, _ right: Double) -> Double { (left * left + right * right).squareRoot() }
}

/// What one source says of a region, an occupation and an industry, persons a year.
public struct DemandPart: Sendable, Equatable {
    /// A regency or a city.
    public let regionCode: String
    /// The KBJI unit group.
    public let occupationCode: String
    /// `vacancies:NAME`, `employment` or `survey`.
    public let source: String
    /// The KBLI industry; `nil` where the source has none.
    public let industryCode: String?
    /// Openings by this source, those that were spread included.
    public let openings: Double
    /// Of those, the openings from statements of provinces, the country or groups of sections.
    public let spreadOpenings: Double
    /// The clipped yearly growth of the industry in the region, as a fraction; of the source `employment` only.
    public let growth: Double?

    /// Makes a part; the properties of the same names say what the parameters mean.
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
    /// A regency or a city.
    public let regionCode: String
    /// The KBJI unit group that they look for work in.
    public let occupationCode: String
    /// The kind of school or training provider.
    public let provider: String
    /// The field of study.
    public let field: String
    /// Persons a year who look for work in the occupation.
    public let leavers: Double

    /// Makes a part; the properties of the same names say what the parameters mean.
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
    /// Every region and occupation with openings or leavers within reach.
    public let cells: [DemandCell]
    /// What each source says.
    public let parts: [DemandPart]
    /// Where leavers come from.
    public let supplyParts: [SupplyPart]
    /// Every industry of regencies and provinces, by sections and by divisions.
    public let potential: [IndustryPotential]
    /// The first and the last year of the employment of regencies behind the potential; `nil` without any.
    public let potentialYears: ClosedRange<Int>?
    /// Which industries employ each occupation.
    public let occupationIndustries: [OccupationIndustryShare]
    /// What could not be used.
    public let warnings: [DemandWarning]
    /// The rows of surveys, graduates and employment that do not count, and why.
    public let unused: [UnusedInput]
    /// What became of every row that was read, by source and level.
    public let balance: [BalanceLine]
}
