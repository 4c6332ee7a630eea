import Configuration
import Domain
import Foundation
import Logging
import Postgres
import Report
import Store

/// Every question and every act of the program, once: front ends read a request, call a function of the service and show what it answers.
///
/// Each function takes who asks. Questions run in one read-only transaction, so that an answer is of one moment, and as the asker, so that
/// PostgreSQL decides what is seen. Acts are the operator's. Functions answer values, throw `ServiceError` (or the error of the room that
/// failed), tell progress by callback, and end when their task is cancelled.
public struct Service: Sendable {
    /// Where `config/` and `sql/` lie.
    public let root: DataRoot
    let configuration: PostgresConfiguration
    let pool: PostgresPool
    /// The embedded server, when the database is its.
    let server: EmbeddedServer?

    /// What a service is opened with.
    public struct Options: Sendable {
        /// The server and database as a URL or as `key=value` words; `nil` for `PADAN_DATABASE_URL`, else the embedded server.
        public var databaseURL: String?
        /// Where `config/` and `sql/` lie; `nil` looks for them.
        public var root: DataRoot?
        /// Whether the schema is brought up to date (embedded server) or its presence is required (another server).
        public var readiesSchema = true

        /// Makes the options that most callers want.
        public init(databaseURL: String? = nil, root: DataRoot? = nil, readiesSchema: Bool = true) {
            self.databaseURL = databaseURL
            self.root = root
            self.readiesSchema = readiesSchema
        }
    }

    /// Opens the database: the one asked for, else the embedded one, which is started and brought up to date.
    ///
    /// - Parameters:
    ///   - options: Which database, and what is done with its schema.
    ///   - progress: It is told what takes time while the embedded server starts.
    /// - Returns: The service, whose connections close when it goes.
    /// - Throws: `ServiceError.schemaMissing` where another server has no schema, `DataRoot.NotFound`, `EmbeddedServerError`,
    ///   `MigrationError` and `PostgresError`.
    public static func open(_ options: Options = Options(), progress: @escaping ServiceProgress.Report = { _ in }) async throws -> Service {
        let environment = ProcessInfo.processInfo.environment["PADAN_DATABASE_URL"].flatMap { $0.isEmpty ? nil : $0 }
        let root = try options.root ?? DataRoot.find()
        var configuration: PostgresConfiguration
        var server: EmbeddedServer?
        if let url = options.databaseURL ?? environment {
            configuration = try PostgresConfiguration(url)
        } else {
            let embedded = EmbeddedServer()
            configuration = try await embedded.start { progress(.starting($0)) }
            server = embedded
        }
        configuration.logger = logger
        let service = Service(root: root, configuration: configuration, pool: PostgresPool(configuration), server: server)
        if options.readiesSchema {
            if server != nil {
                _ = try await service.migrate(as: .operator)
            } else {
                try await service.requireSchema()
            }
        }
        return service
    }

    /// Closes the connections that are idle, as an act that replaces the database needs it.
    public func close() async { await pool.close() }

    /// The sentences of a language, from `config/words.*.yaml`.
    ///
    /// - Parameter language: Indonesian or English.
    /// - Returns: The phrases that documents, texts and errors are put into.
    /// - Throws: `ConfigurationError` where the words cannot be read.
    public func phrases(_ language: Language) throws -> Phrases { Phrases(try Words(language: language, root: root)) }

    /// Warnings of the server go to standard error.
    private static var logger: Logger {
        var logger = Logger(label: "padan.postgres") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .warning
        return logger
    }

    private func requireSchema() async throws {
        let exists = try await pool.withConnection { connection in
            try await connection.row("SELECT to_regclass('padan.candidate') IS NOT NULL AS there") { try $0["there"] as Bool }
        }
        guard exists == true else { throw ServiceError.schemaMissing }
    }

    // MARK: - Transactions

    /// Runs a question in one read-only transaction, at one moment of the database and as the asker.
    func read<Value: Sendable>(
        as asker: Asker, file: StaticString = #fileID, line: UInt = #line,
        _ body: @escaping @Sendable (isolated PostgresConnection) throws -> Value
    ) async throws -> Value {
        try await pool.transaction(isolation: .repeatableRead, readOnly: true, file: file, line: line) { connection in
            if let login = asker.login { try Self.begin(asker, login, connection) }
            return try body(connection)
        }
    }

    /// Runs an act in one transaction: all of it holds, or none of it.
    ///
    /// - Parameter retries: How often the act runs again after a serialization failure; 0 for acts that report progress.
    func write<Value: Sendable>(
        as asker: Asker, retries: Int = 3, file: StaticString = #fileID, line: UInt = #line,
        _ body: @escaping @Sendable (isolated PostgresConnection) throws -> Value
    ) async throws -> Value {
        try asker.requireOperator()
        return try await pool.transaction(retries: retries, file: file, line: line, body)
    }
}
