/// A PBK programme of the national catalog.
public struct Program: Hashable, Sendable {
    public let code: String
    public let name: String
    public let kejuruan: String
    /// Length of one package in JP (45 minutes).
    public let hours: Int
    /// Participants of one package.
    public let packageSize: Int
    public let educationMinimum: String?
    public let schemeCode: String?
    /// Cost of one package in rupiah.
    public let costRupiah: Int?
    /// Codes of the competency units it packs, rising.
    public let units: [String]
    /// Relevance m[p,o] in (0, 1] by occupation, rising by code.
    public let occupations: [ProgramOccupation]

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

/// An occupation that a programme prepares for.
public struct ProgramOccupation: Hashable, Sendable {
    /// KBJI unit group.
    public let code: String
    /// m[p,o] in (0, 1].
    public let relevance: Double

    public init(code: String, relevance: Double) {
        self.code = code
        self.relevance = relevance
    }
}
