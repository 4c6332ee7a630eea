import Postgres

extension Store {
    /// The codes that a column of an import takes, with what they mean.
    ///
    /// - Parameters:
    ///   - table: a table named in a `KindSpecification`, never from outside.
    ///   - key: its column of codes.
    public static func vocabulary(table: String, key: String, _ connection: isolated PostgresConnection) throws -> [(
        code: String, name: String
    )] {
        let label = table == "padan.unit" ? "title" : "name"
        return try connection.rows("SELECT \(key) AS code, \(label) AS label FROM \(table) ORDER BY \(key) COLLATE \"C\"") { row in
            (code: try row["code"] as String, name: try row["label"] as String)
        }
    }
}
