import Foundation
import Testing

/// An analyst's questions about demand and potential.
@Suite(.sampleNetwork) struct DemandCommandTests {
    @Test func `where work is wanted`() async throws {
        let desk = try await Desk.reading()
        try await desk.expect("demand", ["demand", "--limit", "8"])
        try await desk.expect("demand-region", ["demand", "--region", "32.15", "--occupation", "7212"])
        try await desk.expect("demand-region-name-en", ["demand", "--region", "Kabupaten Karawang", "--limit", "3", "--lang", "en"])
        try await desk.expect("demand-unknown-region", ["demand", "--region", "Atlantis"], status: 1)
    }

    @Test func `the rows of files behind a figure`() async throws {
        let desk = try await Desk.reading()
        try await desk.expect("demand-trace", ["demand", "--region", "32.15", "--occupation", "7212", "--limit", "3", "--trace"])
        try await desk.expectShape("demand-trace", ["demand", "--region", "32.15", "--occupation", "7212", "--trace", "--json"])
        try await desk.expect("demand-trace-province", ["demand", "--region", "32", "--trace"], status: 2)
    }

    @Test func `demand as JSON`() async throws {
        let desk = try await Desk.reading()
        try await desk.expect("demand-json", ["demand", "--region", "32.18", "--occupation", "5120", "--json"])
        try await desk.expectShape("demand", ["demand", "show", "--json"])
        try await desk.expectShape("demand-region", ["demand", "show", "--region", "32.15", "--json"])
    }

    @Test func `what a region could live on`() async throws {
        let desk = try await Desk.reading()
        try await desk.expect("demand-potential", ["demand", "--region", "Kabupaten Karawang", "--potential"])
        try await desk.expect("demand-potential-en", ["demand", "--region", "32", "--potential", "--lang", "en"])
        try await desk.expectShape("demand-potential", ["demand", "--region", "32.15", "--potential", "--json"])
        try await desk.expectShape("demand-potential-province", ["demand", "--region", "32", "--potential", "--json"])
        try await desk.expect("demand-potential-no-region", ["demand", "--potential"], status: 2)
    }

    @Test func `demand is computed anew`() async throws {
        let desk = try await Desk.copy()
        try await desk.expect("demand-run", ["demand", "run", "--as-of", "2018-01-01"])
        try await desk.expect("demand-run-json", ["demand", "run", "--as-of", "2018-01-01", "--json"])
    }

    private struct Balance: Decodable {
        struct Line: Decodable {
            struct LeftOut: Decodable { let persons: Double }
            let kind: String
            let level: String?
            let rows: Int
            let persons, used, spread: Double
            let left_out: [LeftOut]
        }
        let balance: [Line]
    }

    /// Every row that was read is used, spread or left out, to the person.
    private func balance(_ desk: Desk) async throws -> [Balance.Line] {
        let answer = try await desk.run(["demand", "run", "--as-of", "2018-01-01", "--json"])
        let lines = try JSONDecoder().decode(Balance.self, from: Data(answer.output.utf8)).balance
        for line in lines {
            #expect(abs(line.used + line.spread + line.left_out.reduce(0) { $0 + $1.persons } - line.persons) < 1e-6, "\(line)")
        }
        for (kind, table) in [("employment", "employment"), ("graduates", "graduate"), ("surveys", "survey")] {
            let rows = lines.filter { $0.kind == kind }.reduce(0) { $0 + $1.rows }
            #expect(try await desk.sql("SELECT count(*) FROM padan.\(table)") == "\(rows)", "\(kind)")
        }
        let advertisements = lines.filter { $0.kind == "vacancies" }.reduce(0) { $0 + $1.rows }
        #expect(try await desk.sql("SELECT count(*) FROM padan.vacancy") == "\(advertisements)")
        return lines
    }

    @Test func `the balance of the sample and of a network with figures of provinces adds up to the person`() async throws {
        let desk = try await Desk.copy()
        let sample = try await balance(desk)
        #expect(sample.allSatisfy { $0.spread == 0 || $0.kind == "vacancies" })
        // Two regencies state nothing any more; their province states all.
        let keys = "region_code,industry_code,year\n"
        let whole = try await desk.sql(
            "SELECT sum(persons)::bigint FROM padan.employment WHERE region_code LIKE '32.%' AND year = 2017 AND industry_code = 'C'")
        let own = try await desk.sql(
            "SELECT string_agg(region_code || ',' || industry_code || ',' || year, E'\\n') FROM padan.employment WHERE region_code IN ('32.15', '32.16')"
        )
        let wanted = try await desk.sql(
            """
            SELECT (sum(persons) FILTER (WHERE industry_code = 'C' AND region_code IN ('32.15', '32.16')) + 900000
                - sum(persons) FILTER (WHERE industry_code IN ('M', 'N') AND region_code NOT IN ('32.15', '32.16')))::bigint
            FROM padan.employment WHERE region_code LIKE '32.%' AND year = 2017
            """)
        try desk.write(keys + own + "\n", to: "hapus.csv")
        #expect(try await desk.run(["import", "employment", "--delete", "hapus.csv"]).status == 0)
        try desk.write(
            "region_code,industry_code,year,persons\n32,C,2017,\(whole)\n32,\"M,N\",2017,900000\n36,C,2017,5\n00,C,2017,15000000\n",
            to: "provinsi.csv")
        try desk.write("survey_code,region_code,occupation_code,year,hires_per_year\nP1,32,7212,2017,1400\n", to: "survei.csv")
        try desk.write("region_code,provider,field,year,leavers\n32,SMK,Teknik Pemesinan,2017,90000\n", to: "lulusan.csv")
        for (kind, file) in [("employment", "provinsi.csv"), ("surveys", "survei.csv"), ("graduates", "lulusan.csv")] {
            #expect(try await desk.run(["import", kind, file]).status == 0)
        }
        let lines = try await balance(desk)
        func line(_ kind: String, _ level: String) -> Balance.Line? { lines.first { $0.kind == kind && $0.level == level } }
        #expect(abs((line("employment", "province")?.spread ?? 0) - (Double(wanted) ?? .nan)) < 1e-6, "C of both, and M,N less the others'")
        #expect(line("surveys", "province")?.spread == 1400 && line("employment", "country")?.spread == 0)
        try await desk.expect("demand-run-levels", ["demand", "run", "--as-of", "2018-01-01"])
        #expect(
            try await desk.sql(
                "SELECT count(*) FROM padan.demand_part WHERE run_id = (SELECT max(run_id) FROM padan.demand_part) AND region_code = '32.15' AND source = 'employment' AND spread_openings < openings"
            ) == "0", "all that it has of employment was spread")
    }
}
