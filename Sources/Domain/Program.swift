/// A PBK programme of the national catalog.
public struct Program: Hashable, Sendable {
    /// The code that identifies the programme in every file and table.
    public let code: String
    /// The name as the catalog writes it.
    public let name: String
    /// The vocational department that teaches the programme.
    public let kejuruan: String
    /// The length of one package in JP (lessons of 45 minutes).
    public let hours: Int
    /// The number of participants of one package.
    public let packageSize: Int
    /// The least education that participants must have; `nil` where none is asked.
    public let educationMinimum: String?
    /// The code of the certification scheme at the end of the programme; `nil` when it ends without certification.
    public let schemeCode: String?
    /// The cost of one package in rupiah; `nil` where it is not known.
    public let costRupiah: Int?
    /// The codes of the competency units that the programme teaches, in rising order.
    public let units: [String]
    /// The occupations that the programme prepares for, in rising order of their codes.
    public let occupations: [ProgramOccupation]

    /// Creates a programme; every parameter sets the property of the same name.
    public init(
        code: String, name: String, kejuruan: String, hours: Int, packageSize: Int, educationMinimum: String?,
        schemeCode: String?, costRupiah: Int?, units: [String], occupations: [ProgramOccupation]
    ) {
        self.code = code
        self.name = name
        self.kejuruan = kejuruan
        self.hours = hours
        self.packageSize = packageSize
        self.educationMinimum = educationMinimum
        self.schemeCode = schemeCode
        self.costRupiah = costRupiah
        self.units = units
        self.occupations = occupations
    }
}

/// An occupation that a programme prepares for, and how well.
public struct ProgramOccupation: Hashable, Sendable {
    /// The KBJI code of the unit group (four digits).
    public let code: String
    /// The relevance m[p,o] of the programme for the occupation: above 0, and 1 where the programme is made for it.
    public let relevance: Double

    /// Creates the link from a programme to an occupation; every parameter sets the property of the same name.
    public init(code: String, relevance: Double) {
        self.code = code
        self.relevance = relevance
    }
}
