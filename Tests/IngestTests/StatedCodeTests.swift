import Foundation
import Ingest
import Postgres
import TestSupport
import Testing

/// A code that a file states for an advertisement belongs to that advertisement.
@Suite struct StatedCodeTests {
    private let header = "title,employer,place,posted_on,occupation_code\n"

    private func codes(_ fixture: ImportFixture) async throws -> [String] {
        try await fixture.connection.rows(
            """
            SELECT t.text, v.employer, v.stated_occupation_code AS stated, coalesce(v.stated_occupation_code, t.occupation_code) AS code
            FROM padan.vacancy AS v JOIN padan.job_title AS t USING (job_title_id) ORDER BY 1, 2, 3
            """
        ) { row in
            "\(try row["text"] as String) \(try row["employer"] as String? ?? "-") \(try row["stated"] as String? ?? "-") \(try row["code"] as String? ?? "-")"
        }
    }

    @Test func `a stated code stays whatever later files bring, and one title may have several`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let first = try fixture.file(
            "a.csv",
            header + "Ahli Rias Pengantin,PT A,Karawang,2017-01-02,5142\nAhli Rias Pengantin,PT B,Karawang,2017-01-02,5141\n"
                + "Tukang Las,PT C,Karawang,2017-01-02,\n")
        let summary = try await fixture.load(.vacancies, first) { $0.sourceName = "s" }
        #expect(summary.new == 3)
        #expect(summary.vacancies?.uncodedTitleRows == 0)
        let stated = [
            "Ahli Rias Pengantin PT A 5142 5142", "Ahli Rias Pengantin PT B 5141 5141", "Tukang Las PT C - 7212",
        ]
        #expect(try await codes(fixture) == stated)
        // The same advertisements and the same title elsewhere, without a code.
        let second = try fixture.file(
            "b.csv",
            header + "Ahli Rias Pengantin,PT A,Karawang,2017-01-02,\nAhli Rias Pengantin,PT D,Karawang,2017-01-02,-\n"
                + "Tukang Las,PT C,Karawang,2017-01-02,7213\n")
        let later = try await fixture.load(.vacancies, second) { $0.sourceName = "s" }
        #expect([later.new, later.changed, later.same].elementsEqual([1, 1, 1] as [Int]))
        let known = try await codes(fixture)
        #expect(known.filter { !$0.contains("PT D") } == Array(stated.dropLast()) + ["Tukang Las PT C 7213 7213"])
        // Again, in other files: nothing changes.
        for (name, text) in [
            ("c.csv", try String(contentsOfFile: first, encoding: .utf8)), ("d.csv", try String(contentsOfFile: second, encoding: .utf8)),
        ] {
            let again = try await fixture.load(.vacancies, fixture.file(name, text + "\n")) { $0.sourceName = "s" }
            #expect(again.new == 0 && again.changed == 0, "\(name)")
        }
        #expect(try await codes(fixture) == known)
    }

    @Test func `advertisements that differ in the stated code alone are two, and one without a code is none of its own`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let rows = [
            "Operator,PT A,Karawang,2017-01-02,8131", "Operator,PT A,Karawang,2017-01-02,8141", "Operator,PT A,Karawang,2017-01-02,",
        ]
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
            let text = header + order.map { rows[$0] + "\n" }.joined()
            let summary = try await fixture.load(.vacancies, fixture.file("a\(order).csv", text)) { $0.sourceName = "s\(order)" }
            #expect(summary.new == 2, "\(order)")
        }
        // One after the other, in separate files.
        for order in [[0, 2, 1], [2, 0, 1]] {
            for row in order {
                try await fixture.load(.vacancies, fixture.file("b\(order)\(row).csv", header + rows[row] + "\n")) {
                    $0.sourceName = "t\(order)"
                }
            }
            #expect(
                try await fixture.connection.number("SELECT count(*) FROM padan.vacancy WHERE source_name = 't\(order)'") == 2, "\(order)")
        }
        #expect(try await fixture.count("padan.vacancy WHERE stated_occupation_code IS NULL") == 0)
    }

    @Test func `rows refused for an unknown code come in when the same file is loaded after the register grew`() async throws {
        let fixture = try await ImportFixture()
        let regions = fixture.root.config.appending(path: "sample/regions.csv").path
        try await fixture.load(.regions, regions)
        let few = "occupation_code,parent_code,name,name_en\n8,,A,A\n81,8,B,B\n813,81,C,C\n8131,813,D,D\n"
        try await fixture.load(.occupations, fixture.file("o.csv", few))
        let path = try fixture.file("v.csv", header + "Operator,PT A,Karawang,2017-01-02,8131\nTukang Las,PT B,Karawang,2017-01-02,7212\n")
        let load = { try await fixture.load(.vacancies, path) { $0.maxRejects = 1 } }
        #expect(try await load().rejections.leading.map(\.code) == ["unknown"])
        let sources = try await fixture.count("padan.source_file")
        let same = try await load()
        #expect([same.new, same.same, same.rejected].elementsEqual([0, 1, 1] as [Int]))
        #expect(try await fixture.count("padan.source_file") == sources)
        try await fixture.load(.occupations, fixture.root.config.appending(path: "occupations.csv").path)
        let later = try await load()
        #expect([later.new, later.same, later.rejected].elementsEqual([1, 1, 0] as [Int]))
        #expect(try await load().same == 2)
    }

    /// What a database of the version before had.
    @Test func `codes that were kept with the title move to its advertisements`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let path = try fixture.file(
            "a.csv", header + "Ahli Rias Pengantin,PT A,Karawang,2017-01-02,\nTukang Las,PT C,Karawang,2017-01-02,\n")
        try await fixture.load(.vacancies, path) { $0.sourceName = "s" }
        let migration = try String(contentsOf: fixture.root.sql.appending(path: "migrations/0011_advertisements.sql"), encoding: .utf8)
        let statements = migration.split(separator: ";\n").map(String.init)
        let moves = statements.filter { $0.contains("method = 'given'") && $0.contains("UPDATE padan.") }
        #expect(moves.count == 2)
        try await fixture.connection.executeScript(
            """
            ALTER TABLE padan.job_title DROP CONSTRAINT job_title_method_ck;
            UPDATE padan.job_title SET occupation_code = '5142', method = 'given', score = 1 WHERE text = 'Ahli Rias Pengantin';
            \(moves.joined(separator: ";\n"))
            """)
        #expect(try await codes(fixture) == ["Ahli Rias Pengantin PT A 5142 5142", "Tukang Las PT C - 7212"])
        // The file that stated the code, loaded anew under other options, changes nothing.
        let stating = try fixture.file("b.csv", header + "Ahli Rias Pengantin,PT A,Karawang,2017-01-02,5142\n")
        let again = try await fixture.load(.vacancies, stating) { $0.sourceName = "s" }
        #expect(again.new == 0 && again.changed == 0)
        let other = try await fixture.load(
            .vacancies, fixture.file("c.csv", header + "Ahli Rias Pengantin,PT A,Karawang,2017-01-02,5141\n")
        ) {
            $0.sourceName = "s"
        }
        #expect(other.new == 1)
    }
}
