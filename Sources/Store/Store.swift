import Domain
import Postgres

/// Every query of Padan, in files named after what they read or write.
///
/// A query is a function that takes the connection, so that its caller decides as whom and in which transaction it runs.
public enum Store {}

extension Day: PostgresEncodable, PostgresDecodable {
    /// The day as PostgreSQL reads it: `2018-11-23`.
    public var postgresText: String? { description }

    /// Reads a day from PostgreSQL's text format.
    ///
    /// - Parameter text: The bytes of the value; `nil` for NULL.
    /// - Returns: `nil` for NULL and for a text that is no ISO 8601 day.
    public static func decode(postgresText text: UnsafeBufferPointer<UInt8>?) -> Day? {
        String.decode(postgresText: text).flatMap { Day(iso: $0) }
    }
}
