import Configuration
import Domain
import Foundation
import Postgres
import Report
import Service
import Store
import TestSupport
import Testing

/// What people who may only read can do to the others, and what they cannot. Bounds and log-ins belong to a whole server: each test has its own.
@Suite struct ReaderTests {
    /// What PostgreSQL lets everybody call and readers must not, by kinds.
    static let closed: [String: [String]] = [
        "large objects": [
            "lo_create(0)", "lo_creat(-1)", "lo_from_bytea(0, '\\x00')", "lo_import('/etc/passwd')", "lo_import('/etc/passwd', 7)",
            "lo_export(1, '/tmp/x')", "lo_open(1, 131072)", "lo_put(1, 0, '\\x00')", "lo_get(1)", "lo_get(1, 0, 1)", "lo_unlink(1)",
            "lo_truncate(0, 1)", "lo_truncate64(0, 1)", "lowrite(0, '\\x00')", "loread(0, 1)", "lo_lseek(0, 0, 0)", "lo_close(0)",
        ],
        "advisory locks": [
            "pg_advisory_lock(7264110)", "pg_advisory_lock(1, 2)", "pg_advisory_lock_shared(1)", "pg_advisory_xact_lock(7264110)",
            "pg_advisory_xact_lock_shared(1, 2)", "pg_try_advisory_lock(7264110)", "pg_try_advisory_xact_lock(1)",
            "pg_try_advisory_lock_shared(1)", "pg_advisory_unlock(1)", "pg_advisory_unlock_all()",
            "count(pg_advisory_lock(n)) FROM generate_series(1, 1000000) AS n",
        ],
        "waiting": ["pg_sleep(0)", "pg_sleep_for('1 ms')", "pg_sleep_until(now())"],
        "filling": [
            "pg_logical_emit_message(false, 'x', repeat('x', 1000))", "pg_logical_emit_message(true, 'x', '\\x00'::bytea)",
            "txid_current()",
            "pg_current_xact_id()", "pg_notify('x', 'y')",
        ],
    ]

    @Test func `nobody who reads makes large objects, locks what others need, waits or fills the disk`() async throws {
        let own = try await OwnServer.start("closed")
        let service = try await own.service()
        try await PostgresConnection.connect(own.configuration).executeScript(oneBlk)
        for (name, role, blk) in [("sari", ReaderRole.analyst, nil), ("kepala", .blk, "A")] {
            let access = try await service.addUser(name, role: role, blk: blk, validUntil: nil, as: .operator)
            let session = try await own.configuration.session(access)
            for group in ["", "SET default_transaction_read_only = off; ", "SET ROLE \(role.groupName); "] {
                for call in Self.closed.values.joined() {
                    #expect(try await refusal("\(group)SELECT \(call); RESET ROLE", session) == "42501", "\(name): \(group)\(call)")
                    try await session.execute("RESET ROLE")
                }
            }
            // A reader may say so, and from the next statement on it is not the transaction that refuses.
            try await session.execute("SET default_transaction_read_only = off")
            for sql in [
                "CREATE TEMP TABLE x (a int)", "CREATE TABLE public.x (a int)",
                "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE SCHEMA x", "CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            ] {
                #expect(try await refusal(sql, session) == "42501", "\(name): \(sql)")
            }
            for database in ["postgres", "template1"] {
                await #expect(throws: PostgresError.self, "\(name): \(database)") {
                    _ = try await own.configuration.session(access, database: database)
                }
            }
        }
        // The service's own locks go on for log-ins that are no superuser.
        let owner = try await PostgresConnection.connect(own.configuration)
        for role in ["padan_app", "padan_owner"] {
            try await owner.executeScript("SET ROLE \(role); SELECT pg_advisory_xact_lock(1); RESET ROLE")
        }
    }

    @Test func `what was opened by hand is closed again by the next migrate, and told until then`() async throws {
        let own = try await OwnServer.start("opened")
        let service = try await own.service()
        #expect(try await service.check(as: .operator).isWell)
        let owner = try await PostgresConnection.connect(own.configuration)
        try await owner.executeScript(
            """
            GRANT EXECUTE ON FUNCTION lo_create(oid), pg_advisory_lock(bigint), pg_sleep(double precision) TO PUBLIC;
            GRANT TEMPORARY ON DATABASE padan TO PUBLIC;
            GRANT CREATE ON SCHEMA public TO PUBLIC;
            GRANT CONNECT ON DATABASE postgres TO PUBLIC
            """)
        let told = try await service.check(as: .operator)
        #expect(!told.isWell)
        #expect(
            Set(told.findings.map { "\($0.kind) \($0.subject)" }) == [
                "function lo_create(oid)", "function pg_advisory_lock(bigint)", "function pg_sleep(double precision)", "temporary padan",
                "create public", "connect postgres",
            ])
        #expect(told.findings.allSatisfy { $0.remedy == "padan db migrate" })
        _ = try await service.migrate(as: .operator)
        #expect(try await service.check(as: .operator).findings.map(\.subject) == [])
    }

    @Test func `where Padan is no superuser the check prints what an administrator has to run, and it holds then`() async throws {
        let own = try await OwnServer.start("ministry")
        let admin = try await PostgresConnection.connect(own.configuration.database("postgres"))
        try await admin.executeScript("CREATE ROLE dinas LOGIN CREATEROLE CREATEDB PASSWORD 'x'")
        try await admin.execute("CREATE DATABASE latihan OWNER dinas")
        // The embedded server lets people in by the name that the operating system knows them by; dinas comes as a reader would.
        try await admin.execute("SET lock_timeout = 0")
        try Data("local all all trust\n".utf8).write(to: URL(filePath: own.server.layout.data + "/pg_hba.conf"))
        try await admin.execute("SELECT pg_reload_conf()")
        try await Task.sleep(for: .milliseconds(300))
        let theirs = try own.configuration.user("dinas", "x", database: "latihan")
        let service = try await Service.open(.init(databaseURL: theirs.connectionString, root: .find(), readiesSchema: false))
        _ = try await service.migrate(as: .operator)
        _ = try await service.addUser("sari", role: .analyst, blk: nil, validUntil: nil, as: .operator)
        let before = try await service.check(as: .operator)
        #expect(!before.isWell)
        #expect(Set(before.findings.map(\.kind)).isSuperset(of: ["function", "connect", "role", "secrets_unseen"]))
        let inside = try await PostgresConnection.connect(own.configuration.database("latihan"))
        for finding in before.findings where !finding.isNote {
            #expect(!finding.remedy.hasPrefix("padan"), "\(finding)")
            try await inside.executeScript(finding.remedy)
        }
        let after = try await service.check(as: .operator)
        #expect(after.isWell, "\(after.findings)")
        #expect(after.findings.allSatisfy(\.isNote) && after.findings.contains { $0.kind == "secrets_unseen" })
        // The locks of migrations and imports go on.
        _ = try await service.migrate(as: .operator)
        let connection = try await PostgresConnection.connect(theirs)
        try await connection.execute("SELECT pg_advisory_xact_lock(1)")
        try await service.revokeUser("sari", as: .operator)
    }

    @Test func `bounds come from the configuration, whatever readers do to themselves and to their group`() async throws {
        let own = try await OwnServer.start("bounds")
        let root = try DataRoot.copy(changing: ["readers.yaml": { $0.replacing("statement_seconds: 30", with: "statement_seconds: 7") }])
        let service = try await Service.open(.init(databaseURL: own.configuration.connectionString, root: root, readiesSchema: false))
        _ = try await service.migrate(as: .operator)
        let owner = try await PostgresConnection.connect(own.configuration)
        try await owner.executeScript(oneBlk)
        let first = try await service.addUser("kepala", role: .blk, blk: "A", validUntil: nil, as: .operator)
        let session = try await own.configuration.session(first)
        let bounds = """
            SELECT concat_ws(' ', current_setting('statement_timeout'), current_setting('idle_in_transaction_session_timeout'),
                current_setting('lock_timeout'), current_setting('temp_file_limit'), current_setting('default_transaction_read_only'))
            """
        #expect(try await session.text(bounds) == "7s 30s 5s 1GB on")
        // Sets have no order: what was changed is set again at the end.
        let settings = """
            SELECT string_agg(concat_ws(' ', rolname, rolconnlimit, (SELECT string_agg(c, ' ' ORDER BY c) FROM unnest(rolconfig) AS c)), ';'
                ORDER BY rolname) FROM pg_roles WHERE rolname IN ('padan_blk', 'kepala')
            """
        let wanted = try await owner.text(settings)
        try await session.executeScript("SET default_transaction_read_only = off")
        for sql in [
            "ALTER ROLE kepala SET statement_timeout = 0", "ALTER ROLE kepala SET lock_timeout = 0",
            "ALTER ROLE kepala SET idle_in_transaction_session_timeout = 0", "ALTER ROLE kepala RESET ALL",
            "ALTER ROLE kepala IN DATABASE padan SET statement_timeout = 0", "ALTER ROLE kepala SET default_transaction_read_only = off",
            "SET ROLE padan_blk; ALTER ROLE padan_blk SET statement_timeout = 0; RESET ROLE",
            "SET ROLE padan_blk; ALTER ROLE padan_blk RESET ALL; RESET ROLE",
            "SET ROLE padan_blk; ALTER ROLE padan_blk SET search_path = pg_temp, public; RESET ROLE",
            "SET ROLE padan_blk; ALTER ROLE padan_blk IN DATABASE padan SET work_mem = '1GB'; RESET ROLE",
        ] {
            // PostgreSQL 15 lets a log-in change itself and the group that it is a member of.
            _ = try await refusal(sql, session)
            try await session.executeScript("RESET ROLE; SET default_transaction_read_only = off")
            // The next person gets what the configuration says, and so does everybody else from then on.
            let second = try await service.addUser("lain", role: .blk, blk: "A", validUntil: nil, as: .operator)
            #expect(try await own.configuration.session(second).text(bounds) == "7s 30s 5s 1GB on", "\(sql)")
            #expect(try await own.configuration.session(first).text(bounds) == "7s 30s 5s 1GB on", "\(sql)")
            try await service.revokeUser("lain", as: .operator)
            #expect(try await service.check(as: .operator).isWell, "\(sql)")
            _ = try await refusal(sql, session)
            try await session.executeScript("RESET ROLE; SET default_transaction_read_only = off")
            let told = try await service.check(as: .operator)
            #expect(!told.isWell && told.findings.allSatisfy { $0.kind == "role" }, "\(sql): \(told.findings)")
            _ = try await service.migrate(as: .operator)
            #expect(try await owner.text(settings) == wanted, "\(sql)")
        }
        // A group has no password: the check does not tell it, because nobody can log in as a group.
        _ = try await refusal("SET ROLE padan_blk; ALTER ROLE padan_blk PASSWORD 'a'; RESET ROLE", session)
        try await session.executeScript("RESET ROLE; SET default_transaction_read_only = off")
        _ = try await service.migrate(as: .operator)
        let passwords = "SELECT count(*)::text FROM pg_authid WHERE rolname LIKE 'padan\\_%' AND rolpassword IS NOT NULL"
        #expect(try await owner.text(passwords) == "0")
        for sql in [
            "ALTER ROLE kepala CONNECTION LIMIT 100", "ALTER ROLE kepala CREATEROLE", "ALTER ROLE padan_blk CONNECTION LIMIT 0",
            "SET ROLE padan_blk; ALTER ROLE padan_blk RENAME TO x", "ALTER ROLE kepala SET temp_file_limit = -1",
            "ALTER ROLE kepala VALID UNTIL 'infinity'", "GRANT padan_blk TO pg_monitor", "DROP OWNED BY padan_blk",
        ] {
            #expect(try await refusal(sql, session) != nil, "\(sql)")
            try await session.execute("RESET ROLE")
        }
    }

    @Test func `a password that Padan did not make is told, and one that it made is not`() async throws {
        let own = try await OwnServer.start("secrets")
        let service = try await own.service()
        let access = try await service.addUser("sari", role: .analyst, blk: nil, validUntil: nil, as: .operator)
        let owner = try await PostgresConnection.connect(own.configuration)
        #expect(try await owner.text("SELECT left(rolpassword, 13) FROM pg_authid WHERE rolname = 'sari'") == "SCRAM-SHA-256")
        #expect(try await service.check(as: .operator).isWell)
        let session = try await own.configuration.session(access)
        #expect(try await refusal("SELECT * FROM padan.reader_secret", session) == "42501")
        #expect(try await refusal("SET ROLE padan_app; SELECT * FROM padan.reader_secret", owner) == "42501")
        try await owner.execute("RESET ROLE")
        try await session.execute("SET default_transaction_read_only = off")
        try await session.execute("ALTER ROLE sari PASSWORD 'a'")
        let told = try await service.check(as: .operator).findings
        #expect(told.map(\.kind) == ["secret_changed"] && told.map(\.remedy) == ["padan db user rotate sari"])
        _ = try await service.rotateUser("sari", as: .operator)
        #expect(try await service.check(as: .operator).isWell)
        // A log-in of an older version, of which nothing is noted.
        try await owner.execute("DELETE FROM padan.reader_secret")
        #expect(try await service.check(as: .operator).findings.map(\.kind) == ["secret_unknown"])
    }

    @Test func `readers together leave connections to the service and to others`() async throws {
        let own = try await OwnServer.start("room")
        let service = try await own.service()
        var accesses: [UserAccess] = []
        for number in 1...3 {
            accesses.append(try await service.addUser("rakus_\(number)", role: .analyst, blk: nil, validUntil: nil, as: .operator))
        }
        var sessions: [PostgresConnection] = []
        for access in accesses {
            for _ in 0..<100 {
                guard let session = try? await own.configuration.session(access) else { break }
                sessions.append(session)
            }
        }
        #expect(sessions.count == 36)
        let fourth = try await service.addUser("sari", role: .analyst, blk: nil, validUntil: nil, as: .operator)
        #expect(try await own.configuration.session(fourth).number("SELECT 1") == 1)
        let owner = try await PostgresConnection.connect(own.configuration)
        // However many there are, their limits stay within what is theirs.
        for number in 5...20 {
            _ = try await service.addUser("rakus_\(number)", role: .analyst, blk: nil, validUntil: nil, as: .operator)
        }
        let room = try await owner.number(
            "SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int - 10")
        #expect(try await owner.number("SELECT sum(rolconnlimit) FROM pg_roles WHERE rolname ~ '^(rakus|sari)'") <= room)
        let told = try await service.check(as: .operator).findings
        #expect(Set(told.map(\.kind)) == ["sessions"] && told.map(\.subject) == ["rakus_1", "rakus_2", "rakus_3"])
        for finding in told { try await owner.executeScript(finding.remedy) }
        for number in 5...20 { try await service.revokeUser("rakus_\(number)", as: .operator) }
        #expect(try await service.check(as: .operator).isWell)
        #expect(try await owner.number("SELECT rolconnlimit FROM pg_roles WHERE rolname = 'rakus_1'") == 12)
    }

    @Test func `sessions over their bounds are listed with what ends them`() async throws {
        let own = try await OwnServer.start("sessions")
        let root = try DataRoot.copy(changing: [
            "readers.yaml": { $0.replacing(/(statement|idle_transaction)_seconds: \d+/) { "\($0.1)_seconds: 1" } }
        ])
        let service = try await Service.open(.init(databaseURL: own.configuration.connectionString, root: root, readiesSchema: false))
        _ = try await service.migrate(as: .operator)
        let access = try await service.addUser("sari", role: .analyst, blk: nil, validUntil: nil, as: .operator)
        // A reader may lift these for a session.
        let lift = "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0"
        let idle = try await own.configuration.session(access)
        try await idle.executeScript(lift)
        try await idle.executeScript("BEGIN; SELECT count(*) FROM dashboard.recommendation")
        let busy = try await own.configuration.session(access)
        try await busy.executeScript(lift)
        let endless = Task { try await busy.execute("SELECT count(*) FROM generate_series(1, 10000000000) AS n") }
        try await Task.sleep(for: .milliseconds(2_600))
        // Where this takes ten seconds, the transaction is told, too, as one that is open for long.
        let told = try await service.check(as: .operator).findings.filter { $0.kind != "transaction" }
        #expect(told.map(\.kind) == ["idle", "statement"] && told.allSatisfy { $0.subject == "sari" && $0.wanted == "1 s" })
        #expect(told.map(\.process) == [await idle.backendProcess, await busy.backendProcess])
        let owner = try await PostgresConnection.connect(own.configuration)
        for finding in told { try await owner.executeScript(finding.remedy) }
        await #expect(throws: PostgresError.self) { try await endless.value }
        try await Task.sleep(for: .milliseconds(300))
        #expect(try await service.check(as: .operator).isWell)
    }

    @Test func `what belongs to a reader goes with it, in every database, and its name is free`() async throws {
        let own = try await OwnServer.start("owned")
        let service = try await own.service()
        _ = try await service.addUser("sari", role: .analyst, blk: nil, validUntil: nil, as: .operator)
        let here = try await PostgresConnection.connect(own.configuration)
        let elsewhere = try await PostgresConnection.connect(own.configuration.database("postgres"))
        for place in [here, elsewhere] {
            try await place.executeScript(
                """
                SELECT lo_create(4711); ALTER LARGE OBJECT 4711 OWNER TO sari;
                CREATE TABLE public.milik (a integer); ALTER TABLE public.milik OWNER TO sari;
                CREATE VIEW public.turunan AS SELECT * FROM public.milik;
                ALTER DEFAULT PRIVILEGES FOR ROLE sari GRANT SELECT ON TABLES TO PUBLIC;
                CREATE TABLE public.lain (a integer); GRANT SELECT ON public.lain TO sari
                """)
        }
        let told = try await service.check(as: .operator).findings
        #expect(Set(told.map(\.kind)) == ["large_objects", "belongings"])
        #expect(told.filter { $0.kind == "belongings" }.map(\.item) == ["padan", "postgres"])
        try await service.revokeUser("sari", as: .operator)
        #expect(try await service.users(as: .operator).isEmpty)
        #expect(try await here.number("SELECT count(*) FROM pg_largeobject_metadata") == 0)
        #expect(try await here.number("SELECT count(*) FROM pg_roles WHERE rolname = 'sari'") == 0)
        #expect(try await here.number("SELECT count(*) FROM padan.reader_secret") == 0)
        _ = try await service.addUser("sari", role: .analyst, blk: nil, validUntil: nil, as: .operator)
    }

    @Test func `a log-in that cannot be dropped is closed, listed and told, and goes when it can`() async throws {
        let own = try await OwnServer.start("kept")
        let service = try await own.service()
        let access = try await service.addUser("sari", role: .analyst, blk: nil, validUntil: nil, as: .operator)
        let elsewhere = try await PostgresConnection.connect(own.configuration.database("postgres"))
        try await elsewhere.execute("CREATE DATABASE tertutup")
        try await elsewhere.execute("ALTER DATABASE tertutup OWNER TO sari")
        let error = await #expect(throws: ServiceError.self) { try await service.revokeUser("sari", as: .operator) }
        guard case .userKept(let name, _, let reason) = try #require(error) else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(name == "sari" && reason.contains("tertutup"))
        #expect(try await service.users(as: .operator).map(\.name) == ["sari"])
        await #expect(throws: PostgresError.self) { _ = try await own.configuration.session(access) }
        try await elsewhere.execute("ALTER DATABASE tertutup OWNER TO padan")
        try await service.revokeUser("sari", as: .operator)
        #expect(try await service.users(as: .operator).isEmpty)
    }
}
