import Testing

/// An analyst's questions about demand and potential.
@Suite(.sampleNetwork) struct DemandCommandTests {
    @Test func `where work is wanted`() async throws {
        let desk = try await Desk.reading()
        try await desk.expect("demand", ["demand", "--limit", "8"])
        try await desk.expect("demand-region", ["demand", "--region", "32.15", "--occupation", "7212"])
        try await desk.expect("demand-region-name-en", ["demand", "--region", "Kabupaten Karawang", "--limit", "3", "--lang", "en"])
        try await desk.expect("demand-unknown-region", ["demand", "--region", "Atlantis"], status: 1)
    }

    @Test func `demand as JSON`() async throws {
        let desk = try await Desk.reading()
        try await desk.expect("demand-json", ["demand", "--region", "32.18", "--occupation", "5120", "--json"])
        try await desk.expectShape("demand", ["demand", "show", "--json"])
        try await desk.expectShape("demand-region", ["demand", "show", "--region", "32.15", "--json"])
    }

    @Test func `what a region could live on`() async throws {
        let desk = try await Desk.reading()
        try await desk.expect("demand-potential", ["demand", "--region", "Kabupaten Karawang", "--potential"])
        try await desk.expect("demand-potential-en", ["demand", "--region", "32", "--potential", "--lang", "en"])
        try await desk.expectShape("demand-potential", ["demand", "--region", "32.15", "--potential", "--json"])
        try await desk.expectShape("demand-potential-province", ["demand", "--region", "32", "--potential", "--json"])
        try await desk.expect("demand-potential-no-region", ["demand", "--potential"], status: 2)
    }

    @Test func `demand is computed anew`() async throws {
        let desk = try await Desk.copy()
        try await desk.expect("demand-run", ["demand", "run", "--as-of", "2018-01-01"])
        try await desk.expect("demand-run-json", ["demand", "run", "--as-of", "2018-01-01", "--json"])
    }
}
