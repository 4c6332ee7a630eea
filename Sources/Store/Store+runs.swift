import Domain
import Foundation
import Postgres

/// What is noted about a run beside its results.
public struct RunRecord: Sendable {
    /// The stage that made it.
    public let stage: Run.Stage
    /// The run of the stage before that it read; `nil` for a demand run.
    public let readsRun: Int?
    /// The profile of weights of a scoring run.
    public let profile: String?
    /// The ranking method of a scoring run.
    public let method: String?
    /// The number of ranks that count as recommended in a scoring run.
    public let recommended: Int?
    /// The share of draws from which a recommendation of a scoring run is firm.
    public let firmShare: Double?
    /// Every configuration file that the run read, YAML and CSV; the first is the stage's main file, whose text stands in the run's own
    /// row.
    public let files: [RunFile]
    /// The number of rows and a digest of every input table, as JSON.
    public let snapshot: String
    /// The seed of the random draws.
    public let seed: Int
    /// The day for which validity was judged.
    public let asOf: Day
    /// When the run was started.
    public let startedAt: Date

    /// Makes a record; the properties of the same names say what the parameters mean.
    public init(
        stage: Run.Stage, readsRun: Int?, profile: String? = nil, method: String? = nil, recommended: Int? = nil, firmShare: Double? = nil,
        files: [RunFile], snapshot: String, seed: Int, asOf: Day, startedAt: Date
    ) {
        self.stage = stage
        self.readsRun = readsRun
        self.profile = profile
        self.method = method
        self.recommended = recommended
        self.firmShare = firmShare
        self.files = files
        self.snapshot = snapshot
        self.seed = seed
        self.asOf = asOf
        self.startedAt = startedAt
    }
}

/// A run with how much room it takes.
public struct RunSize: Sendable {
    /// The run.
    public let run: Run
    /// The candidates of a scoring run, the cells of a demand run, or the packages of a plan; an estimate for large runs.
    public let rows: Int
    /// The room that they take, bytes.
    public let bytes: Int
    /// The number of other runs that read it.
    public let readers: Int
    /// Whether people read it.
    public let standing: RunStanding
    /// The label that it was published with last; `nil` for none.
    public let label: String?
}

extension Store {
    /// Inserts a run's own row and its configuration files.
    ///
    /// The digest of the row is that of the file where there is one. Of several files it is the digest of the lines that `sha256sum` prints
    /// of them, ordered by name, so that a person can work it out again.
    ///
    /// - Returns: The run's number.
    /// - Throws: `PostgresError` when the server refuses the row.
    static func insert(_ run: RunRecord, _ connection: isolated PostgresConnection) throws -> Int {
        let id = try connection.row(
            """
            INSERT INTO padan.run (
                stage, reads_run_id, code_version, config_digest, config_text, input_snapshot, seed, as_of, started_at, finished_at,
                profile, method, recommended, firm_share, occupation_version, industry_version
            ) VALUES (
                $1, $2, $3, (
                    SELECT CASE count(*) WHEN 1 THEN max(f.digest) ELSE encode(sha256(convert_to(
                        coalesce(string_agg(f.digest || '  ' || f.name || chr(10), '' ORDER BY f.name COLLATE "C"), ''), 'UTF8')), 'hex') END
                    FROM unnest($4::text[], $14::text[]) AS f (digest, name)
                ), $5, $6, $7, $8, $9, clock_timestamp(), $10, $11, $12, $13,
                coalesce((SELECT string_agg(DISTINCT o.occupation_version, ', ' ORDER BY o.occupation_version) FROM padan.occupation AS o), $15),
                coalesce((SELECT string_agg(DISTINCT i.industry_version, ', ' ORDER BY i.industry_version) FROM padan.industry AS i), $16)
            )
            RETURNING run_id
            """,
            [
                run.stage.rawValue, run.readsRun, PadanVersion.current, run.files.map(\.digest), run.files.first?.text ?? "", run.snapshot,
                run.seed, run.asOf.description, run.startedAt, run.profile, run.method, run.recommended, run.firmShare,
                run.files.map(\.name), Classification.occupations, Classification.industries,
            ]
        ) { row in try row["run_id"] as Int }
        guard let id else { preconditionFailure("INSERT … RETURNING answers one row") }
        for file in run.files {
            try connection.execute(
                "INSERT INTO padan.run_configuration (run_id, file_name, digest, text) VALUES ($1, $2, $3, $4)",
                [id, file.name, file.digest, file.text])
        }
        return id
    }

    /// The configuration files that a run read, by name.
    ///
    /// - Parameters:
    ///   - id: The number of the run.
    ///   - connection: The connection to read with.
    /// - Returns: An empty list when there is no such run. Runs of older versions have their main file alone.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func files(ofRun id: Int, _ connection: isolated PostgresConnection) throws -> [RunFile] {
        try connection.rows(
            "SELECT file_name, digest, text FROM padan.run_configuration WHERE run_id = $1 ORDER BY file_name COLLATE \"C\"", [id]
        ) { RunFile(name: try $0["file_name"], digest: try $0["digest"], text: try $0["text"]) }
    }

    private static let runColumns = """
        run_id, stage, reads_run_id, as_of, profile, method, code_version, seed, config_digest, config_text,
        input_snapshot::text AS snapshot, occupation_version, industry_version, finished_at
        """

    private static func run(_ row: PostgresRow) throws -> Run {
        let stage: String = try row["stage"]
        return Run(
            id: try row["run_id"], stage: Run.Stage(rawValue: stage) ?? .demand, readsRun: try row["reads_run_id"], asOf: try row["as_of"],
            profile: try row["profile"], method: try row["method"], codeVersion: try row["code_version"], seed: try row["seed"],
            configDigest: try row["config_digest"], configText: try row["config_text"], snapshot: try row["snapshot"],
            occupationVersion: try row["occupation_version"], industryVersion: try row["industry_version"],
            finishedAt: try row["finished_at"])
    }

    /// The run of a number.
    ///
    /// - Parameters:
    ///   - id: The number.
    ///   - connection: The connection to read with.
    /// - Returns: `nil` when there is no such run.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func run(_ id: Int, _ connection: isolated PostgresConnection) throws -> Run? {
        try connection.row("SELECT \(Self.runColumns) FROM padan.run WHERE run_id = $1::bigint", [id]) { try Self.run($0) }
    }

    /// All runs, the latest first.
    ///
    /// - Parameter connection: The connection to read with.
    /// - Returns: Each run with its size.
    /// - Throws: `PostgresError` when the server refuses the query.
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
                ELSE (SELECT sum(pg_column_size(demand)) FROM padan.demand WHERE demand.run_id = r.run_id) END AS bytes,
                p.label, CASE
                    WHEN p.publication_id IS NULL THEN 'trial'
                    WHEN p.publication_id = max(p.publication_id) OVER (PARTITION BY r.stage, a.network_code, a.year) THEN 'published'
                    ELSE 'superseded' END AS standing
            FROM padan.run AS r
            LEFT JOIN padan.allocation AS a USING (run_id)
            LEFT JOIN LATERAL (
                SELECT u.publication_id, u.label FROM padan.publication AS u WHERE u.run_id = r.run_id ORDER BY u.publication_id DESC LIMIT 1
            ) AS p ON true
            ORDER BY run_id DESC
            """
        ) { row in
            let standing: String = try row["standing"]
            return RunSize(
                run: try Self.run(row), rows: try row["rows"] as Int? ?? 0, bytes: try row["bytes"] as Int? ?? 0,
                readers: try row["readers"], standing: RunStanding(rawValue: standing) ?? .trial, label: try row["label"])
        }
    }

    /// Deletes runs with all that they hold; whole or not at all, where the caller's transaction is. The tables of scoring runs stay until
    /// `dropLeftTables`; nobody sees their rows.
    ///
    /// - Parameters:
    ///   - ids: The numbers of the runs.
    ///   - connection: The connection, in a transaction.
    /// - Throws: `PostgresError` when a run that stays has read one of them.
    public static func delete(runs ids: [Int], _ connection: isolated PostgresConnection) throws {
        // A run is younger than what it reads, so that this order deletes readers before what they read.
        for id in ids.sorted(by: >) { try connection.execute("DELETE FROM padan.run WHERE run_id = $1", [id]) }
    }

    /// Drops the tables of deleted scoring runs, of which none waits for anybody: those that somebody reads at this moment stay for the next
    /// time. A wait would make every other reader wait behind.
    ///
    /// - Parameter connection: The connection, in a transaction of its own.
    /// - Returns: The number of deleted runs whose tables are still there.
    /// - Throws: `PostgresError` when the server refuses the change.
    public static func dropLeftTables(_ connection: isolated PostgresConnection) throws -> Int {
        try connection.row("SELECT padan.drop_left_tables() AS n") { try $0["n"] as Int } ?? 0
    }
}
