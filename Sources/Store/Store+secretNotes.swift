import Postgres

/// By what a password that was made here is known again.
public struct SecretNote: Sendable, Equatable {
    /// The log-in.
    public let login: String
    /// SHA-256 of the secret that the server stores, in hexadecimal digits.
    public let digest: String
    /// When the password was made, as the server writes it.
    public let madeAt: String
}

extension Store {
    /// The notes of the passwords that were made in a database.
    ///
    /// - Parameter connection: The connection to read with.
    /// - Returns: The notes by log-in; none where the database does not keep any yet, or keeps them from this log-in.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func secretNotes(_ connection: isolated PostgresConnection) throws -> [SecretNote] {
        let isReadable = try connection.row(
            "SELECT coalesce(has_table_privilege(to_regclass('padan.reader_secret'), 'SELECT'), false) AS may"
        ) { try $0["may"] as Bool }
        guard isReadable == true else { return [] }
        return try connection.rows(
            "SELECT role_name, digest, made_at::text AS made_at FROM padan.reader_secret ORDER BY role_name COLLATE \"C\""
        ) {
            SecretNote(login: try $0["role_name"], digest: try $0["digest"], madeAt: try $0["made_at"])
        }
    }

    /// Replaces the notes that came with a backup by those of the server's own log-ins: passwords are the server's, as log-ins are. A note of the
    /// backup stays where the server's secret bears it out, which only a superuser sees.
    ///
    /// - Parameters:
    ///   - before: The notes of the database that the backup replaces.
    ///   - connection: A connection to the restored database, whose schema is up to date, in a transaction.
    /// - Throws: `PostgresError` when the server refuses a statement.
    public static func reconcileSecretNotes(_ before: [SecretNote], _ connection: isolated PostgresConnection) throws {
        let seesSecrets = try connection.row("SELECT has_table_privilege('pg_catalog.pg_authid', 'SELECT') AS may") {
            try $0["may"] as Bool
        }
        let isBorneOut = """
            EXISTS (SELECT FROM pg_authid AS a WHERE a.rolname = s.role_name AND s.digest = encode(sha256(convert_to(a.rolpassword, 'UTF8')), 'hex'))
            """
        try connection.execute("DELETE FROM padan.reader_secret AS s WHERE NOT \(seesSecrets == true ? isBorneOut : "false")")
        try connection.execute(
            """
            INSERT INTO padan.reader_secret (role_name, digest, made_at)
            SELECT n.role_name, n.digest, n.made_at
            FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS n (role_name, digest, made_at)
            WHERE EXISTS (SELECT FROM pg_roles AS r WHERE r.rolname = n.role_name AND r.rolcanlogin)
            ON CONFLICT (role_name) DO UPDATE SET digest = excluded.digest, made_at = excluded.made_at
            """, [before.map(\.login), before.map(\.digest), before.map(\.madeAt)])
    }
}
