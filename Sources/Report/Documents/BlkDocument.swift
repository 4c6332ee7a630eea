import Allocation
import Configuration
import Domain
import Scoring

/// The report of a BLK as JSON.
public struct BlkDocument: Codable, Sendable {
    /// What one criterion says about a programme.
    public struct Criterion: Codable, Sendable {
        /// The code of the criterion.
        public let criterion: String
        /// The raw value in the criterion's unit; `null` where there are no data.
        public let raw: Double?
        /// The standard error of the raw value in the same unit; `null` where it is not known or there are no data.
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
        /// The packages of the programme in the plan `planRunID`; `null` where there is no such plan.
        public let packages: Int?
        /// What is missing to run the programme, or why it cannot be run.
        public let missing: [MissingRecord]
        /// The openings that the programme prepares for, in persons a year; `null` where nobody knows them.
        public let openingsPerYear: Double?
        /// The openings that leavers of other training do not fill, in persons a year; `null` where nobody knows them.
        public let gapPerYear: Double?
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
    /// The number of the published plan that was made from these scores; `null` where there is none.
    public let planRunID: Int?
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

extension BlkReport {
    /// The report as JSON, in the order of the ranks; each list has at most `limit` programmes, or all of them where it is `nil`.
    public func document(limit: Int?) -> BlkDocument {
        func entries(_ list: [ScoredCandidate]) -> [BlkDocument.Entry] {
            list.prefix(limit ?? list.count).map { candidate in
                BlkDocument.Entry(
                    rank: candidate.position, programCode: candidate.program.code, programName: candidate.program.name,
                    kejuruan: candidate.program.kejuruan, status: candidate.status.name, score: candidate.score,
                    completeness: candidate.completeness, eligibility: candidate.eligibility.code,
                    packages: plan.map { $0.packages(of: candidate.program.code) },
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
            profile: configuration.profile, method: run.method ?? "additive", top: recommendedRanks,
            planRunID: plan?.runID, blkCode: blk.code, blkName: blk.name,
            blkKind: blk.kind.rawValue,
            regionCode: blk.regionCode, regionName: regionName, recommendations: entries(ranked),
            newDepartments: entries(newDepartments), blocked: entries(blocked))
    }
}
