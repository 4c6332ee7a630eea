import Domain
import Postgres

extension Store {
    /// All provinces, regencies and cities.
    ///
    /// - Parameter connection: The connection to read with.
    /// - Returns: The regions by code.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func regions(_ connection: isolated PostgresConnection) throws -> [Region] {
        try connection.rows(
            "SELECT region_code, name, kind, latitude, longitude, population, bps_code FROM padan.region ORDER BY region_code"
        ) { try region($0) }
    }

    private static func region(_ row: PostgresRow) throws -> Region {
        let kind: String = try row["kind"]
        let latitude: Double? = try row["latitude"]
        let longitude: Double? = try row["longitude"]
        var position: Position?
        if let latitude, let longitude { position = Position(latitude: latitude, longitude: longitude) }
        return Region(
            code: try row["region_code"], name: try row["name"], kind: Region.Kind(rawValue: kind) ?? .kabupaten,
            position: position, population: try row["population"], bpsCode: try row["bps_code"])
    }

    /// All occupations of KBJI that are loaded.
    ///
    /// - Parameter connection: The connection to read with.
    /// - Returns: The occupations by their code.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func occupations(_ connection: isolated PostgresConnection) throws -> [String: Occupation] {
        let list = try connection.rows("SELECT occupation_code, name, name_en FROM padan.occupation") { row in
            Occupation(code: try row["occupation_code"], name: try row["name"], nameEnglish: try row["name_en"])
        }
        return Dictionary(uniqueKeysWithValues: list.map { ($0.code, $0) })
    }

    /// The Indonesian and English names of all industries of KBLI that are loaded.
    ///
    /// - Parameter connection: The connection to read with.
    /// - Returns: The names by the code of their industry.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func industryNames(_ connection: isolated PostgresConnection) throws -> [String: (id: String, en: String)] {
        let list = try connection.rows("SELECT industry_code, name, name_en FROM padan.industry") { row in
            (try row["industry_code"] as String, (id: try row["name"] as String, en: try row["name_en"] as String))
        }
        return Dictionary(uniqueKeysWithValues: list)
    }
}
