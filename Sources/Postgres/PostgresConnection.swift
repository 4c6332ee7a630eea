import CLibPQ
import Foundation
import Logging

/// One connection to a server, owned by one actor: libpq handles are not thread-safe.
///
/// Calls block the connection's own thread, never the shared ones. When the task that waits for a statement is
/// cancelled, the server is asked to cancel the statement.
public actor PostgresConnection {
    /// Frees the libpq connection when the actor goes, and keeps what libpq calls back as long as that.
    final class Handle {
        let pointer: OpaquePointer
        private let notices: NoticeLogger

        init(_ pointer: OpaquePointer, logger: Logger) {
            self.pointer = pointer
            notices = NoticeLogger(logger: logger)
            PQsetNoticeProcessor(
                pointer,
                { context, message in
                    guard let context, let message else { return }
                    Unmanaged<NoticeLogger>.fromOpaque(context).takeUnretainedValue()
                        .log(String(cString: message).trimmed)
                }, Unmanaged.passUnretained(notices).toOpaque())
        }

        deinit { PQfinish(pointer) }
    }

    let handle: Handle
    let logger: Logger
    private let configuration: PostgresConfiguration
    private let executor: QueueExecutor
    /// True between BEGIN and its end.
    var inTransaction = false
    /// What made the open transaction fail, as far as it is known.
    var lastErrorInTransaction: PostgresError?
    /// How long a statement waits for a lock; `nil` for ever.
    private let lockTimeout: Duration?
    /// For whom the statement that runs was waiting when the server was last asked and it did wait.
    var lockHolders: [LockHolder] = []

    /// The executor with the connection's own queue, on which the blocking calls of libpq run.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Opens a connection.
    ///
    /// - Parameter configuration: How to reach the server.
    /// - Returns: The open connection.
    /// - Throws: `PostgresError` of kind `.connection` with libpq's words for each host tried.
    public static func connect(_ configuration: PostgresConfiguration) async throws -> PostgresConnection {
        try await offSharedThreads { try PostgresConnection(opening: configuration) }
    }

    /// Logs in.
    ///
    /// - Throws: `PostgresError` of kind `.connection`.
    static func open(_ configuration: PostgresConfiguration) throws -> Handle {
        var keywords = ["connect_timeout", "application_name", "dbname", "client_encoding"]
        var values = [
            String(configuration.connectTimeoutSeconds), configuration.applicationName, configuration.connectionString,
            "UTF8",
        ]
        if let limit = configuration.statementTimeoutMilliseconds,
            try PostgresConfiguration.options(in: configuration.connectionString)["options"] == nil
        {
            keywords.append("options")
            values.append("-c statement_timeout=\(limit)")
        }
        // Keywords before `dbname` are defaults that the string may override, those behind it hold always.
        let pointer = withCStrings(keywords) { keywordPointers in
            withCStrings(values) { valuePointers in PQconnectdbParams(keywordPointers, valuePointers, 1) }
        }
        guard let pointer else { throw PostgresError(kind: .connection, message: "out of memory") }
        let handle = Handle(pointer, logger: configuration.logger)
        guard PQstatus(pointer) == CONNECTION_OK else {
            let message = String(cString: PQerrorMessage(pointer)).trimmed
            throw PostgresError(kind: .connection, message: message)
        }
        return handle
    }

    private init(opening configuration: PostgresConfiguration) throws {
        handle = try Self.open(configuration)
        logger = configuration.logger
        self.configuration = configuration
        executor = QueueExecutor(label: "padan.postgres.connection")
        let answer = PQexec(
            handle.pointer,
            """
            SET datestyle = 'ISO, YMD'; SET timezone = 'UTC'; SET extra_float_digits = 1;
            SELECT extract(epoch FROM CASE WHEN current_setting('lock_timeout') = '0'
                THEN set_config('lock_timeout', '\(configuration.lockTimeoutMilliseconds ?? 0)', false)
                ELSE current_setting('lock_timeout') END::interval)::float8
            """)
        defer { PQclear(answer) }
        let seconds = PQgetvalue(answer, 0, 0).flatMap { Double(String(cString: $0)) } ?? 0
        lockTimeout = seconds > 0 ? .seconds(seconds) : nil
    }

    /// How long a statement runs before the server is asked for whom it waits, and then again: often enough that nobody is missed who makes it
    /// wait until its end, seldom enough that a statement which only takes long costs nothing. `nil` where no wait is ended.
    var lookInterval: Duration? { lockTimeout.map { max($0 / 3, .milliseconds(50)) } }

    /// Notes for whom the running statement waits.
    func lookForHolders() {
        let found = LockHolder.holders(against: backendProcess, configuration)
        if !found.isEmpty { lockHolders = found }
    }

    /// The server's version, for example 150018 for 15.18.
    public var serverVersion: Int { Int(PQserverVersion(handle.pointer)) }

    /// False once the connection is known to be broken. It is then never used again.
    public var isUsable: Bool { PQstatus(handle.pointer) == CONNECTION_OK }

    /// True when no transaction is open and the connection waits for a statement.
    var isIdle: Bool { isUsable && PQtransactionStatus(handle.pointer) == PQTRANS_IDLE }

    /// True when a transaction is open that has not failed.
    public var isInTransaction: Bool { isUsable && PQtransactionStatus(handle.pointer) == PQTRANS_INTRANS }

    /// Runs one statement for tidying up, also when the task is already cancelled.
    ///
    /// - Returns: Whether it succeeded; the reason is not told.
    @discardableResult
    func tidyUp(_ sql: String) -> Bool {
        let answer = PQexec(handle.pointer, sql)
        defer { PQclear(answer) }
        return PQresultStatus(answer) == PGRES_COMMAND_OK
    }

    /// The process id of the server's backend, for `pg_terminate_backend` and logs.
    public var backendProcess: Int { Int(PQbackendPID(handle.pointer)) }
}

/// Receives what the server says beside its answers (`RAISE NOTICE`, warnings).
private final class NoticeLogger {
    let logger: Logger
    init(logger: Logger) { self.logger = logger }

    func log(_ message: String) {
        if message.hasPrefix("WARNING") {
            logger.warning("\(message)")
        } else {
            logger.info("\(message)")
        }
    }
}

/// Calls `body` with a NULL-terminated array of C strings.
func withCStrings<Result>(_ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result) -> Result {
    var pointers: [UnsafePointer<CChar>?] = strings.map { UnsafePointer(strdup($0)) }
    defer { for pointer in pointers { free(UnsafeMutablePointer(mutating: pointer)) } }
    pointers.append(nil)
    return pointers.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { preconditionFailure("the array has at least its terminator") }
        return body(base)
    }
}
