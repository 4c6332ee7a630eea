/// What an import did.
public struct ImportSummary: Sendable, Equatable {
    /// What the file holds.
    public let kind: ImportKind
    /// The path of the file.
    public let file: String
    /// How the file's characters are written, for people.
    public let encoding: String
    /// Rows that were read.
    public let read: Int
    /// Rows that were not there before.
    public let new: Int
    /// Rows that were there with other values.
    public let changed: Int
    /// Rows that changed nothing.
    public let same: Int
    /// Rows that were refused.
    public let rejected: Int
    /// Columns of the file that were not read.
    public let ignoredColumns: [String]
    /// Whether the file was only checked.
    public let dryRun: Bool
    /// What is wrong in the rows refused, of which each may have several faults.
    public let rejections: Rejections
    /// Whether so many rows were refused that the rest of the file was not read.
    public var isCutShort = false
    /// What an import of vacancies found beside the rows.
    public var vacancies: VacancySummary?
    /// What is odd about the figures of rows that were taken, each with its first cell; nothing was changed for it.
    public var warnings: [Rejection] = []
    /// How many stored places and titles mean something else since what they are looked up in changed; `nil` when none does.
    public var lookedUpAgain: LookupChanges?
    /// The system in which region codes without a point were read, where it was stated or found; `nil` where it was neither.
    public var regionSystem: RegionSystem?
    /// The shapes by which the tables of the file were read, in their order; none where its rows were read as they stand.
    public var shapes: [ShapeSummary] = []
    /// Rows whose codes of occupations were converted from another version, by version.
    public var occupationConversions: [OccupationConversion] = []

    /// The shape of the first table; `nil` where its rows were read as they stand.
    public var shape: ShapeSummary? { shapes.first }

    /// Notes what was looked up anew, if anything changed.
    mutating func note(_ changes: LookupChanges) {
        if !changes.isEmpty { lookedUpAgain = changes }
    }
}

/// What an import of vacancies found beside the rows.
public struct VacancySummary: Sendable, Equatable {
    /// Different advertisements in the file.
    public let distinct: Int
    /// Rows that repeat another row of the file, of all rows that were taken; 0 to 1.
    public let duplicateShare: Double
    /// Rows whose place is not known.
    public let unresolvedPlaceRows: Int
    /// Different places that are not known.
    public let unresolvedPlaces: Int
    /// Rows whose place is abroad; it is known and has no region.
    public let abroadRows: Int
    /// Rows of remote work, which has no region.
    public let remoteRows: Int
    /// Rows that state no code of an occupation and whose title has none.
    public let uncodedTitleRows: Int
    /// Different titles of these rows.
    public let uncodedTitles: Int
    /// Different titles.
    public let distinctTitles: Int
    /// Different places.
    public let distinctPlaces: Int
    /// Rows whose pay is no amount that can be paid; their advertisements count without it.
    public let droppedPays: Int
}

/// How far an import has come.
public struct ImportProgress: Sendable {
    /// Bytes of the file that were read.
    public let bytesDone: Int
    /// The size of the file in bytes.
    public let bytesTotal: Int
    /// Rows that were read.
    public let rows: Int
}

/// How a file was read by a table's shape.
public struct ShapeSummary: Sendable, Equatable {
    /// The shape's name.
    public let name: String
    /// The sheet that was read; `nil` where the file has none.
    public let sheet: String?
    /// Rows of the table that are totals, and so are not loaded.
    public let totals: Int
    /// Rows that are remarks, headings or parts of others.
    public let remarks: Int
    /// Rows that the shape does not ask for.
    public let others: Int
    /// Figures that are not there.
    public let figures: Int
}

extension Importer {
    /// How the file is read, with what of it is no row.
    func shapeSummary(_ leftOut: ShapedReader.LeftOut?) -> ShapeSummary? {
        guard let shaping, let leftOut else { return nil }
        return ShapeSummary(
            name: shaping.shape.name, sheet: shaping.sheet, totals: leftOut.totals, remarks: leftOut.remarks, others: leftOut.others,
            figures: leftOut.figures)
    }
}
