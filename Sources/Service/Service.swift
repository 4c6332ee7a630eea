import Configuration
import Domain
import Foundation
import Logging
import Postgres
import Report
import Store
import Synchronization

/// Every question and every act of the program, once: front ends read a request, call a function of the service and show what it answers.
///
/// Each function takes who asks. Questions run in one read-only transaction, so that an answer is of one moment, and as the asker, so that
/// PostgreSQL decides what is seen. Acts are the operator's. Functions answer values, throw `ServiceError` (or the error of the room that
/// failed), tell progress by callback, and end when their task is cancelled.
public struct Service: Sendable {
    /// Where `config/` and `sql/` lie.
    public let root: DataRoot
    /// The database and how to reach it.
    let configuration: PostgresConfiguration
    /// The connections that questions and acts share.
    let pool: PostgresPool
    /// The embedded server, when the database is its.
    let server: EmbeddedServer?

    /// What a service is opened with.
    public struct Options: Sendable {
        /// The server and database as a URL or as `key=value` words; `nil` for `PADAN_DATABASE_URL`, else the embedded server.
        public var databaseURL: String?
        /// Where `config/` and `sql/` lie; `nil` looks for them.
        public var root: DataRoot?
        /// Whether the schema of the embedded server is brought up to date, or that of another server required to be there.
        public var readiesSchema = true

        /// Makes options; without arguments they are those that most callers want.
        public init(databaseURL: String? = nil, root: DataRoot? = nil, readiesSchema: Bool = true) {
            self.databaseURL = databaseURL
            self.root = root
            self.readiesSchema = readiesSchema
        }
    }

    /// Opens the database: the one asked for, else that of `PADAN_DATABASE_URL`, else the embedded one, which is started.
    ///
    /// - Parameters:
    ///   - options: Which database, and what is done with its schema.
    ///   - progress: It is told `.starting` and `.waitingForServer` while the embedded server starts, `.removed` for what a killed restore had
    ///     left, `.hoarding` for readers' sessions that hold very many locks, and `.waiting` whenever the service waits for another session of
    ///     the database, as long as it is open.
    /// - Returns: The service, whose connections close when it goes.
    /// - Throws: `ServiceError.schemaMissing` where another server has no schema, `DataRoot.NotFound` where there is no `config/`,
    ///   `EmbeddedServerError` and `ChildProcessError` where the embedded server cannot be started, `MigrationError` where its schema does
    ///   not fit the files of `sql/`, and `PostgresError` where a server cannot be reached or refuses a step.
    public static func open(_ options: Options = Options(), progress: @escaping ServiceProgress.Report = { _ in }) async throws -> Service {
        let environment = ProcessInfo.processInfo.environment["PADAN_DATABASE_URL"].flatMap { $0.isEmpty ? nil : $0 }
        let root = try options.root ?? DataRoot.find()
        var configuration: PostgresConfiguration
        var server: EmbeddedServer?
        if let url = options.databaseURL ?? environment {
            configuration = try PostgresConfiguration(url)
        } else {
            let embedded = EmbeddedServer()
            configuration = try await embedded.start(
                progress: { progress(.starting($0)) }, waiting: { progress(.waitingForServer(process: $0)) })
            server = embedded
        }
        configuration.logger = logger
        // Whoever has to wait for this session reads which process of the system to look at.
        configuration.applicationName = "padan \(getpid())"
        // Each session is told once, however often it is seen.
        let told = Mutex<Set<Int>>([])
        let look: @Sendable (PostgresConnection) async throws -> Void = { connection in
            for hoarder in try await Store.endHoarders(connection) where told.withLock({ $0.insert(hoarder.process).inserted }) {
                progress(.hoarding(hoarder))
            }
        }
        let pool = PostgresPool(configuration, waiting: { progress(.waiting(for: $0)) }, looking: look)
        let service = Service(root: root, configuration: configuration, pool: pool, server: server)
        try await pool.withConnection { try await look($0) }
        for name in try await service.removeUnfinishedRestores() { progress(.removed(name)) }
        if options.readiesSchema {
            if server != nil {
                _ = try await service.migrate(as: .operator)
            } else {
                try await service.requireSchema()
            }
        }
        return service
    }

    /// Closes the idle connections, for a front end that ends before the process does.
    public func close() async { await pool.close() }

    /// The sentences of a language, from `config/words.*.yaml`.
    ///
    /// - Parameter language: Indonesian or English.
    /// - Returns: The phrases that documents, texts and errors are put into.
    /// - Throws: `ConfigurationError` where the words cannot be read.
    public func phrases(_ language: Language) throws -> Phrases { Phrases(try Words(language: language, root: root)) }

    /// Writes the warnings of the server to standard error.
    private static var logger: Logger {
        var logger = Logger(label: "padan.postgres") { VisibleLogHandler(label: $0) }
        logger.logLevel = .warning
        return logger
    }

    /// Refuses a database without the schema of Padan.
    private func requireSchema() async throws {
        let exists = try await pool.withConnection { connection in
            try await connection.row("SELECT to_regclass('padan.candidate') IS NOT NULL AS there") { try $0["there"] as Bool }
        }
        guard exists == true else { throw ServiceError.schemaMissing }
    }

    // MARK: - Transactions

    /// Runs a question in one read-only transaction, at one moment of the database and as the asker.
    ///
    /// - Throws: `ServiceError.notAReader` where the asker's log-in is no reader of the kind that is claimed, `PostgresError`, and what the
    ///   question throws.
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
    /// - Parameters:
    ///   - asker: Who wants it; the operator alone may.
    ///   - retries: How often the act runs again after a serialization failure; 0 for acts that report progress.
    ///   - file: The file of the caller, for errors.
    ///   - line: The line of the caller, for errors.
    ///   - body: The act.
    /// - Returns: What the act answers.
    /// - Throws: `ServiceError.actIsTheOperators` for everybody but the operator, `PostgresError`, and what the act throws.
    func write<Value: Sendable>(
        as asker: Asker, retries: Int = 3, file: StaticString = #fileID, line: UInt = #line,
        _ body: @escaping @Sendable (isolated PostgresConnection) throws -> Value
    ) async throws -> Value {
        try asker.requireOperator()
        return try await pool.transaction(retries: retries, file: file, line: line, body)
    }
}
