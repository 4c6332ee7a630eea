/// An instructor of a BLK with the units that he or she may teach.
public struct Teacher: Hashable, Sendable {
    /// The name, which is personal data; the code where whoever asks may not read names.
    public let name: String
    /// The vocational department that the instructor belongs to.
    public let kejuruan: String
    /// The last day of each valid certificate, by the code of its unit.
    public let units: [String: Day]

    /// Creates an instructor; every parameter sets the property of the same name.
    public init(name: String, kejuruan: String, units: [String: Day]) {
        self.name = name
        self.kejuruan = kejuruan
        self.units = units
    }
}

/// A BLK that has a verified test site (TUK) of a department.
public struct TestSite: Hashable, Sendable {
    /// The code of the BLK.
    public let blkCode: String
    /// The name of the BLK.
    public let blkName: String
    /// The Kemendagri code of the region where the BLK stands.
    public let regionCode: String
    /// The vocational department.
    public let kejuruan: String
    /// The last day on which a workshop of the department is a verified test site.
    public let until: Day

    /// Creates a test site; every parameter sets the property of the same name.
    public init(blkCode: String, blkName: String, regionCode: String, kejuruan: String, until: Day) {
        self.blkCode = blkCode
        self.blkName = blkName
        self.regionCode = regionCode
        self.kejuruan = kejuruan
        self.until = until
    }
}

/// An assessor with a licence for a scheme.
public struct LicensedAssessor: Hashable, Sendable {
    /// The code of the scheme.
    public let schemeCode: String
    /// The name, which is personal data; the code where whoever asks may not read names.
    public let name: String
    /// The Kemendagri code of the region where the assessor lives.
    public let regionCode: String
    /// The last day of the licence.
    public let until: Day

    /// Creates an assessor; every parameter sets the property of the same name.
    public init(schemeCode: String, name: String, regionCode: String, until: Day) {
        self.schemeCode = schemeCode
        self.name = name
        self.regionCode = regionCode
        self.until = until
    }
}

/// What a BLK ran, or meant to run, in the year before a plan.
public struct YearBefore: Hashable, Sendable {
    /// Where that is known from.
    public enum Source: Hashable, Sendable {
        /// The stored plan of the year before, by the number of its run.
        case plan(run: Int)
        /// The reports of what was run, of the months up to this one, 1 to 12.
        case realizations(throughMonth: Int)
        /// The catalog, which says which programmes ran, but not how many packages.
        case catalog
    }

    /// One programme of the year.
    public struct Entry: Hashable, Sendable {
        /// The code of the programme.
        public let programCode: String
        /// The name of the programme.
        public let programName: String
        /// The number of packages; `nil` where the source does not say it.
        public let packages: Int?

        /// Creates an entry; every parameter sets the property of the same name.
        public init(programCode: String, programName: String, packages: Int?) {
            self.programCode = programCode
            self.programName = programName
            self.packages = packages
        }
    }

    /// The year.
    public let year: Int
    /// Where the programmes are known from.
    public let source: Source
    /// The programmes, by code.
    public let entries: [Entry]

    /// Creates a year; every parameter sets the property of the same name.
    public init(year: Int, source: Source, entries: [Entry]) {
        self.year = year
        self.source = source
        self.entries = entries
    }
}
