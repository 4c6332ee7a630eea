import Configuration
import Foundation
import Ingest
import Postgres
import TestSupport
import Testing

/// No value of a row brings the database's own errors: what a register does not have is refused row by row.
@Suite struct ReferenceTests {
    /// Kinds whose rows the sample does not have, or not with every reference.
    private static let rows: [ImportKind: [String: String]] = [
        .districts: ["district_code": "99.01.01", "name": "X", "region_code": "99.01"],
        .titles: ["title": "Tukang Sihir", "occupation_code": "7212"],
        .regions: ["region_code": "98.01", "name": "Kabupaten X", "kind": "kabupaten", "parent_code": "98"],
        .occupations: ["occupation_code": "9899", "parent_code": "989", "name": "X", "name_en": "X"],
        .occupationEmployment: ["region_code": "32.15", "occupation_code": "7", "year": "2017", "persons": "5"],
        .labourForce: ["region_code": "32.15", "year": "2017", "employed": "5", "unemployed": "1"],
        .grdp: ["region_code": "32.15", "industry_code": "C", "year": "2017", "price_basis": "constant", "value_billion_rupiah": "5"],
        .industries: ["industry_code": "98999", "parent_code": "98998", "name": "X", "name_en": "X"],
        .blks: [
            "blk_code": "BLK-X", "name": "X", "kind": "UPTD", "region_code": "32.15", "parent_code": "BBPLK-BKS", "joined_year": "2018",
        ],
    ]
    private static let unknown = [
        "padan.region": "99.01", "padan.industry": "99999", "padan.occupation": "9999", "padan.kejuruan": "Sihir",
    ]

    /// A line of a file.
    private func line(_ values: [String]) -> String {
        values.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + "\n"
    }

    @Test func `every reference of every kind is checked before the database does`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let samples = try await Self.rows.merging(fixture.loadSample()) { own, _ in own }
        let words = try Language.allCases.map { try Words(language: $0, root: fixture.root) }
        var checked = 0
        for kind in ImportKind.allCases {
            let specification = kind.specification
            var columns = specification.columns.compactMap { column in
                specification.vocabulary(of: column.name).map { (column.name, [Self.unknown[$0.table] ?? "TIDAK-ADA"]) }
            }
            if kind == .programs { columns += [("units", ["TIDAK-ADA"]), ("occupations", ["9999:1", "0190"])] }
            // PDRB takes sections alone, all of which the register has.
            if kind == .grdp { columns.removeAll { $0.0 == "industry_code" } }
            for (column, values) in columns {
                for value in values {
                    var row = samples[kind] ?? [:]
                    let own = [ImportKind.regions, .districts, .occupations, .industries].contains(kind)
                    if !own { row[column] = value }
                    let header = row.keys.sorted()
                    let path = try fixture.file("\(kind)-\(column).csv", line(header) + line(header.map { row[$0] ?? "" }))
                    let summary = try await fixture.load(kind, path) { $0.maxRejects = 1 }
                    #expect(summary.rejections.leading.map(\.code) == ["unknown"], "\(kind).\(column)")
                    #expect(summary.rejections.leading.first?.column == column, "\(kind).\(column)")
                    #expect(summary.new == 0 && summary.changed == 0)
                    // A list is shown as the file writes it.
                    if column == "units" { #expect(summary.rejections.leading.first?.value == value) }
                    for rejection in summary.rejections.leading {
                        for words in words {
                            let sentence = words(rejection.why.key)
                            #expect(rejection.why.facts.keys.allSatisfy { sentence.contains("{\($0)}") }, "\(kind).\(column): \(sentence)")
                            if case .word(let register)? = rejection.why.facts["register"] { #expect(words.keys.contains(register)) }
                        }
                    }
                    checked += 1
                }
            }
        }
        #expect(checked >= 30)
    }

    @Test func `a vacancy with a code that does not exist is refused with code and reason, and nothing is padded`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let bad = [
            ("9999", "", "unknown"), ("0190", "", "unknown"), ("110", "", "lost_zero"), ("2500", "", "unknown"), ("25", "", "bad_code"),
            ("251", "", "bad_code"), ("25120", "", "bad_code"), ("las", "", "bad_code"), ("", "99999", "unknown"), ("", "Z", "bad_code"),
            ("", "123456", "bad_code"), ("", "00", "unknown"),
        ]
        let rows = bad.enumerated().map { number, row in "Tukang Las,PT \(number),Karawang,2017-01-02,\(row.0),\(row.1)\n" }.joined()
        let path = try fixture.file(
            "a.csv",
            "title,employer,place,posted_on,occupation_code,industry_code\n" + rows + "Tukang Las,PT Z,Karawang,2017-01-02,7212,C\n")
        let summary = try await fixture.load(.vacancies, path) { $0.maxRejects = 1 }
        #expect(summary.rejections.leading.map(\.code) == bad.map(\.2))
        #expect(summary.rejections.leading.map(\.value) == bad.map { $0.0.isEmpty ? $0.1 : $0.0 })
        #expect(summary.rejections.leading.map(\.column) == bad.map { $0.0.isEmpty ? "industry_code" : "occupation_code" })
        #expect(summary.new == 1)
        #expect(try await fixture.count("padan.vacancy WHERE stated_occupation_code = '7212' AND industry_code = 'C'") == 1)
    }

    @Test(arguments: [ImportKind.titles, .surveys])
    func `other kinds refuse groups that are no unit group, and unit groups that do not exist`(kind: ImportKind) async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        for (code, reason) in [("9999", "unknown"), ("0190", "unknown"), ("2500", "unknown"), ("110", "lost_zero"), ("25", "bad_code")] {
            let text =
                kind == .titles
                ? "title,occupation_code\nTukang Sihir,\(code)\n"
                : "survey_code,region_code,occupation_code,year,hires_per_year\nS1,32.15,\(code),2017,5\n"
            let summary = try await fixture.load(kind, fixture.file("\(kind)\(code).csv", text)) { $0.maxRejects = 1 }
            #expect(summary.rejections.leading.map(\.code) == [reason], "\(code)")
        }
    }

    @Test func `what refers to a refused row is refused with it`() async throws {
        let fixture = try await ImportFixture()
        let classification = "occupation_code,parent_code,name,name_en\n7212,721,A,A\n721,72,B,B\n72,7,C,C\n8,,D,D\n81,8,E,E\n"
        let occupations = try await fixture.load(.occupations, fixture.file("o.csv", classification)) { $0.maxRejects = 1 }
        #expect(occupations.new == 2)
        #expect(occupations.rejections.leading.map { "\($0.value ?? "") \($0.code)" } == ["721 unknown", "72 unknown", "7 unknown"])
        let regions =
            "region_code,name,kind,parent_code,bps_code\n11,Aceh,provinsi,,11\n12,Sumut,provinsi,,11\n12.01,Kabupaten X,kabupaten,12,\n"
        let summary = try await fixture.load(.regions, fixture.file("r.csv", regions)) { $0.maxRejects = 1 }
        #expect(summary.rejections.leading.map(\.code) == ["duplicate_bps", "unknown"])
        #expect(summary.new == 1)
    }

    @Test func `two regions may exchange their BPS codes, and a refused row gives none away`() async throws {
        let fixture = try await ImportFixture()
        let header = "region_code,name,kind,parent_code,bps_code\n11,Aceh,provinsi,,\n"
        func rows(_ first: String, _ second: String) -> String {
            header + "11.01,Kabupaten A,kabupaten,11,\(first)\n11.02,Kabupaten B,kabupaten,11,\(second)\n"
        }
        try await fixture.load(.regions, fixture.file("a.csv", rows("1101", "1102")))
        #expect(try await fixture.load(.regions, fixture.file("b.csv", rows("1102", "1101"))).changed == 2)
        let bad = header + "11.01,Kabupaten A,kabupaten,99,1103\n11.03,Kabupaten C,kabupaten,11,1102\n"
        let summary = try await fixture.load(.regions, fixture.file("c.csv", bad)) { $0.maxRejects = 1 }
        #expect(summary.rejections.leading.map(\.code) == ["parent", "duplicate_bps"])
    }

    @Test func `values that a table's own rules forbid are refused by name`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let programs =
            "program_code,name,kejuruan,hours_jp,occupations\nP1,Las,Teknik Las,240,7212:1|7212:0.5\nP2,Las,Teknik Las,240,7212|7212:1\n"
        let list = try await fixture.load(.programs, fixture.file("p.csv", programs)) { $0.maxRejects = 1 }
        #expect(list.rejections.leading.map(\.code) == ["bad_item"])
        #expect(list.new == 1)
        let titles = try await fixture.load(.titles, fixture.file("t.csv", "title,occupation_code\n12345,7212\n")) { $0.maxRejects = 1 }
        #expect(titles.rejections.leading.map(\.code) == ["empty_title"])
        let blks = "blk_code,name,kind,region_code\nB1,Satu,UPTD,32\nB2,Dua,UPTD,Jawa Barat\nB3,Tiga,UPTD,32.15\n"
        let summary = try await fixture.load(.blks, fixture.file("b.csv", blks)) { $0.maxRejects = 1 }
        #expect(summary.rejections.leading.map(\.code) == ["region_level", "unknown_region"])
        #expect(summary.new == 1)
    }

    @Test func `a coder knows codes that the database does not have, and leaves the title uncoded`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.load(.regions, fixture.root.config.appending(path: "sample/regions.csv").path)
        let few = "occupation_code,parent_code,name,name_en\n8,,A,A\n81,8,B,B\n813,81,C,C\n8131,813,D,D\n"
        try await fixture.load(.occupations, fixture.file("o.csv", few))
        let path = try fixture.file("v.csv", "title,place,posted_on\nTukang Las,Karawang,2017-01-02\n")
        #expect(try await fixture.load(.vacancies, path).vacancies?.uncodedTitles == 1)
        let all = try await fixture.load(.occupations, fixture.root.config.appending(path: "occupations.csv").path)
        #expect(all.lookedUpAgain?.titles == 1)
    }
}
