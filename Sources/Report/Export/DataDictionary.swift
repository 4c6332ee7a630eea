import Configuration

/// The analysts' contract in words: every view, column and function of the schema `dashboard`, as the database's catalog has them.
public struct DataDictionary: Sendable {
    public struct Column: Sendable, Equatable {
        public let name, type, comment: String

        public init(name: String, type: String, comment: String) {
            (self.name, self.type, self.comment) = (name, type, comment)
        }
    }

    public struct Entry: Sendable, Equatable {
        /// Name, or for a function its signature.
        public let name, comment: String
        /// Empty for functions.
        public let columns: [Column]

        public init(name: String, comment: String, columns: [Column]) {
            (self.name, self.comment, self.columns) = (name, comment, columns)
        }
    }

    public let views: [Entry]
    public let functions: [Entry]

    public init(views: [Entry], functions: [Entry]) {
        (self.views, self.functions) = (views, functions)
    }

    /// A page of Markdown with a table a view. A `latest_` twin has the columns of its view and is only named.
    public func markdown(_ words: Words) -> String {
        func cell(_ text: String) -> String { text.replacing("|", with: "\\|").replacing("\n", with: " ") }
        var lines = ["# " + words("report.dictionary.title"), "", words("report.dictionary.twins"), ""]
        for view in distinctViews {
            lines += ["## dashboard.\(view.name)", "", view.comment, ""]
            lines += [
                "| \(words("export.column.name")) | \(words("export.column.type")) | \(words("export.column.meaning")) |",
                "| --- | --- | --- |",
            ]
            lines += view.columns.map { "| `\($0.name)` | \($0.type) | \(cell($0.comment)) |" } + [""]
        }
        lines += ["## " + words("report.dictionary.functions"), ""]
        for function in functions { lines += ["- `dashboard.\(function.name)`: \(function.comment)"] }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A line a column; functions have no columns and a line of their own.
    public func csv() -> String {
        CSVText.line(["view", "column", "type", "comment"])
            + views.map { view in
                CSVText.line([view.name, "", "view", view.comment])
                    + view.columns.map { CSVText.line([view.name, $0.name, $0.type, $0.comment]) }.joined()
            }.joined() + functions.map { CSVText.line([$0.name, "", "function", $0.comment]) }.joined()
    }

    /// A page from `config/templates/dictionary.html`.
    public func html(_ words: Words, root: DataRoot) throws -> String {
        let context: [String: Any] = [
            "title": words("report.dictionary.title"), "subtitle": words("report.dictionary.twins"),
            "views": distinctViews.map { view -> [String: Any] in
                [
                    "name": view.name, "comment": view.comment,
                    "columns": view.columns.map { ["name": $0.name, "type": $0.type, "comment": $0.comment] },
                ]
            },
            "functions": functions.map { ["name": $0.name, "comment": $0.comment] },
            "column_name": words("export.column.name"), "column_type": words("export.column.type"),
            "column_meaning": words("export.column.meaning"),
        ]
        return try Templates(root).page("dictionary", context, words)
    }

    private var distinctViews: [Entry] {
        views.filter { view in !view.name.hasPrefix("latest_") || !views.contains { "latest_" + $0.name == view.name } }
    }
}
