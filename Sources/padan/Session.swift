import Foundation
import Logging
import Postgres
import Store

/// The database that a command works on.
struct Session: Sendable {
    let configuration: PostgresConfiguration
    let store: Store
    /// The embedded server, when the database is its.
    let server: EmbeddedServer?

    /// Opens the database: the one asked for, else the embedded one, which is started and brought up to date.
    static func open(_ context: Context, migrate: Bool = true) async throws -> Session {
        let environment = ProcessInfo.processInfo.environment["PADAN_DATABASE_URL"].flatMap { $0.isEmpty ? nil : $0 }
        var configuration: PostgresConfiguration
        var server: EmbeddedServer?
        if let url = context.databaseURL ?? environment {
            configuration = try PostgresConfiguration(url)
        } else {
            let embedded = EmbeddedServer()
            configuration = try await embedded.start { context.note(context.words("db.starting", ["what": $0])) }
            server = embedded
        }
        configuration.logger = Self.logger
        let session = Session(configuration: configuration, store: Store(pool: PostgresPool(configuration)), server: server)
        if migrate {
            if server != nil {
                _ = try await session.migrate(context)
            } else {
                try await session.requireSchema(context)
            }
        }
        return session
    }

    /// Warnings of the server go to standard error.
    static var logger: Logger {
        var logger = Logger(label: "padan.postgres") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .warning
        return logger
    }

    /// - Returns: names of the migrations applied now.
    func migrate(_ context: Context) async throws -> [String] {
        let migrator = try Migrator(sqlDirectory: context.root.sql)
        return try await store.pool.withConnection { try await migrator.migrate($0) }
    }

    private func requireSchema(_ context: Context) async throws {
        let exists = try await store.pool.withConnection { connection in
            try await connection.row("SELECT to_regclass('padan.candidate') IS NOT NULL AS there") { try $0["there"] as Bool }
        }
        guard exists == true else { throw CommandFailure.failure(context.words("db.not_migrated")) }
    }
}
