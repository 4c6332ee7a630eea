import Configuration
import Foundation
import Ingest
import Postgres

/// A server of its own with the whole schema and the classifications, which is gone when the benchmark ends.
struct BenchmarkDatabase {
    let root: DataRoot
    /// The folder of the server's data; benchmarks put their files there too.
    let home: URL
    let configuration: PostgresConfiguration
    let connection: PostgresConnection
    private let server: EmbeddedServer

    /// Starts the server and loads the schema and the classifications.
    ///
    /// - Parameter folder: a folder that has room for the database and the files.
    /// - Throws: whatever stands in the way of the folder, the server, the schema or the imports.
    init(in folder: String) async throws {
        root = try DataRoot.find()
        home = URL(filePath: "\(folder)/padan-bench-\(getpid())")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        chmod(home.path, 0o755)
        server = EmbeddedServer(layout: ServerLayout(home: home.path, serverUser: geteuid() == 0 ? "postgres" : nil))
        configuration = try await server.start()
        connection = try await PostgresConnection.connect(configuration)
        _ = try await Migrator(sqlDirectory: root.sql).migrate(connection)
        let aliases = try ImportAliases(root: root)
        for (kind, path) in [(ImportKind.occupations, "occupations.csv"), (.industries, "industries.csv")] {
            _ = try await Importer(kind, aliases: aliases).load(root.config.appending(path: path).path, into: connection)
        }
    }

    func remove() async throws {
        try await server.stop()
        try FileManager.default.removeItem(at: home)
    }
}
