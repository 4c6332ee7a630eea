import Postgres

/// A table that a stage reads, with the columns that its results depend on.
struct InputTable: Sendable {
    /// The name in the schema `padan`.
    let name: String
    /// The columns that are digested.
    let columns: [String]
    /// Columns that queries join or choose rows by, and that are not digested. Numbers that the database gave out depend on the order of
    /// the imports; what they point to is digested in the other table.
    var undigested: [String] = []
    /// The rows that are read, as a condition; `nil` for all.
    var condition: String?
}

extension InputTable {
    private static let region = InputTable(
        name: "region", columns: ["region_code", "name", "kind", "latitude", "longitude", "population", "bps_code"])
    private static let place = InputTable(name: "place", columns: ["text", "level", "region_code"], undigested: ["place_id"])
    private static let competence = InputTable(
        name: "instructor_competence", columns: ["instructor_code", "unit_code", "valid_from", "valid_until"])
    private static let assessor = InputTable(
        name: "assessor",
        columns: ["assessor_code", "scheme_code", "region_code", "days_per_year", "licensed_from", "licensed_until"])
    private static let blk = InputTable(name: "blk", columns: ["blk_code", "name", "kind", "region_code", "parent_code", "joined_year"])

    /// What `Store.demandInputs` reads, and what `padan.record_data_state` reads when the run is stored: it counts the rows of every table
    /// and takes the year of the latest.
    static let demand = [
        region, place,
        InputTable(
            name: "source_file",
            columns: [
                "kind", "file_name", "rows_read", "rows_rejected", "rows_same", "source_name", "harvest_from", "harvest_until",
            ], undigested: ["source_file_id", "loaded"], condition: "loaded"),
        // The digest of an advertisement covers its title and place, so that their numbers are not needed.
        InputTable(
            name: "vacancy",
            columns: [
                "vacancy_digest", "source_name", "opening_digest", "posted_on", "openings", "industry_code", "times_seen",
                "stated_occupation_code",
            ],
            undigested: ["job_title_id", "place_id"]),
        InputTable(name: "job_title", columns: ["text", "hints", "occupation_code", "method", "score"], undigested: ["job_title_id"]),
        InputTable(name: "employment", columns: ["region_code", "industry_code", "year", "persons"]),
        InputTable(name: "survey", columns: ["survey_code", "region_code", "occupation_code", "industry_code", "year", "hires_per_year"]),
        InputTable(name: "graduate", columns: ["region_code", "provider", "field", "year", "leavers"]),
        InputTable(name: "occupation_employment", columns: ["region_code", "occupation_code", "year", "persons"]),
        InputTable(name: "labour_force", columns: ["region_code", "year", "employed", "unemployed"]),
        InputTable(name: "grdp", columns: ["region_code", "industry_code", "year", "price_basis", "value_billion_rupiah"]),
        InputTable(name: "unemployment", columns: ["region_code", "year", "rate_percent", "labour_force"]),
        InputTable(name: "minimum_wage", columns: ["region_code", "year"]),
        InputTable(name: "outcome", columns: ["blk_code", "program_code", "year"]),
        InputTable(name: "realization", columns: ["blk_code", "program_code", "year", "month"]),
        InputTable(name: "target", columns: ["network_code", "year"]),
        InputTable(name: "budget", columns: ["blk_code", "scope", "year"]),
        InputTable(name: "blk", columns: ["blk_code", "region_code"]),
        InputTable(name: "catalog", columns: ["blk_code", "program_code", "valid_from"]),
        InputTable(name: "program", columns: ["program_code"]),
        InputTable(name: "workshop", columns: ["workshop_code"]),
        InputTable(name: "instructor", columns: ["instructor_code"]),
        InputTable(name: "assessor", columns: ["assessor_code", "scheme_code", "licensed_from", "region_code"]),
    ]

    /// What `Store.scoringInputs` reads beside the demand run.
    static let scoring = [
        region, place, competence, assessor, blk,
        InputTable(
            name: "program",
            columns: ["program_code", "name", "kejuruan", "hours_jp", "package_size", "education_min", "scheme_code", "cost_rupiah"]),
        InputTable(name: "program_unit", columns: ["program_code", "unit_code"]),
        InputTable(name: "program_occupation", columns: ["program_code", "occupation_code", "relevance"]),
        InputTable(name: "catalog", columns: ["blk_code", "program_code", "valid_from", "valid_until"]),
        InputTable(
            name: "workshop", columns: ["workshop_code", "blk_code", "kejuruan", "hours_per_year", "hours_committed", "tuk_until"]),
        InputTable(name: "instructor", columns: ["instructor_code", "blk_code", "kejuruan"]),
        InputTable(name: "scheme", columns: ["scheme_code", "candidates_per_day"]),
        InputTable(name: "outcome", columns: ["blk_code", "program_code", "year", "trained", "certified", "placed"]),
        InputTable(name: "minimum_wage", columns: ["region_code", "year", "monthly_rupiah"]),
        InputTable(name: "unemployment", columns: ["region_code", "year", "rate_percent", "labour_force"]),
        InputTable(name: "labour_force", columns: ["region_code", "year", "employed", "unemployed"]),
        InputTable(
            name: "vacancy", columns: ["vacancy_digest", "monthly_pay", "stated_occupation_code"], undigested: ["job_title_id", "place_id"]),
        InputTable(name: "job_title", columns: ["text", "hints", "occupation_code"], undigested: ["job_title_id"]),
    ]

    /// What `Store.targets` and `Store.allocationInputs` read beside the scoring run and the demand run behind it.
    static let allocation = [
        region, competence, assessor, blk,
        InputTable(name: "workshop", columns: ["workshop_code", "blk_code", "kejuruan", "hours_per_year", "hours_committed", "tuk_until"]),
        InputTable(name: "instructor", columns: ["instructor_code", "name", "blk_code", "kejuruan", "hours_per_year"]),
        InputTable(name: "target", columns: ["network_code", "year", "participants", "certified"]),
        InputTable(name: "budget", columns: ["blk_code", "scope", "year", "rupiah"]),
    ]

    /// The tables of the run before that each stage reads; they never change, so that the run's number says all about them.
    static let runTables: (scoring: [String], allocation: [String]) = (
        ["demand", "potential", "occupation_industry"], ["candidate", "run_criterion", "run_program", "demand", "supply_part"]
    )
}

extension Store {
    /// The number of rows and a digest of each table that a stage reads, as JSON.
    ///
    /// The same rows give the same digest, in whatever order and whenever they were imported: the digest is a sum over the rows, and it
    /// leaves out times of import and numbers that the database gave out.
    ///
    /// - Parameters:
    ///   - tables: One of the lists of `InputTable`. Their names and columns become a part of the SQL; they never come from outside.
    ///   - connection: The connection, in the transaction that read the inputs.
    /// - Returns: An object with one entry for each table, as JSON.
    /// - Throws: `PostgresError` when the server refuses the query.
    static func snapshot(of tables: [InputTable], _ connection: isolated PostgresConnection) throws -> String {
        let selects = tables.map { table in
            let row = table.columns.map { "t.\($0)" }.joined(separator: ", ")
            return """
                SELECT '\(table.name)' AS name, count(*) AS rows, coalesce(sum(hash_record_extended(ROW(\(row)), 0)), 0)::text AS digest
                FROM padan.\(table.name) AS t WHERE \(table.condition ?? "true")
                """
        }
        let sql = """
            SELECT coalesce(jsonb_object_agg(name, jsonb_build_object('rows', rows, 'digest', digest)), '{}')::text AS snapshot
            FROM (\(selects.joined(separator: " UNION ALL "))) AS s
            """
        return try connection.row(sql) { try $0["snapshot"] as String } ?? "{}"
    }
}
