import Configuration
import Foundation
import Ingest

extension KindSpecification.Column {
    /// What a column holds, in a sentence: its meaning, its form, whether it may be empty.
    func explanation(of kind: ImportKind, _ words: Words) -> String {
        let need =
            required ? words("template.required") : standard.map { words("template.standard", ["value": $0]) } ?? words("template.optional")
        return "\(meaning(in: kind, words)). \(type.form(words)). \(need)."
    }

    /// What a column means, with its unit.
    func meaning(in kind: ImportKind, _ words: Words) -> String {
        let own = "field.\(kind.rawValue).\(name)"
        return words(words.keys.contains(own) ? own : "field.\(name)")
    }

    /// The header of a column in a sheet to fill in, which an import reads.
    func title(in kind: ImportKind, _ words: Words) -> String {
        let own = "header.\(kind.rawValue).\(name)"
        return words(words.keys.contains(own) ? own : "header.\(name)")
    }

    /// The unit of a column's numbers; `nil` for a column without one.
    func unit(_ words: Words) -> String? {
        let key = "field_unit.\(name)"
        return words.keys.contains(key) ? words(key) : nil
    }
}

extension ColumnType {
    /// The name of the type for programs, as `import --columns` answers it.
    var name: String {
        switch self {
        case .text: "text"
        case .code: "code"
        case .integer, .rupiah: "integer"
        case .number: "number"
        case .day: "day"
        case .choice: "choice"
        case .list(let weighted): weighted ? "weighted_list" : "list"
        case .region: "region"
        }
    }

    /// The words that the column takes; empty where it takes others.
    var choices: [String] { if case .choice(let words, _) = self { words } else { [] } }

    /// The form of a value, in words.
    func form(_ words: Words) -> String {
        let numbers = Numbers(words.language)
        switch self {
        case .text(let limit): return words("template.form.text", ["limit": numbers.integer(limit)])
        case .code(_, let like):
            return words("template.form.code", ["like": String(like.prefix { $0 != "(" }).trimmingCharacters(in: .whitespaces)])
        case .integer(let range), .rupiah(let range):
            // Years are written without separators.
            let isYear = range == 1950...2100
            return words(
                "template.form.integer",
                [
                    "least": isYear ? String(range.lowerBound) : numbers.integer(range.lowerBound),
                    "most": isYear ? String(range.upperBound) : numbers.integer(range.upperBound),
                ])
        case .number(let range, _):
            return words("template.form.number", ["least": numbers.decimal(range.lowerBound), "most": numbers.decimal(range.upperBound)])
        case .day: return words("template.form.day")
        case .choice(let choices, _): return words("template.form.choice", ["list": choices.joined(separator: ", ")])
        case .list(let weighted): return words(weighted ? "template.form.weighted_list" : "template.form.list")
        case .region: return words("template.form.region")
        }
    }
}
