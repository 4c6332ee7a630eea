import Configuration
import Foundation
import Ingest
import Postgres
import TestSupport
import Testing

/// Stored places and titles follow what is known of them, in whatever order files come.
@Suite struct LookupTests {
    private let vacancies =
        "title,place,posted_on\nTukang Las,Cikarang Pusat,2017-01-02\nPekerjaan Ajaib,Karawang,2017-01-02\nTukang Las,Antah Berantah,2017-01-03\n"
    private let districts = "district_code,name,region_code\n32.16.05,Cikarang Pusat,32.16\n32.15.01,Sukamaju,32.15\n"
    private let taught = "title,occupation_code\nPekerjaan Ajaib,2655\n"

    private func places(_ connection: PostgresConnection) async throws -> [String] {
        try await connection.rows("SELECT text, level, region_code FROM padan.place ORDER BY text") { row in
            "\(try row["text"] as String) \(try row["level"] as String) \(try row["region_code"] as String? ?? "-")"
        }
    }

    private func titles(_ connection: PostgresConnection) async throws -> [String] {
        try await connection.rows("SELECT text, method, occupation_code FROM padan.job_title ORDER BY text") { row in
            "\(try row["text"] as String) \(try row["method"] as String) \(try row["occupation_code"] as String? ?? "-")"
        }
    }

    /// The popular name would hide what the districts add.
    private func root(_ fixture: ImportFixture, _ change: (URL) throws -> Void = { _ in }) throws -> DataRoot {
        let copy = DataRoot(url: fixture.folder.appending(path: "share"))
        if !FileManager.default.fileExists(atPath: copy.url.path) {
            try FileManager.default.createDirectory(at: copy.config, withIntermediateDirectories: true)
            for name in [
                "titles.csv", "title_words.csv", "title_coding.yaml", "occupations.csv", "concordance.csv", "import.yaml",
                "region_codes.csv", "industry_names.csv", "kbli_2025.csv",
            ] {
                try FileManager.default.copyItem(at: fixture.root.config.appending(path: name), to: copy.config.appending(path: name))
            }
            try Data("kind,name,means,source\ncountry,Indonesia,,umum\n".utf8).write(to: copy.config.appending(path: "places.csv"))
        }
        try change(copy.config)
        return copy
    }

    private func load(_ kind: ImportKind, _ path: String, _ fixture: ImportFixture, _ root: DataRoot) async throws -> ImportSummary {
        try await Importer(kind, aliases: fixture.aliases, root: root).load(path, into: fixture.connection)
    }

    @Test func `districts, taught titles, popular names and phrases that come later change what is stored, and say how many`() async throws
    {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let root = try root(fixture)
        let file = try fixture.file("v.csv", vacancies)
        #expect(try await load(.vacancies, file, fixture, root).lookedUpAgain == nil)
        #expect(try await places(fixture.connection).first == "Antah Berantah unresolved -")
        #expect(try await places(fixture.connection).contains("Cikarang Pusat unresolved -"))
        #expect(try await titles(fixture.connection) == ["Pekerjaan Ajaib uncoded -", "Tukang Las lexicon 7212"])

        let later = try await load(.districts, fixture.file("d.csv", districts), fixture, root)
        #expect(later.lookedUpAgain?.places == 1 && later.lookedUpAgain?.titles == 0)
        #expect(try await places(fixture.connection).contains("Cikarang Pusat district 32.16"))
        let teaching = try await load(.titles, fixture.file("t.csv", taught), fixture, root)
        #expect(teaching.lookedUpAgain?.places == 0 && teaching.lookedUpAgain?.titles == 1)
        #expect(try await titles(fixture.connection) == ["Pekerjaan Ajaib taught 2655", "Tukang Las lexicon 7212"])
        // The same files again change nothing.
        for (kind, name) in [(ImportKind.districts, "d.csv"), (.titles, "t.csv"), (.vacancies, "v.csv")] {
            let again = try await load(kind, fixture.folder.appending(path: name).path, fixture, root)
            #expect(again.lookedUpAgain == nil && again.new == 0, "\(name)")
        }
        // Lexicon and popular names are files: the same vacancies, loaded again, bring what changed in them.
        let changed = try self.root(fixture) { config in
            try Data("kind,name,means,source\r\ntown,Antah Berantah,32.15,umum\r\n".utf8).write(to: config.appending(path: "places.csv"))
            let url = config.appending(path: "titles.csv")
            let text = try String(contentsOf: url, encoding: .utf8)
            try Data((text + "tukang las kapal,7213,padan\n").utf8).write(to: url)
        }
        let summary = try await load(.vacancies, file, fixture, changed)
        #expect(summary.new == 0)
        #expect(summary.lookedUpAgain?.places == 1)
        #expect(try await places(fixture.connection).contains("Antah Berantah regency 32.15"))
        #expect(try await places(fixture.connection).contains("Cikarang Pusat district 32.16"))
    }

    @Test func `the order in which files come does not matter`() async throws {
        var states: [[String]] = []
        for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
            let fixture = try await ImportFixture()
            try await fixture.loadReference()
            let root = try root(fixture)
            let files = [
                (ImportKind.districts, try fixture.file("d.csv", districts)), (.titles, try fixture.file("t.csv", taught)),
                (.vacancies, try fixture.file("v.csv", vacancies)),
            ]
            for number in order { _ = try await load(files[number].0, files[number].1, fixture, root) }
            states.append(try await places(fixture.connection) + titles(fixture.connection))
        }
        #expect(Set(states).count == 1)
        #expect(states.first?.count == 5)
    }

    @Test func `what is stored can be looked up again without a file, and a dry run leaves it`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let root = try root(fixture)
        _ = try await load(.vacancies, fixture.file("v.csv", vacancies), fixture, root)
        var options = ImportOptions()
        options.dryRun = true
        let dry = try await Importer(.districts, options: options, aliases: fixture.aliases, root: root).load(
            fixture.file("d.csv", districts), into: fixture.connection)
        #expect(dry.lookedUpAgain?.places == 1)
        #expect(try await places(fixture.connection).contains("Cikarang Pusat unresolved -"))
        try await fixture.connection.execute(
            "INSERT INTO padan.taught_title (title, written_title, occupation_code) VALUES ('pekerjaan ajaib', 'Pekerjaan Ajaib', '2655')")
        for expected in [1, 0] {
            let changes = try await fixture.connection.transaction { try StoredLookups.refresh($0, root: root) }
            #expect(changes.titles == expected && changes.places == 0)
        }
    }
}
