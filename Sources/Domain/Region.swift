import Foundation

/// A province, regency or city.
public struct Region: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case provinsi, kabupaten, kota
    }

    /// Kemendagri code: `32` or `32.16`.
    public let code: String
    public let name: String
    public let kind: Kind
    /// Degrees north and east; `nil` where not known, as for provinces.
    public let position: Position?
    /// Persons.
    public let population: Double?
    public let bpsCode: String?

    public init(code: String, name: String, kind: Kind, position: Position?, population: Double?, bpsCode: String? = nil) {
        self.code = code
        self.name = name
        self.kind = kind
        self.position = position
        self.population = population
        self.bpsCode = bpsCode
    }

    public var provinceCode: String { String(code.prefix(2)) }
}

/// A point on the globe.
public struct Position: Hashable, Sendable {
    public let latitude: Double
    public let longitude: Double

    public init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Mean radius of the Earth (IUGG).
    public static let earthRadiusKilometres = 6371.0088

    /// Great-circle distance in kilometres, by the haversine formula.
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

/// A district (kecamatan), known so that place names can be resolved.
public struct District: Hashable, Sendable {
    /// `32.16.05`.
    public let code: String
    public let name: String

    public init(code: String, name: String) {
        self.code = code
        self.name = name
    }

    public var regionCode: String { String(code.prefix(5)) }
}
