import Domain

/// One thing that a BLK lacks, or a reason for not running a programme, as it is stored.
public struct MissingRecord: Codable, Sendable, Equatable {
    /// `instructor`, `workshop`, `workshop_hours`, `test_site`, `assessors`, or a blocked reason.
    public let code: String
    /// Units, hours, or scheme and days.
    public let items: [String]

    public init(code: String, items: [String]) {
        self.code = code
        self.items = items
    }

    public static func list(_ eligibility: Eligibility) -> [MissingRecord] {
        switch eligibility {
        case .ready: []
        case .blocked(let reason): [MissingRecord(code: reason.rawValue, items: [])]
        case .readyIf(let missing):
            missing.map { item in
                switch item {
                case .instructor(let units): MissingRecord(code: "instructor", items: units)
                case .workshop: MissingRecord(code: "workshop", items: [])
                case .workshopHours(let hours): MissingRecord(code: "workshop_hours", items: [String(hours)])
                case .testSite: MissingRecord(code: "test_site", items: [])
                case .assessors(let scheme, let days): MissingRecord(code: "assessors", items: [scheme, String(days)])
                }
            }
        }
    }
}

/// A ranked programme as it is read back.
public struct CandidateRecord: Sendable {
    public let program: Program
    public let status: CandidateStatus
    public let position: Int?
    public let score: Double?
    public let completeness: Double
    public let eligibility: String
    public let missing: [MissingRecord]
    public let openings: Double
    public let gap: Double
    public let criteria: [CriterionRecord]

    public init(
        program: Program, status: CandidateStatus, position: Int?, score: Double?, completeness: Double,
        eligibility: String, missing: [MissingRecord], openings: Double, gap: Double, criteria: [CriterionRecord]
    ) {
        self.program = program
        self.status = status
        self.position = position
        self.score = score
        self.completeness = completeness
        self.eligibility = eligibility
        self.missing = missing
        self.openings = openings
        self.gap = gap
        self.criteria = criteria
    }
}

public struct CriterionRecord: Sendable {
    public let criterion: String
    public let raw: Double?
    public let utility: Double?
    public let weight: Double
    public let points: Double?
    public let relativeError: Double?
    /// The figures behind the raw value, in the order of the formula.
    public let basis: [BasisFigure]
    /// Group or place behind the raw value where it is not the BLK's own.
    public let scope: String?

    public init(
        criterion: String, raw: Double?, utility: Double?, weight: Double, points: Double?, relativeError: Double?,
        basis: [BasisFigure], scope: String?
    ) {
        self.criterion = criterion
        self.raw = raw
        self.utility = utility
        self.weight = weight
        self.points = points
        self.relativeError = relativeError
        self.basis = basis
        self.scope = scope
    }
}

/// A named figure, stored as `[name, value]`.
public struct BasisFigure: Codable, Sendable, Equatable {
    public let name: String
    public let value: Double

    public init(name: String, value: Double) {
        self.name = name
        self.value = value
    }

    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        name = try container.decode(String.self)
        value = try container.decode(Double.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(name)
        try container.encode(value)
    }
}
