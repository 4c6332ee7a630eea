import Domain
import Postgres

/// A person or program with a log-in of its own.
public struct DatabaseUser: Sendable, Equatable {
    /// The name of the log-in.
    public let name: String
    /// What the user may see and do.
    public let role: ReaderRole
    /// The code of the BLK of a user of the role `blk`, of the BBPLK of a user of the role `network`; `nil` for the other roles.
    public let blkCode: String?
    /// Whether a restore has withheld the user's rights.
    public let isWithheld: Bool
    /// The last day of the password; `nil` for ever.
    public let validUntil: Day?
    /// The most sessions that the user may have at once; 0 for a log-in that was closed and could not be dropped.
    public let connectionLimit: Int
    /// The number of sessions that are open now.
    public let sessions: Int
}

extension Store {
    /// Makes a user of one role. The bounds of the role (`padan.reader_bound`) are given to the user itself, because PostgreSQL applies the
    /// settings of the log-in and not those of the groups that it belongs to. The others' limits of sessions may shrink, so that all readers
    /// together leave room.
    ///
    /// A person belongs to one group: a name that is taken is refused, so that nobody gets a second group here.
    ///
    /// - Parameters:
    ///   - name: The log-in.
    ///   - role: The group that the log-in belongs to.
    ///   - blk: The code of the BLK of a user of role `blk`, of the BBPLK of a user of role `network`; `nil` for the other roles.
    ///   - password: The password.
    ///   - validUntil: The last day of the password; `nil` for ever.
    ///   - connection: The connection, in a transaction.
    /// - Throws: `PostgresError` 42710 when the name is taken, 23503 when no BLK has the code, of kind `.usage` when a BLK is named for
    ///   a role that belongs to none or missing for the others, 42501 when the connection's user may not make log-ins.
    public static func addUser(
        _ name: String, role: ReaderRole, blk: String?, password: String, validUntil: Day?, _ connection: isolated PostgresConnection
    ) throws {
        guard role.belongsToBlk == (blk != nil) else {
            throw PostgresError(kind: .usage, message: "a BLK goes with the roles blk and network, and only with them")
        }
        // The statement that may fail, because the name is taken, holds no password: the server writes such statements into its log.
        try connection.executeFormatted(
            """
            SELECT format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS INHERIT CONNECTION LIMIT %s
                VALID UNTIL %L IN ROLE %I', $1::text, rolconnlimit, coalesce(($2::date + 1)::text || ' 00:00:00+07', 'infinity'), rolname) AS statement
            FROM pg_roles WHERE rolname = $3
            """, [name, validUntil?.description, role.groupName])
        try connection.execute("SELECT padan.bound_readers()")
        try connection.execute("INSERT INTO padan.blk_user (role_name, role, blk_code) VALUES ($1, $2, $3)", [name, role.rawValue, blk])
        try mark(LogIn(name: name, role: role, blkCode: blk), connection)
        try changePassword(name, to: password, connection)
    }

    /// The users who belong to a group. Whom somebody has put into several groups belongs to the narrowest, as row level security takes it.
    ///
    /// - Parameter connection: The connection to read with.
    /// - Returns: The users by name.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func users(_ connection: isolated PostgresConnection) throws -> [DatabaseUser] {
        try connection.rows(
            """
            SELECT DISTINCT ON (u.rolname COLLATE "C") u.rolname AS name, g.rolname AS role, b.blk_code, u.rolconnlimit AS connection_limit,
                coalesce(b.is_withheld, false) AS is_withheld,
                CASE WHEN isfinite(u.rolvaliduntil) THEN ((u.rolvaliduntil AT TIME ZONE INTERVAL '+07:00')::date - 1)::text END AS valid_until,
                (SELECT count(*) FROM pg_stat_activity AS s WHERE s.usesysid = u.oid) AS sessions
            FROM pg_roles AS u
            JOIN pg_auth_members AS m ON m.member = u.oid
            JOIN pg_roles AS g ON g.oid = m.roleid
            LEFT JOIN padan.blk_user AS b ON b.role_name = u.rolname
            WHERE u.rolname NOT LIKE 'padan\\_%' AND NOT u.rolsuper AND g.rolname = ANY ($1::text[])
            ORDER BY u.rolname COLLATE "C", array_position($1::text[], g.rolname::text)
            """, [ReaderRole.allCases.map(\.groupName)]
        ) { row in
            let group: String = try row["role"]
            let until: String? = try row["valid_until"]
            return DatabaseUser(
                name: try row["name"], role: ReaderRole.allCases.first { $0.groupName == group } ?? .blk, blkCode: try row["blk_code"],
                isWithheld: try row["is_withheld"], validUntil: until.flatMap { Day(iso: $0) },
                connectionLimit: try row["connection_limit"], sessions: try row["sessions"])
        }
    }

    /// Whether the connection's user may make, change and remove log-ins.
    ///
    /// - Parameter connection: The connection to ask with.
    /// - Returns: False for an operator and for the service, who are no owners of the database.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func mayMakeUsers(_ connection: isolated PostgresConnection) throws -> Bool {
        try connection.row(
            "SELECT rolsuper OR (rolcreaterole AND has_table_privilege('padan.blk_user', 'INSERT, DELETE')) AS may FROM pg_roles "
                + "WHERE rolname = current_user"
        ) { try $0["may"] as Bool } ?? false
    }

    /// Takes a user's log-in and its BLK away, which is the first step of a removal: no new session can begin. The user is listed until it is
    /// dropped. The caller has seen that it is a reader.
    ///
    /// - Parameters:
    ///   - name: The log-in.
    ///   - connection: The connection, in a transaction.
    /// - Throws: `PostgresError` when no role has the name or the server refuses the change.
    public static func closeLogIn(_ name: String, _ connection: isolated PostgresConnection) throws {
        try connection.executeFormatted("SELECT format('ALTER ROLE %I NOLOGIN CONNECTION LIMIT 0', $1::text) AS statement", [name])
        try connection.execute("DELETE FROM padan.blk_user WHERE role_name = $1", [name])
    }

    /// The name of the database.
    ///
    /// - Parameter connection: The connection to ask.
    /// - Returns: The name of the connection's database.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func databaseName(_ connection: isolated PostgresConnection) throws -> String {
        try connection.row("SELECT current_database()::text AS name") { try $0["name"] as String } ?? ""
    }

    /// The databases in which something belongs to a user or was given to it.
    ///
    /// - Parameters:
    ///   - name: The log-in.
    ///   - connection: The connection to read with.
    /// - Returns: The names of the databases, in their order.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func databases(withBelongingsOf name: String, _ connection: isolated PostgresConnection) throws -> [String] {
        try connection.rows(
            """
            SELECT DISTINCT d.datname::text AS name FROM pg_shdepend AS s JOIN pg_database AS d ON d.oid = s.dbid
            WHERE s.refclassid = 'pg_authid'::regclass AND s.refobjid = (SELECT r.oid FROM pg_roles AS r WHERE r.rolname = $1) ORDER BY 1
            """, [name]
        ) { try $0["name"] as String }
    }

    /// Drops what belongs to a user in the connection's database, and takes every right away that the user has there.
    ///
    /// - Parameters:
    ///   - name: The log-in.
    ///   - connection: The connection, in a transaction.
    /// - Throws: `PostgresError` when no role has the name or this log-in may not act as the user.
    public static func dropBelongings(of name: String, _ connection: isolated PostgresConnection) throws {
        // Who is no superuser drops what belongs to a role as its member.
        try connection.executeFormatted(
            """
            SELECT format('GRANT %I TO CURRENT_USER', $1::text) AS statement WHERE NOT pg_has_role(current_user, $1::text, 'USAGE')
            """, [name])
        try connection.executeFormatted("SELECT format('DROP OWNED BY %I CASCADE', $1::text) AS statement", [name])
    }

    /// Drops a user whose log-in is closed, whose sessions have ended and to whom nothing belongs in other databases, with what belongs to it
    /// in this one.
    ///
    /// - Parameters:
    ///   - name: The log-in.
    ///   - connection: The connection, in a transaction.
    /// - Throws: `PostgresError` when no role has the name, this log-in may not drop it, or something still belongs to it.
    public static func dropUser(_ name: String, _ connection: isolated PostgresConnection) throws {
        try dropBelongings(of: name, connection)
        try connection.executeFormatted("SELECT format('DROP ROLE %I', $1::text) AS statement", [name])
        try connection.execute("DELETE FROM padan.reader_secret WHERE role_name = $1", [name])
        try connection.execute("SELECT padan.bound_readers()")
    }

    /// Gives a user a password that is in no log of the server. Sessions that began with the old one stay until they are ended.
    ///
    /// - Parameters:
    ///   - name: The log-in.
    ///   - password: The new password.
    ///   - connection: The connection, in a transaction.
    /// - Throws: `PostgresError` when no role has the name or the server refuses the change.
    public static func changePassword(_ name: String, to password: String, _ connection: isolated PostgresConnection) throws {
        let verifier = try connection.verifier(password: password, user: name)
        // What the server keeps of a password is as good as the password to whoever reads its log. Up to the end of the transaction no
        // statement is logged, as far as this log-in may say so.
        _ = try connection.rows(
            """
            SELECT set_config(name, value, true) AS value
            FROM (VALUES ('log_statement', 'none'), ('log_min_error_statement', 'panic'), ('log_min_duration_statement', '-1'),
                ('log_min_duration_sample', '-1'), ('log_transaction_sample_rate', '0'), ('log_duration', 'off')) AS s (name, value)
            WHERE has_parameter_privilege(name, 'SET')
            """
        ) { try $0["value"] as String }
        try connection.executeFormatted("SELECT format('ALTER ROLE %I PASSWORD %L', $1::text, $2::text) AS statement", [name, verifier])
        try noteSecret(verifier, of: name, connection)
    }

    /// Notes by what a user's password is known again as the one that was made here.
    ///
    /// - Throws: `PostgresError` when the server refuses the row.
    private static func noteSecret(_ verifier: String, of name: String, _ connection: isolated PostgresConnection) throws {
        try connection.execute(
            """
            INSERT INTO padan.reader_secret (role_name, digest) VALUES ($1, encode(sha256(convert_to($2, 'UTF8')), 'hex'))
            ON CONFLICT (role_name) DO UPDATE SET digest = excluded.digest, made_at = now()
            """, [name, verifier])
    }

    /// Replaces the bounds of all readers and gives them to every reader.
    ///
    /// - Parameters:
    ///   - bounds: The bounds: for each group role, its settings by name with their values.
    ///   - connection: The connection, in a transaction.
    /// - Throws: `PostgresError` when the server refuses them.
    public static func bound(_ bounds: [String: [String: String]], _ connection: isolated PostgresConnection) throws {
        guard try differs(bounds, connection) else { return }
        let rows = bounds.flatMap { group, settings in settings.map { (group, $0.key, $0.value) } }
        try connection.execute("DELETE FROM padan.reader_bound")
        try connection.execute(
            "INSERT INTO padan.reader_bound (group_name, name, value) SELECT * FROM unnest($1::text[], $2::text[], $3::text[])",
            [rows.map(\.0), rows.map(\.1), rows.map(\.2)])
        try connection.execute("SELECT padan.bound_readers()")
    }

    /// Ends every session of a user, and waits up to five seconds for all of them.
    ///
    /// - Parameters:
    ///   - name: The log-in.
    ///   - connection: The connection to ask with, in a transaction.
    /// - Returns: The processes of the sessions that have not ended, because they are in the middle of one long computation.
    /// - Throws: `PostgresError` when the server does not let this log-in end the sessions.
    @discardableResult
    public static func endSessions(_ name: String, _ connection: isolated PostgresConnection) throws -> [Int] {
        let deadline = ContinuousClock.now + .seconds(5)
        try connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1", [name])
        while true {
            // A transaction sees the sessions as it saw them first, unless it says otherwise.
            try connection.execute("SELECT pg_stat_clear_snapshot(), pg_sleep(0.02)")
            let left = try connection.rows("SELECT pid FROM pg_stat_activity WHERE usename = $1 ORDER BY pid", [name]) {
                try $0["pid"] as Int
            }
            if left.isEmpty || ContinuousClock.now > deadline { return left }
        }
    }
}

extension PostgresConnection {
    /// Runs the statements that a query makes with `format`, because statements that define something take no parameters.
    func executeFormatted(_ query: String, _ parameters: [any PostgresEncodable]) throws {
        for statement in try rows(query, parameters, { try $0["statement"] as String }) { try execute(statement) }
    }
}
