import Domain
import Postgres
import Report
import Scoring
import Store

extension Service {
    /// Which programmes moved between two scoring runs, by how many ranks, and because of which criterion.
    ///
    /// - Parameters:
    ///   - left: The number of the first run.
    ///   - right: The number of the second run.
    ///   - blk: The code of the only BLK that is compared, or a part of its name that only it has; `nil` for all BLKs.
    ///   - asker: Who asks.
    /// - Returns: The agreement of the ranks of each BLK and all programmes that moved, by BLK and programme. A move has a cause where both
    ///   runs have weighted scores.
    /// - Throws: `ServiceError` where a run or the BLK is unknown, the asker may not see the BLK or the runs have nothing in common;
    ///   `ConfigurationError` where the first run's configuration cannot be read any more, and `PostgresError`.
    public func comparison(ofRun left: Int, with right: Int, blk: String? = nil, as asker: Asker) async throws -> RankComparison {
        try await read(as: asker) { connection in
            let (first, second) = (try Self.scoringRun(left, connection), try Self.scoringRun(right, connection))
            let only = try blk.map { try Self.blk($0, connection).code }
            if let only { try Self.requireSight(of: only, as: asker, connection) }
            let changes = try Store.rankChanges(left, right, connection).filter { only == nil || $0.blkCode == only }
            guard !changes.isEmpty else { throw ServiceError.nothingInCommon }
            let settings = try Self.scoringConfiguration(of: first).robustness
            let agreements = Dictionary(grouping: changes, by: \.blkCode).sorted { $0.key < $1.key }.map { blk, list in
                func ranks(_ rank: (RankChange) -> Int) -> [String: Int] {
                    Dictionary(uniqueKeysWithValues: list.map { ($0.programCode, rank($0)) })
                }
                return RankComparison.Agreement(
                    blkCode: blk, kendall: RankAgreement.kendall(list.map(\.before), list.map(\.after)),
                    overlap: RankAgreement.overlap(ranks(\.before), ranks(\.after), first: settings.recommendedRanks(of: list.count)))
            }
            let isSameMethod = first.method == second.method && first.method == RankingMethod.additive.rawValue
            let moves = changes.filter { $0.moved != 0 }.map { change in
                let cause = isSameMethod ? Self.cause(of: change) : nil
                return RankComparison.Move(
                    blkCode: change.blkCode, programCode: change.programCode, before: change.before, after: change.after,
                    scoreBefore: change.scoreBefore, scoreAfter: change.scoreAfter, criterion: cause?.criterion,
                    contributionChange: cause?.points)
            }
            return RankComparison(
                left: first, right: second, recommendedRanks: settings.recommendedRanks, agreements: agreements, candidates: changes.count,
                moves: moves,
                programNames: Dictionary(uniqueKeysWithValues: try Store.programs(connection).map { ($0.code, $0.name) }))
        }
    }

    /// The criterion whose contribution pushed most in the direction of the move or, where none did, the one that changed most.
    private static func cause(of change: RankChange) -> (criterion: String, points: Double)? {
        let direction = Double(change.moved.signum())
        let pushed = change.contributionChanges.filter { $0.value * direction > 1e-9 }
        return (pushed.isEmpty ? change.contributionChanges.filter { abs($0.value) > 1e-9 } : pushed)
            .max { (abs($0.value), $1.key) < (abs($1.value), $0.key) }.map { ($0.key, $0.value) }
    }
}
