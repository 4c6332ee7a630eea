import Foundation
import Testing

/// Views as files, and reports for the printer.
@Suite(.sampleNetwork) struct ExportCommandTests {
    @Test func `views go to files`() async throws {
        let desk = try await Desk.reading()
        try await desk.expect("export-data-list", ["export", "data"])
        try await desk.expect("export-data-unknown", ["export", "data", "pg_authid"], status: 2)
        try await desk.expect("export-data-bad-filter", ["export", "data", "latest_allocation", "--where", "1=1"], status: 2)
        try await desk.expect("export-data-xlsx", ["export", "data", "latest_recommendation", "--format", "xlsx", "-q"])
        #expect(try desk.bytes("latest_recommendation.xlsx").starts(with: Data("PK".utf8)))
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
        #expect(try await desk.run(["export", "report", "--blk", "UPTD-KRW", "--format", "xlsx"]).status != 0)
        #expect(try await desk.run(["export", "report", "-q"]).status == 2)
    }

    @Test func `reports as JSON`() async throws {
        let desk = try await Desk.reading()
        try await desk.expectShape("export-report", ["export", "report", "--blk", "UPTD-KRW", "--format", "json"])
        try await desk.expect("export-report-file-json", ["export", "report", "--blk", "UPTD-KRW", "--out", "laporan.html", "--json"])
    }
}
