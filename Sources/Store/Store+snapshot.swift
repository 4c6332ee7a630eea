import Postgres

extension Store {
    /// Rows and digest of each table that a stage reads, as JSON. The digest does not depend on the order of rows.
    static func snapshot(of tables: [String], _ connection: isolated PostgresConnection) throws -> String {
        // Table names come from the two lists below, never from outside.
        let selects = tables.map {
            "SELECT '\($0)' AS name, count(*) AS rows, coalesce(sum(hashtextextended(t::text, 0)), 0)::text AS digest FROM padan.\($0) AS t"
        }
        let sql = """
            SELECT coalesce(jsonb_object_agg(name, jsonb_build_object('rows', rows, 'digest', digest)), '{}')::text AS snapshot
            FROM (\(selects.joined(separator: " UNION ALL "))) AS s
            """
        return try connection.row(sql) { try $0["snapshot"] as String } ?? "{}"
    }

    static let demandTables = [
        "region", "occupation", "industry", "vacancy", "job_title", "place", "employment", "survey", "graduate", "unemployment",
    ]
    static let scoringTables = [
        "blk", "program", "program_unit", "program_occupation", "catalog", "workshop", "instructor", "instructor_competence",
        "assessor", "scheme", "outcome", "minimum_wage", "vacancy", "unemployment", "region",
    ]
}
