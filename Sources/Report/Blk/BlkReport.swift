import Allocation
import Configuration
import Domain
import Scoring

/// What a BLK head reads: the ranked programmes of one BLK with the reasons. The same in every format.
public struct BlkReport: Sendable {
    public let blk: Blk
    public let regionName: String
    public let run: Run
    /// The configuration that the run was made with.
    public let configuration: ScoringConfiguration
    public let candidates: [ScoredCandidate]
    public let unitTitles: [String: String]
    /// The figures come from the made-up sample network, and the report must say so.
    public let isSample: Bool
    /// The BLK's part of the latest plan; `nil` before the first.
    public let plan: BlkPlan?
    /// Regions that its graduates reach, the nearest first.
    public let catchment: [ReachedRegion]
    /// Occupations of the programmes shown, over the catchment.
    public let occupations: [OccupationMarket]
    public let sources: [DataSource]

    public init(
        blk: Blk, regionName: String, run: Run, configuration: ScoringConfiguration, candidates: [ScoredCandidate],
        unitTitles: [String: String], isSample: Bool, plan: BlkPlan? = nil, catchment: [ReachedRegion] = [],
        occupations: [OccupationMarket] = [], sources: [DataSource] = []
    ) {
        self.blk = blk
        self.regionName = regionName
        self.run = run
        self.configuration = configuration
        self.candidates = candidates
        self.unitTitles = unitTitles
        self.isSample = isSample
        self.plan = plan
        self.catchment = catchment
        self.occupations = occupations
        self.sources = sources
    }

    /// The sentence that says where the figures come from.
    public var sourceKey: String { isSample ? "report.source" : "report.source_own" }

    /// Running and new programmes that have a rank.
    public var ranked: [ScoredCandidate] { candidates.filter { $0.position != nil && $0.status != .newDepartment } }
    /// Programmes whose department would have to be opened.
    public var newDepartments: [ScoredCandidate] { candidates.filter { $0.position != nil && $0.status == .newDepartment } }
    public var blocked: [ScoredCandidate] { candidates.filter { $0.eligibility.code == "blocked" && $0.status != .newDepartment } }

    /// Whether a recommendation holds when weights and data are drawn again ("kokoh"); `nil` for what is not among the first k.
    public func isFirm(_ candidate: ScoredCandidate) -> Bool? {
        guard let position = candidate.position, position <= configuration.robustness.recommendedRanks,
            let acceptability = candidate.acceptability
        else { return nil }
        return acceptability.probabilityOfRecommended >= configuration.robustness.firm
    }

    /// The figures for programs, in the order of the ranks.
    public func document(limit: Int?) -> BlkDocument {
        func entries(_ list: [ScoredCandidate]) -> [BlkDocument.Entry] {
            list.prefix(limit ?? list.count).map { candidate in
                BlkDocument.Entry(
                    rank: candidate.position, programCode: candidate.program.code, programName: candidate.program.name,
                    kejuruan: candidate.program.kejuruan, status: candidate.status.name, score: candidate.score,
                    completeness: candidate.completeness, eligibility: candidate.eligibility.code,
                    missing: MissingRecord.list(candidate.eligibility), openingsPerYear: candidate.openings, gapPerYear: candidate.gap,
                    isFirm: isFirm(candidate), probabilityOfTop: candidate.acceptability?.probabilityOfRecommended,
                    probabilityOfFirst: candidate.acceptability?.first, expectedRank: candidate.acceptability?.expectedRank,
                    rankAcceptability: candidate.acceptability?.ranks,
                    criteria: candidate.contributions.enumerated().map { index, item in
                        let central = candidate.acceptability?.centralWeights ?? []
                        return BlkDocument.Criterion(
                            criterion: item.criterion, raw: item.raw, standardError: item.raw == nil ? nil : item.standardError,
                            utility: item.utility, weight: item.weight, contribution: item.points,
                            centralWeight: central.isEmpty ? nil : central[index])
                    })
            }
        }
        return BlkDocument(
            source: isSample ? "contoh" : "database", runID: run.id, asOf: run.asOf.description,
            profile: configuration.profile, method: run.method ?? "additive", top: configuration.robustness.recommendedRanks,
            blkCode: blk.code,
            blkName: blk.name,
            blkKind: blk.kind.rawValue,
            regionCode: blk.regionCode, regionName: regionName, recommendations: entries(ranked),
            newDepartments: entries(newDepartments), blocked: entries(blocked))
    }
}

/// One BLK's part of a network's plan.
public struct BlkPlan: Sendable {
    public let runID: Int
    public let year: Int
    public let lines: [StoredPlan.Line]
    public let placements: [StoredPlan.Placement]
    public let review: StoredReview

    public init(_ plan: StoredPlan, blk: String, placements: [StoredPlan.Placement], review: StoredReview) {
        runID = plan.run.id
        year = plan.year
        lines = plan.lines.filter { $0.blkCode == blk }
        self.placements = placements
        self.review = review
    }

    public func packages(of program: String) -> Int { lines.first { $0.programCode == program }?.packages ?? 0 }
    var packages: Int { lines.reduce(0) { $0 + $1.packages } }
    var participants: Double { lines.reduce(0) { $0 + $1.participants } }
    var certified: Double { lines.reduce(0) { $0 + $1.certified } }
    var placed: Double { lines.reduce(0) { $0 + $1.placements } }
}

/// A region in reach, with the openings and leavers of the occupations shown, persons a year.
public struct ReachedRegion: Sendable, Equatable {
    public let region: Region
    public let kilometres: Double
    public let openings: Double
    public let leavers: Double

    public init(region: Region, kilometres: Double, openings: Double, leavers: Double) {
        self.region = region
        self.kilometres = kilometres
        self.openings = openings
        self.leavers = leavers
    }
}

/// An occupation's openings and leavers over the catchment, persons a year.
public struct OccupationMarket: Sendable, Equatable {
    public let occupation: Occupation
    public let openings: Double
    public let leavers: Double

    public init(occupation: Occupation, openings: Double, leavers: Double) {
        self.occupation = occupation
        self.openings = openings
        self.leavers = leavers
    }
}

/// The JSON form of a BLK's report.
public struct BlkDocument: Codable, Sendable {
    public struct Criterion: Codable, Sendable {
        public let criterion: String
        public let raw: Double?
        public let standardError: Double?
        public let utility: Double?
        public let weight: Double
        public let contribution: Double?
        /// Mean weight of the draws in which the programme is first.
        public let centralWeight: Double?
    }

    public struct Entry: Codable, Sendable {
        public let rank: Int?
        public let programCode: String
        public let programName: String
        public let kejuruan: String
        public let status: String
        public let score: Double?
        public let completeness: Double
        public let eligibility: String
        public let missing: [MissingRecord]
        /// `null` where nobody knows them.
        public let openingsPerYear: Double?
        /// `null` where nobody knows it.
        public let gapPerYear: Double?
        /// `null` for what is not among the first `top`.
        public let isFirm: Bool?
        public let probabilityOfTop: Double?
        public let probabilityOfFirst: Double?
        public let expectedRank: Double?
        /// Probability of rank 1, 2, … `top`.
        public let rankAcceptability: [Double]?
        public let criteria: [Criterion]
    }

    /// `contoh` for the made-up sample network.
    public let source: String
    public let runID: Int
    public let asOf: String
    public let profile: String
    public let method: String
    public let top: Int
    public let blkCode: String
    public let blkName: String
    public let blkKind: String
    public let regionCode: String
    public let regionName: String
    public let recommendations: [Entry]
    public let newDepartments: [Entry]
    public let blocked: [Entry]
}
