import Configuration
import Domain

/// The contract with analysts in words: every view, column and function of the schema `dashboard`, as the catalog of the database
/// describes them.
public struct DataDictionary: Sendable {
    /// A function that analysts may call.
    public struct Function: Sendable, Equatable {
        /// The signature of the function and what it does.
        public let signature, comment: String

        /// Creates a function; both parameters set the property of the same name.
        public init(signature: String, comment: String) {
            (self.signature, self.comment) = (signature, comment)
        }
    }

    /// The views, in the order in which they are printed.
    public let views: [ViewEntry]
    /// The functions, in the order in which they are printed.
    public let functions: [Function]

    /// Creates a dictionary; both parameters set the property of the same name.
    public init(views: [ViewEntry], functions: [Function]) {
        (self.views, self.functions) = (views, functions)
    }

    /// A page of Markdown that has a table for each view. A `latest_` twin has the columns of its view and is only named.
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
        for function in functions { lines += ["- `dashboard.\(function.signature)`: \(function.comment)"] }
        return (lines.joined(separator: "\n") + "\n").visible(keeping: .lineSpaces)
    }

    /// The dictionary as CSV, with one line for each column; views and functions have a line of their own.
    public func csv() -> String {
        CSVText.line(["view", "column", "type", "comment"])
            + views.map { view in
                CSVText.line([view.name, "", "view", view.comment])
                    + view.columns.map { CSVText.line([view.name, $0.name, $0.type, $0.comment]) }.joined()
            }.joined() + functions.map { CSVText.line([$0.signature, "", "function", $0.comment]) }.joined()
    }

    /// The dictionary as a page from `config/templates/dictionary.html`.
    ///
    /// - Parameters:
    ///   - words: The sentences of the reader's language.
    ///   - root: Where the configuration files are.
    /// - Returns: A complete HTML page.
    /// - Throws: `ConfigurationError` when a template cannot be read or is no Mustache template, and an error of Foundation when
    ///   there is no folder of templates.
    public func html(_ words: Words, root: DataRoot) throws -> String {
        let context: [String: Any] = [
            "title": words("report.dictionary.title"), "subtitle": words("report.dictionary.twins"),
            "views": distinctViews.map { view -> [String: Any] in
                [
                    "name": view.name, "comment": view.comment,
                    "columns": view.columns.map { ["name": $0.name, "type": $0.type, "comment": $0.comment] },
                ]
            },
            "functions": functions.map { ["name": $0.signature, "comment": $0.comment] },
            "column_name": words("export.column.name"), "column_type": words("export.column.type"),
            "column_meaning": words("export.column.meaning"),
        ]
        return try Templates(root).page("dictionary", context, words)
    }

    private var distinctViews: [ViewEntry] {
        views.filter { view in !view.name.hasPrefix("latest_") || !views.contains { "latest_" + $0.name == view.name } }
    }
}
