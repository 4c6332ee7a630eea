import Testing

/// The questions of a BLK head.
@Suite(.sampleNetwork) struct RecommendTests {
    @Test func `what should we run next year`() async throws {
        let desk = try await Desk.reading()
        try await desk.expect("recommend", ["recommend", "Kabupaten Bandung Barat", "--top", "5"])
        try await desk.expect("recommend-en", ["recommend", "UPTD-BDG", "--top", "3", "--lang", "en"])
        try await desk.expect("rekomendasi", ["rekomendasi", "UPTD-KRW", "--top", "1"])
        try await desk.expect("recommend-unknown", ["recommend", "Atlantis"], status: 1)
    }

    @Test func `the recommendation as JSON`() async throws {
        let desk = try await Desk.reading()
        try await desk.expect("recommend-json", ["recommend", "UPTD-BDG", "--top", "1", "--json"])
        try await desk.expectShape("recommend", ["recommend", "UPTD-KRW", "--top", "100", "--json"])
    }

    @Test func `why this programme`() async throws {
        let desk = try await Desk.reading()
        try await desk.expect("explain", ["explain", "UPTD-KRW", "LAS-01"])
        try await desk.expect("explain-en", ["explain", "KOM-BJR", "TIK-01", "--lang", "en"])
        try await desk.expect("explain-outside", ["explain", "UPTD-KRW", "LAS-05"])
        try await desk.expect("explain-unknown", ["explain", "UPTD-KRW", "Sihir"], status: 1)
    }

    @Test func `the explanation as JSON`() async throws {
        let desk = try await Desk.reading()
        try await desk.expectShape("explain", ["explain", "UPTD-KRW", "LAS-01", "--json"])
        try await desk.expectShape("explain-outside", ["explain", "UPTD-KRW", "LAS-05", "--json"])
    }
}
