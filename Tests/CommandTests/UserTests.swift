import Testing

/// Who may read the dashboards. Users belong to the whole server, so that one test alone makes any.
@Suite(.sampleNetwork) struct UserTests {
    @Test func `users come, change their password and go`() async throws {
        let desk = try await Desk.copy()
        let added = try await desk.run(["db", "user", "add", "sari", "--role", "analyst", "--until", "2030-12-31", "--json"])
        #expect(added.status == 0 && added.output.contains("postgresql://sari:"))
        try desk.expectShape("db-user-add", of: added.output)
        #expect(try await desk.run(["db", "user", "add", "krw", "--role", "blk", "--blk", "UPTD-KRW", "--json"]).status == 0)
        #expect(try await desk.run(["db", "user", "add", "tim", "--role", "network", "--network", "BBPLK-BKS"]).status == 0)
        #expect(try await desk.run(["db", "user", "add", "petugas", "--role", "operator"]).status == 0)
        try await desk.expect("db-user-list", ["db", "user", "list"])
        try await desk.expect("db-user-list-json", ["db", "user", "list", "--json", "--lang", "en"])
        try await desk.expect("db-user-taken", ["db", "user", "add", "sari", "--role", "analyst"], status: 2)
        let log = try await desk.sql("SELECT pg_read_file(current_setting('data_directory') || '/../server.log')")
        #expect(log.contains("CREATE ROLE sari") && !log.contains("SCRAM-SHA-256"))
        let rotated = try await desk.run(["db", "user", "rotate", "sari", "--json"])
        #expect(rotated.status == 0 && rotated.output != added.output)
        try desk.expectShape("db-user-rotate", of: rotated.output)
        try await desk.expect("db-user-revoke", ["db", "user", "revoke", "krw"])
        for name in ["tim", "petugas"] { #expect(try await desk.run(["db", "user", "revoke", name]).status == 0) }
        try await desk.expect("db-user-revoke-owner", ["db", "user", "revoke", "padan"], status: 2)
        try await desk.expect("db-user-revoke-json", ["db", "user", "revoke", "sari", "--json"])
        try await desk.expect("db-user-none", ["db", "user", "list"])
    }

    @Test func `the check says what is open, to whom, and what closes it`() async throws {
        let desk = try Desk.empty()
        try await desk.expect("db-check-no-schema", ["db", "check"], status: 1)
        #expect(try await desk.run(["db", "migrate", "-q"]).status == 0)
        try await desk.expect("db-check-well", ["db", "check"])
        #expect(try await desk.run(["db", "user", "add", "sari", "--role", "analyst"]).status == 0)
        let spoil = [
            "GRANT EXECUTE ON FUNCTION lo_create(oid), pg_advisory_lock(bigint) TO PUBLIC", "GRANT TEMPORARY ON DATABASE padan TO PUBLIC",
            "GRANT CONNECT ON DATABASE postgres TO PUBLIC", "GRANT CREATE ON SCHEMA public TO PUBLIC", "ALTER ROLE sari PASSWORD 'a'",
            "ALTER ROLE padan_blk SET statement_timeout = 0", "ALTER ROLE sari CONNECTION LIMIT 50", "ALTER ROLE sari RESET lock_timeout",
            "SELECT lo_create(4711)", "ALTER LARGE OBJECT 4711 OWNER TO sari",
        ]
        #expect(try await desk.run(["db", "psql", "--", "-q"] + spoil.flatMap { ["-c", $0] }).status == 0)
        try await desk.expect("db-check", ["db", "check"], status: 1)
        try await desk.expect("db-check-en", ["db", "check", "--lang", "en"], status: 1)
        try await desk.expect("db-check-json", ["db", "check", "--json"], status: 1)
        #expect(try await desk.run(["db", "user", "revoke", "sari"]).status == 0)
        #expect(try await desk.run(["db", "migrate", "-q"]).status == 0)
        try await desk.expect("db-check-mended", ["db", "check"])
        #expect(try await desk.run(["db", "stop"]).status == 0)
    }

    @Test func `users that cannot be are refused`() async throws {
        let desk = try await Desk.copy()
        try await desk.expect("db-user-no-blk", ["db", "user", "add", "lain", "--role", "blk"], status: 2)
        try await desk.expect("db-user-no-network", ["db", "user", "add", "lain", "--role", "network", "--blk", "BBPLK-BKS"], status: 2)
        try await desk.expect(
            "db-user-leads-no-network", ["db", "user", "add", "lain", "--role", "network", "--network", "UPTD-KRW"], status: 2)
        try await desk.expect("db-user-bad-name", ["db", "user", "add", "padan_x", "--role", "analyst"], status: 2)
        for name in ["postgres", "public", "none"] {
            #expect(try await desk.run(["db", "user", "add", name, "--role", "analyst"]).status == 2, "\(name)")
        }
        try await desk.expect("db-user-unknown-blk", ["db", "user", "add", "lain", "--role", "blk", "--blk", "TIDAK-ADA"], status: 1)
    }
}
