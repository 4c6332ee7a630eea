import Allocation
import Configuration
import Foundation
import Postgres
import Report
import Service
import Store
import TestSupport
import Testing

/// Decisions and suppositions as values: in JSON, as options, and as earlier versions stored them.
@Suite struct PlanChangeTests {
    /// One of each kind, with the option that earlier versions stored.
    static let changes: [(change: Allocation.PlanChange, option: String)] = [
        (.fix(blk: "UPTD-KRW", program: "LAS-01", packages: 3), "--fix UPTD-KRW:LAS-01=3"),
        (.forbid(blk: "UPTD-KRW", program: "LAS-01"), "--forbid UPTD-KRW:LAS-01"),
        (.minimumPerBlk(48), "--min-per-blk 48"), (.largestShare(0.4), "--max-share 40%"),
        (.addAssessors(scheme: "SKM-LAS-01", count: 2), "--add-assessor SKM-LAS-01=2"),
        (.addCompetence(blk: "UPTD-KRW", unit: "CTH.LAS.004"), "--add-instructor UPTD-KRW:CTH.LAS.004"),
        (.addWorkshopHours(blk: "UPTD-KRW", kejuruan: "Teknik Las", hours: 400), "--add-workshop-hours UPTD-KRW:Teknik Las=400"),
        (.addInstructorHours(blk: "UPTD-KRW", kejuruan: "Teknik Las", hours: -40.5), "--add-instructor-hours UPTD-KRW:Teknik Las=-40.5"),
        (.scaleBudget(1.1), "--budget +10%"), (.scaleBudget(0.95), "--budget -5%"), (.close(blk: "KOM-SRM"), "--close KOM-SRM"),
        (.target(.certified, 12000, scope: []), "--target certified=12000"),
        (.target(.participants, 500, scope: ["UPTD-KRW", "Teknik Las"]), "--target UPTD-KRW:Teknik Las:participants=500"),
    ]

    /// Forms that people typed and earlier versions kept as typed.
    static let typed: [(option: String, change: Allocation.PlanChange)] = [
        ("--max-share 0.25", .largestShare(0.25)), ("--fix A:B:C=3.0", .fix(blk: "A", program: "B:C", packages: 3)),
        ("--target peserta=1e3", .target(.participants, 1000, scope: [])),
        ("--target Las:TERSERTIFIKASI=5", .target(.certified, 5, scope: ["Las"])),
        ("--budget +12.5%", .scaleBudget(1.125)), ("--close A=B", .close(blk: "A=B")),
    ]

    @Test(arguments: changes.indices)
    func `a change comes back from JSON as it went, and reads as its option`(_ index: Int) throws {
        let (change, option) = Self.changes[index]
        let json = try JSONEncoder().encode(change)
        #expect(try JSONDecoder().decode(Allocation.PlanChange.self, from: json) == change)
        #expect(change.optionText == option)
    }

    /// Changes that no earlier version stored.
    @Test(arguments: [
        (Allocation.PlanChange.allowSurplus, "--allow-surplus"), (.minimumScore(52.5), "--min-score 52.5"),
        (.largestRank(20), "--max-rank 20"),
    ])
    func `a newer change comes back from JSON as it went, and reads as its option`(
        _ change: Allocation.PlanChange, _ option: String
    ) throws {
        #expect(try JSONDecoder().decode(Allocation.PlanChange.self, from: JSONEncoder().encode(change)) == change)
        #expect(change.optionText == option)
    }

    @Test(arguments: [
        #"{"change": "minimum_score", "score": 101}"#, #"{"change": "largest_rank", "rank": 0}"#,
        #"{"change": "fix", "blk": "A", "program": "B", "packages": -1}"#,
        #"{"change": "fix", "blk": "A", "program": "B", "packages": 1.5}"#,
        #"{"change": "fix", "blk": "", "program": "B", "packages": 1}"#, #"{"change": "fix", "program": "B", "packages": 1}"#,
        #"{"change": "largest_share", "share": 1.5}"#, #"{"change": "scale_budget", "factor": 0}"#,
        #"{"change": "scale_budget", "factor": 1e9}"#,
        #"{"change": "target", "measure": "placements", "amount": 5}"#, #"{"change": "target", "measure": "certified", "amount": -5}"#,
        #"{"change": "target", "measure": "certified", "amount": 5, "scope": ["a", "b", "c"]}"#, #"{"change": "sell", "blk": "A"}"#, "[]",
        "3",
        #"{"change": "add_workshop_hours", "blk": "A", "kejuruan": "B", "hours": 1e300}"#,
    ])
    func `JSON that says no change is refused`(_ json: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Allocation.PlanChange.self, from: Data(json.utf8)) }
    }

    /// A database of the version before, with plans that keep their changes as options, migrates with its data.
    @Test func `changes of stored plans become values`() async throws {
        let configuration = try await TestServer.shared.emptyDatabase()
        let connection = try await PostgresConnection.connect(configuration)
        let before = try Self.sql(until: 12)
        _ = try await Migrator(sqlDirectory: before).migrate(connection)
        let options = Self.changes.map(\.option) + Self.typed.map(\.option)
        try await connection.execute(
            """
            WITH run AS (
                INSERT INTO padan.run (stage, code_version, config_digest, config_text, input_snapshot, seed, as_of, started_at, finished_at)
                VALUES ('allocation', '1', '', '', '{}', 0, '2018-01-01', now(), now()) RETURNING run_id
            )
            INSERT INTO padan.allocation (run_id, network_code, year, is_question, changes, objective, upper_bound, stop, participants_target,
                certified_target, participants, certified, placements)
            SELECT run_id, 'N', 2018, false, $1::text[], 1, 1, 'gap', 0, 0, 0, 0, 0 FROM run
            """, [options])
        _ = try await Migrator(sqlDirectory: DataRoot.find().sql).migrate(connection)
        let id = try await connection.number("SELECT max(run_id) FROM padan.run")
        let plan = try await connection.transaction { try Store.plan(id, $0) }
        #expect(plan?.changes.map(\.optionText) == Self.changes.map(\.option) + Self.typed.map(\.change.optionText))
        #expect(plan?.changes.suffix(Self.typed.count).elementsEqual(Self.typed.map(\.change)) == true)
    }

    /// A copy of `sql/` with the migrations up to a number. Views are of the newest version and stay away: they read tables that come later.
    static func sql(until number: Int) throws -> URL {
        let folder = try TestServer.makeFolder("sql")
        let copy = folder.appending(path: "sql")
        try FileManager.default.copyItem(at: DataRoot.find().sql, to: copy)
        let migrations = copy.appending(path: "migrations")
        for file in try FileManager.default.contentsOfDirectory(at: migrations, includingPropertiesForKeys: nil)
        where (Int(file.lastPathComponent.prefix(4)) ?? 0) > number {
            try FileManager.default.removeItem(at: file)
        }
        let views = copy.appending(path: "dashboard")
        for folder in [views, views.appending(path: "functions")] {
            for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            where file.pathExtension == "sql" { try FileManager.default.removeItem(at: file) }
        }
        return copy
    }
}
