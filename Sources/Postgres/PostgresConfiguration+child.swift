import Files
import Foundation
import Processes

extension PostgresConfiguration {
    /// How a program of PostgreSQL reaches the server: secrets stand in its environment or in a file that only its owner can read, because
    /// everybody on the machine can read its arguments.
    struct ChildConnection: Sendable {
        /// The connection string without any password, for the child's arguments.
        let connectionString: String
        /// The variables that carry the rest.
        let environment: [String: String]
    }

    /// Calls `body` with a way for a program of PostgreSQL to reach the server.
    ///
    /// A `password` goes into `PGPASSWORD`. No variable exists for an `sslpassword`, so that it goes into a service file without a name, which
    /// is gone when `body` ends.
    func withChildConnection<Value>(_ body: (ChildConnection) async throws -> Value) async throws -> Value {
        var options = try Self.options(in: connectionString)
        let password = options.removeValue(forKey: "password")
        let sslPassword = options.removeValue(forKey: "sslpassword")
        // A password of the service's own section would win over one in the environment.
        guard options["service"] == nil || (password == nil && sslPassword == nil) else {
            throw PostgresError(
                kind: .configuration,
                message: "a connection string with a service and a password cannot be handed to another program: put the password into the "
                    + "service's section")
        }
        var environment: [String: String] = [:]
        if let password { environment["PGPASSWORD"] = password }
        guard let sslPassword else {
            return try await body(ChildConnection(connectionString: Self.connectionString(of: options), environment: environment))
        }
        guard !sslPassword.contains(where: \.isNewline), sslPassword.last?.isWhitespace != true else {
            throw PostgresError(
                kind: .configuration, message: "an sslpassword with a line break or a blank at its end cannot be handed to another program")
        }
        let file: ScratchFile
        do {
            file = try ScratchFile("[padan]\nsslpassword=\(sslPassword)\n")
        } catch {
            throw PostgresError(kind: .configuration, message: "\(error)")
        }
        defer { withExtendedLifetime(file) {} }
        options["service"] = "padan"
        environment["PGSERVICEFILE"] = file.path
        return try await body(ChildConnection(connectionString: Self.connectionString(of: options), environment: environment))
    }

    /// Opens psql on the database, on the caller's own terminal, and waits for its end.
    ///
    /// - Parameters:
    ///   - arguments: More arguments of psql.
    ///   - program: The path of psql, or its name where `PATH` is to be searched.
    /// - Returns: The exit code of psql.
    /// - Throws: `ChildProcessError` when psql cannot be run, `PostgresError` of kind `.configuration` when the connection string cannot be
    ///   handed to it, `CancellationError` when the task was cancelled.
    public func runPsql(_ arguments: [String], program: String = "psql") async throws -> Int32 {
        try await withChildConnection { connection in
            var psql = ChildProcess(
                program, ["-d", connection.connectionString] + arguments,
                environment: ProcessInfo.processInfo.environment.merging(connection.environment) { $1 })
            psql.folder = FileManager.default.currentDirectoryPath
            return try await psql.runInTerminal()
        }
    }
}
