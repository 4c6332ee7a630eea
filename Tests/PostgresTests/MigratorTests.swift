import Foundation
import Postgres
import TestSupport
import Testing

@Suite struct MigratorTests {
    /// A folder of SQL with the migrations given.
    private func folder(_ migrations: [String: String], view: String = "") throws -> URL {
        let folder = try TestServer.makeFolder("sql")
        for name in ["migrations", "dashboard"] {
            try FileManager.default.createDirectory(at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        try Data("SELECT 1".utf8).write(to: folder.appending(path: "roles.sql"))
        if !view.isEmpty { try Data(view.utf8).write(to: folder.appending(path: "dashboard/v.sql")) }
        for (name, sql) in migrations { try Data(sql.utf8).write(to: folder.appending(path: "migrations/\(name)")) }
        return folder
    }

    @Test func `it says what it did, and does nothing the second time`() async throws {
        let connection = try await PostgresConnection.connect(TestServer.shared.emptyDatabase())
        let migrator = try Migrator(sqlDirectory: folder(["0001_a.sql": "CREATE TABLE a (x int)", "0002_b.sql": "CREATE TABLE b (x int)"]))
        #expect(try await migrator.migrate(connection) == ["0001_a.sql", "0002_b.sql"])
        #expect(try await migrator.migrate(connection) == [])
    }

    @Test func `two at once apply each migration once`() async throws {
        let configuration = try await TestServer.shared.emptyDatabase()
        let migrator = try Migrator(sqlDirectory: folder(["0001_a.sql": "CREATE TABLE a (x int); SELECT pg_sleep(0.3)"]))
        let results = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<3 {
                group.addTask { try await migrator.migrate(PostgresConnection.connect(configuration)) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.flatMap { $0 } == ["0001_a.sql"])
    }

    @Test func `a changed migration is refused`() async throws {
        let connection = try await PostgresConnection.connect(TestServer.shared.emptyDatabase())
        _ = try await Migrator(sqlDirectory: folder(["0001_a.sql": "CREATE TABLE a (x int)"])).migrate(connection)
        let changed = try Migrator(sqlDirectory: folder(["0001_a.sql": "CREATE TABLE a (x bigint)"]))
        await #expect(throws: MigrationError.changed(name: "0001_a.sql")) { try await changed.migrate(connection) }
    }

    @Test func `a newer database is refused`() async throws {
        let connection = try await PostgresConnection.connect(TestServer.shared.emptyDatabase())
        _ = try await Migrator(sqlDirectory: folder(["0001_a.sql": "SELECT 1", "0002_b.sql": "SELECT 1"])).migrate(connection)
        let older = try Migrator(sqlDirectory: folder(["0001_a.sql": "SELECT 1"]))
        await #expect(throws: MigrationError.unknown(numbers: [2])) { try await older.migrate(connection) }
    }

    @Test func `a migration that fails leaves nothing of itself and keeps those before it`() async throws {
        let connection = try await PostgresConnection.connect(TestServer.shared.emptyDatabase())
        let broken = try Migrator(
            sqlDirectory: folder(["0001_a.sql": "CREATE TABLE a (x int)", "0002_b.sql": "CREATE TABLE b (x int); SELECT 1/0"]))
        await #expect(throws: PostgresError.self) { try await broken.migrate(connection) }
        let tables = try await connection.row("SELECT to_regclass('a') IS NOT NULL AS a, to_regclass('b') IS NOT NULL AS b") {
            [try $0["a"] as Bool, try $0["b"] as Bool]
        }
        #expect(tables == [true, false])
    }

    @Test func `a server that is killed after a migration gives no number twice`() async throws {
        let server = EmbeddedServer(layout: TestServer.layout(try TestServer.makeFolder("numbers")), settings: ["shared_buffers": "16MB"])
        let configuration = try await server.start()
        let migrations = [
            "0001_a.sql": """
            CREATE TABLE a (n integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, x text);
            INSERT INTO a (x) VALUES ('satu'), ('dua');
            CREATE TABLE b (n integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, x text);
            """
        ]
        let migrator = try Migrator(sqlDirectory: folder(migrations))
        let connection = try await PostgresConnection.connect(configuration)
        _ = try await migrator.migrate(connection)
        for table in ["a", "b"] { try await connection.execute("INSERT INTO \(table) (x) VALUES ('sebelum')") }
        #expect(try await connection.number("SELECT n FROM a WHERE x = 'sebelum'") == 3)
        #expect(try await connection.number("SELECT n FROM b") == 1)
        guard case .running(let process) = try server.status() else { throw CancellationError() }
        kill(process, SIGKILL)

        let again = try await PostgresConnection.connect(try await server.start())
        for table in ["a", "b"] { try await again.execute("INSERT INTO \(table) (x) VALUES ('sesudah')") }
        // One that has been set back all the same goes on behind its largest number when the schema is next brought up to date.
        try await again.executeScript("SELECT setval('a_n_seq', 1)")
        let largest = try await again.number("SELECT max(n) FROM a")
        _ = try await Migrator(sqlDirectory: folder(migrations, view: "CREATE VIEW v AS SELECT 1 AS one")).migrate(again)
        try await again.execute("INSERT INTO a (x) VALUES ('kemudian')")
        #expect(try await again.number("SELECT n FROM a WHERE x = 'kemudian'") == largest + 1)
        try await server.stop()
    }

    @Test func `gaps and odd names are refused before anything is run`() throws {
        #expect(throws: MigrationError.numbering(expected: 1, found: "0002_b.sql")) {
            try Migrator(sqlDirectory: folder(["0002_b.sql": "SELECT 1"]))
        }
        #expect(throws: MigrationError.badName("first.sql")) { try Migrator(sqlDirectory: folder(["first.sql": "SELECT 1"])) }
    }

    @Test func `every table, column, view and role of the schema has a comment`() async throws {
        let connection = try await PostgresConnection.connect(TestServer.shared.database())
        let bare = try await connection.rows(
            """
            SELECT n.nspname || '.' || c.relname || coalesce('.' || a.attname, '') AS name
            FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
            LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE n.nspname IN ('padan', 'staging', 'dashboard') AND c.relkind IN ('r', 'v')
              AND (obj_description(c.oid, 'pg_class') IS NULL OR col_description(c.oid, a.attnum) IS NULL)
            """
        ) { try $0["name"] as String }
        #expect(bare == [])
    }

    @Test func `an analyst reads the dashboard and nothing else`() async throws {
        let connection = try await PostgresConnection.connect(TestServer.shared.database())
        try await connection.execute("SET ROLE padan_analyst")
        try await connection.execute("SELECT * FROM dashboard.latest_recommendation")
        for sql in ["SELECT * FROM padan.instructor", "SELECT * FROM staging.reject", "CREATE TABLE dashboard.x (a int)"] {
            let error = await #expect(throws: PostgresError.self) { try await connection.execute(sql) }
            #expect(error?.sqlState == "42501")
        }
    }

    @Test func `a BLK's user sees the rows of its own BLK only`() async throws {
        let connection = try await PostgresConnection.connect(TestServer.shared.database())
        let role = "kepala_\(getpid())"
        try await connection.executeScript(
            """
            INSERT INTO padan.region (region_code, name, kind, parent_code)
                VALUES ('32', 'Jabar', 'provinsi', NULL), ('32.15', 'Karawang', 'kabupaten', '32');
            INSERT INTO padan.blk (blk_code, name, kind, region_code) VALUES ('A', 'A', 'UPTD', '32.15'), ('B', 'B', 'UPTD', '32.15');
            INSERT INTO padan.kejuruan VALUES ('Las');
            INSERT INTO padan.program (program_code, name, kejuruan, hours_jp) VALUES ('P', 'P', 'Las', 240);
            INSERT INTO padan.run (stage, code_version, config_digest, config_text, input_snapshot, seed, as_of, started_at, finished_at, profile, method)
                VALUES ('scoring', '1', '', '', '{}', 0, '2018-01-01', now(), now(), 'seimbang', 'additive');
            SELECT padan.create_run_tables(1);
            INSERT INTO padan.candidate_1 (run_id, blk_code, program_code, status, completeness, eligibility, openings, gap, raw_values, utilities)
                SELECT 1, code, 'P', 1, 1, 0, 0, 0, '{}', '{}' FROM unnest(ARRAY['A', 'B']) AS code;
            SELECT padan.attach_run_tables(1);
            CREATE ROLE \(role) LOGIN IN ROLE padan_blk;
            INSERT INTO padan.blk_user VALUES ('\(role)', 'A');
            SET SESSION AUTHORIZATION \(role)
            """)
        let seen = try await connection.rows("SELECT blk_code FROM dashboard.recommendation") { try $0["blk_code"] as String }
        #expect(seen == ["A"])
        for sql in ["SELECT * FROM padan.candidate", "SET ROLE padan_app", "UPDATE padan.blk_user SET blk_code = 'B'"] {
            await #expect(throws: PostgresError.self) { try await connection.execute(sql) }
        }
        try await connection.executeScript("RESET SESSION AUTHORIZATION; SET ROLE padan_analyst")
        #expect(try await connection.number("SELECT count(*) FROM dashboard.recommendation") == 2)
        try await connection.executeScript("RESET ROLE; DROP ROLE \(role)")
    }

    @Test func `a vacancy refers to what is there, and what it refers to stays`() async throws {
        let connection = try await PostgresConnection.connect(TestServer.shared.database())
        try await connection.executeScript(
            """
            INSERT INTO padan.job_title (text, score, method) VALUES ('Welder', 0, 'uncoded');
            INSERT INTO padan.place (text, level, confidence) VALUES ('Atlantis', 'unresolved', 0)
            """)
        let insert = """
            INSERT INTO padan.vacancy (vacancy_digest, source_name, job_title_id, place_id, opening_digest, industry_code)
            VALUES (gen_random_uuid(), 'x', $1, $2, gen_random_uuid(), $3)
            """
        try await connection.execute(insert, [1, 1, String?.none])
        for parameters in [[2, 1, String?.none], [1, 2, String?.none], [1, 1, "C"]] as [[any PostgresEncodable]] {
            let error = await #expect(throws: PostgresError.self) { try await connection.execute(insert, parameters) }
            #expect(error?.sqlState == "23503")
        }
        for sql in ["DELETE FROM padan.job_title", "DELETE FROM padan.place"] {
            await #expect(throws: PostgresError.self) { try await connection.execute(sql) }
        }
    }
}
