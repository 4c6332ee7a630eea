import Testing

/// Job titles and places, as the program codes them.
@Suite(.sampleNetwork) struct TitleAndPlaceTests {
    @Test func `titles are coded`() async throws {
        let desk = try await Desk.reading()
        try await desk.expect("titles-code", ["titles", "code", "-"], input: "Staf Gudang\nTukang Las\nXyzzy\n")
        try await desk.expect("titles-code-json", ["titles", "code", "-", "--json"], input: "Staf Gudang\nXyzzy\n")
    }

    @Test func `titles without a code are listed and taught`() async throws {
        let desk = try await Desk.copy()
        // No other title says what these words mean; two of them are the same words.
        let rows = [("Juru Ublek Zorbak", 2), ("Ublek Zorbak, Juru", 30), ("Xyzzy Qwerty", 7)]
        let header = "title,employer,place,posted_on,openings\n"
        try desk.write(header + rows.map { "\"\($0.0)\",PT A,Karawang,2018-01-02,\($0.1)\n" }.joined(), to: "iklan.csv")
        #expect(try await desk.run(["import", "vacancies", desk.path("iklan.csv")]).status == 0)
        try await desk.expect("titles-uncoded", ["titles", "uncoded"])
        try await desk.expect("titles-uncoded-json", ["titles", "uncoded", "--json"])
        try await desk.expect("titles-teach", ["titles", "teach", "Satpam", "5414"])
        try await desk.expect("titles-teach-unknown", ["titles", "teach", "Satpam", "9876"], status: 1)
        try await desk.expect("titles-teach-json", ["titles", "teach", "Juru Ublek Zorbak", "7512", "--json"])
        try await desk.expect("titles-uncoded-one-json", ["titles", "uncoded", "--json"])
    }

    @Test func `places are resolved`() async throws {
        let desk = try await Desk.reading()
        try await desk.expect("places-resolve", ["places", "resolve", "-"], input: "Kab. Bandung\nBandung\nIndonesia\nAtlantis\n")
        try await desk.expect("places-resolve-json", ["places", "resolve", "-", "--json"], input: "Kab. Bandung\nBandung\nAtlantis\n")
    }
}
