import Domain
import Foundation
import Postgres

/// What is noted about a run beside its results.
public struct RunRecord: Sendable {
    public let stage: Run.Stage
    /// The run of the stage before.
    public let readsRun: Int?
    public let configDigest: String
    public let configText: String
    /// Rows and digest of every input table, as JSON.
    public let snapshot: String
    public let seed: Int
    public let asOf: Day
    public let startedAt: Date

    public init(
        stage: Run.Stage, readsRun: Int?, configDigest: String, configText: String, snapshot: String, seed: Int, asOf: Day, startedAt: Date
    ) {
        self.stage = stage
        self.readsRun = readsRun
        self.configDigest = configDigest
        self.configText = configText
        self.snapshot = snapshot
        self.seed = seed
        self.asOf = asOf
        self.startedAt = startedAt
    }
}

extension Store {
    static func insert(_ run: RunRecord, _ connection: isolated PostgresConnection) throws -> Int {
        let id = try connection.row(
            """
            INSERT INTO padan.run (
                stage, reads_run_id, code_version, config_digest, config_text, input_snapshot, seed, as_of, started_at, finished_at
            ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, clock_timestamp()) RETURNING run_id
            """,
            [
                run.stage.rawValue, run.readsRun, PadanVersion.current, run.configDigest, run.configText, run.snapshot, run.seed,
                run.asOf.description, run.startedAt,
            ]
        ) { row in try row["run_id"] as Int }
        guard let id else { preconditionFailure("INSERT … RETURNING answers one row") }
        return id
    }

    /// The latest finished run of a stage, or `nil` before the first.
    public func latestRun(_ stage: Run.Stage) async throws -> Run? {
        try await pool.withConnection { connection in
            try await connection.row(
                """
                SELECT run_id, reads_run_id, as_of, config_digest, config_text, input_snapshot::text AS snapshot, finished_at
                FROM padan.run WHERE stage = $1 ORDER BY run_id DESC LIMIT 1
                """, [stage.rawValue]
            ) { row in
                Run(
                    id: try row["run_id"], stage: stage, readsRun: try row["reads_run_id"], asOf: try row["as_of"],
                    configDigest: try row["config_digest"], configText: try row["config_text"],
                    snapshot: try row["snapshot"], finishedAt: try row["finished_at"])
            }
        }
    }
}
