import CLibPQ

/// One row of an answer.
///
/// A row keeps the answer that it belongs to in memory, so that it may be kept after the closure that received it and after later statements.
public struct PostgresRow {
    let result: PostgresResult
    let index: Int32
    let origin: PostgresResult.Origin

    /// The value of a column.
    ///
    /// - Parameter column: The column's name in the answer.
    /// - Throws: `PostgresError` of kind `.decoding(column:)` when the column is missing, NULL for a type that is not
    ///   optional, or not of the type.
    public subscript<Value: PostgresDecodable>(_ column: String) -> Value {
        get throws {
            guard let position = origin.columns[column] else {
                throw failure(
                    column, "column '\(column)' is not in the answer, which has: \(origin.columns.keys.sorted().joined(separator: ", "))")
            }
            // The text lies in the answer, which must live until the text has been read.
            defer { withExtendedLifetime(result) {} }
            let text = cell(position)
            guard let value = Value.decode(postgresText: text) else {
                let found = text.map { "'\(String(decoding: $0, as: UTF8.self).oneLine(limit: 60))'" } ?? "NULL"
                throw failure(column, "column '\(column)' holds \(found), which is no \(Value.self)")
            }
            return value
        }
    }

    private func cell(_ position: Int32) -> UnsafeBufferPointer<UInt8>? {
        if PQgetisnull(result.pointer, index, position) != 0 { return nil }
        let length = Int(PQgetlength(result.pointer, index, position))
        guard let start = PQgetvalue(result.pointer, index, position) else { return nil }
        return UnsafeRawBufferPointer(start: start, count: length).bindMemory(to: UInt8.self)
    }

    private func failure(_ column: String, _ message: String) -> PostgresError {
        PostgresError(kind: .decoding(column: column), message: message, statement: origin.statement, caller: origin.caller)
    }
}
