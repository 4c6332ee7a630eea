import CSV
import Configuration
import Domain
import Foundation
import Scoring
import Testing

@testable import Report

@Suite struct ReportTests {
    @Test func `numbers follow the language`() {
        let indonesian = Numbers(.id)
        let english = Numbers(.en)
        #expect(indonesian.integer(18_624) == "18.624")
        #expect(english.integer(18_624) == "18,624")
        #expect(indonesian.percent(0.125, 1) == "12,5 %")
        #expect(english.percent(0.125, 1) == "12.5%")
        #expect(indonesian.rupiah(4_250_000) == "Rp 4.250.000")
        #expect(indonesian.day("2018-11-23") == "23 November 2018")
        #expect(indonesian.day("2018-08-01") == "1 Agustus 2018")
        #expect(indonesian.decimal(-0.04, 1) == "0,0")
    }

    @Test(arguments: [[33.33, 33.33, 33.34], [0.05, 0.05, 0.05], [12.26, 7.74, 0.01, 55.55], [], [99.96]])
    func `rounded parts add up to their rounded sum`(parts: [Double]) {
        let rounded = SumRounding.round(parts, digits: 1)
        let sum = (rounded.reduce(0, +) * 10).rounded()
        #expect(sum == (parts.reduce(0, +) * 10).rounded())
        #expect(zip(parts, rounded).allSatisfy { abs($0 - $1) < 0.1 + 1e-9 })
    }

    @Test func `a template that is a part of itself is refused, not filled without end`() throws {
        let root = DataRoot(url: FileManager.default.temporaryDirectory.appending(path: "padan-\(UUID().uuidString)"))
        defer { try? FileManager.default.removeItem(at: root.url) }
        try FileManager.default.createDirectory(at: root.url, withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: DataRoot.find().config, to: root.config)
        _ = try Templates(root)
        let section = root.config.appending(path: "templates/subsection.html")
        let text = try String(contentsOf: section, encoding: .utf8)
        for part in ["{{> subsection}}", "{{#x}}{{>subsection }}{{/x}}", "{{> network}}"] {
            try Data((text + part).utf8).write(to: section)
            #expect(throws: ConfigurationError.self) { try Templates(root) }
        }
    }

    @Test func `text that a spreadsheet would run is neutralised, numbers are not`() {
        #expect(
            CSVText.line(["=1+1", "+x", "-x", "@x", "-5", "-0.25", "a,b", "q\"q", "x\ny"])
                == "'=1+1,'+x,'-x,'@x,-5,-0.25,\"a,b\",\"q\"\"q\",\"x\ny\"\r\n")
    }

    @Test func `tables align, colours take no room`() {
        var table = TextTable([("Nama", .left), ("N", .right)])
        table.add([TextStyle(isOn: true).green("abc"), "5"])
        table.add(["é", "123"])
        #expect(table.lines().map(TerminalText.line) == ["Nama    N", "\u{1B}[32mabc\u{1B}[0m     5", "é     123"])
    }

    @Test func `bars show eighths`() {
        #expect(bar(0.5, width: 4) == "██··")
        #expect(bar(1.0 / 32, width: 4) == "▏···")
        #expect(bar(2, width: 4) == "████")
    }

    @Test func `HTML from data is escaped, and every programme is there`() throws {
        let root = try DataRoot.find()
        let phrases = Phrases(try Words(language: .id, root: root))
        let html = try Self.report().html(phrases, root: root, limit: 5)
        #expect(!html.contains("<script>"))
        #expect(html.contains("&lt;script&gt;"))
        #expect(html.contains("lang=\"id\""))
        #expect(!html.contains("{{"))
    }

    @Test func `the CSV has a line a programme and the same number of fields in each`() throws {
        let csv = try Self.report().csv(Phrases(Words(language: .id, root: DataRoot.find())), nil)
        #expect(csv.hasSuffix("\r\n"))
        let records = try CSVReader.records(in: Array(csv.utf8))
        #expect(records.map(\.count) == [45, 45])
        // One language, and no codes among it.
        #expect(!csv.contains("ready_if") && !csv.contains("test_site") && csv.contains("perlu dilengkapi"), "\(csv)")
    }

    static let blk = Blk(code: "B", name: "<script>alert(1)</script>", kind: .uptd, regionCode: "32.15", parentCode: nil, joinedYear: nil)

    static var configuration: ScoringConfiguration {
        get throws {
            try ScoringConfiguration(
                ScoringConfiguration.File(
                    criteria: ["wage": .init(weight: 1, points: [[0, 0], [2, 1]])], shrinkage: .init(minimumGroup: 2),
                    wage: .init(minimumAdvertisements: 2),
                    robustness: .init(samples: 10, concentration: 40, recommendedRanks: 10, firm: 0.8),
                    outcomeYears: 3))
        }
    }

    static func report(blk: Blk = blk) throws -> BlkReport {
        BlkReport(
            blk: blk,
            regionName: "Karawang",
            run: Run(
                id: 1, stage: .scoring, readsRun: nil, asOf: Day(daysSince1970: 17_532), configDigest: "", configText: "", snapshot: "{}",
                finishedAt: Date(timeIntervalSince1970: 0)),
            configuration: try configuration,
            candidates: [
                ScoredCandidate(
                    blk: blk,
                    program: Program(
                        code: "P", name: "Las & Pelat", kejuruan: "Las", hours: 240, packageSize: 16, educationMinimum: nil,
                        schemeCode: nil,
                        costRupiah: nil, units: [], occupations: []), status: .running, position: 1, score: 50, completeness: 1,
                    contributions: [
                        Contribution(
                            criterion: "wage", unit: "ratio", weight: 1, raw: 1.2, standardError: 0, utility: 0.5, points: 50,
                            basis: Basis([]))
                    ], eligibility: .readyIf([.instructor(units: ["U1"])]), openings: 10, gap: 5,
                    acceptability: RankAcceptability(
                        probabilityOfRecommended: 0.9, expectedRank: 2, ranks: [0.4, 0.5], centralWeights: [1]))
            ], unitTitles: ["U1": "Mengelas"], isSample: true)
    }
}
