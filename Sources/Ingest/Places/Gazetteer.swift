import Configuration
import Domain
import Foundation
import Postgres

/// The places that names are resolved against.
public struct Gazetteer: Sendable {
    public let regions: [Region]
    public let districts: [District]
    /// Popular names that no register has: name → code of a region, or `ID`.
    public let popularNames: [(name: String, code: String)]

    public init(regions: [Region], districts: [District], popularNames: [(name: String, code: String)]) {
        self.regions = regions
        self.districts = districts
        self.popularNames = popularNames
    }

    /// The regions and districts in the database, with the popular names of `config/places.csv`.
    ///
    /// - Throws: `ImportError.noRegions` when there is nothing to resolve with.
    public static func load(_ connection: isolated PostgresConnection, root: DataRoot? = nil) throws -> Gazetteer {
        let regions = try connection.rows(
            "SELECT region_code, name, kind, latitude, longitude, population, bps_code FROM padan.region ORDER BY region_code"
        ) { row in
            let kind: String = try row["kind"]
            let latitude: Double? = try row["latitude"]
            let longitude: Double? = try row["longitude"]
            var position: Position?
            if let latitude, let longitude { position = Position(latitude: latitude, longitude: longitude) }
            return Region(
                code: try row["region_code"], name: try row["name"], kind: Region.Kind(rawValue: kind) ?? .kabupaten,
                position: position, population: try row["population"], bpsCode: try row["bps_code"])
        }
        let districts = try connection.rows("SELECT district_code, name FROM padan.district ORDER BY district_code") {
            District(code: try $0["district_code"], name: try $0["name"])
        }
        let table = try CSVTable(
            (root ?? DataRoot.find()).config.appending(path: "places.csv"), expecting: ["name", "region_code"])
        return Gazetteer(
            regions: regions, districts: districts, popularNames: table.rows.map { (name: $0[0], code: $0[1]) })
    }
}
