import Configuration
import Postgres

/// How many stored places and titles mean something else than before.
public struct LookupChanges: Sendable, Equatable {
    /// Places with another region, district or level.
    public let places: Int
    /// Titles with another code or method.
    public let titles: Int

    /// Whether anything changed.
    public var isEmpty: Bool { places == 0 && titles == 0 }
}

/// The places and titles that the database keeps, each looked up once.
///
/// What a place or title means is a function of what is known: the register of regions and districts, the occupations, `config/places.csv`,
/// `config/titles.csv` with its words and settings, and what was taught. A digest of that knowledge is kept; when it changes, everything stored is looked up
/// anew, so that the order in which files came does not matter.
public struct StoredLookups {
    /// Looks up all stored places and titles anew where what is known of them has changed.
    ///
    /// - Parameters:
    ///   - connection: the database, inside a transaction.
    ///   - root: the folder that holds `config/`; `nil` for the one that is found by itself.
    /// - Returns: how many changed.
    /// - Throws: `PostgresError` when the tables cannot be read or written, `ConfigurationError` for the files of `config/`,
    ///   `DataRoot.NotFound` when there is no such folder.
    public static func refresh(_ connection: isolated PostgresConnection, root: DataRoot? = nil) throws -> LookupChanges {
        try lock(connection)
        return LookupChanges(
            places: try refreshPlaces(try Gazetteer.load(connection, root: root), connection),
            titles: try refreshTitles(try TitleCoder.load(connection, root: root), connection))
    }

    /// Keeps others from looking up, until the transaction ends.
    static func lock(_ connection: isolated PostgresConnection) throws {
        try connection.execute("SELECT pg_advisory_xact_lock(hashtext('padan.lookup'), 0)")
    }

    /// - Returns: how many places mean something else now.
    static func refreshPlaces(_ gazetteer: Gazetteer, _ connection: isolated PostgresConnection) throws -> Int {
        let digest = gazetteer.digest
        guard !gazetteer.regions.isEmpty, try known("places", connection) != digest else { return 0 }
        let resolver = PlaceResolver(gazetteer: gazetteer)
        let texts = try connection.rows("SELECT text FROM padan.place ORDER BY place_id") { try $0["text"] as String }
        try FoundPlaces.create("import_found_place", connection)
        try FoundPlaces.send(texts.map { resolver.resolve($0) }, to: "import_found_place", connection)
        let changed = try connection.row(
            """
            SELECT count(*) AS n FROM padan.place AS p JOIN import_found_place AS f USING (text)
            WHERE (p.level, p.region_code, p.district_code) IS DISTINCT FROM (f.level, f.region_code, f.district_code)
            """
        ) { try $0["n"] as Int }
        try connection.execute(
            """
            UPDATE padan.place AS p SET level = f.level, region_code = f.region_code, district_code = f.district_code,
                confidence = f.confidence, alternatives = f.alternatives::text[]
            FROM import_found_place AS f
            WHERE p.text = f.text AND (p.level, p.region_code, p.district_code, p.confidence, p.alternatives)
                IS DISTINCT FROM (f.level, f.region_code, f.district_code, f.confidence, f.alternatives::text[])
            """)
        try connection.execute("DROP TABLE import_found_place")
        try remember("places", digest, connection)
        return changed ?? 0
    }

    /// - Returns: how many titles have another code or method now.
    static func refreshTitles(_ coder: TitleCoder, _ connection: isolated PostgresConnection) throws -> Int {
        let digest = coder.digest
        guard try known("titles", connection) != digest else { return 0 }
        let titles = try connection.rows("SELECT text, hints FROM padan.job_title ORDER BY job_title_id") {
            (text: try $0["text"] as String, hints: try $0["hints"] as String)
        }
        try FoundTitles.create("import_found_title", connection)
        try FoundTitles.send(titles.map { coder.code($0.text, beside: $0.hints) }, to: "import_found_title", connection)
        let changed = try connection.row(
            """
            SELECT count(*) AS n FROM padan.job_title AS t JOIN import_found_title AS f USING (text, hints)
            WHERE (t.occupation_code, t.method) IS DISTINCT FROM (f.occupation_code, f.method)
            """
        ) { try $0["n"] as Int }
        try connection.execute(
            """
            UPDATE padan.job_title AS t SET occupation_code = f.occupation_code, score = f.score, method = f.method,
                alternatives = f.alternatives::text[], alternative_scores = f.alternative_scores::double precision[]
            FROM import_found_title AS f
            WHERE t.text = f.text AND t.hints = f.hints AND (t.occupation_code, t.score, t.method, t.alternatives, t.alternative_scores)
                IS DISTINCT FROM (f.occupation_code, f.score, f.method, f.alternatives::text[], f.alternative_scores::double precision[])
            """)
        try connection.execute("DROP TABLE import_found_title")
        try remember("titles", digest, connection)
        return changed ?? 0
    }

    private static func known(_ subject: String, _ connection: isolated PostgresConnection) throws -> String? {
        try connection.row("SELECT digest FROM padan.lookup WHERE subject = $1", [subject]) { try $0["digest"] as String }
    }

    private static func remember(_ subject: String, _ digest: String, _ connection: isolated PostgresConnection) throws {
        try connection.execute(
            """
            INSERT INTO padan.lookup (subject, digest) VALUES ($1, $2)
            ON CONFLICT (subject) DO UPDATE SET digest = excluded.digest, looked_up_at = now()
            """, [subject, digest])
    }
}
