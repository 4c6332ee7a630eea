import Allocation
import Configuration
import Domain
import Scoring

/// What the head of a BLK reads: the ranked programmes of one BLK with the reasons, the same in every format.
public struct BlkReport: Sendable {
    /// The BLK.
    public let blk: Blk
    /// The name of the region where the BLK stands.
    public let regionName: String
    /// The scoring run that the report is made from.
    public let run: Run
    /// The scoring configuration that the run was made with.
    public let configuration: ScoringConfiguration
    /// The programmes of the national catalog as the run scored them for this BLK, in the order of their ranks.
    public let candidates: [ScoredCandidate]
    /// The titles of competency units by code; a unit without a title shows its code.
    public let unitTitles: [String: String]
    /// Whether the figures come from the made-up sample network, which the report must say.
    public let isSample: Bool
    /// The BLK's part of a plan of its network; `nil` where there is none.
    public let plan: BlkPlan?
    /// The regions that its graduates reach, the nearest first.
    public let catchment: [ReachedRegion]
    /// The occupations of the programmes that are shown, with their openings and leavers over the catchment.
    public let occupations: [OccupationMarket]
    /// The data that the figures come from.
    public let sources: [DataSource]

    /// Creates a report; every parameter sets the property of the same name.
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

    /// The key of the sentence that says where the figures come from.
    public var sourceKey: String { isSample ? "report.source" : "report.source_own" }

    /// The running and the new programmes that have a rank.
    public var ranked: [ScoredCandidate] { candidates.filter { $0.position != nil && $0.status != .newDepartment } }
    /// The programmes with a rank whose department would have to be opened first.
    public var newDepartments: [ScoredCandidate] { candidates.filter { $0.position != nil && $0.status == .newDepartment } }
    /// The programmes that cannot be run, without those whose department would have to be opened.
    public var blocked: [ScoredCandidate] { candidates.filter { $0.eligibility.code == "blocked" && $0.status != .newDepartment } }

    /// Whether a recommendation holds when weights and data are drawn again ("kokoh"); `nil` for a programme that is not
    /// recommended.
    public func isFirm(_ candidate: ScoredCandidate) -> Bool? {
        guard let position = candidate.position, position <= configuration.robustness.top, let acceptability = candidate.acceptability
        else { return nil }
        return acceptability.top >= configuration.robustness.firm
    }

    /// The report as JSON, in the order of the ranks; each list has at most `limit` programmes, or all of them where it is `nil`.
    public func document(limit: Int?) -> BlkDocument {
        func entries(_ list: [ScoredCandidate]) -> [BlkDocument.Entry] {
            list.prefix(limit ?? list.count).map { candidate in
                BlkDocument.Entry(
                    rank: candidate.position, programCode: candidate.program.code, programName: candidate.program.name,
                    kejuruan: candidate.program.kejuruan, status: candidate.status.rawValue, score: candidate.score,
                    completeness: candidate.completeness, eligibility: candidate.eligibility.code,
                    missing: MissingRecord.list(candidate.eligibility), openingsPerYear: candidate.openings, gapPerYear: candidate.gap,
                    isFirm: isFirm(candidate), probabilityOfTop: candidate.acceptability?.top,
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
            profile: configuration.profile, method: run.method ?? "additive", top: configuration.robustness.top, blkCode: blk.code,
            blkName: blk.name,
            blkKind: blk.kind.rawValue,
            regionCode: blk.regionCode, regionName: regionName, recommendations: entries(ranked),
            newDepartments: entries(newDepartments), blocked: entries(blocked))
    }
}

/// One BLK's part of the plan of its network.
public struct BlkPlan: Sendable {
    /// The number of the run that left the plan.
    public let runID: Int
    /// The calendar year that is planned.
    public let year: Int
    /// The packages of the BLK, the programme with the most first.
    public let lines: [StoredPlan.Line]
    /// Where graduates of the BLK are expected to find work.
    public let placements: [StoredPlan.Placement]
    /// What limits the plan of the whole network.
    public let review: StoredReview

    /// Takes the part of the BLK that has the code `blk` out of the plan of its network.
    public init(_ plan: StoredPlan, blk: String, placements: [StoredPlan.Placement], review: StoredReview) {
        runID = plan.run.id
        year = plan.year
        lines = plan.lines.filter { $0.blkCode == blk }
        self.placements = placements
        self.review = review
    }

    /// The number of packages that the plan has of a programme; 0 where it has none.
    public func packages(of program: String) -> Int { lines.first { $0.programCode == program }?.packages ?? 0 }
    var packages: Int { lines.reduce(0) { $0 + $1.packages } }
    var participants: Double { lines.reduce(0) { $0 + $1.participants } }
    var certified: Double { lines.reduce(0) { $0 + $1.certified } }
    var placed: Double { lines.reduce(0) { $0 + $1.placements } }
}

/// A region in reach, with the openings and leavers of the occupations that are shown.
public struct ReachedRegion: Sendable, Equatable {
    /// The region.
    public let region: Region
    /// The distance from the BLK's region in kilometres.
    public let kilometres: Double
    /// The openings in persons a year.
    public let openings: Double
    /// The leavers in persons a year.
    public let leavers: Double

    /// Creates a region in reach; every parameter sets the property of the same name.
    public init(region: Region, kilometres: Double, openings: Double, leavers: Double) {
        self.region = region
        self.kilometres = kilometres
        self.openings = openings
        self.leavers = leavers
    }
}

/// The openings and leavers of an occupation over the whole catchment.
public struct OccupationMarket: Sendable, Equatable {
    /// The occupation.
    public let occupation: Occupation
    /// The openings in persons a year.
    public let openings: Double
    /// The leavers in persons a year.
    public let leavers: Double

    /// Creates the figures of an occupation; every parameter sets the property of the same name.
    public init(occupation: Occupation, openings: Double, leavers: Double) {
        self.occupation = occupation
        self.openings = openings
        self.leavers = leavers
    }
}

/// The report of a BLK as JSON.
public struct BlkDocument: Codable, Sendable {
    /// What one criterion says about a programme.
    public struct Criterion: Codable, Sendable {
        /// The code of the criterion.
        public let criterion: String
        /// The raw value in the criterion's unit; `null` where there are no data.
        public let raw: Double?
        /// The standard error of the raw value in the same unit; `null` where there are no data.
        public let standardError: Double?
        /// The utility that the raw value gives, 0 to 1; `null` where there are no data.
        public let utility: Double?
        /// The weight that the configuration gives the criterion.
        public let weight: Double
        /// The points of score that the criterion contributes; `null` where there are no data.
        public let contribution: Double?
        /// The mean weight of the criterion over the draws in which the programme is first; `null` where there are none.
        public let centralWeight: Double?
    }

    /// What the report says about one programme.
    public struct Entry: Codable, Sendable {
        /// The rank among the programmes of its list, from 1; `null` where it has none.
        public let rank: Int?
        /// The code of the programme.
        public let programCode: String
        /// The name of the programme.
        public let programName: String
        /// The vocational department of the programme.
        public let kejuruan: String
        /// Whether the BLK runs the programme, could run it, or would have to open a department for it.
        public let status: String
        /// The score, 0 to 100; `null` where no criterion has data.
        public let score: Double?
        /// The share of the weight for which there are data, 0 to 1.
        public let completeness: Double
        /// The code of eligibility: `ready`, `ready_if` or `blocked`.
        public let eligibility: String
        /// What is missing to run the programme, or why it cannot be run.
        public let missing: [MissingRecord]
        /// The openings that the programme prepares for, in persons a year.
        public let openingsPerYear: Double
        /// The openings that leavers of other training do not fill, in persons a year.
        public let gapPerYear: Double
        /// Whether the recommendation holds when weights and data are drawn again; `null` for a programme that is not among the
        /// first `top`.
        public let isFirm: Bool?
        /// The probability of a rank among the first `top`, 0 to 1; `null` where nothing was drawn.
        public let probabilityOfTop: Double?
        /// The probability of the first rank, 0 to 1; `null` where nothing was drawn.
        public let probabilityOfFirst: Double?
        /// The mean rank over all draws; `null` where nothing was drawn.
        public let expectedRank: Double?
        /// The probabilities of the ranks from 1 to `top`; `null` where nothing was drawn.
        public let rankAcceptability: [Double]?
        /// What each criterion says about the programme.
        public let criteria: [Criterion]
    }

    /// Where the figures come from: `contoh` for the made-up sample network, else `database`.
    public let source: String
    /// The number of the scoring run.
    public let runID: Int
    /// The day for which the run judged validity, as `2018-11-23`.
    public let asOf: String
    /// The name of the profile of weights.
    public let profile: String
    /// The name of the ranking method.
    public let method: String
    /// The number of ranks that count as recommended.
    public let top: Int
    /// The code of the BLK.
    public let blkCode: String
    /// The name of the BLK.
    public let blkName: String
    /// The kind of the BLK.
    public let blkKind: String
    /// The Kemendagri code of the region where the BLK stands.
    public let regionCode: String
    /// The name of that region.
    public let regionName: String
    /// The running and the new programmes that have a rank.
    public let recommendations: [Entry]
    /// The programmes with a rank whose department would have to be opened first.
    public let newDepartments: [Entry]
    /// The programmes that cannot be run.
    public let blocked: [Entry]
}
