/// A row of a file that stands behind a figure of demand.
public struct TracedRow: Sendable, Equatable {
    /// The kind of import, for example `employment`.
    public let kind: String
    /// The region that the row names; `nil` for a file of advertisements.
    public let regionCode: String?
    /// What the row counts: an industry, an occupation, a provider and field, or the site of advertisements.
    public let subject: String
    /// The year of the figure; `nil` for a file of advertisements.
    public let year: Int?
    /// Persons, or the advertisements of a file.
    public let persons: Double
    /// The name of the file, without its folder; `nil` where it is not known.
    public let file: String?
    /// The sheet of a workbook.
    public let sheet: String?
    /// The line of the file, or the row of the sheet; `nil` where it is not known.
    public let line: Int?
    /// The column, as the file names it; `nil` where it is not known.
    public let column: String?

    /// Creates a row; every parameter sets the property of the same name.
    public init(
        kind: String, regionCode: String?, subject: String, year: Int?, persons: Double, file: String?, sheet: String?, line: Int?,
        column: String?
    ) {
        self.kind = kind
        self.regionCode = regionCode
        self.subject = subject
        self.year = year
        self.persons = persons
        self.file = file
        self.sheet = sheet
        self.line = line
        self.column = column
    }
}
