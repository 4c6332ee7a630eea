import Foundation

/// A value that can be bound to a `$n` parameter.
public protocol PostgresEncodable: Sendable {
    /// The value in PostgreSQL's text form; `nil` is NULL.
    var postgresText: String? { get }
}

extension String: PostgresEncodable {
    /// The text itself.
    public var postgresText: String? { self }
}

extension Bool: PostgresEncodable {
    /// `t` or `f`.
    public var postgresText: String? { self ? "t" : "f" }
}

extension Int: PostgresEncodable {
    /// The decimal digits.
    public var postgresText: String? { description }
}

extension Int32: PostgresEncodable {
    /// The decimal digits.
    public var postgresText: String? { description }
}

extension Int64: PostgresEncodable {
    /// The decimal digits.
    public var postgresText: String? { description }
}

extension Double: PostgresEncodable {
    /// The shortest digits that give the same number again, or `NaN`, `Infinity`, `-Infinity`.
    public var postgresText: String? {
        isNaN ? "NaN" : isInfinite ? (self < 0 ? "-Infinity" : "Infinity") : description
    }
}

extension Data: PostgresEncodable {
    /// The bytes in hexadecimal digits.
    public var postgresText: String? { "\\x" + map { String(format: "%02x", $0) }.joined() }
}

extension Date: PostgresEncodable {
    /// The moment in ISO 8601, to the millisecond.
    public var postgresText: String? {
        formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    /// The value's text, or NULL.
    public var postgresText: String? { flatMap(\.postgresText) }
}

extension Array: PostgresEncodable where Element: PostgresEncodable {
    /// A one-dimensional array.
    public var postgresText: String? {
        let items = map { element -> String in
            guard let text = element.postgresText else { return "NULL" }
            return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        }
        return "{" + items.joined(separator: ",") + "}"
    }
}
