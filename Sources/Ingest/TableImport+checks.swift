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
    func refuse(
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
        try spell(connection)
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

    /// Adds up the rows that are about parts of one section, where all parts are stated; the others are refused.
    func addUpParts(_ connection: isolated PostgresConnection) throws {
        guard let industry = specification.industryColumn, let merge = specification.merges.first else { return }
        let key = specification.key.joined(separator: ", ")
        let sums = merge.values.map { "sum(\($0)) AS \($0)" }.joined(separator: ", ")
        let values = merge.values.joined(separator: ", ")
        let parts = "rejected LIKE '\(Self.partMark)%'"
        // The same row twice is one.
        try connection.execute(
            """
            UPDATE import_row AS r SET rejected = '\(RowMark.repeated)' FROM (
                SELECT line, row_number() OVER (PARTITION BY \(key), rejected, \(values) ORDER BY line) AS number FROM import_row WHERE \(parts)
            ) AS d WHERE d.line = r.line AND d.number > 1
            """)
        try connection.execute(
            """
            WITH whole AS (
                SELECT min(line) AS line, max(line) AS other, \(sums) FROM import_row WHERE \(parts)
                GROUP BY \(key) HAVING count(*) = 2 AND count(DISTINCT rejected) = 2
            ), summed AS (
                UPDATE import_row AS r SET rejected = NULL, \(merge.values.map { "\($0) = w.\($0)" }.joined(separator: ", "))
                FROM whole AS w WHERE r.line = w.line
            )
            UPDATE import_row AS r SET rejected = '\(RowMark.repeated)' FROM whole AS w WHERE r.line = w.other
            """)
        try connection.execute(
            """
            INSERT INTO import_fault (line, place, code) SELECT line, $1::smallint, 'part_of_section' FROM import_row WHERE \(parts)
            """, [place(of: industry)])
        try connection.execute("UPDATE import_row SET rejected = '\(RowMark.late)' WHERE \(parts)")
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

    private func checkRepeated(_ connection: isolated PostgresConnection) throws {
        let key = specification.key.joined(separator: ", ")
        // Rows that write one key in two ways say the same.
        let names = specification.columns.map(\.name).filter { $0 != specification.writtenKey }
        let values = names.joined(separator: ", ")
        let first = names.map { "first_value(\($0)) OVER w" }.joined(separator: ", ")
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
        let readAlone = try namedInPlaceOfCodes(read, connection)
        var cursor = readAlone.cursor()
        var next = try cursor.next()
        try forEachStoredRejection(connection, read) { late in
            while let rejection = next, rejection.line <= late.line {
                try log.append(rejection)
                next = try cursor.next()
            }
            try log.append(late)
        }
        // Most files are refused nothing by the tables.
        guard log.count > 0 else { return readAlone }
        while let rejection = next {
            try log.append(rejection)
            next = try cursor.next()
        }
        return try log.finished(read.places)
    }

    /// How many refusals are looked at to learn in which columns names stand in place of codes.
    private static let examined = 1000

    /// What was wrong in rows while the file was read. Where a name stands in place of a code, the register's nearest names are told with it.
    private func namedInPlaceOfCodes(_ read: RowsRead, _ connection: isolated PostgresConnection) throws -> Rejections {
        func isBadCode(_ rejection: Rejection) -> Bool { ["reject.bad_code", "reject.bad_code_likely"].contains(rejection.why.key) }
        var (cursor, left) = (read.refused.cursor(), Self.examined)
        var titles: Set<String> = []
        while left > 0, let rejection = try cursor.next() {
            left -= 1
            if isBadCode(rejection), let column = rejection.column { titles.insert(column) }
        }
        var names: [String: RegisterNames] = [:]
        for (place, column) in specification.columns.enumerated() {
            // Tables of several sheets may name the column differently.
            let named = titles.intersection(read.tables.map { $0.layout.title(of: place, in: specification) })
            guard !named.isEmpty, case .code = column.type, let table = register(of: column.name), !Self.classifications.contains(table)
            else { continue }
            let register = try RegisterNames(of: table, connection) { _ in true }
            for title in named { names[title] = register }
        }
        guard !names.isEmpty else { return read.refused }
        var log = RejectionLog()
        cursor = read.refused.cursor()
        while let rejection = try cursor.next() {
            var nearest: [String] = []
            if isBadCode(rejection), let names = names[rejection.column ?? ""], !names.hold(rejection.why.facts["likely"]) {
                nearest = names.nearest(to: rejection.value ?? "")
            }
            let why = nearest.isEmpty ? rejection.why : .badCode(nearest: nearest)
            try log.append(
                Rejection(line: rejection.line, column: rejection.column, value: rejection.value, why: why, cell: rejection.cell))
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
        let names = try registerNames(connection)
        try connection.forEachRow(
            """
            SELECT f.line, f.place, CASE f.place \(shown) END AS value, f.code, f.fact
            FROM import_fault AS f JOIN import_row AS r USING (line) ORDER BY f.line, f.place, f.code COLLATE "C"
            """
        ) { row in
            let index: Int = try row["place"]
            let value: String? = try row["value"]
            let (code, fact): (String, String?) = (try row["code"], try row["fact"])
            var reason = why(code, specification.columns[index].name, fact, read.places)
            if code == "unknown", let table = register(of: specification.columns[index].name) {
                let missing = fact.map { $0.split(separator: ", ").map(String.init) } ?? value.map { [$0] } ?? []
                let nearest = names[index]?.nearest(toEach: missing) ?? []
                reason = .unknown(in: table, fact, nearest: nearest)
                if table == "padan.occupation", fact == nil, let value, let other = read.occupations?.otherVersion(value) { reason = other }
            }
            let line: Int = try row["line"]
            let title = read.layout(of: line).title(of: index, in: specification)
            try body(Rejection(line: line, column: title, value: value, why: reason))
        }
    }

    private func why(_ code: String, _ column: String, _ fact: String?, _ places: ShapePlaces?) -> RejectReason {
        let number = fact.flatMap { Int($0) } ?? 0
        let line = places?.line(of: number) ?? number
        // Lines of one sheet need no name of it.
        let sheet = places?.hasSeveralSheets == true ? places?.sheet(of: number) : nil
        switch code {
        case "duplicate_key": return .duplicateKey(line: line, sheet: sheet)
        case "inconsistent": return .inconsistent(line: line, sheet: sheet)
        case "part_of_section": return .partOfSection
        case "overlap": return .overlap
        case "duplicate_bps": return .duplicateBps
        case "former_extent": return .formerExtent(fact ?? "")
        case "own_parent": return .ownParent
        default: return .unknown(in: register(of: column) ?? "", fact)
        }
    }

    /// The table whose keys the values of a column have to be.
    private func register(of column: String) -> String? {
        specification.references.first { $0.column == column }?.table
            ?? specification.lists.first { $0.column == column }?.reference.table
    }

    /// The names of the registers in which something was not found, by the place of the column.
    private func registerNames(_ connection: isolated PostgresConnection) throws -> [Int: RegisterNames] {
        let places = try connection.rows("SELECT DISTINCT place FROM import_fault WHERE code = 'unknown'") { try $0["place"] as Int }
        var names: [Int: RegisterNames] = [:]
        for place in places {
            let column = specification.columns[place]
            guard let table = register(of: column.name) else { continue }
            names[place] = try RegisterNames(of: table, connection) { column.type.accepts(code: $0) }
        }
        return names
    }
}
