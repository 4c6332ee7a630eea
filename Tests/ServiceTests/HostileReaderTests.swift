import Domain
import Foundation
import Postgres
import Report
import Service
import Store
import Synchronization
import TestSupport
import Testing

/// Readers who want the service to stop: what they can still say has no effect on others, or is told and ended.
@Suite struct HostileReaderTests {
    /// Lifts what bounds a session in time.
    private static let lift = """
        SET default_transaction_read_only = off; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0
        """

    /// Rows of the catalog that a reader may change: its own and, before PostgreSQL 16, its group's.
    @Test(arguments: [
        "ALTER ROLE sari SET statement_timeout = 0", "ALTER ROLE sari PASSWORD 'a'",
        "SET ROLE padan_analyst; ALTER ROLE padan_analyst SET statement_timeout = 0; RESET ROLE",
        "SET ROLE padan_analyst; ALTER ROLE padan_analyst PASSWORD 'a'; RESET ROLE",
    ])
    func `bounds that a reader holds locked are left for later, and nobody waits for them`(_ change: String) async throws {
        let own = try await OwnServer.start("held")
        let service = try await own.service()
        let access = try await service.addUser("sari", role: .analyst, blk: nil, validUntil: nil, as: .operator)
        let session = try await own.configuration.session(access)
        try await session.executeScript(Self.lift)
        // The first change is committed, so that every command wants to undo it; the second holds what it changes.
        try await session.executeScript(change)
        try await session.executeScript("BEGIN; \(change.replacing("statement_timeout = 0", with: "work_mem = '1MB'"))")
        // Who waited for the session would be refused after half a minute, because it never lets go.
        _ = try await service.migrate(as: .operator)
        let second = try await service.addUser("tuti", role: .analyst, blk: nil, validUntil: nil, as: .operator)
        #expect(try await own.configuration.session(second).text("SELECT current_setting('statement_timeout')") == "1min")
        // Nobody can log in as a group, so that its password is not told.
        let isTold = try await !service.check(as: .operator).isWell
        #expect(isTold || change.contains("padan_analyst PASSWORD"))
        // A new password and the end of the log-in do not wait for the sessions that they end.
        _ = try await service.rotateUser("sari", as: .operator)
        _ = try await service.migrate(as: .operator)
        #expect(try await service.check(as: .operator).findings.map(\.subject) == [])
    }

    /// What lets a reader write files of the server, by kinds: snapshots of the database, and the server's log.
    @Test func `readers fill neither the folder of snapshots nor the log of the server`() async throws {
        let own = try await OwnServer.start("full")
        let service = try await own.service()
        try await PostgresConnection.connect(own.configuration).executeScript(oneBlk)
        func size() throws -> Int {
            let log = try FileManager.default.attributesOfItem(atPath: own.server.layout.log)[.size] as? Int ?? 0
            return try log + FileManager.default.contentsOfDirectory(atPath: own.server.layout.data + "/pg_snapshots").count * 4_096
        }
        for (name, role, blk) in [("sari", ReaderRole.analyst, nil), ("kepala", .blk, "A")] {
            let session = try await own.configuration.session(
                try await service.addUser(name, role: role, blk: blk, validUntil: nil, as: .operator))
            try await session.execute("SET default_transaction_read_only = off")
            let before = try size()
            for sql in [
                "DO $$ BEGIN FOR i IN 1..200 LOOP PERFORM pg_export_snapshot(); END LOOP; END $$",
                "DO $$ BEGIN FOR i IN 1..2000 LOOP RAISE LOG '%', repeat('x', 1000); END LOOP; END $$",
                "DO $$ BEGIN FOR i IN 1..2000 LOOP RAISE WARNING '%', repeat('x', 1000); END LOOP; END $$",
                "SELECT 1 / 0 /* \(String(repeating: "x", count: 1_000_000)) */",
                "SELECT \(String(repeating: "x", count: 1_000_000))",
                "SET debug_print_plan = on; SELECT \((1...2_000).map { "\($0)" }.joined(separator: ", ")); RESET debug_print_plan",
                "SET log_min_messages = debug5", "SET log_statement = 'all'",
            ] {
                _ = try await refusal(sql, session)
            }
            #expect(try size() - before < 4_096, "\(name)")
            #expect(try await refusal("SELECT pg_export_snapshot()", session) == "42501")
        }
        // Copies of the database by several processes at once need it.
        let owner = try await PostgresConnection.connect(own.configuration)
        for role in ["padan_owner", "padan_app", "padan_operator"] {
            try await owner.executeScript("SET ROLE \(role); SELECT pg_export_snapshot(); RESET ROLE")
        }
    }

    @Test func `a session that takes the table of locks is ended by the next command on Padan's own server`() async throws {
        let own = try await OwnServer.start("hoard")
        let service = try await own.service()
        let access = try await service.addUser("sari", role: .analyst, blk: nil, validUntil: nil, as: .operator)
        let session = try await own.configuration.session(access)
        try await session.executeScript(Self.lift)
        try await session.execute("BEGIN")
        // Each savepoint in which something is written holds the lock of its own transaction until the end of the outermost.
        let step = "SAVEPOINT s; ALTER ROLE sari SET work_mem = '1MB'; "
        for _ in 0..<21 { try await session.executeScript(String(repeating: step, count: 100)) }
        let owner = try await PostgresConnection.connect(own.configuration)
        let process = await session.backendProcess
        #expect(try await owner.number("SELECT count(*) FROM pg_locks WHERE pid = \(process)") > 2_000)
        #expect(try await service.check(as: .operator).findings.map(\.kind).contains("locks"))
        let told = try await Self.hoarders(own)
        #expect(told.map(\.process) == [process] && told.map(\.login) == ["sari"] && told.allSatisfy(\.isEnded))
        try await Task.sleep(for: .milliseconds(300))
        #expect(!(try await service.check(as: .operator).findings.map(\.kind).contains("locks")))
        #expect(try await Self.hoarders(own).isEmpty)
    }

    /// The sessions that opening the service tells of.
    private static func hoarders(_ own: OwnServer) async throws -> [LockHoarder] {
        let told = Mutex<[LockHoarder]>([])
        let options = Service.Options(databaseURL: own.configuration.connectionString, root: try .find(), readiesSchema: false)
        let service = try await Service.open(options) { step in
            if case .hoarding(let session) = step { told.withLock { $0.append(session) } }
        }
        await service.close()
        return told.withLock { $0 }
    }

    @Test func `nobody but Padan's roles may connect to Padan's database, after migrate and after restore`() async throws {
        let own = try await OwnServer.start("door")
        let service = try await own.service()
        let access = try await service.addUser("sari", role: .analyst, blk: nil, validUntil: nil, as: .operator)
        let owner = try await PostgresConnection.connect(own.configuration)
        let open = """
            SELECT count(*) FROM pg_database AS d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) AS a
            WHERE d.datname = 'padan' AND a.grantee = 0
            """
        #expect(try await owner.number(open) == 0)
        try await owner.execute("GRANT CONNECT ON DATABASE padan TO PUBLIC")
        let told = try await service.check(as: .operator).findings
        #expect(told.map { "\($0.kind) \($0.subject) \($0.remedy) \($0.isNote)" } == ["connect padan padan db migrate false"])
        let file = try TestServer.makeFolder("door").appending(path: "copy.padan").path
        try await service.backUp(to: file, as: .operator)
        try await service.restore(from: file, as: .operator)
        let restored = try await PostgresConnection.connect(own.configuration)
        #expect(try await restored.number(open) == 0)
        #expect(try await own.configuration.session(access).number("SELECT 1") == 1)
        try await restored.execute("GRANT CONNECT ON DATABASE padan TO PUBLIC")
        _ = try await service.migrate(as: .operator)
        #expect(try await restored.number(open) == 0)
        // Who is in no group stays outside.
        try await restored.executeScript("CREATE ROLE orang LOGIN; GRANT padan_analyst TO orang; REVOKE padan_analyst FROM orang")
        #expect(try await restored.text("SELECT has_database_privilege('orang', 'padan', 'CONNECT')::text") == "false")
        // From another database of the server nothing is to be told of this one.
        #expect(
            try await restored.number("SELECT count(*) FROM padan.reader_opening WHERE kind = 'connect' AND object = 'padan'") == 0)
    }

    /// A computation that asks neither for the end of its session nor for `statement_timeout`: each letter is looked for in a million others.
    private static let deaf = "SELECT length(translate(repeat('x', 1000000), repeat('y', 1000000), ''))"

    /// Lets a reader compute what hears nobody, and waits until it does.
    private func compute(_ session: PostgresConnection, _ owner: PostgresConnection) async throws -> Task<Void, any Error> {
        let process = await session.backendProcess
        // It computes for as long as the test lasts, and leaves the processor to every other test.
        setpriority(__priority_which_t(PRIO_PROCESS.rawValue), id_t(process), 19)
        let task = Task<Void, any Error> { _ = try await session.execute(Self.deaf) }
        while try await owner.number("SELECT count(*) FROM pg_stat_activity WHERE pid = \(process) AND state = 'active'") == 0 {
            try await Task.sleep(for: .milliseconds(20))
        }
        try await Task.sleep(for: .milliseconds(200))
        return task
    }

    @Test(.timeLimit(.minutes(15))) func `a computation that hears nobody stops no command`() async throws {
        let own = try await OwnServer.start("deaf")
        let service = try await own.service()
        let access = try await service.addUser("sari", role: .analyst, blk: nil, validUntil: nil, as: .operator)
        let file = try TestServer.makeFolder("deaf").appending(path: "copy.padan").path
        try await service.backUp(to: file, as: .operator)
        let owner = try await PostgresConnection.connect(own.configuration.database("postgres"))
        let session = try await own.configuration.session(access)
        let process = await session.backendProcess
        let computation = try await compute(session, owner)

        // What a killed restore has left goes another time: PostgreSQL drops a database when every session of the server has taken note of it.
        try await owner.execute("CREATE DATABASE padan_restore_999999999")
        let connection = try await PostgresConnection.connect(own.configuration)
        let computing = "SELECT count(*) FROM pg_stat_activity WHERE pid = \(process) AND state = 'active'"
        #expect(try await Backup.removeLeftovers(isLocal: false, connection) == [])
        // Nobody has waited for its end.
        #expect(try await owner.number(computing) == 1)

        // The database cannot be replaced while the session is in it, and that is said with the session's name.
        let error = await #expect(throws: PostgresError.self) { try await service.restore(from: file, as: .operator) }
        // While it waits for its answer, the reader's program looks now and then, over a second connection, for whom it waits.
        let holders = try #require(error).holders
        #expect(error?.sqlState == "55006" && holders.map(\.process).contains(process) && holders.allSatisfy { $0.user == "sari" })
        #expect(error.flatMap { Service.facts(of: $0)?.code } == "error.postgres.in_use_by")

        // The log-in goes, and that its session does not end is told.
        let told = Mutex<[Int]>([])
        try await own.service(migrates: false).revokeUser("sari", as: .operator) { step in
            if case .deaf(let process) = step { told.withLock { $0.append(process) } }
        }
        #expect(try await owner.number(computing) == 1)
        let goingOn = told.withLock { $0 }
        #expect(goingOn == [process])
        #expect(try await owner.number("SELECT count(*) FROM pg_roles WHERE rolname = 'sari'") == 0)

        let stopped = Mutex<[Int32]>([])
        _ = try await own.server.stop(patience: 2, deaf: { processes in stopped.withLock { $0 += processes } })
        let killed = stopped.withLock { $0 }
        #expect(killed.contains(Int32(process)))
        await #expect(throws: PostgresError.self) { try await computation.value }

        // Nothing that was committed is lost, and what was left goes now.
        _ = try await own.server.start()
        let again = try await PostgresConnection.connect(own.configuration)
        #expect(try await Backup.removeLeftovers(isLocal: true, again).contains("padan_restore_999999999"))
        #expect(try await again.number("SELECT count(*) FROM pg_database WHERE datname LIKE 'padan\\_%'") == 0)
    }

    @Test func `a reader who calls a session as a restore does keeps nothing that a killed one left`() async throws {
        let own = try await OwnServer.start("name")
        let service = try await own.service()
        let session = try await own.configuration.session(
            try await service.addUser("sari", role: .analyst, blk: nil, validUntil: nil, as: .operator))
        let connection = try await PostgresConnection.connect(own.configuration)
        let left = "padan_restore_\(getpid())"
        try await connection.execute("CREATE DATABASE \(left)")
        try await session.execute("SET application_name = '\(left)'")
        #expect(try await Backup.removeLeftovers(isLocal: true, connection) == [left])
        #expect(try await session.number("SELECT 1") == 1)
    }

    @Test func `what readers say of rights on what they or their group will make goes with the next command`() async throws {
        let own = try await OwnServer.start("rights")
        let service = try await own.service()
        try await PostgresConnection.connect(own.configuration).executeScript(oneBlk)
        _ = try await service.addUser("tuti", role: .analyst, blk: nil, validUntil: nil, as: .operator)
        let session = try await own.configuration.session(
            try await service.addUser("sari", role: .blk, blk: "A", validUntil: nil, as: .operator))
        let owner = try await PostgresConnection.connect(own.configuration)
        let said = """
            SELECT string_agg(concat(d.defaclrole::regrole, d.defaclnamespace, d.defaclobjtype, d.defaclacl), ' ' ORDER BY d.oid)
            FROM pg_default_acl AS d
            """
        let before = try await owner.text(said)
        try await session.execute("SET default_transaction_read_only = off")
        for become in ["RESET ROLE", "SET ROLE padan_blk"] {
            try await session.execute(become)
            for place in ["", "IN SCHEMA dashboard"] {
                for things in ["TABLES", "SEQUENCES", "FUNCTIONS", "TYPES"] {
                    for change in ["GRANT ALL ON \(things) TO tuti", "GRANT ALL ON \(things) TO PUBLIC"] {
                        try await session.execute("ALTER DEFAULT PRIVILEGES \(place) \(change)")
                    }
                }
            }
            for things in ["TABLES", "FUNCTIONS"] {
                try await session.execute("ALTER DEFAULT PRIVILEGES REVOKE ALL ON \(things) FROM PUBLIC, CURRENT_ROLE, tuti")
            }
        }
        let told = try await service.check(as: .operator).findings.filter { $0.kind == "belongings" }
        #expect(told.map(\.subject) == ["padan_blk", "sari"])
        _ = try await service.migrate(as: .operator)
        #expect(try await owner.text(said) == before)
        #expect(try await service.check(as: .operator).isWell)

        // What is held is left for later: the session, whose transaction does not end by itself, holds it still.
        try await session.executeScript("SET idle_in_transaction_session_timeout = 0; ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO tuti")
        try await session.executeScript("BEGIN; ALTER DEFAULT PRIVILEGES REVOKE ALL ON TABLES FROM tuti")
        _ = try await service.migrate(as: .operator)
        try await session.execute("ROLLBACK")
        _ = try await service.migrate(as: .operator)
        #expect(try await owner.text(said) == before)
    }

    @Test func `a transaction that small statements keep open is told`() async throws {
        let own = try await OwnServer.start("long")
        let service = try await own.service()
        let session = try await own.configuration.session(
            try await service.addUser("sari", role: .analyst, blk: nil, validUntil: nil, as: .operator))
        try await PostgresConnection.connect(own.configuration).execute(
            "UPDATE padan.reader_bound SET value = '100ms' WHERE name = 'idle_in_transaction_session_timeout'")
        try await session.execute("BEGIN")
        for _ in 0..<8 {
            try await session.execute("SELECT 1")
            try await Task.sleep(for: .milliseconds(200))
        }
        let told = try await service.check(as: .operator).findings.filter { $0.kind == "transaction" }
        #expect(told.map(\.subject) == ["sari"] && told.allSatisfy(\.isNote))
    }
}
