import CLibPQ

/// One row of an answer. Valid only inside the closure that receives it.
public struct PostgresRow {
    let result: OpaquePointer
    let index: Int32
    let columns: [String: Int32]
    let statement: String
    let caller: String

    /// The value of a column.
    ///
    /// - Throws: `PostgresError` of kind `.decoding(column:)` when the column is missing, NULL for a type that is not
    ///   optional, or not of the type.
    public subscript<Value: PostgresDecodable>(_ column: String) -> Value {
        get throws {
            guard let position = columns[column] else {
                throw failure(
                    column, "column '\(column)' is not in the answer, which has: \(columns.keys.sorted().joined(separator: ", "))")
            }
            let text = cell(position)
            guard let value = Value.decode(postgresText: text) else {
                let found = text.map { "'\(String(decoding: $0, as: UTF8.self).oneLine(limit: 60))'" } ?? "NULL"
                throw failure(column, "column '\(column)' holds \(found), which is no \(Value.self)")
            }
            return value
        }
    }

    private func cell(_ position: Int32) -> UnsafeBufferPointer<UInt8>? {
        if PQgetisnull(result, index, position) != 0 { return nil }
        let length = Int(PQgetlength(result, index, position))
        guard let start = PQgetvalue(result, index, position) else { return nil }
        return UnsafeRawBufferPointer(start: start, count: length).bindMemory(to: UInt8.self)
    }

    private func failure(_ column: String, _ message: String) -> PostgresError {
        PostgresError(kind: .decoding(column: column), message: message, statement: statement, caller: caller)
    }

    static func columns(of result: OpaquePointer) -> [String: Int32] {
        var columns: [String: Int32] = [:]
        for position in 0..<PQnfields(result) where PQfname(result, position) != nil {
            columns[String(cString: PQfname(result, position))] = position
        }
        return columns
    }
}
