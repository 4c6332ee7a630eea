import Foundation
import TestSupport
import Testing

@testable import Ingest

/// Values as offices write them, through an import.
@Suite struct OfficeValueTests {
    private func fixture() async throws -> ImportFixture {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        return fixture
    }

    @Test func `both ends of a range of pay are kept, and the middle stands for the offer`() async throws {
        let fixture = try await fixture()
        let rows = [
            "Rp\u{A0}10,000,000 – Rp\u{A0}12,000,000 per month", "IDR3.000.000 - 5.000.001/Bulan", "Rp.3 – 4 Juta", "Rp 150.000/hari",
            "5000000",
            "Negosiasi", "N/A", "Not found", "USD 500", "",
        ]
        let text = rows.enumerated().map { "Welder,PT \($0),Karawang,\"\($1)\",2017-01-02" }.joined(separator: "\n")
        let summary = try await fixture.load(
            .vacancies, fixture.file("iklan.csv", "title,employer,place,Gaji,posted_on\n\(text)\n"))
        #expect(summary.new == rows.count && summary.vacancies?.droppedPays == 1)
        let stored = try await fixture.connection.rows(
            "SELECT concat_ws(' ', employer, pay_min, monthly_pay, pay_max) AS row FROM padan.vacancy ORDER BY employer"
        ) { try $0["row"] as String }
        #expect(
            stored == [
                "PT 0 10000000 11000000 12000000", "PT 1 3000000 4000001 5000001", "PT 2 3000000 3500000 4000000",
                "PT 3 3750000 3750000 3750000", "PT 4 5000000 5000000 5000000", "PT 5", "PT 6", "PT 7", "PT 8", "PT 9",
            ])
    }

    @Test func `decimals of rupiah are rounded, in either digit grouping`() async throws {
        let fixture = try await fixture()
        let text =
            "region_code;year;monthly_rupiah\n32.15;2017;2376558,39\n32.15;2018;2,376,558.61\n32.15;2019;2.376.558,5\n"
            + "32.15;2020;Rp 2.376.558,49\n32.15;2021;0,4\n"
        let summary = try await fixture.load(.wages, fixture.file("umk.csv", text)) { $0.maxRejects = 1 }
        #expect(summary.rejections.leading.map { "\($0.line) \($0.code)" } == ["6 out_of_range"])
        let stored = try await fixture.connection.rows("SELECT monthly_rupiah FROM padan.minimum_wage ORDER BY year") {
            try $0["monthly_rupiah"] as Int
        }
        #expect(stored == [2_376_558, 2_376_559, 2_376_559, 2_376_558])
    }

    @Test(arguments: [
        ("31 Desember 2026", "2026-12-31"), ("Kamis, 31 Desember 2026", "2026-12-31"), ("December 31, 2026", "2026-12-31"),
        ("31\u{A0}Des\u{A0}2026", "2026-12-31"), ("46387", "2026-12-31"), ("46387.75", "2026-12-31"),
    ])
    func `days of tables are read`(text: String, expected: String) throws {
        #expect(try DateText.read(cell: Substring(text), countsFrom1904: false).get()?.description == expected)
    }

    @Test(arguments: ["1234", "99999", "123456", "2026"])
    func `other numbers are no days`(text: String) {
        #expect(DateText.read(cell: Substring(text), countsFrom1904: false) == .failure(DateText.NotADay()))
    }

    @Test(arguments: [(false, 46387), (true, 44925)])
    func `the number of a day counts from the year that the workbook says`(countsFrom1904: Bool, serial: Int) async throws {
        let fixture = try await fixture()
        try await fixture.load(.schemes, fixture.file("s.csv", "scheme_code,name,lsp_name\nS1,Las,LSP\n"))
        func row(_ number: Int, _ cells: [String]) -> String {
            let all = cells.map { Int($0) == nil ? "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" : "<c><v>\($0)</v></c>" }
            return "<row r=\"\(number)\">\(all.joined())</row>"
        }
        let path = fixture.folder.appending(path: "a.xlsx").path
        let header = ["assessor_code", "name", "region_code", "scheme_code", "licensed_from", "licensed_until", "days_per_year"]
        try ZipWriter.workbook(
            path,
            sheet: [
                (
                    "<worksheet><sheetData>" + row(1, header)
                        + row(2, ["A1", "Ani", "Kabupaten Karawang", "S1", "\(serial - 365)", "\(serial)", "20"])
                        + "</sheetData></worksheet>", 1
                )
            ], countsFrom1904: countsFrom1904)
        let summary = try await fixture.load(.assessors, path) { $0.maxRejects = 1 }
        #expect(summary.rejections.leading.map(\.reason) == [])
        let day = try await fixture.connection.rows("SELECT licensed_until::text AS day FROM padan.assessor") { try $0["day"] as String }
        #expect(day == ["2026-12-31"])
    }

    @Test func `codes are read where they are clear, and refused with the likely one where they are not`() async throws {
        let fixture = try await fixture()
        let header = "survey_code,region_code,occupation_code,industry_code,year,hires_per_year\n"
        let codes = [
            "'0115", "’7212", "\"=\"\"7212\"\"\"", "7212.0", "7212\u{A0}", "72 12", "115", "711", "72123",
        ]
        let rows = codes.enumerated().map { "S\($0),32.15,\($1),C,2017,1" }
        let industries = ["'25", "2 5", "1", "25.0"].enumerated().map { "I\($0),32.15,7212,\($1),2017,1" }
        let summary = try await fixture.load(
            .surveys, fixture.file("s.csv", header + (rows + industries).joined(separator: "\n") + "\n")
        ) { $0.maxRejects = 1 }
        #expect(
            summary.rejections.leading.map { "\($0.value ?? "") \($0.code) \($0.why.facts["likely"] == nil ? "" : "likely")" } == [
                "72 12 bad_code likely", "115 lost_zero likely", "711 bad_code ", "72123 bad_code ", "2 5 bad_code likely",
                "1 lost_zero likely",
            ])
        let stored = try await fixture.connection.rows(
            "SELECT survey_code || ' ' || occupation_code || ' ' || industry_code AS row FROM padan.survey ORDER BY survey_code"
        ) { try $0["row"] as String }
        #expect(
            stored == ["I0 7212 25", "I3 7212 25", "S0 0115 C", "S1 7212 C", "S2 7212 C", "S3 7212 C", "S4 7212 C"])
    }

    @Test func `a number of a sheet has its zero again where the column takes one form only`() async throws {
        let fixture = try await fixture()
        let path = fixture.folder.appending(path: "v.xlsx").path
        func text(_ value: String) -> String { "<c t=\"inlineStr\"><is><t>\(value)</t></is></c>" }
        let header = ["title", "place", "posted_on", "occupation_code", "industry_code"].map(text).joined()
        let rows = [("115", "1"), ("7212", "25"), ("711", "25")].enumerated().map { index, codes in
            "<row>\(text("Pekerjaan \(index)"))\(text("Karawang"))<c><v>43000</v></c><c><v>\(codes.0)</v></c><c><v>\(codes.1)</v></c></row>"
        }
        try ZipWriter.workbook(
            path, sheet: [("<worksheet><sheetData><row>\(header)</row>\(rows.joined())</sheetData></worksheet>", 1)])
        let summary = try await fixture.load(.vacancies, path) { $0.maxRejects = 1 }
        #expect(summary.rejections.leading.map { "\($0.value ?? "") \($0.code)" } == ["711 bad_code"])
        let stored = try await fixture.connection.rows(
            "SELECT stated_occupation_code || ' ' || industry_code || ' ' || posted_on AS row FROM padan.vacancy ORDER BY 1"
        ) { try $0["row"] as String }
        #expect(stored == ["0115 01 2017-09-22", "7212 25 2017-09-22"])
    }
}
