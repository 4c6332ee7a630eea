import Demand
import Domain
import Postgres

/// What the demand stage reads, as of one moment, and what had to be left out.
public struct DemandSnapshot: Sendable {
    /// What the model reads.
    public let inputs: DemandInputs
    /// The number of rows and a digest of each table that was read, as JSON.
    public let snapshot: String
    /// The advertisements without an occupation code, which count nowhere.
    public let uncodedVacancies: Int
    /// The advertisements without a place, which count nowhere.
    public let unresolvedVacancies: Int
    /// Advertisements for work abroad or from home, which have no region.
    public let regionlessVacancies: Int
    /// The rows of surveys, graduates and employment that the model does not use, and why.
    public let unused: [UnusedInput]
}

extension Store {
    /// Reads everything that the demand stage needs. All is as of one moment where the caller's transaction says so.
    ///
    /// - Parameters:
    ///   - asOf: Statements of years after this day's do not count.
    ///   - configuration: The configuration that the model will have.
    ///   - staffing: The occupations that each industry employs.
    ///   - fields: The occupations that each field of study prepares for.
    ///   - connection: The connection, in a transaction of the level `REPEATABLE READ`.
    /// - Returns: The inputs, their digests, and what is left out.
    /// - Throws: `PostgresError` when the server refuses a query.
    public static func demandInputs(
        asOf: Day, configuration: DemandConfiguration, staffing: [String: [OccupationShare]], fields: [String: [OccupationShare]],
        _ connection: isolated PostgresConnection
    ) throws -> DemandSnapshot {
        var inputs = DemandInputs()
        inputs.staffing = staffing
        inputs.fields = fields
        let left = try Self.readDemand(
            into: &inputs, asOf: asOf, openingWindowDays: configuration.vacancies.openingWindowDays, connection)
        return DemandSnapshot(
            inputs: inputs, snapshot: try Self.snapshot(of: InputTable.demand, connection), uncodedVacancies: left.uncoded,
            unresolvedVacancies: left.unresolved, regionlessVacancies: left.regionless, unused: inputs.unused(configuration))
    }

    /// Reads the tables of `InputTable.demand`, without their digests.
    ///
    /// - Returns: The advertisements without a code, those without a known place, and those of places without a region.
    /// - Throws: `PostgresError` when the server refuses a query.
    static func readDemand(
        into inputs: inout DemandInputs, asOf: Day, openingWindowDays: Int, _ connection: isolated PostgresConnection
    ) throws -> (uncoded: Int, unresolved: Int, regionless: Int) {
        let year = asOf.civil.year
        inputs.lastYear = year
        inputs.regions = try Self.regions(connection)
        inputs.labourForce = Dictionary(
            uniqueKeysWithValues: try connection.rows(
                """
                SELECT DISTINCT ON (region_code) region_code, labour_force FROM padan.unemployment
                WHERE labour_force IS NOT NULL AND year <= $1 ORDER BY region_code, year DESC
                """, [year]
            ) { row in (try row["region_code"] as String, try row["labour_force"] as Double) })
        inputs.windowDays = try Self.windowDays(connection)
        inputs.vacancies = try Self.vacancyOpenings(connection, windowDays: openingWindowDays)
        inputs.employment = try connection.rows(
            """
            SELECT region_code, industry_code, year, persons FROM padan.employment
            ORDER BY region_code, industry_code, year
            """
        ) { row in
            EmploymentCount(
                regionCode: try row["region_code"], industryCode: try row["industry_code"], year: try row["year"],
                persons: try row["persons"])
        }
        inputs.surveys = try connection.rows(
            """
            SELECT region_code, occupation_code, industry_code, year, hires_per_year FROM padan.survey
            ORDER BY survey_code
            """
        ) { row in
            StatedHires(
                regionCode: try row["region_code"], occupationCode: try row["occupation_code"],
                industryCode: try row["industry_code"], year: try row["year"], hiresPerYear: try row["hires_per_year"])
        }
        inputs.leavers = try connection.rows(
            """
            SELECT region_code, provider, field, year, leavers FROM padan.graduate
            ORDER BY region_code, provider, field, year
            """
        ) { row in
            LeaverCount(
                regionCode: try row["region_code"], provider: try row["provider"], field: try row["field"],
                year: try row["year"], leavers: try row["leavers"])
        }
        let left = try connection.row(
            """
            SELECT count(*) FILTER (WHERE coalesce(v.stated_occupation_code, t.occupation_code) IS NULL) AS uncoded,
                count(*) FILTER (WHERE p.level = 'unresolved') AS unresolved,
                count(*) FILTER (WHERE p.level IN ('abroad', 'remote')) AS regionless
            FROM padan.vacancy AS v JOIN padan.job_title AS t USING (job_title_id) JOIN padan.place AS p USING (place_id)
            """
        ) {
            (uncoded: try $0["uncoded"] as Int, unresolved: try $0["unresolved"] as Int, regionless: try $0["regionless"] as Int)
        }
        return left ?? (0, 0, 0)
    }

    /// The number of days that the harvest windows of each source cover together.
    private static func windowDays(_ connection: isolated PostgresConnection) throws -> [String: Int] {
        let list = try connection.rows(
            """
            SELECT source_name, (SELECT sum(upper(r) - lower(r)) FROM unnest(windows) AS r) AS days
            FROM (
                SELECT source_name, range_agg(daterange(harvest_from, harvest_until, '[]')) AS windows
                FROM padan.source_file WHERE kind = 'vacancies' AND loaded AND harvest_from IS NOT NULL GROUP BY source_name
            ) AS s
            """
        ) { row in (try row["source_name"] as String, try row["days"] as Int) }
        return Dictionary(uniqueKeysWithValues: list)
    }

    private struct OpeningsKey: Hashable, Comparable {
        let source: String
        let region: String
        let occupation: String
        let industry: String
        static func < (left: OpeningsKey, right: OpeningsKey) -> Bool {
            (left.source, left.region, left.occupation, left.industry) < (right.source, right.region, right.occupation, right.industry)
        }
    }

    /// An advertisement's code: the one that it states; else the one that another of the same opening states, because a repetition often leaves
    /// it out; else its title's.
    private static let occupation = """
        coalesce(v.stated_occupation_code, min(v.stated_occupation_code) OVER (PARTITION BY v.opening_digest), t.occupation_code)
        """

    /// The openings of each source, place, occupation and industry. Repeated advertisements count once.
    private static func vacancyOpenings(
        _ connection: isolated PostgresConnection, windowDays: Int
    ) throws -> [VacancyOpenings] {
        var counter = OpeningCounter(windowDays: windowDays)
        var counts: [OpeningsKey: Int] = [:]
        try connection.forEachRow(
            """
            SELECT a.source_name, a.region_code, a.occupation_code, a.industry_code, a.opening_digest::text || a.occupation_code AS opening,
                a.posted_on, a.openings
            FROM (
                SELECT v.source_name, coalesce(p.region_code, '') AS region_code, \(occupation) AS occupation_code,
                    coalesce(v.industry_code, '') AS industry_code, v.opening_digest, v.posted_on, v.openings, v.vacancy_digest
                FROM padan.vacancy AS v JOIN padan.job_title AS t USING (job_title_id) JOIN padan.place AS p USING (place_id)
                WHERE p.region_code IS NOT NULL OR p.level = 'country'
            ) AS a
            WHERE a.occupation_code IS NOT NULL
            ORDER BY a.opening_digest, a.occupation_code, a.posted_on NULLS FIRST, a.openings, a.vacancy_digest
            """
        ) { row in
            let added = counter.add(
                opening: try row["opening"], postedOn: try row["posted_on"], statedOpenings: try row["openings"])
            guard added > 0 else { return }
            let key = OpeningsKey(
                source: try row["source_name"], region: try row["region_code"], occupation: try row["occupation_code"],
                industry: try row["industry_code"])
            counts[key, default: 0] += added
        }
        return counts.sorted { $0.key < $1.key }.map { key, count in
            VacancyOpenings(
                source: key.source, regionCode: key.region.isEmpty ? nil : key.region, occupationCode: key.occupation,
                industryCode: key.industry.isEmpty ? nil : key.industry, openings: Double(count))
        }
    }
}
