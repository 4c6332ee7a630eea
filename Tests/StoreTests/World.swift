import Configuration
import Demand
import Domain
import Foundation
import Postgres
import Scoring
import TestSupport

@testable import Store

/// A small network in a real database: three BLKs, one of them where nobody knows the labour market.
struct World: Sendable {
    let configuration: PostgresConfiguration

    /// The rows of each table, in the order in which foreign keys allow them.
    private static let tables: [(columns: String, rows: [String])] = [
        (
            "region (region_code, name, kind, parent_code, latitude, longitude, population)",
            [
                "'32', 'Jawa Barat', 'provinsi', NULL, NULL, NULL, NULL", "'32.15', 'Karawang', 'kabupaten', '32', -6.31, 107.31, 2300000",
                "'32.16', 'Bekasi', 'kabupaten', '32', -6.36, 107.17, 3600000", "'91', 'Papua', 'provinsi', NULL, NULL, NULL, NULL",
                "'91.71', 'Jayapura', 'kota', '91', -2.53, 140.7, 300000",
            ]
        ),
        ("industry (industry_code, parent_code, name, name_en)", ["'C', NULL, 'Industri', 'Manufacturing'"]),
        (
            "occupation (occupation_code, parent_code, name, name_en)",
            ["'7', NULL, 'P', 'C'", "'72', '7', 'L', 'M'", "'721', '72', 'L', 'M'", "'7212', '721', 'Tukang las', 'Welders'"]
        ),
        ("unit (unit_code, title)", ["'U1', 'Unit 1'", "'U2', 'Unit 2'"]),
        ("scheme (scheme_code, name, lsp_name)", ["'S1', 'Las', 'LSP'"]), ("kejuruan (name)", ["'Las'"]),
        (
            "program (program_code, name, kejuruan, hours_jp, scheme_code, cost_rupiah)",
            ["'P', 'Las', 'Las', 240, 'S1', 60000000", "'Q', 'Las lanjut', 'Las', 320, NULL, NULL"]
        ),
        ("program_unit (program_code, unit_code)", ["'P', 'U1'", "'P', 'U2'", "'Q', 'U2'"]),
        ("program_occupation (program_code, occupation_code, relevance)", ["'P', '7212', 1", "'Q', '7212', 0.5"]),
        (
            "blk (blk_code, name, kind, region_code, parent_code, joined_year)",
            [
                "'N', 'BBPLK', 'BBPLK', '32.16', NULL, NULL", "'A', 'BLK A', 'UPTD', '32.15', 'N', 2017",
                "'J', 'BLK Jayapura', 'UPTD', '91.71', 'N', 2018",
            ]
        ),
        (
            "catalog (blk_code, program_code, valid_from, valid_until)",
            ["'A', 'P', '2017-01-01', NULL", "'J', 'P', '2017-01-01', '2020-12-31'"]
        ),
        (
            "workshop (workshop_code, blk_code, kejuruan, hours_per_year, hours_committed, tuk_until)",
            ["'W1', 'A', 'Las', 1500, 100, '2020-01-01'", "'W2', 'J', 'Las', 800, 0, NULL"]
        ),
        (
            "instructor (instructor_code, name, blk_code, kejuruan)",
            ["'I1', 'Siti', 'A', 'Las'", "'I2', 'Budi', 'J', 'Las'"]
        ),
        (
            "instructor_competence (instructor_code, unit_code, valid_from, valid_until)",
            ["'I1', 'U1', '2016-01-01', '2020-01-01'", "'I1', 'U2', '2016-01-01', '2020-01-01'"]
        ),
        (
            "assessor (assessor_code, scheme_code, name, region_code, days_per_year, licensed_from, licensed_until)",
            ["'X1', 'S1', 'Rina', '32.16', 20, '2016-01-01', '2019-12-31'"]
        ),
        (
            "outcome (blk_code, program_code, year, packages, trained, certified, placed)",
            ["'A', 'P', 2016, 2, 32, 25, 20", "'A', 'P', 2017, 2, 30, 24, NULL"]
        ),
        ("target (network_code, year, participants, certified)", ["'N', 2018, 100, 80"]),
        ("budget (blk_code, scope, year, rupiah)", ["'A', 'blk', 2018, 500000000", "'N', 'network', 2018, 900000000"]),
        (
            "realization (blk_code, program_code, year, month, packages, participants, certified)",
            ["'A', 'P', 2018, 1, 1, 16, 0"]
        ),
        (
            """
            source_file (kind, file_name, digest, options_digest, rows_read, rows_new, rows_changed, rows_same, rows_rejected, source_name,
                harvest_from, harvest_until, loaded, imported_at)
            """,
            [
                "'vacancies', 'iklan.csv', 'x', 'y', 4, 4, 0, 0, 0, 'contoh', '2017-01-01', '2017-06-30', true, $time",
                "'vacancies', 'iklan2.csv', 'z', 'y', 2, 2, 0, 0, 0, 'contoh', '2017-07-01', '2017-12-31', true, $time",
                "'regions', 'wilayah.csv', 'r', 'y', 5, 5, 0, 0, 0, NULL, NULL, NULL, true, $time",
                "'surveys', 'rusak.csv', 's', 'y', 9, 0, 0, 0, 9, NULL, NULL, NULL, false, $time",
            ]
        ),
        (
            "job_title (text, occupation_code, score, method)",
            ["'tukang las', '7212', 1, 'lexicon'", "'welder', '7212', 0.9, 'similar'", "'abc', NULL, 0, 'uncoded'"]
        ),
        (
            "place (text, level, region_code, confidence)",
            ["'Karawang', 'regency', '32.15', 1", "'Jabar', 'province', '32', 1", "'Atlantis', 'unresolved', NULL, 0"]
        ),
        (
            "vacancy (vacancy_digest, source_name, job_title_id, place_id, opening_digest, monthly_pay, posted_on, openings, industry_code)",
            [
                advertisement(1, "tukang las", "Karawang", "4000000, '2017-02-01', 3, 'C'"),
                advertisement(2, "welder", "Jabar", "4500000, '2017-03-01', NULL, NULL"),
                advertisement(3, "abc", "Karawang", "NULL, NULL, NULL, NULL"),
                advertisement(4, "welder", "Atlantis", "5000000, NULL, 2, NULL"),
            ]
        ),
        (
            "employment (region_code, industry_code, year, persons)",
            ["'32.15', 'C', 2014, 100000", "'32.15', 'C', 2017, 118000", "'32.16', 'C', 2017, 200000", "'32', 'C', 2017, 23800000"]
        ),
        (
            "survey (survey_code, region_code, occupation_code, industry_code, year, hires_per_year)",
            ["'V1', '32.15', '7212', 'C', 2017, 120", "'V2', '32', '7212', NULL, 2017, 500", "'V3', '32.16', '7212', 'C', 2019, 70"]
        ),
        (
            "graduate (region_code, provider, field, year, leavers)",
            ["'32.15', 'SMK', 'Teknik Pengelasan', 2017, 300", "'32', 'SMK', 'Teknik Pengelasan', 2017, 8000"]
        ),
        (
            "unemployment (region_code, year, rate_percent, labour_force)",
            ["'32.15', 2017, 9.6, 1100000", "'32.16', 2017, 10.2, 1700000", "'91.71', 2017, 8, 150000"]
        ),
        ("minimum_wage (region_code, year, monthly_rupiah)", ["'32.15', 2018, 3900000", "'32', 2018, 1500000"]),
    ]

    private static func advertisement(_ number: Int, _ title: String, _ place: String, _ rest: String) -> String {
        """
        md5('\(number)')::uuid, 'contoh', (SELECT job_title_id FROM padan.job_title WHERE text = '\(title)'),
        (SELECT place_id FROM padan.place WHERE text = '\(place)'), md5('o\(number)')::uuid, \(rest)
        """
    }

    /// Fills a new database.
    ///
    /// - Parameter isShuffled: Whether the rows come in the reverse order, a year later, with other numbers of titles, places and files.
    /// - Returns: The world.
    /// - Throws: `PostgresError` when the server refuses a row.
    static func make(isShuffled: Bool = false) async throws -> World {
        let world = World(configuration: try await TestServer.shared.database())
        let connection = try await world.connect()
        try await connection.transaction { connection in
            if isShuffled {
                for (table, column) in [("job_title", "job_title_id"), ("place", "place_id"), ("source_file", "source_file_id")] {
                    try connection.execute("ALTER TABLE padan.\(table) ALTER COLUMN \(column) RESTART WITH 500")
                }
            }
            for (columns, rows) in Self.tables {
                for row in isShuffled ? rows.reversed() : rows {
                    let values = row.replacing(
                        "$time", with: isShuffled ? "timestamptz '2019-03-01 01:00+07'" : "timestamptz '2018-01-02 09:00+07'")
                    try connection.execute("INSERT INTO padan.\(columns) VALUES (\(values))")
                }
            }
        }
        return world
    }

    func connect() async throws -> PostgresConnection { try await PostgresConnection.connect(configuration) }

    static let asOf = Day(year: 2018, month: 1, day: 1) ?? Day(daysSince1970: 0)
    static let staffing = ["C": [OccupationShare(occupationCode: "7212", share: 1)]]
    static let fields = ["Teknik Pengelasan": [OccupationShare(occupationCode: "7212", share: 0.6)]]

    static func demandConfiguration() throws -> DemandConfiguration {
        try ConfigurationFile(DataRoot.find().config.appending(path: "demand.yaml")).decode()
    }

    static func scoringConfiguration(samples: Int = 20) throws -> ScoringConfiguration {
        var file: ScoringConfiguration.File = try ConfigurationFile(DataRoot.find().config.appending(path: "scoring.yaml")).decode()
        file.robustness.samples = samples
        return try ScoringConfiguration(file)
    }

    static func file(_ name: String, _ text: String = "a: 1\n") -> RunFile { RunFile(name: name, digest: "digest of \(name)", text: text) }

    static func record(_ stage: Run.Stage, reads: Int? = nil, files: [RunFile]? = nil, snapshot: String = "{}") -> RunRecord {
        RunRecord(
            stage: stage, readsRun: reads, profile: stage == .scoring ? "seimbang" : nil, method: stage == .scoring ? "additive" : nil,
            recommended: stage == .scoring ? 10 : nil, firmShare: stage == .scoring ? 0.8 : nil,
            files: files ?? [file("\(stage.rawValue).yaml")], snapshot: snapshot, seed: 0, asOf: asOf, startedAt: Date())
    }

    /// A demand run and a scoring run of it.
    func run(_ connection: PostgresConnection) async throws -> (demand: Run, scoring: Run) {
        let (demand, scoring) = try await connection.transaction { connection in
            let configuration = try Self.demandConfiguration()
            let snapshot = try Store.demandInputs(
                asOf: Self.asOf, configuration: configuration, staffing: Self.staffing, fields: Self.fields, connection)
            let demand = try Store.save(
                DemandModel(configuration: configuration, inputs: snapshot.inputs).run(),
                Self.record(.demand, snapshot: snapshot.snapshot), connection)
            let read = try Store.scoringInputs(
                asOf: Self.asOf, demandRun: demand, catchment: configuration.catchment, connection)
            let scoring = try Store.save(
                ScoringModel(configuration: try Self.scoringConfiguration(), inputs: read.inputs),
                Self.record(.scoring, reads: demand, snapshot: read.snapshot), threads: 1, connection)
            try Store.publish(run: scoring.id, connection)
            return (demand, scoring.id)
        }
        guard let first = try await Store.run(demand, connection), let second = try await Store.run(scoring, connection) else {
            throw PostgresError(kind: .usage, message: "the runs are not there")
        }
        return (first, second)
    }
}
