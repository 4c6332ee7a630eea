import Configuration
import Foundation
import Postgres
import Synchronization

/// One real PostgreSQL server for a whole test run, in a folder of its own, gone when the run ends.
public actor TestServer {
    /// The server of this test run.
    public static let shared = TestServer()

    private var starting: Task<PostgresConfiguration, any Error>?
    private var counter = 0
    private var preparing: Task<Void, any Error>?

    /// Makes a folder that the server's account can enter, also when the tests run as root. It is gone when the run ends.
    ///
    /// - Parameter name: A word in the folder's name.
    /// - Returns: The folder.
    /// - Throws: An error of Foundation when the folder cannot be made.
    public static func makeFolder(_ name: String) throws -> URL {
        let folder = URL(filePath: "/tmp/padan-\(name)-\(getpid())-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        chmod(folder.path, 0o755)
        removeAtExit(folder)
        return folder
    }

    /// The project's migrations.
    ///
    /// - Returns: What brings a database to the project's schema.
    /// - Throws: `DataRoot.NotFound` when the data files are not found, `MigrationError` when they are wrong.
    public static func migrator() throws -> Migrator {
        try Migrator(sqlDirectory: DataRoot.find().sql)
    }

    /// The server's layout for a folder.
    ///
    /// - Parameter folder: The folder of everything.
    /// - Returns: The layout, with the account that runs the server.
    public static func layout(_ folder: URL) -> ServerLayout {
        ServerLayout(home: folder.path, serverUser: geteuid() == 0 ? "postgres" : nil)
    }

    private func server() async throws -> PostgresConfiguration {
        if let starting { return try await starting.value }
        let task = Task {
            let folder = try Self.makeFolder("tests")
            let server = EmbeddedServer(
                layout: Self.layout(folder),
                // All tests of a run hold their connections at the same time.
                settings: ["fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": "400"])
            return try await server.start()
        }
        starting = task
        return try await task.value
    }

    /// Makes a new, empty database.
    ///
    /// - Returns: How to reach it.
    /// - Throws: What starting the server and making a database throw.
    public func emptyDatabase() async throws -> PostgresConfiguration {
        try await create(template: "template0")
    }

    /// Makes a new database with the whole schema.
    ///
    /// - Returns: How to reach it.
    /// - Throws: What starting the server, migrating and making a database throw.
    public func database() async throws -> PostgresConfiguration {
        // Many tests ask at once; the schema is made once, and its connection is gone before copies are made.
        let task =
            preparing
            ?? Task {
                let connection = try await PostgresConnection.connect(try await server())
                _ = try await Self.migrator().migrate(connection)
            }
        preparing = task
        try await task.value
        return try await create(template: "padan")
    }

    /// Makes a copy of a database of this server; sessions on the original are ended.
    ///
    /// - Parameter original: The database.
    /// - Returns: How to reach the copy.
    /// - Throws: `PostgresError` when the server refuses.
    public func copy(of original: PostgresConfiguration) async throws -> PostgresConfiguration {
        let name = try PostgresConfiguration.options(in: original.connectionString)["dbname"] ?? "padan"
        let maintenance = try await PostgresConnection.connect(server().database("postgres"))
        try await maintenance.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1", [name])
        return try await create(template: name)
    }

    private func create(template: String) async throws -> PostgresConfiguration {
        let server = try await server()
        counter += 1
        let name = "test_\(counter)"
        let maintenance = try await PostgresConnection.connect(server.database("postgres"))
        try await maintenance.execute("CREATE DATABASE \(name) TEMPLATE \(template)")
        return try server.database(name)
    }
}

/// The path of a copy of the project's `config/` and `sql/` whose plans take little effort, for `PADAN_SHARE`.
///
/// - Returns: The path.
/// - Throws: What copying files throws.
public func hastyShare() throws -> String { try DataRoot.hasty().url.path }

extension DataRoot {
    /// A copy of `config/` with some files changed, beside the project's `sql/`; it is gone when the run ends.
    ///
    /// - Parameter changes: What becomes of the text of a file, by its name.
    /// - Returns: Where the copy lies.
    /// - Throws: What copying files throws.
    public static func copy(changing changes: [String: (String) -> String]) throws -> DataRoot {
        let found = try find()
        let root = DataRoot(url: try TestServer.makeFolder("share"))
        try FileManager.default.copyItem(at: found.config, to: root.config)
        try FileManager.default.createSymbolicLink(at: root.sql, withDestinationURL: found.sql)
        for (name, change) in changes {
            let file = root.config.appending(path: name)
            try Data(change(try String(contentsOf: file, encoding: .utf8)).utf8).write(to: file)
        }
        return root
    }

    /// A copy of `config/` whose plans are searched and reviewed with little effort, for tests that need a plan and not a good one.
    ///
    /// - Returns: Where the copy lies.
    /// - Throws: What copying files throws.
    public static func hasty() throws -> DataRoot {
        try copy(changing: ["allocation.yaml": hastyPlans])
    }

    /// The text of `allocation.yaml` with little effort.
    ///
    /// - Parameter text: The text of the project's file.
    /// - Returns: The text with a short search and a review of one item each.
    public static func hastyPlans(_ text: String) -> String {
        text.replacing(/\n  effort: \d+/, with: "\n  effort: 0.2").replacing(/\n  (bottlenecks|upgrades|reasons): \d+/) { "\n  \($0.1): 1" }
    }
}

private let foldersToRemove = Mutex<[String]>([])

/// Whether a process still does something: one that has ended and that nobody has asked about since has no program any more.
private func isRunning(_ process: Int32) -> Bool {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe")) != nil
}

/// Removes a folder when the process ends; servers are stopped before, without ceremony.
///
/// - Parameter folder: The folder.
public func removeAtExit(_ folder: URL) {
    foldersToRemove.withLock { folders in
        if folders.isEmpty {
            atexit {
                // The last made first: what is inside another goes before it.
                let folders = Array(foldersToRemove.withLock({ $0 }).reversed())
                let servers = folders.compactMap { folder in
                    try? String(contentsOfFile: folder + "/pg/postmaster.pid", encoding: .utf8)
                }.compactMap { $0.split(separator: "\n").first.flatMap { Int32($0) } }
                for server in servers { kill(server, SIGQUIT) }
                for _ in 0..<50 where servers.contains(where: isRunning) { usleep(20_000) }
                // A hundred databases are a hundred thousand files.
                let remover = try? Process.run(URL(filePath: "/bin/rm"), arguments: ["-rf", "--"] + folders)
                remover?.waitUntilExit()
            }
        }
        folders.append(folder.path)
    }
}

extension PostgresConnection {
    /// The one number that a query answers.
    ///
    /// - Parameter sql: The query.
    /// - Returns: The number; -1 for no row.
    /// - Throws: `PostgresError` when the query fails or answers no number.
    public func number(_ sql: String) throws -> Int {
        try row("SELECT n FROM (\(sql)) AS q (n)") { try $0["n"] as Int } ?? -1
    }

    /// The one text that a query answers.
    ///
    /// - Parameter sql: The query.
    /// - Returns: The text; `nil` for no row.
    /// - Throws: `PostgresError` when the query fails or answers no text.
    public func text(_ sql: String) throws -> String? {
        try row("SELECT n FROM (\(sql)) AS q (n)") { try $0["n"] as String }
    }
}
