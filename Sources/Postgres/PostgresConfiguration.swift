import CLibPQ
import Logging

/// How to reach a server: everything that libpq understands, as a URL or as `key=value` words.
///
/// Several hosts, `target_session_attrs`, TLS, service files and the `PG…` environment variables work as in `psql`,
/// because libpq reads them.
public struct PostgresConfiguration: Sendable {
    /// `postgresql://…` or `host=… dbname=…`.
    public let connectionString: String
    /// Seconds until an attempt to connect to one host is given up; a `connect_timeout` in the string wins.
    public var connectTimeoutSeconds = 10
    /// Milliseconds until the server ends a statement; `nil` leaves the server's setting.
    public var statementTimeoutMilliseconds: Int?
    public var applicationName = "padan"
    public var logger = Logger(label: "padan.postgres") { _ in SwiftLogNoOpLogHandler() }

    /// - Throws: `PostgresError` of kind `.configuration` when libpq cannot read the string.
    public init(_ connectionString: String) throws {
        self.connectionString = connectionString
        _ = try Self.options(in: connectionString)
    }

    /// The options that the string sets, by libpq's keyword.
    public static func options(in connectionString: String) throws -> [String: String] {
        var message: UnsafeMutablePointer<CChar>?
        guard let parsed = PQconninfoParse(connectionString, &message) else {
            let text = message.map { String(cString: $0) } ?? "out of memory"
            PQfreemem(message)
            throw PostgresError(kind: .configuration, message: "connection string: \(text.trimmed)")
        }
        defer { PQconninfoFree(parsed) }
        var options: [String: String] = [:]
        var option = parsed
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { options[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return options
    }

    /// The connection string without its password, for messages.
    public var redacted: String {
        guard let options = try? Self.options(in: connectionString) else { return "?" }
        return options.filter { $0.key != "password" && $0.key != "sslpassword" }.sorted { $0.key < $1.key }
            .map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }

    /// The same server, another database.
    public func database(_ name: String) throws -> PostgresConfiguration {
        var options = try Self.options(in: connectionString)
        options["dbname"] = name
        let words = options.sorted { $0.key < $1.key }.map { key, value in
            let escaped = value.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
            return "\(key)='\(escaped)'"
        }
        var copy = try PostgresConfiguration(words.joined(separator: " "))
        copy.connectTimeoutSeconds = connectTimeoutSeconds
        copy.statementTimeoutMilliseconds = statementTimeoutMilliseconds
        copy.applicationName = applicationName
        copy.logger = logger
        return copy
    }
}
