import Postgres

/// A title that no code was found for, and how many advertisements have it.
public struct UncodedTitle: Sendable, Equatable {
    public let text: String
    public let advertisements: Int
    public let alternatives: [String]
}

extension Store {
    /// Normalised title → code, as analysts taught them.
    public func taughtTitles() async throws -> [String: String] {
        let list = try await pool.withConnection { connection in
            try await connection.rows("SELECT title, occupation_code FROM padan.taught_title") { row in
                (try row["title"] as String, try row["occupation_code"] as String)
            }
        }
        return Dictionary(uniqueKeysWithValues: list)
    }

    /// Uncoded titles, the most frequent first.
    public func uncodedTitles(limit: Int) async throws -> [UncodedTitle] {
        try await pool.withConnection { connection in
            try await connection.rows(
                """
                SELECT t.text, count(*) AS advertisements, t.alternatives
                FROM padan.job_title AS t JOIN padan.vacancy AS v USING (job_title_id)
                WHERE t.occupation_code IS NULL AND v.stated_occupation_code IS NULL GROUP BY t.job_title_id ORDER BY count(*) DESC, t.text LIMIT $1
                """, [limit]
            ) { row in
                UncodedTitle(
                    text: try row["text"], advertisements: try row["advertisements"], alternatives: try row["alternatives"])
            }
        }
    }

    /// Teaches one title. It wins over the lexicon from now on.
    public func teach(title: String, occupation: String) async throws {
        try await pool.withConnection { connection in
            _ = try await connection.execute(
                """
                INSERT INTO padan.taught_title (title, occupation_code) VALUES ($1, $2)
                ON CONFLICT (title) DO UPDATE SET occupation_code = excluded.occupation_code, taught_at = now(),
                    taught_by = current_user
                """, [title, occupation])
        }
    }

    /// Every stored title.
    public func storedTitles() async throws -> [String] {
        try await pool.withConnection { connection in
            try await connection.rows("SELECT text FROM padan.job_title ORDER BY text") {
                try $0["text"] as String
            }
        }
    }

    /// Stores new codes of titles.
    ///
    /// - Returns: how many changed.
    public func recode(
        _ titles: [(text: String, code: String?, score: Double, method: String, alternatives: [String])]
    ) async throws -> Int {
        let texts = titles.map(\.text)
        let codes = titles.map(\.code)
        let scores = titles.map(\.score)
        let methods = titles.map(\.method)
        let alternatives = titles.map { $0.alternatives.postgresText ?? "{}" }
        return try await pool.withConnection { connection in
            try await connection.execute(
                """
                UPDATE padan.job_title AS t SET occupation_code = n.code, score = n.score, method = n.method,
                    alternatives = n.alternatives::text[]
                FROM unnest($1::text[], $2::text[], $3::double precision[], $4::text[], $5::text[])
                    AS n (text, code, score, method, alternatives)
                WHERE t.text = n.text AND (t.occupation_code, t.score, t.method) IS DISTINCT FROM (n.code, n.score, n.method)
                """, [texts, codes, scores, methods, alternatives])
        }
    }
}
