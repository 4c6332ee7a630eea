import Configuration
import Foundation
import Ingest
import Postgres
import Testing

/// Values that offices write in every column of every kind are read or refused row by row; none brings the database's own errors.
@Suite struct OrdinaryValueTests {
    private static let kinds: [ImportKind] = [
        .units, .schemes, .programs, .blks, .catalogs, .workshops, .instructors, .assessors, .outcomes, .realizations, .targets, .budgets,
        .employment, .graduates, .wages, .unemployment, .surveys,
    ]
    private static let values = [
        "", "-", "–", "0", "-1", "72", "721", "7212;72", "9999", "32", "2018", "1,5", "x", "2018-02-30", "99999999999",
    ]

    @Test func `no ordinary value in any column aborts a file with the database's error`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        for kind in Self.kinds { try await fixture.load(kind, fixture.root.config.appending(path: "sample/\(kind.rawValue).csv").path) }
        var tried = 0
        for kind in Self.kinds {
            let table = try CSVTable(fixture.root.config.appending(path: "sample/\(kind.rawValue).csv"))
            let row = try #require(table.rows.last)
            for column in table.header.indices {
                var text = table.header.joined(separator: ",") + "\n"
                for value in Self.values {
                    var changed = row
                    changed[column] = value
                    text += changed.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + "\n"
                }
                tried += 1
                let file = try fixture.file("\(kind.rawValue)-\(column).csv", text)
                do {
                    let summary = try await fixture.load(kind, file) {
                        $0.maxRejects = 1
                        $0.dryRun = true
                    }
                    #expect(summary.read == Self.values.count, "\(kind) \(table.header[column])")
                } catch let error as ImportError {
                    // A file that is refused says so in its own words.
                    #expect(!"\(error)".contains("PostgreSQL"), "\(kind) \(table.header[column]): \(error)")
                } catch {
                    Issue.record("\(kind) \(table.header[column]): \(error)")
                }
            }
        }
        #expect(tried > 80)
    }

    @Test func `no value is the column's standard, however it is written`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        for kind in [ImportKind.units, .schemes, .programs, .blks] {
            try await fixture.load(kind, fixture.root.config.appending(path: "sample/\(kind.rawValue).csv").path)
        }
        let text = "instructor_code,name,blk_code,kejuruan,hours_per_year\nI-1,Budi,UPTD-BDG,Teknik Las,-\nI-2,Ani,UPTD-BDG,Teknik Las,\n"
        try await fixture.load(.instructors, try fixture.file("i.csv", text))
        #expect(try await fixture.count("padan.instructor WHERE instructor_code IN ('I-1', 'I-2') AND hours_per_year > 0") == 2)
    }

    @Test func `a programme prepares for unit groups, and the cell is shown as it stands`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let text = "program_code,name,kejuruan,hours_jp,occupations\nP-1,A,Las,240,721\nP-2,B,Las,240,7212;72\nP-3,C,Las,240,7212:0.5\n"
        let summary = try await fixture.load(.programs, try fixture.file("p.csv", text)) { $0.maxRejects = 1 }
        #expect(summary.rejections.leading.map(\.code) == ["bad_code", "bad_code"])
        #expect(summary.rejections.leading.map(\.value) == ["721", "7212;72"])
        #expect(summary.new == 1)
    }
}
