import Domain
import Postgres

extension VacancyImport {
    func createTemporaryTables(_ connection: isolated PostgresConnection) throws {
        try connection.executeScript(
            """
            CREATE TEMP TABLE import_vacancy (
                vacancy_digest uuid, opening_digest uuid, title_number integer, place_number integer, employer text,
                monthly_pay bigint, pay_min bigint, pay_max bigint, posted_on date, openings integer, industry_code text, stated_occupation_code text,
                unstated_digest uuid
            ) ON COMMIT DROP;
            CREATE TEMP TABLE import_repeat (vacancy_digest uuid, times_seen integer) ON COMMIT DROP
            """)
        try FoundTitles.create("import_title", connection)
        try FoundPlaces.create("import_place", connection)
    }

    /// Looks up the titles and places of the file and puts them into their tables. A file may have millions, so that each answer is sent at
    /// once.
    ///
    /// - Returns: how many were not found.
    func store(_ tally: VacancyTally, _ connection: isolated PostgresConnection) throws -> FoundNames {
        var found = FoundNames()
        // Beside hints one title has several numbers.
        var (uncoded, distinct) = (TextInterner(), TextInterner())
        let titles = (0..<tally.titles.count).lazy.map { number in
            let text = tally.titles.text(number)
            let (title, hints) = tally.hasHints ? TitleHints.split(text) : (text, "")
            func isNew(in titles: inout TextInterner) -> Bool { !tally.hasHints || titles.intern(title) }
            if isNew(in: &distinct) { found.distinctTitles += 1 }
            let coded = coder.code(title, beside: hints)
            let rows = tally.titleRows[number] - tally.statedRows[number, default: 0]
            if coded.code == nil, rows > 0 {
                if isNew(in: &uncoded) { found.uncodedTitles += 1 }
                found.uncodedRows += rows
            }
            return coded
        }
        try FoundTitles.send(titles, to: "import_title", connection)
        let places = (0..<tally.places.count).lazy.map { number in
            let place = self.places.resolve(tally.places.text(number))
            let rows = tally.placeRows[number]
            switch place.level {
            case .unresolved:
                found.unresolvedPlaces += 1
                found.unresolvedRows += rows
            case .abroad: found.abroadRows += rows
            case .remote: found.remoteRows += rows
            case .district, .regency, .province, .country: break
            }
            return place
        }
        try FoundPlaces.send(places, to: "import_place", connection)
        // What is there was looked up with the same knowledge (`StoredLookups`), unless somebody changed it by hand.
        try connection.execute(
            """
            INSERT INTO padan.job_title AS t (text, hints, occupation_code, score, method, alternatives, alternative_scores)
            SELECT text, hints, occupation_code, score, method, alternatives::text[], alternative_scores::double precision[]
            FROM import_title ORDER BY number
            ON CONFLICT (text, hints) DO UPDATE SET occupation_code = excluded.occupation_code, score = excluded.score,
                method = excluded.method, alternatives = excluded.alternatives, alternative_scores = excluded.alternative_scores
            WHERE (t.occupation_code, t.score, t.method) IS DISTINCT FROM (excluded.occupation_code, excluded.score, excluded.method)
            """)
        try connection.execute(
            """
            INSERT INTO padan.place AS p (text, level, region_code, district_code, confidence, alternatives)
            SELECT text, level, region_code, district_code, confidence, alternatives::text[] FROM import_place ORDER BY number
            ON CONFLICT (text) DO UPDATE SET level = excluded.level, region_code = excluded.region_code,
                district_code = excluded.district_code, confidence = excluded.confidence, alternatives = excluded.alternatives
            WHERE (p.level, p.region_code, p.district_code, p.confidence)
                IS DISTINCT FROM (excluded.level, excluded.region_code, excluded.district_code, excluded.confidence)
            """)
        return found
    }

    /// Adds the advertisements that are not there, and what the file says newly about those that are.
    ///
    /// - Returns: how many advertisements are new, and how many were seen more often or have got a code.
    func merge(
        _ tally: VacancyTally, _ rejections: Rejections, _ window: (from: Day, until: Day), isRepeated: Bool,
        _ connection: isolated PostgresConnection
    ) throws -> (new: Int, changed: Int) {
        try connection.copyIn("COPY import_repeat FROM STDIN (FORMAT binary)") { stream in
            try stream.write { $0 += BinaryRow.header }
            try tally.digests.forEachRepeated { digest, times in
                try stream.write { buffer in
                    BinaryRow.begin(fields: 2, &buffer)
                    BinaryRow.uuid(digest.high, digest.low, &buffer)
                    BinaryRow.int4(Int32(times), &buffer)
                }
            }
            try stream.write { $0 += BinaryRow.trailer }
        }
        try connection.executeScript("ANALYZE import_vacancy, import_repeat, import_title, import_place; SET LOCAL work_mem = '256MB'")
        var changed = try connection.execute(
            """
            UPDATE padan.vacancy AS known SET times_seen = r.times_seen FROM import_repeat AS r
            WHERE r.vacancy_digest = known.vacancy_digest AND r.times_seen > known.times_seen
            """)
        if tally.hasHints { try giveOpeningsOneTitle(connection) }
        let states = !tally.statedRows.isEmpty
        if states { changed += try addStatedCodes(connection) }
        let known = try connection.row("SELECT 1 AS one FROM padan.vacancy WHERE unstated_digest IS NOT NULL LIMIT 1") { _ in true }
        // No ON CONFLICT, which tries every row twice: the lock on the kind keeps other imports out. In the order of the key: the
        // index grows at its end instead of everywhere.
        let new = try connection.execute(
            """
            INSERT INTO padan.vacancy (
                vacancy_digest, source_name, job_title_id, place_id, opening_digest, employer, monthly_pay, pay_min, pay_max, posted_on,
                openings, industry_code, stated_occupation_code, unstated_digest, times_seen
            )
            SELECT v.vacancy_digest, $1, \(tally.hasHints ? "coalesce(o.job_title_id, t.job_title_id)" : "t.job_title_id"), p.place_id,
                v.opening_digest, v.employer, v.monthly_pay, v.pay_min, v.pay_max, v.posted_on, v.openings, v.industry_code,
                v.stated_occupation_code, v.unstated_digest, coalesce(r.times_seen, 1)
            FROM import_vacancy AS v
            JOIN import_title AS it ON it.number = v.title_number JOIN padan.job_title AS t ON t.text = it.text AND t.hints = it.hints
            JOIN import_place AS ip ON ip.number = v.place_number JOIN padan.place AS p ON p.text = ip.text
            LEFT JOIN import_repeat AS r ON r.vacancy_digest = v.vacancy_digest
            \(tally.hasHints ? Self.knownOpenings : "")
            WHERE NOT EXISTS (SELECT FROM padan.vacancy AS known WHERE known.vacancy_digest = v.vacancy_digest)
            \(states || known == true ? Self.unlessStatedBefore : "")
            ORDER BY v.vacancy_digest
            """, [sourceName])
        // A file that changes nothing the second time leaves no second trace.
        if isRepeated, new + changed == 0 { return (0, 0) }
        let source = try importer.recordSource(
            inspection, connection, read: tally.read, new: new, changed: changed,
            same: tally.read - rejections.rows - new - changed, rejected: rejections.rows, sourceName: sourceName,
            window: (window.from.description, window.until.description))
        try importer.storeRejects(rejections, source: source, connection)
        return (new, changed)
    }

    /// Advertisements of one opening are for one job, whatever skills each of them asks for: the first says what stands beside the title.
    private func giveOpeningsOneTitle(_ connection: isolated PostgresConnection) throws {
        try connection.execute(
            """
            UPDATE import_vacancy AS v SET title_number = f.title_number
            FROM (SELECT opening_digest, min(title_number) AS title_number FROM import_vacancy GROUP BY opening_digest) AS f
            WHERE f.opening_digest = v.opening_digest AND f.title_number < v.title_number
            """)
    }

    /// The title of an opening that is known already, as the advertisement before has it.
    private static let knownOpenings = """
        LEFT JOIN (
            SELECT DISTINCT ON (opening_digest) opening_digest, job_title_id FROM padan.vacancy WHERE source_name = $1
            ORDER BY opening_digest, vacancy_digest
        ) AS o ON o.opening_digest = v.opening_digest
        """

    /// An advertisement that was known without a code gets the one that the file states; of several, the first.
    ///
    /// - Returns: how many got one.
    private func addStatedCodes(_ connection: isolated PostgresConnection) throws -> Int {
        try connection.execute(
            """
            UPDATE padan.vacancy AS known
            SET stated_occupation_code = v.stated_occupation_code, unstated_digest = v.unstated_digest
            FROM (
                SELECT DISTINCT ON (unstated_digest) unstated_digest, stated_occupation_code FROM import_vacancy
                WHERE unstated_digest IS NOT NULL ORDER BY unstated_digest, stated_occupation_code
            ) AS v
            WHERE known.vacancy_digest = v.unstated_digest AND known.stated_occupation_code IS NULL
            """)
    }

    /// An advertisement that states no code is the same as one that is known, or stands in the file, with a code. One that states a code
    /// may be known under the digest that it had before it was stated.
    private static let unlessStatedBefore = """
        AND NOT EXISTS (
            SELECT FROM padan.vacancy AS known
            WHERE known.unstated_digest = v.vacancy_digest AND v.stated_occupation_code IS NULL)
        AND NOT EXISTS (
            SELECT FROM import_vacancy AS other
            WHERE other.unstated_digest = v.vacancy_digest AND v.stated_occupation_code IS NULL)
        AND NOT EXISTS (
            SELECT FROM padan.vacancy AS known
            WHERE known.unstated_digest = v.unstated_digest AND known.stated_occupation_code = v.stated_occupation_code)
        """
}
