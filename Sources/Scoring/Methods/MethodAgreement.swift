import Parallel

/// How far a rival method's ranks agree with the weighted score's, over the running and new programmes of all BLKs.
public struct MethodAgreement: Sendable, Equatable {
    /// Kendall's τ-b, the mean over BLKs; `nil` where no BLK has two ranks.
    public let kendall: Double?
    /// The share of the first k programmes that both have, the mean over BLKs.
    public let overlap: Double?

    /// Ranks every BLK by both methods and compares.
    ///
    /// - Parameter rival: The model of the rival method; the weighted score is computed from the same tables.
    public init(_ rival: ScoringModel) {
        let additive = ScoringModel(configuration: rival.configuration, tables: rival.tables, isRobust: false)
        let settings = rival.configuration.robustness
        let pairs = parallelMap(rival.tables.blks.count) { blk -> (Double?, Double?) in
            let (left, right) = (additive.scores(of: blk), rival.scores(of: blk))
            let common = left.ranked
            func ranks(_ scores: BlkScores) -> [String: Int] {
                Dictionary(uniqueKeysWithValues: common.map { (rival.tables.programs[$0].code, Int(scores.position[$0])) })
            }
            return (
                RankAgreement.kendall(common.map { Int(left.position[$0]) }, common.map { Int(right.position[$0]) }),
                RankAgreement.overlap(ranks(left), ranks(right), first: settings.recommendedRanks(of: common.count))
            )
        }
        kendall = Self.mean(pairs.compactMap(\.0))
        overlap = Self.mean(pairs.compactMap(\.1))
    }

    private static func mean(_ values: [Double]) -> Double? { values.isEmpty ? nil : values.reduce(0, +) / Double(values.count) }
}
