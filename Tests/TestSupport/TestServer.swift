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
                layout: Self.layout(folder), settings: ["fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"])
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

    private func create(template: String) async throws -> PostgresConfiguration {
        let server = try await server()
        counter += 1
        let name = "test_\(counter)"
        let maintenance = try await PostgresConnection.connect(server.database("postgres"))
        try await maintenance.execute("CREATE DATABASE \(name) TEMPLATE \(template)")
        return try server.database(name)
    }
}

private let foldersToRemove = Mutex<[String]>([])

/// Removes a folder when the process ends; a server in it is stopped before, without ceremony.
///
/// - Parameter folder: The folder.
public func removeAtExit(_ folder: URL) {
    foldersToRemove.withLock { folders in
        if folders.isEmpty {
            atexit {
                // The last made first: what is inside another goes before it.
                for folder in foldersToRemove.withLock({ $0 }).reversed() {
                    if let text = try? String(contentsOfFile: folder + "/pg/postmaster.pid", encoding: .utf8),
                        let process = text.split(separator: "\n").first.flatMap({ Int32($0) })
                    {
                        kill(process, SIGQUIT)
                        for _ in 0..<50 where kill(process, 0) == 0 { usleep(20_000) }
                    }
                    try? FileManager.default.removeItem(atPath: folder)
                }
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
