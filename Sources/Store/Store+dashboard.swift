import Postgres

/// A view of the schema `dashboard`, as the catalog describes it.
public struct DashboardView: Sendable, Equatable {
    /// A column of a view.
    public struct Column: Sendable, Equatable {
        /// The name of the column.
        public let name: String
        /// The name of its type as `format_type` gives it, such as `double precision` or `text[]`.
        public let type: String
        /// What the column means; empty where the catalog has no comment.
        public let comment: String
    }

    /// The name of the view, without its schema.
    public let name: String
    /// What the view shows; empty where the catalog has no comment.
    public let comment: String
    /// The columns in their order.
    public let columns: [Column]

    /// The columns by which rows are put in order: numbers of runs, codes, years, months, positions.
    var order: [Column] {
        columns.filter { column in
            column.name == "run_id" || column.name.hasSuffix("_code") || ["year", "quarter", "month", "position"].contains(column.name)
        }
    }
}

/// A condition that lets pass only the rows with one value in one column.
public struct DashboardFilter: Sendable, Equatable {
    /// The name of the column.
    public let column: String
    /// The value as text, which the server reads as the column's type.
    public let value: String

    /// Makes a filter; both parameters set the property of the same name.
    public init(column: String, value: String) {
        self.column = column
        self.value = value
    }
}

extension Store {
    /// All views that may be exported.
    ///
    /// - Parameter connection: The connection to read with.
    /// - Returns: The views by name, each with its columns.
    /// - Throws: `PostgresError` when the server refuses the query.
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

    /// All functions for analysts.
    ///
    /// - Parameter connection: The connection to read with.
    /// - Returns: The signature `name(arguments)` of each function and what it does, by name.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func dashboardFunctions(_ connection: isolated PostgresConnection) throws -> [(signature: String, comment: String)] {
        try connection.rows(
            """
            SELECT proname || '(' || pg_get_function_arguments(oid) || ')' AS signature, coalesce(obj_description(oid, 'pg_proc'), '') AS comment
            FROM pg_proc WHERE pronamespace = 'dashboard'::regnamespace ORDER BY proname COLLATE "C"
            """
        ) { (signature: try $0["signature"] as String, comment: try $0["comment"] as String) }
    }

    /// The query of an export, which names every column and puts the rows in a fixed order.
    ///
    /// COPY takes no parameters. The values of filters are therefore settings of the transaction, which the query reads; the names that are
    /// written into it come from the catalog.
    ///
    /// - Parameters:
    ///   - view: The view as the catalog describes it.
    ///   - filtered: The columns that have a filter. The setting `padan.export_0` holds the value for the first of them, and so on.
    /// - Returns: The text of the query.
    public static func exportQuery(_ view: DashboardView, filtered: [DashboardView.Column]) -> String {
        let names = view.columns.map { quoted($0.name) }.joined(separator: ", ")
        let filters = filtered.enumerated().map { index, column in
            "\(quoted(column.name)) = current_setting('padan.export_\(index)')::\(column.type)"
        }
        let order = view.order.map { quoted($0.name) + ($0.type == "text" ? " COLLATE \"C\"" : "") }
        return "SELECT \(names) FROM dashboard.\(quoted(view.name))"
            + (filters.isEmpty ? "" : " WHERE " + filters.joined(separator: " AND "))
            + (order.isEmpty ? "" : " ORDER BY " + order.joined(separator: ", "))
    }

    /// What stands in a column of text in place of a value that does not.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - column: The name of the column.
    ///   - view: The view as the catalog describes it.
    ///   - connection: The connection to read with.
    /// - Returns: The different values, some thousands of them at most, in the order of their bytes; `nil` where the value stands in the
    ///   column, and where the view has no such column.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func values(
        insteadOf value: String, of column: String, in view: DashboardView, _ connection: isolated PostgresConnection
    ) throws -> [String]? {
        guard view.columns.contains(where: { $0.name == column }) else { return nil }
        let (name, from) = (quoted(column), "dashboard.\(quoted(view.name))")
        let found = try connection.row("SELECT 1 AS one FROM \(from) WHERE \(name) = $1 LIMIT 1", [value]) { _ in true }
        guard found == nil else { return nil }
        return try connection.rows(
            "SELECT DISTINCT \(name) COLLATE \"C\" AS value FROM \(from) WHERE \(name) IS NOT NULL ORDER BY value LIMIT 5000"
        ) { try $0["value"] as String }
    }

    /// A name as SQL takes it.
    private static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

    /// Reads a view row by row in constant memory; the transaction's isolation says whether all rows are of one moment.
    ///
    /// - Parameters:
    ///   - view: The view that is read.
    ///   - filters: The rows must have all these values; columns that the view does not have are passed over.
    ///   - connection: The connection, inside a transaction.
    ///   - body: It gets each row as COPY's text format has it, without the line's end.
    /// - Returns: The number of rows read.
    /// - Throws: `PostgresError` when the server refuses the query or a filter's value, and whatever `body` throws.
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
