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
    /// Milliseconds that a statement waits for what another session has locked, until it ends with an error that names the holder; `nil` waits
    /// for ever. A `lock_timeout` of the connection string or of the log-in wins.
    public var lockTimeoutMilliseconds: Int? = 30_000
    /// The name under which the server lists the connection.
    public var applicationName = "padan"
    /// Receives what the server remarks and what the client does on its own account.
    public var logger = Logger(label: "padan.postgres") { _ in SwiftLogNoOpLogHandler() }

    /// Checks a connection string; nothing is connected yet.
    ///
    /// - Parameter connectionString: A URL or words, as libpq reads them.
    /// - Throws: `PostgresError` of kind `.configuration` when libpq cannot read the string.
    public init(_ connectionString: String) throws {
        self.connectionString = connectionString
        _ = try Self.options(in: connectionString)
    }

    /// The options that a connection string sets.
    ///
    /// - Parameter connectionString: A URL or words, as libpq reads them.
    /// - Returns: The options by libpq's keyword.
    /// - Throws: `PostgresError` of kind `.configuration` when libpq cannot read the string.
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

    /// The options as a connection string of words.
    static func connectionString(of options: [String: String]) -> String {
        options.sorted { $0.key < $1.key }.map { key, value in
            let escaped = value.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
            return "\(key)='\(escaped)'"
        }.joined(separator: " ")
    }

    /// The same server, another database.
    ///
    /// - Parameter name: The name of the database.
    /// - Returns: A configuration that differs in the database only.
    /// - Throws: `PostgresError` of kind `.configuration` when libpq cannot read the string.
    public func database(_ name: String) throws -> PostgresConfiguration {
        var options = try Self.options(in: connectionString)
        options["dbname"] = name
        var copy = try PostgresConfiguration(Self.connectionString(of: options))
        copy.connectTimeoutSeconds = connectTimeoutSeconds
        copy.statementTimeoutMilliseconds = statementTimeoutMilliseconds
        copy.lockTimeoutMilliseconds = lockTimeoutMilliseconds
        copy.applicationName = applicationName
        copy.logger = logger
        return copy
    }
}
