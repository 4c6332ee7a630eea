extension PostgresConnection {
    /// Sends rows by `COPY … FROM STDIN (FORMAT binary)`, one by one, in constant memory.
    ///
    /// - Parameters:
    ///   - sql: the COPY statement, ending in `FROM STDIN (FORMAT binary)`.
    ///   - fields: fields of each row.
    ///   - encode: appends a row's fields with `BinaryRow`.
    /// - Returns: rows loaded.
    @discardableResult
    public func copyRows<Rows: Sequence>(
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
