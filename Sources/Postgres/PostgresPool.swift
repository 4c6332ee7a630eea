import Foundation
import Logging

/// At most `limit` connections to one server, lent to one task at a time.
///
/// A connection that broke, or that a task gave back inside a transaction, is closed and replaced; one that was idle
/// for long is asked for a sign of life before it is lent. No statement is ever run a second time by the pool.
public actor PostgresPool {
    /// How the pool reaches the server.
    public let configuration: PostgresConfiguration
    private let limit: Int
    private let waitLimit: Duration
    private let idleCheck: Duration
    private let waiting: (@Sendable (BlockingSession) -> Void)?
    private let looking: (@Sendable (PostgresConnection) async throws -> Void)?

    private struct Idle {
        let connection: PostgresConnection
        let since: ContinuousClock.Instant
    }

    private var idle: [Idle] = []
    private var open = 0
    private var waiters: [(id: Int, continuation: CheckedContinuation<PostgresConnection?, any Error>)] = []
    private var nextWaiter = 0

    /// Makes a pool; the first connection is opened when the first task asks for one.
    ///
    /// - Parameters:
    ///   - configuration: How to reach the server.
    ///   - limit: The most connections that are open at once.
    ///   - waitLimit: How long a task waits for a free connection before `.poolTimeout` is thrown.
    ///   - idleCheck: A connection that was idle for longer is tested before it is lent.
    ///   - waiting: Is told each session that a lent connection waits for, once, when it has waited for a second or two; `nil` watches nothing.
    ///   - looking: Is given, each time that somebody looks whether a lent connection waits, the connection on which that is asked, to look for
    ///     what else may stop it.
    public init(
        _ configuration: PostgresConfiguration, limit: Int = 4, waitLimit: Duration = .seconds(30),
        idleCheck: Duration = .seconds(30), waiting: (@Sendable (BlockingSession) -> Void)? = nil,
        looking: (@Sendable (PostgresConnection) async throws -> Void)? = nil
    ) {
        precondition(limit > 0, "a pool needs room for one connection")
        self.configuration = configuration
        self.limit = limit
        self.waitLimit = waitLimit
        self.idleCheck = idleCheck
        self.waiting = waiting
        self.looking = looking
    }

    /// Lends a connection.
    ///
    /// - Parameter body: Uses the connection, which must not be kept.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws, `PostgresError` of kind `.connection` when no connection can be opened, of kind `.poolTimeout` when
    ///   none becomes free in time, `CancellationError` when the task was cancelled.
    public nonisolated func withConnection<Value: Sendable>(
        _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        let connection = try await take()
        let watch = await watch(over: connection)
        defer { watch?.cancel() }
        do {
            let value = try await body(connection)
            await giveBack(connection)
            return value
        } catch {
            await giveBack(connection)
            throw error
        }
    }

    /// Lends a connection and runs a transaction on it.
    ///
    /// - Parameters:
    ///   - isolation: How far the transaction is kept apart from others.
    ///   - retries: How often the body runs again at most after a serialization failure.
    ///   - readOnly: Whether the server shall refuse changes.
    ///   - file: The caller's file, for messages.
    ///   - line: The caller's line, for messages.
    ///   - body: What is done inside the transaction.
    /// - Returns: What `body` returns, once the transaction is committed.
    /// - Throws: What `withConnection` and `PostgresConnection.transaction` throw.
    public nonisolated func transaction<Value: Sendable>(
        isolation: Isolation = .readCommitted, retries: Int = 3, readOnly: Bool = false,
        file: StaticString = #fileID, line: UInt = #line,
        _ body: @escaping @Sendable (isolated PostgresConnection) throws -> Value
    ) async throws -> Value {
        try await withConnection {
            try await $0.transaction(
                isolation: isolation, retries: retries, readOnly: readOnly, file: file, line: line, body)
        }
    }

    /// How long a connection works before somebody looks whether it waits for a lock, and between two looks.
    private static let watchInterval = Duration.seconds(1)

    /// Looks now and then, on a connection of its own, whether a lent connection waits for a lock. A statement that waits cannot say so.
    private nonisolated func watch(over lent: PostgresConnection) async -> Task<Void, any Error>? {
        guard let waiting else { return nil }
        let process = await lent.backendProcess
        return Task {
            try await Task.sleep(for: Self.watchInterval)
            let connection = try await PostgresConnection.connect(configuration)
            var told: Set<Int> = []
            while true {
                for holder in try await connection.blockers(of: process) where told.insert(holder.process).inserted { waiting(holder) }
                try await looking?(connection)
                try await Task.sleep(for: Self.watchInterval)
            }
        }
    }

    /// Closes the idle connections; those lent are closed when they come back only if the pool is gone by then.
    public func close() {
        open -= idle.count
        idle.removeAll()
    }

    private func take() async throws -> PostgresConnection {
        try Task.checkCancellation()
        while let candidate = idle.popLast() {
            if await isAlive(candidate) { return candidate.connection }
            configuration.logger.info("a dead connection was replaced")
            open -= 1
        }
        if open < limit {
            open += 1
        } else if let handed = try await waitForTurn() {
            return handed
        }
        // One place among `open` is this task's.
        do {
            return try await PostgresConnection.connect(configuration)
        } catch {
            releasePlace()
            throw error
        }
    }

    private func isAlive(_ candidate: Idle) async -> Bool {
        guard await candidate.connection.isIdle else { return false }
        guard ContinuousClock.now - candidate.since > idleCheck else { return true }
        return (try? await candidate.connection.execute("SELECT 1")) != nil
    }

    private func giveBack(_ connection: PostgresConnection) async {
        guard await connection.isIdle else { return releasePlace() }
        if waiters.isEmpty {
            idle.append(Idle(connection: connection, since: .now))
        } else {
            waiters.removeFirst().continuation.resume(returning: connection)
        }
    }

    /// Frees the place of a connection that is gone, for the task that waits longest.
    private func releasePlace() {
        if waiters.isEmpty {
            open -= 1
        } else {
            waiters.removeFirst().continuation.resume(returning: nil)
        }
    }

    /// Waits for a connection (`nil`: for the place to open one).
    private func waitForTurn() async throws -> PostgresConnection? {
        let id = nextWaiter
        nextWaiter += 1
        let timer = Task { [limit, waitLimit] in
            try await Task.sleep(for: waitLimit)
            self.abandon(
                id,
                PostgresError(
                    kind: .poolTimeout,
                    message: "none of \(limit) connections became free within \(waitLimit)"))
        }
        defer { timer.cancel() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiters.append((id, $0)) }
        } onCancel: {
            Task { await self.abandon(id, CancellationError()) }
        }
    }

    private func abandon(_ id: Int, _ error: any Error) {
        guard let index = waiters.firstIndex(where: { $0.id == id }) else { return }
        waiters.remove(at: index).continuation.resume(throwing: error)
    }
}
