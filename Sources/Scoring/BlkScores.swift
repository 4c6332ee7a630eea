import Domain

/// One BLK's candidates, scored and ranked. Every list has one entry for each programme, in the order of `FactorTables.programs`.
public struct BlkScores: Sendable {
    /// The position of the BLK in `FactorTables.blks`.
    public let blk: Int
    /// Raw values, `criteria × programmes`, `NaN` without data.
    public var raw: [Float]
    /// Standard errors of the raw values, in the same shape; `NaN` where the error of a raw value is not known.
    public var standardError: [Float]
    /// Utilities, in the same shape.
    public var utility: [Float]
    /// Scores, 0 to 100; `NaN` when no criterion has data.
    public var score: [Double]
    /// Shares of the weight with data.
    public var completeness: [Double]
    /// How each programme stands to the BLK.
    public var status: [CandidateStatus]
    /// Why each programme is blocked; `nil` where it is not.
    public var blocked: [BlockedReason?]
    /// Whether nothing is missing to run it, blocked or not.
    public var isReady: [Bool]
    /// The rank among running and new programmes, or among those of new departments; 0 for none.
    public var position: [Int32]
    /// How sure the ranks of running and new programmes are.
    public var acceptability: [Int: RankAcceptability] = [:]

    /// The number of programmes.
    public var programs: Int { score.count }

    /// Whether the BLK could run a programme, as it is stored.
    ///
    /// - Parameter program: The position of the programme.
    /// - Returns: The code; a programme that is blocked has that of the reason.
    public func eligibility(_ program: Int) -> EligibilityCode {
        blocked[program].map { EligibilityCode($0) } ?? (isReady[program] ? .ready : .readyIf)
    }

    /// Running and new programmes that have a rank, best first.
    public var ranked: [Int] { order { $0 != .newDepartment } }

    /// Ranked programmes that would need a new department, best first.
    public var rankedOfNewDepartments: [Int] { order { $0 == .newDepartment } }

    private func order(_ isIn: (CandidateStatus) -> Bool) -> [Int] {
        score.indices.filter { position[$0] > 0 && isIn(status[$0]) }.sorted { position[$0] < position[$1] }
    }
}
