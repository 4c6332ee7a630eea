/// A session of the server that another one waits for, because it holds a lock that the other wants.
public struct BlockingSession: Sendable, Equatable {
    /// The number of the session's process on the server.
    public let process: Int
    /// The user of the session.
    public let user: String
    /// What the session calls itself; empty where the asker may not see it.
    public let application: String
    /// The seconds since its transaction began, else since it logged in; `nil` where the asker may not see it.
    public let seconds: Int?
}

extension PostgresConnection {
    /// The sessions that a session of the same server waits for.
    ///
    /// - Parameter process: The number of the waiting session's process.
    /// - Returns: The sessions by their processes; none when it does not wait for a lock.
    /// - Throws: `PostgresError` when the server refuses.
    func blockers(of process: Int) throws -> [BlockingSession] {
        try rows(
            """
            SELECT DISTINCT a.pid, coalesce(a.usename::text, '') AS user_name, coalesce(a.application_name, '') AS application,
                extract(epoch FROM clock_timestamp() - coalesce(a.xact_start, a.backend_start))::bigint AS seconds
            FROM unnest(pg_blocking_pids($1::integer)) AS b (pid) JOIN pg_stat_activity AS a ON a.pid = b.pid ORDER BY a.pid
            """, [process]
        ) { row in
            BlockingSession(
                process: try row["pid"], user: try row["user_name"], application: try row["application"], seconds: try row["seconds"])
        }
    }
}
