import CLibPQ
import Foundation

extension PostgresConnection {
    /// Runs a statement.
    ///
    /// - Parameters:
    ///   - sql: The statement, with `$n` for its parameters.
    ///   - parameters: The values of `$1`, `$2`, …
    ///   - file: The caller's file, for messages.
    ///   - line: The caller's line, for messages.
    /// - Returns: How many rows the statement touched.
    /// - Throws: `PostgresError` when the server refuses the statement or the connection breaks, `CancellationError` when the task was
    ///   already cancelled.
    @discardableResult
    public func execute(
        _ sql: String, _ parameters: [any PostgresEncodable] = [], file: StaticString = #fileID, line: UInt = #line
    ) throws -> Int {
        let caller = "\(file):\(line)"
        try send(sql, parameters, caller: caller)
        var affected = 0
        try drain(sql, caller: caller) { result in
            affected = result.affected
        }
        return affected
    }

    /// Runs several statements separated by semicolons, without parameters, as migrations need it.
    ///
    /// - Parameters:
    ///   - sql: The statements.
    ///   - file: The caller's file, for messages.
    ///   - line: The caller's line, for messages.
    /// - Throws: `PostgresError` when the server refuses one of them or the connection breaks, `CancellationError` when the task was
    ///   already cancelled.
    public func executeScript(_ sql: String, file: StaticString = #fileID, line: UInt = #line) throws {
        let caller = "\(file):\(line)"
        try Task.checkCancellation()
        lockHolders = []
        guard PQsendQuery(handle.pointer, sql) == 1 else { throw brokenConnection(sql, caller: caller) }
        try drain(sql, caller: caller) { _ in }
    }

    /// Reads all rows of an answer. For answers that may be large use `forEachRow`.
    ///
    /// - Parameters:
    ///   - sql: The statement, with `$n` for its parameters.
    ///   - parameters: The values of `$1`, `$2`, …
    ///   - file: The caller's file, for messages.
    ///   - line: The caller's line, for messages.
    ///   - decode: Makes a value of a row.
    /// - Returns: The values, in the order of the rows.
    /// - Throws: What `decode` throws, `PostgresError` when the server refuses the statement or the connection breaks, `CancellationError`
    ///   when the task was already cancelled.
    public func rows<Value>(
        _ sql: String, _ parameters: [any PostgresEncodable] = [], file: StaticString = #fileID, line: UInt = #line,
        _ decode: (PostgresRow) throws -> Value
    ) throws -> [Value] {
        var values: [Value] = []
        try stream(sql, parameters, singleRow: false, caller: "\(file):\(line)") { values.append(try decode($0)) }
        return values
    }

    /// Reads the first row of an answer.
    ///
    /// - Parameters:
    ///   - sql: The statement, with `$n` for its parameters.
    ///   - parameters: The values of `$1`, `$2`, …
    ///   - file: The caller's file, for messages.
    ///   - line: The caller's line, for messages.
    ///   - decode: Makes a value of the row.
    /// - Returns: The value, or `nil` when the answer has no row.
    /// - Throws: What `decode` throws, `PostgresError` when the server refuses the statement or the connection breaks, `CancellationError`
    ///   when the task was already cancelled.
    public func row<Value>(
        _ sql: String, _ parameters: [any PostgresEncodable] = [], file: StaticString = #fileID, line: UInt = #line,
        _ decode: (PostgresRow) throws -> Value
    ) throws -> Value? {
        var value: Value?
        try stream(sql, parameters, singleRow: false, caller: "\(file):\(line)") { row in
            if value == nil { value = try decode(row) }
        }
        return value
    }

    /// Hands rows over one by one as they arrive; memory stays constant however many there are.
    ///
    /// - Parameters:
    ///   - sql: The statement, with `$n` for its parameters.
    ///   - parameters: The values of `$1`, `$2`, …
    ///   - file: The caller's file, for messages.
    ///   - line: The caller's line, for messages.
    ///   - body: Receives each row. When it throws, the statement is cancelled and the error passed on.
    /// - Throws: What `body` throws, `PostgresError` when the server refuses the statement or the connection breaks, `CancellationError`
    ///   when the task was already cancelled.
    public func forEachRow(
        _ sql: String, _ parameters: [any PostgresEncodable] = [], file: StaticString = #fileID, line: UInt = #line,
        _ body: (PostgresRow) throws -> Void
    ) throws {
        try stream(sql, parameters, singleRow: true, caller: "\(file):\(line)", body)
    }

    private func stream(
        _ sql: String, _ parameters: [any PostgresEncodable], singleRow: Bool, caller: String,
        _ body: (PostgresRow) throws -> Void
    ) throws {
        try send(sql, parameters, caller: caller)
        if singleRow { PQsetSingleRowMode(handle.pointer) }
        var origin: PostgresResult.Origin?
        try drain(sql, caller: caller) { result in
            let known = origin ?? PostgresResult.Origin(statement: sql, caller: caller, columns: result.columns)
            origin = known
            for index in 0..<PQntuples(result.pointer) {
                try body(PostgresRow(result: result, index: index, origin: known))
            }
        }
    }

    func send(_ sql: String, _ parameters: [any PostgresEncodable], caller: String) throws {
        try Task.checkCancellation()
        lockHolders = []
        let texts = parameters.map(\.postgresText)
        let pointers: [UnsafePointer<CChar>?] = texts.map { text in text.flatMap { UnsafePointer(strdup($0)) } }
        defer { for pointer in pointers { free(UnsafeMutablePointer(mutating: pointer)) } }
        if let bad = texts.firstIndex(where: { $0?.utf8.contains(0) == true }) {
            throw PostgresError(
                kind: .usage, message: "parameter $\(bad + 1) has a NUL character, which PostgreSQL cannot store",
                statement: sql, caller: caller)
        }
        let sent = pointers.withUnsafeBufferPointer { buffer in
            PQsendQueryParams(handle.pointer, sql, Int32(buffer.count), nil, buffer.baseAddress, nil, nil, 0)
        }
        guard sent == 1 else { throw brokenConnection(sql, caller: caller) }
    }

    /// Takes every result of the running statement, so that the connection is ready for the next one, and throws the
    /// first error afterwards.
    func drain(_ sql: String, caller: String, _ body: (PostgresResult) throws -> Void) throws {
        var failure: (any Error)?
        var cancelled = false
        var holder: PostgresResult?
        while let pointer = nextResult(cancelled: &cancelled) {
            if isKnownUniquelyReferenced(&holder) { holder?.replace(by: pointer) } else { holder = PostgresResult(pointer) }
            guard let result = holder else { preconditionFailure("the result was just put there") }
            switch result.status {
            case PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
                if failure == nil {
                    do { try body(result) } catch {
                        failure = error
                        requestCancel()
                    }
                }
            case PGRES_COPY_IN:
                failure = failure ?? PostgresError(kind: .usage, message: "COPY needs copyIn", statement: sql, caller: caller)
                PQputCopyEnd(handle.pointer, "COPY outside copyIn")
            case PGRES_COPY_OUT, PGRES_COPY_BOTH:
                failure = failure ?? PostgresError(kind: .usage, message: "COPY needs copyOut", statement: sql, caller: caller)
                var buffer: UnsafeMutablePointer<CChar>?
                while PQgetCopyData(handle.pointer, &buffer, 0) > 0 { PQfreemem(buffer) }
            default:
                failure = failure ?? error(of: result, sql, caller: caller, cancelled: cancelled)
            }
        }
        if let failure { throw failure }
        if !isUsable { throw brokenConnection(sql, caller: caller) }
    }

    /// Waits for the next result; asks the server to cancel when the task is cancelled meanwhile, and for whom the statement waits when it
    /// takes long: once it has ended with an error, the server no longer knows.
    func nextResult(cancelled: inout Bool) -> OpaquePointer? {
        var nextLook = lookInterval.map { ContinuousClock.now + $0 }
        while PQisBusy(handle.pointer) != 0 {
            if !cancelled, Task.isCancelled {
                cancelled = true
                requestCancel()
            }
            var descriptor = pollfd(fd: PQsocket(handle.pointer), events: Int16(POLLIN), revents: 0)
            let ready = poll(&descriptor, 1, 50)
            if ready != 0, PQconsumeInput(handle.pointer) == 0 { break }
            if let look = nextLook, let interval = lookInterval, ready == 0, ContinuousClock.now >= look {
                lookForHolders()
                nextLook = ContinuousClock.now + interval
            }
        }
        return PQgetResult(handle.pointer)
    }

    /// Asks the server, over a connection of its own, to end the running statement.
    func requestCancel() {
        guard let cancel = PQgetCancel(handle.pointer) else { return }
        defer { PQfreeCancel(cancel) }
        var message = [CChar](repeating: 0, count: 256)
        if PQcancel(cancel, &message, Int32(message.count)) == 0 {
            logger.warning("cancel: \(String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))")
        }
    }

    func error(of result: PostgresResult, _ sql: String, caller: String, cancelled: Bool) -> PostgresError {
        func field(_ code: Character) -> String? {
            guard let ascii = code.asciiValue, let text = PQresultErrorField(result.pointer, Int32(ascii)) else { return nil }
            return String(cString: text)
        }
        let sqlState = field("C")
        // The server says good-bye (57P01…, class 08) before libpq sees that the line is dead.
        let broken = !isUsable || sqlState?.hasPrefix("57P0") == true || sqlState?.hasPrefix("08") == true
        let kind: PostgresError.Kind =
            cancelled && sqlState == "57014" ? .cancelled : broken ? .connectionLost : .server
        let message = field("M") ?? String(cString: PQresultErrorMessage(result.pointer)).trimmed
        let error = PostgresError(
            kind: kind, sqlState: sqlState,
            message: broken ? "the connection to the server was lost (\(message))" : message,
            detail: field("D"), hint: field("H"), constraint: field("n"), statement: sql, caller: caller,
            holders: sqlState == "55P03" ? lockHolders : [])
        // 25P02 says only that an earlier error made the transaction fail.
        if inTransaction, sqlState != "25P02" { lastErrorInTransaction = error }
        return error
    }

    func brokenConnection(_ sql: String, caller: String) -> PostgresError {
        let message = String(cString: PQerrorMessage(handle.pointer)).trimmed
        return PostgresError(
            kind: isUsable ? .usage : .connectionLost,
            message: isUsable ? message : "the connection to the server was lost (\(message))", statement: sql, caller: caller)
    }
}
