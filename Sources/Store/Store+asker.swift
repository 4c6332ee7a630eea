import Postgres

/// Why a question was not asked in somebody's name.
public enum AskerError: Error, Equatable, CustomStringConvertible {
    /// No log-in of this name reads Padan, or it is closed or expired.
    case noReader(String)
    /// The connection has no open transaction, to whose end the name could be bound.
    case noTransaction

    /// A sentence for the person who runs the program.
    public var description: String {
        switch self {
        case .noReader(let login): "'\(login)' is no log-in that reads Padan"
        case .noTransaction: "a question is asked in somebody's name inside a transaction only"
        }
    }
}

extension Store {
    /// Lets the rest of the open transaction run on behalf of a person: it reads what that person may see, and writes nothing.
    ///
    /// PostgreSQL decides what the person sees (`padan.asking_role`, row level security). The end of the transaction ends it.
    ///
    /// - Parameters:
    ///   - login: The person's log-in.
    ///   - connection: A connection of the service with an open transaction.
    /// - Throws: `AskerError` when the log-in is no reader's or no transaction is open, `PostgresError` when the server refuses.
    public static func ask(as login: String, _ connection: isolated PostgresConnection) throws {
        guard connection.isInTransaction else { throw AskerError.noTransaction }
        guard let role = try connection.row("SELECT padan.request_role($1) AS role", [login], { try $0["role"] as String? }) ?? nil else {
            throw AskerError.noReader(login)
        }
        try connection.execute("SELECT set_config('padan.asker', $1, true), set_config('role', $2, true)", [login, role])
    }

    /// Whether who asks may see rows of a BLK.
    ///
    /// - Parameters:
    ///   - blk: The BLK's code.
    ///   - connection: The connection, inside the transaction that `ask` has bound to the person.
    /// - Returns: False for the BLK of somebody else.
    /// - Throws: `PostgresError` when the server refuses.
    public static func mayRead(blk: String, _ connection: isolated PostgresConnection) throws -> Bool {
        try connection.row("SELECT padan.sees_blk($1) AS may", [blk]) { try $0["may"] as Bool } ?? false
    }
}
