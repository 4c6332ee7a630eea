import Postgres

/// A view of the schema `dashboard`, as the catalog describes it.
public struct DashboardView: Sendable, Equatable {
    public struct Column: Sendable, Equatable {
        public let name: String
        /// As `format_type` gives it: `double precision`, `text[]`.
        public let type: String
        public let comment: String
    }

    public let name: String
    public let comment: String
    public let columns: [Column]

    /// Columns by which rows are put in order: numbers of runs, codes, years, months, positions.
    var order: [Column] {
        columns.filter { column in
            column.name == "run_id" || column.name.hasSuffix("_code") || ["year", "quarter", "month", "position"].contains(column.name)
        }
    }
}

/// Only rows with this value in this column.
public struct DashboardFilter: Sendable, Equatable {
    public let column: String
    public let value: String

    public init(column: String, value: String) {
        self.column = column
        self.value = value
    }
}

extension Store {
    /// All views that may be exported, by name.
    public static func dashboardViews(_ connection: isolated PostgresConnection) throws -> [DashboardView] {
        let rows = try connection.rows(
            """
            SELECT c.relname, coalesce(obj_description(c.oid, 'pg_class'), '') AS view_comment, a.attname,
                format_type(a.atttypid, a.atttypmod) AS type, coalesce(col_description(c.oid, a.attnum), '') AS comment
            FROM pg_class AS c
            JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relnamespace = 'dashboard'::regnamespace AND c.relkind IN ('v', 'm')
            ORDER BY c.relname COLLATE "C", a.attnum
            """
        ) { row in
            (
                view: try row["relname"] as String, comment: try row["view_comment"] as String,
                column: DashboardView.Column(name: try row["attname"], type: try row["type"], comment: try row["comment"])
            )
        }
        var views: [DashboardView] = []
        for row in rows {
            let columns = views.last?.name == row.view ? views.removeLast().columns : []
            views.append(DashboardView(name: row.view, comment: row.comment, columns: columns + [row.column]))
        }
        return views
    }

    /// All functions for analysts, by name: `name(arguments)` and what it does.
    public static func dashboardFunctions(_ connection: isolated PostgresConnection) throws -> [(signature: String, comment: String)] {
        try connection.rows(
            """
            SELECT proname || '(' || pg_get_function_arguments(oid) || ')' AS signature, coalesce(obj_description(oid, 'pg_proc'), '') AS comment
            FROM pg_proc WHERE pronamespace = 'dashboard'::regnamespace ORDER BY proname COLLATE "C"
            """
        ) { (signature: try $0["signature"] as String, comment: try $0["comment"] as String) }
    }

    /// The query of an export: every column, in a fixed order. Values of filters are bound as settings of the transaction, because COPY takes no
    /// parameters; names come from the catalog.
    public static func exportQuery(_ view: DashboardView, filtered: [DashboardView.Column]) -> String {
        func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }
        let names = view.columns.map { quoted($0.name) }.joined(separator: ", ")
        let filters = filtered.enumerated().map { index, column in
            "\(quoted(column.name)) = current_setting('padan.export_\(index)')::\(column.type)"
        }
        let order = view.order.map { quoted($0.name) + ($0.type == "text" ? " COLLATE \"C\"" : "") }
        return "SELECT \(names) FROM dashboard.\(quoted(view.name))"
            + (filters.isEmpty ? "" : " WHERE " + filters.joined(separator: " AND "))
            + (order.isEmpty ? "" : " ORDER BY " + order.joined(separator: ", "))
    }

    /// Reads a view row by row in constant memory; the transaction's isolation says whether all rows are of one moment.
    ///
    /// - Parameters:
    ///   - view: The view that is read.
    ///   - filters: The rows must have all these values; columns that the view does not have are passed over.
    ///   - connection: The connection, inside a transaction.
    ///   - body: It gets each row as COPY's text format has it, without the line's end.
    /// - Returns: The number of rows read.
    /// - Throws: `PostgresError`, and whatever `body` throws.
    @discardableResult
    public static func forEachRow(
        of view: DashboardView, where filters: [DashboardFilter] = [], _ connection: isolated PostgresConnection,
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Int {
        try connection.executeScript("SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL extra_float_digits = 1")
        var columns: [DashboardView.Column] = []
        for (index, filter) in filters.enumerated() {
            guard let column = view.columns.first(where: { $0.name == filter.column }) else { continue }
            try connection.execute("SELECT set_config($1, $2, true)", ["padan.export_\(index)", filter.value])
            columns.append(column)
        }
        var count = 0
        try connection.copyOut("COPY (\(exportQuery(view, filtered: columns))) TO STDOUT") { line in
            count += 1
            try body(line)
        }
        return count
    }
}
