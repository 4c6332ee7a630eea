import CLibPQ

/// An answer of the server, kept in memory as long as somebody refers to it.
final class PostgresResult {
    /// What all answers of one statement share.
    final class Origin {
        let statement: String
        let caller: String
        let columns: [String: Int32]

        init(statement: String, caller: String, columns: [String: Int32]) {
            self.statement = statement
            self.caller = caller
            self.columns = columns
        }
    }

    /// It changes in `replace` only, while nobody else refers to the object, so that accesses cannot overlap.
    @exclusivity(unchecked) private(set) var pointer: OpaquePointer

    /// Takes over a `PGresult`, which is freed when the last reference to this object goes.
    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit { PQclear(pointer) }

    /// Takes over the next `PGresult` in place of this one. Only for an object that nobody else refers to: rows of a stream come in a result
    /// each, and an object each would cost time.
    func replace(by next: OpaquePointer) {
        PQclear(pointer)
        pointer = next
    }

    var status: ExecStatusType { PQresultStatus(pointer) }

    /// Rows that the statement touched or answered.
    var affected: Int { Int(String(cString: PQcmdTuples(pointer))) ?? 0 }

    /// Which command was run, in the server's words: `COMMIT`, `INSERT 0 1`.
    var command: String { String(cString: PQcmdStatus(pointer)) }

    /// The position of every column, by name; of columns of the same name the last one.
    var columns: [String: Int32] {
        var columns: [String: Int32] = [:]
        for position in 0..<PQnfields(pointer) where PQfname(pointer, position) != nil {
            columns[String(cString: PQfname(pointer, position))] = position
        }
        return columns
    }
}
