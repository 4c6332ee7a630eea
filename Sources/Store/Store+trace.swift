import Demand
import Domain
import Postgres

extension Store {
    /// The rows of files that stand behind the openings and leavers of a region.
    ///
    /// A region's own rows stand behind its figures; where it states nothing of a section or a provider, those of its province do, else the
    /// country's. The rows are those of today: one that was imported again after the run has its new place.
    ///
    /// - Parameters:
    ///   - region: A regency or a city.
    ///   - occupation: A code of one to four digits, or `nil` for all occupations.
    ///   - run: The demand run.
    ///   - connection: The connection to read with.
    /// - Returns: Employment, surveys, leavers and files of advertisements, in this order, each by subject, year and region.
    /// - Throws: `PostgresError` when the server refuses a query.
    public static func trace(region: String, occupation: String?, run: Run, _ connection: isolated PostgresConnection) throws -> [TracedRow]
    {
        let parts = try Self.demandParts(run: run.id, region: region, occupation: occupation, connection)
        let supply = try Self.supplyParts(run: run.id, region: region, occupation: occupation, connection)
        let places = [region, String(region.prefix(2)), Region.countryCode]
        let year = run.asOf.civil.year
        let industries = parts.filter { $0.source == "employment" }.compactMap(\.industryCode)
        let sections = Set(industries.flatMap { Self.sections(of: $0) })
        let employment = try Self.traced(
            """
            SELECT 'employment' AS kind, t.region_code, t.industry_code AS subject, t.year, t.persons, f.file_name,
                coalesce(t.source_sheet, f.sheet) AS sheet, t.source_line, t.source_column
            FROM padan.employment AS t LEFT JOIN padan.source_file AS f USING (source_file_id)
            WHERE t.region_code = ANY ($1::text[]) AND t.year <= $2
            ORDER BY t.industry_code COLLATE "C", t.year, t.region_code COLLATE "C"
            """, [places, year], connection)
        let surveys = try Self.traced(
            """
            SELECT 'surveys' AS kind, t.region_code, t.occupation_code AS subject, t.year, t.hires_per_year AS persons, f.file_name,
                coalesce(t.source_sheet, f.sheet) AS sheet, t.source_line, t.source_column
            FROM padan.survey AS t LEFT JOIN padan.source_file AS f USING (source_file_id)
            WHERE t.region_code = ANY ($1::text[]) AND t.year <= $2 AND ($3::text IS NULL OR left(t.occupation_code, length($3)) = $3)
            ORDER BY t.occupation_code COLLATE "C", t.year, t.region_code COLLATE "C", t.survey_code COLLATE "C"
            """, [places, year, occupation], connection)
        let leavers = try Self.traced(
            """
            SELECT 'graduates' AS kind, t.region_code, t.provider || ', ' || t.field AS subject, t.year, t.leavers AS persons, f.file_name,
                coalesce(t.source_sheet, f.sheet) AS sheet, t.source_line, t.source_column
            FROM padan.graduate AS t LEFT JOIN padan.source_file AS f USING (source_file_id)
            WHERE t.region_code = ANY ($1::text[]) AND t.year <= $2
            ORDER BY t.provider COLLATE "C", t.field COLLATE "C", t.year, t.region_code COLLATE "C"
            """, [places, year], connection)
        let sources = Set(parts.map(\.source)).filter { $0.hasPrefix("vacancies:") }.map { String($0.dropFirst("vacancies:".count)) }
            .sorted()
        let advertisements = try Self.traced(
            """
            SELECT f.kind, NULL AS region_code, f.source_name AS subject, NULL::integer AS year, f.rows_read::double precision AS persons,
                f.file_name, f.sheet, NULL::bigint AS source_line, NULL AS source_column
            FROM padan.source_file AS f WHERE f.kind = 'vacancies' AND f.loaded AND f.source_name = ANY ($1::text[])
            ORDER BY f.source_name COLLATE "C", f.source_file_id
            """, [sources], connection)
        let streams = Set(supply.map { "\($0.provider), \($0.field)" })
        let hasSurvey = parts.contains { $0.source == "survey" }
        var trace: [TracedRow] = []
        for section in sections.sorted() {
            trace += Self.nearest(employment.filter { Self.sections(of: $0.subject).contains(section) }, to: places)
        }
        if hasSurvey { trace += surveys }
        for stream in streams.sorted() { trace += Self.nearest(leavers.filter { $0.subject == stream }, to: places) }
        return trace + advertisements
    }

    /// The sections that a code of a section, a division or a group of sections stands for.
    private static func sections(of code: String) -> [String] {
        Industries.section(ofDivision: code).map { [$0] } ?? IndustryGroup.sections(of: code)
    }

    /// The rows of the first place that has any.
    private static func nearest(_ rows: [TracedRow], to places: [String]) -> [TracedRow] {
        for place in places {
            let own = rows.filter { $0.regionCode == place }
            if !own.isEmpty { return own }
        }
        return []
    }

    private static func traced(
        _ sql: String, _ values: [any PostgresEncodable], _ connection: isolated PostgresConnection
    ) throws -> [TracedRow] {
        try connection.rows(sql, values) { row in
            TracedRow(
                kind: try row["kind"], regionCode: try row["region_code"], subject: try row["subject"], year: try row["year"],
                persons: try row["persons"], file: try row["file_name"], sheet: try row["sheet"], line: try row["source_line"],
                column: try row["source_column"])
        }
    }
}
