extension PostgresConnection {
    /// Sends rows by `COPY … FROM STDIN (FORMAT binary)`, one by one, in constant memory.
    ///
    /// - Parameters:
    ///   - sql: The COPY statement, ending in `FROM STDIN (FORMAT binary)`.
    ///   - rows: What is sent, one element a row.
    ///   - fields: The number of fields of each row.
    ///   - file: The caller's file, for messages.
    ///   - line: The caller's line, for messages.
    ///   - encode: Appends a row's fields with `BinaryRow`.
    /// - Returns: How many rows were loaded.
    /// - Throws: What `encode` throws, `PostgresError` when the server refuses a row or the statement, or when the connection breaks.
    @discardableResult
    public func sendRows<Rows: Sequence>(
        _ sql: String, _ rows: Rows, fields: Int16, file: StaticString = #fileID, line: UInt = #line,
        _ encode: (Rows.Element, inout [UInt8]) throws -> Void
    ) throws -> Int {
        try copyIn(sql, file: file, line: line) { stream in
            try stream.write { $0 += BinaryRow.header }
            for row in rows {
                var failure: (any Error)?
                try stream.write { buffer in
                    BinaryRow.begin(fields: fields, &buffer)
                    do { try encode(row, &buffer) } catch { failure = error }
                }
                if let failure { throw failure }
            }
            try stream.write { $0 += BinaryRow.trailer }
        }
    }
}
