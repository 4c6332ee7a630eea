/// A code with its name, for lists of what there is.
public struct CodeName: Sendable, Equatable {
    /// The code, such as `UPTD-KRW`.
    public let code: String
    /// The name that people know it by.
    public let name: String
    /// The name in English, where it has one of its own.
    public let nameEnglish: String?

    /// Makes a pair of a code and its name.
    public init(code: String, name: String, nameEnglish: String? = nil) {
        self.code = code
        self.name = name
        self.nameEnglish = nameEnglish
    }
}

/// One fact of an error or a message, as a value: how it reads in a language is decided where the sentence is made.
public indirect enum Fact: Sendable, Equatable {
    /// A text of one line: a code, a name, a path, what somebody typed.
    case text(String)
    /// A number of things, shown with the language's separators.
    case integer(Int)
    /// The number of a run, a year or another number that is written without separators.
    case number(Int)
    /// A quantity, shown with the given number of decimals.
    case decimal(Double, decimals: Int)
    /// A list of texts, shown with commas.
    case list([String])
    /// Codes with their names, shown one a line; a name that is the code stands once.
    case names([CodeName])
    /// Phrases of the words files without facts, shown one a line.
    case phrases([String])
    /// What another program or a log said, whose lines are kept.
    case output(String)
    /// A phrase of the words files with facts of its own.
    case phrase(String, [String: Fact])
}
