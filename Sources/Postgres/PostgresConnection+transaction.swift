import CLibPQ

/// How far a transaction is kept apart from others.
public enum Isolation: String, Sendable {
    /// Each statement sees what was committed before it began.
    case readCommitted = "READ COMMITTED"
    /// All statements see what was committed before the first one began.
    case repeatableRead = "REPEATABLE READ"
    /// The outcome is one that transactions run one after the other could have.
    case serializable = "SERIALIZABLE"
}

extension PostgresConnection {
    /// Runs `body` in a transaction: all of it holds, or none of it.
    ///
    /// The body is synchronous, so nothing else can slip a statement into the transaction. It runs again from its start,
    /// at most `retries` times, only when the server reports a serialization failure or a deadlock; both mean that
    /// the transaction was rolled back. A connection lost at COMMIT is never retried: the outcome is unknown.
    ///
    /// A transaction in which a statement failed cannot be committed, even if `body` caught the error; the server answers such a COMMIT
    /// with ROLLBACK. A body that expects an error sets a SAVEPOINT before the statement and rolls back to it.
    ///
    /// - Parameters:
    ///   - isolation: How far the transaction is kept apart from others.
    ///   - retries: How often the body runs again at most.
    ///   - readOnly: Whether the server shall refuse changes.
    ///   - file: The caller's file, for messages.
    ///   - line: The caller's line, for messages.
    ///   - body: What is done inside the transaction.
    /// - Returns: What `body` returns, once the transaction is committed.
    /// - Throws: What `body` throws, after ROLLBACK; `PostgresError` of kind `.rolledBack` when `body` returned although a statement had
    ///   failed, of kind `.usage` when a transaction is already open or `body` ended it itself, of kind `.server` when a deferred
    ///   constraint fails at COMMIT, of kind `.connectionLost` when the connection breaks.
    public func transaction<Value: Sendable>(
        isolation: Isolation = .readCommitted, retries: Int = 3, readOnly: Bool = false,
        file: StaticString = #fileID, line: UInt = #line,
        _ body: @Sendable (isolated PostgresConnection) throws -> Value
    ) async throws -> Value {
        var attempt = 0
        while true {
            do {
                return try runTransaction(isolation, readOnly: readOnly, file: file, line: line, body)
            } catch let error as PostgresError where error.isSerializationFailure && attempt < retries && isUsable {
                attempt += 1
                logger.info("transaction is run again (\(attempt) of \(retries)): \(error.message)")
                try await Task.sleep(for: .milliseconds(10 << attempt))
            }
        }
    }

    private func runTransaction<Value>(
        _ isolation: Isolation, readOnly: Bool, file: StaticString, line: UInt,
        _ body: (isolated PostgresConnection) throws -> Value
    ) throws -> Value {
        guard !inTransaction else {
            throw PostgresError(kind: .usage, message: "a transaction is already open", caller: "\(file):\(line)")
        }
        try execute("BEGIN ISOLATION LEVEL \(isolation.rawValue)\(readOnly ? " READ ONLY" : "")", file: file, line: line)
        inTransaction = true
        lastErrorInTransaction = nil
        defer { inTransaction = false }
        do {
            let value = try body(self)
            try commit(caller: "\(file):\(line)")
            return value
        } catch {
            if isUsable, PQtransactionStatus(handle.pointer) != PQTRANS_IDLE { rollback() }
            throw error
        }
    }

    private func commit(caller: String) throws {
        guard !isUsable || PQtransactionStatus(handle.pointer) != PQTRANS_IDLE else {
            throw PostgresError(
                kind: .usage, message: "the transaction was ended inside its body, so that its changes may be kept or lost in part",
                caller: caller)
        }
        let sql = "COMMIT"
        try send(sql, [], caller: caller)
        var command = ""
        try drain(sql, caller: caller) { command = $0.command }
        guard command == sql else {
            let cause = lastErrorInTransaction
            throw PostgresError(
                kind: .rolledBack, sqlState: cause?.sqlState,
                message: "the transaction was rolled back, because a statement in it had failed" + (cause.map { ": \($0.message)" } ?? ""),
                detail: cause?.detail, hint: cause?.hint, constraint: cause?.constraint, statement: cause?.statement ?? sql,
                caller: cause?.caller ?? caller, holders: cause?.holders ?? [])
        }
    }

    /// Rolls back, also when the task is already cancelled.
    private func rollback() {
        tidyUp("ROLLBACK")
    }
}
