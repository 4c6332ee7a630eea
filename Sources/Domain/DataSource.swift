/// One kind of data that figures come from: how much there is, what time it covers, how much of it could not be used.
public struct DataSource: Sendable, Equatable {
    /// Kind of import: `vacancies`, `employment`, …
    public let kind: String
    /// Names of the files and, for vacancies, of the sites, the latest first.
    public let names: [String]
    public let rows: Int
    public let rejected: Int
    /// First and last year or day that the rows speak of, as text; `nil` where they have no time.
    public let from: String?
    public let until: String?
    /// Vacancies: share of advertisements without a KBJI code or a region, 0 to 1.
    public let uncodedShare: Double?
    public let unresolvedShare: Double?

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

/// Openings and leavers of an occupation in a region, persons a year.
public struct LocalMarket: Sendable, Equatable {
    public let regionCode: String
    public let occupationCode: String
    public let openings: Double
    public let leavers: Double

    public init(regionCode: String, occupationCode: String, openings: Double, leavers: Double) {
        self.regionCode = regionCode
        self.occupationCode = occupationCode
        self.openings = openings
        self.leavers = leavers
    }
}
