import Foundation

/// Copies of a whole database in one file, made and read by the server's own `pg_dump` and `pg_restore`.
public struct Backup: Sendable {
    public enum Failure: Error, CustomStringConvertible {
        case tool(String, output: String)
        case file(path: String, reason: String)

        public var description: String {
            switch self {
            case .tool(let name, let output): "\(name) failed: \(output.trimmed)"
            case .file(let path, let reason): "\(path): \(reason)"
            }
        }
    }

    public let binaries: ServerBinaries
    public let configuration: PostgresConfiguration

    public init(binaries: ServerBinaries, configuration: PostgresConfiguration) {
        self.binaries = binaries
        self.configuration = configuration
    }

    /// Writes `path` when, and only when, the copy is complete.
    public func write(to path: String) throws {
        let target = URL(filePath: path)
        let partial = target.deletingLastPathComponent()
            .appending(path: ".\(target.lastPathComponent).partial-\(getpid())")
        defer { try? FileManager.default.removeItem(at: partial) }
        let answer = try run("pg_dump", ["-Fc", "--enable-row-security", "-f", partial.path, "-d", configuration.connectionString])
        guard answer.status == 0 else { throw Failure.tool("pg_dump", output: answer.output) }
        guard rename(partial.path, target.path) == 0 else {
            throw Failure.file(path: path, reason: String(cString: strerror(errno)))
        }
    }

    /// Replaces the database by a copy. It is read into a database of its own first and swapped in when complete, so
    /// that a broken file changes nothing. Roles must exist (`roles.sql`).
    public func restore(from path: String) async throws {
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw Failure.file(path: path, reason: "the file cannot be read")
        }
        let options = try PostgresConfiguration.options(in: configuration.connectionString)
        let name = options["dbname"] ?? "padan"
        let fresh = "\(name)_restore_\(getpid())"
        let old = "\(name)_before_restore_\(getpid())"
        let maintenance = try await PostgresConnection.connect(configuration.database("postgres"))
        try await maintenance.execute("CREATE DATABASE \(quoted(fresh)) TEMPLATE template0")
        let answer = try run(
            "pg_restore",
            ["--exit-on-error", "-d", configuration.database(fresh).connectionString, URL(filePath: path).path])
        guard answer.status == 0 else {
            try await maintenance.execute("DROP DATABASE \(quoted(fresh))")
            throw Failure.tool("pg_restore", output: answer.output)
        }
        try await maintenance.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()", [name])
        try await maintenance.transaction { connection in
            try connection.execute("ALTER DATABASE \(quoted(name)) RENAME TO \(quoted(old))")
            try connection.execute("ALTER DATABASE \(quoted(fresh)) RENAME TO \(quoted(name))")
        }
        try await maintenance.execute("DROP DATABASE \(quoted(old))")
    }

    private func run(_ program: String, _ arguments: [String]) throws -> ServerCommand.Answer {
        let passed = ProcessInfo.processInfo.environment.filter { $0.key.hasPrefix("PG") || $0.key == "HOME" }
        return try ServerCommand.run(binaries.path(program), arguments, environment: passed)
    }
}

/// A name as an SQL identifier. For names of our own making only.
func quoted(_ name: String) -> String {
    "\"" + name.replacing("\"", with: "\"\"") + "\""
}
