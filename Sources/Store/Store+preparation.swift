import Postgres

extension Store {
    /// What is there of all that steps begin with, by name: kinds of files such as `regions` and `blks`, `openings`, `demand` and `scores`.
    ///
    /// - Parameter connection: The connection to read with.
    /// - Returns: The names of what is there; runs count whether they are published or not.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func preparations(_ connection: isolated PostgresConnection) throws -> Set<String> {
        Set(
            try connection.rows(
                """
                SELECT name FROM (VALUES
                    ('regions', EXISTS (SELECT FROM padan.region WHERE length(region_code) = 5)),
                    ('openings', EXISTS (SELECT FROM padan.vacancy) OR EXISTS (SELECT FROM padan.employment) OR EXISTS (SELECT FROM padan.survey)),
                    ('blks', EXISTS (SELECT FROM padan.blk)),
                    ('programs', EXISTS (SELECT FROM padan.program)),
                    ('catalogs', EXISTS (SELECT FROM padan.catalog)),
                    ('workshops', EXISTS (SELECT FROM padan.workshop)),
                    ('instructors', EXISTS (SELECT FROM padan.instructor)),
                    ('assessors', EXISTS (SELECT FROM padan.assessor) OR EXISTS (SELECT FROM padan.program)
                        AND NOT EXISTS (SELECT FROM padan.program WHERE scheme_code IS NOT NULL)),
                    ('outcomes', EXISTS (SELECT FROM padan.outcome)),
                    ('targets', EXISTS (SELECT FROM padan.target)),
                    ('demand', EXISTS (SELECT FROM padan.run WHERE stage = 'demand')),
                    ('scores', EXISTS (SELECT FROM padan.run WHERE stage = 'scoring'))
                ) AS p (name, is_there) WHERE is_there
                """
            ) { try $0["name"] as String })
    }

    /// Whether a classification has rows.
    ///
    /// - Parameters:
    ///   - kind: `occupations` or `industries`.
    ///   - connection: The connection to read with.
    /// - Returns: False for a kind of another name.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func holdsRows(of kind: String, _ connection: isolated PostgresConnection) throws -> Bool {
        try connection.row(
            """
            SELECT CASE $1 WHEN 'occupations' THEN EXISTS (SELECT FROM padan.occupation)
                WHEN 'industries' THEN EXISTS (SELECT FROM padan.industry) ELSE false END AS there
            """, [kind]
        ) { try $0["there"] as Bool } ?? false
    }

    /// Whether the database holds BLKs of the made-up sample, or others.
    ///
    /// - Parameters:
    ///   - isSample: Whether the sample's are looked for.
    ///   - connection: The connection to read with.
    /// - Returns: True as soon as there is one.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func holdsBlks(ofSample isSample: Bool, _ connection: isolated PostgresConnection) throws -> Bool {
        try connection.row(
            """
            SELECT EXISTS (
                SELECT FROM padan.blk AS b LEFT JOIN padan.source_file AS f USING (source_file_id)
                WHERE (f.source_name IS NOT DISTINCT FROM 'contoh') = $1) AS there
            """, [isSample]
        ) { try $0["there"] as Bool } ?? false
    }
}
