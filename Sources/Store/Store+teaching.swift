import Domain
import Postgres

/// Who and what carries out a plan at a BLK, and what the BLK ran the year before.
extension Store {
    /// The instructors of a BLK with the units that they may teach on a day.
    ///
    /// - Parameters:
    ///   - blk: The code of the BLK.
    ///   - day: The day on which certificates must be valid.
    ///   - isNamed: Whether the names are read; else the codes stand for them.
    ///   - connection: The connection to read with.
    /// - Returns: The instructors by their codes; those without a valid certificate have no units.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func teachers(of blk: String, on day: Day, isNamed: Bool, _ connection: isolated PostgresConnection) throws -> [Teacher] {
        var found: [(code: String, name: String, kejuruan: String, units: [String: Day])] = []
        try connection.forEachRow(
            """
            SELECT i.instructor_code, CASE WHEN $3 THEN i.name ELSE i.instructor_code END AS name, i.kejuruan, c.unit_code, c.valid_until
            FROM padan.instructor AS i
            LEFT JOIN padan.instructor_competence AS c
                ON c.instructor_code = i.instructor_code AND $2::date BETWEEN c.valid_from AND c.valid_until
            WHERE i.blk_code = $1 ORDER BY i.instructor_code COLLATE "C", c.unit_code COLLATE "C"
            """, [blk, day, isNamed]
        ) { row in
            let code: String = try row["instructor_code"]
            if found.last?.code != code { found.append((code, try row["name"], try row["kejuruan"], [:])) }
            if let unit = try row["unit_code"] as String?, let until = try row["valid_until"] as Day? {
                found[found.count - 1].units[unit] = until
            }
        }
        return found.map { Teacher(name: $0.name, kejuruan: $0.kejuruan, units: $0.units) }
    }

    /// The BLKs of a network that have a verified test site (TUK) on a day, with the last day of the longest verification.
    ///
    /// - Parameters:
    ///   - network: The code of the BBPLK that leads the network.
    ///   - day: The day on which the site must be verified.
    ///   - connection: The connection to read with.
    /// - Returns: One entry for each BLK and department, by their codes.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func testSites(network: String, on day: Day, _ connection: isolated PostgresConnection) throws -> [TestSite] {
        try connection.rows(
            """
            SELECT w.blk_code, b.name, b.region_code, w.kejuruan, max(w.tuk_until) AS until
            FROM padan.workshop AS w JOIN padan.blk AS b USING (blk_code)
            WHERE w.tuk_until >= $2::date AND coalesce(b.parent_code, b.blk_code) = $1
            GROUP BY w.blk_code, b.name, b.region_code, w.kejuruan ORDER BY w.blk_code COLLATE "C", w.kejuruan COLLATE "C"
            """, [network, day]
        ) { row in
            TestSite(
                blkCode: try row["blk_code"], blkName: try row["name"], regionCode: try row["region_code"], kejuruan: try row["kejuruan"],
                until: try row["until"])
        }
    }

    /// The assessors who hold a licence for one of some schemes at any time of a year.
    ///
    /// - Parameters:
    ///   - schemes: The codes of the schemes.
    ///   - year: The calendar year.
    ///   - isNamed: Whether the names are read; else the codes stand for them.
    ///   - connection: The connection to read with.
    /// - Returns: One entry for each scheme and assessor, with the last day of the last licence, by scheme and code.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func assessors(ofSchemes schemes: [String], year: Int, isNamed: Bool, _ connection: isolated PostgresConnection) throws
        -> [LicensedAssessor]
    {
        try connection.rows(
            """
            SELECT DISTINCT ON (scheme_code COLLATE "C", assessor_code COLLATE "C")
                scheme_code, CASE WHEN $3 THEN name ELSE assessor_code END AS name, region_code, licensed_until
            FROM padan.assessor
            WHERE scheme_code = ANY ($1::text[]) AND licensed_from <= make_date($2, 12, 31) AND licensed_until >= make_date($2, 1, 1)
                AND days_per_year > 0
            ORDER BY scheme_code COLLATE "C", assessor_code COLLATE "C", licensed_until DESC
            """, [schemes, year, isNamed]
        ) { row in
            LicensedAssessor(
                schemeCode: try row["scheme_code"], name: try row["name"], regionCode: try row["region_code"],
                until: try row["licensed_until"])
        }
    }

    /// The names of all certification schemes.
    ///
    /// - Parameter connection: The connection to read with.
    /// - Returns: The names by code.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func schemeNames(_ connection: isolated PostgresConnection) throws -> [String: String] {
        let list = try connection.rows("SELECT scheme_code, name FROM padan.scheme") { row in
            (try row["scheme_code"] as String, try row["name"] as String)
        }
        return Dictionary(uniqueKeysWithValues: list)
    }

    /// The certification schemes of the programmes that a BLK has in its catalog or the department (*kejuruan*) for.
    ///
    /// - Parameters:
    ///   - blk: The code of the BLK.
    ///   - connection: The connection to read with.
    /// - Returns: The codes of the schemes.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func schemes(of blk: String, _ connection: isolated PostgresConnection) throws -> Set<String> {
        Set(
            try connection.rows(
                """
                SELECT DISTINCT p.scheme_code FROM padan.program AS p
                WHERE p.scheme_code IS NOT NULL
                  AND (p.program_code IN (SELECT c.program_code FROM padan.catalog AS c WHERE c.blk_code = $1)
                    OR p.kejuruan IN (SELECT w.kejuruan FROM padan.workshop AS w WHERE w.blk_code = $1))
                """, [blk]
            ) { try $0["scheme_code"] as String })
    }

    /// What a BLK ran in a year: by its stored plan, else by what it reported month by month, else by its catalog.
    ///
    /// - Parameters:
    ///   - year: The calendar year.
    ///   - blk: The BLK.
    ///   - connection: The connection to read with.
    /// - Returns: `nil` where nothing is known of the year.
    /// - Throws: `PostgresError` when the server refuses a query.
    public static func ranPrograms(in year: Int, blk: Blk, _ connection: isolated PostgresConnection) throws -> YearBefore? {
        let plan =
            try connection.row(
                """
                SELECT run_id FROM padan.publication JOIN padan.allocation AS a USING (run_id)
                WHERE a.network_code = $1 AND a.year = $2 ORDER BY publication_id DESC LIMIT 1
                """, [blk.parentCode ?? blk.code, year]
            ) { try $0["run_id"] as Int }
        func entry(_ row: PostgresRow) throws -> YearBefore.Entry {
            YearBefore.Entry(programCode: try row["program_code"], programName: try row["name"], packages: try row["packages"])
        }
        if let plan {
            let planned = try connection.rows(
                """
                SELECT program_code, p.name, x.packages FROM padan.allocation_package AS x JOIN padan.program AS p USING (program_code)
                WHERE x.run_id = $1 AND x.blk_code = $2 ORDER BY program_code COLLATE "C"
                """, [plan, blk.code], entry)
            if !planned.isEmpty { return YearBefore(year: year, source: .plan(run: plan), entries: planned) }
        }
        let last =
            try connection.row(
                "SELECT max(month) AS month FROM padan.realization WHERE blk_code = $1 AND year = $2", [blk.code, year]
            ) { try $0["month"] as Int? } ?? nil
        if let last {
            let reported = try connection.rows(
                """
                SELECT program_code, p.name, sum(r.packages)::integer AS packages
                FROM padan.realization AS r JOIN padan.program AS p USING (program_code)
                WHERE r.blk_code = $1 AND r.year = $2 GROUP BY program_code, p.name HAVING sum(r.packages) > 0
                ORDER BY program_code COLLATE "C"
                """, [blk.code, year], entry)
            if !reported.isEmpty { return YearBefore(year: year, source: .realizations(throughMonth: last), entries: reported) }
        }
        let listed = try connection.rows(
            """
            SELECT DISTINCT program_code COLLATE "C" AS program_code, p.name, NULL::integer AS packages
            FROM padan.catalog AS c JOIN padan.program AS p USING (program_code)
            WHERE c.blk_code = $1 AND c.valid_from <= make_date($2, 12, 31) AND coalesce(c.valid_until, 'infinity') >= make_date($2, 1, 1)
            ORDER BY 1
            """, [blk.code, year], entry)
        return listed.isEmpty ? nil : YearBefore(year: year, source: .catalog, entries: listed)
    }
}
