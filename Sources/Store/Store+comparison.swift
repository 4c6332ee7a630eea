import Domain
import Postgres

/// One programme of a BLK in two scoring runs.
public struct RankChange: Sendable {
    /// The BLK.
    public let blkCode: String
    /// The programme.
    public let programCode: String
    /// The rank in the first run.
    public let before: Int
    /// The rank in the second run.
    public let after: Int
    /// The score in the first run, 0 to 100.
    public let scoreBefore: Double
    /// The score in the second run, 0 to 100.
    public let scoreAfter: Double
    /// The points that each criterion's contribution gained or lost, by name; only where both runs have the criterion.
    public let contributionChanges: [String: Double]

    /// The ranks gained; negative when it fell.
    public var moved: Int { before - after }
}

extension Store {
    /// Running and new programmes that have a rank in both runs, by BLK, then programme.
    ///
    /// - Parameters:
    ///   - left: The first scoring run.
    ///   - right: The second scoring run.
    ///   - connection: The connection to read with.
    /// - Returns: One entry for each BLK and programme.
    /// - Throws: `PostgresError` when the server refuses a query.
    public static func rankChanges(_ left: Int, _ right: Int, _ connection: isolated PostgresConnection) throws -> [RankChange] {
        let before = try Self.weights(left, connection)
        let after = try Self.weights(right, connection)
        return try connection.rows(
            """
            SELECT a.blk_code, a.program_code, a.position AS before, b.position AS after, a.score AS score_before,
                b.score AS score_after, a.utilities AS utilities_before, b.utilities AS utilities_after
            FROM padan.candidate AS a JOIN padan.candidate AS b USING (blk_code, program_code)
            WHERE a.run_id = $1 AND b.run_id = $2
              AND a.status <> padan.status_new_department() AND b.status <> padan.status_new_department()
              AND a.position IS NOT NULL AND b.position IS NOT NULL
            ORDER BY blk_code, program_code
            """, [left, right]
        ) { row in
            let points = (
                Self.points(before, try row["utilities_before"]), Self.points(after, try row["utilities_after"])
            )
            return RankChange(
                blkCode: try row["blk_code"], programCode: try row["program_code"], before: try row["before"], after: try row["after"],
                scoreBefore: try row["score_before"], scoreAfter: try row["score_after"],
                contributionChanges: points.1.merging(points.0) { $0 - $1 }.filter {
                    points.0[$0.key] != nil && points.1[$0.key] != nil
                })
        }
    }

    private static func weights(_ run: Int, _ connection: isolated PostgresConnection) throws -> [(criterion: String, weight: Double)] {
        try connection.rows("SELECT criterion, weight FROM padan.run_criterion WHERE run_id = $1 ORDER BY ordinal", [run]) {
            (try $0["criterion"] as String, try $0["weight"] as Double)
        }
    }

    /// `100·w·u/Σw` by criterion.
    private static func points(_ weights: [(criterion: String, weight: Double)], _ utilities: [Double?]) -> [String: Double] {
        let known = zip(weights, utilities).compactMap { item, utility in utility.map { (item.criterion, item.weight, $0) } }
        let whole = known.reduce(0) { $0 + $1.1 }
        guard whole > 0 else { return [:] }
        return Dictionary(known.map { ($0.0, 100 * $0.1 * $0.2 / whole) }, uniquingKeysWith: { first, _ in first })
    }
}
