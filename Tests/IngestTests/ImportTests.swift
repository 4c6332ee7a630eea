import Foundation
import Ingest
import Postgres
import Synchronization
import TestSupport
import Testing

@Suite struct ImportTests {
    private static let order: [ImportKind] = [
        .regions, .units, .schemes, .programs, .blks, .catalogs, .workshops, .instructors, .assessors, .outcomes, .targets,
        .employment, .graduates, .wages, .unemployment, .surveys, .vacancies,
    ]

    @Test func `every kind of the sample loads, and a second time changes nothing`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        for round in 1...2 {
            for kind in Self.order {
                let summary = try await fixture.load(kind, fixture.root.config.appending(path: "sample/\(kind.rawValue).csv").path) {
                    $0.sourceName = "contoh"
                }
                #expect(summary.rejected == 0, "\(kind)")
                #expect(summary.read > 0)
                #expect(summary.new + summary.changed + summary.same == summary.read)
                if round == 2 { #expect(summary.new == 0 && summary.changed == 0, "\(kind)") }
            }
        }
        // 22 kinds were loaded once each; what changed nothing left no trace.
        #expect(try await fixture.count("padan.source_file") == Self.order.count - 1 + 3)
        #expect(try await fixture.count("padan.blk") == 30)
        #expect(try await fixture.count("padan.program") == 94)
        let binaan = try await fixture.connection.rows(
            "SELECT kind, joined_year, count(*) AS n FROM padan.blk WHERE parent_code = 'BBPLK-BKS' GROUP BY 1, 2 ORDER BY 1, 2"
        ) { "\(try $0["kind"] as String) \(try $0["joined_year"] as Int) \(try $0["n"] as Int)" }
        #expect(binaan == ["Komunitas 2018 6", "UPTD 2017 4", "UPTD 2018 19"])
    }

    @Test func `a changed row is changed, the rest stays the same`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.load(.units, fixture.file("a.csv", "unit_code,title\nU1,Satu\nU2,Dua\n"))
        let summary = try await fixture.load(.units, fixture.file("b.csv", "unit_code,title\nU1,Satu\nU2,Dua baru\nU3,Tiga\n"))
        #expect([summary.new, summary.changed, summary.same].elementsEqual([1, 1, 1] as [Int]))
        #expect(
            try await fixture.connection.text("SELECT title FROM padan.unit WHERE unit_code = 'U2'") == "Dua baru")
    }

    @Test func `a list column replaces the stored list, and only when it differs`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        try await fixture.load(.units, fixture.file("u.csv", "unit_code,title\nU1,Satu\nU2,Dua\n"))
        let header = "program_code,name,kejuruan,hours_jp,units,occupations\n"
        try await fixture.load(.programs, fixture.file("p.csv", header + "P1,Las,Teknik Las,240,U1|U2,7212:1|7214:0.4\n"))
        let same = try await fixture.load(.programs, fixture.file("q.csv", header + "P1,Las,Teknik Las,240,U2;U1,\"7214:0,4|7212\"\n"))
        #expect(same.same == 1)
        let changed = try await fixture.load(.programs, fixture.file("r.csv", header + "P1,Las,Teknik Las,240,U2,7212\n"))
        #expect(changed.changed == 1)
        #expect(try await fixture.count("padan.program_unit") == 1)
        #expect(try await fixture.count("padan.program_occupation") == 1)
    }

    @Test func `bad rows are rejected one by one with line, column, value and reason`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let path = try fixture.file(
            "pengangguran.csv",
            """
            Wilayah;Tahun;TPT;Angkatan kerja
            32.16;2017;9,78;1.712.345
            Kab. Karawang;2017;9,55;
            32.99;2017;9,1;1
            Antah Berantah;2017;9,1;1
            32.15;dua ribu;9,1;1
            32.14;2017;109,1;1
            32.13;2017
            "32.12" x;2017;9,1;1
            32.11;2017;9,1;1;2
            32.16;2017;9,79;1.712.345
            32.16;2017;9,78;1.712.345
            ;2017;9;1
            """)
        let summary = try await fixture.load(.unemployment, path) { $0.maxRejects = 1 }
        #expect([summary.read, summary.new, summary.same, summary.rejected].elementsEqual([12, 2, 1, 9] as [Int]))
        #expect(
            summary.rejections.leading.map { "\($0.line) \($0.column ?? "-") \($0.code)" } == [
                "4 Wilayah unknown", "5 Wilayah unknown_region", "6 Tahun not_a_number", "7 TPT out_of_range", "8 - field_count",
                "9 - bad_quote", "10 - field_count", "11 Wilayah duplicate_key", "13 Wilayah missing",
            ])
        #expect(summary.rejections.leading.first?.value == "32.99")
        #expect(try await fixture.count("staging.reject") == 9)
        let stored = try await fixture.connection.row(
            "SELECT rate_percent, labour_force FROM padan.unemployment WHERE region_code = '32.16'"
        ) { row in (try row["rate_percent"] as Double, try row["labour_force"] as Int) }
        #expect(stored?.0 == 9.78)
        #expect(stored?.1 == 1_712_345)
    }

    @Test func `too many rejects roll the whole file back and keep the rejects`() async throws {
        let fixture = try await ImportFixture()
        let path = try fixture.file("u.csv", "unit_code,title\nU1,Satu\nU2,\nU3,Tiga\n")
        let error = await #expect(throws: ImportError.self) { try await fixture.load(.units, path) }
        guard case .tooManyRejects(1, 3, 0.05, let rejections, false) = error else {
            return #expect(Bool(false), "\(String(describing: error))")
        }
        #expect(rejections.leading.map(\.line) == [3])
        #expect(try await fixture.count("padan.unit") == 0)
        #expect(try await fixture.count("staging.reject") == 1)
        #expect(try await fixture.count("padan.source_file WHERE NOT loaded") == 1)
    }

    @Test func `a dry run says what would happen and leaves nothing`() async throws {
        let fixture = try await ImportFixture()
        let path = try fixture.file("u.csv", "unit_code,title\nU1,Satu\n")
        let summary = try await fixture.load(.units, path) { $0.dryRun = true }
        #expect(summary.new == 1)
        #expect(summary.dryRun)
        #expect(try await fixture.count("padan.unit") == 0)
        #expect(try await fixture.count("padan.source_file") == 0)
    }

    @Test func `Windows-1252, a byte order mark, tabs, CR line ends and Indonesian headers are read`() async throws {
        let fixture = try await ImportFixture()
        var data = Data("Kode Unit\tJudul\rU1\tCaf".utf8)
        data.append(0xE9)
        data.append(contentsOf: Data("\r".utf8))
        let summary = try await fixture.load(.units, fixture.file("a.csv", data))
        #expect(summary.encoding == "Windows-1252")
        try await fixture.load(.units, fixture.file("b.csv", "\u{FEFF}unit_code,title\r\nU2,\"dua \"\"2\"\",\nbaris\"\r\n"))
        let titles = try await fixture.connection.rows("SELECT title FROM padan.unit ORDER BY unit_code") { try $0["title"] as String }
        #expect(titles == ["Café", "dua \"2\",\nbaris"])
    }

    @Test func `periods that overlap are rejected, those that follow are not`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        for kind in [ImportKind.units, .schemes, .programs, .blks] {
            try await fixture.load(kind, fixture.root.config.appending(path: "sample/\(kind.rawValue).csv").path)
        }
        let path = try fixture.file(
            "katalog.csv",
            """
            blk_code,program_code,valid_from,valid_until
            UPTD-KRW,LAS-01,2015-01-01,2016-12-31
            UPTD-KRW,LAS-01,2017-01-01,
            UPTD-KRW,LAS-01,2018-06-01,2019-01-01
            UPTD-KRW,LAS-02,2019-01-01,2018-01-01
            """)
        let summary = try await fixture.load(.catalogs, path) { $0.maxRejects = 1 }
        #expect(summary.new == 2)
        #expect(summary.rejections.leading.map(\.code) == ["overlap", "validity"])
    }

    @Test func `a file of another kind shows what it has and what is expected`() async throws {
        let fixture = try await ImportFixture()
        let path = try fixture.file("x.csv", "nama,umur\nA,1\n")
        let error = await #expect(throws: ImportError.self) { try await fixture.load(.units, path) }
        #expect(
            error
                == .missingColumns(
                    ["unit_code", "title"], kind: "units", found: ["nama", "umur"], expected: ["unit_code*", "title*", "standard"]))
    }

    @Test func `a column mapping is taken, and a wrong one is explained`() async throws {
        let fixture = try await ImportFixture()
        let path = try fixture.file("x.csv", "K,J\nU1,Satu\n")
        let summary = try await fixture.load(.units, path) { $0.mapping = ["K": "unit_code", "J": "title"] }
        #expect(summary.new == 1)
        await #expect(throws: ImportError.self) { try await fixture.load(.units, path) { $0.mapping = ["Z": "title"] } }
        await #expect(throws: ImportError.self) { try await fixture.load(.units, path) { $0.mapping = ["K": "nonsense"] } }
    }

    @Test func `a connection killed in the middle of an import leaves the database as it was`() async throws {
        let fixture = try await ImportFixture()
        let rows = (0..<60_000).map { "U\($0),Unit \($0)\n" }.joined()
        let path = try fixture.file("u.csv", "unit_code,title\n" + rows)
        let killer = try await PostgresConnection.connect(fixture.configuration)
        let process = await fixture.connection.backendProcess
        let once = Once()
        let importer = Importer(.units, aliases: fixture.aliases) { _ in
            guard once.first() else { return }
            let done = DispatchSemaphore(value: 0)
            Task.detached {
                _ = try? await killer.execute("SELECT pg_terminate_backend($1)", [process])
                done.signal()
            }
            done.wait()
        }
        let error = await #expect(throws: PostgresError.self) { try await importer.load(path, into: fixture.connection) }
        #expect(error?.kind == .connectionLost)
        #expect(try await killer.number("SELECT count(*) AS n FROM padan.unit") == 0)
        #expect(try await killer.number("SELECT count(*) AS n FROM padan.source_file") == 0)
    }

    @Test func `two imports of the same file at once load it once`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let path = fixture.root.config.appending(path: "sample/vacancies.csv").path
        let (aliases, configuration, root) = (fixture.aliases, fixture.configuration, fixture.root)
        let new = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    let connection = try await PostgresConnection.connect(configuration)
                    let coder = try ImportFixture.coder(root)
                    return try await Importer(.vacancies, aliases: aliases).load(path, into: connection, coder: coder).new
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(new.sorted().first == 0)
        #expect(try await fixture.count("padan.vacancy") == new.max())
    }
}

/// A switch that is thrown once, from any thread.
final class Once: Sendable {
    private let thrown = Mutex(false)

    /// - Returns: true the first time.
    func first() -> Bool {
        thrown.withLock { thrown in
            defer { thrown = true }
            return !thrown
        }
    }
}
