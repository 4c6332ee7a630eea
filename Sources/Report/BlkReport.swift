import Configuration
import Domain
import Scoring

/// What a BLK head reads: the ranked programmes of one BLK with the reasons. The same in every format.
public struct BlkReport: Sendable {
    public let blk: Blk
    public let regionName: String
    public let run: Run
    public let candidates: [CandidateRecord]
    public let unitTitles: [String: String]
    /// The figures come from the made-up sample network, and the report must say so.
    public let isSample: Bool

    public init(
        blk: Blk, regionName: String, run: Run, candidates: [CandidateRecord], unitTitles: [String: String], isSample: Bool
    ) {
        self.blk = blk
        self.regionName = regionName
        self.run = run
        self.candidates = candidates
        self.unitTitles = unitTitles
        self.isSample = isSample
    }

    /// The sentence that says where the figures come from.
    public var sourceKey: String { isSample ? "report.source" : "report.source_own" }

    /// Running and new programmes that have a rank.
    public var ranked: [CandidateRecord] { candidates.filter { $0.position != nil && $0.status != .newDepartment } }
    /// Programmes whose department would have to be opened.
    public var newDepartments: [CandidateRecord] { candidates.filter { $0.position != nil && $0.status == .newDepartment } }
    public var blocked: [CandidateRecord] { candidates.filter { $0.eligibility == "blocked" && $0.status != .newDepartment } }

    /// The figures for programs, in the order of the ranks.
    public func document(limit: Int?) -> BlkDocument {
        func entries(_ list: [CandidateRecord]) -> [BlkDocument.Entry] {
            list.prefix(limit ?? list.count).map { candidate in
                BlkDocument.Entry(
                    rank: candidate.position, programCode: candidate.program.code, programName: candidate.program.name,
                    kejuruan: candidate.program.kejuruan, status: candidate.status.rawValue, score: candidate.score,
                    completeness: candidate.completeness, eligibility: candidate.eligibility, missing: candidate.missing,
                    openingsPerYear: candidate.openings, gapPerYear: candidate.gap,
                    criteria: candidate.criteria.map {
                        BlkDocument.Criterion(
                            criterion: $0.criterion, raw: $0.raw, utility: $0.utility, weight: $0.weight,
                            contribution: $0.points)
                    })
            }
        }
        return BlkDocument(
            source: isSample ? "contoh" : "database", runID: run.id, asOf: run.asOf.description, blkCode: blk.code, blkName: blk.name,
            blkKind: blk.kind.rawValue,
            regionCode: blk.regionCode, regionName: regionName, recommendations: entries(ranked),
            newDepartments: entries(newDepartments), blocked: entries(blocked))
    }
}

/// The JSON form of a BLK's report.
public struct BlkDocument: Codable, Sendable {
    public struct Criterion: Codable, Sendable {
        public let criterion: String
        public let raw: Double?
        public let utility: Double?
        public let weight: Double
        public let contribution: Double?
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
        public let openingsPerYear: Double
        public let gapPerYear: Double
        public let criteria: [Criterion]
    }

    /// `contoh` for the made-up sample network.
    public let source: String
    public let runID: Int
    public let asOf: String
    public let blkCode: String
    public let blkName: String
    public let blkKind: String
    public let regionCode: String
    public let regionName: String
    public let recommendations: [Entry]
    public let newDepartments: [Entry]
    public let blocked: [Entry]
}
