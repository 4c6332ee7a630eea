/// A workshop (bengkel) of a BLK.
public struct Workshop: Hashable, Sendable {
    /// The code of the BLK that owns the workshop.
    public let blkCode: String
    /// The vocational department that the workshop serves.
    public let kejuruan: String
    /// The JP (lessons of 45 minutes) for which it can be used in a year.
    public let hoursPerYear: Int
    /// The JP a year that are promised to other uses.
    public let hoursCommitted: Int
    /// The last day on which the workshop is a verified test site (TUK); `nil` when it is none.
    public let testSiteUntil: Day?

    /// Creates a workshop; every parameter sets the property of the same name.
    public init(blkCode: String, kejuruan: String, hoursPerYear: Int, hoursCommitted: Int, testSiteUntil: Day?) {
        self.blkCode = blkCode
        self.kejuruan = kejuruan
        self.hoursPerYear = hoursPerYear
        self.hoursCommitted = hoursCommitted
        self.testSiteUntil = testSiteUntil
    }

    /// The JP a year that are left for packages, never less than 0.
    public var hoursFree: Int { max(0, hoursPerYear - hoursCommitted) }
}

/// A unit that an instructor of a BLK is certified to teach.
public struct InstructorCompetence: Hashable, Sendable {
    /// The code of the BLK where the instructor works.
    public let blkCode: String
    /// The code of the competency unit.
    public let unitCode: String
    /// The first day of the certificate.
    public let validFrom: Day
    /// The last day of the certificate.
    public let validUntil: Day

    /// Creates a competence; every parameter sets the property of the same name.
    public init(blkCode: String, unitCode: String, validFrom: Day, validUntil: Day) {
        self.blkCode = blkCode
        self.unitCode = unitCode
        self.validFrom = validFrom
        self.validUntil = validUntil
    }

    /// Whether the certificate is valid on a day; its first and last day count as valid.
    public func isValid(on day: Day) -> Bool { validFrom <= day && day <= validUntil }
}

/// A licence of an assessor for one scheme.
public struct AssessorLicence: Hashable, Sendable {
    /// The code of the scheme that the assessor may assess.
    public let schemeCode: String
    /// The Kemendagri code of the regency or city where the assessor lives.
    public let regionCode: String
    /// The days a year that the assessor has for this scheme.
    public let daysPerYear: Int
    /// The first day of the licence.
    public let licensedFrom: Day
    /// The last day of the licence.
    public let licensedUntil: Day

    /// Creates a licence; every parameter sets the property of the same name.
    public init(schemeCode: String, regionCode: String, daysPerYear: Int, licensedFrom: Day, licensedUntil: Day) {
        self.schemeCode = schemeCode
        self.regionCode = regionCode
        self.daysPerYear = daysPerYear
        self.licensedFrom = licensedFrom
        self.licensedUntil = licensedUntil
    }

    /// Whether the licence is valid on a day; its first and last day count as valid.
    public func isValid(on day: Day) -> Bool { licensedFrom <= day && day <= licensedUntil }
}

/// What became of the participants of a programme at a BLK in one year.
public struct Outcome: Hashable, Sendable {
    /// The code of the BLK.
    public let blkCode: String
    /// The code of the programme.
    public let programCode: String
    /// The calendar year.
    public let year: Int
    /// The participants who finished.
    public let trained: Int
    /// Those of them who were certified; `nil` when nobody says how many.
    public let certified: Int?
    /// Those who finished and were in work within six months; `nil` when nobody traced them.
    public let placed: Int?

    /// Creates an outcome; every parameter sets the property of the same name.
    public init(blkCode: String, programCode: String, year: Int, trained: Int, certified: Int?, placed: Int?) {
        self.blkCode = blkCode
        self.programCode = programCode
        self.year = year
        self.trained = trained
        self.certified = certified
        self.placed = placed
    }
}
