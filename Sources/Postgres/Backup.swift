import Files
import Foundation
import Processes

/// Copies of a whole database in one file, made and read by the server's own `pg_dump` and `pg_restore`.
public struct Backup: Sendable {
    /// Why a copy was not made or not read.
    public enum Failure: Error, CustomStringConvertible {
        /// A program of the server failed, with what it printed.
        case tool(String, output: String)
        /// The file cannot be written.
        case file(path: String, reason: String)
        /// The file that should be read is not there, or not for this account.
        case unreadable(path: String)

        /// A sentence for the person who asked for the copy.
        public var description: String {
            switch self {
            case .tool(let name, let output): "\(name) failed: \(output.trimmed)"
            case .file(let path, let reason): "\(path): \(reason)"
            case .unreadable(let path): "\(path): the file cannot be read"
            }
        }
    }

    /// What of a copy was left out when it was read, or left behind.
    public enum Remark: Sendable, Equatable {
        /// What these roles owned is of whoever restores, and their rights are gone.
        case roles([String])
        /// A setting of the copied database, for the reason that the server gave.
        case setting(String)
        /// Nothing, but the database that was replaced is still there under this name, because a session takes no note that it goes.
        case replaced(String)
    }

    /// The programs that make and read copies.
    public let binaries: ServerBinaries
    /// How to reach the database.
    public let configuration: PostgresConfiguration
    /// What of the database is copied and restored; `nil` for everything but large objects.
    public let scope: BackupScope?
    /// Is told what was left out of a copy that was read.
    let remark: @Sendable (Remark) -> Void

    /// Describes copies of one database; nothing is done yet.
    ///
    /// - Parameters:
    ///   - binaries: The programs that make and read copies, of the server's major version or a newer one.
    ///   - configuration: How to reach the database.
    ///   - scope: What of the database is copied and restored; `nil` for everything but large objects.
    ///   - remark: Is told what was left out of a copy that was read.
    public init(
        binaries: ServerBinaries, configuration: PostgresConfiguration, scope: BackupScope? = nil,
        remark: @escaping @Sendable (Remark) -> Void = { _ in }
    ) {
        self.binaries = binaries
        self.configuration = configuration
        self.scope = scope
        self.remark = remark
    }

    /// Copies the database into a file, which is written when, and only when, the copy is complete. Nobody but this user can read it.
    ///
    /// - Parameter path: The file; one that exists is replaced.
    /// - Throws: `Backup.Failure` when `pg_dump` fails or the file cannot be written, `ChildProcessError` when `pg_dump` cannot be run,
    ///   `PostgresError` of kind `.configuration` when the connection string cannot be handed to it, `CancellationError` when the task was
    ///   cancelled.
    public func write(to path: String) async throws {
        do {
            let file = try UnfinishedFile(path, isPrivate: true, isOpenedByPath: true)
            var arguments = ["-Fc", "--enable-row-security", "--no-blobs", "-f", file.pathForPrograms] + (scope?.dumpArguments ?? [])
            if let wait = configuration.lockTimeoutMilliseconds { arguments.append("--lock-wait-timeout=\(wait)") }
            try await run("pg_dump", arguments, to: configuration)
            try file.finish()
        } catch FileError.notWritten(let path, let reason) {
            throw Failure.file(path: path, reason: reason)
        }
    }

    /// Replaces the database by a copy.
    ///
    /// The copy is read into a database of its own first and swapped in when complete, so that a broken file changes nothing.
    ///
    /// `pg_restore` leaves out the rights on the database itself and its settings (`GRANT … ON DATABASE`, `ALTER DATABASE … SET`,
    /// `ALTER ROLE … IN DATABASE … SET`). The rights of the database that is replaced are carried over, and those that the program itself
    /// needs are asserted anew. Settings are those of the database that is replaced; where it has none of a name, the copy's.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - migrator: Makes the roles and asserts the rights that the program needs; `nil` where the roles exist and nothing is to be
    ///     asserted.
    /// - Throws: `Backup.Failure` when the file cannot be read or is broken, `ChildProcessError` when `pg_restore` cannot be run,
    ///   `PostgresError` when the server refuses a step, `CancellationError` when the task was cancelled.
    public func restore(from path: String, migrator: Migrator? = nil) async throws {
        try await restore(from: path, migrator: migrator) { _ in }
    }

    /// Replaces the database by a copy, and lets the caller look at the copy before it is swapped in.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - migrator: As in `restore(from:migrator:)`.
    ///   - inspect: It is given a connection to the copy before anybody else may connect to it, may change it, and ends the restore by an
    ///     error; nothing is replaced then.
    /// - Returns: What `inspect` answers.
    /// - Throws: As `restore(from:migrator:)`, and what `inspect` throws.
    public func restore<Answer: Sendable>(
        from path: String, migrator: Migrator? = nil, inspect: (PostgresConnection) async throws -> Answer
    ) async throws -> Answer {
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw Failure.unreadable(path: path)
        }
        let name =
            try await PostgresConnection.connect(configuration)
            .row("SELECT current_database() AS name") { try $0["name"] as String } ?? "padan"
        let fresh = "\(name)_restore_\(getpid())"
        let old = "\(name)_before_restore_\(getpid())"
        let maintenance = try await PostgresConnection.connect(configuration.database("postgres"))
        // While this session lives, nobody takes the two databases for what a killed restore left.
        try await maintenance.markRestore(into: fresh)
        let target = try configuration.database(fresh)
        try await maintenance.createDatabase(fresh, like: name)
        let answer: Answer
        do {
            if let migrator { try await migrator.assertRights(PostgresConnection.connect(target)) }
            try await maintenance.closeDatabase(fresh, until: name)
            try await fill(target, from: path, maintenance)
            answer = try await inspect(PostgresConnection.connect(target))
            try await maintenance.carryRights(of: name, over: fresh)
            if let migrator { try await migrator.assertRights(PostgresConnection.connect(target)) }
            try await applySettings(of: path, to: fresh, maintenance)
            try await maintenance.carrySettings(of: name, over: fresh)
            try await maintenance.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ANY ($1::text[]) AND pid <> pg_backend_pid()",
                [[name, fresh]])
            do {
                try await maintenance.transaction { connection in
                    try connection.execute("ALTER DATABASE \(quoted(name)) RENAME TO \(quoted(old))")
                    try connection.execute("ALTER DATABASE \(quoted(fresh)) RENAME TO \(quoted(name))")
                }
            } catch var error as PostgresError where error.sqlState == "55006" {
                error.holders = try await maintenance.sessions(in: name)
                throw error
            }
        } catch {
            _ = await maintenance.dropDatabase(fresh)
            throw error
        }
        // The copy is in its place; that the old database goes must not depend on whether the task was cancelled meanwhile.
        if await !maintenance.dropDatabase(old) { remark(.replaced(old)) }
        return answer
    }

    /// Reads what a copy holds of the scope into an empty database. Copies of older versions may hold more.
    private func fill(_ target: PostgresConfiguration, from path: String, _ maintenance: PostgresConnection) async throws {
        let file = URL(filePath: path).path
        let entries = try await run("pg_restore", ["-l", file], environment: [:]).split(separator: "\n")
            .filter { !$0.hasPrefix(";") && !BackupScope.isLargeObject($0) && scope?.holds($0) != false }
        let list = try ScratchFile(entries.joined(separator: "\n"))
        defer { withExtendedLifetime(list) {} }
        let script = try await run("pg_restore", ["-s", "-L", list.path, "-f", "-", file], environment: [:])
        var left = try await withMissingRoles(Self.roles(in: script), maintenance, in: target) {
            try await run("pg_restore", ["--exit-on-error", "-L", list.path, file], to: target)
        }
        if let scope { left += try await stripForeignRoles(scope, in: target) }
        if !left.isEmpty { remark(.roles(left.sorted())) }
    }

    /// Applies the settings of the database that was copied, as far as this server knows the roles and libraries that they name.
    private func applySettings(of path: String, to name: String, _ connection: PostgresConnection) async throws {
        let file = URL(filePath: path).path
        let entries = try await run("pg_restore", ["-C", "-l", file], environment: [:]).split(separator: "\n")
            .filter { $0.contains(/^\d+; \d+ \d+ DATABASE PROPERTIES\b/) }
        guard !entries.isEmpty else { return }
        let list = try ScratchFile(entries.joined(separator: "\n"))
        defer { withExtendedLifetime(list) {} }
        let script = try await run("pg_restore", ["-C", "-L", list.path, "-f", "-", file], environment: [:])
        let setting =
            /(?<before>ALTER DATABASE |ALTER ROLE (?:"(?:[^"]|"")+"|[^" ]+) IN DATABASE )(?:"(?:[^"]|"")+"|[^" ]+)(?<after> SET .*);/
        for line in script.split(separator: "\n") {
            guard let match = line.wholeMatch(of: setting) else { continue }
            // Settings of log-ins are the server's, as log-ins are.
            guard scope == nil || line.hasPrefix("ALTER DATABASE") else { continue }
            do {
                try await connection.execute("\(match.before)\(quoted(name))\(match.after)")
            } catch let error as PostgresError where error.kind == .server {
                remark(.setting(error.message))
            }
        }
    }

    private func run(_ program: String, _ arguments: [String], to target: PostgresConfiguration) async throws {
        try await target.withChildConnection { connection in
            _ = try await run(program, ["-d", connection.connectionString] + arguments, environment: connection.environment)
        }
    }

    /// - Returns: What the program printed.
    private func run(_ program: String, _ arguments: [String], environment: [String: String]) async throws -> String {
        let passed = ProcessInfo.processInfo.environment.filter { $0.key.hasPrefix("PG") || $0.key == "HOME" }
        var child = ChildProcess(
            binaries.path(program), arguments,
            environment: ChildProcess.plainEnvironment(adding: passed.merging(environment) { $1 }))
        child.folder = FileManager.default.currentDirectoryPath
        let answer = try await child.run()
        guard answer.status == 0 else { throw Failure.tool(program, output: answer.output) }
        return answer.output
    }
}

/// A name as an SQL identifier. For names of our own making only.
func quoted(_ name: String) -> String {
    "\"" + name.replacing("\"", with: "\"\"") + "\""
}
