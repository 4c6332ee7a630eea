import Postgres

/// Something about readers that is not as it should be, or that cannot be seen from here.
public struct ReaderFinding: Sendable, Equatable {
    /// What is wrong.
    public enum Kind: String, Sendable, CaseIterable {
        /// The bounds of the configuration are other ones than those that were given to readers.
        case bounds
        /// A reader or a group of readers has other settings, limits or attributes than it should have.
        case role
        /// A transaction of a reader is open, and nothing happens in it, for longer than is allowed.
        case idle
        /// A transaction of a reader is open for very long, although something happens in it now and then.
        case transaction
        /// A statement of a reader takes longer than is allowed.
        case statement
        /// A reader has more sessions than are allowed.
        case sessions
        /// A session of a reader holds very many locks.
        case locks
        /// All readers together may take the connections that are kept for the service and operators.
        case room
        /// Messages of `NOTIFY` pile up, because a session that listens does not take them.
        case messages
        /// Functions that are closed to readers are open to everybody.
        case function
        /// Everybody may make temporary tables in this database.
        case temporary
        /// Everybody may make tables in a schema of this database.
        case create
        /// Everybody may connect to another database of the server.
        case connect
        /// There are large objects, which nobody needs.
        case largeObjects = "large_objects"
        /// Something belongs to a reader.
        case belongings
        /// A reader's password is not the one that Padan made.
        case secretChanged = "secret_changed"
        /// A reader's password was made before Padan noted which it made, or by somebody else.
        case secretUnknown = "secret_unknown"
        /// This log-in may not see the readers' secrets.
        case secretsUnseen = "secrets_unseen"
    }

    /// What is wrong.
    public let kind: Kind
    /// The log-in, the group, the function, the schema or the database at fault; empty where the whole server is.
    public let subject: String
    /// The setting of a role, or the database in which something belongs to a reader.
    public let item: String?
    /// What was found.
    public let found: String?
    /// What should be.
    public let wanted: String?
    /// The backend of a session.
    public let process: Int?
    /// The command of Padan, or the statement for an administrator, that mends it.
    public let remedy: String
    /// Whether it is only told: it may be as somebody wants it, or nobody can see it from here.
    public let isNote: Bool
}

extension Store {
    /// Whether the database has what `readerFindings` reads.
    ///
    /// - Parameter connection: The connection to ask.
    /// - Returns: False for a database without the schema, or with one that is too old.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func knowsReaders(_ connection: isolated PostgresConnection) throws -> Bool {
        try connection.row("SELECT to_regclass('padan.reader_drift') IS NOT NULL AS there") { try $0["there"] as Bool } ?? false
    }

    /// Whether the bounds that readers were given last are other ones than these.
    ///
    /// - Parameters:
    ///   - bounds: For each group role, its settings by name with their values.
    ///   - connection: The connection to read with.
    /// - Returns: True where a group, a setting or a value differs.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func differs(_ bounds: [String: [String: String]], _ connection: isolated PostgresConnection) throws -> Bool {
        let rows = bounds.flatMap { group, settings in settings.map { (group, $0.key, $0.value) } }
        return try connection.row(
            """
            SELECT EXISTS (
                SELECT FROM padan.reader_bound AS b
                FULL JOIN unnest($1::text[], $2::text[], $3::text[]) AS w (group_name, name, value) USING (group_name, name)
                WHERE b.value IS DISTINCT FROM w.value) AS differs
            """, [rows.map(\.0), rows.map(\.1), rows.map(\.2)]
        ) { try $0["differs"] as Bool } ?? false
    }

    /// What is not as it should be with readers, and what readers could do that they must not.
    ///
    /// - Parameter connection: The connection to read with, of the owner or of a superuser.
    /// - Returns: The findings, those of one kind together; none when all is well.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func readerFindings(_ connection: isolated PostgresConnection) throws -> [ReaderFinding] {
        var findings = try connection.rows(findings, [manyLocks], finding)
        let seesSecrets = try connection.row("SELECT has_table_privilege('pg_catalog.pg_authid', 'SELECT') AS may") {
            try $0["may"] as Bool
        }
        if seesSecrets == true {
            findings += try connection.rows(secrets, [], finding)
        } else {
            findings.append(
                ReaderFinding(
                    kind: .secretsUnseen, subject: "", item: nil, found: nil, wanted: nil, process: nil, remedy: secretsForAdministrator,
                    isNote: true))
        }
        return findings
    }

    private static func finding(_ row: PostgresRow) throws -> ReaderFinding {
        let kind: String = try row["kind"]
        guard let known = ReaderFinding.Kind(rawValue: kind) else { preconditionFailure("the query names kinds of findings only") }
        return ReaderFinding(
            kind: known, subject: try row["subject"], item: try row["item"], found: try row["found"], wanted: try row["wanted"],
            process: try row["process"], remedy: try row["remedy"], isNote: try row["is_note"])
    }

    private static let findings = """
        WITH session AS (
            SELECT l.login, l.group_name, a.pid, a.state, extract(epoch FROM now() - a.state_change)::integer AS seconds,
                extract(epoch FROM now() - a.xact_start)::integer AS open_seconds
            FROM pg_stat_activity AS a JOIN padan.reader_login AS l ON l.role_oid = a.usesysid WHERE a.pid <> pg_backend_pid()
        ), bound AS (
            SELECT group_name, name, value, extract(epoch FROM value::interval)::integer AS seconds
            FROM padan.reader_bound WHERE name IN ('statement_timeout', 'idle_in_transaction_session_timeout')
        ), me AS (
            SELECT rolsuper AS is_super, rolsuper OR rolcreaterole AS makes_roles FROM pg_roles WHERE rolname = current_user
        )
        SELECT CASE b.name WHEN 'statement_timeout' THEN 'statement' ELSE 'idle' END AS kind, s.login AS subject, NULL AS item, s.seconds || ' s' AS found,
            b.seconds || ' s' AS wanted, s.pid AS process, format('SELECT pg_terminate_backend(%s)', s.pid) AS remedy, false AS is_note
        FROM session AS s JOIN bound AS b USING (group_name)
        WHERE s.seconds > b.seconds AND CASE b.name WHEN 'statement_timeout' THEN s.state = 'active' ELSE s.state LIKE 'idle in transaction%' END
        UNION ALL
        -- Statements that are small and follow each other soon keep within their bounds, and keep what the transaction holds.
        SELECT 'transaction', s.login, NULL, s.open_seconds || ' s', 10 * b.seconds || ' s', s.pid, format('SELECT pg_terminate_backend(%s)', s.pid), true
        FROM session AS s JOIN bound AS b USING (group_name)
        WHERE b.name = 'idle_in_transaction_session_timeout' AND s.open_seconds > 10 * b.seconds
        UNION ALL
        SELECT 'sessions', s.login, NULL, count(*)::text, r.rolconnlimit::text, NULL,
            format('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %L', s.login), false
        FROM session AS s JOIN pg_roles AS r ON r.rolname = s.login WHERE r.rolconnlimit >= 0
        GROUP BY s.login, r.rolconnlimit HAVING count(*) > r.rolconnlimit
        UNION ALL
        SELECT 'locks', s.login, NULL, count(*)::text, $1::text, s.pid, format('SELECT pg_terminate_backend(%s)', s.pid), false
        FROM session AS s JOIN pg_locks AS k USING (pid) GROUP BY s.login, s.pid HAVING count(*) > $1::integer
        UNION ALL
        SELECT 'messages', '', NULL, round(u.share::numeric * 100, 1) || ' %', '5 %', NULL,
            'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename IN (SELECT login FROM padan.reader_login)', false
        FROM pg_notification_queue_usage() AS u (share) WHERE u.share > 0.05
        UNION ALL
        SELECT 'room', '', NULL, t.taken::text, t.room::text, NULL, format('ALTER SYSTEM SET max_connections = %s', t.most + t.taken - t.room), false
        FROM (
            SELECT current_setting('max_connections')::integer AS most,
                current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer
                    - coalesce(current_setting('reserved_connections', true)::integer, 0)
                    - coalesce((SELECT value::integer FROM padan.reader_bound WHERE name = 'reserve'), 0) AS room,
                (SELECT sum(greatest(r.rolconnlimit, 0))
                 FROM padan.reader_login AS l JOIN pg_roles AS r ON r.oid = l.role_oid)::integer AS taken
        ) AS t WHERE t.taken > t.room
        UNION ALL
        SELECT 'role', d.role_name, d.item, d.found, d.wanted, NULL,
            CASE WHEN d.is_asserted AND CASE WHEN d.needs_superuser THEN me.is_super ELSE me.makes_roles END THEN 'padan db migrate' ELSE d.statement END, false
        FROM padan.reader_drift AS d, me
        UNION ALL
        SELECT o.kind, o.object, NULL, NULL, NULL, NULL, CASE WHEN o.is_padans AND me.is_super THEN 'padan db migrate' ELSE o.statement END,
            o.kind = 'connect' AND o.object NOT IN ('postgres', 'template1', current_database())
        FROM padan.reader_opening AS o, me
        UNION ALL
        SELECT 'large_objects', pg_get_userbyid(m.lomowner)::text, NULL, count(*)::text, '0', NULL,
            format('SELECT lo_unlink(oid) FROM pg_largeobject_metadata WHERE lomowner = %L::regrole', pg_get_userbyid(m.lomowner)), false
        FROM pg_largeobject_metadata AS m GROUP BY m.lomowner
        UNION ALL
        SELECT 'belongings', l.login, d.datname::text, count(*)::text, '0', NULL, format('DROP OWNED BY %I', l.login), false
        FROM padan.reader_login AS l JOIN pg_shdepend AS s ON s.refclassid = 'pg_authid'::regclass AND s.refobjid = l.role_oid AND s.deptype = 'o'
        JOIN pg_database AS d ON d.oid = s.dbid
        GROUP BY l.login, d.datname
        UNION ALL
        -- A group's rights would go with what it owns; it owns at most what a member has said of the rights on what the group will make.
        SELECT 'belongings', g.rolname::text, current_database()::text, count(*)::text, '0', NULL, 'padan db migrate', NOT me.is_super
        FROM me, pg_default_acl AS d JOIN pg_roles AS g ON g.oid = d.defaclrole WHERE g.rolname IN (SELECT b.group_name FROM padan.reader_bound AS b)
        GROUP BY g.rolname, me.is_super
        ORDER BY 1, 2, 3, 6
        """

    private static let secrets = """
        SELECT CASE WHEN s.digest IS NULL THEN 'secret_unknown' ELSE 'secret_changed' END AS kind, l.login AS subject, NULL AS item, NULL AS found,
            NULL AS wanted, NULL::integer AS process, 'padan db user rotate ' || l.login AS remedy, false AS is_note
        FROM padan.reader_login AS l JOIN pg_authid AS a ON a.oid = l.role_oid LEFT JOIN padan.reader_secret AS s ON s.role_name = l.login
        WHERE s.digest IS DISTINCT FROM encode(sha256(convert_to(a.rolpassword, 'UTF8')), 'hex')
        ORDER BY 1, 2
        """

    private static let secretsForAdministrator =
        "SELECT l.login FROM padan.reader_login AS l JOIN pg_authid AS a ON a.oid = l.role_oid LEFT JOIN padan.reader_secret AS s"
        + " ON s.role_name = l.login WHERE s.digest IS DISTINCT FROM encode(sha256(convert_to(a.rolpassword, 'UTF8')), 'hex')"
}
