import Configuration
import Domain
import Foundation
import Postgres
import Report
import Service
import TestSupport

/// A PostgreSQL server of its own, as the program makes one: its settings, and no log-ins of other tests.
struct OwnServer {
    let server: EmbeddedServer
    let configuration: PostgresConfiguration

    static func start(_ name: String) async throws -> OwnServer {
        let server = EmbeddedServer(
            layout: TestServer.layout(try TestServer.makeFolder(name)), settings: ["fsync": "off", "shared_buffers": "16MB"])
        return OwnServer(server: server, configuration: try await server.start())
    }

    /// A service on the server's database.
    func service(migrates: Bool = true) async throws -> Service {
        let service = try await Service.open(
            .init(databaseURL: configuration.connectionString, root: .find(), readiesSchema: false))
        if migrates { _ = try await service.migrate(as: .operator) }
        return service
    }
}

extension PostgresConfiguration {
    /// The same database as somebody else, with a password or without.
    func user(_ name: String, _ password: String?, database: String? = nil) throws -> PostgresConfiguration {
        var options = try Self.options(in: connectionString)
        options["user"] = name
        options["password"] = password
        if let database { options["dbname"] = database }
        return try PostgresConfiguration(
            options.map { "\($0)='\($1.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'" }.joined(separator: " "))
    }

    /// A connection as somebody else.
    func session(_ access: UserAccess, database: String? = nil) async throws -> PostgresConnection {
        try await PostgresConnection.connect(user(access.name, access.password, database: database))
    }
}

/// The state with which the server refuses a statement; `nil` when it does not.
func refusal(_ sql: String, _ connection: PostgresConnection) async throws -> String? {
    do {
        try await connection.executeScript(sql)
        return nil
    } catch let error as PostgresError {
        return error.sqlState
    }
}

/// A BLK, so that it can have people.
let oneBlk = """
    INSERT INTO padan.region (region_code, name, kind, parent_code)
        VALUES ('32', 'Jabar', 'provinsi', NULL), ('32.15', 'Karawang', 'kabupaten', '32');
    INSERT INTO padan.blk (blk_code, name, kind, region_code) VALUES ('A', 'A', 'UPTD', '32.15')
    """
