import Domain
import Foundation
import Postgres
import TestSupport
import Testing

@testable import Ingest

/// Several sheets of one kind in one file, workbooks in one file of XML, and tables that name provinces beside their regencies.
@Suite struct SheetTests {
    private func value(_ fixture: ImportFixture, _ sql: String) async throws -> String {
        try await fixture.connection.row("SELECT (\(sql))::text AS text") { try $0["text"] as String? ?? "" } ?? ""
    }

    private static func rows(_ lines: [[String]]) -> String {
        lines.enumerated().map { ShapeFixture.row($0 + 1, $1.map { $0 }) }.joined()
    }

    private static func wages(_ year: String, _ bekasi: String, _ karawang: String) -> String {
        rows([["Kabupaten/Kota", "Tahun", "UMK"], ["Kab. Bekasi", year, bekasi], ["Kab. Karawang", year, karawang]])
    }

    @Test func `all sheets that a shape recognises are read, and others are chosen by name`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let path = try ShapeFixture.workbook(
            fixture.folder.appending(path: "umk.xlsx").path,
            [
                ("Catatan", Self.rows([["Daftar upah minimum"]])), ("2022", Self.wages("2022", "4791843", "4798312")),
                ("2023", Self.wages("2023", "5137575", "5176179")), ("2024", Self.wages("2024", "5219263", "5257834")),
            ])
        let all = try await fixture.load(.wages, path)
        #expect("\(all.read) \(all.new) \(all.rejected)" == "6 6 0")
        #expect(all.shapes.map(\.sheet) == ["2022", "2023", "2024"])
        #expect(
            try await value(fixture, "SELECT monthly_rupiah FROM padan.minimum_wage WHERE region_code = '32.16' AND year = 2023")
                == "5137575")
        // A trace finds each figure in its own sheet.
        let places = try await fixture.connection.rows(
            "SELECT source_sheet || '!' || source_line || ' ' || source_column AS text FROM padan.minimum_wage ORDER BY year, region_code"
        ) { try $0["text"] as String }
        #expect(places == ["2022!3 UMK", "2022!2 UMK", "2023!3 UMK", "2023!2 UMK", "2024!3 UMK", "2024!2 UMK"])
        #expect(try await value(fixture, "SELECT sheet FROM padan.source_file WHERE kind = 'wages'") == "2022, 2023, 2024")
        #expect(try await fixture.load(.wages, path).same == 6)
        try await fixture.connection.execute("DELETE FROM padan.minimum_wage")
        #expect(try await fixture.load(.wages, path) { $0.sheets = ["2024", "2022"] }.new == 4)
        #expect(try await value(fixture, "SELECT string_agg(DISTINCT year::text, ' ') FROM padan.minimum_wage") == "2022 2024")
        await #expect(throws: ImportError.unknownSheet("2021", found: ["Catatan", "2022", "2023", "2024"])) {
            try await fixture.load(.wages, path) { $0.sheets = ["2022", "2021"] }
        }
    }

    @Test func `a sheet about a part of the people is read only where it is asked for`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        func sheet(_ persons: String) -> String {
            Self.rows([["Kabupaten/Kota", "Bekerja 2023", "Pengangguran 2023", "TPT 2023"], ["Kab. Bekasi", persons, "8", "8"]])
        }
        let path = try ShapeFixture.workbook(
            fixture.folder.appending(path: "bekerja.xlsx").path,
            [("Laki-laki", sheet("60")), ("Perempuan", sheet("32")), ("Jumlah", sheet("92"))])
        #expect(try await fixture.load(.labourForce, path).shapes.map(\.sheet) == ["Jumlah"])
        #expect(try await value(fixture, "SELECT employed FROM padan.labour_force") == "92")
        #expect(try await fixture.load(.labourForce, path) { $0.sheets = ["Perempuan"] }.changed == 1)
    }

    @Test func `what is refused in several sheets is named by its sheet, and comes back sheet by sheet`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let path = try ShapeFixture.workbook(
            fixture.folder.appending(path: "umk.xlsx").path,
            [
                ("Satu", Self.wages("2022", "4791843", "x")), ("Dua", Self.wages("2022", "4791844", "4798312")),
                ("Tiga", Self.rows([["Kab/Kota", "Tahun", "UMK"], ["Kab. Entah", "2023", "5137575"]])),
            ])
        let importer = Importer(.wages, options: ImportOptions(), aliases: fixture.aliases)
        do {
            _ = try await importer.load(path, into: fixture.connection)
            Issue.record("the file was taken")
        } catch let error as ImportError {
            guard case .tooManyRejects(let rejected, let read, _, let rejections, _) = error else { throw error }
            #expect("\(rejected) \(read)" == "3 5")
            #expect(rejections.leading.map(\.cell) == ["Satu!C3", "Dua!A2", "Tiga!A2"])
            #expect(rejections.leading.map(\.code) == ["not_a_number", "duplicate_key", "unknown_region"])
            #expect(rejections.leading[1].reason == "other values for the same key on line 2 of sheet Satu")
            var seen: [String] = []
            try RejectedRows(path, importer, rejections).forEach { seen.append("\($0.header[0]) \($0.line) \($0.fields.map(\.text))") }
            #expect(
                seen == [
                    "Kabupaten/Kota 3 [\"Kab. Karawang\", \"2022\", \"x\"]", "Kabupaten/Kota 2 [\"Kab. Bekasi\", \"2022\", \"4791844\"]",
                    "Kab/Kota 2 [\"Kab. Entah\", \"2023\", \"5137575\"]",
                ])
        }
    }

    @Test func `sheets that are read as they stand are read one after the other where they are named`() async throws {
        let fixture = try await ImportFixture()
        let header = ["unit_code", "title"]
        let path = try ShapeFixture.workbook(
            fixture.folder.appending(path: "unit.xlsx").path,
            [("A", Self.rows([header, ["U1", "Satu"]])), ("B", Self.rows([header, ["U2", "Dua"], ["U 3", "Tiga"]]))])
        #expect(try await fixture.load(.units, path).read == 1)
        let both = try await fixture.load(.units, path) { ($0.sheets, $0.maxRejects) = (["A", "B"], 1) }
        #expect("\(both.read) \(both.new) \(both.same) \(both.rejected)" == "3 1 1 1")
        #expect(both.rejections.leading.map { "\($0.cell ?? "") \($0.line) \($0.column ?? "")" } == ["B!3 3 unit_code"])
    }

    @Test func `a warning about a shaped table names its cell`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let text =
            "Tingkat Pengangguran Terbuka,,,,,,\nKabupaten/Kota,2018,2019,2020,2021,2022,2023\nKab. Bekasi,8.1,8.2,8.0,8.3,8.1,0\n"
        let summary = try await fixture.load(.unemployment, fixture.file("tpt.csv", text))
        #expect(summary.warnings.map(\.cell) == ["G3"], "\(summary.warnings)")
        #expect(try await value(fixture, "SELECT warnings[1] FROM padan.source_file WHERE kind = 'unemployment'").hasPrefix("G3, 2023: "))
    }

    private static let xml = """
        <?xml version="1.0"?>
        <?mso-application progid="Excel.Sheet"?>
        <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
         <Worksheet ss:Name="Rahasia"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>
          <WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>
         <Worksheet ss:Name="UMK"><Table ss:ExpandedColumnCount="3">
          <Row><Cell ss:MergeAcross="2"><Data ss:Type="String">Upah Minimum Kabupaten/Kota &amp; lain-lain</Data></Cell></Row>
          <Row ss:Index="4"><Cell><Data ss:Type="String">Kabupaten/Kota</Data></Cell><Cell><Data ss:Type="Number">2022</Data></Cell>
           <Cell ss:Index="4"><Data ss:Type="DateTime">2024-01-01T00:00:00.000</Data></Cell></Row>
          <Row><Cell><Data ss:Type="String">Kab. Bekasi</Data><Comment><ss:Data>bukan ini</ss:Data></Comment></Cell>
           <Cell><Data ss:Type="Number">4791843.9</Data></Cell><Cell ss:Index="4"><Data ss:Type="Number">5.219263E6</Data></Cell></Row>
          <Row><Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>Kab.</B> Karawang</ss:Data></Cell>
           <Cell><Data ss:Type="String">4.798.312</Data></Cell><Cell ss:Index="4"><Data ss:Type="Error">#REF!</Data></Cell></Row>
         </Table></Worksheet>
        </Workbook>
        """

    @Test(arguments: ["umk.xls", "umk.xml"])
    func `a workbook in one file of XML is read as any other`(_ name: String) async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let path = try fixture.file(name, Self.xml)
        let summary = try await fixture.load(.wages, path) { $0.maxRejects = 1 }
        #expect(summary.encoding == "XML Spreadsheet")
        #expect(summary.shapes.map(\.sheet) == ["UMK"])
        #expect("\(summary.read) \(summary.new) \(summary.rejected)" == "4 3 1")
        #expect(summary.rejections.leading.map { "\($0.cell ?? "") \($0.code)" } == ["UMK!D6 formula_error"])
        let wages = try await fixture.connection.rows(
            "SELECT region_code || ' ' || year || ' ' || monthly_rupiah AS text FROM padan.minimum_wage ORDER BY region_code, year"
        ) { try $0["text"] as String }
        #expect(wages == ["32.15 2022 4798312", "32.16 2022 4791844", "32.16 2024 5219263"])
        await #expect(throws: ImportError.unknownSheet("Lain", found: ["UMK"])) {
            try await fixture.load(.wages, path) { $0.sheets = ["Lain"] }
        }
    }

    @Test func `what is no whole XML spreadsheet is refused`() async throws {
        let fixture = try await ImportFixture()
        for (name, text) in [
            ("potong.xml", String(Self.xml.dropLast(60))),
            ("bom.xml", Self.xml.replacing("<Workbook", with: "<!DOCTYPE a [<!ENTITY b \"c\">]><Workbook")),
        ] {
            let path = try fixture.file(name, text)
            let error = await #expect(throws: ImportError.self) { try await fixture.load(.wages, path) }
            guard case .damagedWorkbook = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
    }

    @Test func `a province beside a regency says which of two is meant, in tables whose years are columns`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        try await fixture.load(
            .regions,
            fixture.file(
                "r.csv",
                "region_code,name,kind,parent_code\n63,Kalimantan Selatan,provinsi,\n63.03,Kabupaten Banjar,kabupaten,63\n32.79,Kota Banjar,kota,32\n"
            ))
        let text = """
            Upah Minimum (Rupiah),,,
            Provinsi,Kabupaten/Kota,2022,2023
            Jawa Barat,Banjar,1852099,1998119
            Kalimantan Selatan,,2906473,3149977
            ,Banjar,2906473,3149978

            """
        let path = try fixture.file("umk.csv", text)
        let summary = try await fixture.load(.wages, path)
        #expect(summary.shape != nil)
        #expect("\(summary.read) \(summary.new) \(summary.rejected)" == "6 6 0", "\(summary.rejections.leading)")
        let wages = try await fixture.connection.rows(
            "SELECT region_code || ' ' || monthly_rupiah AS text FROM padan.minimum_wage WHERE year = 2023 ORDER BY region_code"
        ) { try $0["text"] as String }
        #expect(wages == ["32.79 1998119", "63 3149977", "63.03 3149978"])
    }

    @Test func `a table whose regions stand side by side is refused with that reason`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let path = try fixture.file(
            "umk.csv", "Tahun,Kab. Bekasi,Kab. Karawang,Kota Bekasi\n2022,4791843,4798312,4816921\n2023,5137575,5176179,5158248\n")
        await #expect(throws: ImportError.transposed(regions: ["Kab. Bekasi", "Kab. Karawang", "Kota Bekasi"])) {
            try await fixture.load(.wages, path)
        }
        #expect(try await fixture.count("padan.minimum_wage") == 0)
    }
}
