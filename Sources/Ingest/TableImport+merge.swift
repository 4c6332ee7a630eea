import Postgres

extension TableImport {
    /// Puts the rows that were not refused into the tables.
    ///
    /// - Parameters:
    ///   - unstated: columns of which the file says nothing, so that what is stored of them stays.
    ///   - connection: the database.
    /// - Returns: how many rows are new, and how many were there with other values.
    func merge(keeping unstated: Set<String>, _ connection: isolated PostgresConnection) throws -> (new: Int, changed: Int) {
        for merge in specification.merges { try markStatus(merge, unstated, connection) }
        for list in specification.lists {
            try connection.execute(
                """
                UPDATE import_row AS r SET status = greatest(status, 1)
                WHERE rejected IS NULL AND r.\(list.column) IS DISTINCT FROM
                    (SELECT \(list.canonical) FROM \(list.table) AS t WHERE t.\(list.owner) = r.\(list.owner))
                """)
        }
        for merge in specification.merges { try upsert(merge, unstated, connection) }
        for list in specification.lists {
            try connection.execute(
                """
                DELETE FROM \(list.table) AS t USING import_row AS r
                WHERE t.\(list.owner) = r.\(list.owner) AND r.rejected IS NULL AND r.status > 0
                """)
            try connection.execute(
                """
                INSERT INTO \(list.table) (\(list.owner), \(list.itemColumns.joined(separator: ", ")))
                SELECT r.\(list.owner), \(list.itemExpressions.joined(separator: ", "))
                FROM import_row AS r, unnest(r.\(list.column)) AS item WHERE r.rejected IS NULL AND r.status > 0
                """)
        }
        let counts = try connection.row(
            """
            SELECT count(*) FILTER (WHERE status = 2) AS new, count(*) FILTER (WHERE status = 1) AS changed
            FROM import_row WHERE rejected IS NULL
            """
        ) { (new: try $0["new"] as Int, changed: try $0["changed"] as Int) }
        return counts ?? (0, 0)
    }

    /// Marks rows as new (2), changed (1) or the same (0), seen from one table.
    private func markStatus(_ merge: KindSpecification.Merge, _ unstated: Set<String>, _ connection: isolated PostgresConnection) throws {
        let on = merge.key.map { "t.\($0) = r.\($0)" }.joined(separator: " AND ")
        let stored = merge.values.map { "t.\($0)" }.joined(separator: ", ")
        let given = merge.values.map { column in
            if unstated.contains(column) { return "t.\(column)" }
            return merge.keepsUnstated ? "coalesce(r.\(column), t.\(column))" : "r.\(column)"
        }.joined(separator: ", ")
        let only = merge.condition.map { "AND \($0)" } ?? ""
        try connection.execute(
            """
            UPDATE import_row AS r SET status = greatest(r.status, s.status)
            FROM (
                SELECT r.line, (CASE WHEN t.\(merge.key[0]) IS NULL THEN 2
                    WHEN (\(stored)) IS DISTINCT FROM (\(given)) THEN 1 ELSE 0 END)::smallint AS status
                FROM import_row AS r LEFT JOIN \(merge.table) AS t ON \(on)
                WHERE r.rejected IS NULL \(only)
            ) AS s
            WHERE s.line = r.line AND s.status > 0
            """)
    }

    private func upsert(_ merge: KindSpecification.Merge, _ unstated: Set<String>, _ connection: isolated PostgresConnection) throws {
        let key = merge.key.joined(separator: ", ")
        let all = (merge.key + merge.values).joined(separator: ", ")
        let set = merge.values.map { column in
            if unstated.contains(column) { return "\(column) = \(merge.table).\(column)" }
            return "\(column) = " + (merge.keepsUnstated ? "coalesce(excluded.\(column), \(merge.table).\(column))" : "excluded.\(column)")
        }.joined(separator: ", ")
        let only = merge.condition.map { "AND \($0)" } ?? ""
        try connection.execute(
            """
            INSERT INTO \(merge.table) (\(all))
            SELECT DISTINCT ON (\(key)) \(all) FROM import_row AS r
            WHERE rejected IS NULL AND status > 0 \(only) ORDER BY \(key), line
            ON CONFLICT (\(key)) DO UPDATE SET \(set)
            """)
    }
}
