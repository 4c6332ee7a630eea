import Domain
import Postgres

/// Every query of Padan, in files named after what they read or write.
///
/// A query is a function that takes the connection, so that its caller decides as whom and in which transaction it runs.
public enum Store {}

extension Day: PostgresEncodable, PostgresDecodable {
    public var postgresText: String? { description }

    public static func decode(postgresText text: UnsafeBufferPointer<UInt8>?) -> Day? {
        String.decode(postgresText: text).flatMap { Day(iso: $0) }
    }
}
