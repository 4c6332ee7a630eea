import Testing

/// Before anything is there.
@Suite struct EmptyDatabaseTests {
    @Test func `before anything is there, each command says what comes first`() async throws {
        let desk = try Desk.empty()
        try await desk.expect("db-status-absent", ["db", "status"])
        try await desk.expect("db-status-absent-json", ["db", "status", "--json"])
        try await desk.expect("recommend-without-scores", ["recommend", "UPTD-KRW", "-q"], status: 1)
        try await desk.expect("score-without-demand", ["score", "-q"], status: 1)
        try await desk.expect("plan-before-any", ["plan", "-q"], status: 1)
        try await desk.expect("runs-list-none-json", ["runs", "list", "--json"])
    }
}
