import CLibPQ

extension PostgresConnection {
    /// A password as the server stores it (SCRAM-SHA-256), so that the password itself is in no statement and no log.
    ///
    /// - Parameters:
    ///   - password: The password.
    ///   - user: The name of the user whose password it is.
    /// - Returns: The text that `CREATE ROLE … PASSWORD` takes in the password's place.
    /// - Throws: `PostgresError` of kind `.usage` when libpq cannot make it.
    public func verifier(password: String, user: String) throws -> String {
        guard let verifier = PQencryptPasswordConn(handle.pointer, password, user, "scram-sha-256") else {
            throw PostgresError(kind: .usage, message: String(cString: PQerrorMessage(handle.pointer)).trimmed)
        }
        defer { PQfreemem(verifier) }
        return String(cString: verifier)
    }
}
