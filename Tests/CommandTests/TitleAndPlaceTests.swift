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

    @Test func `titles are taught by files, as any file is loaded`() async throws {
        let desk = try await Desk.copy()
        try desk.write("Jabatan Kami;Golongan\nJuru Ublek;Operator Mesin Jahit\nPenyelia;bukan\nTukang Sihir;721 2\n", to: "daftar.csv")
        try await desk.expect("titles-teach-file-unmapped", ["titles", "teach", "daftar.csv"], status: 3)
        let map = ["--map", "Jabatan Kami=title,Golongan=occupation_code"]
        try await desk.expect("titles-teach-file-rejected", ["titles", "teach", "daftar.csv"] + map, status: 3)
        try await desk.expect("titles-teach-file-dry", ["titles", "teach", "daftar.csv", "--max-rejects", "50%", "--dry-run"] + map)
        #expect(try await desk.sql("SELECT count(*) FROM padan.taught_title") == "0")
        try await desk.expect(
            "titles-teach-file", ["titles", "teach", "daftar.csv", "--max-rejects", "50%", "--rejects", "ditolak.csv"] + map)
        #expect(try desk.text("ditolak.csv").contains("721 2"))
        try await desk.expect("list-titles", ["list", "titles"])
        try await desk.expect("list-titles-json", ["list", "titles", "--json"])
        try await desk.expect("titles-code-taught", ["titles", "code", "-"], input: "Penyelia\njuru ublek\n")
    }

    @Test func `a title that names no occupation is not listed as one without a code again`() async throws {
        let desk = try await Desk.copy()
        try desk.write("title,employer,place,posted_on,openings\nZorbak Xyzzy,PT A,Karawang,2018-01-02,900\n", to: "iklan.csv")
        #expect(try await desk.run(["import", "vacancies", "iklan.csv"]).status == 0)
        #expect(try await desk.run(["titles", "uncoded", "--limit", "1"]).output.contains("Zorbak Xyzzy"))
        try await desk.expect("titles-teach-none", ["titles", "teach", "Zorbak Xyzzy", "bukan"])
        #expect(try await !desk.run(["titles", "uncoded", "--limit", "1"]).output.contains("Zorbak Xyzzy"))
        #expect(try await desk.run(["demand", "run", "-q"]).status == 0)
        // It was no code, and may become one.
        #expect(try await desk.run(["titles", "teach", "Zorbak Xyzzy", "7212"]).status == 0)
        #expect(try await desk.sql("SELECT occupation_code FROM padan.job_title WHERE text = 'Zorbak Xyzzy'") == "7212")
    }

    @Test func `what cannot be taught is refused, and says what is missing`() async throws {
        let desk = try await Desk.copy()
        try desk.write("title,occupation_code\nJuru Ublek,7212\n", to: "daftar.csv")
        try await desk.expect("titles-teach-file-with-code", ["titles", "teach", "daftar.csv", "7212"], status: 2)
        try await desk.expect("titles-teach-without-code", ["titles", "teach", "Las"], status: 2)
        try await desk.expect("titles-teach-empty-code", ["titles", "teach", "Las", ""], status: 2)
        try await desk.expect("titles-teach-option", ["titles", "teach", "Las", "7212", "--dry-run"], status: 2)
        #expect(try await desk.run(["titles", "teach", "tidak-ada.csv"]).status == 1)
        #expect(try await desk.sql("SELECT count(*) FROM padan.taught_title") == "0")
    }

    @Test func `codes are tested on titles whose codes are known`() async throws {
        let desk = try await Desk.reading()
        let folder = try Desk.empty()
        func test(_ name: String, _ text: String) async throws {
            try folder.write(text, to: name + ".csv")
            try await desk.expect("titles-test-" + name, ["titles", "test", folder.path(name + ".csv")], status: 3)
        }
        try await test("tanpa-judul", "Tukang las,7212\nSatpam,5414\n")
        try await test("hanya-judul", "title,accepted\n")
        try await test("kosong", "")
        try await test("bukan-kode", "title,accepted\nTukang las,7212\nSatpam,abc\n")
        try await test("tak-dikenal", "title,accepted\nTukang las,9999\n")
        try await test("terbelah", "title,accepted\nTukang las,721 2\n")
        try await test("terbalik", "title,accepted\n7212,Tukang las\n")
        try folder.write("accepted,title\n7212|7213,Tukang las\n5414,Satpam\nbukan,Xyzzy\n", to: "uji.csv")
        try await desk.expect("titles-test", ["titles", "test", folder.path("uji.csv")])
        // Column names as offices write them, and codes of another version: 4213 and 2515 of KBJI 2026.
        try folder.write("Nama Jabatan,Kode\nKolektor utang,4213\nTukang las,7212\nAhli kriptografi,2515\n", to: "lain.csv")
        let other = try await desk.run(["titles", "test", folder.path("lain.csv"), "--occupation-version", "kbji2026", "--json"])
        #expect(other.status == 0 && other.output.contains("\"titles\" : 3"), "\(other.error)")
        #expect(!other.output.contains("\"accepted\" : \"4213\"") && !other.output.contains("2515"), "\(other.output)")
        #expect(try await desk.run(["titles", "test", folder.path("lain.csv"), "--occupation-version", "KBJI 1982"]).status == 2)
        try await desk.expectShape("titles-test", ["titles", "test", folder.path("uji.csv"), "--json"])
    }

    @Test func `occupations are found by either name and by known titles, and taught titles as they were taught`() async throws {
        let desk = try await Desk.copy()
        for search in ["juru las", "welder", "pengelasan", "7212"] {
            let answer = try await desk.run(["list", "occupations", "--search", search])
            #expect(answer.status == 0 && answer.output.contains("7212  Pekerja Pengelasan"), "\(search): \(answer.output)")
        }
        let english = try await desk.run(["list", "occupations", "--search", "7212", "--lang", "en"])
        #expect(english.output.contains("7212  Welders") && !english.output.contains("Pekerja"), "\(english.output)")
        // Behind the title that the coder knows stand the names that are spelled most like it.
        try await desk.expect("titles-teach-known-title", ["titles", "teach", "Juru Ublek", "Tukang Las"], status: 1)
        try await desk.expect("titles-teach-known-title-en", ["titles", "teach", "Juru Ublek", "Tukang Las", "--lang", "en"], status: 1)
        #expect(try await desk.run(["titles", "teach", "Admin Gudang", "4321"]).status == 0)
        let found = try await desk.run(["list", "titles", "--search", "gudang"])
        #expect(found.output.contains("4321  Admin Gudang"), "\(found.output) \(found.error)")
        try desk.write("digit,kode,judul\n6,7212.03,Tukang Las Listrik\n", to: "resmi.csv")
        #expect(try await desk.run(["import", "occupations", "resmi.csv"]).status == 0)
        try await desk.expect("list-official-titles", ["list", "official-titles", "--search", "las"])
    }

    @Test func `a long text does not widen the table`() async throws {
        let desk = try await Desk.reading()
        let long = String(repeating: "ha", count: 5000)
        for command in ["titles code", "places resolve"] {
            let answer = try await desk.run(command.split(separator: " ").map(String.init) + ["-"], input: "Bandung\n\(long)\n")
            #expect(answer.status == 0 && answer.output.split(separator: "\n").allSatisfy { $0.count < 200 })
        }
    }

    @Test func `a list of any length is answered line by line, whatever ends its lines`() async throws {
        let desk = try await Desk.reading()
        // Longer than what is read at once, so that ends of lines and letters of several bytes fall on the seams.
        let texts = (0..<9_000).map { "Bandung \($0) \(String(repeating: "é", count: $0 % 60))" }
        func answered(_ input: String) async throws -> [String] {
            let answer = try await desk.run(["places", "resolve", "-", "--json"], input: input)
            #expect(answer.status == 0, "\(answer.error)")
            return answer.output.split(separator: "\n").compactMap { $0.firstMatch(of: /"text":"([^"]*)"/).map { String($0.1) } }
        }
        for end in ["\n", "\r\n", "\r", "\u{2028}\n"] {
            let input = "\u{FEFF}" + texts.joined(separator: end) + end
            #expect(try await answered(input).filter { !$0.isEmpty } == texts, "\(end.debugDescription)")
        }
        #expect(try await answered("") == [])
        #expect(try await answered("\n\nBandung\n") == ["", "", "Bandung"])
        let long = try await desk.run(["titles", "code", "-"], input: "Kasir\n" + String(repeating: "x", count: 2_000_000))
        #expect(long.status == 3 && long.error.contains("2"))
    }

    @Test func `places are resolved`() async throws {
        let desk = try await Desk.reading()
        try await desk.expect("places-resolve", ["places", "resolve", "-"], input: "Kab. Bandung\nBandung\nIndonesia\nAtlantis\n")
        try await desk.expect("places-resolve-json", ["places", "resolve", "-", "--json"], input: "Kab. Bandung\nBandung\nAtlantis\n")
    }
}
