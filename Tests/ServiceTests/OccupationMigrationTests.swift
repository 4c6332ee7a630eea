import Configuration
import Foundation
import Postgres
import Store
import TestSupport
import Testing

/// Databases of the version that had unit groups of ISCO-08 in the place of those of KBJI 2014.
@Suite struct OccupationMigrationTests {
    private static let registers = """
        INSERT INTO padan.occupation (occupation_code, parent_code, name, name_en)
        SELECT c, nullif(left(c, -1), ''), 'N' || c, 'E' || c
        FROM unnest(ARRAY['0', '01', '011', '0110', '02', '021', '0210', '3', '33', '335', '3355', '5', '54', '541', '5412', '5414']) AS c;
        INSERT INTO padan.region (region_code, name, kind, parent_code)
            VALUES ('32', 'Jawa Barat', 'provinsi', NULL), ('32.15', 'Karawang', 'kabupaten', '32');
        INSERT INTO padan.kejuruan (name) VALUES ('K');
        INSERT INTO padan.program (program_code, name, kejuruan, hours_jp) VALUES ('P', 'P', 'K', 100), ('Q', 'Q', 'K', 100);
        """

    /// What files and runs left. Somebody had brought 0215 beside 5412, so that some rows meet.
    private static let rows = """
        INSERT INTO padan.occupation (occupation_code, parent_code, name, name_en) VALUES ('0215', '021', 'Bintara', 'Police');
        INSERT INTO padan.program_occupation VALUES ('P', '5412', 0.9), ('P', '0215', 0.4), ('Q', '3355', 0.5), ('Q', '5414', 1);
        INSERT INTO padan.taught_title (title, occupation_code) VALUES ('polisi', '5412'), ('satpam', '5414');
        INSERT INTO padan.job_title (text, occupation_code, score, method, alternatives)
            VALUES ('Polisi', '5412', 1, 'taught', '{5414,3355}'), ('Satpam', '5414', 1, 'lexicon', '{}');
        INSERT INTO padan.place (text, level, region_code, confidence) VALUES ('Karawang', 'regency', '32.15', 1);
        INSERT INTO padan.vacancy (vacancy_digest, source_name, job_title_id, place_id, opening_digest, stated_occupation_code, unstated_digest)
            VALUES ('00000000-0000-0000-0000-000000000001', 's', 1, 1, '00000000-0000-0000-0000-000000000002', '0110',
                '00000000-0000-0000-0000-000000000003');
        INSERT INTO padan.survey (survey_code, region_code, occupation_code, year, hires_per_year) VALUES ('S', '32.15', '0210', 2018, 5);
        INSERT INTO padan.run (stage, code_version, config_digest, config_text, input_snapshot, seed, as_of, started_at, finished_at)
            VALUES ('demand', '1', '', '', '{}', 0, '2018-01-01', now(), now());
        INSERT INTO padan.run (stage, reads_run_id, code_version, config_digest, config_text, input_snapshot, seed, as_of, started_at, finished_at,
                profile, method)
            VALUES ('scoring', 1, '1', '', '', '{}', 0, '2018-01-01', now(), now(), 'seimbang', 'additive');
        INSERT INTO padan.demand (run_id, region_code, occupation_code, openings, relative_error, leavers, reachable_openings, reachable_leavers,
                spread_share, growth, leavers_error)
            VALUES (1, '32.15', '5412', 30, 0.1, 4, 40, 5, 0.5, 0.02, 3), (1, '32.15', '0215', 10, 0.4, 1, 10, 1, 0.1, 0.06, 4),
                (1, '32.15', '3355', 7, NULL, 0, 7, 0, 0, NULL, NULL), (1, '32.15', '5414', 1, 0.2, 0, 1, 0, 0, NULL, NULL);
        INSERT INTO padan.demand_part VALUES (1, '32.15', '5412', 'employment', 'O', 30, 15, 0.02), (1, '32.15', '0215', 'employment', 'O', 10, 1, NULL);
        INSERT INTO padan.supply_part VALUES (1, '32.15', '5412', 'SMK', 'F', 4), (1, '32.15', '0215', 'SMK', 'F', 1);
        INSERT INTO padan.occupation_industry VALUES (1, '5412', 'O', 1), (1, '0215', 'N', 0.5), (1, '0215', 'O', 0.5), (1, '3355', 'O', 1);
        INSERT INTO padan.demand_quarter VALUES (1, '2018-01-01', '32.15', '5412', 2, 3), (1, '2018-01-01', '32.15', '0215', 1, 1);
        INSERT INTO padan.title_coding VALUES (1, 1, '5412', 'taught', 1, 2), (1, 1, '0215', 'taught', 1, 3), (1, 2, '5414', 'lexicon', 1, 1);
        INSERT INTO padan.run_program (run_id, program_code, name, kejuruan, hours_jp, package_size, units, occupations, relevances,
                assessor_days_needed)
            VALUES (2, 'P', 'P', 'K', 100, 16, '{}', '{0215,5412}', '{0.4,0.9}', 0), (2, 'Q', 'Q', 'K', 100, 16, '{}', '{3355,5414}', '{0.5,1}', 0);
        """

    private func migrated(_ script: String) async throws -> PostgresConnection {
        let connection = try await PostgresConnection.connect(try await TestServer.shared.emptyDatabase())
        _ = try await Migrator(sqlDirectory: PlanChangeTests.sql(until: 22)).migrate(connection)
        try await connection.executeScript(script)
        _ = try await Migrator(sqlDirectory: DataRoot.find().sql).migrate(connection)
        return connection
    }

    private func lines(_ sql: String, _ connection: PostgresConnection) async throws -> [String] {
        try await connection.rows("SELECT concat_ws(' ', VARIADIC r) AS line FROM (\(sql)) AS s (r)") { try $0["line"] as String }
    }

    @Test func `everything that refers to a group of ISCO-08 goes to the group of KBJI 2014 that it is`() async throws {
        let connection = try await migrated(Self.registers + Self.rows)
        #expect(
            try await lines("SELECT ARRAY[occupation_code] FROM padan.occupation WHERE length(occupation_code) = 4 ORDER BY 1", connection)
                == [
                    "0111", "0112", "0113", "0114", "0115", "0211", "0212", "0213", "0214", "0215", "0311", "0312", "0313", "0314", "0315",
                    "5414",
                ])
        let expected: [(String, [String])] = [
            (
                "program_code, occupation_code, relevance::text] FROM padan.program_occupation ORDER BY 1",
                ["P 0215 0.9", "Q 0115 0.5", "Q 5414 1"]
            ),
            ("title, occupation_code] FROM padan.taught_title ORDER BY 1", ["polisi 0215", "satpam 5414"]),
            ("text, occupation_code, alternatives::text] FROM padan.job_title ORDER BY 1", ["Polisi 0215 {5414,0115}", "Satpam 5414 {}"]),
            ("stated_occupation_code] FROM padan.vacancy", ["0112"]), ("occupation_code] FROM padan.survey", ["0212"]),
            (
                "occupation_code, openings::text, leavers::text, reachable_openings::text, reachable_leavers::text] FROM padan.demand ORDER BY 1",
                ["0115 7 0 7 0", "0215 40 5 50 6", "5414 1 0 1 0"]
            ),
            ("occupation_code, openings::text, spread_openings::text] FROM padan.demand_part", ["0215 40 16"]),
            ("occupation_code, leavers::text] FROM padan.supply_part", ["0215 5"]),
            (
                "occupation_code, industry_code, share::text] FROM padan.occupation_industry ORDER BY 1",
                ["0115 O 1", "0215 N 0.25", "0215 O 0.75"]
            ),
            ("occupation_code, advertisements::text, openings::text] FROM padan.demand_quarter", ["0215 3 4"]),
            ("occupation_code, advertisements::text] FROM padan.title_coding ORDER BY 1", ["0215 5", "5414 1"]),
            (
                "program_code, occupations::text, relevances::text] FROM padan.run_program ORDER BY 1",
                ["P {0215} {0.9}", "Q {0115,5414} {0.5,1}"]
            ),
        ]
        for (sql, rows) in expected { #expect(try await lines("SELECT ARRAY[\(sql)", connection) == rows, "\(sql)") }
        // 30 ± 3 and 10 ± 4 are 40 ± 5; growth and the part that was spread are weighted by the openings.
        let figures = try await connection.row(
            "SELECT relative_error, spread_share, growth, leavers_error FROM padan.demand WHERE occupation_code = '0215'"
        ) { [try $0["relative_error"] as Double, try $0["spread_share"] as Double, try $0["growth"] as Double] }
        for (found, right) in zip(try #require(figures), [0.125, 0.4, 0.03]) { #expect(abs(found - right) < 1e-12) }
        #expect(try await connection.number("SELECT leavers_error::integer FROM padan.demand WHERE occupation_code = '0215'") == 5)
        // Names that somebody had given stay.
        #expect(try await connection.text("SELECT name FROM padan.occupation WHERE occupation_code = '0215'") == "Bintara")
        let run = try #require(try await connection.transaction { try Store.run(1, $0) })
        #expect(run.occupationVersion == "KBJI 2014" && run.industryVersion == "KBLI 2020")
    }

    @Test func `registers without these groups stay as they are`() async throws {
        let connection = try await migrated(
            """
            INSERT INTO padan.occupation (occupation_code, parent_code, name, name_en) VALUES ('7', NULL, 'A', 'A'), ('72', '7', 'B', 'B');
            """)
        #expect(
            try await lines("SELECT ARRAY[occupation_code, occupation_version] FROM padan.occupation ORDER BY 1", connection)
                == ["7 KBJI 2014", "72 KBJI 2014"])
    }

    @Test func `the migration and the concordance say the same, and new groups have the names of the list`() async throws {
        let root = try DataRoot.find()
        let connection = try await migrated(Self.registers)
        let moved = try CSVTable(root.config.appending(path: "concordance.csv")).rows.filter { $0[0] == "ISCO-08" && $0[1] != $0[2] }
        let migration = try String(contentsOf: root.sql.appending(path: "migrations/0024_kbji_2014.sql"), encoding: .utf8)
        #expect(moved.count == 5)
        for row in moved { #expect(migration.contains("('\(row[1])', '\(row[2])')")) }
        let list = try CSVTable(root.config.appending(path: "occupations.csv")).rows.filter { $0[0].hasPrefix("0") && $0[0].count == 4 }
        let stored = try await lines(
            "SELECT ARRAY[occupation_code, parent_code, name, name_en] FROM padan.occupation WHERE occupation_code LIKE '0___' ORDER BY 1",
            connection)
        #expect(stored == list.map { $0.joined(separator: " ") })
    }
}
