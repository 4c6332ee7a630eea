import Postgres

/// All rows at once, in the temporary table and against the other tables.
///
/// Each check looks at the rows that other checks have refused, too, as far as what it compares is known of them, so that a row is told all its
/// faults at once. What is taken as true of the file comes from rows that are not refused.
extension TableImport {
    /// Why a row of the temporary table is not merged.
    private enum RowMark: String {
        /// It was refused while it was read; the values at fault are missing.
        case early
        /// It says the same as a row above, and is no fault.
        case repeated
        /// It says otherwise than a row above with the same key.
        case duplicate
        /// The tables have refused it.
        case late
    }

    /// As SQL over `r`: whether the row is told what is wrong in it.
    private static let isTold = "r.rejected IS DISTINCT FROM '\(RowMark.repeated)'"
    /// As SQL over `r`: whether every value of the row is known, and no row above has its key.
    private static let isWhole = "coalesce(r.rejected, '\(RowMark.late)') = '\(RowMark.late)'"

    /// Notes a fault of the rows that a query finds, and refuses them.
    ///
    /// - Parameters:
    ///   - column: the column at fault.
    ///   - code: the reason for programs.
    ///   - found: a query of `line` and `fact`, the text of what the reason names; its parameters count from `$3`.
    ///   - connection: the database.
    ///   - parameters: the values of these parameters.
    /// - Returns: how many rows were refused that were not before.
    /// - Throws: `PostgresError`.
    @discardableResult
    private func refuse(
        _ column: String, _ code: String, _ found: String, _ connection: isolated PostgresConnection,
        parameters: [any PostgresEncodable] = []
    ) throws -> Int {
        try connection.execute(
            """
            WITH found AS (\(found)), told AS (
                INSERT INTO import_fault (line, place, code, fact)
                SELECT line, $1::smallint, $2, fact FROM found ON CONFLICT DO NOTHING
            )
            UPDATE import_row AS r SET rejected = '\(RowMark.late)' FROM found WHERE r.line = found.line AND r.rejected IS NULL
            """, [place(of: column), code] + parameters)
    }

    private func place(of column: String) -> Int { specification.columns.firstIndex { $0.name == column } ?? 0 }

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

    /// A sum over a province that has been divided since is no sum over what is left of it, unless the file has the new provinces for the
    /// same year as well: then the office has counted anew.
    func checkExtents(_ regions: RegionReader?, _ connection: isolated PostgresConnection) throws {
        guard specification.isAdditive, let regions, let region = specification.regionColumn else { return }
        for extent in regions.places.codes.extents {
            try refuse(
                region, "former_extent",
                """
                SELECT r.line, array_to_string($4::text[], ', ') AS fact FROM import_row AS r
                WHERE \(Self.isTold) AND r.\(region) = $3 AND r.year <= $5
                  AND NOT EXISTS (
                      SELECT FROM import_row AS o WHERE o.\(region) = ANY ($4::text[]) AND o.year = r.year AND o.rejected IS NULL)
                """, connection, parameters: [extent.code, "{\(extent.regions.joined(separator: ","))}", extent.until])
        }
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
                    SELECT \(key("kejuruan")), regexp_replace(btrim(kejuruan), '\\s+', ' ', 'g'), line FROM import_row
                    WHERE kejuruan IS NOT NULL AND rejected IS NULL
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
            WITH found AS (
                SELECT line, first_line, alike FROM (
                    SELECT line, first_value(line) OVER w AS first_line, row_number() OVER w AS number,
                        ROW(\(values)) IS NOT DISTINCT FROM ROW(\(first)) AS alike
                    FROM import_row WHERE rejected IS NULL WINDOW w AS (PARTITION BY \(key) ORDER BY line)
                ) AS d WHERE number > 1
            ), told AS (
                INSERT INTO import_fault (line, place, code, fact)
                SELECT line, $1::smallint, 'duplicate_key', first_line::text FROM found WHERE NOT alike
            )
            UPDATE import_row AS r SET rejected = CASE WHEN alike THEN '\(RowMark.repeated)' ELSE '\(RowMark.duplicate)' END
            FROM found WHERE r.line = found.line
            """, [place(of: specification.key[0])])
    }

    /// - Returns: how many rows were refused.
    @discardableResult
    private func check(_ reference: KindSpecification.Reference, _ connection: isolated PostgresConnection) throws -> Int {
        let own = reference.ownColumn.map {
            """
            AND NOT EXISTS (
                SELECT FROM import_row AS o
                WHERE o.\($0) = r.\(reference.column) AND (o.rejected IS NULL OR o.line = r.line) AND \(reference.ownCondition ?? "true"))
            """
        }
        return try refuse(
            reference.column, "unknown",
            """
            SELECT r.line, NULL AS fact FROM import_row AS r
            WHERE \(Self.isTold) AND r.\(reference.column) IS NOT NULL
              AND NOT coalesce(\(reference.needless ?? "false"), false)
              AND NOT EXISTS (SELECT FROM \(reference.table) AS t WHERE t.\(reference.key) = r.\(reference.column)) \(own ?? "")
            """, connection)
    }

    private func check(_ list: KindSpecification.ListMerge, _ connection: isolated PostgresConnection) throws {
        try refuse(
            list.column, "unknown",
            """
            SELECT r.line, string_agg(\(list.itemExpressions[0]), ', ' ORDER BY item) AS fact
            FROM import_row AS r, unnest(r.\(list.column)) AS item
            WHERE \(Self.isTold)
              AND NOT EXISTS (SELECT FROM \(list.reference.table) AS t WHERE t.\(list.reference.key) = \(list.itemExpressions[0]))
            GROUP BY r.line
            """, connection)
    }

    /// Rows that describe one thing, such as an instructor with several units, must say the same of it as the first that is not refused.
    private func checkConsistency(_ merge: KindSpecification.Merge, _ connection: isolated PostgresConnection) throws {
        let same = merge.key.map { "f.\($0) = r.\($0)" }.joined(separator: " AND ")
        let key = merge.key.joined(separator: ", ")
        let condition = merge.condition ?? "true"
        func row(_ name: String) -> String { "ROW(\(merge.values.map { "\(name).\($0)" }.joined(separator: ", ")))" }
        try refuse(
            merge.key[0], "inconsistent",
            """
            SELECT r.line, f.line::text AS fact FROM import_row AS r
            JOIN (
                SELECT DISTINCT ON (\(key)) * FROM import_row AS r WHERE rejected IS NULL AND \(condition) ORDER BY \(key), line
            ) AS f ON \(same)
            WHERE \(Self.isWhole) AND \(condition) AND r.line > f.line AND \(row("r")) IS DISTINCT FROM \(row("f"))
            """, connection)
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
            refused += try refuse(
                validity.from, "overlap",
                """
                SELECT r.line, NULL AS fact FROM import_row AS r
                WHERE \(Self.isWhole) AND r.\(validity.from) IS NOT NULL
                  AND EXISTS (SELECT FROM \(table) AS o WHERE \(same) AND \(own) && \(others) AND \(extra))
                """, connection)
        }
        return refused
    }

    /// - Returns: how many rows were refused.
    private func checkBpsCodes(_ connection: isolated PostgresConnection) throws -> Int {
        try refuse(
            "bps_code", "duplicate_bps",
            """
            SELECT r.line, NULL AS fact FROM import_row AS r
            WHERE \(Self.isTold) AND r.bps_code IS NOT NULL AND (
                EXISTS (SELECT FROM import_row AS o WHERE o.bps_code = r.bps_code AND o.line < r.line AND o.rejected IS NULL)
                OR EXISTS (
                    SELECT FROM padan.region AS o WHERE o.bps_code = r.bps_code AND o.region_code <> r.region_code
                    AND NOT EXISTS (SELECT FROM import_row AS n WHERE n.region_code = o.region_code AND n.rejected IS NULL)))
            """, connection)
    }

    /// What was wrong in rows while the file was read, and what the tables found, in the order of the file; of one row, the former first.
    func allRejections(_ read: RowsRead, _ connection: isolated PostgresConnection) throws -> Rejections {
        var log = RejectionLog()
        var cursor = read.refused.cursor()
        var next = try cursor.next()
        try forEachStoredRejection(connection, read) { late in
            while let rejection = next, rejection.line <= late.line {
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
        return try log.finished(read.places)
    }

    /// What the tables found, in the order of the file and of the columns.
    private func forEachStoredRejection(
        _ connection: isolated PostgresConnection, _ read: RowsRead, _ body: (Rejection) throws -> Void
    ) throws {
        // A list is shown as files write it, not in PostgreSQL's form.
        let shown = specification.columns.enumerated().map { index, column in
            "WHEN \(index) THEN \(column.type.sql == "text[]" ? "array_to_string(r.\(column.name), '|')" : "r.\(column.name)::text")"
        }.joined(separator: " ")
        try connection.forEachRow(
            """
            SELECT f.line, f.place, CASE f.place \(shown) END AS value, f.code, f.fact
            FROM import_fault AS f JOIN import_row AS r USING (line) ORDER BY f.line, f.place, f.code COLLATE "C"
            """
        ) { row in
            let index: Int = try row["place"]
            let value: String? = try row["value"]
            var reason = why(try row["code"], specification.columns[index].name, try row["fact"], read.places)
            if reason == .unknown(in: "padan.occupation"), let value, let occupations = read.occupations {
                reason = occupations.unknown(value)
            }
            try body(Rejection(line: try row["line"], column: read.layout.title(of: index, in: specification), value: value, why: reason))
        }
    }

    private func why(_ code: String, _ column: String, _ fact: String?, _ places: ShapePlaces?) -> RejectReason {
        func line() -> Int {
            let number = fact.flatMap { Int($0) } ?? 0
            return places == nil ? number : ShapePlaces.line(of: number)
        }
        switch code {
        case "duplicate_key": return .duplicateKey(line: line())
        case "inconsistent": return .inconsistent(line: line())
        case "overlap": return .overlap
        case "duplicate_bps": return .duplicateBps
        case "former_extent": return .formerExtent(fact ?? "")
        default:
            let table =
                specification.references.first { $0.column == column }?.table
                ?? specification.lists.first { $0.column == column }?.reference.table
            return .unknown(in: table ?? "", fact)
        }
    }
}
