import Domain
import Foundation
import Postgres

extension Store {
    /// Publishes a run: from now on it is what views, reports and pages show. What the run reads is published with it where that is not in
    /// force already, so that what people read is of one ancestry.
    ///
    /// - Parameters:
    ///   - id: The number of the run.
    ///   - label: What people call it, at most 80 letters; `nil` for none.
    ///   - connection: The connection, in a transaction.
    /// - Throws: `PostgresError` when there is no such run or the server refuses a row.
    public static func publish(run id: Int, label: String? = nil, _ connection: isolated PostgresConnection) throws {
        // A run is younger than what it reads, so that numbers rise from the demand run to the plan.
        let line = try connection.rows(
            """
            WITH RECURSIVE line AS (
                SELECT run_id, stage, reads_run_id FROM padan.run WHERE run_id = $1
                UNION ALL
                SELECT r.run_id, r.stage, r.reads_run_id FROM line JOIN padan.run AS r ON r.run_id = line.reads_run_id
            )
            SELECT run_id, stage FROM line WHERE run_id <> $1 ORDER BY run_id
            """, [id]
        ) { (id: try $0["run_id"] as Int, stage: try $0["stage"] as String) }
        for ancestor in line {
            guard let stage = Run.Stage(rawValue: ancestor.stage), try publishedRun(stage, connection)?.id != ancestor.id else { continue }
            try connection.execute("INSERT INTO padan.publication (run_id) VALUES ($1)", [ancestor.id])
        }
        try connection.execute("INSERT INTO padan.publication (run_id, label) VALUES ($1, $2)", [id, label])
    }

    /// The run of demand or of scoring that is in force: the one that was published last.
    ///
    /// - Parameters:
    ///   - stage: The stage; plans are in force by network and year (`publishedPlan`, `publishedPlans`).
    ///   - connection: The connection to read with.
    /// - Returns: `nil` before the first publication.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func publishedRun(_ stage: Run.Stage, _ connection: isolated PostgresConnection) throws -> Run? {
        let id = try connection.row(
            """
            SELECT p.run_id FROM padan.publication AS p JOIN padan.run AS r USING (run_id)
            WHERE r.stage = $1 ORDER BY p.publication_id DESC LIMIT 1
            """, [stage.rawValue]
        ) { try $0["run_id"] as Int }
        return try id.flatMap { try run($0, connection) }
    }

    /// The number of the youngest run of a stage, published or not.
    ///
    /// - Parameters:
    ///   - stage: The stage.
    ///   - connection: The connection to read with.
    /// - Returns: `nil` before the first run.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func youngestRun(_ stage: Run.Stage, _ connection: isolated PostgresConnection) throws -> Int? {
        try connection.row("SELECT max(run_id) AS run_id FROM padan.run WHERE stage = $1", [stage.rawValue]) {
            try $0["run_id"] as Int?
        } ?? nil
    }

    /// The number of the plan that was published last.
    ///
    /// - Parameters:
    ///   - network: The code of the BBPLK that leads the network; `nil` for any network.
    ///   - connection: The connection to read with.
    /// - Returns: `nil` before the first publication of a plan.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func publishedPlan(network: String? = nil, _ connection: isolated PostgresConnection) throws -> Int? {
        try connection.row(
            """
            SELECT a.run_id FROM padan.publication AS p JOIN padan.allocation AS a USING (run_id)
            WHERE $1::text IS NULL OR a.network_code = $1 ORDER BY p.publication_id DESC LIMIT 1
            """, [network]
        ) { try $0["run_id"] as Int }
    }

    /// The plan of the same network and year that was in force before a plan was published; for a plan that was never published, the one
    /// that is in force.
    ///
    /// - Parameters:
    ///   - id: The number of the plan's run.
    ///   - connection: The connection to read with.
    /// - Returns: The number of the earlier plan's run, or `nil` when there is none.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func planBefore(_ id: Int, _ connection: isolated PostgresConnection) throws -> Int? {
        try connection.row(
            """
            SELECT o.run_id
            FROM padan.allocation AS a JOIN padan.allocation AS o USING (network_code, year) JOIN padan.publication AS p ON p.run_id = o.run_id
            WHERE a.run_id = $1 AND o.run_id <> $1
                AND p.publication_id < coalesce((SELECT min(u.publication_id) FROM padan.publication AS u WHERE u.run_id = $1), 2147483647)
            ORDER BY p.publication_id DESC LIMIT 1
            """, [id]
        ) { try $0["run_id"] as Int }
    }
}
