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
    /// Names that no register has, and the words that people write around names.
    public let entries: [PlaceEntry]
    /// Codes that no register has.
    public let codes: [RegionCodeEntry]

    /// Takes places that are known already.
    ///
    /// - Parameters:
    ///   - regions: provinces, regencies and cities.
    ///   - districts: districts.
    ///   - entries: names that no register has, and the words that people write around names.
    ///   - codes: codes that no register has.
    public init(regions: [Region], districts: [District], entries: [PlaceEntry], codes: [RegionCodeEntry] = []) {
        self.codes = codes
        self.regions = regions
        self.districts = districts
        self.entries = entries
    }

    /// The regions and districts in the database, with the lines of `config/places.csv` and `config/region_codes.csv`.
    ///
    /// - Parameters:
    ///   - connection: the database.
    ///   - root: the folder that holds `config/`; `nil` for the one that is found by itself.
    /// - Returns: the places; without any region when the database has none.
    /// - Throws: `PostgresError` when the tables cannot be read, `ConfigurationError` for the two files, `DataRoot.NotFound` when there is no
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
        let root = try root ?? DataRoot.find()
        return Gazetteer(
            regions: regions, districts: districts, entries: try PlaceEntry.load(root), codes: try RegionCodeEntry.load(root))
    }

    /// A digest of everything that decides what a name means: two gazetteers of the same digest give the same answers.
    var digest: String {
        var text = "\(PadanVersion.current)\n"
        for region in regions { text += "\(region.code)\t\(region.name)\t\(region.kind.rawValue)\n" }
        for district in districts { text += "\(district.code)\t\(district.name)\n" }
        for entry in entries {
            let codes = [entry.means, entry.besides].map { $0.joined(separator: "|") }.joined(separator: ">")
            text += "\(entry.kind.rawValue)\t\(entry.name)\t\(codes)\n"
        }
        return sha256(Data(text.utf8))
    }
}
