/// What a scoring run found, as `score` answers it.
public struct ScoringRunDocument: Codable, Sendable {
    /// The numbers of the run and of the demand run that it read.
    public let runID, demandRunID: Int
    /// The day of reference, ISO 8601.
    public let asOf: String
    /// The profile of weights and the ranking method.
    public let profile, method: String
    /// The seed of the random draws behind robustness.
    public let seed: Int
    /// The numbers of BLKs, of programmes and of their pairs, and how many pairs can begin, could begin with what is missing, or cannot.
    public let blks, programs, candidates, ready, readyIf, blocked: Int
    /// Of the programmes among the first k of each BLK, those whose rank holds and those whose rank does not.
    public let firm, fragile: Int
    /// The agreement of a rival method with the weighted score: Kendall's τ-b and the common share of the first k; absent otherwise.
    public let kendallTau, topOverlap: Double?
    /// Whether views, reports and pages show the run; else it is a trial.
    public let isPublished: Bool

    /// Takes the figures of an answer.
    public init(_ answer: ScoringRunAnswer) {
        runID = answer.runID
        demandRunID = answer.demandRunID
        asOf = answer.asOf.description
        profile = answer.profile
        method = answer.method.rawValue
        seed = answer.seed
        blks = answer.blks
        programs = answer.programs
        candidates = answer.candidates
        ready = answer.ready
        readyIf = answer.readyIf
        blocked = answer.blocked
        firm = answer.firm
        fragile = answer.fragile
        kendallTau = answer.agreement?.kendall
        topOverlap = answer.agreement?.overlap
        isPublished = answer.isPublished
    }
}

/// Two scoring runs side by side, as `compare` answers them.
public struct RankComparisonDocument: Codable, Sendable {
    /// A programme whose rank changed.
    public struct Move: Codable, Sendable {
        /// Codes of BLK and programme.
        public let blkCode, programCode: String
        /// The ranks in both runs.
        public let rankBefore, rankAfter: Int
        /// The scores in both runs, points.
        public let scoreBefore, scoreAfter: Double
        /// The criterion that explains the move best; absent where none does.
        public let because: String?
        /// What that criterion's contribution gained or lost, points.
        public let contributionChange: Double?
    }

    /// The numbers of both runs.
    public let leftRunID, rightRunID: Int
    /// BLKs that both runs have.
    public let blks: Int
    /// Kendall's τ-b and the common share of the first k, means over BLKs; absent where they are not defined.
    public let kendallTau, topOverlap: Double?
    /// The largest moves among the first k.
    public let moves: [Move]

    /// Takes the figures of a comparison.
    ///
    /// - Parameters:
    ///   - comparison: The comparison.
    ///   - limit: The most moves to take.
    public init(_ comparison: RankComparison, limit: Int) {
        leftRunID = comparison.left.id
        rightRunID = comparison.right.id
        blks = comparison.agreements.count
        kendallTau = comparison.kendall
        topOverlap = comparison.overlap
        moves = comparison.largest(limit).map {
            Move(
                blkCode: $0.blkCode, programCode: $0.programCode, rankBefore: $0.before, rankAfter: $0.after, scoreBefore: $0.scoreBefore,
                scoreAfter: $0.scoreAfter, because: $0.criterion, contributionChange: $0.contributionChange)
        }
    }
}

/// The arithmetic of one score, as `explain` answers it.
public struct ExplanationDocument: Codable, Sendable {
    /// How much of all weight a criterion has, and at which share the programme falls out of the first k.
    public struct Weight: Codable, Sendable {
        /// The criterion.
        public let criterion: String
        /// Its share of all weight.
        public let share: Double
        /// The share at which the programme falls out; absent where it never does.
        public let dropsOutAt: Double?
    }

    /// What alone would bring the programme among the first k.
    public struct Value: Codable, Sendable {
        /// The criterion.
        public let criterion: String
        /// Its raw value, and the one that it would have to be.
        public let raw, needed: Double
        /// The number of instructors, assessors or the like that makes it so; absent where it is no count.
        public let count: Int?
    }

    /// The explanation as people read it, line by line.
    public let lines: [String]
    /// For a recommended programme: at which share of all weights it falls out.
    public let weightSensitivity: [Weight]
    /// For the others: what alone would bring the programme in.
    public let valueSensitivity: [Value]
    /// The programme's figures within its BLK.
    public let blk: BlkDocument

    /// Takes the figures of an explanation, with its lines in a language.
    public init(_ explanation: Explanation, _ phrases: Phrases) {
        lines = explanation.lines(phrases)
        weightSensitivity = explanation.weightSensitivity.map {
            Weight(criterion: $0.criterion, share: $0.share, dropsOutAt: $0.dropsOutAt)
        }
        valueSensitivity = explanation.valueSensitivity.map {
            Value(criterion: $0.criterion, raw: $0.raw, needed: $0.needed, count: $0.count)
        }
        blk = explanation.report.document(limit: nil)
    }
}
