/// A workshop (bengkel) of a BLK.
public struct Workshop: Hashable, Sendable {
    public let blkCode: String
    public let kejuruan: String
    /// JP a year it can be used.
    public let hoursPerYear: Int
    /// JP a year promised to other uses.
    public let hoursCommitted: Int
    /// Last day as a verified test site (TUK); `nil` when it is none.
    public let testSiteUntil: Day?

    public init(blkCode: String, kejuruan: String, hoursPerYear: Int, hoursCommitted: Int, testSiteUntil: Day?) {
        self.blkCode = blkCode
        self.kejuruan = kejuruan
        self.hoursPerYear = hoursPerYear
        self.hoursCommitted = hoursCommitted
        self.testSiteUntil = testSiteUntil
    }

    public var hoursFree: Int { max(0, hoursPerYear - hoursCommitted) }
}

/// A unit that an instructor of a BLK is certified to teach.
public struct InstructorCompetence: Hashable, Sendable {
    public let blkCode: String
    public let unitCode: String
    public let validFrom: Day
    public let validUntil: Day

    public init(blkCode: String, unitCode: String, validFrom: Day, validUntil: Day) {
        self.blkCode = blkCode
        self.unitCode = unitCode
        self.validFrom = validFrom
        self.validUntil = validUntil
    }

    public func isValid(on day: Day) -> Bool { validFrom <= day && day <= validUntil }
}

/// A licence of an assessor for one scheme.
public struct AssessorLicence: Hashable, Sendable {
    public let schemeCode: String
    public let regionCode: String
    public let daysPerYear: Int
    public let licensedFrom: Day
    public let licensedUntil: Day

    public init(schemeCode: String, regionCode: String, daysPerYear: Int, licensedFrom: Day, licensedUntil: Day) {
        self.schemeCode = schemeCode
        self.regionCode = regionCode
        self.daysPerYear = daysPerYear
        self.licensedFrom = licensedFrom
        self.licensedUntil = licensedUntil
    }

    public func isValid(on day: Day) -> Bool { licensedFrom <= day && day <= licensedUntil }
}

/// What came of a BLK's programme in a year.
public struct Outcome: Hashable, Sendable {
    public let blkCode: String
    public let programCode: String
    public let year: Int
    public let trained: Int
    public let certified: Int
    /// In work within six months; `nil` when not traced.
    public let placed: Int?

    public init(blkCode: String, programCode: String, year: Int, trained: Int, certified: Int, placed: Int?) {
        self.blkCode = blkCode
        self.programCode = programCode
        self.year = year
        self.trained = trained
        self.certified = certified
        self.placed = placed
    }
}
