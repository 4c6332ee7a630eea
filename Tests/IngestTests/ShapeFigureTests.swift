import Configuration
import Foundation
import TestSupport
import Testing

@testable import Ingest

/// Figures of shaped tables: which mark stands before decimals, in which unit they are, and what a table says twice.
@Suite struct ShapeFigureTests {
    private func taking() throws -> TableTaking {
        try TableTaking(register: DataRoot.find().config.appending(path: "sample/regions.csv"))
    }

    /// Reads a table of text; answers the values by region and year, and how many rows are refused.
    private func rows(_ text: String, _ kind: ImportKind, _ taking: TableTaking, named name: String = "tabel.csv") throws -> (
        values: [String: String], refused: Int, reasons: [String]
    ) {
        let rows = try taking.rows(taking.fixture.file(name, text), kind)
        return (rows.values, rows.refused, rows.reasons)
    }

    @Test func `the figures of a table tell which mark stands before decimals`() throws {
        #expect(NumberText.decimalMark(in: "1.234,5") == .comma)
        #expect(NumberText.decimalMark(in: "Rp 1,234,567") == .point)
        #expect(NumberText.decimalMark(in: "1.234.567") == .comma)
        #expect(NumberText.decimalMark(in: "2376558,39") == .comma)
        #expect(NumberText.decimalMark(in: "0.123") == .point)
        #expect(NumberText.decimalMark(in: "1234.567 orang") == .point)
        for text in ["1.234", "12,345", "123", "", "-", "a.b"] { #expect(NumberText.decimalMark(in: text) == nil, "\(text)") }
        let taking = try taking()
        let title =
            "Produk Domestik Regional Bruto Atas Dasar Harga Konstan 2010 Menurut Lapangan Usaha di Kabupaten Bogor (Miliar Rupiah);\n"
        // 11.459 alone would be eleven and a half.
        let comma = try rows(title + "Lapangan Usaha;2022\nPertanian;\"131.580,97\"\nKonstruksi;11.459\n", .grdp, taking)
        #expect(comma.values == ["32.01|A|2022|constant": "131580.97", "32.01|F|2022|constant": "11459.0"])
        let point = try rows(title + "Lapangan Usaha;2022\nPertanian;\"131,580.97\"\nKonstruksi;11.459\n", .grdp, taking)
        #expect(point.values == ["32.01|A|2022|constant": "131580.97", "32.01|F|2022|constant": "11.459"])
    }

    @Test func `units of headers and titles count where a shape says nothing of them`() throws {
        let taking = try taking()
        let header = "kabupaten_kota,tahun,nilai_umr\n"
        let own = try rows(header + "Kabupaten Bogor,2023,4520212\n", .wages, taking)
        #expect(own.values == ["32.01|2023": "4520212"])
        let persons = "Kabupaten/Kota,Bekerja 2023,Pengangguran 2023,TPT 2023\nKab. Bogor,\"2.345,6\",\"210,5\",\"8,2\"\n"
        for unit in ["Satuan: Ribu Orang", "(Ribu Orang)", "dalam satuan [ribuan orang]"] {
            let read = try rows("\"\(unit)\",,,\n" + persons, .labourForce, taking)
            #expect(read.values == ["32.01|2023": "2345600|210500|"], "\(unit) \(read)")
        }
        // What says nothing of a unit, and per cent of rates.
        #expect(
            try rows("(distribusi terpakai),,,\n" + persons.replacing(",6", with: "").replacing(",5", with: ""), .labourForce, taking)
                .values
                == ["32.01|2023": "2345|210|"])
        let rates = try rows("(Ribu Orang),,,\n" + persons, .unemployment, taking)
        #expect(rates.values["32.01|2023"]?.hasPrefix("8.2|") == true)
        // Thousands or decimals: nobody knows.
        let doubt = try rows(
            "(Ribu Orang),,,\nKabupaten/Kota,Bekerja 2023,Pengangguran 2023,TPT 2023\nKab. Bogor,2.345,210,8\n", .labourForce, taking)
        #expect(doubt.values.isEmpty)
        #expect(doubt.reasons.first?.hasSuffix("ambiguous_number") == true)
    }

    @Test func `what a table says twice and otherwise each time is refused`() throws {
        let taking = try taking()
        let text = "Kabupaten/Kota,TPT 2023,TPT 2023\nKab. Bogor,8,8\nKab. Garut,7,9\nKab. Bekasi,6,-\n"
        let read = try rows(text, .unemployment, taking)
        #expect(read.values.keys.sorted() == ["32.01|2023", "32.16|2023"])
        #expect(read.refused == 1 && read.reasons.first?.hasSuffix("columns_differ") == true)
        // Men and women beside each other are no total of both.
        let sexes = try rows("Kabupaten/Kota,TPT Laki-laki 2023,TPT Perempuan 2023\nKab. Bogor,8,6\n", .unemployment, taking)
        #expect(sexes.values.isEmpty)
        // What a pattern says whole comes before what has something behind it.
        let wages = try rows("Kabupaten/Kota,Tahun,Upah Minimum Tahun Lalu,Upah Minimum\nKab. Bogor,2023,4217206,4520212\n", .wages, taking)
        #expect(wages.values == ["32.01|2023": "4520212"] || wages.values.isEmpty)
    }
}
