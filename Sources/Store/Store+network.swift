import Domain
import Postgres

extension Store {
    /// All BLKs.
    ///
    /// - Parameter connection: The connection to read with.
    /// - Returns: The BLKs by code.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func blks(_ connection: isolated PostgresConnection) throws -> [Blk] {
        try connection.rows(
            "SELECT blk_code, name, kind, region_code, parent_code, joined_year FROM padan.blk ORDER BY blk_code"
        ) { row in
            let kind: String = try row["kind"]
            return Blk(
                code: try row["blk_code"], name: try row["name"], kind: Blk.Kind(rawValue: kind) ?? .uptd,
                regionCode: try row["region_code"], parentCode: try row["parent_code"], joinedYear: try row["joined_year"])
        }
    }

    /// The national catalog of programmes, with their units and occupations.
    ///
    /// - Parameter connection: The connection to read with.
    /// - Returns: The programmes by code.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func programs(_ connection: isolated PostgresConnection) throws -> [Program] {
        try connection.rows(
            """
            SELECT p.program_code, p.name, p.kejuruan, p.hours_jp, p.package_size, p.education_min, p.scheme_code, p.cost_rupiah,
                (SELECT coalesce(array_agg(unit_code ORDER BY unit_code), '{}') FROM padan.program_unit AS u
                 WHERE u.program_code = p.program_code) AS units,
                (SELECT coalesce(array_agg(occupation_code ORDER BY occupation_code), '{}') FROM padan.program_occupation AS o
                 WHERE o.program_code = p.program_code) AS occupations,
                (SELECT coalesce(array_agg(relevance ORDER BY occupation_code), '{}') FROM padan.program_occupation AS o
                 WHERE o.program_code = p.program_code) AS relevances
            FROM padan.program AS p ORDER BY p.program_code
            """
        ) { try Self.program($0) }
    }

    /// Reads a programme from a row of the catalog, or of what a run kept of the catalog.
    ///
    /// - Throws: `PostgresError` when the row lacks a column.
    static func program(_ row: PostgresRow) throws -> Program {
        let occupations: [String] = try row["occupations"]
        let relevances: [Double] = try row["relevances"]
        return Program(
            code: try row["program_code"], name: try row["name"], kejuruan: try row["kejuruan"], hours: try row["hours_jp"],
            packageSize: try row["package_size"], educationMinimum: try row["education_min"], schemeCode: try row["scheme_code"],
            costRupiah: try row["cost_rupiah"], units: try row["units"],
            occupations: zip(occupations, relevances).map { ProgramOccupation(code: $0, relevance: $1) })
    }

    /// The titles of all competency units.
    ///
    /// - Parameter connection: The connection to read with.
    /// - Returns: The titles by the code of their unit.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func unitTitles(_ connection: isolated PostgresConnection) throws -> [String: String] {
        let list = try connection.rows("SELECT unit_code, title FROM padan.unit") { row in
            (try row["unit_code"] as String, try row["title"] as String)
        }
        return Dictionary(uniqueKeysWithValues: list)
    }

    /// The first day of the year that is planned, which is the latest year with targets.
    ///
    /// - Parameter connection: The connection to read with.
    /// - Returns: `nil` where there are no targets.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func plannedDay(_ connection: isolated PostgresConnection) throws -> Day? {
        let year = try connection.row("SELECT max(year) AS year FROM padan.target") { try $0["year"] as Int? }
        return (year ?? nil).flatMap { Day(year: $0, month: 1, day: 1) }
    }

    /// Whether the database holds the made-up sample network, whose codes and source say so.
    ///
    /// - Parameter connection: The connection to read with.
    /// - Returns: True as soon as there is one unit or one loaded file of the sample.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func holdsSample(_ connection: isolated PostgresConnection) throws -> Bool {
        try connection.row(
            """
            SELECT EXISTS (SELECT FROM padan.unit WHERE unit_code LIKE 'CTH.%')
                OR EXISTS (SELECT FROM padan.source_file WHERE source_name = 'contoh' AND loaded) AS sample
            """
        ) { try $0["sample"] as Bool } ?? false
    }
}
