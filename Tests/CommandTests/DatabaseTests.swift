import Testing

/// The embedded server and the database in it: each test has a server of its own.
@Suite(.sampleNetwork) struct DatabaseTests {
    @Test func `the database is backed up, emptied and restored`() async throws {
        let desk = try Desk.empty()
        #expect(try await desk.run(["db", "restore", Demo.shared.backup(), "--yes", "-q"]).status == 0)
        try await desk.expect("db-status", ["db", "status"])
        try await desk.expect("db-migrate", ["db", "migrate"])
        try await desk.expect("db-url", ["db", "url"])
        try await desk.expect("db-psql", ["db", "psql", "--", "-Atc", "SELECT count(*) FROM padan.blk"])
        try await desk.expect("db-backup", ["db", "backup", desk.path("copy.padan")])
        try await desk.expect("db-reset-refused", ["db", "reset"], status: 2)
        try await desk.expect("db-reset", ["db", "reset", "--yes"])
        try await desk.expect("db-restore-refused", ["db", "restore", desk.path("copy.padan")], status: 2)
        try await desk.expect("db-restore", ["db", "restore", desk.path("copy.padan"), "--yes"])
        try await desk.expect("recommend-after-restore", ["recommend", "UPTD-KRW", "--top", "1"])
        #expect(try await desk.run(["db", "restore", "/dev/null", "--yes"]).status == 1)
        try await desk.expect("db-stop", ["db", "stop"])
        try await desk.expect("db-stop-again", ["db", "stop"])
    }

    @Test func `the database as JSON`() async throws {
        let desk = try Desk.empty()
        try await desk.expect("db-start-json", ["db", "start", "--json"])
        try await desk.expectShape("db-migrate", ["db", "migrate", "--json"])
        try await desk.expect("db-status-json", ["db", "status", "--json"])
        try await desk.expect("db-url-json", ["db", "url", "--json"])
        try await desk.expect("db-migrate-json", ["db", "migrate", "--json"])
        try await desk.expect("db-backup-json", ["db", "backup", desk.path("copy.padan"), "--json"])
        try await desk.expectShape("db-reset", ["db", "reset", "--yes", "--json"])
        try await desk.expect("db-restore-json", ["db", "restore", desk.path("copy.padan"), "--yes", "--json"])
        try await desk.expect("db-stop-json", ["db", "stop", "--json"])
        try await desk.expect("db-stop-again-json", ["db", "stop", "--json"])
    }
}
