import CLibPQ

/// Takes what a `COPY … FROM STDIN` sends. It cannot be copied, so that it does not outlive the call of `copyIn` that lends it.
public struct CopyInStream: ~Copyable {
    private let connection: OpaquePointer
    private var buffer: [UInt8] = []
    private let chunk = 256 * 1024
    /// The number of bytes handed to the server so far.
    public private(set) var bytesSent = 0

    init(connection: OpaquePointer) {
        self.connection = connection
        buffer.reserveCapacity(chunk + 64 * 1024)
    }

    /// Appends bytes in the format that the COPY statement names.
    ///
    /// - Parameter append: Adds bytes at the end of the buffer that it gets.
    /// - Throws: `PostgresError` of kind `.connectionLost` when the bytes cannot be sent, `CancellationError` when the task was cancelled.
    @inline(__always)
    public mutating func write(_ append: (inout [UInt8]) -> Void) throws {
        append(&buffer)
        if buffer.count >= chunk { try flush() }
    }

    mutating func flush() throws {
        guard !buffer.isEmpty else { return }
        try Task.checkCancellation()
        let sent = buffer.withUnsafeBytes { bytes in
            PQputCopyData(connection, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
        }
        guard sent == 1 else {
            throw PostgresError(kind: .connectionLost, message: String(cString: PQerrorMessage(connection)).trimmed)
        }
        bytesSent += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }
}

extension PostgresConnection {
    /// Runs `COPY … FROM STDIN` with bytes that the caller writes.
    ///
    /// - Parameters:
    ///   - sql: The COPY statement.
    ///   - file: The caller's file, for messages.
    ///   - line: The caller's line, for messages.
    ///   - body: Writes the bytes. When it throws, the COPY is ended with an error, so that nothing of it stays.
    /// - Returns: How many rows were loaded.
    /// - Throws: What `body` throws, `PostgresError` when the server refuses a row or the statement, or when the connection breaks.
    @discardableResult
    public func copyIn(
        _ sql: String, file: StaticString = #fileID, line: UInt = #line, _ body: (inout CopyInStream) throws -> Void
    ) throws -> Int {
        let caller = "\(file):\(line)"
        try startCopy(sql, PGRES_COPY_IN, caller: caller)
        var stream = CopyInStream(connection: handle.pointer)
        var failure: (any Error)?
        do {
            try body(&stream)
            try stream.flush()
        } catch {
            failure = error
        }
        if isUsable { PQputCopyEnd(handle.pointer, failure == nil ? nil : "ended by the client") }
        var loaded = 0
        do {
            try drain(sql, caller: caller) { loaded = $0.affected }
        } catch let serverError as PostgresError where failure == nil || !isUsable {
            failure = serverError
        } catch let serverError as PostgresError
            where serverError.sqlState != "57014" && (failure as? PostgresError)?.kind == .connectionLost
        {
            failure = serverError
        } catch {
            // The server repeats that the client ended the COPY; the cause is in `failure`.
        }
        if let failure { throw failure }
        return loaded
    }

    /// Runs `COPY … TO STDOUT` and hands over each message (one row in the text formats) as it arrives.
    ///
    /// - Parameters:
    ///   - sql: The COPY statement.
    ///   - file: The caller's file, for messages.
    ///   - line: The caller's line, for messages.
    ///   - body: Receives each message; the bytes are valid only until it returns. When it throws, the statement is cancelled.
    /// - Throws: What `body` throws, `PostgresError` when the server refuses the statement or the connection breaks, `CancellationError`
    ///   when the task was cancelled.
    public func copyOut(
        _ sql: String, file: StaticString = #fileID, line: UInt = #line, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let caller = "\(file):\(line)"
        try startCopy(sql, PGRES_COPY_OUT, caller: caller)
        var failure: (any Error)?
        var buffer: UnsafeMutablePointer<CChar>?
        while true {
            let length = PQgetCopyData(handle.pointer, &buffer, 0)
            guard length > 0 else { break }
            if failure == nil {
                do {
                    if Task.isCancelled { throw CancellationError() }
                    try body(UnsafeRawBufferPointer(start: buffer, count: Int(length)))
                } catch {
                    failure = error
                    requestCancel()
                }
            }
            PQfreemem(buffer)
        }
        do {
            try drain(sql, caller: caller) { _ in }
        } catch {
            throw failure ?? error
        }
        if let failure { throw failure }
    }

    private func startCopy(_ sql: String, _ expected: ExecStatusType, caller: String) throws {
        try Task.checkCancellation()
        lockHolders = []
        guard PQsendQuery(handle.pointer, sql) == 1 else { throw brokenConnection(sql, caller: caller) }
        var cancelled = false
        guard let pointer = nextResult(cancelled: &cancelled) else { throw brokenConnection(sql, caller: caller) }
        let result = PostgresResult(pointer)
        let status = result.status
        if status == expected { return }
        let failure =
            status == PGRES_FATAL_ERROR
            ? error(of: result, sql, caller: caller, cancelled: cancelled)
            : PostgresError(kind: .usage, message: "the statement is no COPY of this direction", statement: sql, caller: caller)
        if status == PGRES_COPY_IN { PQputCopyEnd(handle.pointer, "not expected") }
        try? drain(sql, caller: caller) { _ in }
        throw failure
    }
}
