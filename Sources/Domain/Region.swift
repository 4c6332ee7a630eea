import Foundation

/// A province, regency or city.
public struct Region: Hashable, Sendable {
    /// The three kinds of region; the raw value is the word that tables use.
    public enum Kind: String, Sendable, CaseIterable {
        /// A province.
        case provinsi
        /// A regency.
        case kabupaten
        /// A city.
        case kota
    }

    /// The code under which statistics of the whole country stand; the register of regions does not have it.
    public static let countryCode = "00"

    /// The Kemendagri code: two digits for a province (`32`), `32.16` for a regency or city.
    public let code: String
    /// The official name.
    public let name: String
    /// Whether the region is a province, a regency or a city.
    public let kind: Kind
    /// Where the region lies on the globe; `nil` where that is not known, as for provinces.
    public let position: Position?
    /// The number of inhabitants; `nil` where it is not known.
    public let population: Double?
    /// The code of Badan Pusat Statistik, which differs from the Kemendagri code for many regencies; `nil` where it is not known.
    public let bpsCode: String?

    /// Creates a region; every parameter sets the property of the same name.
    public init(code: String, name: String, kind: Kind, position: Position?, population: Double?, bpsCode: String? = nil) {
        self.code = code
        self.name = name
        self.kind = kind
        self.position = position
        self.population = population
        self.bpsCode = bpsCode
    }

    /// The Kemendagri code of the province: that of the region itself when it is one.
    public var provinceCode: String { String(code.prefix(2)) }
}

/// A point on the globe.
public struct Position: Hashable, Sendable {
    /// Degrees north of the equator, negative in the south.
    public let latitude: Double
    /// Degrees east of Greenwich, negative in the west.
    public let longitude: Double

    /// Creates a point from degrees north and degrees east.
    public init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }

    /// The mean radius of the Earth in kilometres, as the International Union of Geodesy and Geophysics defines it.
    public static let earthRadiusKilometres = 6371.0088

    /// The great-circle distance to another point in kilometres, by the haversine formula.
    public func kilometres(to other: Position) -> Double {
        let radians = Double.pi / 180
        let dLatitude = (other.latitude - latitude) * radians
        let dLongitude = (other.longitude - longitude) * radians
        let h =
            sin(dLatitude / 2) * sin(dLatitude / 2)
            + cos(latitude * radians) * cos(other.latitude * radians) * sin(dLongitude / 2) * sin(dLongitude / 2)
        return 2 * Self.earthRadiusKilometres * asin(min(1, h.squareRoot()))
    }
}

/// A district (kecamatan); districts are known so that place names can be resolved to a region.
public struct District: Hashable, Sendable {
    /// The Kemendagri code, for example `32.16.05`.
    public let code: String
    /// The official name.
    public let name: String

    /// Creates a district; both parameters set the property of the same name.
    public init(code: String, name: String) {
        self.code = code
        self.name = name
    }

    /// The Kemendagri code of the regency or city that the district belongs to.
    public var regionCode: String { String(code.prefix(5)) }
}
