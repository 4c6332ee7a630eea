/// What a check of figures warned of when a file was loaded. Nothing was changed for it.
public struct FigureWarning: Codable, Sendable, Equatable {
    /// A fact that the sentence names.
    public enum Value: Codable, Sendable, Equatable {
        /// A text, shown as it is.
        case text(String)
        /// A whole number.
        case integer(Int)
        /// A number.
        case number(Double)
    }

    /// The line of the file in which the first cell stands that the warning is about.
    public let line: Int
    /// That cell, such as `Sheet1!E14`; `nil` where the row is a line of the file itself.
    public let cell: String?
    /// The header of its column.
    public let column: String?
    /// What stands there.
    public let value: String?
    /// The key of the sentence in `config/words.*.yaml`.
    public let key: String
    /// The values of the names in the sentence.
    public let facts: [String: Value]

    /// Makes a warning; every parameter sets the property of the same name.
    public init(line: Int, cell: String?, column: String?, value: String?, key: String, facts: [String: Value]) {
        self.line = line
        self.cell = cell
        self.column = column
        self.value = value
        self.key = key
        self.facts = facts
    }
}

/// What checks of figures warned of in one file.
public struct FileWarnings: Sendable, Equatable {
    /// The kind of data in the file, as `padan import` names it.
    public let kind: String
    /// The name of the file.
    public let file: String
    /// How many warnings there were.
    public let count: Int
    /// The first of them.
    public let warnings: [FigureWarning]

    /// Makes the warnings of a file; every parameter sets the property of the same name.
    public init(kind: String, file: String, count: Int, warnings: [FigureWarning]) {
        self.kind = kind
        self.file = file
        self.count = count
        self.warnings = warnings
    }
}
