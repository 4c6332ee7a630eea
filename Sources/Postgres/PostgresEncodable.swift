import Foundation

/// A value that can be bound to a `$n` parameter.
public protocol PostgresEncodable: Sendable {
    /// The value in PostgreSQL's text form; `nil` is NULL.
    var postgresText: String? { get }
}

extension String: PostgresEncodable { public var postgresText: String? { self } }
extension Bool: PostgresEncodable { public var postgresText: String? { self ? "t" : "f" } }
extension Int: PostgresEncodable { public var postgresText: String? { description } }
extension Int32: PostgresEncodable { public var postgresText: String? { description } }
extension Int64: PostgresEncodable { public var postgresText: String? { description } }
extension Double: PostgresEncodable {
    public var postgresText: String? {
        isNaN ? "NaN" : isInfinite ? (self < 0 ? "-Infinity" : "Infinity") : description
    }
}

extension Data: PostgresEncodable {
    public var postgresText: String? { "\\x" + map { String(format: "%02x", $0) }.joined() }
}

extension Date: PostgresEncodable {
    public var postgresText: String? {
        formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    public var postgresText: String? { flatMap(\.postgresText) }
}

extension Array: PostgresEncodable where Element: PostgresEncodable {
    public var postgresText: String? {
        let items = map { element -> String in
            guard let text = element.postgresText else { return "NULL" }
            return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        }
        return "{" + items.joined(separator: ",") + "}"
    }
}
