import CLibPQ

/// How far a transaction is kept apart from others.
public enum Isolation: String, Sendable {
    case readCommitted = "READ COMMITTED"
    case repeatableRead = "REPEATABLE READ"
    case serializable = "SERIALIZABLE"
}

extension PostgresConnection {
    /// Runs `body` in a transaction: all of it holds, or none of it.
    ///
    /// The body is synchronous, so nothing else can slip a statement into the transaction. It runs again from its start,
    /// at most `retries` times, only when the server reports a serialization failure or a deadlock; both mean that
    /// the transaction was rolled back. A connection lost at COMMIT is never retried: the outcome is unknown.
    ///
    /// - Throws: what `body` throws, after ROLLBACK.
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
        defer { inTransaction = false }
        do {
            let value = try body(self)
            try execute("COMMIT", file: file, line: line)
            return value
        } catch {
            if isUsable, PQtransactionStatus(handle.pointer) != PQTRANS_IDLE { rollback() }
            throw error
        }
    }

    /// Rolls back, also when the task is already cancelled.
    private func rollback() {
        PQclear(PQexec(handle.pointer, "ROLLBACK"))
    }
}
