import Configuration
import Domain
import Ingest
import OccupationCoding
import Testing

/// What analysts teach by files: codes, names of groups, and that a title names no occupation.
@Suite struct TaughtTitleTests {
    private func taught(_ fixture: ImportFixture) async throws -> [String] {
        try await fixture.connection.rows(
            "SELECT title || ' ' || coalesce(occupation_code, '-') AS line FROM padan.taught_title ORDER BY title"
        ) {
            try $0["line"] as String
        }
    }

    @Test func `a file teaches codes, names of groups, and that a title names no occupation`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.load(.occupations, fixture.root.config.appending(path: "occupations.csv").path)
        let names = Dictionary(
            try await fixture.connection.rows("SELECT occupation_code, name FROM padan.occupation WHERE length(occupation_code) = 4") {
                (try $0["occupation_code"] as String, try $0["name"] as String)
            }, uniquingKeysWith: { first, _ in first })
        let name = try #require(names["7212"])
        let text = """
            title;occupation_code
            Juru A;7212
            Juru B;\(name.uppercased())
            Juru C;7212 – \(name)
            Juru D;Bukan
            Juru E;
            Juru F;-
            Juru G;721 2
            Juru H;operator
            Juru I;sihir ublek
            Juru J;9999
            Juru K;72

            """
        let summary = try await fixture.load(.titles, fixture.file("t.csv", text)) { $0.maxRejects = 1 }
        #expect(try await taught(fixture) == ["juru a 7212", "juru b 7212", "juru c 7212", "juru d -"])
        #expect(
            summary.rejections.leading.map { "\($0.line) \($0.code)" } == [
                "6 missing", "7 missing", "8 bad_code", "9 ambiguous_name", "10 unknown_name", "11 unknown", "12 bad_code",
            ])
        // The same file changes nothing; a name counts as our group, whatever version the codes are of.
        #expect(try await fixture.load(.titles, fixture.file("t.csv", text)) { $0.maxRejects = 1 }.same == 4)
        let converted = try await fixture.load(.titles, fixture.file("u.csv", "title;occupation_code\nJuru L;\(name)\nJuru M;bukan\n")) {
            $0.occupationVersion = "ISCO-08"
        }
        #expect(converted.new == 2)
    }

    @Test func `a title is kept as it was taught beside the coder's spelling, and the last way to write it counts`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.load(.occupations, fixture.root.config.appending(path: "occupations.csv").path)
        func load(_ title: String) async throws -> ImportSummary {
            try await fixture.load(.titles, fixture.file("t.csv", "title,occupation_code\n\(title),4321\n"))
        }
        #expect(try await load("Admin  Gudang").new == 1)
        func rows() async throws -> [String] {
            try await fixture.connection.rows("SELECT title || '|' || written_title AS line FROM padan.taught_title") {
                try $0["line"] as String
            }
        }
        #expect(try await rows() == ["admin warehouse|Admin Gudang"])
        #expect(try await load("ADM GUDANG").changed == 1)
        #expect(try await rows() == ["admin warehouse|ADM GUDANG"])
        #expect(try await load("ADM GUDANG").same == 1)
        // Two ways to write one title are no contradiction.
        let both = try await fixture.load(
            .titles, fixture.file("u.csv", "title,occupation_code\nJuru Ublek,7212\nJURU UBLEK,7212\n"))
        #expect(both.new == 1 && both.rejected == 0)
    }

    @Test func `a title that was taught to name no occupation has no code, and others keep theirs`() throws {
        let lexicon = try TitleLexicon(root: DataRoot.find())
        let coder = TitleCoder(lexicon: lexicon, taught: ["Supervisor": "", "Juru Ublek": "7212"])
        let none = coder.code("SUPERVISOR")
        #expect(none.code == nil && none.method == .taught && none.alternatives.isEmpty)
        #expect(coder.code("juru ublek").code == "7212")
        #expect(coder.code("Tukang las").code == TitleCoder(lexicon: lexicon).code("Tukang las").code)
        #expect(coder.code("Supervisor Las").method != .taught)
    }
}
