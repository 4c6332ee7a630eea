import Allocation
import Configuration
import Domain
import Foundation
import Postgres
import Scoring
import TestSupport
import Testing

@testable import Store

@Suite struct RunTests {
    @Test func `a run keeps every configuration file, and a digest over all that sha256sum gives too`() async throws {
        let connection = try await TestServer.shared.connection()
        let files = [World.file("demand.yaml"), World.file("staffing.csv", "x,y\n"), World.file("fields.csv", "\r\n")]
        let id = try await Store.insert(World.record(.demand, files: files), connection)
        #expect(try await Store.files(ofRun: id, connection) == files.sorted { $0.name < $1.name })
        let run = try #require(try await Store.run(id, connection))
        #expect(run.configText == "a: 1\n")
        let lines = "digest of demand.yaml  demand.yaml\ndigest of fields.csv  fields.csv\ndigest of staffing.csv  staffing.csv\n"
        #expect(run.configDigest == (try await connection.text("SELECT encode(sha256(convert_to('\(lines)', 'UTF8')), 'hex')")))
        try await Store.delete(runs: [id], connection)
        #expect(try await connection.number("SELECT count(*) FROM padan.run_configuration") == 0)
    }

    @Test func `the digest of a run with one file is that of the file`() async throws {
        let connection = try await TestServer.shared.connection()
        let id = try await Store.insert(World.record(.demand, files: [World.file("demand.yaml")]), connection)
        #expect(try await Store.run(id, connection)?.configDigest == "digest of demand.yaml")
    }

    @Test func `runs of older versions get their file, and keep their candidates`() async throws {
        let root = try DataRoot.find().sql
        let old = try TestServer.makeFolder("old-schema")
        try FileManager.default.createDirectory(at: old.appending(path: "migrations"), withIntermediateDirectories: true)
        try FileManager.default.createDirectory(at: old.appending(path: "dashboard/functions"), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: root.appending(path: "roles.sql"), to: old.appending(path: "roles.sql"))
        for name in try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "migrations").path) where name < "0012" {
            try FileManager.default.copyItem(
                at: root.appending(path: "migrations/\(name)"), to: old.appending(path: "migrations/\(name)"))
        }
        let connection = try await PostgresConnection.connect(try await TestServer.shared.emptyDatabase())
        _ = try await Migrator(sqlDirectory: old).migrate(connection)
        try await connection.executeScript(
            """
            INSERT INTO padan.run (stage, code_version, config_digest, config_text, input_snapshot, seed, as_of, started_at, finished_at, profile,
                    method, recommended, firm_share)
                VALUES ('demand', '1', 'd', 'demand', '{}', 0, '2018-01-01', now(), now(), NULL, NULL, NULL, NULL),
                       ('scoring', '1', 's', 'scoring', '{}', 0, '2018-01-01', now(), now(), 'seimbang', 'additive', 10, 0.8);
            SELECT padan.create_run_tables(2);
            INSERT INTO padan.candidate_2 (run_id, completeness, openings, gap, status, eligibility, blk_code, program_code, raw_values, utilities)
                VALUES (2, 1, 10, 5, 0, 0, 'A', 'P', '{1}', '{1}');
            SELECT padan.attach_run_tables(2);
            SELECT padan.fill_shortlist(2);
            """)
        _ = try await Migrator(sqlDirectory: root).migrate(connection)
        #expect(try await Store.files(ofRun: 1, connection) == [RunFile(name: "demand.yaml", digest: "d", text: "demand")])
        #expect(try await Store.files(ofRun: 2, connection) == [RunFile(name: "scoring.yaml", digest: "s", text: "scoring")])
        #expect(try await connection.text("SELECT status || ' ' || eligibility FROM dashboard.recommendation") == "berjalan ready")
        #expect(try await connection.number("SELECT count(*) FROM padan.shortlist") == 1)
    }

    @Test func `where nobody knows the openings they are NULL in every table and view, and the programme is blocked`() async throws {
        let world = try await World.make()
        let connection = try await world.connect()
        let runs = try await world.run(connection)
        for table in ["padan.candidate", "padan.shortlist", "dashboard.latest_recommendation", "dashboard.latest_shortlist"] {
            let unknown = try await connection.number(
                "SELECT count(*) FROM \(table) WHERE blk_code = 'J' AND openings IS NULL AND gap IS NULL AND program_code = 'P'")
            #expect(unknown == 1, "\(table)")
            #expect(
                try await connection.number("SELECT count(*) FROM \(table) WHERE blk_code = 'A' AND openings > 0 AND program_code = 'P'")
                    == 1)
        }
        #expect(
            try await connection.text("SELECT eligibility FROM dashboard.latest_recommendation WHERE blk_code = 'J' AND program_code = 'P'")
                == "blocked")
        #expect(
            try await connection.text(
                "SELECT e.reason FROM padan.candidate AS c JOIN padan.eligibility AS e ON e.code = c.eligibility WHERE c.blk_code = 'J' AND c.program_code = 'P'"
            ) == "unknown_openings")
        let blk = try #require(try await Store.blks(connection).first { $0.code == "J" })
        let stored = try #require(
            try await Store.storedScores(run: runs.scoring, blk: blk, configuration: World.scoringConfiguration(), connection))
        for candidate in stored.candidates {
            #expect(candidate.openings == nil && candidate.gap == nil && candidate.eligibility == .blocked(.unknownOpenings))
        }
        let target = try #require(try await Store.targets(connection).first)
        let (inputs, _) = try await Store.allocationInputs(
            run: runs.scoring, target: target, catchment: World.demandConfiguration().catchment, connection)
        #expect(Set(inputs.candidates.map(\.blkCode)) == ["A"])
    }

    @Test func `stored scores give the errors of the run again`() async throws {
        let world = try await World.make()
        let connection = try await world.connect()
        let runs = try await world.run(connection)
        let blk = try #require(try await Store.blks(connection).first { $0.code == "A" })
        let stored = try #require(
            try await Store.storedScores(run: runs.scoring, blk: blk, configuration: World.scoringConfiguration(), connection))
        let candidate = try #require(stored.candidates.first { $0.program.code == "P" })
        let cell = try #require(
            try await Store.demandCells(run: runs.demand.id, region: "32.15", occupations: ["7212"], connection).first)
        let gap = try #require(candidate.contributions.first { $0.criterion == "demand_gap" })
        #expect(gap.raw == cell.reachableGap)
        #expect(gap.standardError == cell.reachableGapError && gap.standardError != nil)
        #expect(candidate.acceptability != nil)
        let shown = try await connection.row(
            "SELECT reachable_gap_error, gap_error FROM dashboard.latest_demand_gap WHERE region_code = '32.15' AND occupation_code = '7212'"
        ) { (try $0["reachable_gap_error"] as Double, try $0["gap_error"] as Double) }
        #expect(shown.map { abs($0.0 - (cell.reachableGapError ?? 0)) < 1e-9 && abs($0.1 - (cell.gapError ?? 0)) < 1e-9 } == true)
    }
}

extension TestServer {
    /// A connection to a new database with the whole schema.
    func connection() async throws -> PostgresConnection { try await PostgresConnection.connect(try await database()) }
}
