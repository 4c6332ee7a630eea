import Domain
import Postgres

extension Store {
    /// What the groups' comments on their members begin with: the server itself says what a log-in was made for, so that no backup can say
    /// something else. Members of the groups cannot change the comment.
    private static let markPrefix = "Padan: "

    /// The log-ins of the database and what each stands for. Databases of earlier versions, which know the log-ins of BLKs alone, are read too.
    ///
    /// - Parameter connection: The connection to read with.
    /// - Returns: The log-ins by name, those without rights among them; none where the database has no schema yet.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func logIns(_ connection: isolated PostgresConnection) throws -> [LogIn] {
        let exists = try connection.row("SELECT to_regclass('padan.blk_user') IS NOT NULL AS there") { try $0["there"] as Bool }
        guard exists == true else { return [] }
        return try connection.rows(
            """
            SELECT u.role_name AS name, coalesce(to_jsonb(u) ->> 'role', 'blk') AS role, u.blk_code,
                coalesce((to_jsonb(u) ->> 'is_withheld')::boolean, false) AS is_withheld
            FROM padan.blk_user AS u ORDER BY u.role_name COLLATE "C"
            """
        ) { row in
            LogIn(
                name: try row["name"], role: ReaderRole(rawValue: try row["role"]) ?? .blk, blkCode: try row["blk_code"],
                isWithheld: try row["is_withheld"])
        }
    }

    /// Writes on the server's roles what the log-ins of the database were made for, where nothing is written yet: an earlier version did not.
    ///
    /// - Parameter connection: The connection. Nothing happens where its user may not write comments on roles.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func markLogIns(_ connection: isolated PostgresConnection) throws {
        try connection.executeFormatted(
            """
            SELECT format('COMMENT ON ROLE %I IS %L', u.role_name, concat_ws(' ', $1::text || u.role, u.blk_code)) AS statement
            FROM padan.blk_user AS u
            JOIN pg_roles AS r ON r.rolname = u.role_name
            JOIN pg_auth_members AS m ON m.member = r.oid AND m.roleid = to_regrole('padan_' || u.role)
            WHERE NOT u.is_withheld AND r.rolcanlogin AND NOT r.rolsuper AND shobj_description(r.oid, 'pg_authid') IS NULL
                AND (SELECT a.rolsuper FROM pg_roles AS a WHERE a.rolname = current_user)
            """, [markPrefix])
    }

    /// Writes on the server's role what a log-in was made for.
    ///
    /// - Throws: `PostgresError` when the server refuses the statement.
    static func mark(_ logIn: LogIn, _ connection: isolated PostgresConnection) throws {
        try connection.executeFormatted(
            "SELECT format('COMMENT ON ROLE %I IS %L', $1::text, concat_ws(' ', $2::text, $3::text)) AS statement",
            [logIn.name, markPrefix + logIn.role.rawValue, logIn.blkCode])
    }

    /// Takes all log-ins out of a database that was read from a backup: nobody may have rights there before they were compared.
    ///
    /// - Parameter connection: A connection to that database, in a transaction. Its schema may be an earlier one.
    /// - Returns: What the log-ins stood for when the backup was made, by name.
    /// - Throws: `PostgresError` when the server refuses a statement.
    public static func takeLogIns(_ connection: isolated PostgresConnection) throws -> [LogIn] {
        let taken = try logIns(connection)
        try connection.execute("DELETE FROM padan.blk_user")
        return taken
    }

    /// Compares the log-ins of a backup with those of the server, and puts them into the restored database: with their rights where the two
    /// agree, and as withheld where they do not. A log-in that the server does not have is left out, so that its name is free.
    ///
    /// - Parameters:
    ///   - backup: The log-ins of the backup, as `takeLogIns` has taken them.
    ///   - before: The log-ins of the database that the backup replaces.
    ///   - connection: A connection to the restored database, whose schema is up to date, in a transaction.
    /// - Returns: The log-ins without rights, by name.
    /// - Throws: `PostgresError` when the server refuses a statement.
    public static func reconcileLogIns(
        of backup: [LogIn], before: [LogIn], _ connection: isolated PostgresConnection
    ) throws -> [WithheldLogIn] {
        let names = Set((backup + before).map(\.name)).sorted()
        let server = try serverLogIns(names, before: before, connection)
        let taken = try connection.rows("SELECT r.rolname::text AS name FROM pg_roles AS r WHERE r.rolname = ANY ($1::text[])", [names]) {
            try $0["name"] as String
        }
        try connection.execute("DELETE FROM padan.blk_user")
        var withheld: [WithheldLogIn] = []
        for name in names {
            let (old, present) = (backup.first { $0.name == name }, server.first { $0.name == name })
            let finding = WithheldLogIn(backup: old, server: present, isTaken: taken.contains(name))
            if let finding { withheld.append(finding) }
            guard let present else { continue }
            try connection.execute(
                "INSERT INTO padan.blk_user (role_name, role, blk_code, is_withheld) VALUES ($1, $2, $3, $4)",
                [name, present.role.rawValue, finding == nil ? present.blkCode : nil, finding != nil])
        }
        return withheld
    }

    /// What the server's log-ins of some names stand for: their group, and the BLK in the comment that `mark` wrote. Where there is none, the
    /// database that is replaced tells the BLK.
    private static func serverLogIns(
        _ names: [String], before: [LogIn], _ connection: isolated PostgresConnection
    ) throws -> [LogIn] {
        let known = Dictionary(before.filter { !$0.isWithheld }.map { ($0.name, $0) }) { first, _ in first }
        return try connection.rows(
            """
            SELECT r.rolname AS name, shobj_description(r.oid, 'pg_authid') AS words, (
                SELECT g.rolname FROM pg_auth_members AS m JOIN pg_roles AS g ON g.oid = m.roleid
                WHERE m.member = r.oid AND g.rolname = ANY ($2::text[]) ORDER BY array_position($2::text[], g.rolname::text) LIMIT 1
            ) AS group_name
            FROM pg_roles AS r WHERE r.rolcanlogin AND NOT r.rolsuper AND r.rolname = ANY ($1::text[]) ORDER BY r.rolname COLLATE "C"
            """, [names, ReaderRole.allCases.map(\.groupName)]
        ) { row -> LogIn? in
            let (name, words, group): (String, String?, String?) = (try row["name"], try row["words"], try row["group_name"])
            guard let role = ReaderRole.allCases.first(where: { $0.groupName == group }) else { return nil }
            guard role.belongsToBlk else { return LogIn(name: name, role: role, blkCode: nil) }
            let start = "\(markPrefix)\(role.rawValue) "
            if let words, words.hasPrefix(markPrefix) {
                return LogIn(name: name, role: role, blkCode: words.hasPrefix(start) ? String(words.dropFirst(start.count)) : nil)
            }
            return LogIn(name: name, role: role, blkCode: known[name].flatMap { $0.role == role ? $0.blkCode : nil })
        }.compactMap { $0 }
    }
}
