import Configuration
import Foundation
import OccupationCoding
import TestSupport
import Testing

@testable import Ingest

/// Category and skills of an advertisement help to code its title where the title alone leaves it open.
@Suite struct HintTests {
    private let title = "Direct Wifi My Republic"
    private let file =
        "title,employer,place,posted_on,Kategori,Keterampilan\n"
        + "Direct Wifi My Republic,PT A,Karawang,2017-01-02,Penjualan,\"B2B Sales, Direct Selling\"\n"
        + "Direct Wifi My Republic,PT B,Karawang,2017-01-02,,-\n" + "Tukang Las,PT C,Karawang,2017-01-02,,Las Listrik\n"

    /// The project's configuration with what stands beside the title read, which it is not by default, and a coder that learnt by it once.
    private static let hearing = Result {
        let root = try DataRoot.copy(changing: ["title_coding.yaml": { $0.replacing("strength: 0\n", with: "strength: 0.5\n") }])
        return (root: root, coder: TitleCoder(lexicon: try TitleLexicon(root: root)))
    }

    /// Worked by hand: 0.5·√1.0, 0.3·√0.1 and 0.2·√0.1 for all other codes, divided by their sum.
    @Test func `the codes of a title are multiplied by the root of what its hints say`() {
        typealias Code = CodedTitle.Alternative
        let settings = CodingSettings.Hints(strength: 0.5, floor: 0.1)
        let answers = [Code(code: "5223", probability: 0.3), Code(code: "3322", probability: 0.5)]
        let weighed = TitleHints.weighed(answers, by: [[Code(code: "3322", probability: 0.9)]], settings)
        #expect(weighed.map(\.code) == ["3322", "5223"])
        #expect(zip(weighed, [0.759747, 0.144152]).allSatisfy { abs($0.probability - $1) < 1e-6 })
        // Two texts count as their geometric mean: √(1.0 · 0.1) of 3322, so that 0.5·⁴√0.1 stands against 0.3·√0.1 and 0.2·√0.1.
        let two = TitleHints.weighed(answers, by: [[Code(code: "3322", probability: 0.9)], []], settings)
        #expect(abs(two[0].probability - 0.640065) < 1e-6)
        #expect(TitleHints.weighed(answers, by: [], settings) == answers)
    }

    @Test func `texts are taken apart, cut between characters, and kept off the title`() {
        #expect(
            TitleHints("Industri Jasa / Kasir|Teamwork; Excel, UI/UX,Excel").parts == [
                "Industri Jasa", "Kasir", "Teamwork", "Excel", "UI/UX",
            ])
        let bytes = Array(("Las" + String(repeating: "é", count: 2000)).utf8)
        var key: [UInt8] = []
        TitleHints.append(bytes, title: 0..<3, hints: [3..<bytes.count, 0..<0], to: &key)
        let (title, hints) = TitleHints.split(String(decoding: key, as: UTF8.self))
        #expect(title == "Las" && hints == String(repeating: "é", count: TitleHints.mostBytes / 2))
    }

    @Test func `skills settle a title that leaves it open, and change none that is known`() throws {
        let coder = try Self.hearing.get().coder
        let (alone, helped) = (coder.code(title), coder.code(title, beside: "Penjualan|B2B Sales, Direct Selling"))
        #expect(alone.code == nil && helped.code != nil)
        #expect(helped.score > alone.score)
        #expect(abs(coder.code(title, beside: "Xyzzy").score - alone.score) < 1e-3)
        #expect(coder.code("Tukang Las", beside: "Sales").code == "7212")
    }

    @Test(arguments: [
        ("Teknisi", "Teknisi AC|AC split, freon", "7127"), ("Operator", "Operator jahit / Garmen", "8153"),
        ("Driver", "Supir truk, SIM B2", "8332"), ("Guru", "Guru SD", "2341"),
    ])
    func `a general title gives way to what stands beside it`(title: String, hints: String, code: String) throws {
        let coder = try Self.hearing.get().coder
        let helped = coder.code(title, beside: hints)
        #expect(helped.code == code, "\(helped)")
        #expect(coder.code(title).code != code)
        // What an analyst taught stands.
        let taught = try ImportFixture.coder(Self.hearing.get().root, taught: [title: "4110"])
        #expect(taught.code(title, beside: hints).code == "4110")
    }

    @Test(arguments: ["Operator", "Driver", "Guru", "Sales"])
    func `what says nothing of a trade leaves a general title as it is`(title: String) throws {
        let coder = try Self.hearing.get().coder
        #expect(coder.code(title, beside: "Tepat waktu, Jujur").code == coder.code(title).code)
    }

    /// Worked by hand: two texts and the title with a quarter of a say: (0.9 + 0.8) / 2.25, 0.25 · 0.9 / 2.25.
    @Test func `a general title and its hints are pooled by the mean`() {
        typealias Code = CodedTitle.Alternative
        let own = [Code(code: "8322", probability: 0.9)]
        let texts = [[Code(code: "8332", probability: 0.9)], [Code(code: "8332", probability: 0.8)]]
        let pooled = TitleHints.pooled(own, texts)
        #expect(pooled.map(\.code) == ["8332", "8322"])
        #expect(zip(pooled, [1.7 / 2.25, 0.1]).allSatisfy { abs($0.probability - $1) < 1e-9 })
        // A title that names no occupation has no say.
        #expect(abs(TitleHints.pooled([], texts)[0].probability - 0.85) < 1e-9)
    }

    @Test func `an import codes a title with what stands beside it, keeps that, and looks it up again alike`() async throws {
        let fixture = try await ImportFixture(Self.hearing.get())
        try await fixture.loadReference()
        let path = try fixture.file("v.csv", file)
        let summary = try await fixture.load(.vacancies, path)
        #expect(summary.ignoredColumns.isEmpty && summary.new == 3)
        #expect(summary.vacancies?.uncodedTitles == 1 && summary.vacancies?.uncodedTitleRows == 1 && summary.vacancies?.distinctTitles == 2)
        let stored = try await titles(fixture)
        #expect(
            stored.map { [$0[0], $0[1]] } == [
                [title, ""], [title, "Penjualan|B2B Sales, Direct Selling"], ["Tukang Las", "Las Listrik"],
            ])
        #expect(stored[0][2] == "-" && stored[1][2] != "-" && stored[2][2] == "7212")
        // Where the settings differ the stored titles are looked up again: what stood beside them is not read any more.
        let silent = try changed(fixture, "strength: 0.5", "strength: 0")
        let changes = try await fixture.connection.transaction { try StoredLookups.refresh($0, root: silent) }
        #expect(changes.titles == 1)
        #expect(try await titles(fixture).map { $0[2] } == ["-", "-", "7212"])
        let back = try await fixture.connection.transaction { try StoredLookups.refresh($0, root: fixture.root) }
        #expect(back.titles == 1)
        #expect(try await titles(fixture) == stored)
    }

    @Test func `advertisements of one opening have one title, whatever skills each asks for`() async throws {
        let fixture = try await ImportFixture(Self.hearing.get())
        try await fixture.loadReference()
        let header = "title,employer,place,posted_on,skills\n"
        let first = header + "\(title),PT A,Karawang,2017-01-02,\n\(title),PT A,Karawang,2017-01-09,B2B Sales\n"
        let second = header + "\(title),PT A,Karawang,2017-01-16,Direct Selling\n\(title),PT B,Karawang,2017-01-16,Direct Selling\n"
        for (name, text) in [("a.csv", first), ("b.csv", second)] {
            try await fixture.load(.vacancies, fixture.file(name, text)) { $0.sourceName = "portal" }
        }
        let hints = try await fixture.connection.rows(
            "SELECT v.employer, t.hints FROM padan.vacancy AS v JOIN padan.job_title AS t USING (job_title_id) ORDER BY 1, v.posted_on"
        ) { "\(try $0["employer"] as String) \(try $0["hints"] as String)" }
        #expect(hints == ["PT A ", "PT A ", "PT A ", "PT B Direct Selling"])
    }

    @Test func `without strength the columns are not read`() async throws {
        let fixture = try await ImportFixture(Self.hearing.get())
        try await fixture.loadReference()
        let root = try changed(fixture, "strength: 0.5", "strength: 0")
        let path = try fixture.file("v.csv", file)
        let summary = try await Importer(.vacancies, aliases: fixture.aliases, root: root).load(path, into: fixture.connection)
        #expect(summary.vacancies?.uncodedTitles == 1 && summary.vacancies?.uncodedTitleRows == 2)
        #expect(try await titles(fixture).map { $0[1] } == ["", ""])
    }

    private func titles(_ fixture: ImportFixture) async throws -> [[String]] {
        try await fixture.connection.rows("SELECT text, hints, occupation_code FROM padan.job_title ORDER BY text, hints") { row in
            [try row["text"], try row["hints"], try row["occupation_code"] as String? ?? "-"]
        }
    }

    /// A copy of `config/` in which one text of `title_coding.yaml` is another.
    private func changed(_ fixture: ImportFixture, _ text: String, _ other: String) throws -> DataRoot {
        let copy = DataRoot(url: fixture.folder.appending(path: "share"))
        try FileManager.default.createDirectory(at: copy.url, withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: fixture.root.config, to: copy.config)
        let settings = copy.config.appending(path: "title_coding.yaml")
        let written = try String(contentsOf: settings, encoding: .utf8)
        #expect(written.contains(text))
        try Data(written.replacingOccurrences(of: text, with: other).utf8).write(to: settings)
        return copy
    }
}
