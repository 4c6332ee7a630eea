import Postgres

extension Store {
    /// The codes that a column of an import takes, with what they mean.
    ///
    /// - Parameters:
    ///   - table: A table that a `KindSpecification` names. It becomes a part of the SQL and is never from outside.
    ///   - key: The table's column of codes, for which the same holds.
    ///   - offered: Which rows are meant, as SQL, for which the same holds.
    ///   - connection: The connection to read with.
    /// - Returns: The codes and their names, by code.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func vocabulary(table: String, key: String, offered: String, _ connection: isolated PostgresConnection) throws -> [(
        code: String, name: String
    )] {
        let label = table == "padan.unit" ? "title" : "name"
        return try connection.rows(
            "SELECT \(key) AS code, \(label) AS label FROM \(table) WHERE \(offered) ORDER BY \(key) COLLATE \"C\""
        ) { row in
            (code: try row["code"] as String, name: try row["label"] as String)
        }
    }
}
