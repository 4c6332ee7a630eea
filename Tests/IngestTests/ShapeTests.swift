import Configuration
import Foundation
import Testing

@testable import Ingest

/// Shapes of tables, each sort of oddity in a small file.
@Suite struct ShapeTests {
    @Test func `every shape that ships knows its own table, and no other shape does`() throws {
        let fixture = try ShapeFixture()
        #expect(fixture.library.shapes.count >= 15)
        for shape in fixture.library.shapes {
            // What a person states beside the file.
            let fields = shape.outputs.flatMap { $0.fields.filter(\.mayBeStated) }
            let surroundings = ShapeSurroundings(
                fixture.aliases, stated: Dictionary(fields.map { ($0.column, $0.column == "year" ? "2025" : "X") }) { first, _ in first })
            #expect(!shape.example.isEmpty, "\(shape.name) has no example")
            let records = shape.example.enumerated().map { number, cells in
                var record = TableRecord()
                for cell in cells { record.append(cell) }
                record.fields.line = number + 1
                return record
            }
            let head = ShapeHead(records, sheet: nil, file: "contoh.csv")
            for output in shape.outputs {
                let best = fixture.library.best(for: head, output.kind, surroundings)
                #expect(best?.shape.name == shape.name, "\(shape.name), \(output.kind): \(best?.shape.name ?? "none")")
            }
            for kind in ImportKind.allCases where shape.output(kind) == nil {
                #expect(fixture.library.best(for: head, kind, surroundings) == nil, "\(shape.name) is taken for \(kind)")
            }
        }
    }

    @Test func `a shape of advertisements leaves no column unread whose name has a meaning for that kind`() throws {
        let fixture = try ShapeFixture()
        for shape in fixture.library.shapes {
            guard let output = shape.output(.vacancies), let header = shape.example.first else { continue }
            let meanings = fixture.aliases.columns(of: .vacancies)
            let read = Set(output.fields.map(\.column))
            for name in header {
                guard let column = meanings[ColumnLayout.normal(name)] else { continue }
                #expect(read.contains(column), "\(shape.name) leaves out '\(name)', which is \(column)")
            }
        }
    }

    @Test func `files with our own headers are of no shape`() throws {
        let fixture = try ShapeFixture()
        let surroundings = ShapeSurroundings(fixture.aliases, stated: [:])
        let samples = try DataRoot.find().config.appending(path: "sample")
        for kind in ImportKind.allCases {
            let url = samples.appending(path: "\(kind.rawValue).csv")
            guard FileManager.default.fileExists(atPath: url.path) else { continue }
            var reader = try TableReader(FileInspection(path: url.path), sheet: nil, kind: kind)
            let head = ShapeHead(try ShapedReader.head(&reader, limit: ShapeHead.limit), sheet: nil, file: url.lastPathComponent)
            for kind in ImportKind.allCases {
                #expect(fixture.library.best(for: head, kind, surroundings) == nil, "\(url.lastPathComponent) as \(kind)")
            }
        }
    }

    @Test func `patterns take years and names out of headers`() throws {
        func taken(_ pattern: String, _ lines: String...) -> [String: String]? { HeaderPattern(pattern).match(HeaderText(lines)) }
        #expect(taken("TPT {year}", "tpt  2023") == ["year": "2023"])
        #expect(taken("tpt {year}", "TPT_Tahun 2023**") == ["year": "2023"])
        #expect(taken("tpt {year}", "TPT 20231") == nil)
        #expect(taken("kabupaten/kota", "Kabupaten / Kota ") == [:])
        #expect(taken("* | {year} | agustus", "TPT (Persen)", "2023", "Agustus") == ["year": "2023"])
        #expect(taken("* | {year}", "TPT (Persen)", "2023", "Agustus") == nil)
        #expect(taken("** - {industry} | {year}", "A", "PDRB - Jasa Lainnya", "2020") == ["industry": "Jasa Lainnya", "year": "2020"])
        // Days that a spreadsheet program made of headers.
        #expect(taken("agustus {year}", "2023-08-01") == ["year": "2023"])
        #expect(taken("{year}", "2023-01-01") == ["year": "2023"])
        #expect(taken("{x}", "") == nil)
        // A long pattern of the worst sort ends.
        #expect(HeaderPattern(String(repeating: "*a", count: 12) + "b").matches(HeaderText(String(repeating: "a", count: 40))) == false)
    }

    @Test func `what is wrong in a shape's file is named with its line`() throws {
        let fixture = try ShapeFixture()
        func fault(_ text: String) -> String {
            do {
                _ = try fixture.shape(text)
                return "none"
            } catch { return "\(error)" }
        }
        #expect(fault("title: x\nheader: 9\noutputs: {}\n").hasPrefix("coba.yaml:2"))
        #expect(fault("title: x\nheders: 1\noutputs: {}\n").contains("no such key"))
        #expect(fault("title: x\noutputs:\n  upah: {}\n").hasPrefix("coba.yaml:3: 'upah' is none of"))
        #expect(fault("title: x\noutputs:\n  wages:\n    tahun: tahun\n").hasPrefix("coba.yaml:4: 'tahun' is none of"))
        #expect(fault("title: x\noutputs:\n  wages:\n    year: { optional: true }\n").hasPrefix("coba.yaml:4"))
        #expect(fault("title: x\noutputs:\n  wages:\n    year: { column: a, unit: lusin }\n").contains("'lusin' is none of"))
        #expect(fault("title: x\noutputs:\n  wages:\n    year: tahun\n") == "none")
    }

    @Test func `groups of a header go on to the right and years become rows`() throws {
        let fixture = try ShapeFixture()
        let path = try fixture.workbook(
            "tpt.xlsx",
            rows: ShapeFixture.row(1, ["Kabupaten/Kota", "Tingkat Pengangguran Terbuka (TPT) Menurut Kabupaten/Kota (Persen)"])
                + ShapeFixture.row(2, [nil, "2001", "2002", "2003"]) + ShapeFixture.row(3, ["Kabupaten Pacitan", "0", "0.77", "-"])
                + ShapeFixture.row(4, ["Jawa Timur", "4.36", "4.52", "5.06"]) + ShapeFixture.row(6, ["Sumber: BPS"])
                + ShapeFixture.row(7, ["Jumlah", "1", "2", "3"]),
            merges: "<mergeCells count='2'><mergeCell ref='A1:A2'/><mergeCell ref='B1:D1'/></mergeCells>")
        let read = try fixture.rows(path, .unemployment)
        #expect(read.shape == "bps_tpt")
        #expect(read.columns == ["rate_percent", "region_name", "year"])
        #expect(
            read.rows == [
                "0|Kabupaten Pacitan|2001", "0.77|Kabupaten Pacitan|2002", "4.36|Jawa Timur|2001", "4.52|Jawa Timur|2002",
                "5.06|Jawa Timur|2003",
            ])
        #expect(read.cells == ["Sheet1!B3", "Sheet1!C3", "Sheet1!B4", "Sheet1!C4", "Sheet1!D4"])
        #expect(read.leftOut == ShapedReader.LeftOut(totals: 1, remarks: 1, others: 0, figures: 1))
    }

    @Test func `a sheet that declares all its rows, and text in cells without a shared table, are read in little memory`() throws {
        let fixture = try ShapeFixture()
        var rows = ShapeFixture.row(1, ["Kabupaten/Kota", "TPT 2023", "Bekerja 2023", "Pengangguran 2023"])
        rows += ShapeFixture.row(2, ["Kota Batu", "4.52", "130078", "6151"])
        for number in 3...200_000 { rows += "<row r='\(number)' s='1' customFormat='1'/>" }
        rows += ShapeFixture.row(1_048_576, ["Kota Madiun", "5.85", "105313", "6539"])
        let read = try fixture.rows(try fixture.workbook("kosong.xlsx", rows: rows), .unemployment)
        #expect(read.columns == ["labour_force", "rate_percent", "region_name", "year"])
        #expect(read.rows == ["136229|4.52|Kota Batu|2023", "111852|5.85|Kota Madiun|2023"])
        #expect(read.cells.last == "Sheet1!B1048576")
    }

    @Test func `days as headers, and numbers that are text`() throws {
        let fixture = try ShapeFixture()
        let rows =
            "<row r='1'><c r='A1' t='inlineStr'><is><t>Tingkat Pengangguran Terbuka</t></is></c></row>"
            + "<row r='2'><c r='A2' t='inlineStr'><is><t>Provinsi</t></is></c><c r='B2' s='1'><v>45139</v></c></row>"
            + "<row r='3'><c r='A3' t='inlineStr'><is><t>Aceh</t></is></c><c r='B3' t='inlineStr'><is><t>6,03</t></is></c></row>"
        let styles = "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs>"
        let read = try fixture.rows(try fixture.workbook("hari.xlsx", rows: rows, styles: styles), .unemployment)
        #expect(read.shape == "bps_tpt_judul")
        #expect(read.rows == ["6,03|Aceh|2023"])
    }

    @Test func `a page of HTML under another name`() throws {
        let fixture = try ShapeFixture()
        let path = try fixture.file(
            "tabel.xls",
            """
            <html><head><style>td { color: red }</style><script>if (1 < 2) { "<td>" }</script></head><body><!-- <td>x</td> -->
            <table border=1><tr><th rowspan="2">Kabupaten/Kota<th colspan='2'>Tingkat Pengangguran Terbuka&nbsp;(Persen)</th></tr>
            <tr><td>2022</td><td>2023</td></tr>
            <TR><TD>Kab. Bandung &amp; sekitarnya<TD>6,98</TD><td>6,52
            <tr><td>Kota&#32;Bandung</td><td>-</td><td><b>8</b>,83</td></tr></table>
            """)
        let read = try fixture.rows(path, .unemployment)
        #expect(read.rows == ["6,98|Kab. Bandung & sekitarnya|2022", "6,52|Kab. Bandung & sekitarnya|2023", "8,83|Kota Bandung|2023"])
    }

    @Test func `pages that are meant to hurt end, in bounded memory`() throws {
        let fixture = try ShapeFixture()
        for (number, text) in [
            "<table" + String(repeating: " a='", count: 50_000), "<table>" + String(repeating: "<tr><td colspan=999999>", count: 3),
            "<table><tr><td rowspan=99999 colspan=400>x" + String(repeating: "<tr><td rowspan=99999>y", count: 2000),
            "<table>" + String(repeating: "<table>", count: 100_000), "<table><!--", "<table><tr><td>&#x110000;&#0;&;",
            "<table><tr><td>" + String(repeating: "<b>", count: 200_000),
            "<table><a" + String(repeating: " ", count: 70_000) + String(repeating: "\"", count: 400_000),
        ].enumerated() {
            let began = ContinuousClock.now
            let path = try fixture.file("jahat\(number).xls", text)
            var reader = try TableReader(FileInspection(path: path), sheet: nil, kind: nil)
            var record = TableRecord()
            var count = 0
            do {
                while try reader.next(&record) { count += 1 }
            } catch let error as ImportError {
                if case .tooManyColumns = error { continue }
                if case .recordTooLong = error { continue }
                Issue.record("\(number): \(error)")
            }
            #expect(count < 3000)
            #expect(ContinuousClock.now - began < .seconds(20), "\(number)")
        }
    }

    @Test func `a header on every page, and a cell of many values, are read once each`() throws {
        let fixture = try ShapeFixture()
        let began = ContinuousClock.now
        let page = "Jabatan,Perusahaan,Alamat,Gaji,Kategori\nTukang Las,PT A,Karawang,5000000,x\n"
        let pages = try fixture.rows(fixture.file("iklan.csv", String(repeating: page, count: 40_000)), .vacancies)
        #expect(pages.rows.count == 40_000 && pages.cells.last?.hasSuffix("80000") == true && Set(pages.rows).count == 1)
        let header = "Institution Name,Institution Type,Status,Condition,Province Name,City Name,Sectors,Popular Vocationals\n"
        let list = (0..<60_000).map { "Las \($0)" }.joined(separator: ",")
        let lines = "BLK A,BLK UPTD,x,x,Jawa Barat,Kab. Karawang,x,\"\(list)\"\nBLK B,BLK UPTD,x,x,Banten,Kota Serang,x,Las\n"
        let blk = try fixture.file("blk.csv", header + lines)
        let rows = try fixture.rows(blk, .catalogs).rows
        #expect(rows.count == ShapePlaces.partLimit + 1 && rows.last?.hasSuffix("|Las") == true)
        #expect(rows.contains { $0.contains("Las 1023") })
        #expect(ContinuousClock.now - began < .seconds(60))
    }

    @Test func `a header with commas in a file of semicolons`() throws {
        let fixture = try ShapeFixture()
        let path = try fixture.file(
            "upah.csv",
            "Nama Daerah;Upah Minimum, menurut SK Gubernur, per bulan;Tahun\nKab. Bogor;4.579.541,50;2024\nKota Bogor;4.813.988;2024\n")
        #expect(try fixture.rows(path, .wages).rows == ["4579542|Kab. Bogor|2024", "4813988|Kota Bogor|2024"])
    }

    @Test func `lines and blocks of remarks above the header`() throws {
        let fixture = try ShapeFixture()
        let path = try fixture.file(
            "meta.csv",
            "<META>\nJudul,Upah Minimum Kabupaten/Kota\nSumber,Dinas\n</META>\n\nkabupaten_kota,tahun,umk\nKab. Bogor,2024,4579541\nTotal,2024,1\n"
        )
        let read = try fixture.rows(path, .wages)
        #expect(read.rows == ["4579541|Kab. Bogor|2024"])
        #expect(read.leftOut.totals == 1)
    }

    @Test func `several tables one below the other, and one that is something else`() throws {
        let fixture = try ShapeFixture()
        let path = try fixture.file(
            "tumpuk.csv",
            """
            Tingkat Pengangguran Terbuka,,
            Kabupaten/Kota,2021,2022
            Kab. Bogor,12.2,10.6
            Tingkat Pengangguran Terbuka,,
            Kabupaten/Kota,2023,2024
            Kab. Bogor,8.5,7.3
            Upah Minimum,,
            Kabupaten/Kota,Nilai,Sejak
            Kab. Bogor,9.9,8.8

            """)
        let read = try fixture.rows(path, .unemployment)
        #expect(read.rows == ["12.2|Kab. Bogor|2021", "10.6|Kab. Bogor|2022", "8.5|Kab. Bogor|2023", "7.3|Kab. Bogor|2024"])
        #expect(read.cells == ["B3", "C3", "B6", "C6"])
    }

    @Test func `a table without a header is read when its shape is asked for`() throws {
        let fixture = try ShapeFixture()
        let shape = try fixture.shape(
            "title: tanpa judul\nheader: 0\noutputs:\n  wages:\n    region_name: \"#1\"\n    year: { stated: true }\n    monthly_rupiah: \"#3\"\n"
        )
        let path = try fixture.file("tanpa.csv", "Kab. Bogor,x,4579541\nKota Bogor,x,4813988\n")
        #expect(
            try fixture.rows(path, .wages, shape: shape, stated: ["year": "2024"]).rows == [
                "4579541|Kab. Bogor|2024", "4813988|Kota Bogor|2024",
            ])
    }

    @Test func `units of headers and of columns`() throws {
        let fixture = try ShapeFixture()
        let header = try fixture.file(
            "ribu.csv", "Penduduk Bekerja di Jawa Timur (Ribu Orang),,\nLapangan Usaha,2023,2024\nKonstruksi,\"1.506,4\",\"1.525,9\"\n")
        #expect(
            try fixture.rows(header, .employment).rows == ["Konstruksi|1506400|Jawa Timur|2023", "Konstruksi|1525900|Jawa Timur|2024"])
        let column = try fixture.file(
            "satuan.csv",
            "kode_kabupaten_kota,nama_kabupaten_kota,upah_minimum,satuan,tahun\n3201,KABUPATEN BOGOR,\"4,6\",JUTA RUPIAH,2024\n3202,KABUPATEN SUKABUMI,3384491.1,RUPIAH,2024\n"
        )
        #expect(
            try fixture.rows(column, .wages).rows == [
                "4600000|3201|KABUPATEN BOGOR|2024", "3384491|3202|KABUPATEN SUKABUMI|2024",
            ])
    }

    @Test func `dashes before names, parts of rows, joined names and values in dicts`() throws {
        let fixture = try ShapeFixture()
        let path = try fixture.file(
            "program.csv", "NO,KEJURUAN,PROGRAM PELATIHAN,DURASI JP (@45 Menit)\n1,TIK,  -  Animator Muda ,280\n2,,- Web Développeur,340\n")
        #expect(
            try fixture.rows(path, .programs).rows == [
                "|280|TIK|Animator Muda||ANIMATOR-MUDA", "|340|TIK|Web Développeur||WEB-DEVELOPPEUR",
            ])
        let parts = try fixture.shape(
            "title: x\ndashes: part\noutputs:\n  wages:\n    region_name: { join: [lvl, nama], with: \" \" }\n    year: tahun\n    monthly_rupiah: umk\n"
        )
        let rows = try fixture.file(
            "bagian.csv", "lvl,nama,tahun,umk\nKota,Kota Sorong,2024,3\nKabupaten,Sorong,2024,2\n, - laki-laki,2024,1\n")
        #expect(try fixture.rows(rows, .wages, shape: parts).rows == ["3|Kota Sorong|2024", "2|Kabupaten Sorong|2024"])
        #expect(NestedText.value(of: "name", in: "{'id': 7, 'name': 'PT Maju \\'Jaya\\'', \"city\": None}") == "PT Maju 'Jaya'")
        #expect(NestedText.value(of: "city", in: "[{'city': None}, {'city': \"Bekasi\"}]") == "Bekasi")
        #expect(NestedText.value(of: "id", in: "{'id': 7}") == "7")
        #expect(NestedText.value(of: "x", in: "{'id") == nil)
    }

    @Test func `a blank figure is zero or nothing as the shape says, and what is no number stays to be refused`() throws {
        let fixture = try ShapeFixture()
        let text =
            "thn,lvl_wil,nm_kabkot,lapus_A,lapus_B,lapus_MN\n2023,Kabupaten,Bogor,10,-,\n2023,Kota,Bogor,abc,2,3\n2023,Nasional,Nasional,1,2,3\n"
        let read = try fixture.rows(try fixture.file("pyb.csv", text), .employment)
        #expect(
            read.rows == [
                "A|10|Kabupaten Bogor|2023", "B|0|Kabupaten Bogor|2023", "M,N|0|Kabupaten Bogor|2023", "A|abc|Kota Bogor|2023",
                "B|2|Kota Bogor|2023", "M,N|3|Kota Bogor|2023", "A|1|Indonesia|2023", "B|2|Indonesia|2023", "M,N|3|Indonesia|2023",
            ])
    }
}
