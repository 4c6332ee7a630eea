import Postgres
import Processes

extension Service {
    /// Runs `psql` on the database, with this program's terminal.
    ///
    /// - Parameters:
    ///   - arguments: Arguments for `psql` beside the database.
    ///   - asker: Who wants it; the operator alone may.
    /// - Returns: The exit status of `psql`.
    /// - Throws: `ServiceError.actIsTheOperators` for everybody but the operator, `ServiceError.psqlMissing` where it is not installed,
    ///   `ChildProcessError` where it cannot be started, and `PostgresError` where the connection string cannot be handed to it.
    public func psql(_ arguments: [String], as asker: Asker) async throws -> Int32 {
        try asker.requireOperator()
        do {
            return try await configuration.runPsql(arguments)
        } catch ChildProcessError.notFound {
            throw ServiceError.psqlMissing
        }
    }
}
