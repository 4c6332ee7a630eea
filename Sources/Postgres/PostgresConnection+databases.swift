extension PostgresConnection {
    /// Makes an empty database with the owner, encoding and collation of another one.
    func createDatabase(_ name: String, like model: String) throws {
        try executeFormatted(
            """
            SELECT format('CREATE DATABASE %I TEMPLATE template0 OWNER %I ENCODING %L LC_COLLATE %L LC_CTYPE %L', $1::text,
                pg_get_userbyid(datdba), pg_encoding_to_char(encoding), datcollate, datctype) AS statement
            FROM pg_database WHERE datname = $2
            """, [name, model])
    }

    /// Drops a database, also when the task is already cancelled. PostgreSQL waits for every session of the whole server to take note of it, for
    /// ever, and a session in the middle of one long computation takes note of nothing: after some seconds the database stays.
    ///
    /// - Returns: Whether the database is gone.
    func dropDatabase(_ name: String, seconds: Int = 30) -> Bool {
        tidyUp("SET statement_timeout = '\(seconds)s'")
        defer { tidyUp("RESET statement_timeout") }
        return tidyUp("DROP DATABASE IF EXISTS \(quoted(name)) WITH (FORCE)")
    }

    /// Takes every right on a database from everybody but its owner, until `carryRights` gives it those of another one. Where that other one has
    /// none of its own, so that `carryRights` would give none back, nothing is taken.
    func closeDatabase(_ name: String, until model: String) throws {
        try executeFormatted(
            """
            SELECT DISTINCT format('REVOKE ALL ON DATABASE %I FROM %s', d.datname,
                CASE a.grantee WHEN 0 THEN 'public' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS statement
            FROM pg_database AS d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) AS a
            WHERE d.datname = $1 AND a.grantee <> d.datdba
                AND EXISTS (SELECT FROM pg_database AS m WHERE m.datname = $2 AND m.datacl IS NOT NULL)
            """, [name, model])
    }

    /// Gives a database the rights, the limit of connections and the comment of another one.
    ///
    /// These belong to the database itself and are in no dump of what it holds.
    func carryRights(of model: String, over name: String) throws {
        try executeFormatted(
            """
            SELECT s.statement FROM pg_database AS d, LATERAL (
                SELECT 0, format('ALTER DATABASE %I CONNECTION LIMIT %s', $2::text, d.datconnlimit)
                UNION ALL
                SELECT 1, format('COMMENT ON DATABASE %I IS %L', $2::text, shobj_description(d.oid, 'pg_database'))
                UNION ALL
                SELECT 2, format('REVOKE ALL ON DATABASE %I FROM public, %I', $2::text, pg_get_userbyid(d.datdba)) WHERE d.datacl IS NOT NULL
                UNION ALL
                SELECT 3, format('GRANT %s ON DATABASE %I TO %s%s', a.privilege_type, $2::text,
                    CASE a.grantee WHEN 0 THEN 'public' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                    CASE WHEN a.is_grantable AND a.grantee <> d.datdba THEN ' WITH GRANT OPTION' ELSE '' END)
                FROM aclexplode(d.datacl) AS a
            ) AS s (place, statement)
            WHERE d.datname = $1 AND s.statement IS NOT NULL ORDER BY s.place
            """, [model, name])
    }

    /// Gives a database the settings that `ALTER DATABASE … SET` and `ALTER ROLE … IN DATABASE … SET` gave another one.
    func carrySettings(of model: String, over name: String) throws {
        let settings = try rows(
            """
            SELECT format(CASE s.setrole WHEN 0 THEN 'ALTER DATABASE %2$I' ELSE 'ALTER ROLE %1$I IN DATABASE %2$I' END,
                    pg_get_userbyid(s.setrole), $2::text) AS target,
                quote_ident(split_part(c.setting, '=', 1)) AS name, split_part(c.setting, '=', 1) AS bare,
                substr(c.setting, strpos(c.setting, '=') + 1) AS value
            FROM pg_db_role_setting AS s JOIN pg_database AS d ON d.oid = s.setdatabase, unnest(s.setconfig) AS c (setting)
            WHERE d.datname = $1
            """, [model, name]
        ) {
            (
                target: try $0["target"] as String, name: try $0["name"] as String, bare: try $0["bare"] as String,
                value: try $0["value"] as String
            )
        }
        for setting in settings {
            let name =
                setting.bare.contains(".")
                ? setting.bare.split(separator: ".").map { quoted(String($0)) }.joined(separator: ".") : setting.name
            switch setting.bare {
            case "search_path", "temp_tablespaces":
                // The value is a list of identifiers that are quoted already: as one literal it would be one identifier.
                try execute("SELECT set_config($1, $2, false)", [setting.bare, setting.value])
                try execute("\(setting.target) SET \(name) FROM CURRENT")
                try execute("RESET \(name)")
            case "local_preload_libraries", "session_preload_libraries":
                let items = setting.value.split(separator: ",").map {
                    "'\($0.trimmingPrefix { $0 == " " }.replacing("\"", with: "").replacing("'", with: "''"))'"
                }
                try execute("\(setting.target) SET \(name) TO \(items.joined(separator: ", "))")
            default:
                try executeFormatted(
                    "SELECT $1::text || ' SET ' || $2::text || ' TO ' || quote_literal($3::text) AS statement",
                    [setting.target, name, setting.value])
            }
        }
    }

    /// Runs the statements that a query makes with `format`, because definitions take no parameters.
    private func executeFormatted(_ query: String, _ parameters: [any PostgresEncodable]) throws {
        for statement in try rows(query, parameters, { try $0["statement"] as String }) { try execute(statement) }
    }
}
