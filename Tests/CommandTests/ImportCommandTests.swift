import Foundation
import Testing

/// Imports, good and bad, and the templates that people fill in.
@Suite(.sampleNetwork) struct ImportCommandTests {
    /// A row that is good, one without a value, one of a place that does not exist.
    private static let wages = "Wilayah;Tahun;UMK\n32.15;2019;4.234.010\nKab. Bekasi;2019;\n32.99;2019;1\n"

    @Test func `bad rows are named, good ones loaded`() async throws {
        let desk = try await Desk.copy()
        try desk.write(Self.wages, to: "upah.csv")
        let call = ["import", "wages", desk.path("upah.csv")]
        try await desk.expect("import-too-many-rejects", call, status: 3)
        try await desk.expect("import-too-many-rejects-json", call + ["--json"], status: 3)
        try await desk.expect("import-dry-run", call + ["--max-rejects", "100%", "--dry-run"])
        try await desk.expect("import-dry-run-json", call + ["--max-rejects", "100%", "--dry-run", "--json"])
        try await desk.expect("import-json", call + ["--max-rejects", "100%", "--json"])
        try await desk.expect("import-again", call + ["--max-rejects", "100%", "--rejects", desk.path("tolak.csv")])
        #expect(try desk.text("tolak.csv").contains("32.99"))
    }

    @Test(arguments: [3, 5000], ["csv", "json"])
    func `a dry run refuses what an import refuses, with the same words`(_ rows: Int, _ form: String) async throws {
        let desk = try await Desk.copy()
        let bad = (0..<rows).map { "32.15;\($0);x\n" }.joined()
        try desk.write("Wilayah;Tahun;UMK\n32.15;2019;4.234.010\n" + bad, to: "upah.csv")
        let call = ["import", "wages", desk.path("upah.csv")] + (form == "json" ? ["--json"] : [])
        let stored = "SELECT (SELECT count(*) FROM padan.source_file), (SELECT count(*) FROM staging.reject)"
        let before = try await desk.sql(stored)
        let rehearsal = try await desk.run(call + ["--dry-run"])
        #expect(try await desk.sql(stored) == before)
        let real = try await desk.run(call)
        #expect(rehearsal.status == 3 && real.status == 3)
        #expect(rehearsal.output == real.output && rehearsal.error == real.error && !real.error.isEmpty)
        #expect(try await desk.sql(stored) != before)
    }

    @Test func `a dry run counts what an import counts`() async throws {
        let desk = try await Desk.copy()
        let rows = (0..<3000).map { "32.15;\(1900 + $0 % 200);\($0)\n" }.joined()
        try desk.write("Wilayah;Tahun;UMK\n" + rows, to: "upah.csv")
        let call = ["import", "wages", desk.path("upah.csv"), "--max-rejects", "100%", "--json"]
        let rehearsal = try await desk.run(call + ["--dry-run"])
        let real = try await desk.run(call)
        #expect(rehearsal.status == 0 && real.status == 0, "\(rehearsal.error)")
        #expect(rehearsal.output.replacing("\"dry_run\" : true", with: "\"dry_run\" : false") == real.output)
    }

    @Test func `files that cannot be read are refused`() async throws {
        let desk = try await Desk.copy()
        try desk.write("a,b\n1,2\n", to: "upah.csv")
        let file = desk.path("upah.csv")
        try await desk.expect("import-other-kind", ["import", "wages", file], status: 3)
        try await desk.expect("import-no-file", ["import", "wages", "/nowhere.csv"], status: 1)
        try await desk.expect("import-folder", ["import", "wages", desk.folder.path], status: 1)
        try await desk.expect("import-unknown-kind", ["import", "sorcery", file], status: 2)
        try await desk.expect("import-bad-window", ["import", "vacancies", file, "--window", "kapan"], status: 2)
    }

    @Test func `a table is looked at, its guess is saved, and it loads by it`() async throws {
        let desk = try await Desk.copy()
        try desk.write(
            "Daftar Upah Minimum\nNama Kab;Besar 2029;Besar 2030\nKab. Bekasi;5.219.263;5.330.000\nKab. Karawang;5.257.834;x\nJumlah;1;2\n",
            to: "tabel.csv")
        let inspect = ["import", "inspect", desk.path("tabel.csv")]
        try await desk.expect("import-inspect", inspect)
        try await desk.expect("import-inspect-json", inspect + ["--json"])
        try await desk.expect("import-inspect-bad-name", inspect + ["--save", "../x"], status: 1)
        #expect(try await desk.run(inspect + ["--save", "upah-coba"]).status == 0)
        // The table is known now, by the shape that was saved.
        try await desk.expect("import-inspect-saved", inspect + ["--save", "upah-coba"], status: 2)
        try await desk.expect("import-shaped", ["import", "wages", desk.path("tabel.csv"), "--max-rejects", "50%"])
        try await desk.expect("import-unknown-shape", ["import", "wages", desk.path("tabel.csv"), "--shape", "entah"], status: 2)
        try await desk.expect("import-save-alone", ["import", "wages", desk.path("tabel.csv"), "--save", "x"], status: 2)
    }

    @Test func `a folder is loaded, with one answer for all its files`() async throws {
        let desk = try await Desk.copy()
        let folder = desk.folder.appending(path: "kantor")
        let files = FileManager.default
        try files.createDirectory(at: folder.appending(path: "lama"), withIntermediateDirectories: true)
        for (name, text) in [
            ("umk.csv", "Kabupaten/Kota;Tahun;UMK\nKab. Bekasi;2029;5.219.263\nKab. Karawang;2029;52.578.340\n"),
            ("lama/upah.csv", Self.wages), ("catatan.txt", "Rapat hari Senin\n"), ("~$umk.xlsx", "x"), (".rahasia", "x"),
            ("penempatan.csv", "Program Pelatihan,Jumlah Peserta,Penempatan\nLas,10,5\n"),
        ] {
            try desk.write(text, to: "kantor/\(name)")
        }
        let call = ["import", folder.path]
        try await desk.expect("import-folder-dry-run", call + ["--dry-run"], status: 3)
        try await desk.expect("import-folder-json", call + ["--dry-run", "--json"], status: 3)
        try await desk.expect("import-folder-files", call + ["--rejects", desk.path("ditolak")], status: 3)
        #expect(try desk.text("ditolak/lama_upah.csv-wages.csv").contains("32.99"))
        try await desk.expect("import-folder-strict", call + ["--strict", "--max-rejects", "100%"], status: 3)
        try files.removeItem(at: folder.appending(path: "penempatan.csv"))
        try await desk.expect("import-folder-en", call + ["--max-rejects", "100%", "--lang", "en"])
        try await desk.expect("import-folder-rejects-inside", call + ["--rejects", folder.path + "/ditolak"], status: 2)
        try await desk.expect("import-folder-option", call + ["--sheet", "A"], status: 2)
        try await desk.expect("import-folder-and-file", call + ["umk.csv"], status: 2)
        try files.createDirectory(at: desk.folder.appending(path: "hampa"), withIntermediateDirectories: true)
        try await desk.expect("import-folder-empty", ["import", desk.path("hampa")], status: 1)
    }

    @Test func `the columns of a kind are listed`() async throws {
        let desk = try Desk.empty()
        try await desk.expect("import-columns", ["import", "programs", "--columns"])
        try await desk.expect("import-columns-json", ["import", "programs", "--columns", "--json"])
    }

    @Test func `vacancies as JSON`() async throws {
        let desk = try await Desk.copy()
        try desk.write(
            """
            title,employer,place,posted_on
            Tukang Las,PT Contoh,Kabupaten Karawang,2018-03-01
            Tukang Las,PT Contoh,Kabupaten Karawang,2018-03-02
            Xyzzy,PT Lain,Atlantis,2018-03-03
            ,PT Kosong,Kabupaten Bekasi,2018-03-04

            """, to: "lowongan.csv")
        let call = [
            "import", "vacancies", "lowongan.csv", "--source", "uji", "--window", "2018-01-01..2018-12-31", "--max-rejects", "50%",
        ]
        try await desk.expect("import-vacancies-dry-run-json", call + ["--dry-run", "--json"])
        try await desk.expect("import-vacancies-json", call + ["--json"])
        try await desk.expect("import-vacancies-again-json", call + ["--json"])
    }

    @Test func `templates are filled in and loaded`() async throws {
        let desk = try await Desk.copy()
        try await desk.expect("template-csv", ["export", "template", "outcomes", "--format", "csv"])
        #expect(try await desk.run(["import", "outcomes", "outcomes.csv", "--force"]).status == 3)
        try await desk.expect("template-xlsx", ["export", "template", "instructors"])
        try await desk.expect("template-json", ["export", "template", "instructors", "--out", "lain.xlsx", "--json"])
        try await desk.expect("template-import", ["import", "instructors", "instructors.xlsx", "--sheet", "Contoh", "-q", "--force"])
        try await desk.expect("template-no-sheet", ["import", "instructors", "instructors.xlsx", "--sheet", "nada", "--force"], status: 2)
    }

    @Test func `rejected rows come back as a workbook and are rejected again`() async throws {
        let desk = try await Desk.copy()
        try desk.write("blk_code,program_code,year,packages,trained,certified\nUPTD-KRW,LAS-01,2015,2,x,1\n", to: "bad.csv")
        #expect(try await desk.run(["import", "outcomes", "bad.csv", "--rejects", "bad.xlsx", "--force"]).status == 3)
        try await desk.expect("rejects-again", ["import", "outcomes", "bad.xlsx", "--force"], status: 3)
    }
}
