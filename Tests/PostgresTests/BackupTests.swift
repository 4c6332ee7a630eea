import Foundation
import Postgres
import TestSupport
import Testing

@Suite struct BackupTests {
    /// Every right, policy and setting that binds who uses the database, one a line.
    private static let rights = """
        WITH entry (object, acl) AS (
            SELECT 'database', coalesce(datacl, acldefault('d', datdba)) FROM pg_database WHERE datname = current_database()
            UNION ALL SELECT 'schema ' || nspname, coalesce(nspacl, acldefault('n', nspowner)) FROM pg_namespace WHERE nspname !~ '^pg_(temp|toast_temp)'
            UNION ALL SELECT 'relation ' || oid::regclass, coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner))
                FROM pg_class WHERE relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN ('padan', 'staging', 'dashboard', 'public'))
                    AND relkind IN ('r', 'p', 'v', 'S')
            UNION ALL SELECT 'column ' || attrelid::regclass || '.' || attname, attacl FROM pg_attribute WHERE attacl IS NOT NULL AND attrelid >= 16384
            UNION ALL SELECT 'function ' || oid::regprocedure, coalesce(proacl, acldefault('f', proowner)) FROM pg_proc WHERE oid >= 16384
            UNION ALL SELECT concat_ws(' ', 'default', defaclrole::regrole, defaclnamespace::regnamespace, defaclobjtype), defaclacl FROM pg_default_acl
        )
        SELECT object || ': ' || CASE a.grantee WHEN 0 THEN 'public' ELSE a.grantee::regrole::text END || ' ' || a.privilege_type || ' ' || a.is_grantable AS line
        FROM entry, aclexplode(acl) AS a
        UNION ALL SELECT concat_ws(' ', 'policy', schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check) FROM pg_policies
        UNION ALL SELECT concat_ws(' ', 'row security', oid::regclass, relrowsecurity, relforcerowsecurity) FROM pg_class WHERE relrowsecurity
        UNION ALL SELECT concat_ws(' ', 'owner', oid::regclass, relowner::regrole) FROM pg_class WHERE relnamespace <> 'pg_toast'::regnamespace AND oid >= 16384
        UNION ALL SELECT concat_ws(' ', 'owner', oid::regprocedure, proowner::regrole, prosecdef, proconfig) FROM pg_proc WHERE oid >= 16384
        UNION ALL SELECT concat_ws(' ', 'view', oid::regclass, reloptions) FROM pg_class WHERE relkind = 'v' AND oid >= 16384
        UNION ALL SELECT concat_ws(' ', 'setting', CASE s.setrole WHEN 0 THEN 'everybody' ELSE s.setrole::regrole::text END, c)
            FROM pg_db_role_setting AS s, unnest(s.setconfig) AS c
            WHERE s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
        UNION ALL SELECT concat_ws(' ', 'role', rolname, rolconfig) FROM pg_roles WHERE rolname LIKE 'padan%'
        UNION ALL SELECT concat_ws(' ', 'database', datdba::regrole, datconnlimit, datcollate, datctype, encoding, shobj_description(oid, 'pg_database'))
            FROM pg_database WHERE datname = current_database()
        ORDER BY 1
        """

    private func rights(_ configuration: PostgresConfiguration) async throws -> [String] {
        let connection = try await PostgresConnection.connect(configuration)
        // A fixed path, so that names are written alike whatever the database's own path is.
        try await connection.execute("SET search_path = pg_catalog")
        return try await connection.rows(Self.rights) { try $0["line"] as String }
    }

    @Test func `every right, policy and setting after a restore equals that before`() async throws {
        let configuration = try await TestServer.shared.database()
        let name = try PostgresConfiguration.options(in: configuration.connectionString)["dbname"] ?? ""
        let migrator = try TestServer.migrator()
        let person = "pegawai_\(getpid())"
        do {
            let connection = try await PostgresConnection.connect(configuration)
            try await migrator.assertRights(connection)
            try await connection.executeScript(
                """
                CREATE ROLE \(person);
                ALTER DATABASE \(name) SET work_mem = '8MB';
                ALTER DATABASE \(name) SET search_path = "$user", public, "Dinas Kota";
                ALTER DATABASE \(name) SET DateStyle = 'ISO, DMY';
                ALTER DATABASE \(name) SET padan.note = 'it''s "ours"';
                ALTER DATABASE \(name) SET session_preload_libraries = 'auto_explain', 'plpgsql';
                ALTER DATABASE \(name) SET default_transaction_read_only = on;
                ALTER ROLE padan_app IN DATABASE \(name) SET statement_timeout = '90s';
                ALTER ROLE \(person) IN DATABASE \(name) SET search_path = dashboard;
                GRANT CREATE ON DATABASE \(name) TO \(person) WITH GRANT OPTION;
                REVOKE CONNECT ON DATABASE \(name) FROM public;
                GRANT CONNECT ON DATABASE \(name) TO \(person);
                GRANT SELECT (name) ON padan.region TO \(person);
                COMMENT ON DATABASE \(name) IS 'Jejaring Bekasi';
                ALTER DATABASE \(name) CONNECTION LIMIT 33;
                """)
        }
        let before = try await rights(configuration)
        #expect(before.contains { $0.hasPrefix("setting everybody search_path=\"$user\", public, \"Dinas Kota\"") })
        #expect(!before.contains("database: public TEMPORARY false") && before.contains { $0.hasPrefix("policy padan candidate ") })
        let backup = Backup(binaries: try await EmbeddedServer(layout: .current()).chooseBinaries(), configuration: configuration)
        let file = try TestServer.makeFolder("rights").appending(path: "copy.padan")
        try await backup.write(to: file.path)
        try await backup.restore(from: file.path, migrator: migrator)
        let after = try await rights(configuration)
        #expect(before.filter { !after.contains($0) } == [], "lost")
        #expect(after.filter { !before.contains($0) } == [], "new")
        let connection = try await PostgresConnection.connect(configuration.database("postgres"))
        // On a slow machine what was there before may be left for later.
        let left = "DROP DATABASE IF EXISTS \(name)_before_restore_\(getpid()) WITH (FORCE)"
        for sql in [left, "DROP DATABASE \(name) WITH (FORCE)", "DROP ROLE \(person)"] { try await connection.execute(sql) }
    }

    @Test func `settings of the copied database come along to another one, which keeps its own`() async throws {
        let (source, target) = try await (TestServer.shared.emptyDatabase(), TestServer.shared.emptyDatabase())
        func name(_ configuration: PostgresConfiguration) throws -> String {
            try #require(PostgresConfiguration.options(in: configuration.connectionString)["dbname"])
        }
        let role = "pindah_\(getpid())"
        let connection = try await PostgresConnection.connect(source)
        try await connection.executeScript(
            """
            CREATE ROLE \(role);
            ALTER DATABASE \(try name(source)) SET work_mem = '8MB';
            ALTER DATABASE \(try name(source)) SET search_path = "$user", "Dinas; Kota";
            ALTER DATABASE \(try name(source)) SET statement_timeout = '7s';
            ALTER ROLE \(role) IN DATABASE \(try name(source)) SET work_mem = '9MB';
            ALTER DATABASE \(try name(target)) SET statement_timeout = '8s'
            """)
        let binaries = try await EmbeddedServer(layout: .current()).chooseBinaries()
        let file = try TestServer.makeFolder("moved").appending(path: "copy.padan")
        try await Backup(binaries: binaries, configuration: source).write(to: file.path)
        // The role is gone on the other server.
        try await connection.executeScript("DROP OWNED BY \(role); DROP ROLE \(role)")
        try await Backup(binaries: binaries, configuration: target).restore(from: file.path)
        let settings = try await PostgresConnection.connect(target).rows(
            """
            SELECT c FROM pg_db_role_setting AS s, unnest(s.setconfig) AS c
            WHERE s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY c
            """
        ) { try $0["c"] as String }
        #expect(settings == ["search_path=\"$user\", \"Dinas; Kota\"", "statement_timeout=8s", "work_mem=8MB"])
    }

    @Test func `rights that the program needs come back with every migrate and every restore`() async throws {
        let configuration = try await TestServer.shared.database()
        let name = try PostgresConfiguration.options(in: configuration.connectionString)["dbname"] ?? ""
        let migrator = try TestServer.migrator()
        let wanted = """
            SELECT NOT has_database_privilege('padan_analyst', current_database(), 'TEMPORARY')
                AND has_database_privilege('padan_app', current_database(), 'TEMPORARY') AND EXISTS (
                    SELECT FROM pg_database AS d, aclexplode(d.datacl) AS a
                    WHERE d.datname = current_database() AND a.grantee = 'padan_blk'::regrole AND a.privilege_type = 'CONNECT')
            """
        let spoil = "GRANT TEMPORARY ON DATABASE \(name) TO public; REVOKE ALL ON DATABASE \(name) FROM padan_app, padan_blk"
        do {
            let connection = try await PostgresConnection.connect(configuration)
            try await connection.executeScript(spoil)
            #expect(try await connection.text("SELECT (\(wanted))::text") == "false")
            #expect(try await migrator.migrate(connection) == [])
            #expect(try await connection.text("SELECT (\(wanted))::text") == "true")
        }
        let backup = Backup(binaries: try await EmbeddedServer(layout: .current()).chooseBinaries(), configuration: configuration)
        let file = try TestServer.makeFolder("asserted").appending(path: "copy.padan")
        try await backup.write(to: file.path)
        try await PostgresConnection.connect(configuration).executeScript(spoil)
        try await backup.restore(from: file.path, migrator: migrator)
        #expect(try await PostgresConnection.connect(configuration).text("SELECT (\(wanted))::text") == "true")
    }

    @Test func `a task that is cancelled while it dumps leaves neither a file nor a program`() async throws {
        let configuration = try await TestServer.shared.emptyDatabase()
        let folder = try TestServer.makeFolder("cancelled")
        let connection = try await PostgresConnection.connect(configuration)
        try await connection.execute("CREATE TABLE t (a integer)")
        // pg_dump waits for the lock until it is ended.
        try await connection.execute("BEGIN")
        try await connection.execute("LOCK TABLE t IN ACCESS EXCLUSIVE MODE")
        let backup = Backup(binaries: try await EmbeddedServer(layout: .current()).chooseBinaries(), configuration: configuration)
        let task = Task { try await backup.write(to: folder.path + "/copy") }
        try await Task.sleep(for: .seconds(1))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        try await connection.execute("ROLLBACK")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test(arguments: [nil, 0o644, 0o666] as [mode_t?]) func `nobody else reads a backup`(_ old: mode_t?) async throws {
        let configuration = try await TestServer.shared.emptyDatabase()
        let file = try TestServer.makeFolder("closed").appending(path: "copy.padan").path
        if let old {
            try Data("lama".utf8).write(to: URL(filePath: file))
            chmod(file, old)
        }
        try await Backup(binaries: try await EmbeddedServer(layout: .current()).chooseBinaries(), configuration: configuration).write(
            to: file)
        var info = stat()
        #expect(stat(file, &info) == 0 && info.st_mode & 0o777 == 0o600 && info.st_size > 100)
    }

    /// The process numbers of a process that is gone and of one that lives.
    private func processes() throws -> (gone: Int32, living: Int32) {
        let process = try Process.run(URL(filePath: "/bin/true"), arguments: [])
        process.waitUntilExit()
        return (process.processIdentifier, getpid())
    }

    @Test(arguments: [true, false]) func `databases that a killed restore left go, and no others`(_ isLocal: Bool) async throws {
        let configuration = try await TestServer.shared.emptyDatabase()
        let connection = try await PostgresConnection.connect(configuration)
        let name = try #require(try await connection.text("SELECT current_database()::text"))
        let (gone, living) = try processes()
        let left = ["\(name)_before_restore_\(gone)", "\(name)_restore_\(gone)"]
        let others = ["\(name)_restore_\(living)", "\(name)_restore_saya", "\(name)_restore_1a", "\(name)0_restore_\(gone)"]
        for other in left + others { try await connection.execute("CREATE DATABASE \(other)") }
        // A session in one of them does not keep it.
        let inside = try await PostgresConnection.connect(configuration.database(left[1]))
        let restoring = try await PostgresConnection.connect(configuration)
        try await restoring.execute("SET application_name = '\(name)_restore_\(living)'")
        #expect(try await Backup.removeLeftovers(isLocal: isLocal, connection) == left)
        #expect(try await Backup.removeLeftovers(isLocal: isLocal, connection) == [])
        let names = try await connection.rows("SELECT datname FROM pg_database WHERE datname = ANY ($1::text[])", [left + others]) {
            try $0["datname"] as String
        }
        #expect(names.sorted() == others.sorted())
        #expect(await restoring.isUsable)
        withExtendedLifetime(inside) {}
        for other in others { try await connection.execute("DROP DATABASE \(other)") }
    }

    @Test func `a session that still works for a process that is gone is ended on the own machine`() async throws {
        let configuration = try await TestServer.shared.emptyDatabase()
        let connection = try await PostgresConnection.connect(configuration)
        let name = try #require(try await connection.text("SELECT current_database()::text"))
        let fresh = "\(name)_restore_\(try processes().gone)"
        try await connection.execute("CREATE DATABASE \(fresh)")
        let session = try await PostgresConnection.connect(configuration)
        try await session.execute("SET application_name = '\(fresh)'")
        // Elsewhere nobody knows whether the process lives.
        #expect(try await Backup.removeLeftovers(isLocal: false, connection) == [])
        #expect(try await Backup.removeLeftovers(isLocal: true, connection) == [fresh])
        await #expect(throws: PostgresError.self) { try await session.execute("SELECT 1") }
    }
}
