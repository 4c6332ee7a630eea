import Domain
import Scoring

/// What a scoring run found, counted.
public struct ScoringRunAnswer: Sendable {
    /// The number of the run.
    public let runID: Int
    /// The demand run that was read.
    public let demandRunID: Int
    /// The day for which licences, certificates and catalogs had to be valid.
    public let asOf: Day
    /// The profile of weights.
    public let profile: String
    /// How ranks were made.
    public let method: RankingMethod
    /// The seed of the random draws behind robustness.
    public let seed: Int
    /// The number of BLKs that were scored.
    public let blks: Int
    /// The number of programmes of the national catalog.
    public let programs: Int
    /// The number of pairs of BLK and programme, and how many of them can begin, could begin with what is missing, or cannot.
    public let candidates, ready, readyIf, blocked: Int
    /// Of the programmes among the first k of each BLK, those whose rank holds and those whose rank does not.
    public let firm, fragile: Int
    /// The number k of ranks that count as recommended.
    public let recommendedRanks: Int
    /// How far a rival method agrees with the weighted score; `nil` for the weighted score itself.
    public let agreement: MethodAgreement?
    /// Whether the run was published; else it is a trial.
    public let isPublished: Bool

    /// Makes an answer of its figures.
    public init(
        runID: Int, demandRunID: Int, asOf: Day, profile: String, method: RankingMethod, seed: Int, blks: Int, programs: Int,
        candidates: Int,
        ready: Int, readyIf: Int, blocked: Int, firm: Int, fragile: Int, recommendedRanks: Int, agreement: MethodAgreement?,
        isPublished: Bool
    ) {
        self.runID = runID
        self.demandRunID = demandRunID
        self.asOf = asOf
        self.profile = profile
        self.method = method
        self.seed = seed
        self.blks = blks
        self.programs = programs
        self.candidates = candidates
        self.ready = ready
        self.readyIf = readyIf
        self.blocked = blocked
        self.firm = firm
        self.fragile = fragile
        self.recommendedRanks = recommendedRanks
        self.agreement = agreement
        self.isPublished = isPublished
    }
}

/// Two scoring runs side by side.
public struct RankComparison: Sendable {
    /// How far one BLK's ranks agree.
    public struct Agreement: Sendable {
        /// The BLK's code.
        public let blkCode: String
        /// Kendall's τ-b; `nil` where it is not defined.
        public let kendall: Double?
        /// The share of the first k programmes that both runs have.
        public let overlap: Double?

        /// Makes an agreement of its figures.
        public init(blkCode: String, kendall: Double?, overlap: Double?) {
            self.blkCode = blkCode
            self.kendall = kendall
            self.overlap = overlap
        }
    }

    /// A programme whose rank changed.
    public struct Move: Sendable {
        /// The codes of the BLK and the programme.
        public let blkCode, programCode: String
        /// The ranks in both runs.
        public let before, after: Int
        /// The scores in both runs, points.
        public let scoreBefore, scoreAfter: Double
        /// The criterion that explains the move best; `nil` where methods differ or no contribution changed.
        public let criterion: String?
        /// What that criterion's contribution gained or lost, points.
        public let contributionChange: Double?

        /// The ranks that the programme gained; negative when it fell.
        public var gained: Int { before - after }

        /// Makes a move of its figures.
        public init(
            blkCode: String, programCode: String, before: Int, after: Int, scoreBefore: Double, scoreAfter: Double, criterion: String?,
            contributionChange: Double?
        ) {
            self.blkCode = blkCode
            self.programCode = programCode
            self.before = before
            self.after = after
            self.scoreBefore = scoreBefore
            self.scoreAfter = scoreAfter
            self.criterion = criterion
            self.contributionChange = contributionChange
        }
    }

    /// The two runs.
    public let left, right: Run
    /// The number k of ranks that count as recommended in the first run.
    public let recommendedRanks: Int
    /// One agreement for each BLK, by code.
    public let agreements: [Agreement]
    /// The number of programmes that have a rank in both runs, over all BLKs.
    public let candidates: Int
    /// All programmes that moved, by BLK and programme.
    public let moves: [Move]
    /// Names of programmes by code.
    public let programNames: [String: String]

    /// Makes a comparison of its parts.
    public init(
        left: Run, right: Run, recommendedRanks: Int, agreements: [Agreement], candidates: Int, moves: [Move],
        programNames: [String: String]
    ) {
        self.left = left
        self.right = right
        self.recommendedRanks = recommendedRanks
        self.agreements = agreements
        self.candidates = candidates
        self.moves = moves
        self.programNames = programNames
    }

    /// Kendall's τ-b, the mean over BLKs.
    public var kendall: Double? { Self.mean(agreements.compactMap(\.kendall)) }
    /// The share of the first k that both have, the mean over BLKs.
    public var overlap: Double? { Self.mean(agreements.compactMap(\.overlap)) }

    /// The largest moves of programmes that are among the first k in one of the runs.
    public func largest(_ limit: Int) -> [Move] {
        Array(
            moves.filter { min($0.before, $0.after) <= recommendedRanks }.sorted {
                (-abs($0.gained), $0.blkCode, $0.programCode) < (-abs($1.gained), $1.blkCode, $1.programCode)
            }.prefix(limit))
    }

    private static func mean(_ values: [Double]) -> Double? { values.isEmpty ? nil : values.reduce(0, +) / Double(values.count) }
}
