import Domain

/// Openings counted in one source for one place and occupation.
public struct VacancyOpenings: Sendable, Equatable {
    public let source: String
    /// Regency (`32.16`), province (`32`), or `nil` for the country.
    public let regionCode: String?
    public let occupationCode: String
    public let industryCode: String?
    /// Distinct openings within the source's harvest windows.
    public let openings: Double

    public init(source: String, regionCode: String?, occupationCode: String, industryCode: String?, openings: Double) {
        self.source = source
        self.regionCode = regionCode
        self.occupationCode = occupationCode
        self.industryCode = industryCode
        self.openings = openings
    }
}

public struct EmploymentCount: Sendable, Equatable {
    public let regionCode: String
    public let industryCode: String
    public let year: Int
    public let persons: Double

    public init(regionCode: String, industryCode: String, year: Int, persons: Double) {
        self.regionCode = regionCode
        self.industryCode = industryCode
        self.year = year
        self.persons = persons
    }
}

public struct StatedHires: Sendable, Equatable {
    public let regionCode: String
    public let occupationCode: String
    public let industryCode: String?
    public let year: Int
    public let hiresPerYear: Double

    public init(regionCode: String, occupationCode: String, industryCode: String?, year: Int, hiresPerYear: Double) {
        self.regionCode = regionCode
        self.occupationCode = occupationCode
        self.industryCode = industryCode
        self.year = year
        self.hiresPerYear = hiresPerYear
    }
}

public struct LeaverCount: Sendable, Equatable {
    public let regionCode: String
    public let provider: String
    public let field: String
    public let year: Int
    public let leavers: Double

    public init(regionCode: String, provider: String, field: String, year: Int, leavers: Double) {
        self.regionCode = regionCode
        self.provider = provider
        self.field = field
        self.year = year
        self.leavers = leavers
    }
}

/// Shares of an industry's employed, or of a field's leavers, by occupation.
public struct OccupationShare: Sendable, Equatable {
    /// KBJI unit group.
    public let occupationCode: String
    public let share: Double

    public init(occupationCode: String, share: Double) {
        self.occupationCode = occupationCode
        self.share = share
    }
}

/// All that the demand stage reads.
public struct DemandInputs: Sendable {
    public var regions: [Region] = []
    /// Persons in the labour force, by region, of the latest year.
    public var labourForce: [String: Double] = [:]
    public var vacancies: [VacancyOpenings] = []
    /// Days of each source's harvest windows together.
    public var windowDays: [String: Int] = [:]
    public var employment: [EmploymentCount] = []
    public var surveys: [StatedHires] = []
    public var leavers: [LeaverCount] = []
    /// α[i,o] by industry (section or division); the shares of an industry sum to 1.
    public var staffing: [String: [OccupationShare]] = [:]
    /// Relevance of a field of study for occupations; the shares of a field sum to at most 1.
    public var fields: [String: [OccupationShare]] = [:]

    public init() {}
}
