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
        /// A key is missing below a path of keys, which is empty at the top of the file.
        case missingKey(String, path: String)
        /// The value at a path of keys has another form than the one expected.
        case wrongForm(Form, path: String)
        /// A word is none of those that are allowed.
        case notAChoice(String, choices: [String])
        /// There is no unit group of occupations with this code.
        case unknownOccupation(String)
        /// The phrase of `titles.csv` has no occupation, but its sort needs one.
        case occupationMissing(sort: String)
        /// The phrase of `titles.csv` has no word.
        case emptyPhrase
        /// A row of shares needs a unit group of four digits and a share above 0, at most 1.
        case badShare
        /// The shares of a group do not add up to 1, or add up to more than 1 where less is allowed.
        case sumOfShares(group: String, sum: Double, mayBeLess: Bool)
        /// Another fault, as an English sentence.
        case invalid(String)
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

    /// Makes an error from an English sentence.
    ///
    /// - Parameters:
    ///   - file: the name of the file.
    ///   - line: the line at fault; `nil` for the whole file.
    ///   - reason: the sentence.
    public init(file: String, line: Int?, reason: String) {
        self.init(file: file, line: line, fault: .invalid(reason))
    }

    /// The file, the line and the reason in English, for logs.
    public var description: String { "\(place): \(reason)" }

    /// What is wrong, in English.
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
        case .missingKey(let key, let path): Self.at(path, "'\(key)' is missing")
        case .wrongForm(let form, let path): Self.at(path, "a value of the form '\(form.rawValue)' is expected")
        case .notAChoice(let word, let choices): "'\(word)' is none of \(choices.joined(separator: ", "))"
        case .unknownOccupation(let code): "there is no unit group \(code)"
        case .occupationMissing(let sort): "a \(sort) needs an occupation"
        case .emptyPhrase: "the phrase is empty"
        case .badShare: "a unit group of four digits and a share above 0, at most 1"
        case .sumOfShares(let group, let sum, let mayBeLess):
            "the shares of '\(group)' sum to \(sum), not to \(mayBeLess ? "at most 1" : "1")"
        case .invalid(let reason): reason
        }
    }

    /// The whole message in the reader's language.
    ///
    /// - Parameter words: the sentences of the language.
    /// - Returns: the file, the line and the reason; `invalid` faults and the words of the YAML parser stay English.
    public func sentence(_ words: Words) -> String {
        "\(place): \(reason(words))"
    }

    private var place: String { "\(file)\(line.map { ":\($0)" } ?? "")" }

    private static func at(_ path: String, _ sentence: String) -> String { path.isEmpty ? sentence : "\(path): \(sentence)" }

    private func reason(_ words: Words) -> String {
        switch fault {
        case .unreadable: words("config.error.unreadable")
        case .fieldCount(let found, let expected):
            words("config.error.field_count", ["found": String(found), "expected": String(expected)])
        case .columns(let found, let expected):
            words("config.error.columns", ["found": found.joined(separator: ", "), "expected": expected.joined(separator: ", ")])
        case .unclosedQuote: words("config.error.unclosed_quote")
        case .textBehindQuote: words("config.error.text_behind_quote")
        case .noTable: words("config.error.no_table")
        case .notYAML(let reason): words("config.error.not_yaml", ["reason": reason])
        case .missingKey(let key, let path): Self.at(path, words("config.error.missing_key", ["key": key]))
        case .wrongForm(let form, let path): Self.at(path, words("config.error.form.\(form.rawValue)"))
        case .notAChoice(let word, let choices):
            words("config.error.not_a_choice", ["word": word, "choices": choices.joined(separator: ", ")])
        case .unknownOccupation(let code): words("config.error.unknown_occupation", ["code": code])
        case .occupationMissing(let sort): words("config.error.occupation_missing", ["sort": sort])
        case .emptyPhrase: words("config.error.empty_phrase")
        case .badShare: words("config.error.bad_share")
        case .sumOfShares(let group, let sum, let mayBeLess):
            words(mayBeLess ? "config.error.sum_above_one" : "config.error.sum_not_one", ["group": group, "sum": String(sum)])
        case .invalid(let reason): reason
        }
    }
}
