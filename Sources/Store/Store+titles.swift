import Postgres

/// A title that no code was found for, and how many advertisements have it.
public struct UncodedTitle: Sendable, Equatable {
    /// The title as the advertisements have it.
    public let text: String
    /// The number of distinct advertisements with the title and without a stated code.
    public let advertisements: Int
    /// The openings that they stand for: those that say the same count once, a stated number of openings as such.
    public let openings: Int
    /// Codes that came near, the nearest first.
    public let alternatives: [String]
    /// The probability of each of them, 0 to 1; empty where an older version coded the title.
    public let alternativeScores: [Double]
}

extension Store {
    /// The titles that no code was found for, without those that were taught to name no occupation.
    ///
    /// - Parameters:
    ///   - limit: The most titles to return.
    ///   - connection: The connection to read with.
    /// - Returns: The titles, the most frequent first.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func uncodedTitles(limit: Int, _ connection: isolated PostgresConnection) throws -> [UncodedTitle] {
        try connection.rows(
            """
            WITH carried AS (
                SELECT job_title_id, sum(advertisements)::bigint AS advertisements, sum(openings)::bigint AS openings
                FROM (
                    SELECT job_title_id, count(*) AS advertisements, max(coalesce(openings, 1)) AS openings
                    FROM padan.vacancy WHERE stated_occupation_code IS NULL GROUP BY job_title_id, opening_digest
                ) AS o GROUP BY job_title_id
            ), title AS (
                -- A title stands there once for each text beside it; the alternatives are those of the one that carries most.
                SELECT t.text, sum(c.advertisements)::bigint AS advertisements, sum(c.openings)::bigint AS openings,
                    (array_agg(job_title_id ORDER BY c.openings DESC, c.advertisements DESC, t.hints))[1] AS job_title_id
                FROM carried AS c JOIN padan.job_title AS t USING (job_title_id) WHERE t.method = 'uncoded' GROUP BY t.text
            )
            SELECT u.text, u.advertisements, u.openings, t.alternatives, t.alternative_scores::text[] AS scores
            FROM title AS u JOIN padan.job_title AS t USING (job_title_id)
            ORDER BY u.openings DESC, u.advertisements DESC, u.text LIMIT $1
            """, [limit]
        ) { row in
            UncodedTitle(
                text: try row["text"], advertisements: try row["advertisements"], openings: try row["openings"],
                alternatives: try row["alternatives"], alternativeScores: (try row["scores"] as [String]).compactMap(Double.init))
        }
    }

    /// Teaches the code of one title, which wins over the lexicon from now on. Titles that are stored already keep their code until they
    /// are looked up again.
    ///
    /// - Parameters:
    ///   - title: The title in its normal form.
    ///   - written: The title as it was taught.
    ///   - occupation: The code of a unit group of KBJI; `nil` where the title names no occupation.
    ///   - connection: The connection, in a transaction.
    /// - Throws: `PostgresError` 23503 when no unit group has the code, and when the server refuses the row otherwise.
    public static func teach(title: String, written: String, occupation: String?, _ connection: isolated PostgresConnection) throws {
        try connection.execute(
            """
            INSERT INTO padan.taught_title (title, occupation_code, written_title) VALUES ($1, $2, $3)
            ON CONFLICT (title) DO UPDATE SET occupation_code = excluded.occupation_code, written_title = excluded.written_title,
                taught_at = now(), taught_by = current_user
            """, [title, occupation, written])
    }
}
