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
        let rotated = try await desk.run(["db", "user", "rotate", "sari", "--json"])
        #expect(rotated.status == 0 && rotated.output != added.output)
        try desk.expectShape("db-user-rotate", of: rotated.output)
        try await desk.expect("db-user-revoke", ["db", "user", "revoke", "krw"])
        for name in ["tim", "petugas"] { #expect(try await desk.run(["db", "user", "revoke", name]).status == 0) }
        try await desk.expect("db-user-revoke-owner", ["db", "user", "revoke", "padan"], status: 2)
        try await desk.expect("db-user-revoke-json", ["db", "user", "revoke", "sari", "--json"])
        try await desk.expect("db-user-none", ["db", "user", "list"])
    }

    @Test func `users that cannot be are refused`() async throws {
        let desk = try await Desk.copy()
        try await desk.expect("db-user-no-blk", ["db", "user", "add", "lain", "--role", "blk"], status: 2)
        try await desk.expect("db-user-no-network", ["db", "user", "add", "lain", "--role", "network", "--blk", "BBPLK-BKS"], status: 2)
        try await desk.expect(
            "db-user-leads-no-network", ["db", "user", "add", "lain", "--role", "network", "--network", "UPTD-KRW"], status: 2)
        try await desk.expect("db-user-bad-name", ["db", "user", "add", "padan_x", "--role", "analyst"], status: 2)
        try await desk.expect("db-user-unknown-blk", ["db", "user", "add", "lain", "--role", "blk", "--blk", "TIDAK-ADA"], status: 1)
    }
}
