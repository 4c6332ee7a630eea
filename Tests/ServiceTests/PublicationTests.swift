import Configuration
import Domain
import Foundation
import Postgres
import Store
import TestSupport
import Testing

/// What people read after a database of an earlier version was brought up to date, and after something was published.
@Suite struct PublicationTests {
    @Test func `the latest runs of an earlier version become the published ones`() async throws {
        let connection = try await PostgresConnection.connect(try await TestServer.shared.emptyDatabase())
        _ = try await Migrator(sqlDirectory: PlanChangeTests.sql(until: 18)).migrate(connection)
        // 1 and 2 demand, 3 and 4 weighted scores, 5 of a rival method, 6 to 8 plans of two years, 9 a what-if.
        try await connection.executeScript(
            """
            INSERT INTO padan.run (stage, reads_run_id, code_version, config_digest, config_text, input_snapshot, seed, as_of, started_at, finished_at,
                profile, method)
            SELECT r.stage, r.reads, '1', '', '', '{}', 0, '2018-01-01', now() - interval '1 day', now() - interval '1 day', r.profile, r.method
            FROM (VALUES
                (1, 'demand', NULL::integer, NULL, NULL), (2, 'demand', NULL, NULL, NULL), (3, 'scoring', 1, 'seimbang', 'additive'),
                (4, 'scoring', 2, 'penempatan', 'additive'), (5, 'scoring', 2, 'seimbang', 'topsis'), (6, 'allocation', 3, NULL, NULL),
                (7, 'allocation', 4, NULL, NULL), (8, 'allocation', 4, NULL, NULL), (9, 'allocation', 4, NULL, NULL)
            ) AS r (ordinal, stage, reads, profile, method) ORDER BY ordinal;
            INSERT INTO padan.allocation (run_id, network_code, year, is_question, changes, objective, upper_bound, stop, participants_target,
                certified_target, participants, certified, placements)
            SELECT n, 'N', y, q, '[]', 1, 1, 'gap', 0, 0, 0, 0, 0
            FROM (VALUES (6, 2018, false), (7, 2018, false), (8, 2017, false), (9, 2018, true)) AS p (n, y, q);
            """)
        _ = try await Migrator(sqlDirectory: DataRoot.find().sql).migrate(connection)
        let sizes = try await connection.transaction { try Store.runs($0) }
        #expect(sizes.filter { $0.standing == .published }.map(\.run.id).sorted() == [2, 4, 7, 8])
        #expect(sizes.filter { $0.standing == .trial }.map(\.run.id).sorted() == [1, 3, 5, 6, 9])
        #expect(try await connection.transaction { try Store.publishedRun(.scoring, $0)?.id } == 4)

        // An older plan comes back with the scores and the demand that it was made from.
        try await connection.transaction { try Store.publish(run: 6, label: "lama", $0) }
        let after = try await connection.transaction { try Store.runs($0) }
        #expect(after.filter { $0.standing == .published }.map(\.run.id).sorted() == [1, 3, 6, 8])
        #expect(after.filter { $0.standing == .superseded }.map(\.run.id).sorted() == [2, 4, 7])
        #expect(after.first { $0.run.id == 6 }?.label == "lama" && after.first { $0.run.id == 3 }?.label == nil)
        #expect(try await connection.transaction { try Store.publishedPlan(network: "N", $0) } == 6)
        #expect(try await connection.transaction { try Store.planBefore(6, $0) } == 7)
    }
}
