import Configuration
import Domain
import Foundation
import TestSupport
import Testing

@testable import Ingest

/// Totals that stand in tables, compared with the rows and columns that they are the sums of.
@Suite struct TableTotalTests {
    /// What is told of a table's totals: cell, code, and what its parts add up to.
    private func told(_ path: String, _ kind: ImportKind, _ fixture: ShapeFixture, shape given: TableShape? = nil) throws -> [String] {
        let inspection = try FileInspection(path: path)
        let surroundings = ShapeSurroundings(fixture.aliases, stated: [:])
        let name = URL(filePath: path).lastPathComponent
        var head = try TableReader(inspection, sheet: nil, kind: nil)
        let records = try ShapedReader.head(&head, limit: ShapeHead.limit)
        let best = fixture.library.best(for: ShapeHead(records, sheet: head.sheet, file: name), kind, surroundings)
        let shape = try #require(given ?? best?.shape, "no shape for \(name)")
        let table = try TableReader(inspection, sheet: nil, kind: nil)
        let output = try #require(shape.output(kind))
        let reader = try #require(try ShapedReader(table, shape, output, surroundings, file: name))
        var record = TableRecord()
        while try reader.next(&record) {}
        return SanityChecks.doubts(reader.totals.differences, try SanitySettings(root: DataRoot.find()), sheet: head.sheet).map {
            "\($0.cell ?? "") \($0.code) \($0.why.facts["sum"] ?? .text(""))"
        }
    }

    private func table(_ lines: [String], _ fixture: ShapeFixture) throws -> String {
        let head = ["Penduduk Bekerja menurut Lapangan Usaha di Jawa Barat", "Lapangan Pekerjaan Utama,Bekerja 2022,Bekerja 2023"]
        return try fixture.file("t\(lines.count).csv", (head + lines).joined(separator: "\n") + "\n")
    }

    @Test func `a total row that is not the sum is told with its cell, wherever it stands`() throws {
        let fixture = try ShapeFixture()
        let rows = ["Pertanian,1000,2000", "Konstruksi,3000,4000", "Real Estat,500,700"]
        #expect(try told(table(rows + ["Jumlah,4500,6700"], fixture), .employment, fixture) == [])
        #expect(try told(table(rows + ["Jumlah,4500,7700"], fixture), .employment, fixture) == ["C6 total number(6700.0)"])
        #expect(try told(table(["TOTAL,4900,6700"] + rows, fixture), .employment, fixture) == ["B3 total number(4500.0)"])
        // Parts and the whole, each with its total; a mean is no sum; every part may be rounded.
        #expect(
            try told(
                table(rows + ["Jumlah,4500,6700", "Jasa Lainnya,10,20", "Jumlah,10,20", "Total,4510,6720", "Rata-rata,1,1"], fixture),
                .employment,
                fixture) == [])
        #expect(try told(table(rows + ["Jumlah,4501,6699"], fixture), .employment, fixture) == [])
        // A row that stands twice is counted twice.
        #expect(try told(table(rows + [rows[1], "Jumlah,4500,6700"], fixture), .employment, fixture).count == 2)
    }

    @Test func `rates and wages have no sums, and a province that stands among its regions is not counted twice`() throws {
        let fixture = try ShapeFixture()
        let rates = "Tingkat Pengangguran Terbuka,\nKabupaten/Kota,2022\nKab. Bogor,8\nKab. Garut,9\nKab. Bekasi,10\nJumlah,9\n"
        #expect(try told(fixture.file("tpt.csv", rates), .unemployment, fixture) == [])
        let persons =
            "Penduduk Menurut Jenis Kegiatan Agustus 2023,,\nKabupaten/Kota,Bekerja,Pengangguran\nKab. Bogor,800,80\nKab. Garut,900,90\n"
            + "Jawa Barat,1700,170\nJumlah,1700,171\n"
        #expect(try told(fixture.file("ak.csv", persons), .labourForce, fixture) == [])
        #expect(
            try told(fixture.file("ak.csv", persons.replacing("1700,171", with: "1800,171")), .labourForce, fixture) == [
                "B6 total number(1700.0)"
            ])
    }

    @Test func `a column that is the sum of others is compared row by row, and told once where many rows differ`() throws {
        let fixture = try ShapeFixture()
        let shape = try fixture.shape(
            """
            title: x
            sums:
              - { total: "jumlah {year}", parts: ["laki-laki {year}", "perempuan {year}"] }
            outputs:
              labour_force:
                region_name: kabupaten
                year: { taken: year }
                employed: "jumlah {year}"
            """)
        let header = "Kabupaten,Laki-laki 2022,Perempuan 2022,Jumlah 2022,Laki-laki 2023,Perempuan 2023,Jumlah 2023\n"
        func file(_ wrong: Int) throws -> String {
            let rows = (0..<9).map { "Kab. X\($0),600,400,\($0 < wrong ? 2000 : 1000),60,40,100" }
            return try fixture.file("jk\(wrong).csv", header + rows.joined(separator: "\n") + "\n")
        }
        #expect(try told(file(0), .labourForce, fixture, shape: shape) == [])
        #expect(try told(file(2), .labourForce, fixture, shape: shape) == ["D2 total number(1000.0)", "D3 total number(1000.0)"])
        #expect(try told(file(8), .labourForce, fixture, shape: shape) == ["D2 total number(1000.0)"])
    }

    @Test func `an import warns of totals by their cells, keeps the warnings as facts, and compares a labour force that stands alone`()
        async throws
    {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let path = try fixture.file(
            "ak.csv",
            "Penduduk Menurut Jenis Kegiatan Agustus 2023,,\nKabupaten/Kota,Bekerja,Pengangguran\nKab. Bogor,8000,800\nKab. Garut,9000,900\n"
                + "Jumlah,27000,1700\n")
        let summary = try await fixture.load(.labourForce, path)
        #expect(summary.warnings.map { "\($0.cell ?? "") \($0.line) \($0.why.key)" } == ["B5 5 warning.table_total"])
        let stored = try await fixture.connection.rows(
            """
            SELECT warnings[1] || ' / ' || warning_count || ' / ' || (warning_facts -> 0 ->> 'cell') AS text FROM padan.source_file
            WHERE kind = 'labour_force'
            """
        ) { try $0["text"] as String }
        #expect(stored == ["B5, Bekerja: 27000.0, but the rows of the table (lines 3–4) add up to 17000.0 / 1 / B5"])
        // A labour force alone is compared and stored nowhere.
        let alone = try fixture.file("angkatan.csv", "region_code,year,labour_force\n32.01,2023,8800\n32.05,2023,19900\n")
        let compared = try await fixture.load(.labourForce, alone)
        #expect("\(compared.new) \(compared.changed) \(compared.same) \(compared.rejected)" == "0 0 2 0")
        #expect(compared.warnings.map { "\($0.line) \($0.code)" } == ["3 labour_force"])
        #expect(try await fixture.count("padan.labour_force") == 2)
        #expect(try await fixture.count("padan.source_file WHERE kind = 'labour_force'") == 2)
        _ = try await fixture.load(.labourForce, alone)
        #expect(try await fixture.count("padan.source_file WHERE kind = 'labour_force'") == 2)
    }
}
