/// One kind of imported data: how much of it there is, what time it covers, and how much of it could not be used.
public struct DataSource: Sendable, Equatable {
    /// The kind of import, for example `vacancies` or `employment`.
    public let kind: String
    /// The names of the files and, for vacancies, of the sites that they come from, each once, in alphabetical order.
    public let names: [String]
    /// The rows that are in the database now.
    public let rows: Int
    /// The rows of the loaded files that were rejected.
    public let rejected: Int
    /// The first year or day that the rows speak of, as text; `nil` where they have no time.
    public let from: String?
    /// The last year or day that the rows speak of, as text; `nil` where they have no time.
    public let until: String?
    /// The share of advertisements that have no KBJI code, 0 to 1; `nil` for everything but vacancies.
    public let uncodedShare: Double?
    /// The share of advertisements whose place is not resolved to a region, 0 to 1; `nil` for everything but vacancies.
    public let unresolvedShare: Double?

    /// Creates the description of one kind of data; every parameter sets the property of the same name.
    public init(
        kind: String, names: [String], rows: Int, rejected: Int, from: String?, until: String?, uncodedShare: Double? = nil,
        unresolvedShare: Double? = nil
    ) {
        self.kind = kind
        self.names = names
        self.rows = rows
        self.rejected = rejected
        self.from = from
        self.until = until
        self.uncodedShare = uncodedShare
        self.unresolvedShare = unresolvedShare
    }
}

/// How many openings an occupation has in a region, and how many people leave training for it there, both in persons a year.
public struct LocalMarket: Sendable, Equatable {
    /// The Kemendagri code of the region.
    public let regionCode: String
    /// The KBJI code of the occupation.
    public let occupationCode: String
    /// The openings of the region itself, in persons a year.
    public let openings: Double
    /// The people who finish other training for the occupation in the region, in persons a year.
    public let leavers: Double

    /// Creates the figures of one occupation in one region; every parameter sets the property of the same name.
    public init(regionCode: String, occupationCode: String, openings: Double, leavers: Double) {
        self.regionCode = regionCode
        self.occupationCode = occupationCode
        self.openings = openings
        self.leavers = leavers
    }
}
