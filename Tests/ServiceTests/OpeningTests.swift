import Domain
import Foundation
import Postgres
import Service
import TestSupport
import Testing

/// What counts as one opening, and what a stored result keeps.
@Suite struct OpeningTests {
    /// Repetitions of one advertisement, of which all, some or none state the job's code; two jobs that differ in nothing but their code.
    @Test func `repeated advertisements are one opening whether or not each states the code`() async throws {
        let (service, configuration) = try await SampleDatabase.shared.copy()
        let connection = try await PostgresConnection.connect(configuration)
        let rows = [
            // Codes that the title has by itself, and one that it has not.
            ("Depok", "Welder", ["7212", "7212"]), ("Kota Bekasi", "Welder", ["", ""]), ("Kabupaten Bogor", "Welder", ["7212", "", ""]),
            ("Kabupaten Subang", "Barista", ["5132", "", ""]), ("Kabupaten Karawang", "Barista", ["5132"]),
            ("Kabupaten Cianjur", "Barista", ["5132", "5131"]),
        ]
        let text = rows.flatMap { place, title, codes in
            codes.enumerated().map { "\(title),PT Satu,\(place),3000000,2017-03-0\($0.offset + 1),\($0.element)" }
        }
        let file = try TestServer.makeFolder("openings").appending(path: "a.csv")
        try Data(("title,employer,place,pay,posted_on,occupation_code\n" + text.joined(separator: "\n") + "\n").utf8).write(to: file)
        var options = ImportOptions()
        options.sourceName = "ulang"
        #expect(try await service.load(file.path, as: .vacancies, options, by: .operator).new == text.count)
        let day = try await service.referenceDay(nil, as: .operator)
        let run = try await service.runDemand(asOf: day, as: .operator)
        let openings = Dictionary(
            uniqueKeysWithValues: try await connection.rows(
                """
                SELECT r.name, sum(p.openings)::double precision AS openings FROM padan.demand_part AS p JOIN padan.region AS r USING (region_code)
                WHERE p.run_id = $1 AND p.source = 'vacancies:ulang' GROUP BY 1
                """, [run.runID]
            ) { (try $0["name"] as String, try $0["openings"] as Double) })
        #expect(openings.count == 6, "\(openings)")
        let one = try #require(openings["Kabupaten Karawang"])
        #expect(openings["Kabupaten Subang"] == one && openings["Kabupaten Cianjur"] == 2 * one)
        let welder = try #require(openings["Kota Depok"])
        #expect(openings["Kota Bekasi"] == welder && openings["Kabupaten Bogor"] == welder)
        // The views of quarters count the same way; the run before was without this source.
        let quarters = try await connection.rows(
            """
            SELECT r.name, sum(q.openings * CASE WHEN q.run_id = $1 THEN 1 ELSE -1 END)::integer AS openings
            FROM padan.demand_quarter AS q JOIN padan.region AS r USING (region_code)
            WHERE q.run_id IN ($1, (SELECT max(run_id) FROM padan.run WHERE stage = 'demand' AND run_id < $1))
                AND q.occupation_code IN ('5131', '5132') GROUP BY 1 ORDER BY 1
            """, [run.runID]
        ) { "\(try $0["name"] as String) \(try $0["openings"] as Int)" }
        #expect(quarters.contains("Kabupaten Subang 1") && quarters.contains("Kabupaten Cianjur 2"), "\(quarters)")
    }

    @Test func `a region of which nothing is known has an unknown number of openings`() async throws {
        let (service, configuration) = try await SampleDatabase.shared.copy()
        let connection = try await PostgresConnection.connect(configuration)
        try await connection.execute(
            """
            INSERT INTO padan.region (region_code, parent_code, name, kind, latitude, longitude)
            VALUES ('94', NULL, 'Papua', 'provinsi', -4, 138), ('94.08', '94', 'Kabupaten Biak Numfor', 'kabupaten', -1, 136)
            """)
        let day = try await service.referenceDay(nil, as: .operator)
        _ = try await service.runDemand(asOf: day, as: .operator)
        let nowhere = try await service.demand(region: "94.08", occupation: nil, limit: 5, as: .operator)
        #expect(nowhere.openings == nil && nowhere.leavers == nil && nowhere.cells.isEmpty)
        let somewhere = try await service.demand(region: "32.15", occupation: nil, limit: 5, as: .operator)
        #expect((somewhere.openings ?? 0) > 0 && (somewhere.leavers ?? 0) > 0)
        // Sources that tell of the same openings are one: industries add up to the openings of the region, and of an occupation in it.
        for occupation in [nil, "7212"] {
            let asked = try await service.demand(region: "32.15", occupation: occupation, limit: 5, as: .operator)
            let total = asked.industries.reduce(0) { $0 + $1.openings }
            #expect(abs(total - (asked.openings ?? -1)) < 1e-6 * total, "\(total)")
        }
    }

    @Test func `a stored plan keeps the targets that it was made for`() async throws {
        let (_, configuration) = try await SampleDatabase.shared.copy()
        let connection = try await PostgresConnection.connect(configuration)
        let promised = "SELECT max(participants_target) FROM dashboard.target_progress WHERE run_id IS NOT NULL"
        #expect(try await connection.number(promised) == 18_624)
        try await connection.execute("UPDATE padan.target SET participants = 20000")
        #expect(try await connection.number(promised) == 18_624)
    }

    @Test func `data are not said to have changed since a plan of another version`() async throws {
        let (service, configuration) = try await SampleDatabase.shared.copy()
        let connection = try await PostgresConnection.connect(configuration)
        try await connection.execute("UPDATE padan.workshop SET hours_per_year = hours_per_year + 1")
        let known = try await service.whatIf([.scaleBudget(1.1)], as: .operator)
        #expect(known.otherVersion == nil && known.changedTables == ["workshop"])
        try await connection.execute("UPDATE padan.run SET code_version = '0.1.0'")
        let unknown = try await service.whatIf([.scaleBudget(1.1)], as: .operator)
        #expect(unknown.otherVersion == "0.1.0" && unknown.changedTables.isEmpty)
    }
}
