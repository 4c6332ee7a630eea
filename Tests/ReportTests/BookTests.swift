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

    private func book(_ reports: [BlkReport], upgrades: [StoredUpgrade] = [], warnings: [FileWarnings] = []) throws -> NetworkBook {
        let run = try #require(reports.first).run
        let plan = Plan(
            run: run, networkCode: "N", year: 2018, isQuestion: false, changes: [], objective: 1, upperBound: 1, participantsTarget: 0,
            certifiedTarget: 0, lines: [])
        let review = StoredReview(bottlenecks: [], upgrades: upgrades, assessors: [], reasons: [:])
        let answer = PlanAnswer(plan: plan, review: review, blks: [:], decidedTargets: [], isSample: true)
        return NetworkBook(
            phrases, BookAnswer(plan: answer, comparison: nil, sources: [], warnings: warnings, reports: reports, names: PlanNames()))
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

    @Test func `odd figures stand in the book with file and cell, those of a file with many kept short`() throws {
        let report = try FirstPageTests.report(before: nil)
        #expect(try !book([report]).html(root: root).contains("Peringatan data"))
        let twin = FigureWarning(
            line: 245, cell: nil, column: "besaran_upah_minimum", value: "3018634", key: "warning.same_as_twin",
            facts: ["kabupaten": .text("Kabupaten Sukabumi"), "kota": .text("Kota Sukabumi")])
        let forces = (0..<200).map { row in
            FigureWarning(
                line: 100 + row, cell: "Sheet1!AB\(100 + row)", column: "AK", value: "9", key: "warning.labour_force",
                facts: ["stated": .number(9), "sum": .number(4.125)])
        }
        let html = try book(
            [report],
            warnings: [
                FileWarnings(kind: "labour_force", file: "ak.xlsx", count: 290, warnings: forces),
                FileWarnings(kind: "wages", file: "umk.csv", count: 1, warnings: [twin]),
            ]
        ).html(root: root)
        #expect(html.contains("<h2>Peringatan data</h2>"))
        #expect(html.contains("menemukan 291 angka yang janggal dalam 2 berkas"))
        #expect(html.contains("Sheet1!AB104") && !html.contains("Sheet1!AB105"))
        #expect(html.contains("dan 285 peringatan lain dalam berkas ini"))
        #expect(html.contains("AK: 9, padahal bekerja dan menganggur seluruhnya 4,12"))
        #expect(html.contains("baris 245") && html.contains("angka Kabupaten Sukabumi dan Kota Sukabumi sama persis"))
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
