import Foundation
import TestSupport
import Testing

/// `padan demo`: the whole way once, with the sample network.
@Suite(.sampleNetwork) struct DemoTests {
    @Test func `the demonstration goes the whole way`() async throws {
        let loaded = try await Demo.shared.loaded()
        try loaded.desk.expect("demo", loaded.answer)
        #expect(try loaded.desk.text("out/UPTD-KRW.html").contains("Plate Welder SMAW"))
        // Its files hold what the commands print.
        let reading = try await Desk.reading()
        let plan = try await reading.run(["plan", "show", "--json"]).output
        #expect(try loaded.desk.text("out/plan-BBPLK-BKS-2018.json") == plan)
        let report = try await reading.run(["export", "report", "--blk", "UPTD-KRW", "--format", "json"]).output
        #expect(try loaded.desk.text("out/UPTD-KRW.json") == report)
    }

    @Test func `a second demonstration loads nothing anew and reads the same data`() async throws {
        let desk = try await Desk.copy()
        // Without weasyprint the PDFs are left out, and the demonstration goes on.
        let second = try await desk.run(["demo", "--json"], environment: ["PATH": "/nowhere", "PADAN_SHARE": hastyShare()])
        try desk.expectShape("demo", of: second.output)
        #expect(second.status == 0, "\(second.error)")
        #expect(desk.holds("out/UPTD-KRW.html") && !desk.holds("out/UPTD-KRW.pdf"))
        let loads = try await desk.sql("SELECT count(*) FROM padan.vacancy")
        #expect(loads == "5832")
        #expect(
            try await desk.sql("SELECT stage, count(*), count(DISTINCT input_snapshot::text) FROM padan.run GROUP BY 1 ORDER BY 1")
                == "allocation|2|1\ndemand|2|1\nscoring|2|1")
        let sample = try desk.share().appending(path: "config/sample/vacancies.csv").path
        let again = try await desk.run(["import", "vacancies", sample, "--source", "contoh"])
        #expect(again.output.contains("vacancies: ") && again.output.contains(" 0 baru, 0 berubah"), "\(again.error)")
    }
}
