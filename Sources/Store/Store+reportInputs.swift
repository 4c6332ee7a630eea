import Domain
import Postgres

/// What reports show beside scores and plans.
extension Store {
    /// The openings and leavers of some occupations in some regions, of a demand run.
    ///
    /// - Parameters:
    ///   - demandRun: The demand run.
    ///   - regions: Regencies and cities.
    ///   - occupations: KBJI unit groups.
    ///   - connection: The connection to read with.
    /// - Returns: The cells that the run has, by region, then occupation.
    /// - Throws: `PostgresError` when the server refuses a query.
    public static func localMarkets(demandRun: Int, regions: [String], occupations: [String], _ connection: isolated PostgresConnection)
        throws -> [LocalMarket]
    {
        try connection.rows(
            """
            SELECT region_code, occupation_code, openings, leavers FROM padan.demand
            WHERE run_id = $1 AND region_code = ANY ($2::text[]) AND occupation_code = ANY ($3::text[])
            ORDER BY region_code COLLATE "C", occupation_code COLLATE "C"
            """, [demandRun, regions, occupations]
        ) { row in
            LocalMarket(
                regionCode: try row["region_code"], occupationCode: try row["occupation_code"], openings: try row["openings"],
                leavers: try row["leavers"])
        }
    }

    /// The tables that reports name as sources of data, and the columns that say which time their rows are of; two have no such column.
    private static let timed: [(kind: String, table: String, from: String, until: String)] = [
        ("employment", "padan.employment", "year", "year"), ("graduates", "padan.graduate", "year", "year"),
        ("wages", "padan.minimum_wage", "year", "year"), ("unemployment", "padan.unemployment", "year", "year"),
        ("labour_force", "padan.labour_force", "year", "year"), ("grdp", "padan.grdp", "year", "year"),
        ("occupation_employment", "padan.occupation_employment", "year", "year"),
        ("surveys", "padan.survey", "year", "year"), ("outcomes", "padan.outcome", "year", "year"),
        ("realizations", "padan.realization", "year", "year"),
        ("instructors", "padan.instructor_competence", "valid_from", "valid_until"),
        ("assessors", "padan.assessor", "licensed_from", "licensed_until"), ("catalogs", "padan.catalog", "valid_from", "valid_until"),
        ("workshops", "padan.workshop", "NULL::integer", "NULL::integer"), ("programs", "padan.program", "NULL::integer", "NULL::integer"),
        ("targets", "padan.target", "year", "year"),
    ]

    /// Every kind of data that is there, with the time that it covers.
    ///
    /// - Parameter connection: The connection to read with.
    /// - Returns: Vacancies first, then the kinds of tables that have rows.
    /// - Throws: `PostgresError` when the server refuses a query.
    public static func dataSources(_ connection: isolated PostgresConnection) throws -> [DataSource] {
        let selects = Self.timed.map {
            "SELECT '\($0.kind)' AS kind, count(*) AS n, min(\($0.from))::text AS lowest, max(\($0.until))::text AS highest FROM \($0.table)"
        }
        var files: [String: (names: [String], rejected: Int)] = [:]
        try connection.forEachRow(
            """
            SELECT kind, array_agg(DISTINCT coalesce(source_name, file_name) ORDER BY coalesce(source_name, file_name)) AS names,
                sum(rows_rejected) AS rejected
            FROM padan.source_file WHERE loaded GROUP BY kind
            """
        ) { row in files[try row["kind"]] = (try row["names"], try row["rejected"]) }
        var sources: [DataSource] = []
        try connection.forEachRow(
            """
            SELECT count(*) AS n, count(*) FILTER (WHERE coalesce(v.stated_occupation_code, t.occupation_code) IS NULL) AS uncoded,
                count(*) FILTER (WHERE p.level = 'unresolved') AS unresolved,
                (SELECT min(harvest_from)::text FROM padan.source_file WHERE kind = 'vacancies' AND loaded) AS lowest,
                (SELECT max(harvest_until)::text FROM padan.source_file WHERE kind = 'vacancies' AND loaded) AS highest
            FROM padan.vacancy AS v JOIN padan.job_title AS t USING (job_title_id) JOIN padan.place AS p USING (place_id)
            """
        ) { row in
            let count: Int = try row["n"]
            let (uncoded, unresolved): (Int, Int) = (try row["uncoded"], try row["unresolved"])
            guard count > 0 else { return }
            sources.append(
                DataSource(
                    kind: "vacancies", names: files["vacancies"]?.names ?? [], rows: count, rejected: files["vacancies"]?.rejected ?? 0,
                    from: try row["lowest"], until: try row["highest"], uncodedShare: Double(uncoded) / Double(count),
                    unresolvedShare: Double(unresolved) / Double(count)))
        }
        var counts: [String: DataSource] = [:]
        try connection.forEachRow(selects.joined(separator: " UNION ALL ")) { row in
            let kind: String = try row["kind"]
            counts[kind] = DataSource(
                kind: kind, names: files[kind]?.names ?? [], rows: try row["n"], rejected: files[kind]?.rejected ?? 0,
                from: try row["lowest"], until: try row["highest"])
        }
        return sources + Self.timed.compactMap { counts[$0.kind] }.filter { $0.rows > 0 }
    }
}
