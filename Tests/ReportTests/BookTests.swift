import Allocation
import Configuration
import Domain
import Foundation
import Testing

@testable import Report

/// The book of a network: its pages of BLKs say the same as the reports of these BLKs.
@Suite struct BookTests {
    private let root: DataRoot
    private let phrases: Phrases

    init() throws {
        root = try DataRoot.find()
        phrases = Phrases(try Words(language: .id, root: root))
    }

    private func book(_ reports: [BlkReport], upgrades: [StoredUpgrade] = []) throws -> NetworkBook {
        let run = try #require(reports.first).run
        let plan = Plan(
            run: run, networkCode: "N", year: 2018, isQuestion: false, changes: [], objective: 1, upperBound: 1, participantsTarget: 0,
            certifiedTarget: 0, lines: [])
        let review = StoredReview(bottlenecks: [], upgrades: upgrades, assessors: [], reasons: [:])
        let answer = PlanAnswer(plan: plan, review: review, blks: [:], decidedTargets: [], isSample: true)
        return NetworkBook(phrases, BookAnswer(plan: answer, comparison: nil, sources: [], reports: reports, names: PlanNames()))
    }

    /// Every part of a section that has all of them, as a template prints it.
    @Test(arguments: ["section", "subsection"]) func `a section is printed whole wherever it stands`(_ template: String) throws {
        var section = ReportSection("Judul")
        section.paragraphs = ["Kalimat"]
        section.chart = "<svg id=\"gambar\"></svg>"
        var table = ReportTable("", [.init("Kolom")])
        table.add([.text("Isi")])
        table.note = "Catatan"
        section.table = table
        section.steps = ["Langkah"]
        section.legend = [("H", "#fff", "Huruf", "Arti")]
        let html = try Templates(root).page(template, section.context(phrases.numbers), phrases.words)
        let parts = ["Judul", "Kalimat", "<svg id=\"gambar\">", "Arti", "Kolom", "Isi", "Catatan", "<li>Langkah</li>"]
        let places = parts.map { html.range(of: $0)?.lowerBound }
        #expect(!places.contains(nil), "\(html)")
        #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
        #expect(html.matches(of: /<div|<section/).count == html.matches(of: /<\/div>|<\/section>/).count)
        // The drawing stays on the page of its heading.
        #expect(html.firstMatch(of: /(?s)<div class="lead">\s*<h[23]>Judul<\/h[23]>.*?<svg.*?<\/figure>\s*<\/div>/) != nil)
    }

    @Test func `the page of a BLK in the book has its actions, and names no part that does not follow`() throws {
        let entries = (1...12).map { YearBefore.Entry(programCode: "X\($0)", programName: "X\($0)", packages: $0) }
        let report = try FirstPageTests.report(before: YearBefore(year: 2017, source: .realizations(throughMonth: 12), entries: entries))
        let html = try book([report]).html(root: root)
        for step in try #require(BlkSections(report: report, phrases: phrases).actions(most: 3)).steps {
            #expect(html.contains("<li>\(step)</li>"), "\(step)")
        }
        #expect(!html.contains("bagian berikut") && html.contains("padan export report --blk B"))
        // In the report of the BLK itself the part follows.
        let own = try report.html(phrases, root: root, limit: 5)
        #expect(own.contains("berikut") && own.matches(of: /<h2>Yang (paling )?berubah dari 2017<\/h2>/).count == 2)
    }

    @Test func `no part of the book says its heading twice`() throws {
        let html = try book([try FirstPageTests.report(before: nil)]).html(root: root)
        for match in html.matches(of: /<h2>([^<]+)<\/h2>\s*<p>([^<]+)<\/p>/) {
            #expect(!match.2.hasPrefix(match.1), "\(match.1)")
        }
    }

    @Test func `training that takes from somebody is no proposal`() throws {
        let upgrades = [(4.0, 9.0), (-3, 20), (5, -1)].enumerated().map { number, gain in
            StoredUpgrade(
                blkCode: "B\(number)", instructorCode: nil, instructorName: nil, programCodes: ["P"], unitCodes: ["U"], days: 5,
                packages: 1,
                certified: gain.0, placements: gain.1)
        }
        let table = try book([try FirstPageTests.report(before: nil)], upgrades: upgrades).tables.upgrades()
        #expect(table.rows.map { $0[0].words(phrases.numbers) } == ["B0 (B0)"])
    }
}
