import Foundation
import Testing

/// Views as files, and reports for the printer.
@Suite(.sampleNetwork) struct ExportCommandTests {
    @Test func `a view is JSON where JSON is asked for`() async throws {
        let call = ["export", "data", "latest_target_progress"]
        let desk = try await Desk.reading()
        let asked = try await desk.run(call + ["--json"]).output
        #expect(asked.hasPrefix("["))
        #expect(try await desk.run(call + ["--format", "json"]).output == asked)
    }

    @Test func `views go to files`() async throws {
        let desk = try await Desk.reading()
        try await desk.expect("export-data-list", ["export", "data"])
        try await desk.expect("export-data-unknown", ["export", "data", "pg_authid"], status: 2)
        try await desk.expect("export-data-bad-filter", ["export", "data", "latest_allocation", "--where", "1=1"], status: 2)
        try await desk.expect("export-data-xlsx", ["export", "data", "latest_recommendation", "--format", "xlsx", "-q"])
        #expect(try desk.bytes("latest_recommendation.xlsx").starts(with: Data("PK".utf8)))
    }

    @Test func `a filter takes codes and names as people type them, and what is unknown gets the nearest`() async throws {
        let desk = try await Desk.reading()
        func rows(_ view: String, _ filter: String) async throws -> String {
            try await desk.run(["export", "data", view, "--where", filter]).output
        }
        let own = try await rows("latest_recommendation", "blk_code=UPTD-KRW")
        #expect(own.split(separator: "\r\n").count > 10)
        for text in ["uptd-krw", " UPTD-KRW ", "uptd blk kabupaten KARAWANG"] {
            #expect(try await rows("latest_recommendation", "blk_code=\(text)") == own, "\(text)")
        }
        let call = ["export", "data", "latest_recommendation", "--out", "isi.csv", "--where"]
        try await desk.expect("export-data-unknown-blk", call + ["blk_code=UPTD-KRV"], status: 1)
        try await desk.expect("export-data-unknown-kejuruan", call + ["kejuruan=Teknik Lass"], status: 1)
        try await desk.expect("export-data-unknown-status", call + ["status=sipa", "--lang", "en"], status: 1)
        #expect(throws: (any Error).self) { try desk.bytes("isi.csv") }
        // What is known and has no row is an empty file.
        let conditions = ["blk_code=UPTD-KRW", "program_code=BGN-01", "position=1"].flatMap { ["--where", $0] }
        let none = try await desk.run(["export", "data", "latest_recommendation"] + conditions)
        #expect(none.status == 0 && none.output.split(separator: "\r\n").count == 1)
    }

    @Test func `views as JSON`() async throws {
        let desk = try await Desk.reading()
        try await desk.expectShape("export-data-list", ["export", "data", "--json"])
        let one = ["export", "data", "latest_target_progress", "--format"]
        try await desk.expect("export-data-json", one + ["json"])
        try await desk.expectShape("export-data-json", one + ["json"])
        try await desk.expectShape("export-data-jsonl", one + ["jsonl"])
        try await desk.expect("export-data-file-json", one + ["csv", "--out", "target.csv", "--json"])
    }

    @Test func `exports round, and all digits are there where they are asked for`() async throws {
        let desk = try await Desk.reading()
        let view = ["export", "data", "latest_target_progress", "--where", "year=2017", "--where", "month=2017-02-01", "--format"]
        #expect(try await desk.run(view + ["csv"]).output.contains(",594,0,0.104,0\r\n"))
        #expect(try await desk.run(view + ["csv", "--full"]).output.contains(",594,0,0.10421052631578948,0\r\n"))
        #expect(try await desk.run(view + ["jsonl"]).output.contains("\"participants_share\":0.104,"))
        #expect(try await desk.run(view + ["jsonl", "--full"]).output.contains("\"participants_share\":0.10421052631578948,"))
        // In a workbook the share is a number, which is shown as per cent.
        #expect(try await desk.run(view + ["xlsx", "--out", "sasaran.xlsx", "-q"]).status == 0)
        func part(_ name: String) async throws -> String {
            try await Program.run("/usr/bin/unzip", ["-p", "sasaran.xlsx", name], in: desk.folder, input: "", environment: [:]).output
        }
        let look = try #require(try await part("xl/worksheets/sheet1.xml").firstMatch(of: /<c r="[A-Z]+2" s="([0-9]+)"><v>0.104<\/v>/)).1
        let styles = try await part("xl/styles.xml")
        let cells = try #require(styles.firstMatch(of: /(?s)<cellXfs.*<\/cellXfs>/)).0.matches(of: /<xf numFmtId="([0-9]+)"/)
        let format = cells[try #require(Int(look))].1
        #expect(styles.contains("numFmtId=\"\(format)\" formatCode=\"0.0%\""))
        let report = ["export", "report", "--blk", "UPTD-KRW", "--format", "csv"]
        let (short, full) = (try await desk.run(report).output, try await desk.run(report + ["--full"]).output)
        let scores = [short, full].map { text in
            text.split(separator: "\r\n").dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false)[10] }
        }
        #expect(scores[0].count == scores[1].count && scores[0].count > 50)
        for (score, exact) in zip(scores[0], scores[1]) {
            guard let score = Double(score), let exact = Double(exact) else { continue }
            #expect(abs(score - exact) <= 0.05 + 1e-9 && (score * 10).rounded() / 10 == score)
        }
        #expect(scores[1].contains { $0.count > 8 } && scores[0].allSatisfy { $0.count <= 5 })
        #expect(try await desk.run(["export", "report", "--blk", "UPTD-KRW", "--full"]).status == 2)
    }

    @Test(arguments: [(["--blk", "UPTD-KRW"], "UPTD-KRW.pdf"), (["--network", "BBPLK-BKS"], "BBPLK-BKS-2018.pdf")])
    func `the same report is the same bytes`(_ arguments: [String], _ name: String) async throws {
        let desk = try await Desk.reading()
        let answer = try await desk.run(["export", "report", "--format", "pdf", "-q"] + arguments)
        #expect(answer.status == 0, "\(answer.error)")
        let pages = try desk.bytes(name)
        #expect(pages.starts(with: Data("%PDF".utf8)))
        // The demonstration made the same ones from the same data.
        #expect(try await Demo.shared.loaded().desk.bytes("out/" + name) == pages)
    }

    @Test func `without weasyprint the report is left as a page`() async throws {
        let desk = try await Desk.reading()
        try await desk.expect(
            "export-without-weasyprint", ["export", "report", "--blk", "UPTD-BDG", "--format", "pdf"], status: 1,
            environment: ["PATH": "/nowhere"])
        #expect(try desk.text("UPTD-BDG.html").contains("</html>"))
        #expect(!desk.holds("UPTD-BDG.pdf"))
    }

    @Test func `reports have their formats`() async throws {
        let desk = try await Desk.reading()
        let english = try await desk.run(["export", "report", "--blk", "UPTD-KRW", "--lang", "en"])
        #expect(english.output.contains("lang=\"en\"") && english.output.contains("Where former trainees are expected to work"))
        try await desk.expect(
            "export-html", ["export", "report", "--blk", "UPTD-KRW", "--format", "html", "--out", "laporan.html"])
        let nowhere = try await desk.run(["export", "report", "--blk", "UPTD-KRW", "--format", "html", "--out", "/nowhere/x.html"])
        #expect(nowhere.status == 1)
        #expect(try await desk.run(["export", "report", "--network", "BBPLK-BKS", "--format", "xlsx", "-q"]).status == 0)
        #expect(try await desk.run(["export", "report", "-q"]).status == 2)
    }

    @Test(arguments: ["UPTD-KRW", "UPTD-BDG", "BBPLK-BKS"])
    func `the first page of a report`(_ blk: String) async throws {
        let desk = try await Desk.reading()
        let page = try await desk.run(["export", "report", "--blk", blk]).output
        let first = try #require(page.firstMatch(of: /(?s)<div class="first">(.*?)<\/ol>/)).1
        let text = first.replacing(/<\/(td|th)>/, with: " | ").replacing(/<small>/, with: " · ").replacing(/<[^>]+>/, with: "")
            .replacing("&quot;", with: "\"").split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        try desk.expect("export-page-\(blk)", Answer(output: text.joined(separator: "\n") + "\n", error: "", status: 0))
    }

    /// All first pages as one document, each on a sheet of its own: it has as many sheets as there are BLKs where each fits.
    @Test func `the first page of every BLK's report fits one sheet`() async throws {
        let desk = try await Desk.reading()
        #expect(try await desk.run(["export", "report", "--all-blks", "--format", "html", "--out", "laporan", "-q"]).status == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: desk.path("laporan")).sorted()
        #expect(names.count == 30)
        var all = ""
        for name in names {
            let page = try desk.text("laporan/" + name)
            if all.isEmpty { all = String(try #require(page.firstMatch(of: /(?s)^.*<body>/)).0) }
            let first = try #require(page.firstMatch(of: /(?s)<header>.*?<\/section>\s*<\/div>/), "\(name)").0
            all += "<div style=\"break-after: page\">\(first)</div>"
        }
        try desk.write(all + "</body></html>", to: "semua.html")
        let answer = try await Program.run(
            "/usr/bin/weasyprint", ["--quiet", "semua.html", "semua.pdf"], in: desk.folder, input: "",
            environment: ["PATH": "/usr/bin:/bin"])
        #expect(answer.status == 0, "\(answer.error)")
        #expect(String(decoding: try desk.bytes("semua.pdf"), as: UTF8.self).matches(of: /\/Type \/Page\b/).count == names.count)
    }

    @Test func `a BLK's report is a workbook with numbers as numbers`() async throws {
        let desk = try await Desk.reading()
        #expect(try await desk.run(["export", "report", "--blk", "UPTD-KRW", "--format", "xlsx", "-q"]).status == 0)
        let sheets = try await Program.run(
            "/usr/bin/unzip", ["-p", "UPTD-KRW.xlsx", "xl/workbook.xml"], in: desk.folder, input: "", environment: [:]
        ).output.matches(of: /<sheet name="([^"]+)"/).map { String($0.1) }
        #expect(
            sheets == [
                "Rencana", "Perubahan", "Tindakan", "Peringkat", "Peringkat dan rencana", "Sumbangan kriteria", "Perlu dilengkapi",
                "Tempat kerja", "Jabatan", "Sumber data",
            ])
        let ranks = try await Program.run(
            "/usr/bin/unzip", ["-p", "UPTD-KRW.xlsx", "xl/worksheets/sheet6.xml"], in: desk.folder, input: "", environment: [:]
        ).output
        // Thirteen criteria and the score of ten programmes, and no number as a text.
        #expect(ranks.matches(of: /<c r="[B-K]\d+"[^>]*><v>[\d.]+<\/v>/).count > 100)
        #expect(ranks.matches(of: /<is><t>-?[\d.,]+<\/t>/).count == 10)
    }

    @Test func `a report of each BLK goes to a folder`() async throws {
        let desk = try await Desk.reading()
        try await desk.expect("export-all-blks", ["export", "report", "--all-blks", "--format", "csv", "--out", "laporan"])
        let names = try FileManager.default.contentsOfDirectory(atPath: desk.path("laporan")).sorted()
        #expect(names.count == 30 && names.contains("UPTD-KRW.csv") && names.allSatisfy { $0.hasSuffix(".csv") })
        let alone = try await desk.run(["export", "report", "--blk", "UPTD-KRW", "--format", "csv"])
        #expect(try desk.text("laporan/UPTD-KRW.csv") == alone.output)
        try await desk.expect(
            "export-all-blks-json",
            ["export", "report", "--all-blks", "--network", "BBPLK-BKS", "--format", "json", "--out", "laporan", "--json"])
        #expect(try await desk.run(["export", "report", "--all-blks", "-q"]).status == 2)
        #expect(try await desk.run(["export", "report", "--all-blks", "--blk", "UPTD-KRW", "--out", "x", "-q"]).status == 2)
        // A file stands where the folder should be: nothing is written, and nothing is left half-written.
        try desk.write("", to: "berkas")
        #expect(try await desk.run(["export", "report", "--all-blks", "--out", "berkas", "-q"]).status == 1)
        #expect(try desk.text("berkas").isEmpty)
    }

    @Test func `reports as JSON`() async throws {
        let desk = try await Desk.reading()
        try await desk.expectShape("export-report", ["export", "report", "--blk", "UPTD-KRW", "--format", "json"])
        try await desk.expect("export-report-file-json", ["export", "report", "--blk", "UPTD-KRW", "--out", "laporan.html", "--json"])
    }
}
