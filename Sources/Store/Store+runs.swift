import Domain
import Foundation
import Postgres

/// What is noted about a run beside its results.
public struct RunRecord: Sendable {
    public let stage: Run.Stage
    /// The run of the stage before.
    public let readsRun: Int?
    /// Scoring: the profile of weights and the ranking method.
    public let profile: String?
    public let method: String?
    /// Scoring: ranks that count as recommended, and the share of draws from which a recommendation is firm.
    public let recommended: Int?
    public let firmShare: Double?
    public let configDigest: String
    public let configText: String
    /// Rows and digest of every input table, as JSON.
    public let snapshot: String
    public let seed: Int
    public let asOf: Day
    public let startedAt: Date

    public init(
        stage: Run.Stage, readsRun: Int?, profile: String? = nil, method: String? = nil, recommended: Int? = nil, firmShare: Double? = nil,
        configDigest: String, configText: String, snapshot: String, seed: Int, asOf: Day, startedAt: Date
    ) {
        self.stage = stage
        self.readsRun = readsRun
        self.profile = profile
        self.method = method
        self.recommended = recommended
        self.firmShare = firmShare
        self.configDigest = configDigest
        self.configText = configText
        self.snapshot = snapshot
        self.seed = seed
        self.asOf = asOf
        self.startedAt = startedAt
    }
}

/// A run with how much room it takes.
public struct RunSize: Sendable {
    public let run: Run
    /// Candidates of a scoring run, cells of a demand run; an estimate for large runs.
    public let rows: Int
    public let bytes: Int
    /// Other runs that read it.
    public let readers: Int
}

extension Store {
    static func insert(_ run: RunRecord, _ connection: isolated PostgresConnection) throws -> Int {
        let id = try connection.row(
            """
            INSERT INTO padan.run (
                stage, reads_run_id, code_version, config_digest, config_text, input_snapshot, seed, as_of, started_at, finished_at,
                profile, method, recommended, firm_share
            ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, clock_timestamp(), $10, $11, $12, $13) RETURNING run_id
            """,
            [
                run.stage.rawValue, run.readsRun, PadanVersion.current, run.configDigest, run.configText, run.snapshot, run.seed,
                run.asOf.description, run.startedAt, run.profile, run.method, run.recommended, run.firmShare,
            ]
        ) { row in try row["run_id"] as Int }
        guard let id else { preconditionFailure("INSERT … RETURNING answers one row") }
        return id
    }

    private static let runColumns = """
        run_id, stage, reads_run_id, as_of, profile, method, code_version, seed, config_digest, config_text,
        input_snapshot::text AS snapshot, finished_at
        """

    private static func run(_ row: PostgresRow) throws -> Run {
        let stage: String = try row["stage"]
        return Run(
            id: try row["run_id"], stage: Run.Stage(rawValue: stage) ?? .demand, readsRun: try row["reads_run_id"], asOf: try row["as_of"],
            profile: try row["profile"], method: try row["method"], codeVersion: try row["code_version"], seed: try row["seed"],
            configDigest: try row["config_digest"], configText: try row["config_text"], snapshot: try row["snapshot"],
            finishedAt: try row["finished_at"])
    }

    /// The latest finished run of a stage, or `nil` before the first. Scoring runs of rival methods are for comparison only: they are
    /// never the latest.
    public static func latestRun(_ stage: Run.Stage, _ connection: isolated PostgresConnection) throws -> Run? {
        try connection.row(
            """
            SELECT \(Self.runColumns) FROM padan.run
            WHERE stage = $1 AND coalesce(method, 'additive') = 'additive' ORDER BY run_id DESC LIMIT 1
            """, [stage.rawValue]
        ) { try Self.run($0) }
    }

    /// The run of a number, or `nil`.
    public static func run(_ id: Int, _ connection: isolated PostgresConnection) throws -> Run? {
        try connection.row("SELECT \(Self.runColumns) FROM padan.run WHERE run_id = $1", [id]) { try Self.run($0) }
    }

    /// All runs, the latest first.
    public static func runs(_ connection: isolated PostgresConnection) throws -> [RunSize] {
        try connection.rows(
            """
            SELECT \(Self.runColumns),
                (SELECT count(*) FROM padan.run AS other WHERE other.reads_run_id = r.run_id) AS readers,
                CASE stage WHEN 'scoring' THEN
                    (SELECT CASE WHEN c.reltuples < 0 THEN (SELECT count(*) FROM padan.candidate WHERE candidate.run_id = r.run_id)
                            ELSE c.reltuples::bigint END
                     FROM pg_class AS c WHERE c.oid = to_regclass('padan.candidate_' || r.run_id))
                WHEN 'allocation' THEN (SELECT count(*) FROM padan.allocation_package AS p WHERE p.run_id = r.run_id)
                ELSE (SELECT count(*) FROM padan.demand WHERE demand.run_id = r.run_id) END AS rows,
                CASE stage WHEN 'scoring' THEN
                    (SELECT sum(pg_total_relation_size(to_regclass('padan.' || t || '_' || r.run_id)))
                     FROM unnest(ARRAY['candidate', 'market_factor', 'outcome_factor']) AS t)
                WHEN 'allocation' THEN (SELECT sum(pg_column_size(p)) FROM padan.allocation_package AS p WHERE p.run_id = r.run_id)
                ELSE (SELECT sum(pg_column_size(demand)) FROM padan.demand WHERE demand.run_id = r.run_id) END AS bytes
            FROM padan.run AS r ORDER BY run_id DESC
            """
        ) { row in
            RunSize(
                run: try Self.run(row), rows: try row["rows"] as Int? ?? 0, bytes: try row["bytes"] as Int? ?? 0,
                readers: try row["readers"])
        }
    }

    /// Deletes runs with all that they hold, whole or not at all.
    public static func delete(runs ids: [Int], _ connection: isolated PostgresConnection) throws {
        // Readers before what they read.
        for id in ids.sorted(by: >) { try connection.execute("DELETE FROM padan.run WHERE run_id = $1", [id]) }
    }
}
