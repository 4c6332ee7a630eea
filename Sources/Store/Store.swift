import Domain
import Postgres

/// Every query of Padan, in files named after what they read or write.
public struct Store: Sendable {
    public let pool: PostgresPool

    public init(pool: PostgresPool) {
        self.pool = pool
    }
}

extension Day: PostgresEncodable, PostgresDecodable {
    public var postgresText: String? { description }

    public static func decode(postgresText text: UnsafeBufferPointer<UInt8>?) -> Day? {
        String.decode(postgresText: text).flatMap { Day(iso: $0) }
    }
}
