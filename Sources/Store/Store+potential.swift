import Demand
import Postgres

extension Store {
    /// Sends the industries of a run to `padan.potential`.
    ///
    /// - Throws: `PostgresError` when the server refuses a row.
    static func copy(_ potential: [IndustryPotential], run: Int32, _ connection: isolated PostgresConnection) throws {
        try connection.sendRows("COPY padan.potential FROM STDIN (FORMAT binary)", potential, fields: 15) { item, buffer in
            BinaryRow.int4(run, &buffer)
            BinaryRow.text(item.regionCode, &buffer)
            BinaryRow.text(item.industryCode, &buffer)
            BinaryRow.float8(item.employed, &buffer)
            BinaryRow.float8(item.growth, &buffer)
            BinaryRow.float8(item.quotient, &buffer)
            BinaryRow.float8(item.dynamicQuotient, &buffer)
            BinaryRow.float8(item.shiftShare.national, &buffer)
            BinaryRow.float8(item.shiftShare.mix, &buffer)
            BinaryRow.float8(item.shiftShare.competitive, &buffer)
            BinaryRow.float8(item.shiftShare.homotheticCompetitive, &buffer)
            BinaryRow.float8(item.shiftShare.allocation, &buffer)
            BinaryRow.text(item.typology?.rawValue, &buffer)
            BinaryRow.float8(item.density, &buffer)
            BinaryRow.text(item.standing.rawValue, &buffer)
        }
    }

    /// The industries of a regency or province, by code.
    ///
    /// - Parameters:
    ///   - run: The demand run.
    ///   - region: A regency, a city or a province.
    ///   - digits: 1 for KBLI sections, 2 for divisions.
    ///   - connection: The connection to read with.
    /// - Returns: One entry for each industry that the run has for the region.
    /// - Throws: `PostgresError` when the server refuses a query.
    public static func potential(run: Int, region: String, digits: Int, _ connection: isolated PostgresConnection) throws
        -> [IndustryPotential]
    {
        try connection.rows(
            """
            SELECT region_code, industry_code, employed, growth, quotient, dynamic_quotient, national_shift, mix_shift,
                competitive_shift, homothetic_shift, allocation_shift, typology, density, standing
            FROM padan.potential WHERE run_id = $1 AND region_code = $2 AND length(industry_code) = $3 ORDER BY industry_code
            """, [run, region, digits]
        ) { row in
            let typology: String? = try row["typology"]
            let standing: String = try row["standing"]
            return IndustryPotential(
                regionCode: try row["region_code"], industryCode: try row["industry_code"], employed: try row["employed"],
                growth: try row["growth"], quotient: try row["quotient"], dynamicQuotient: try row["dynamic_quotient"],
                shiftShare: ShiftShare(
                    national: try row["national_shift"], mix: try row["mix_shift"], competitive: try row["competitive_shift"],
                    homotheticCompetitive: try row["homothetic_shift"], allocation: try row["allocation_shift"]),
                typology: typology.flatMap { KlassenTypology(rawValue: $0) }, density: try row["density"],
                standing: IndustryPotential.Standing(rawValue: standing) ?? .other)
        }
    }

    /// Where occupations work: shares by KBLI section, ordered by occupation.
    ///
    /// - Parameters:
    ///   - run: The demand run.
    ///   - occupations: KBJI unit groups.
    ///   - connection: The connection to read with.
    /// - Returns: The shares that the run has of these occupations.
    /// - Throws: `PostgresError` when the server refuses a query.
    public static func occupationIndustries(run: Int, occupations: [String], _ connection: isolated PostgresConnection) throws
        -> [OccupationIndustryShare]
    {
        try connection.rows(
            """
            SELECT occupation_code, industry_code, share FROM padan.occupation_industry
            WHERE run_id = $1 AND occupation_code = ANY ($2::text[]) ORDER BY occupation_code, industry_code
            """, [run, occupations]
        ) { row in
            OccupationIndustryShare(
                occupationCode: try row["occupation_code"], industryCode: try row["industry_code"], share: try row["share"])
        }
    }

    /// The first and the last year of the employment behind a run's potential.
    ///
    /// - Parameters:
    ///   - run: The number of the demand run.
    ///   - connection: The connection to read with.
    /// - Returns: `nil` where the run read no employment.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func potentialYears(run: Int, _ connection: isolated PostgresConnection) throws -> ClosedRange<Int>? {
        try connection.row("SELECT first_year, last_year FROM padan.potential_period WHERE run_id = $1", [run]) { row in
            let (first, last): (Int, Int) = (try row["first_year"], try row["last_year"])
            return first...last
        }
    }

    /// Keeps the years of the employment behind a run's potential.
    static func savePotentialYears(_ years: ClosedRange<Int>?, run: Int, _ connection: isolated PostgresConnection) throws {
        guard let years else { return }
        try connection.execute(
            "INSERT INTO padan.potential_period (run_id, first_year, last_year) VALUES ($1, $2, $3)",
            [run, years.lowerBound, years.upperBound])
    }
}
