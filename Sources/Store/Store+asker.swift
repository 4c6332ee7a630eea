import Postgres

extension Store {
    /// Makes the open transaction a person's: it reads as the role `padan_request`, and row level security asks for the person.
    ///
    /// - Parameters:
    ///   - login: The name of the person's log-in, a reader of this database.
    ///   - connection: The service's connection, inside a transaction.
    /// - Throws: `PostgresError` when the session may not act for others.
    public static func ask(as login: String, _ connection: isolated PostgresConnection) throws {
        try connection.execute("SELECT set_config('padan.asker', $1, true)", [login])
        try connection.execute("SET LOCAL ROLE padan_request")
    }

    /// Whether who asks may see rows of a BLK.
    ///
    /// - Parameters:
    ///   - blk: The BLK's code.
    ///   - connection: The connection, inside a transaction that `ask` has opened.
    /// - Returns: False for the BLK of somebody else.
    /// - Throws: `PostgresError`.
    public static func mayRead(blk: String, _ connection: isolated PostgresConnection) throws -> Bool {
        try connection.row("SELECT padan.sees_blk($1) AS may", [blk]) { try $0["may"] as Bool } ?? false
    }
}
