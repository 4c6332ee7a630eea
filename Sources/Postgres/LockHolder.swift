import CLibPQ
import Foundation

/// A session that holds what a statement of this program has waited for.
public struct LockHolder: Sendable, Equatable {
    /// The process id of the session's backend, which `pg_terminate_backend` takes.
    public let process: Int
    /// The log-in of the session; `nil` for a background process.
    public let user: String?
    /// When the session's transaction began; `nil` where the server does not tell it to this log-in.
    public let since: Date?

    /// Makes a holder of its parts.
    ///
    /// - Parameters:
    ///   - process: The process id of the session's backend.
    ///   - user: The log-in of the session.
    ///   - since: When the session's transaction began.
    public init(process: Int, user: String?, since: Date?) {
        self.process = process
        self.user = user
        self.since = since
    }
}

extension LockHolder {
    /// Who holds what another session waits for. Whoever only stands before it in the queue is left out.
    private static let query = """
        WITH RECURSIVE blocking (pid, depth) AS (
            SELECT unnest(pg_blocking_pids($1)), 1
            UNION
            SELECT unnest(pg_blocking_pids(b.pid)), b.depth + 1 FROM blocking AS b WHERE b.depth < 20
        )
        SELECT DISTINCT a.pid, a.usename, extract(epoch FROM coalesce(a.xact_start, a.state_change))::text
        FROM blocking AS b JOIN pg_stat_activity AS a ON a.pid = b.pid
        WHERE cardinality(pg_blocking_pids(a.pid)) = 0 ORDER BY a.pid
        """

    /// Asks the server, over a connection of its own, whom a backend waits for.
    ///
    /// - Parameters:
    ///   - process: The process id of the backend that waits.
    ///   - configuration: How to reach the server.
    /// - Returns: The holders; none when the backend waits for nobody or the server cannot be asked.
    static func holders(against process: Int, _ configuration: PostgresConfiguration) -> [LockHolder] {
        var configuration = configuration
        configuration.connectTimeoutSeconds = 10
        configuration.statementTimeoutMilliseconds = 10_000
        guard let handle = try? PostgresConnection.open(configuration) else { return [] }
        let answer = withCStrings([String(process)]) { PQexecParams(handle.pointer, query, 1, nil, $0, nil, nil, 0) }
        defer { PQclear(answer) }
        guard PQresultStatus(answer) == PGRES_TUPLES_OK else { return [] }
        return (0..<PQntuples(answer)).compactMap { row in
            func text(_ column: Int32) -> String? {
                PQgetisnull(answer, row, column) == 1 ? nil : PQgetvalue(answer, row, column).map { String(cString: $0) }
            }
            guard let process = text(0).flatMap(Int.init) else { return nil }
            return LockHolder(process: process, user: text(1), since: text(2).flatMap(Double.init).map(Date.init(timeIntervalSince1970:)))
        }
    }
}

extension PostgresConnection {
    /// The sessions that are in a database, the oldest transaction first.
    ///
    /// - Throws: `PostgresError` when the server refuses the query.
    func sessions(in database: String) throws -> [LockHolder] {
        try rows(
            """
            SELECT pid, usename::text AS user_name, extract(epoch FROM coalesce(xact_start, state_change))::float8 AS since FROM pg_stat_activity
            WHERE datname = $1 AND pid <> pg_backend_pid() ORDER BY xact_start, pid
            """, [database]
        ) { row in
            let since: Double? = try row["since"]
            return LockHolder(process: try row["pid"], user: try row["user_name"], since: since.map(Date.init(timeIntervalSince1970:)))
        }
    }
}
