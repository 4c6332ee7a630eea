import Postgres

/// A reader's session that holds so many locks that it takes the table of locks from everybody.
public struct LockHoarder: Sendable, Equatable {
    /// The backend of the session.
    public let process: Int
    /// Whose session it is.
    public let login: String
    /// The number of locks that it holds.
    public let locks: Int
    /// Whether the session was told to end.
    public let isEnded: Bool
}

extension Store {
    /// The number of locks from which a reader's session is told: one question over all views of a hundred runs holds fewer.
    static let manyLocks = 2_000

    /// Looks for readers' sessions that hold very many locks. On a server of Padan's own they are ended, because its table of locks is for all
    /// databases and sessions together and nothing works any more when it is full; elsewhere they are only told. The tables of the schema are not
    /// read, so that the look works for everybody and before there is a schema.
    ///
    /// - Parameter connection: The connection to ask.
    /// - Returns: The sessions by their processes; none when all is well.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func endHoarders(_ connection: isolated PostgresConnection) throws -> [LockHoarder] {
        try connection.rows(
            """
            SELECT a.pid AS process, a.usename::text AS login, h.number AS locks,
                CASE WHEN s.is_own THEN pg_terminate_backend(a.pid) ELSE false END AS is_ended
            FROM (SELECT k.pid, count(*) AS number FROM pg_locks AS k GROUP BY k.pid HAVING count(*) > $1::integer) AS h
            JOIN pg_stat_activity AS a ON a.pid = h.pid,
                (SELECT u.rolsuper AND f.rolname = 'padan' FROM pg_roles AS u, pg_roles AS f
                 WHERE u.rolname = current_user AND f.oid = 10) AS s (is_own)
            WHERE EXISTS (
                SELECT FROM pg_auth_members AS m JOIN pg_roles AS g ON g.oid = m.roleid
                WHERE m.member = a.usesysid AND g.rolname IN ('padan_analyst', 'padan_blk', 'padan_network'))
            ORDER BY a.pid
            """, [manyLocks]
        ) { row in
            LockHoarder(process: try row["process"], login: try row["login"], locks: try row["locks"], isEnded: try row["is_ended"])
        }
    }
}
