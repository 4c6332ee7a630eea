import Domain

/// Openings counted in one source for one place and occupation.
public struct VacancyOpenings: Sendable, Equatable {
    /// The site or office that the advertisements come from.
    public let source: String
    /// A regency (`32.16`), a province (`32`), or `nil` for the whole country.
    public let regionCode: String?
    /// The KBJI unit group.
    public let occupationCode: String
    /// The KBLI industry of the employers; `nil` where the source does not say it.
    public let industryCode: String?
    /// Distinct openings within the source's harvest windows.
    public let openings: Double
    /// The advertisements that the openings were counted in.
    public let advertisements: Int

    /// Makes a count; the properties of the same names say what the parameters mean.
    public init(
        source: String, regionCode: String?, occupationCode: String, industryCode: String?, openings: Double, advertisements: Int = 1
    ) {
        self.advertisements = advertisements
        self.source = source
        self.regionCode = regionCode
        self.occupationCode = occupationCode
        self.industryCode = industryCode
        self.openings = openings
    }
}

/// Openings of one source whose occupation or place is not known.
public struct UnplacedOpenings: Sendable, Equatable {
    /// The site or office that the advertisements come from.
    public let source: String
    /// The level of the place; `nil` where it is no place of the country.
    public let level: StatementLevel?
    /// Why they count nowhere.
    public let reason: UnusedInput.Reason
    /// Distinct openings.
    public let openings: Double
    /// The advertisements that the openings were counted in.
    public let advertisements: Int

    /// Makes a count; the properties of the same names say what the parameters mean.
    public init(source: String, level: StatementLevel?, reason: UnusedInput.Reason, openings: Double, advertisements: Int) {
        self.source = source
        self.level = level
        self.reason = reason
        self.openings = openings
        self.advertisements = advertisements
    }
}

/// Rows of employment by occupation of one level.
public struct OccupationEmploymentTotal: Sendable, Equatable {
    /// The level of the regions.
    public let level: StatementLevel
    /// The number of rows.
    public let rows: Int
    /// Persons in all rows.
    public let persons: Double

    /// Makes a count; the properties of the same names say what the parameters mean.
    public init(level: StatementLevel, rows: Int, persons: Double) {
        self.level = level
        self.rows = rows
        self.persons = persons
    }
}

/// Persons employed by one industry in one region and year.
public struct EmploymentCount: Sendable, Equatable {
    /// A regency, a province, or `Region.countryCode`.
    public let regionCode: String
    /// The KBLI section or division, or a group of sections such as `M,N`.
    public let industryCode: String
    /// The year of the figure.
    public let year: Int
    /// Persons employed.
    public let persons: Double

    /// Makes a count; the properties of the same names say what the parameters mean.
    public init(regionCode: String, industryCode: String, year: Int, persons: Double) {
        self.regionCode = regionCode
        self.industryCode = industryCode
        self.year = year
        self.persons = persons
    }
}

/// Hires that employers or announced investments state.
public struct StatedHires: Sendable, Equatable {
    /// A regency, a province, or `Region.countryCode`.
    public let regionCode: String
    /// The KBJI unit group.
    public let occupationCode: String
    /// The KBLI industry; `nil` where it is not stated.
    public let industryCode: String?
    /// The year of the statement.
    public let year: Int
    /// Persons a year.
    public let hiresPerYear: Double

    /// Makes a statement; the properties of the same names say what the parameters mean.
    public init(regionCode: String, occupationCode: String, industryCode: String?, year: Int, hiresPerYear: Double) {
        self.regionCode = regionCode
        self.occupationCode = occupationCode
        self.industryCode = industryCode
        self.year = year
        self.hiresPerYear = hiresPerYear
    }
}

/// Persons who left one kind of school or training provider in one region and year.
public struct LeaverCount: Sendable, Equatable {
    /// A regency, a province, or `Region.countryCode`.
    public let regionCode: String
    /// The kind of provider: `SMK`, `LPK`, `D3`, `S1` or `lain`.
    public let provider: String
    /// The field of study, as `config/fields.csv` names it.
    public let field: String
    /// The year in which they left.
    public let year: Int
    /// Persons a year.
    public let leavers: Double

    /// Makes a count; the properties of the same names say what the parameters mean.
    public init(regionCode: String, provider: String, field: String, year: Int, leavers: Double) {
        self.regionCode = regionCode
        self.provider = provider
        self.field = field
        self.year = year
        self.leavers = leavers
    }
}

/// The share of one occupation in an industry's employed, or in a field's leavers.
public struct OccupationShare: Sendable, Equatable {
    /// The KBJI unit group.
    public let occupationCode: String
    /// The share, above 0 and at most 1.
    public let share: Double

    /// Makes a share; the properties of the same names say what the parameters mean.
    public init(occupationCode: String, share: Double) {
        self.occupationCode = occupationCode
        self.share = share
    }
}

/// All that the demand stage reads.
public struct DemandInputs: Sendable {
    /// Rows of employment, surveys and leavers of later years do not count; `nil` lets all years count.
    public var lastYear: Int?
    /// Provinces, regencies and cities.
    public var regions: [Region] = []
    /// Persons in the labour force of the latest year, by region.
    public var labourForce: [String: Double] = [:]
    /// Persons who work, of the latest year, by region.
    public var employed: [String: Double] = [:]
    /// PDRB of regencies and cities by section or group of sections.
    public var products: [SectorProduct] = []
    /// Openings that were advertised.
    public var vacancies: [VacancyOpenings] = []
    /// Openings of advertisements that count nowhere, with the reason.
    public var unplaced: [UnplacedOpenings] = []
    /// Employment by occupation that was loaded, which no formula uses yet.
    public var occupationEmployment: [OccupationEmploymentTotal] = []
    /// The days that each source's harvest windows cover together.
    public var windowDays: [String: Int] = [:]
    /// Persons employed, of all years that were loaded.
    public var employment: [EmploymentCount] = []
    /// Hires that employers state, of all years that were loaded.
    public var surveys: [StatedHires] = []
    /// Leavers of schools and training providers, of all years that were loaded.
    public var leavers: [LeaverCount] = []
    /// α[i,o] by industry (section or division); the shares of an industry sum to 1.
    public var staffing: [String: [OccupationShare]] = [:]
    /// The relevance of a field of study for occupations; the shares of a field sum to at most 1.
    public var fields: [String: [OccupationShare]] = [:]

    /// Makes inputs without any row.
    public init() {}
}
