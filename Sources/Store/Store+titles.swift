import Postgres

/// A title that no code was found for, and how many advertisements have it.
public struct UncodedTitle: Sendable, Equatable {
    public let text: String
    public let advertisements: Int
    public let alternatives: [String]
}

extension Store {
    /// Uncoded titles, the most frequent first.
    public static func uncodedTitles(limit: Int, _ connection: isolated PostgresConnection) throws -> [UncodedTitle] {
        try connection.rows(
            """
            SELECT t.text, count(*) AS advertisements, t.alternatives
            FROM padan.job_title AS t JOIN padan.vacancy AS v USING (job_title_id)
            WHERE t.occupation_code IS NULL AND v.stated_occupation_code IS NULL
            GROUP BY t.job_title_id ORDER BY count(*) DESC, t.text LIMIT $1
            """, [limit]
        ) { row in
            UncodedTitle(
                text: try row["text"], advertisements: try row["advertisements"], alternatives: try row["alternatives"])
        }
    }

    /// Teaches one title. It wins over the lexicon from now on.
    public static func teach(title: String, occupation: String, _ connection: isolated PostgresConnection) throws {
        _ = try connection.execute(
            """
            INSERT INTO padan.taught_title (title, occupation_code) VALUES ($1, $2)
            ON CONFLICT (title) DO UPDATE SET occupation_code = excluded.occupation_code, taught_at = now(),
                taught_by = current_user
            """, [title, occupation])
    }
}
