import Domain

/// How a programme stands to a BLK.
public enum CandidateStatus: String, Sendable, CaseIterable {
    /// In the BLK's own catalog.
    case running = "berjalan"
    /// The BLK has the kejuruan.
    case new = "baru"
    /// The kejuruan would have to be opened: a decision, shown apart.
    case newDepartment = "kejuruan baru"

    /// The number in the database.
    public var code: Int16 { Int16(Self.allCases.firstIndex(of: self) ?? 0) }
}

/// Whether a BLK could run a programme.
public enum Eligibility: Sendable, Equatable {
    case ready
    /// When what is missing is got.
    case readyIf([Missing])
    case blocked(BlockedReason)

    public var code: String {
        switch self {
        case .ready: "ready"
        case .readyIf: "ready_if"
        case .blocked: "blocked"
        }
    }
}

/// Something a BLK needs before it can run a programme.
public enum Missing: Sendable, Equatable {
    /// Units that no instructor is certified to teach.
    case instructor(units: [String])
    case workshop
    /// JP that the workshops lack for one package.
    case workshopHours(Int)
    /// No workshop of the kejuruan is a verified test site.
    case testSite
    /// Assessor-days that are lacking in reach, for a scheme.
    case assessors(scheme: String, days: Int)
}

public enum BlockedReason: String, Sendable, Equatable, CaseIterable {
    /// The programme says for no occupation that it prepares for it.
    case noOccupation = "no_occupation"
    /// Nobody in reach hires for its occupations.
    case noOpenings = "no_openings"
    /// No criterion has data.
    case noData = "no_data"
}

/// One criterion's part in a score.
public struct Contribution: Sendable, Equatable {
    public let criterion: String
    public let unit: String
    public let weight: Double
    /// In the criterion's unit; `nil` without data.
    public let raw: Double?
    /// In the same unit; 0 for what is counted.
    public let standardError: Double
    /// Value function of the raw value, 0 to 1.
    public let utility: Double?
    /// `100·w·u/Σw` over the criteria with data.
    public let points: Double?
    public let basis: Basis

    public init(
        criterion: String, unit: String, weight: Double, raw: Double?, standardError: Double, utility: Double?, points: Double?,
        basis: Basis
    ) {
        self.criterion = criterion
        self.unit = unit
        self.weight = weight
        self.raw = raw
        self.standardError = standardError
        self.utility = utility
        self.points = points
        self.basis = basis
    }
}

/// How sure a rank is when weights and raw values are.
public struct RankAcceptability: Sendable, Equatable {
    /// Share of samples in which the candidate was among the first k.
    public let top: Double
    public let expectedRank: Double
    /// Share of samples in which it had rank 1, 2, … k.
    public let ranks: [Double]
    /// Mean weights of the samples in which it was first, in the order of the criteria; empty when it never was.
    public let centralWeights: [Double]

    public init(top: Double, expectedRank: Double, ranks: [Double], centralWeights: [Double]) {
        self.top = top
        self.expectedRank = expectedRank
        self.ranks = ranks
        self.centralWeights = centralWeights
    }

    /// Share of samples in which it was first.
    public var first: Double { ranks.first ?? 0 }
}

/// A candidate with its score and all that explains it.
public struct ScoredCandidate: Sendable {
    public let blk: Blk
    public let program: Program
    public let status: CandidateStatus
    /// Rank within the BLK: among running and new programmes, or among those of new departments. Blocked ones have none.
    public let position: Int?
    /// 0 to 100; `nil` when no criterion has data.
    public let score: Double?
    /// Share of the weight with data.
    public let completeness: Double
    public let contributions: [Contribution]
    public let eligibility: Eligibility
    /// `Σ m·D̃`, persons a year.
    public let openings: Double
    /// `Σ m·max(G̃,0)`, persons a year.
    public let gap: Double
    /// `nil` for what is not ranked among running and new programmes.
    public let acceptability: RankAcceptability?

    public init(
        blk: Blk, program: Program, status: CandidateStatus, position: Int?, score: Double?, completeness: Double,
        contributions: [Contribution], eligibility: Eligibility, openings: Double, gap: Double, acceptability: RankAcceptability?
    ) {
        self.blk = blk
        self.program = program
        self.status = status
        self.position = position
        self.score = score
        self.completeness = completeness
        self.contributions = contributions
        self.eligibility = eligibility
        self.openings = openings
        self.gap = gap
        self.acceptability = acceptability
    }
}
