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
            unresolvedVacancies: left.unresolved, regionlessVacancies: left.regionless)
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
        try Self.readSpreadKey(into: &inputs, year: year, connection)
        inputs.windowDays = try Self.windowDays(connection)
        try Self.readVacancies(into: &inputs, windowDays: openingWindowDays, connection)
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

    /// Reads by what figures of provinces are spread: labour force, employed and PDRB, of the latest year up to the given one.
    private static func readSpreadKey(into inputs: inout DemandInputs, year: Int, _ connection: isolated PostgresConnection) throws {
        inputs.labourForce = Dictionary(
            uniqueKeysWithValues: try connection.rows(
                """
                SELECT DISTINCT ON (region_code) region_code, labour_force
                FROM (
                    SELECT region_code, year, employed + unemployed AS labour_force, 1 AS rank FROM padan.labour_force
                    UNION ALL SELECT region_code, year, labour_force, 2 FROM padan.unemployment
                ) AS f
                WHERE labour_force IS NOT NULL AND year <= $1 ORDER BY region_code, year DESC, rank
                """, [year]
            ) { row in (try row["region_code"] as String, try row["labour_force"] as Double) })
        inputs.employed = Dictionary(
            uniqueKeysWithValues: try connection.rows(
                """
                SELECT DISTINCT ON (region_code) region_code, employed
                FROM (
                    SELECT region_code, year, employed::double precision AS employed, 1 AS rank FROM padan.labour_force
                    UNION ALL SELECT region_code, year, labour_force * (1 - rate_percent / 100), 2 FROM padan.unemployment
                ) AS f
                WHERE employed IS NOT NULL AND year <= $1 ORDER BY region_code, year DESC, rank
                """, [year]
            ) { row in (try row["region_code"] as String, try row["employed"] as Double) })
        // One year and one basis, because values of two do not compare; prices do not change who has more of a sector.
        inputs.products = try connection.rows(
            """
            SELECT region_code, industry_code, value_billion_rupiah FROM padan.grdp
            WHERE length(region_code) = 5 AND (year, price_basis) = (
                SELECT year, price_basis FROM padan.grdp WHERE length(region_code) = 5 AND year <= $1
                GROUP BY year, price_basis ORDER BY year DESC, price_basis LIMIT 1)
            ORDER BY region_code, industry_code
            """, [year]
        ) { row in
            SectorProduct(
                regionCode: try row["region_code"], industryCode: try row["industry_code"], billionRupiah: try row["value_billion_rupiah"])
        }
        inputs.occupationEmployment = try connection.rows(
            """
            SELECT CASE WHEN region_code = '00' THEN 'country' WHEN length(region_code) = 2 THEN 'province' ELSE 'regency' END AS level,
                count(*) AS rows, sum(persons) AS persons
            FROM padan.occupation_employment GROUP BY 1 ORDER BY 1
            """
        ) { row in
            OccupationEmploymentTotal(
                level: StatementLevel(rawValue: try row["level"]) ?? .regency, rows: try row["rows"], persons: try row["persons"])
        }
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

    /// Advertisements without a code or a place.
    private struct UnplacedKey: Hashable, Comparable {
        let source: String
        let level: String
        let reason: UnusedInput.Reason
        static func < (left: UnplacedKey, right: UnplacedKey) -> Bool {
            (left.source, left.level, left.reason.rawValue) < (right.source, right.level, right.reason.rawValue)
        }
    }

    private struct OpeningsCount {
        var openings = 0
        var advertisements = 0
    }

    /// An advertisement's code: the one that it states; else the one that another of the same opening states, because a repetition often leaves
    /// it out; else its title's.
    private static let occupation = """
        coalesce(v.stated_occupation_code, min(v.stated_occupation_code) OVER (PARTITION BY v.opening_digest), t.occupation_code)
        """

    /// The openings of each source, place, occupation and industry, and those that lack an occupation or a place. Repeated advertisements
    /// count once.
    private static func readVacancies(
        into inputs: inout DemandInputs, windowDays: Int, _ connection: isolated PostgresConnection
    ) throws {
        var counter = OpeningCounter(windowDays: windowDays)
        var counts: [OpeningsKey: OpeningsCount] = [:]
        var unplaced: [UnplacedKey: OpeningsCount] = [:]
        try connection.forEachRow(
            """
            SELECT a.source_name, a.region_code, a.occupation_code, a.industry_code, a.opening_digest::text || a.occupation_code AS opening,
                a.posted_on, a.openings, a.level
            FROM (
                SELECT v.source_name, coalesce(p.region_code, '') AS region_code, coalesce(\(occupation), '') AS occupation_code,
                    coalesce(v.industry_code, '') AS industry_code, v.opening_digest, v.posted_on, v.openings, v.vacancy_digest, p.level
                FROM padan.vacancy AS v JOIN padan.job_title AS t USING (job_title_id) JOIN padan.place AS p USING (place_id)
            ) AS a
            ORDER BY a.opening_digest, a.occupation_code, a.posted_on NULLS FIRST, a.openings, a.vacancy_digest
            """
        ) { row in
            let added = counter.add(
                opening: try row["opening"], postedOn: try row["posted_on"], statedOpenings: try row["openings"])
            let (source, region): (String, String) = (try row["source_name"], try row["region_code"])
            let (occupation, level): (String, String) = (try row["occupation_code"], try row["level"])
            let isPlaced = !region.isEmpty || level == "country"
            if isPlaced, !occupation.isEmpty {
                let key = OpeningsKey(source: source, region: region, occupation: occupation, industry: try row["industry_code"])
                counts[key, default: OpeningsCount()].openings += added
                counts[key, default: OpeningsCount()].advertisements += 1
                return
            }
            let reason: UnusedInput.Reason = isPlaced ? .uncoded : level == "unresolved" ? .unresolved : .noRegion
            let place = isPlaced ? StatementLevel(regionCode: region.isEmpty ? nil : region).rawValue : ""
            let key = UnplacedKey(source: source, level: place, reason: reason)
            unplaced[key, default: OpeningsCount()].openings += added
            unplaced[key, default: OpeningsCount()].advertisements += 1
        }
        inputs.vacancies = counts.sorted { $0.key < $1.key }.map { key, count in
            VacancyOpenings(
                source: key.source, regionCode: key.region.isEmpty ? nil : key.region, occupationCode: key.occupation,
                industryCode: key.industry.isEmpty ? nil : key.industry, openings: Double(count.openings),
                advertisements: count.advertisements)
        }
        inputs.unplaced = unplaced.sorted { $0.key < $1.key }.map { key, count in
            UnplacedOpenings(
                source: key.source, level: StatementLevel(rawValue: key.level), reason: key.reason, openings: Double(count.openings),
                advertisements: count.advertisements)
        }
    }
}
