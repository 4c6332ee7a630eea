import Configuration
import Domain
import Foundation
import Postgres
import TestSupport
import Testing

@testable import Ingest

/// Official lists of occupations, and codes of other versions of the classification.
@Suite struct OccupationTests {
    /// The list as public copies have it: no-break spaces, two blanks, descriptions over lines, groups and titles in one column.
    private static let official = """
        digit,kode,judul,deskripsi\r
        1,0,Tentara Nasional Indonesia (TNI) dan Kepolisian Negara Republik Indonesia (POLRI),\r
        2,01,Perwira TNI dan POLRI,\r
        3,011,Perwira TNI dan POLRI,\r
        4,0111,Perwira Markas Besar TNI\u{A0},"Merencanakan,\r
        memimpin"\r
        6,0111.02,Kepala Staf  Umum TNI (Kasum TNI)\u{A0},\r
        1,7,"Pekerja Pengolahan, Kerajinan, dan YBDI",\r
        2,72,"Pekerja Logam, Permesinan dan YBDI",\r
        3,721,"Pekerja Pencetak Struktur dan Lembaran Logam, Pelebur Logam dan Tukang Las, dan YBDI",\r
        4,7212\u{A0},Pekerja Pengelasan ,\r
        6,7212.03,Tukang Las Listrik,\r
        6,7212.10,Tukang Potong Logam,\r

        """

    private func titles(_ fixture: ImportFixture) async throws -> [String] {
        try await fixture.connection.rows(
            """
            SELECT concat_ws('|', occupation_version, detail_code, title, occupation_code, source_file_id IS NOT NULL) AS line
            FROM padan.occupation_title ORDER BY occupation_version, detail_code
            """
        ) { try $0["line"] as String }
    }

    @Test func `a list that gives a group the official name of another is told that it is of another version`() async throws {
        let fixture = try await ImportFixture()
        let shipped = fixture.root.config.appending(path: "occupations.csv").path
        try await fixture.load(.occupations, shipped)
        let names = Dictionary(
            try CSVTable(URL(filePath: shipped)).rows.map { ($0[0], $0[2]) }, uniquingKeysWith: { first, _ in first })
        let (pawn, debts) = (try #require(names["4213"]), try #require(names["4214"]))
        let text = "digit,kode,judul\n4,4212,\"\(pawn.uppercased())\"\n4,4213,\"\(debts)\"\n4,7212,Juru Las\n4,7213,\"\(pawn)\"\n"
        let path = try fixture.file("k.csv", text)
        let summary = try await fixture.load(.occupations, path) { $0.maxRejects = 1 }
        #expect(
            summary.rejections.leading.map { "\($0.line) \($0.code) \($0.why.key)" } == [
                "2 other_group reject.other_group_version", "3 other_group reject.other_group_version", "5 other_group reject.other_group",
            ])
        #expect(summary.rejections.leading.first?.why.facts["versions"] == .list(["KBJI 2026"]))
        #expect(try await fixture.count("padan.occupation WHERE occupation_code = '4213' AND name = '\(pawn)'") == 1)
        #expect(try await fixture.count("padan.occupation WHERE occupation_code = '7212' AND name = 'Juru Las'") == 1)
        // With its version stated the same list brings titles.
        let stated = try await fixture.load(.occupations, path) { $0.occupationVersion = "KBJI 2026" }
        #expect(stated.rejected == 0)
    }

    @Test func `the shipped list is KBJI 2014 with its official groups, and the concordance reaches all that it names`() throws {
        let root = try DataRoot.find()
        let table = try CSVTable(root.config.appending(path: "occupations.csv"))
        let codes = table.rows.map { $0[0] }
        #expect((1...4).map { level in codes.filter { $0.count == level }.count } == [10, 43, 130, 446])
        #expect(Set(codes).isDisjoint(with: ["0110", "0210", "0310", "3355", "5412"]))
        #expect(table.rows.allSatisfy { row in row[1] == String(row[0].dropLast()) && !row[2].isEmpty && !row[3].isEmpty })
        #expect(table.rows.first { $0[0] == "0315" }?[2] == "Tamtama POLRI")
        let concordance = try Concordance(root: root)
        #expect(concordance.known == ["KBJI 2014", "ISCO-08", "KBJI 2026"])
        let rows = try CSVTable(root.config.appending(path: "concordance.csv")).rows
        #expect(Set(rows.map { $0[2] }).isSubset(of: codes))
        for (version, groups) in [("ISCO-08", 436), ("KBJI 2026", 447)] {
            let own = rows.filter { $0[0] == version }.map { $0[1] }
            #expect((1...4).map { level in own.filter { $0.count == level }.count } == [10, 43, 130, groups], "\(version)")
        }
        let moved = rows.filter { $0[1] != $0[2] }.map { "\($0[0]) \($0[1]) \($0[2])" }
        #expect(
            moved == [
                "ISCO-08 0110 0112", "ISCO-08 0210 0212", "ISCO-08 0310 0312", "ISCO-08 3355 0115", "ISCO-08 5412 0215",
                "KBJI 2026 2515 2519", "KBJI 2026 4212 4213", "KBJI 2026 4213 4214", "KBJI 2026 4219 4212",
            ])
        #expect(concordance.version(named: "kbji2026") == "KBJI 2026" && concordance.version(named: "Isco 08") == "ISCO-08")
        #expect(concordance.version(named: "KBJI 2002") == nil)
        #expect(concordance.code("4214", of: "KBJI 2026") == nil && concordance.code("0111", of: "ISCO-08") == nil)
    }

    @Test func `an official list names the groups, brings its titles, and changes nothing the second time`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.load(.occupations, fixture.root.config.appending(path: "occupations.csv").path)
        try await fixture.connection.execute("UPDATE padan.occupation SET name = 'Tukang las' WHERE occupation_code = '7212'")
        let source = try await fixture.connection.number(
            "SELECT source_file_id FROM padan.occupation WHERE occupation_code = '0111'")
        let path = try fixture.file("kbji.csv", Self.official)
        let summary = try await fixture.load(.occupations, path)
        #expect([summary.read, summary.new, summary.changed, summary.same, summary.rejected].elementsEqual([11, 3, 1, 7, 0] as [Int]))
        #expect(summary.ignoredColumns == ["deskripsi"] && summary.occupationConversions.isEmpty)
        #expect(
            try await titles(fixture) == [
                "KBJI 2014|0111.02|Kepala Staf Umum TNI (Kasum TNI)|0111|t", "KBJI 2014|7212.03|Tukang Las Listrik|7212|t",
                "KBJI 2014|7212.10|Tukang Potong Logam|7212|t",
            ])
        let group = try await fixture.connection.text(
            "SELECT concat_ws('|', name, name_en, parent_code, occupation_version) FROM padan.occupation WHERE occupation_code = '7212'")
        #expect(group == "Pekerja Pengelasan|Welders and flame cutters|721|KBJI 2014")
        // A group that the file says nothing new of keeps the import that it is from.
        #expect(
            try await fixture.connection.number("SELECT source_file_id FROM padan.occupation WHERE occupation_code = '0111'") == source)
        let again = try await fixture.load(.occupations, path)
        #expect(again.same == 11 && again.new + again.changed + again.rejected == 0)
        let renamed = Self.official.replacing("Tukang Las Listrik", with: "Juru Las Listrik")
        #expect(try await fixture.load(.occupations, fixture.file("kbji2.csv", renamed)).changed == 1)
    }

    @Test func `an official list loads into an empty database, where groups without an English name have their own`() async throws {
        let fixture = try await ImportFixture()
        let summary = try await fixture.load(.occupations, fixture.file("kbji.csv", Self.official))
        #expect(summary.new == 11)
        #expect(try await fixture.count("padan.occupation WHERE name_en = name") == 8)
        // Two titles of one code are one too many; a title without its group is refused.
        let twice = try await fixture.load(.occupations, fixture.file("t.csv", "digit,kode,judul\n6,7212.05,A\n6,7212.05,B\n")) {
            $0.maxRejects = 1
        }
        #expect(twice.new == 1 && twice.rejections.leading.map(\.code) == ["duplicate_key"])
        let orphan = "digit,kode,judul\n6,7213.01,Tukang Pelat\n"
        let refused = try await fixture.load(.occupations, fixture.file("o.csv", orphan)) { $0.maxRejects = 1 }
        #expect(refused.rejections.leading.map { "\($0.column ?? "") \($0.value ?? "") \($0.code)" } == ["kode 7213 unknown"])
    }

    @Test func `titles and groups of a list are deleted as rows of other kinds are`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        try await fixture.load(.occupations, fixture.file("kbji.csv", Self.official))
        let importer = Importer(.occupations, aliases: fixture.aliases)
        func delete(_ text: String) async throws -> (deleted: Int, absent: Int, rejected: Int) {
            let summary = try await importer.delete(fixture.file("d.csv", text), from: fixture.connection)
            return (summary.deleted, summary.absent, summary.rejections.count)
        }
        // 11 with a lost zero is no group of two digits.
        let first = try await delete("digit,kode,judul\n6,7212.03,x\n6,7212.99,x\n3,11,x\n")
        #expect(first.deleted == 1 && first.absent == 1 && first.rejected == 1)
        #expect(try await fixture.count("padan.occupation_title") == 2)
        #expect(try await fixture.count("padan.occupation") == 629)
        // A group takes its titles along, where nothing needs it.
        let group = try await delete("occupation_code\n0111\n")
        #expect(group.deleted == 1)
        #expect(try await fixture.count("padan.occupation_title") == 1)
        let advertisement = "title,place,posted_on,occupation_code\nTukang Las,Karawang,2017-01-02,7212\n"
        try await fixture.load(.vacancies, fixture.file("v.csv", advertisement))
        let error = await #expect(throws: PostgresError.self) { try await delete("occupation_code\n7212\n") }
        #expect(error?.sqlState == "23503")
        #expect(try await fixture.count("padan.occupation WHERE occupation_code = '7212'") == 1)
    }

    @Test(arguments: [
        ("4", "111", "0111"), ("3", "11", "011"), ("2", "1", "01"), ("6", "111.02", "0111.02"), ("6", "7212.1", "7212.10"),
        ("6", "215", "0215.00"), ("6", "11102", "0111.02"), ("", "111.02", "0111.02"), ("6", "111.1", "0111.10"),
    ])
    func `a code that has lost a zero is refused with the code that is likely meant`(row: (digit: String, code: String, likely: String))
        async throws
    {
        let fixture = try await ImportFixture()
        try await fixture.load(.occupations, fixture.root.config.appending(path: "occupations.csv").path)
        let text = "digit,kode,judul\n\(row.digit),\(row.code),X\n"
        let summary = try await fixture.load(.occupations, fixture.file("o.csv", text)) { $0.maxRejects = 1 }
        let rejection = try #require(summary.rejections.leading.first)
        #expect(rejection.code == "lost_zero" && rejection.value == row.code)
        #expect(rejection.why.facts["likely"] == .text(row.likely))
        #expect(try await fixture.count("padan.occupation WHERE name = 'X'") == 0)
    }

    @Test(arguments: [
        ("4", "72"), ("1", "72"), ("3", "7212.03"), ("6", "las"), ("7", "7212"), ("5", "72121"), ("4", "721"), ("6", "721.21"),
    ])
    func `a code that is not of its level is refused`(row: (digit: String, code: String)) async throws {
        let fixture = try await ImportFixture()
        try await fixture.load(.occupations, fixture.root.config.appending(path: "occupations.csv").path)
        let text = "digit,kode,judul\n\(row.digit),\(row.code),X\n"
        let summary = try await fixture.load(.occupations, fixture.file("o.csv", text)) { $0.maxRejects = 1 }
        #expect(summary.rejected == 1 && summary.new + summary.changed == 0)
    }

    // MARK: - Other versions

    private func stated(_ fixture: ImportFixture) async throws -> [String] {
        try await fixture.connection.rows(
            "SELECT employer || ' ' || stated_occupation_code AS line FROM padan.vacancy WHERE stated_occupation_code IS NOT NULL ORDER BY 1"
        ) { try $0["line"] as String }
    }

    @Test func `codes of advertisements of another version are converted, and the summary says which`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let text = """
            title,employer,place,posted_on,occupation_code
            Penagih,PT A,Karawang,2017-01-02,4213
            Juru gadai,PT B,Karawang,2017-01-02,4212
            Juru gadai,PT C,Karawang,2017-01-02,4212
            Tukang Las,PT D,Karawang,2017-01-02,7212
            Ahli kriptografi,PT E,Karawang,2017-01-02,2515
            Tanpa kode,PT F,Karawang,2017-01-02,
            Penagih,PT G,Karawang,2017-01-02,4214

            """
        let path = try fixture.file("v.csv", text)
        let summary = try await fixture.load(.vacancies, path) {
            $0.occupationVersion = "kbji 2026"
            $0.maxRejects = 1
        }
        #expect(try await stated(fixture) == ["PT A 4214", "PT B 4213", "PT C 4213", "PT D 7212", "PT E 2519"])
        let conversion = try #require(summary.occupationConversions.first)
        #expect(summary.occupationConversions.count == 1 && conversion.version == "KBJI 2026")
        #expect(conversion.rows == 5 && conversion.changedRows == 4)
        #expect(conversion.codes.map { "\($0.change.from) \($0.change.to) \($0.rows)" } == ["2515 2519 1", "4212 4213 2", "4213 4214 1"])
        #expect(
            summary.rejections.leading.map { "\($0.column ?? "") \($0.value ?? "") \($0.code)" } == ["occupation_code 4214 not_in_version"])
        // The same advertisements with codes of ours are the same.
        let ours = text.replacing(",4213\n", with: ",4214\n").replacing(",4212\n", with: ",4213\n").replacing(",2515\n", with: ",2519\n")
            .replacing("Penagih,PT G,Karawang,2017-01-02,4214\n", with: "")
        let again = try await fixture.load(.vacancies, fixture.file("ours.csv", ours)) { $0.sourceName = "v" }
        #expect([again.read, again.new, again.changed, again.same].elementsEqual([6, 0, 0, 6] as [Int]))
        #expect(again.occupationConversions.isEmpty)
    }

    @Test func `a column states the version row by row, and wins over the option`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let text = """
            title,employer,place,posted_on,occupation_code,versi_kbji
            Polisi,PT A,Karawang,2017-01-02,5412,ISCO-08
            Gadai,PT B,Karawang,2017-01-02,4212,KBJI 2026
            Bandar,PT C,Karawang,2017-01-02,4212,kbji 2014
            Gadai,PT D,Karawang,2017-01-02,4212,-
            Lain,PT E,Karawang,2017-01-02,4212,KBJI 2002

            """
        let summary = try await fixture.load(.vacancies, fixture.file("v.csv", text)) {
            $0.occupationVersion = "KBJI 2026"
            $0.maxRejects = 1
        }
        #expect(try await stated(fixture) == ["PT A 0215", "PT B 4213", "PT C 4212", "PT D 4213"])
        #expect(summary.occupationConversions.map { "\($0.version) \($0.rows)" } == ["ISCO-08 1", "KBJI 2026 2"])
        #expect(
            summary.rejections.leading.map { "\($0.column ?? "") \($0.value ?? "") \($0.code)" } == ["versi_kbji KBJI 2002 unknown_version"]
        )
    }

    @Test func `taught titles, surveys and the occupations of programmes are converted`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let iscoTitles = "title,occupation_code\nPolisi lalu lintas,5412\nTukang Las,7212\n"
        let titles = try await fixture.load(.titles, fixture.file("t.csv", iscoTitles)) { $0.occupationVersion = "ISCO-08" }
        #expect(titles.occupationConversions.first?.codes.map(\.change.to) == ["0215"])
        #expect(try await fixture.count("padan.taught_title WHERE occupation_code = '0215' AND title = 'polisi lalu lintas'") == 1)
        let surveys = "survey_code,region_code,occupation_code,year,hires_per_year\nS1,32.15,4213,2017,5\n"
        let survey = try await fixture.load(.surveys, fixture.file("s.csv", surveys)) { $0.occupationVersion = "KBJI 2026" }
        #expect(survey.occupationConversions.first?.changedRows == 1)
        #expect(try await fixture.count("padan.survey WHERE occupation_code = '4214'") == 1)
        // Two groups of theirs that are one of ours keep the larger relevance.
        let programs = "program_code,name,kejuruan,hours_jp,occupations\nP1,Kripto,TIK,240,2515:0.6|2519:0.4|4212\nP2,Las,Las,240,4214\n"
        let program = try await fixture.load(.programs, fixture.file("p.csv", programs)) {
            $0.occupationVersion = "KBJI 2026"
            $0.maxRejects = 1
        }
        #expect(program.rejections.leading.map { "\($0.column ?? "") \($0.code)" } == ["occupations not_in_version"])
        let list = try await fixture.connection.text(
            "SELECT string_agg(occupation_code || ':' || relevance, ' ' ORDER BY occupation_code) FROM padan.program_occupation")
        #expect(list == "2519:0.6 4213:1")
        let again = try await fixture.load(.programs, fixture.file("p.csv", programs)) {
            $0.occupationVersion = "KBJI 2026"
            $0.maxRejects = 1
        }
        #expect(again.same == 1 && again.new + again.changed == 0)
    }

    @Test func `a list of another version brings titles and leaves the names of groups`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.load(.occupations, fixture.root.config.appending(path: "occupations.csv").path)
        let before = try await fixture.connection.text(
            "SELECT md5(string_agg(o::text, ',' ORDER BY occupation_code)) FROM padan.occupation AS o")
        let text = """
            digit,kode,judul
            3,421,"Teller, Kolektor Uang, dan YBDI"
            4,4212,Juru Gadai dan Pemberi Pinjaman Uang
            6,4212.01,Juru Gadai
            4,4213,Penagih Hutang dan YBDI
            4,4219,"Teller, Kolektor Uang, dan YBDI Lainnya"
            6,4219.00,"Teller, Kolektor Uang, dan YBDI Lainnya"
            6,4214.01,Tidak ada

            """
        let path = try fixture.file("kbji2026.csv", text)
        let summary = try await fixture.load(.occupations, path) {
            $0.occupationVersion = "KBJI 2026"
            $0.maxRejects = 1
        }
        #expect([summary.read, summary.new, summary.changed, summary.same, summary.rejected].elementsEqual([7, 5, 0, 1, 1] as [Int]))
        #expect(
            try await titles(fixture) == [
                "KBJI 2026|4212|Juru Gadai dan Pemberi Pinjaman Uang|4213|t", "KBJI 2026|4212.01|Juru Gadai|4213|t",
                "KBJI 2026|4213|Penagih Hutang dan YBDI|4214|t", "KBJI 2026|4219|Teller, Kolektor Uang, dan YBDI Lainnya|4212|t",
                "KBJI 2026|4219.00|Teller, Kolektor Uang, dan YBDI Lainnya|4212|t",
            ])
        let after = try await fixture.connection.text(
            "SELECT md5(string_agg(o::text, ',' ORDER BY occupation_code)) FROM padan.occupation AS o")
        #expect(before == after)
        // Codes of the two versions stand beside each other.
        try await fixture.load(.occupations, fixture.file("kbji2014.csv", "digit,kode,judul\n6,4212.01,Juru Taruh\n"))
        #expect(try await fixture.count("padan.occupation_title WHERE detail_code = '4212.01'") == 2)
        var options = ImportOptions()
        options.occupationVersion = "KBJI 2026"
        let deleted = try await Importer(.occupations, options: options, aliases: fixture.aliases).delete(path, from: fixture.connection)
        #expect(deleted.deleted == 5 && deleted.rejections.count == 1)
        #expect(try await titles(fixture) == ["KBJI 2014|4212.01|Juru Taruh|4212|t"])
    }

    @Test func `a version that nobody knows is refused, and one for a kind without codes of occupations`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let path = try fixture.file("t.csv", "title,occupation_code\nPolisi,5412\n")
        let known = ["KBJI 2014", "ISCO-08", "KBJI 2026"]
        await #expect(throws: ImportError.unknownOccupationVersion("KBJI 1982", known: known)) {
            try await fixture.load(.titles, path) { $0.occupationVersion = "KBJI 1982" }
        }
        await #expect(throws: ImportError.noOccupationColumn(kind: "units")) {
            try await fixture.load(.units, path) { $0.occupationVersion = "ISCO-08" }
        }
        // Without a version the code is unknown, and the reason names the version that it may be of.
        let summary = try await fixture.load(.titles, path) { $0.maxRejects = 1 }
        let why = try #require(summary.rejections.leading.first?.why)
        #expect(why.code == "unknown" && why.facts["versions"] == .list(["ISCO-08"]))
        let advertisement = "title,place,posted_on,occupation_code\nGadai,Karawang,2017-01-02,4219\n"
        let vacancies = try await fixture.load(.vacancies, fixture.file("v.csv", advertisement)) { $0.maxRejects = 1 }
        #expect(vacancies.rejections.leading.first?.why.facts["versions"] == .list(["KBJI 2026"]))
    }
}
