import Configuration
import Foundation
import TestSupport
import Testing

@testable import Ingest
@testable import Report

/// A refused row is told all that is wrong in it at once, and counts once.
@Suite struct FaultTests {
    private static let header = "blk_code,program_code,year,packages,trained,certified,placed"
    /// Line 3 has faults of each sort: values, rules between columns, another table. In line 4 a rule reads a column that is at fault itself.
    private static let rows = [
        "UPTD-KRW,LAS-01,2017,2,32,20,10", "NADA,LAS 01,1800,x,2,5,9", "UPTD-KRW,NADA,2017,2,banyak,20,", "UPTD-KRW,LAS-01,2017,2,32",
    ]
    private static let expected = [
        "3 program_code bad_code 'LAS 01'", "3 year out_of_range '1800'", "3 packages not_a_number 'x'",
        "3 certified more_than_trained '5'",
        "3 placed more_than_trained '9'", "3 blk_code unknown 'NADA'", "4 trained not_a_number 'banyak'", "4 program_code unknown 'NADA'",
        "5 – field_count ''",
    ]

    private func seen(_ rejections: Rejections) -> [String] {
        rejections.leading.map { "\($0.line) \($0.column ?? "–") \($0.code) '\($0.value ?? "")'" }
    }

    /// A database with what outcomes refer to.
    private func fixture() async throws -> ImportFixture {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        for kind in [ImportKind.units, .schemes, .programs, .blks] {
            try await fixture.load(kind, fixture.root.config.appending(path: "sample/\(kind.rawValue).csv").path)
        }
        return fixture
    }

    @Test func `each fault of a row is told, and the row counts once`() async throws {
        let fixture = try await fixture()
        let path = try fixture.file("o.csv", ([Self.header] + Self.rows).joined(separator: "\n") + "\n")
        let summary = try await fixture.load(.outcomes, path) { $0.maxRejects = 1 }
        #expect(seen(summary.rejections) == Self.expected)
        #expect([summary.read, summary.new, summary.rejected, summary.same].elementsEqual([4, 1, 3, 0] as [Int]))
        #expect(summary.rejections.count == 9 && summary.rejections.rows == 3)
        let last = "(SELECT max(source_file_id) FROM padan.source_file)"
        #expect(try await fixture.count("staging.reject WHERE source_file_id = \(last)") == 9)
        #expect(try await fixture.count("padan.source_file WHERE source_file_id = \(last) AND rows_rejected = 3") == 1)

        // The screen and JSON count rows.
        let words = try Words(language: .id, root: fixture.root)
        let lines = summary.lines(Phrases(words))
        #expect(lines[0].contains("3 ditolak") && lines.count == 10)
        #expect(lines[2].contains("1950 sampai 2100"))
        let document = ImportDocument(summary, words)
        #expect(document.rejected == 3 && document.rejects.count == 9)

        // The limit counts rows: three of four.
        let error = await #expect(throws: ImportError.self) { try await fixture.load(.outcomes, path) { $0.maxRejects = 0.7 } }
        guard case .tooManyRejects(3, 4, _, let rejections, false)? = error else {
            return #expect(Bool(false), "\(String(describing: error))")
        }
        #expect(seen(rejections) == Self.expected)
    }

    @Test func `a sheet's row tells the faults of its cells and of its values`() async throws {
        let fixture = try await fixture()
        let titles = Self.header.split(separator: ",").enumerated().map { index, title in
            "<c r=\"\(["A", "B", "C", "D", "E", "F", "G"][index])1\" t=\"inlineStr\"><is><t>\(title)</t></is></c>"
        }
        let sheet = """
            <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">\(titles.joined())</row>\
            <row r="2"><c r="A2" t="inlineStr"><is><t>NADA</t></is></c><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C2"><v>2017.5</v></c>\
            <c r="D2"><f>A1</f></c><c r="E2"><v>2</v></c><c r="F2"><v>3</v></c></row></sheetData></worksheet>
            """
        let path = fixture.folder.appending(path: "o.xlsx").path
        try ZipWriter.workbook(path, sheet: [(sheet, 1)])
        let summary = try await fixture.load(.outcomes, path) { $0.maxRejects = 1 }
        #expect(
            seen(summary.rejections) == [
                "2 program_code formula_error '#DIV/0!'", "2 year not_whole '2017.5'", "2 packages formula_without_value ''",
                "2 certified more_than_trained '3'", "2 blk_code unknown 'NADA'",
            ])
        #expect(summary.rejected == 1)
    }

    @Test func `the workbook of refused rows marks each bad cell with a comment of its own`() async throws {
        let fixture = try await fixture()
        let path = try fixture.file("o.csv", ([Self.header] + Self.rows).joined(separator: "\n") + "\n")
        let summary = try await fixture.load(.outcomes, path) { $0.maxRejects = 1 }
        let words = try Words(language: .id, root: fixture.root)
        let importer = Importer(.outcomes, aliases: fixture.aliases)
        let workbook = fixture.folder.appending(path: "tolak.xlsx").path
        try RejectFile(workbook, words).write(summary.rejections, of: path, importer)
        let comments = try ImportFixture.part("xl/comments1.xml", of: workbook)
        let cells = comments.matches(of: /<comment ref="([A-Z]+[0-9]+)"/).map { String($0.1) }
        #expect(cells == ["A2", "B2", "C2", "D2", "F2", "G2", "B3", "E3"])
        #expect(comments.contains(summary.rejections.leading[2].sentence(words)))
        // The cells are red: all of them have one look that the others do not have.
        let sheet = try ImportFixture.part("xl/worksheets/sheet1.xml", of: workbook)
        let looks = Dictionary(
            uniqueKeysWithValues: sheet.matches(of: /<c r="([A-G][2-9])"( s="[0-9]+")?/).map { (String($0.1), $0.2.map { String($0) }) })
        #expect(Set(looks.filter { $0.value != nil }.keys) == Set(cells))
        // What was corrected is loaded again from the same workbook, comments and all. The row that was cut short has blanks there, so that it
        // says that nobody knows how many were certified and placed.
        let again = try await fixture.load(.outcomes, workbook) { $0.maxRejects = 1 }
        #expect(again.rejected == 2, "\(again.rejected) of \(again.read): \(seen(again.rejections))")
        #expect(seen(again.rejections).prefix(6) == ArraySlice(Self.expected.prefix(6).map { "2" + $0.dropFirst() }))

        // Comments stay in memory, so that there are no more than so many; all cells are marked all the same.
        try RejectFile(workbook, words, rowsPerSheet: XLSXWorkbook.rowLimit, mostComments: 3).write(summary.rejections, of: path, importer)
        #expect(try ImportFixture.part("xl/comments1.xml", of: workbook).matches(of: /<comment ref/).count == 3)
        #expect(try ImportFixture.part("xl/worksheets/sheet1.xml", of: workbook) == sheet)
    }

    @Test func `the faults of many rows are many, and few of them stand in memory`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let path = try fixture.file("w.csv", "region_code,year,monthly_rupiah\n" + (0..<5000).map { "99.99,x,\(-$0 - 1)\n" }.joined())
        let summary = try await fixture.load(.wages, path) { $0.maxRejects = 1 }
        #expect(summary.rejected == 5000 && summary.rejections.count == 15_000 && summary.rejections.leading.count == RejectionLog.limit)
        var lines: [Int] = []
        try summary.rejections.forEach { lines.append($0.line) }
        #expect(lines == (2...5001).flatMap { [$0, $0, $0] })
        let told = summary.lines(Phrases(try Words(language: .id, root: fixture.root)))
        #expect(told.last?.contains(" 4.996 baris") == true)
    }

    @Test func `an advertisement tells all that is wrong in it`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let header = "title,place,posted_on,openings,industry_code,occupation_code\n"
        let text = header + ",,kapan,-1,ZZ,7212x\nTukang Las,Karawang,2017-01-02,1,,7212\n"
        let summary = try await fixture.load(.vacancies, fixture.file("v.csv", text)) { $0.maxRejects = 1 }
        #expect(
            seen(summary.rejections) == [
                "2 title missing ''", "2 place missing ''", "2 posted_on not_a_day 'kapan'", "2 openings out_of_range '-1'",
                "2 industry_code bad_code 'ZZ'", "2 occupation_code bad_code '7212x'",
            ])
        #expect([summary.read, summary.rejected, summary.new].elementsEqual([2, 1, 1] as [Int]))
    }

    /// Line 3 has a code that is converted before it is compared with the rule between columns, line 4 one that its version does not have, and
    /// line 5 a version that nobody knows, whose codes say nothing.
    @Test func `a version of occupations and a code of it are faults of a row among others`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let surveys = """
            survey_code,region_code,occupation_code,year,hires_per_year,versi_kbji
            S1,32.15,4213,2017,5,KBJI 2026
            S2,99.99,4213,2017,5,KBJI 2026
            S3,32.15,4214,1800,5,KBJI 2026
            S4,32.15,4999,2017,x,KBJI 2002

            """
        let survey = try await fixture.load(.surveys, fixture.file("s.csv", surveys)) { $0.maxRejects = 1 }
        #expect(
            seen(survey.rejections) == [
                "3 region_code unknown '99.99'", "4 year out_of_range '1800'", "4 occupation_code not_in_version '4214'",
                "5 hires_per_year not_a_number 'x'", "5 versi_kbji unknown_version 'KBJI 2002'",
            ])
        // A row that was refused for what it says by itself is not counted among the converted ones; S2 is refused by the tables.
        #expect(survey.rejected == 3 && survey.new == 1 && survey.occupationConversions.map(\.rows) == [2])

        let header = "title,place,posted_on,openings,occupation_code,versi_kbji\n"
        let rows = "Penagih,Karawang,kapan,1,4213,KBJI 2026\nPenagih,Karawang,kapan,1,4214,KBJI 2026\n,Karawang,,1,4213,KBJI 2002\n"
        let vacancies = try await fixture.load(.vacancies, fixture.file("v.csv", header + rows)) { $0.maxRejects = 1 }
        #expect(
            seen(vacancies.rejections) == [
                "2 posted_on not_a_day 'kapan'", "3 posted_on not_a_day 'kapan'", "3 occupation_code not_in_version '4214'",
                "4 title missing ''", "4 versi_kbji unknown_version 'KBJI 2002'",
            ])
        #expect(vacancies.rejected == 3 && vacancies.occupationConversions.isEmpty)
    }

    /// A row of a list whose level, version or parent is at fault is told what is wrong with the rest as far as it means something.
    @Test func `a row of an official list tells all that is wrong in it`() async throws {
        let fixture = try await ImportFixture()
        let list = """
            digit,kode,judul,kode_induk,versi_kbji
            1,7,Pengolahan,,
            x,7213.01,,7213,
            6,7213.02,,7212,
            4,213,,,
            6,7213.03,,,KBJI 2002
            2,72,,9,

            """
        let summary = try await fixture.load(.occupations, fixture.file("o.csv", list)) { $0.maxRejects = 1 }
        #expect(
            seen(summary.rejections) == [
                "3 judul missing ''", "3 digit not_a_number 'x'", "3 kode_induk unknown '7213'",
                "4 judul missing ''", "4 kode_induk parent '7212'", "4 kode unknown '7213'",
                "5 judul missing ''", "5 kode lost_zero '213'",
                "6 judul missing ''", "6 versi_kbji unknown_version 'KBJI 2002'",
                "7 judul missing ''", "7 kode_induk parent '9'",
            ])
        #expect(summary.rejected == 5 && summary.new == 1)
    }

    @Test func `a row that another check refused is told what other rows say, too`() async throws {
        let fixture = try await fixture()
        let header = "instructor_code,name,blk_code,kejuruan,hours_per_year,unit_code,valid_from,valid_until\n"
        let rows = [
            "I1,Ani,UPTD-KRW,Teknik Las,1200,,,", "I1,Budi,NADA,Teknik Las,1200,NADA,2018-01-01,2019-01-01",
            // The same key as line 2 with other values, and as line 2 again.
            "I1,Cici,UPTD-KRW,Teknik Las,1200,,,", "I1,Ani,UPTD-KRW,Teknik Las,1200,,,",
        ]
        let path = try fixture.file("i.csv", header + rows.joined(separator: "\n") + "\n")
        let summary = try await fixture.load(.instructors, path) { $0.maxRejects = 1 }
        #expect(
            seen(summary.rejections) == [
                "3 instructor_code inconsistent 'I1'", "3 blk_code unknown 'NADA'", "3 unit_code unknown 'NADA'",
                "4 instructor_code duplicate_key 'I1'",
            ])
        #expect([summary.read, summary.new, summary.rejected, summary.same].elementsEqual([4, 1, 2, 1] as [Int]))
    }
}
