import Foundation
import Postgres

/// Loads a kind whose rows are merged into tables by their natural keys.
///
/// Rows are checked one by one, sent by COPY into a temporary table, checked there against the other tables, and
/// merged: inserted, updated where they differ, left alone where they are the same.
struct TableImport {
    let importer: Importer
    let inspection: FileInspection
    private let specification: KindSpecification

    init(importer: Importer, inspection: FileInspection) {
        self.importer = importer
        self.inspection = inspection
        specification = importer.kind.specification
    }

    func run(_ connection: isolated PostgresConnection) throws -> ImportSummary {
        let needsPlaces = specification.columns.contains { if case .region = $0.type { true } else { false } }
        let places = needsPlaces ? PlaceResolver(gazetteer: try Gazetteer.load(connection)) : nil
        let definitions = specification.columns.map { "\($0.name) \($0.type.sql)" }
        try connection.execute(
            """
            CREATE TEMP TABLE import_row (
                line bigint NOT NULL, \(definitions.joined(separator: ", ")),
                status smallint NOT NULL DEFAULT 0, rejected text, rejected_column text, reason text
            ) ON COMMIT DROP
            """)
        var reader = try importer.reader(inspection)
        let layout = try importer.layout(&reader, inspection)
        var rejections: [Rejection] = []
        var read = 0
        let names = specification.columns.map(\.name).joined(separator: ", ")
        try connection.copyIn("COPY import_row (line, \(names)) FROM STDIN") { stream in
            var record = TableRecord()
            rows: while try reader.next(&record) {
                read += 1
                switch canonical(record, layout, places) {
                case .success(let row): try stream.write { Self.append(row, line: record.line, to: &$0) }
                case .failure(let rejection):
                    rejections.append(rejection.rejection)
                    if importer.isHopeless(rejections.count, rowsAtMost: inspection.lines) { break rows }
                }
                if read % 4096 == 0 {
                    importer.report(ImportProgress(bytesDone: reader.bytesRead, bytesTotal: inspection.size, rows: read))
                }
            }
        }
        try inspection.confirm()
        guard read > 0 else { throw ImportError.headerOnly(path: inspection.path) }
        try connection.execute("ANALYZE import_row")
        try checkAgainstTables(connection)
        rejections += try setRejections(connection, layout)
        if let before = specification.before { try connection.execute(before) }
        let counts = try merge(connection)
        let summary = ImportSummary(
            kind: importer.kind, file: inspection.path, encoding: inspection.encoding.rawValue, read: read,
            new: counts.new, changed: counts.changed, same: read - rejections.count - counts.new - counts.changed,
            rejected: rejections.count, ignoredColumns: layout.ignored, dryRun: importer.options.dryRun,
            rejections: rejections.sorted { $0.line < $1.line })
        if summary.new + summary.changed > 0 || !rejections.isEmpty {
            try stamp(summary, connection)
        }
        return summary
    }

    // MARK: - Row by row

    private struct RowRefused: Error { let rejection: Rejection }

    private func canonical(
        _ record: TableRecord, _ layout: ColumnLayout, _ places: PlaceResolver?
    ) -> Result<[String?], RowRefused> {
        func refuse(_ column: Int?, _ value: String?, _ code: String, _ reason: String) -> Result<[String?], RowRefused> {
            let title = column.map { layout.title(of: $0, in: specification) }
            return .failure(
                RowRefused(rejection: Rejection(line: record.line, column: title, value: value, code: code, reason: reason)))
        }
        if let fault = record.fault {
            let column = fault.field.flatMap { field in layout.fields.firstIndex(of: field) }
            // What is wrong in a cell that is not read does not matter.
            if fault.field == nil || column != nil {
                return refuse(column, fault.field.map { record.text($0) }, fault.code, fault.reason)
            }
        }
        guard record.count == layout.header.count else {
            return refuse(nil, nil, "field_count", "\(record.count) fields, the header has \(layout.header.count)")
        }
        var row: [String?] = []
        var byName: [String: String] = [:]
        for (index, column) in specification.columns.enumerated() {
            var text = layout.fields[index].map { Substring(record.text($0)) } ?? ""
            if text.isEmpty, let standard = column.standard { text = Substring(standard) }
            let isNumber = layout.fields[index].map { record.numbers.contains($0) } ?? false
            switch column.type.read(text, places: places, isNumber: isNumber) {
            case .failure(let refusal): return refuse(index, String(text), refusal.code, refusal.reason)
            case .success(nil) where column.required: return refuse(index, String(text), "missing", "no value")
            case .success(let value):
                row.append(value)
                byName[column.name] = value
            }
        }
        if importer.kind == .titles, let title = byName["title"] {
            // Taught titles are stored as the coder sees them.
            row[0] = TitleText(title).normalised
        }
        if let (name, code, reason) = specification.check(byName) {
            return refuse(specification.columns.firstIndex { $0.name == name }, byName[name], code, reason)
        }
        return .success(row)
    }

    /// One line of COPY's text format.
    private static func append(_ row: [String?], line: Int, to buffer: inout [UInt8]) {
        buffer.append(contentsOf: String(line).utf8)
        for value in row {
            buffer.append(0x09)
            guard let value else {
                buffer.append(0x5C)
                buffer.append(0x4E)
                continue
            }
            for byte in value.utf8 {
                switch byte {
                case 0x5C: buffer.append(contentsOf: [0x5C, 0x5C])
                case 0x09: buffer.append(contentsOf: [0x5C, 0x74])
                case 0x0A: buffer.append(contentsOf: [0x5C, 0x6E])
                case 0x0D: buffer.append(contentsOf: [0x5C, 0x72])
                default: buffer.append(byte)
                }
            }
        }
        buffer.append(0x0A)
    }

    // MARK: - All rows at once

    private func checkAgainstTables(_ connection: isolated PostgresConnection) throws {
        let key = specification.key.joined(separator: ", ")
        let values = specification.columns.map(\.name).joined(separator: ", ")
        try connection.execute(
            """
            UPDATE import_row AS r
            SET rejected = CASE WHEN d.alike THEN 'repeated' ELSE 'duplicate_key' END, rejected_column = $1,
                reason = CASE WHEN d.alike THEN 'same as line ' ELSE 'other values for the same key on line ' END || d.first_line
            FROM (
                SELECT line, first_value(line) OVER w AS first_line, row_number() OVER w AS number,
                    ROW(\(values)) IS NOT DISTINCT FROM ROW(\(specification.columns.map { "first_value(\($0.name)) OVER w" }.joined(separator: ", "))) AS alike
                FROM import_row WINDOW w AS (PARTITION BY \(key) ORDER BY line)
            ) AS d
            WHERE r.line = d.line AND d.number > 1
            """, [specification.key[0]])
        for reference in specification.references {
            let own = reference.ownColumn.map {
                "AND NOT EXISTS (SELECT FROM import_row AS o WHERE o.\($0) = r.\(reference.column) AND o.rejected IS NULL)"
            }
            try connection.execute(
                """
                UPDATE import_row AS r SET rejected = 'unknown', rejected_column = $1, reason = $2
                WHERE rejected IS NULL AND \(reference.column) IS NOT NULL
                  AND NOT EXISTS (SELECT FROM \(reference.table) AS t WHERE t.\(reference.key) = r.\(reference.column)) \(own ?? "")
                """, [reference.column, "not in \(reference.table.replacing("padan.", with: ""))"])
        }
        for list in specification.lists {
            try connection.execute(
                """
                UPDATE import_row AS r SET rejected = 'unknown', rejected_column = $1,
                    reason = 'not in \(list.reference.table.replacing("padan.", with: "")): ' || u.missing
                FROM (
                    SELECT line, string_agg(\(list.itemExpressions[0]), ', ' ORDER BY item) AS missing
                    FROM import_row, unnest(\(list.column)) AS item
                    WHERE NOT EXISTS (SELECT FROM \(list.reference.table) AS t WHERE t.\(list.reference.key) = \(list.itemExpressions[0]))
                    GROUP BY line
                ) AS u
                WHERE r.line = u.line AND rejected IS NULL
                """, [list.column])
        }
        for merge in specification.merges where merge.key.count < specification.key.count {
            try checkConsistency(merge, connection)
        }
        if let validity = specification.validity { try checkValidity(validity, connection) }
        if importer.kind == .regions { try checkBpsCodes(connection) }
    }

    /// Rows that describe one thing, such as an instructor with several units, must say the same of it.
    private func checkConsistency(_ merge: KindSpecification.Merge, _ connection: isolated PostgresConnection) throws {
        let values = merge.values.joined(separator: ", ")
        let first = merge.values.map { "first_value(\($0)) OVER w" }.joined(separator: ", ")
        try connection.execute(
            """
            UPDATE import_row AS r SET rejected = 'inconsistent', rejected_column = $1,
                reason = 'says otherwise than line ' || d.first_line
            FROM (
                SELECT line, first_value(line) OVER w AS first_line, ROW(\(values)) IS DISTINCT FROM ROW(\(first)) AS differs
                FROM import_row WHERE rejected IS NULL WINDOW w AS (PARTITION BY \(merge.key.joined(separator: ", ")) ORDER BY line)
            ) AS d
            WHERE r.line = d.line AND d.differs
            """, [merge.key[0]])
    }

    /// Periods of one key must not overlap, neither within the file nor with what is stored.
    private func checkValidity(_ validity: KindSpecification.Validity, _ connection: isolated PostgresConnection) throws {
        let same = validity.key.map { "o.\($0) = r.\($0)" }.joined(separator: " AND ")
        let own = "daterange(r.\(validity.from), r.\(validity.until), '[]')"
        let others = "daterange(o.\(validity.from), o.\(validity.until), '[]')"
        for (table, extra) in [
            (
                validity.table,
                "o.\(validity.from) <> r.\(validity.from) AND NOT EXISTS (SELECT FROM import_row AS n WHERE \(validity.key.map { "n.\($0) = o.\($0)" }.joined(separator: " AND ")) AND n.\(validity.from) = o.\(validity.from))"
            ),
            ("import_row", "o.line < r.line AND o.rejected IS NULL"),
        ] {
            try connection.execute(
                """
                UPDATE import_row AS r SET rejected = 'overlap', rejected_column = $1,
                    reason = 'overlaps another period of the same key'
                WHERE rejected IS NULL AND r.\(validity.from) IS NOT NULL
                  AND EXISTS (SELECT FROM \(table) AS o WHERE \(same) AND \(own) && \(others) AND \(extra))
                """, [validity.from])
        }
    }

    private func checkBpsCodes(_ connection: isolated PostgresConnection) throws {
        try connection.execute(
            """
            UPDATE import_row AS r SET rejected = 'duplicate_bps', rejected_column = 'bps_code',
                reason = 'another region has this BPS code'
            WHERE rejected IS NULL AND bps_code IS NOT NULL AND (
                EXISTS (SELECT FROM import_row AS o WHERE o.bps_code = r.bps_code AND o.line < r.line AND o.rejected IS NULL)
                OR EXISTS (
                    SELECT FROM padan.region AS o WHERE o.bps_code = r.bps_code AND o.region_code <> r.region_code
                    AND NOT EXISTS (SELECT FROM import_row AS n WHERE n.region_code = o.region_code)))
            """)
    }

    private func setRejections(
        _ connection: isolated PostgresConnection, _ layout: ColumnLayout
    ) throws -> [Rejection] {
        let shown = specification.columns.map { "WHEN '\($0.name)' THEN \($0.name)::text" }.joined(separator: " ")
        return try connection.rows(
            """
            SELECT line, rejected_column, CASE rejected_column \(shown) END AS value, rejected, reason
            FROM import_row WHERE rejected IS NOT NULL AND rejected <> 'repeated' ORDER BY line
            """
        ) { row in
            let column: String? = try row["rejected_column"]
            let index = specification.columns.firstIndex { $0.name == column }
            return Rejection(
                line: try row["line"], column: index.map { layout.title(of: $0, in: specification) } ?? column,
                value: try row["value"], code: try row["rejected"], reason: try row["reason"])
        }
    }

    private func merge(_ connection: isolated PostgresConnection) throws -> (new: Int, changed: Int) {
        for merge in specification.merges { try markStatus(merge, connection) }
        for list in specification.lists {
            try connection.execute(
                """
                UPDATE import_row AS r SET status = greatest(status, 1)
                WHERE rejected IS NULL AND r.\(list.column) IS DISTINCT FROM
                    (SELECT \(list.canonical) FROM \(list.table) AS t WHERE t.\(list.owner) = r.\(list.owner))
                """)
        }
        for merge in specification.merges { try upsert(merge, connection) }
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
    private func markStatus(_ merge: KindSpecification.Merge, _ connection: isolated PostgresConnection) throws {
        let on = merge.key.map { "t.\($0) = r.\($0)" }.joined(separator: " AND ")
        let stored = merge.values.map { "t.\($0)" }.joined(separator: ", ")
        let given = merge.values.map { "r.\($0)" }.joined(separator: ", ")
        let only = merge.onlyWith.map { "AND r.\($0) IS NOT NULL" } ?? ""
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

    private func upsert(_ merge: KindSpecification.Merge, _ connection: isolated PostgresConnection) throws {
        let key = merge.key.joined(separator: ", ")
        let all = (merge.key + merge.values).joined(separator: ", ")
        let set = merge.values.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        let only = merge.onlyWith.map { "AND \($0) IS NOT NULL" } ?? ""
        try connection.execute(
            """
            INSERT INTO \(merge.table) (\(all))
            SELECT DISTINCT ON (\(key)) \(all) FROM import_row
            WHERE rejected IS NULL AND status > 0 \(only) ORDER BY \(key), line
            ON CONFLICT (\(key)) DO UPDATE SET \(set)
            """)
    }

    /// Notes the import on the rows that it made or changed.
    private func stamp(_ summary: ImportSummary, _ connection: isolated PostgresConnection) throws {
        let id = try importer.recordSource(
            inspection, connection, read: summary.read, new: summary.new, changed: summary.changed, same: summary.same,
            rejected: summary.rejected)
        try importer.storeRejects(summary.rejections, source: id, connection)
        for merge in specification.merges {
            let on = merge.key.map { "t.\($0) = r.\($0)" }.joined(separator: " AND ")
            try connection.execute(
                "UPDATE \(merge.table) AS t SET source_file_id = $1 FROM import_row AS r WHERE \(on) AND r.rejected IS NULL AND r.status > 0",
                [id])
        }
    }
}
