import Domain

/// One BLK's candidates, scored and ranked: an entry a programme, in the order of `FactorTables.programs`.
public struct BlkScores: Sendable {
    /// Position in `FactorTables.blks`.
    public let blk: Int
    /// Raw values, `criteria × programmes`, `NaN` without data.
    public var raw: [Float]
    /// Standard errors of the raw values, the same shape.
    public var standardError: [Float]
    /// Utilities, the same shape.
    public var utility: [Float]
    /// 0 to 100; `NaN` when no criterion has data.
    public var score: [Double]
    /// Share of the weight with data.
    public var completeness: [Double]
    public var status: [CandidateStatus]
    public var blocked: [BlockedReason?]
    public var isReady: [Bool]
    /// Rank among running and new programmes, or among those of new departments; 0 for none.
    public var position: [Int32]
    /// How sure the ranks of running and new programmes are.
    public var acceptability: [Int: RankAcceptability] = [:]

    public var programs: Int { score.count }

    /// Running and new programmes that have a rank, best first.
    public var ranked: [Int] { order { $0 != .newDepartment } }

    /// Ranked programmes that would need a new department, best first.
    public var rankedOfNewDepartments: [Int] { order { $0 == .newDepartment } }

    private func order(_ isIn: (CandidateStatus) -> Bool) -> [Int] {
        score.indices.filter { position[$0] > 0 && isIn(status[$0]) }.sorted { position[$0] < position[$1] }
    }
}
