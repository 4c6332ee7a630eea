import Demand
import Domain
import Postgres

extension Store {
    /// Stores a finished demand run; whole or not at all, where the caller's transaction is.
    ///
    /// - Parameters:
    ///   - result: What the model found.
    ///   - run: What is noted beside it.
    ///   - connection: The connection, in a transaction.
    /// - Returns: The run's number.
    /// - Throws: `PostgresError` when the server refuses a row.
    public static func save(_ result: DemandResult, _ run: RunRecord, _ connection: isolated PostgresConnection) throws -> Int {
        let id = try Self.insert(run, connection)
        let number = Int32(id)
        try connection.sendRows("COPY padan.demand (\(Self.demandColumns)) FROM STDIN (FORMAT binary)", result.cells, fields: 14) {
            cell, buffer in
            BinaryRow.int4(number, &buffer)
            BinaryRow.text(cell.regionCode, &buffer)
            BinaryRow.text(cell.occupationCode, &buffer)
            BinaryRow.float8(cell.openings, &buffer)
            BinaryRow.float8(cell.relativeError, &buffer)
            BinaryRow.float8(cell.leavers, &buffer)
            BinaryRow.float8(cell.reachableOpenings, &buffer)
            BinaryRow.float8(cell.reachableLeavers, &buffer)
            BinaryRow.float8(cell.spreadShare, &buffer)
            BinaryRow.float8(cell.growth, &buffer)
            BinaryRow.float8(cell.leaversError, &buffer)
            BinaryRow.float8(cell.reachableOpeningsError, &buffer)
            BinaryRow.float8(cell.reachableLeaversError, &buffer)
            BinaryRow.float8(cell.leaversSpreadShare, &buffer)
        }
        try connection.sendRows("COPY padan.demand_part FROM STDIN (FORMAT binary)", result.parts, fields: 8) { part, buffer in
            BinaryRow.int4(number, &buffer)
            BinaryRow.text(part.regionCode, &buffer)
            BinaryRow.text(part.occupationCode, &buffer)
            BinaryRow.text(part.source, &buffer)
            BinaryRow.text(part.industryCode ?? "-", &buffer)
            BinaryRow.float8(part.openings, &buffer)
            BinaryRow.float8(part.spreadOpenings, &buffer)
            BinaryRow.float8(part.growth, &buffer)
        }
        try connection.sendRows("COPY padan.supply_part FROM STDIN (FORMAT binary)", result.supplyParts, fields: 6) { part, buffer in
            BinaryRow.int4(number, &buffer)
            BinaryRow.text(part.regionCode, &buffer)
            BinaryRow.text(part.occupationCode, &buffer)
            BinaryRow.text(part.provider, &buffer)
            BinaryRow.text(part.field, &buffer)
            BinaryRow.float8(part.leavers, &buffer)
        }
        try Self.copy(result.potential, run: number, connection)
        try Self.savePotentialYears(result.potentialYears, run: id, connection)
        try connection.sendRows(
            "COPY padan.occupation_industry FROM STDIN (FORMAT binary)", result.occupationIndustries, fields: 4
        ) { share, buffer in
            BinaryRow.int4(number, &buffer)
            BinaryRow.text(share.occupationCode, &buffer)
            BinaryRow.text(share.industryCode, &buffer)
            BinaryRow.float8(share.share, &buffer)
        }
        try connection.execute("SELECT padan.record_data_state($1)", [id])
        return id
    }

    private static let demandColumns = """
        run_id, region_code, occupation_code, openings, relative_error, leavers, reachable_openings, reachable_leavers, spread_share,
        growth, leavers_error, reachable_openings_error, reachable_leavers_error, leavers_spread_share
        """

    private static func cell(_ row: PostgresRow) throws -> DemandCell {
        DemandCell(
            regionCode: try row["region_code"], occupationCode: try row["occupation_code"], openings: try row["openings"],
            relativeError: try row["relative_error"], leavers: try row["leavers"], leaversError: try row["leavers_error"],
            reachableOpenings: try row["reachable_openings"], reachableOpeningsError: try row["reachable_openings_error"],
            reachableLeavers: try row["reachable_leavers"], reachableLeaversError: try row["reachable_leavers_error"],
            spreadShare: try row["spread_share"],
            leaversSpreadShare: try row["leavers_spread_share"], growth: try row["growth"])
    }

    /// The largest local demands of a run, largest first.
    ///
    /// - Parameters:
    ///   - run: The demand run.
    ///   - region: A regency, a province (for all its regencies), or `nil` for the country.
    ///   - occupation: A code of one to four digits, or `nil` for all occupations.
    ///   - limit: The most cells to return.
    ///   - connection: The connection to read with.
    /// - Returns: At most as many cells as were asked for.
    /// - Throws: `PostgresError` when the server refuses a query.
    public static func largestDemand(run: Int, region: String?, occupation: String?, limit: Int, _ connection: isolated PostgresConnection)
        throws -> [DemandCell]
    {
        try connection.rows(
            """
            SELECT \(Self.demandColumns)
            FROM padan.demand
            WHERE run_id = $1 AND ($2::text IS NULL OR region_code = $2 OR left(region_code, 2) = $2)
              AND ($3::text IS NULL OR left(occupation_code, length($3)) = $3)
            ORDER BY openings DESC, region_code, occupation_code LIMIT $4
            """, [run, region, occupation, limit]
        ) { try Self.cell($0) }
    }

    /// The cells of a region and some occupations, by occupation.
    ///
    /// - Parameters:
    ///   - run: The demand run.
    ///   - region: A regency or a city.
    ///   - occupations: KBJI unit groups.
    ///   - connection: The connection to read with.
    /// - Returns: The cells that the run has.
    /// - Throws: `PostgresError` when the server refuses a query.
    public static func demandCells(run: Int, region: String, occupations: [String], _ connection: isolated PostgresConnection) throws
        -> [DemandCell]
    {
        try connection.rows(
            """
            SELECT \(Self.demandColumns)
            FROM padan.demand WHERE run_id = $1 AND region_code = $2 AND occupation_code = ANY ($3::text[]) ORDER BY occupation_code
            """, [run, region, occupations]
        ) { try Self.cell($0) }
    }

    /// Sums of a region, persons a year: openings, leavers, and openings from postings known only by province or country.
    ///
    /// - Parameters:
    ///   - run: The demand run.
    ///   - region: A regency, a province, or `nil` for the country.
    ///   - occupation: A code of one to four digits, or `nil` for all occupations.
    ///   - connection: The connection to read with.
    /// - Returns: Zeros where the run has no cell of the region.
    /// - Throws: `PostgresError` when the server refuses a query.
    public static func demandTotals(run: Int, region: String?, occupation: String?, _ connection: isolated PostgresConnection) throws -> (
        openings: Double?, leavers: Double?, spread: Double
    ) {
        let totals = try connection.row(
            """
            SELECT sum(openings) FILTER (WHERE openings > 0) AS openings, sum(leavers) FILTER (WHERE leavers > 0) AS leavers,
                coalesce(sum(openings * spread_share), 0) AS spread
            FROM padan.demand
            WHERE run_id = $1 AND ($2::text IS NULL OR region_code = $2 OR left(region_code, 2) = $2)
              AND ($3::text IS NULL OR left(occupation_code, length($3)) = $3)
            """, [run, region, occupation]
        ) { (openings: try $0["openings"] as Double?, leavers: try $0["leavers"] as Double?, spread: try $0["spread"] as Double) }
        return totals ?? (nil, nil, 0)
    }

    /// What each source says of a region and an occupation.
    ///
    /// - Parameters:
    ///   - run: The demand run.
    ///   - region: A regency or a province.
    ///   - occupation: A code of one to four digits, or `nil` for all occupations.
    ///   - connection: The connection to read with.
    /// - Returns: The parts by occupation, then source, the largest first.
    /// - Throws: `PostgresError` when the server refuses a query.
    public static func demandParts(run: Int, region: String, occupation: String?, _ connection: isolated PostgresConnection) throws
        -> [DemandPart]
    {
        try connection.rows(
            """
            SELECT region_code, occupation_code, source, industry_code, openings, spread_openings, growth
            FROM padan.demand_part
            WHERE run_id = $1 AND (region_code = $2 OR left(region_code, 2) = $2)
              AND ($3::text IS NULL OR left(occupation_code, length($3)) = $3)
            ORDER BY occupation_code, source, openings DESC, industry_code, region_code
            """, [run, region, occupation]
        ) { row in
            let industry: String = try row["industry_code"]
            return DemandPart(
                regionCode: try row["region_code"], occupationCode: try row["occupation_code"],
                source: try row["source"], industryCode: industry == "-" ? nil : industry,
                openings: try row["openings"], spreadOpenings: try row["spread_openings"], growth: try row["growth"])
        }
    }

    /// Where the leavers of a region and an occupation come from.
    ///
    /// - Parameters:
    ///   - run: The demand run.
    ///   - region: A regency or a province.
    ///   - occupation: A code of one to four digits, or `nil` for all occupations.
    ///   - connection: The connection to read with.
    /// - Returns: The parts by occupation, the largest first.
    /// - Throws: `PostgresError` when the server refuses a query.
    public static func supplyParts(run: Int, region: String, occupation: String?, _ connection: isolated PostgresConnection) throws
        -> [SupplyPart]
    {
        try connection.rows(
            """
            SELECT region_code, occupation_code, provider, field, leavers FROM padan.supply_part
            WHERE run_id = $1 AND (region_code = $2 OR left(region_code, 2) = $2)
              AND ($3::text IS NULL OR left(occupation_code, length($3)) = $3)
            ORDER BY occupation_code, leavers DESC, provider, field, region_code
            """, [run, region, occupation]
        ) { row in
            SupplyPart(
                regionCode: try row["region_code"], occupationCode: try row["occupation_code"],
                provider: try row["provider"], field: try row["field"], leavers: try row["leavers"])
        }
    }

    /// Local openings by industry of a region, largest first; `nil` stands for openings without a known industry.
    ///
    /// Several sources may tell of the same openings, which a cell counts once: its openings are shared among its parts in proportion to what each
    /// says, so that the industries add up to the cells.
    ///
    /// - Parameters:
    ///   - run: The demand run.
    ///   - region: A regency or a province.
    ///   - occupation: A code of one to four digits, or `nil` for all occupations.
    ///   - connection: The connection to read with.
    /// - Returns: The KBLI code of each industry and its openings, persons a year.
    /// - Throws: `PostgresError` when the server refuses a query.
    public static func demandByIndustry(
        run: Int, region: String, occupation: String?, _ connection: isolated PostgresConnection
    ) throws -> [(industryCode: String?, openings: Double)] {
        try connection.rows(
            """
            WITH part AS (
                SELECT region_code, occupation_code, industry_code, openings,
                    sum(openings) OVER (PARTITION BY region_code, occupation_code) AS told
                FROM padan.demand_part
                WHERE run_id = $1 AND (region_code = $2 OR left(region_code, 2) = $2)
                  AND ($3::text IS NULL OR left(occupation_code, length($3)) = $3)
            )
            SELECT p.industry_code, sum(p.openings * d.openings / p.told) AS openings
            FROM part AS p JOIN padan.demand AS d USING (region_code, occupation_code)
            WHERE d.run_id = $1 AND p.told > 0
            GROUP BY p.industry_code ORDER BY sum(p.openings * d.openings / p.told) DESC, p.industry_code
            """, [run, region, occupation]
        ) { row in
            let industry: String = try row["industry_code"]
            return (industry == "-" ? nil : industry, try row["openings"] as Double)
        }
    }
}
