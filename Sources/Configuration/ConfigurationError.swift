import Domain

/// Why a file of `config/` cannot be used: the file, the line and what is wrong there.
public struct ConfigurationError: Error, Equatable, CustomStringConvertible {
    /// The form that a value of a YAML file must have.
    public enum Form: String, Sendable {
        /// A number.
        case number
        /// A text.
        case text
        /// `true` or `false`.
        case truth
        /// A list of values.
        case list
        /// Names with a value each.
        case mapping
        /// Something else.
        case other
    }

    /// What is wrong.
    public enum Fault: Equatable, Sendable {
        /// The file is not there or may not be read.
        case unreadable
        /// A row has more or fewer fields than the header.
        case fieldCount(found: Int, expected: Int)
        /// The header names other columns than those expected.
        case columns(found: [String], expected: [String])
        /// A quote is opened and never closed.
        case unclosedQuote
        /// Text stands between a closing quote and the next separator.
        case textBehindQuote
        /// The file has far longer or wider rows than a table has.
        case noTable
        /// The text is no YAML, in the parser's own English words.
        case notYAML(String)
        /// The file is no Mustache template, in the parser's own English words.
        case notATemplate(String)
        /// A key is missing below a path of keys, which is empty at the top of the file.
        case missingKey(String, path: String)
        /// The value at a path of keys has another form than the one expected.
        case wrongForm(Form, path: String)
        /// Nothing can be made of the value at a path of keys, for a reason in the decoder's own English words.
        case unusable(String, path: String)
        /// A word is none of those that are allowed.
        case notAChoice(String, choices: [String])
        /// There is no unit group of occupations with this code.
        case unknownOccupation(String)
        /// The title or word has no letter.
        case emptyPhrase
        /// A row of shares needs a unit group of four digits and a share above 0, at most 1.
        case badShare
        /// The row says again what another one says, which stands on this line.
        case repeatedRow(first: Int)
        /// The shares of a group do not add up to 1, or add up to more than 1 where less is allowed.
        case sumOfShares(group: String, sum: Double, mayBeLess: Bool)
        /// The value of a setting cannot be used; the code and the facts are those of a `SettingFault`.
        case setting(code: String, facts: [String: Fact])
    }

    /// The name of the file, or its path when it cannot be read.
    public let file: String
    /// The line at fault; `nil` for the whole file.
    public let line: Int?
    /// What is wrong.
    public let fault: Fault

    /// Makes an error from a fault that readers of both languages understand.
    ///
    /// - Parameters:
    ///   - file: the name of the file.
    ///   - line: the line at fault; `nil` for the whole file.
    ///   - fault: what is wrong.
    public init(file: String, line: Int?, fault: Fault) {
        self.file = file
        self.line = line
        self.fault = fault
    }

    /// The file, the line and the reason in English, for logs.
    public var description: String { "\(place): \(reason)" }

    /// What is wrong, in English; of a setting, the code and the facts.
    public var reason: String {
        switch fault {
        case .unreadable: "cannot be read"
        case .fieldCount(let found, let expected): "\(found) fields, the header has \(expected)"
        case .columns(let found, let expected):
            "the columns are \(found.joined(separator: ", ")), expected are \(expected.joined(separator: ", "))"
        case .unclosedQuote: "the quote that opens here is never closed"
        case .textBehindQuote: "text stands behind a closing quote"
        case .noTable: "this is no table"
        case .notYAML(let reason): reason
        case .notATemplate(let reason): "no Mustache template: \(reason)"
        case .missingKey(let key, let path): Self.at(path, "'\(key)' is missing")
        case .wrongForm(let form, let path): Self.at(path, "a value of the form '\(form.rawValue)' is expected")
        case .unusable(let reason, let path): Self.at(path, reason)
        case .notAChoice(let word, let choices): "'\(word)' is none of \(choices.joined(separator: ", "))"
        case .unknownOccupation(let code): "there is no unit group \(code)"
        case .emptyPhrase: "the phrase is empty"
        case .badShare: "a unit group of four digits and a share above 0, at most 1"
        case .repeatedRow(let first): "the row repeats line \(first)"
        case .sumOfShares(let group, let sum, let mayBeLess):
            "the shares of '\(group)' sum to \(sum), not to \(mayBeLess ? "at most 1" : "1")"
        case .setting(let code, let facts):
            code + (facts.isEmpty ? "" : " (\(facts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")))")
        }
    }

    /// The key of the sentence that people read, `{place}: {reason}`.
    public var code: String { "config.error.at" }

    /// The values of its places: the file with the line, and the reason. The words of other parsers stay as those parsers say them.
    public var facts: [String: Fact] { ["place": .text(place), "reason": told] }

    private var place: String { "\(file)\(line.map { ":\($0)" } ?? "")" }

    private static func at(_ path: String, _ sentence: String) -> String { path.isEmpty ? sentence : "\(path): \(sentence)" }

    private static func at(_ path: String, _ phrase: Fact) -> Fact {
        path.isEmpty ? phrase : .phrase("config.error.at", ["place": .text(path), "reason": phrase])
    }

    /// What is wrong, as a phrase of the words files.
    private var told: Fact {
        switch fault {
        case .unreadable: .phrase("config.error.unreadable", [:])
        case .fieldCount(let found, let expected):
            .phrase("config.error.field_count", ["found": .integer(found), "expected": .integer(expected)])
        case .columns(let found, let expected): .phrase("config.error.columns", ["found": .list(found), "expected": .list(expected)])
        case .unclosedQuote: .phrase("config.error.unclosed_quote", [:])
        case .textBehindQuote: .phrase("config.error.text_behind_quote", [:])
        case .noTable: .phrase("config.error.no_table", [:])
        case .notYAML(let reason): .phrase("config.error.not_yaml", ["reason": .foreign(reason)])
        case .notATemplate(let reason): .phrase("config.error.not_a_template", ["reason": .foreign(reason)])
        case .missingKey(let key, let path): Self.at(path, .phrase("config.error.missing_key", ["key": .text(key)]))
        case .wrongForm(let form, let path): Self.at(path, .phrase("config.error.form.\(form.rawValue)", [:]))
        case .unusable(let reason, let path): Self.at(path, .phrase("config.error.unusable", ["reason": .foreign(reason)]))
        case .notAChoice(let word, let choices):
            .phrase("config.error.not_a_choice", ["word": .text(word), "choices": .list(choices)])
        case .unknownOccupation(let code): .phrase("config.error.unknown_occupation", ["code": .text(code)])
        case .emptyPhrase: .phrase("config.error.empty_phrase", [:])
        case .badShare: .phrase("config.error.bad_share", [:])
        case .repeatedRow(let first): .phrase("config.error.repeated_row", ["first": .integer(first)])
        case .sumOfShares(let group, let sum, let mayBeLess):
            .phrase(
                mayBeLess ? "config.error.sum_above_one" : "config.error.sum_not_one", ["group": .text(group), "sum": .text("\(sum)")])
        case .setting(let code, let facts): .phrase("error.configuration.\(code)", facts)
        }
    }
}
