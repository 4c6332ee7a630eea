import Testing

/// The data dictionary of the analysts' views.
@Suite(.sampleNetwork) struct DictionaryTests {
    @Test func `the dictionary is text, a table or a page`() async throws {
        let desk = try await Desk.reading()
        try await desk.expect("db-dictionary", ["db", "dictionary"])
        try await desk.expect("db-dictionary-csv", ["db", "dictionary", "--format", "csv", "--lang", "en"])
        try await desk.expect("db-dictionary-json", ["db", "dictionary", "--format", "html", "--out", desk.path("kamus.html"), "--json"])
        try await desk.expectShape("db-dictionary", ["db", "dictionary", "--json"])
        let html = try desk.text("kamus.html")
        #expect(html.contains("<h2>dashboard.recommendation_criterion</h2>") && html.hasSuffix("</html>\n"))
    }
}
