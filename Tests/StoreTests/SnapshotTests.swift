import Demand
import Domain
import Foundation
import Postgres
import Scoring
import Testing

@testable import Store

/// A run notes every table that it read: no more, no less, and the same rows always alike.
@Suite struct SnapshotTests {
    enum Stage: String, CaseIterable, Sendable {
        case demand, scoring, allocation

        var tables: [InputTable] {
            switch self {
            case .demand: InputTable.demand
            case .scoring: InputTable.scoring
            case .allocation: InputTable.allocation
            }
        }

        var runTables: [String] {
            switch self {
            case .demand: []
            case .scoring: InputTable.runTables.scoring
            case .allocation: InputTable.runTables.allocation
            }
        }
    }

    /// Ends a transaction that must leave nothing behind.
    private struct Undone: Error {}

    /// Reads as a role, and undoes what reading stored.
    private func read(_ stage: Stage, as role: String, _ runs: (demand: Run, scoring: Run), _ connection: PostgresConnection) async throws {
        do {
            try await connection.transaction { connection in
                try connection.execute("SET LOCAL ROLE \(role)")
                let catchment = try World.demandConfiguration().catchment
                switch stage {
                case .demand:
                    var inputs = DemandInputs()
                    _ = try Store.readDemand(into: &inputs, asOf: World.asOf, openingWindowDays: 45, connection)
                    try connection.execute("SELECT padan.record_data_state($1)", [runs.demand.id])
                case .scoring:
                    let inputs = try Store.readScoring(
                        asOf: World.asOf, demandRun: runs.demand.id, catchment: catchment, connection)
                    #expect(!inputs.blks.isEmpty && !inputs.pay.isEmpty && !inputs.demand.isEmpty)
                case .allocation:
                    guard let target = try Store.targets(connection).first else { throw PostgresError(kind: .usage, message: "no target") }
                    let inputs = try Store.readAllocation(run: runs.scoring, target: target, catchment: catchment, connection)
                    #expect(!inputs.candidates.isEmpty && !inputs.gaps.isEmpty && !inputs.licences.isEmpty)
                }
                throw Undone()
            }
        } catch is Undone {}
    }

    @Test(arguments: Stage.allCases)
    func `a role that may read the listed tables and columns alone can run the stage, and without any one it cannot`(
        _ stage: Stage
    ) async throws {
        let world = try await World.make()
        let connection = try await world.connect()
        let runs = try await world.run(connection)
        let role = "reader_\(stage.rawValue)_\(getpid())"
        func grant(_ table: InputTable) async throws {
            try await connection.execute(
                "GRANT SELECT (\((table.columns + table.undigested).joined(separator: ", "))) ON padan.\(table.name) TO \(role)")
        }
        try await connection.executeScript(
            """
            CREATE ROLE \(role);
            GRANT USAGE ON SCHEMA padan TO \(role);
            -- This test is about tables and columns. Which rows a person sees is another matter.
            DO $$
            DECLARE
                guarded regclass;
            BEGIN
                FOR guarded IN SELECT oid FROM pg_class WHERE relnamespace = 'padan'::regnamespace AND relrowsecurity LOOP
                    EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', guarded);
                END LOOP;
            END
            $$;
            -- The function reads with the rights of who calls it here, so that its tables are tried as well; it also stores what it finds.
            DELETE FROM padan.data_quality; DELETE FROM padan.demand_quarter; DELETE FROM padan.title_coding; DELETE FROM padan.industry_demand;
            ALTER FUNCTION padan.record_data_state(integer) SECURITY INVOKER;
            GRANT EXECUTE ON FUNCTION padan.record_data_state(integer) TO \(role);
            GRANT INSERT ON padan.data_quality, padan.demand_quarter, padan.title_coding, padan.industry_demand TO \(role);
            GRANT SELECT ON padan.demand_part TO \(role);
            """)
        for table in stage.runTables { try await connection.execute("GRANT SELECT ON padan.\(table) TO \(role)") }
        for table in stage.tables { try await grant(table) }
        try await read(stage, as: role, runs, connection)
        for table in stage.tables {
            try await connection.execute("REVOKE SELECT ON padan.\(table.name) FROM \(role)")
            let error = await #expect(throws: PostgresError.self, "the stage does not read \(table.name)") {
                try await read(stage, as: role, runs, connection)
            }
            #expect(error?.sqlState == "42501", "\(table.name): \(String(describing: error))")
            try await grant(table)
        }
        for table in stage.runTables {
            try await connection.execute("REVOKE SELECT ON padan.\(table) FROM \(role)")
            await #expect(throws: PostgresError.self, "the stage does not read \(table)") {
                try await read(stage, as: role, runs, connection)
            }
            try await connection.execute("GRANT SELECT ON padan.\(table) TO \(role)")
        }
        try await connection.executeScript("DROP OWNED BY \(role); DROP ROLE \(role)")
    }

    private func snapshots(_ connection: PostgresConnection) async throws -> [String] {
        var snapshots: [String] = []
        for stage in Stage.allCases { snapshots.append(try await Store.snapshot(of: stage.tables, connection)) }
        return snapshots
    }

    @Test func `the same rows give the same snapshot, whatever their order, their numbers and the time of their import`() async throws {
        let plain = try await World.make().connect()
        let shuffled = try await World.make(isShuffled: true).connect()
        let first = try await snapshots(plain)
        #expect(first == (try await snapshots(shuffled)))
        #expect(first.allSatisfy { $0.contains("\"region\"") })
        try await plain.execute("UPDATE padan.source_file SET imported_at = now(), imported_by = 'x', options_digest = 'q'")
        #expect(first == (try await snapshots(plain)))
    }

    @Test(arguments: [
        ("UPDATE padan.source_file SET harvest_until = '2018-03-31' WHERE file_name = 'iklan2.csv'", [Stage.demand]),
        ("UPDATE padan.job_title SET occupation_code = '721' WHERE text = 'welder'", [.demand, .scoring]),
        ("UPDATE padan.place SET region_code = '32.16' WHERE text = 'Karawang'", [.demand, .scoring]),
        ("UPDATE padan.program_occupation SET relevance = 0.75 WHERE program_code = 'Q'", [.scoring]),
        ("UPDATE padan.instructor_competence SET valid_until = '2018-06-30' WHERE unit_code = 'U2'", [.scoring, .allocation]),
        ("UPDATE padan.budget SET rupiah = rupiah + 1", [.allocation]), ("UPDATE padan.target SET certified = 70", [.allocation]),
        ("UPDATE padan.region SET latitude = latitude + 0.1 WHERE region_code = '32.16'", [.demand, .scoring, .allocation]),
        ("UPDATE padan.scheme SET candidates_per_day = 8", [.scoring]), ("DELETE FROM padan.survey WHERE survey_code = 'V2'", [.demand]),
    ])
    func `a change of what is read changes the snapshots of the stages that read it, and of no other`(
        _ change: String, _ stages: [Stage]
    ) async throws {
        let connection = try await World.make().connect()
        let before = try await snapshots(connection)
        try await connection.execute(change)
        let after = try await snapshots(connection)
        for (index, stage) in Stage.allCases.enumerated() {
            #expect((before[index] != after[index]) == stages.contains(stage), "\(stage): \(change)")
        }
    }

    @Test func `what was loaded and does not count is said with the inputs`() async throws {
        let connection = try await World.make().connect()
        let configuration = try World.demandConfiguration()
        let snapshot = try await Store.demandInputs(
            asOf: World.asOf, configuration: configuration, staffing: World.staffing, fields: World.fields, connection)
        #expect(
            try snapshot.inputs.unused(configuration) == [
                UnusedInput(kind: .surveys, reason: .laterYear, rows: 1, persons: 70),
                UnusedInput(kind: .graduates, reason: .statedBelow, rows: 1, persons: 300),
                UnusedInput(kind: .employment, reason: .statedBelow, rows: 1, persons: 23_800_000),
            ])
        #expect(
            snapshot.inputs.unplaced.map(\.reason) == [.unresolved, .uncoded] && snapshot.inputs.unplaced.map(\.openings) == [2, 1])
        #expect(snapshot.uncodedVacancies == 1 && snapshot.unresolvedVacancies == 1 && snapshot.regionlessVacancies == 0)
    }
}
