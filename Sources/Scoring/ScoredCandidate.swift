import Domain

/// One criterion's part in a score.
public struct Contribution: Sendable, Equatable {
    /// The name of the criterion.
    public let criterion: String
    /// The unit of the raw value.
    public let unit: String
    /// The configured weight.
    public let weight: Double
    /// The raw value in the criterion's unit; `nil` without data.
    public let raw: Double?
    /// The standard error in the same unit; 0 for what is counted, `nil` where it is not known or there are no data.
    public let standardError: Double?
    /// The value function of the raw value, 0 to 1; `nil` without data.
    public let utility: Double?
    /// The part of the score, `100·w·u/Σw` over the criteria with data; `nil` without data.
    public let points: Double?
    /// The figures from which a person can work out the raw value again.
    public let basis: Basis

    /// Makes a contribution; the properties of the same names say what the parameters mean.
    public init(
        criterion: String, unit: String, weight: Double, raw: Double?, standardError: Double?, utility: Double?, points: Double?,
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
    /// The share of samples in which the candidate was among the ranks that count as recommended.
    public let probabilityOfRecommended: Double
    /// The mean rank over all samples.
    public let expectedRank: Double
    /// The share of samples in which it had rank 1, 2, … k, where k is the number of recommended ranks.
    public let ranks: [Double]
    /// The mean weights of the samples in which it was first, in the order of the criteria; empty when it never was.
    public let centralWeights: [Double]

    /// Makes an answer; the properties of the same names say what the parameters mean.
    public init(probabilityOfRecommended: Double, expectedRank: Double, ranks: [Double], centralWeights: [Double]) {
        self.probabilityOfRecommended = probabilityOfRecommended
        self.expectedRank = expectedRank
        self.ranks = ranks
        self.centralWeights = centralWeights
    }

    /// The share of samples in which it was first.
    public var first: Double { ranks.first ?? 0 }
}

/// A candidate with its score and all that explains it.
public struct ScoredCandidate: Sendable {
    /// The BLK.
    public let blk: Blk
    /// The programme.
    public let program: Program
    /// How the programme stands to the BLK.
    public let status: CandidateStatus
    /// The rank within the BLK: among running and new programmes, or among those of new departments. Blocked ones have none.
    public let position: Int?
    /// The score, 0 to 100; `nil` when no criterion has data.
    public let score: Double?
    /// The share of the weight with data.
    public let completeness: Double
    /// One entry for each criterion, in the order of `Criteria.all`.
    public let contributions: [Contribution]
    /// Whether the BLK could run it.
    public let eligibility: Eligibility
    /// The reachable openings, `Σ m·D̃`, persons a year; `nil` where they are not known.
    public let openings: Double?
    /// The reachable gap, `Σ m·max(G̃,0)`, persons a year; `nil` where it is not known.
    public let gap: Double?
    /// How sure the rank is; `nil` for what is not ranked among running and new programmes.
    public let acceptability: RankAcceptability?

    /// Makes a candidate; the properties of the same names say what the parameters mean.
    public init(
        blk: Blk, program: Program, status: CandidateStatus, position: Int?, score: Double?, completeness: Double,
        contributions: [Contribution], eligibility: Eligibility, openings: Double?, gap: Double?, acceptability: RankAcceptability?
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
