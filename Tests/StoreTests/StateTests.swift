import Demand
import Domain
import Postgres
import Scoring
import TestSupport
import Testing

@testable import Store

/// Codes of states and names of criteria stand once; what Swift has of them is what the tables have.
@Suite struct StateTests {
    @Test func `statuses and eligibilities are the same in Swift, in the tables and in the functions`() async throws {
        let connection = try await TestServer.shared.connection()
        let statuses = try await connection.rows("SELECT code, name FROM padan.candidate_status ORDER BY code") {
            "\(try $0["code"] as Int) \(try $0["name"] as String)"
        }
        #expect(statuses == CandidateStatus.allCases.map { "\($0.rawValue) \($0.name)" })
        let eligibilities = try await connection.rows(
            "SELECT code, name, coalesce(reason, '') AS reason FROM padan.eligibility ORDER BY code"
        ) { "\(try $0["code"] as Int) \(try $0["name"] as String) \(try $0["reason"] as String)" }
        #expect(eligibilities == EligibilityCode.allCases.map { "\($0.rawValue) \($0.name) \($0.reason?.rawValue ?? "")" })
        let functions: [(String, Int16)] = [
            ("status_running", CandidateStatus.running.rawValue), ("status_new", CandidateStatus.new.rawValue),
            ("status_new_department", CandidateStatus.newDepartment.rawValue), ("eligibility_ready", EligibilityCode.ready.rawValue),
            ("eligibility_ready_if", EligibilityCode.readyIf.rawValue),
            ("eligibility_last", EligibilityCode.allCases.map(\.rawValue).max() ?? -1),
        ]
        for (name, code) in functions { #expect(try await connection.number("SELECT padan.\(name)()::integer") == Int(code), "\(name)") }
        #expect(
            try await connection.number(
                "SELECT count(*) FROM pg_proc WHERE pronamespace = 'padan'::regnamespace AND proname ~ '^(status|eligibility)_'")
                == functions.count)
    }

    @Test func `a code that no table knows cannot be stored`() async throws {
        let world = try await World.make()
        let connection = try await world.connect()
        _ = try await world.run(connection)
        for change in [
            "UPDATE padan.candidate SET status = 3", "UPDATE padan.candidate SET eligibility = 6", "UPDATE padan.candidate SET status = -1",
            "UPDATE padan.shortlist SET status = 3", "UPDATE padan.shortlist SET eligibility = 6",
        ] {
            let error = await #expect(throws: PostgresError.self) { try await connection.execute(change) }
            #expect(error?.sqlState?.hasPrefix("23") == true, "\(change)")
        }
    }

    @Test func `conditions on states are constants to the planner, and one BLK is found by its key`() async throws {
        let world = try await World.make()
        let connection = try await world.connect()
        let run = try await world.run(connection).scoring.id
        let plan = try await connection.transaction { connection in
            try connection.execute("SET LOCAL enable_seqscan = off")
            return try connection.rows(
                """
                EXPLAIN SELECT * FROM dashboard.recommendation
                WHERE run_id = \(run) AND blk_code = 'A' AND is_recommended AND status = 'berjalan'
                """
            ) { try $0["QUERY PLAN"] as String }
        }.joined(separator: "\n")
        #expect(plan.contains("candidate_\(run)_pk"))
        #expect(plan.contains("(blk_code = 'A'::text)"))
        #expect(plan.contains("status <> '2'::smallint"))
        #expect(!plan.contains("status_new_department"))
    }

    @Test func `the table of criteria is the engine's list`() async throws {
        let connection = try await TestServer.shared.connection()
        let known = try await connection.rows("SELECT criterion, is_regional FROM padan.criterion ORDER BY criterion COLLATE \"C\"") {
            "\(try $0["criterion"] as String) \(try $0["is_regional"] as Bool)"
        }
        #expect(known == Criteria.all.map { "\($0.id) \($0.level == .region)" }.sorted())
    }

    @Test func `a run with a criterion that the table does not know is refused, and nothing of it stays`() async throws {
        let world = try await World.make()
        let connection = try await world.connect()
        try await connection.execute("DELETE FROM padan.criterion WHERE criterion IN ('wage', 'growth')")
        await #expect(throws: StoreError.unknownCriteria(["growth", "wage"])) { _ = try await world.run(connection) }
        #expect(try await connection.number("SELECT count(*) FROM padan.run") == 0)
        #expect(StoreError.unknownCriteria(["wage"]).description.contains("padan.criterion"))
        // Who writes past the program is refused as well.
        try await connection.execute(
            """
            INSERT INTO padan.run (stage, code_version, config_digest, config_text, input_snapshot, seed, as_of, started_at, finished_at, profile, method)
            VALUES ('scoring', '1', '', '', '{}', 0, '2018-01-01', now(), now(), 'seimbang', 'additive')
            """)
        let error = await #expect(throws: PostgresError.self) {
            try await connection.execute("INSERT INTO padan.run_criterion SELECT max(run_id), 1, 'wage', 1 FROM padan.run")
        }
        #expect(error?.constraint == "run_criterion_criterion_fk")
    }

    @Test func `rescoring a run with a criterion that the table lost is refused, not done without it`() async throws {
        let world = try await World.make()
        let connection = try await world.connect()
        _ = try await world.run(connection)
        let before = try await connection.number("SELECT count(*) FROM dashboard.rescore('{}')")
        #expect(before == 6)
        try await connection.executeScript(
            """
            ALTER TABLE padan.run_criterion DROP CONSTRAINT run_criterion_criterion_fk;
            DELETE FROM padan.criterion WHERE criterion = 'wage';
            """)
        for call in ["rescore('{}')", "rescore('{\"growth\": 0.5}', 'A')"] {
            let error = await #expect(throws: PostgresError.self) { try await connection.number("SELECT count(*) FROM dashboard.\(call)") }
            #expect(error?.sqlState == "23503" && error?.message.contains("wage") == true)
        }
    }

    @Test func `scores and ranks by the weights as they were are those of the run`() async throws {
        let world = try await World.make()
        let connection = try await world.connect()
        _ = try await world.run(connection)
        let different = try await connection.number(
            """
            SELECT count(*) FROM dashboard.rescore('{}') AS r JOIN padan.candidate AS c USING (run_id, blk_code, program_code)
            WHERE r.position IS DISTINCT FROM c.position OR abs(r.score - c.score) > 1e-9 OR (r.score IS NULL) <> (c.score IS NULL)
            """)
        #expect(different == 0)
    }
}
