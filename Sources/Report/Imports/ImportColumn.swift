import Configuration
import Ingest

/// A column of a kind of file, as people and programs are told it.
public struct ImportColumn: Codable, Sendable {
    /// The column's name.
    public let name: String
    /// Its header in a sheet to fill in.
    public let title: String
    /// What it means.
    public let meaning: String
    /// What it holds: `text`, `code`, `integer`, `number`, `day`, `choice`, `list`, `weighted_list` or `region`.
    public let type: String
    /// The form of its values, in a sentence.
    public let form: String
    /// The unit of its numbers; absent where they have none.
    public let unit: String?
    /// Whether every row needs a value.
    public let required: Bool
    /// The value of rows without one; absent where there is none.
    public let standard: String?
    /// The words that it takes; empty where it takes others.
    public let choices: [String]
    /// Other headers that an import understands. Case, blanks and punctuation do not matter.
    public let aliases: [String]

    /// The columns of a kind of file.
    ///
    /// - Parameters:
    ///   - kind: The kind of data.
    ///   - aliases: Other names of columns.
    ///   - words: The reader's language.
    /// - Returns: The columns, in the order in which templates have them.
    public static func all(of kind: ImportKind, _ aliases: ImportAliases, _ words: Words) -> [ImportColumn] {
        kind.specification.fileColumns.map { column in
            let unit = column.unit(words)
            var meaning = column.meaning(in: kind, words)
            // The unit stands by itself.
            if let unit, meaning.hasSuffix(", " + unit) { meaning.removeLast(unit.count + 2) }
            return ImportColumn(
                name: column.name, title: column.title(in: kind, words), meaning: meaning, type: column.type.name,
                form: column.type.form(words), unit: unit, required: column.required, standard: column.standard,
                choices: column.type.choices, aliases: aliases.names(of: column.name, in: kind))
        }
    }

    /// The columns as a table, with their choices and other headers below it.
    public static func lines(_ columns: [ImportColumn], _ phrases: Phrases, _ style: TextStyle) -> [String] {
        let words = phrases.words
        var table = TextTable(
            ["name", "title", "type", "unit", "need", "meaning"].map { (words("columns.\($0)"), .left) })
        for column in columns {
            let need = column.standard.map { words("columns.standard", ["value": $0]) } ?? words("columns.optional")
            table.add([
                column.name, column.title, words("column_type.\(column.type)"), column.unit ?? "",
                column.required ? words("columns.required") : need, column.meaning,
            ])
        }
        func list(_ key: String, _ items: (ImportColumn) -> [String]) -> [String] {
            let told = columns.filter { !items($0).isEmpty }.map {
                words("columns.line", ["name": $0.name, "list": items($0).joined(separator: ", ")])
            }
            return told.isEmpty ? [] : ["", style.bold(words(key))] + told
        }
        return table.lines(header: style.bold) + list("columns.choices", \.choices) + list("columns.aliases", \.aliases)
            + [words("columns.how")]
    }
}
