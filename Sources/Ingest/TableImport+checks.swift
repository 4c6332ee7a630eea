import Postgres

/// All rows at once, in the temporary table and against the other tables.
extension TableImport {
    func checkAgainstTables(_ connection: isolated PostgresConnection) throws {
        if specification.columns.contains(where: { $0.name == "kejuruan" }) { try spellKejuruan(connection) }
        try checkRepeated(connection)
        for reference in specification.references where reference.ownColumn == nil { try check(reference, connection) }
        for list in specification.lists { try check(list, connection) }
        for merge in specification.merges where merge.key.count < specification.key.count {
            try checkConsistency(merge, connection)
        }
        // A row that is refused here may be what another row refers to or makes room for, so these checks are repeated until they find nothing.
        var refused = 0
        repeat {
            refused = 0
            if let validity = specification.validity { refused += try check(validity, connection) }
            if importer.kind == .regions { refused += try checkBpsCodes(connection) }
            for reference in specification.references where reference.ownColumn != nil { refused += try check(reference, connection) }
        } while refused > 0
    }

    /// Writes names of kejuruan as they are stored already, or else as the file writes them first: case and blanks make no other kejuruan.
    private func spellKejuruan(_ connection: isolated PostgresConnection) throws {
        func key(_ column: String) -> String { "lower(regexp_replace(\(column), '\\s', '', 'g'))" }
        try connection.execute(
            """
            UPDATE import_row AS r SET kejuruan = s.name
            FROM (
                SELECT DISTINCT ON (spelling) spelling, name FROM (
                    SELECT \(key("name")) AS spelling, name, 0 AS line FROM padan.kejuruan
                    UNION ALL
                    SELECT \(key("kejuruan")), regexp_replace(btrim(kejuruan), '\\s+', ' ', 'g'), line FROM import_row WHERE kejuruan IS NOT NULL
                ) AS a ORDER BY spelling, line, name COLLATE "C"
            ) AS s
            WHERE \(key("r.kejuruan")) = s.spelling AND r.kejuruan <> s.name
                AND NOT EXISTS (SELECT FROM padan.kejuruan AS k WHERE k.name = r.kejuruan)
            """)
    }

    private func checkRepeated(_ connection: isolated PostgresConnection) throws {
        let key = specification.key.joined(separator: ", ")
        let values = specification.columns.map(\.name).joined(separator: ", ")
        let first = specification.columns.map { "first_value(\($0.name)) OVER w" }.joined(separator: ", ")
        try connection.execute(
            """
            UPDATE import_row AS r
            SET rejected = CASE WHEN d.alike THEN 'repeated' ELSE 'duplicate_key' END, rejected_column = $1, fact = d.first_line
            FROM (
                SELECT line, first_value(line) OVER w AS first_line, row_number() OVER w AS number,
                    ROW(\(values)) IS NOT DISTINCT FROM ROW(\(first)) AS alike
                FROM import_row WINDOW w AS (PARTITION BY \(key) ORDER BY line)
            ) AS d
            WHERE r.line = d.line AND d.number > 1
            """, [specification.key[0]])
    }

    /// - Returns: how many rows were refused.
    @discardableResult
    private func check(_ reference: KindSpecification.Reference, _ connection: isolated PostgresConnection) throws -> Int {
        let own = reference.ownColumn.map {
            """
            AND NOT EXISTS (
                SELECT FROM import_row AS o
                WHERE o.\($0) = r.\(reference.column) AND o.rejected IS NULL AND \(reference.ownCondition ?? "true"))
            """
        }
        return try connection.execute(
            """
            UPDATE import_row AS r SET rejected = 'unknown', rejected_column = $1
            WHERE rejected IS NULL AND \(reference.column) IS NOT NULL
              AND NOT EXISTS (SELECT FROM \(reference.table) AS t WHERE t.\(reference.key) = r.\(reference.column)) \(own ?? "")
            """, [reference.column])
    }

    private func check(_ list: KindSpecification.ListMerge, _ connection: isolated PostgresConnection) throws {
        try connection.execute(
            """
            UPDATE import_row AS r SET rejected = 'unknown', rejected_column = $1, fact = u.missing
            FROM (
                SELECT line, string_agg(\(list.itemExpressions[0]), ', ' ORDER BY item) AS missing
                FROM import_row, unnest(\(list.column)) AS item
                WHERE NOT EXISTS (SELECT FROM \(list.reference.table) AS t WHERE t.\(list.reference.key) = \(list.itemExpressions[0]))
                GROUP BY line
            ) AS u
            WHERE r.line = u.line AND rejected IS NULL
            """, [list.column])
    }

    /// Rows that describe one thing, such as an instructor with several units, must say the same of it.
    private func checkConsistency(_ merge: KindSpecification.Merge, _ connection: isolated PostgresConnection) throws {
        let values = merge.values.joined(separator: ", ")
        let first = merge.values.map { "first_value(\($0)) OVER w" }.joined(separator: ", ")
        try connection.execute(
            """
            UPDATE import_row AS r SET rejected = 'inconsistent', rejected_column = $1, fact = d.first_line
            FROM (
                SELECT line, first_value(line) OVER w AS first_line, ROW(\(values)) IS DISTINCT FROM ROW(\(first)) AS differs
                FROM import_row AS r WHERE rejected IS NULL AND \(merge.condition ?? "true")
                WINDOW w AS (PARTITION BY \(merge.key.joined(separator: ", ")) ORDER BY line)
            ) AS d
            WHERE r.line = d.line AND d.differs
            """, [merge.key[0]])
    }

    /// Periods of one key must not overlap, neither within the file nor with what is stored and stays.
    ///
    /// - Returns: how many rows were refused.
    private func check(_ validity: KindSpecification.Validity, _ connection: isolated PostgresConnection) throws -> Int {
        let same = validity.key.map { "o.\($0) = r.\($0)" }.joined(separator: " AND ")
        let replaced = (validity.key + [validity.from]).map { "n.\($0) = o.\($0)" }.joined(separator: " AND ")
        let own = "daterange(r.\(validity.from), r.\(validity.until), '[]')"
        let others = "daterange(o.\(validity.from), o.\(validity.until), '[]')"
        var refused = 0
        for (table, extra) in [
            (
                validity.table,
                """
                o.\(validity.from) <> r.\(validity.from)
                AND NOT EXISTS (SELECT FROM import_row AS n WHERE \(replaced) AND n.rejected IS NULL)
                """
            ),
            ("import_row", "o.line < r.line AND o.rejected IS NULL"),
        ] {
            refused += try connection.execute(
                """
                UPDATE import_row AS r SET rejected = 'overlap', rejected_column = $1
                WHERE rejected IS NULL AND r.\(validity.from) IS NOT NULL
                  AND EXISTS (SELECT FROM \(table) AS o WHERE \(same) AND \(own) && \(others) AND \(extra))
                """, [validity.from])
        }
        return refused
    }

    /// - Returns: how many rows were refused.
    private func checkBpsCodes(_ connection: isolated PostgresConnection) throws -> Int {
        try connection.execute(
            """
            UPDATE import_row AS r SET rejected = 'duplicate_bps', rejected_column = 'bps_code'
            WHERE rejected IS NULL AND bps_code IS NOT NULL AND (
                EXISTS (SELECT FROM import_row AS o WHERE o.bps_code = r.bps_code AND o.line < r.line AND o.rejected IS NULL)
                OR EXISTS (
                    SELECT FROM padan.region AS o WHERE o.bps_code = r.bps_code AND o.region_code <> r.region_code
                    AND NOT EXISTS (SELECT FROM import_row AS n WHERE n.region_code = o.region_code AND n.rejected IS NULL)))
            """)
    }

    /// The rows that were refused while the file was read, and those that were refused in the temporary table, in the order of the file.
    func allRejections(_ read: RowsRead, _ connection: isolated PostgresConnection) throws -> Rejections {
        var log = RejectionLog()
        var cursor = read.refused.cursor()
        var next = try cursor.next()
        try forEachStoredRejection(connection, read) { late in
            while let rejection = next, rejection.line < late.line {
                try log.append(rejection)
                next = try cursor.next()
            }
            try log.append(late)
        }
        // Most files are refused nothing by the tables.
        guard log.count > 0 else { return read.refused }
        while let rejection = next {
            try log.append(rejection)
            next = try cursor.next()
        }
        return try log.finished()
    }

    /// The rows that were refused in the temporary table, in the order of the file.
    private func forEachStoredRejection(
        _ connection: isolated PostgresConnection, _ read: RowsRead, _ body: (Rejection) throws -> Void
    ) throws {
        let shown = specification.columns.map { "WHEN '\($0.name)' THEN \($0.name)::text" }.joined(separator: " ")
        try connection.forEachRow(
            """
            SELECT line, rejected_column, CASE rejected_column \(shown) END AS value, rejected, fact
            FROM import_row WHERE rejected IS NOT NULL AND rejected <> 'repeated' ORDER BY line
            """
        ) { row in
            let column: String? = try row["rejected_column"]
            let index = specification.columns.firstIndex { $0.name == column }
            let value: String? = try row["value"]
            var reason = why(try row["rejected"], column, try row["fact"])
            if reason == .unknown(in: "padan.occupation"), let value, let occupations = read.occupations {
                reason = occupations.unknown(value)
            }
            try body(
                Rejection(
                    line: try row["line"], column: index.map { read.layout.title(of: $0, in: specification) } ?? column, value: value,
                    why: reason))
        }
    }

    private func why(_ code: String, _ column: String?, _ fact: String?) -> RejectReason {
        switch code {
        case "duplicate_key": return .duplicateKey(line: fact.flatMap { Int($0) } ?? 0)
        case "inconsistent": return .inconsistent(line: fact.flatMap { Int($0) } ?? 0)
        case "overlap": return .overlap
        case "duplicate_bps": return .duplicateBps
        default:
            let table =
                specification.references.first { $0.column == column }?.table
                ?? specification.lists.first { $0.column == column }?.reference.table
            return .unknown(in: table ?? "", fact)
        }
    }
}
