import Configuration
import Digest
import Domain
import Foundation
import Postgres

/// The places that names are resolved against.
public struct Gazetteer: Sendable {
    /// Provinces, regencies and cities.
    public let regions: [Region]
    /// Districts.
    public let districts: [District]
    /// Popular names that no register has: name → code of a region, or `ID`.
    public let popularNames: [(name: String, code: String)]

    /// Takes places that are known already.
    ///
    /// - Parameters:
    ///   - regions: provinces, regencies and cities.
    ///   - districts: districts.
    ///   - popularNames: names that no register has, with the code of a region or `ID`.
    public init(regions: [Region], districts: [District], popularNames: [(name: String, code: String)]) {
        self.regions = regions
        self.districts = districts
        self.popularNames = popularNames
    }

    /// The regions and districts in the database, with the popular names of `config/places.csv`.
    ///
    /// - Parameters:
    ///   - connection: the database.
    ///   - root: the folder that holds `config/`; `nil` for the one that is found by itself.
    /// - Returns: the places; without any region when the database has none.
    /// - Throws: `PostgresError` when the tables cannot be read, `ConfigurationError` for `places.csv`, `DataRoot.NotFound` when there is no
    ///   such folder.
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

    /// A digest of everything that decides what a name means: two gazetteers of the same digest give the same answers.
    var digest: String {
        var text = "\(PadanVersion.current)\n"
        for region in regions { text += "\(region.code)\t\(region.name)\t\(region.kind.rawValue)\n" }
        for district in districts { text += "\(district.code)\t\(district.name)\n" }
        for (name, code) in popularNames { text += "\(name)\t\(code)\n" }
        return sha256(Data(text.utf8))
    }
}
