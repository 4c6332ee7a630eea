import Demand
import Domain
import Postgres
import Scoring

extension Store {
    /// Reads everything that the scoring stage needs, with the number of rows and a digest of each table. All is as of one moment where the
    /// caller's transaction says so.
    ///
    /// Rows come in no order where there are many: scoring does not depend on it, and sorting would take longer than reading.
    ///
    /// - Parameters:
    ///   - asOf: The day for which licences, competences and catalogs are judged.
    ///   - demandRun: The demand run that is scored.
    ///   - catchment: How far assessors travel: the distances that the demand run was made with.
    ///   - connection: The connection, in a transaction of the level `REPEATABLE READ`.
    /// - Returns: The inputs, and the snapshot as JSON.
    /// - Throws: `PostgresError` when the server refuses a query.
    public static func scoringInputs(
        asOf: Day, demandRun: Int, catchment: DemandConfiguration.Catchment, _ connection: isolated PostgresConnection
    ) throws -> (inputs: ScoringInputs, snapshot: String) {
        let inputs = try Self.readScoring(asOf: asOf, demandRun: demandRun, catchment: catchment, connection)
        return (inputs, try Self.snapshot(of: InputTable.scoring, connection))
    }

    /// Reads the tables of `InputTable.scoring`, without their digests.
    ///
    /// - Throws: `PostgresError` when the server refuses a query.
    static func readScoring(
        asOf: Day, demandRun: Int, catchment: DemandConfiguration.Catchment, _ connection: isolated PostgresConnection
    ) throws -> ScoringInputs {
        var inputs = ScoringInputs(asOf: asOf)
        inputs.blks = try Self.blks(connection)
        inputs.programs = try Self.programs(connection)
        inputs.catalog = try connection.rows(
            """
            SELECT DISTINCT blk_code, program_code FROM padan.catalog
            WHERE daterange(valid_from, valid_until, '[]') @> $1::date ORDER BY blk_code, program_code
            """, [asOf]
        ) { CatalogEntry(blkCode: try $0["blk_code"], programCode: try $0["program_code"]) }
        inputs.workshops = try connection.rows(
            "SELECT blk_code, kejuruan, hours_per_year, hours_committed, tuk_until FROM padan.workshop ORDER BY workshop_code"
        ) { row in
            Workshop(
                blkCode: try row["blk_code"], kejuruan: try row["kejuruan"], hoursPerYear: try row["hours_per_year"],
                hoursCommitted: try row["hours_committed"], testSiteUntil: try row["tuk_until"])
        }
        inputs.competences = try connection.rows(
            """
            SELECT i.blk_code, c.unit_code, c.valid_from, c.valid_until
            FROM padan.instructor_competence AS c JOIN padan.instructor AS i USING (instructor_code)
            WHERE $1::date BETWEEN c.valid_from AND c.valid_until
            """, [asOf]
        ) { row in
            InstructorCompetence(
                blkCode: try row["blk_code"], unitCode: try row["unit_code"], validFrom: try row["valid_from"],
                validUntil: try row["valid_until"])
        }
        inputs.instructorDepartments = try connection.rows(
            "SELECT DISTINCT blk_code, kejuruan FROM padan.instructor ORDER BY blk_code, kejuruan"
        ) { CatalogDepartment(blkCode: try $0["blk_code"], kejuruan: try $0["kejuruan"]) }
        inputs.licences = try connection.rows(
            """
            SELECT scheme_code, region_code, days_per_year, licensed_from, licensed_until FROM padan.assessor
            ORDER BY scheme_code, assessor_code, licensed_from
            """
        ) { row in
            AssessorLicence(
                schemeCode: try row["scheme_code"], regionCode: try row["region_code"],
                daysPerYear: try row["days_per_year"], licensedFrom: try row["licensed_from"],
                licensedUntil: try row["licensed_until"])
        }
        inputs.candidatesPerDay = Dictionary(
            uniqueKeysWithValues: try connection.rows("SELECT scheme_code, candidates_per_day FROM padan.scheme") {
                (try $0["scheme_code"] as String, try $0["candidates_per_day"] as Int)
            })
        inputs.outcomes = try connection.rows(
            """
            SELECT blk_code, program_code, year, trained, certified, placed FROM padan.outcome WHERE year < $1
            """, [asOf.civil.year]
        ) { row in
            Outcome(
                blkCode: try row["blk_code"], programCode: try row["program_code"], year: try row["year"],
                trained: try row["trained"], certified: try row["certified"], placed: try row["placed"])
        }
        inputs.demand = try connection.rows(
            """
            SELECT region_code, occupation_code, reachable_openings, reachable_leavers, reachable_openings_error, reachable_leavers_error,
                openings, growth
            FROM padan.demand
            WHERE run_id = $1 AND region_code IN (SELECT region_code FROM padan.blk)
              AND occupation_code IN (SELECT occupation_code FROM padan.program_occupation)
            """, [demandRun]
        ) { row in
            ReachableDemand(
                regionCode: try row["region_code"], occupationCode: try row["occupation_code"],
                reachableOpenings: try row["reachable_openings"], reachableLeavers: try row["reachable_leavers"],
                openingsError: try row["reachable_openings_error"], leaversError: try row["reachable_leavers_error"],
                openings: try row["openings"], growth: try row["growth"])
        }
        try Self.readPotential(into: &inputs, demandRun, connection)
        inputs.pay = try connection.rows(
            """
            SELECT p.region_code, coalesce(v.stated_occupation_code, t.occupation_code) AS occupation_code, v.monthly_pay
            FROM padan.vacancy AS v JOIN padan.job_title AS t USING (job_title_id) JOIN padan.place AS p USING (place_id)
            WHERE v.monthly_pay IS NOT NULL AND (p.region_code IS NOT NULL OR p.level = 'country')
              AND coalesce(v.stated_occupation_code, t.occupation_code) IN (SELECT occupation_code FROM padan.program_occupation)
            """
        ) { row in
            OfferedPay(
                regionCode: try row["region_code"], occupationCode: try row["occupation_code"],
                rupiahPerMonth: try row["monthly_pay"])
        }
        inputs.minimumWage = Dictionary(
            uniqueKeysWithValues: try connection.rows(
                """
                SELECT DISTINCT ON (region_code) region_code, monthly_rupiah FROM padan.minimum_wage WHERE year <= $1
                ORDER BY region_code, year DESC
                """, [asOf.civil.year]
            ) { (try $0["region_code"] as String, try $0["monthly_rupiah"] as Double) })
        try Self.readUnemployment(into: &inputs, connection)
        inputs.reach = try Self.reach(of: inputs.blks, catchment, connection).mapValues { Set($0.keys) }
        return inputs
    }

    /// The regions within reach of each region where a BLK stands, by that region's code, with their distances in kilometres.
    ///
    /// - Throws: `PostgresError` when the server refuses the query.
    static func reach(
        of blks: [Blk], _ catchment: DemandConfiguration.Catchment, _ connection: isolated PostgresConnection
    ) throws -> [String: [String: Double]] {
        let catchment = Catchment(regions: try Self.regions(connection), configuration: catchment)
        return Dictionary(
            uniqueKeysWithValues: Set(blks.map(\.regionCode)).map { code in
                (code, Dictionary(uniqueKeysWithValues: catchment.reach(of: code).map { ($0.regionCode, $0.kilometres) }))
            })
    }

    private static func readPotential(into inputs: inout ScoringInputs, _ run: Int, _ connection: isolated PostgresConnection) throws {
        inputs.potential = try connection.rows(
            """
            SELECT region_code, industry_code, quotient, density FROM padan.potential
            WHERE run_id = $1 AND length(industry_code) = 1 AND region_code IN (SELECT region_code FROM padan.blk)
            ORDER BY region_code, industry_code
            """, [run]
        ) { row in
            RegionIndustry(
                regionCode: try row["region_code"], industryCode: try row["industry_code"], quotient: try row["quotient"],
                density: try row["density"])
        }
        try connection.forEachRow(
            "SELECT occupation_code, industry_code, share FROM padan.occupation_industry WHERE run_id = $1 ORDER BY 1, 2", [run]
        ) { row in
            inputs.occupationIndustries[try row["occupation_code"], default: []].append(
                IndustryShare(industryCode: try row["industry_code"], share: try row["share"]))
        }
    }

    private static func readUnemployment(into inputs: inout ScoringInputs, _ connection: isolated PostgresConnection) throws {
        try connection.forEachRow(
            """
            SELECT DISTINCT ON (region_code) region_code, rate_percent, labour_force
            FROM (
                SELECT region_code, year, rate_percent, labour_force, 1 AS rank FROM padan.unemployment
                UNION ALL
                SELECT region_code, year, 100.0 * unemployed / (employed + unemployed), employed + unemployed, 2
                FROM padan.labour_force WHERE employed + unemployed > 0
            ) AS u
            WHERE year <= $1 ORDER BY region_code, year DESC, rank
            """, [inputs.asOf.civil.year]
        ) { row in
            let region: String = try row["region_code"]
            inputs.unemployment[region] = try row["rate_percent"]
            inputs.labourForce[region] = try row["labour_force"]
        }
    }
}
