/// What went wrong between this program and a PostgreSQL server.
public struct PostgresError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of thing went wrong.
    public enum Kind: Sendable, Equatable {
        /// The connection string cannot be used; nothing was sent.
        case configuration
        /// No server could be reached, or it refused the log-in; nothing was sent.
        case connection
        /// The connection broke while a statement ran. Whether the statement took effect is not known.
        case connectionLost
        /// The server refused the statement.
        case server
        /// The server rolled a transaction back where COMMIT was asked for, because a statement in it had failed. Nothing of it was kept.
        case rolledBack
        /// The statement was cancelled because its task was.
        case cancelled
        /// A value could not be read as the type asked for.
        case decoding(column: String)
        /// No connection became free in time.
        case poolTimeout
        /// This program used the client in a way that it does not allow.
        case usage
    }

    /// What kind of thing went wrong.
    public var kind: Kind
    /// Five characters of the SQL standard's error code, where the server sent one.
    public var sqlState: String?
    /// What went wrong, in the words of the server, of libpq or of this client.
    public var message: String
    /// More about it, in the server's words.
    public var detail: String?
    /// What to do about it, in the server's words.
    public var hint: String?
    /// The name of the constraint that was violated.
    public var constraint: String?
    /// The statement, with `$n` for its parameters.
    public var statement: String?
    /// `file:line` of the code that ran the statement.
    public var caller: String?

    /// Who held what the statement waited for until `lock_timeout` ended it, or who was in the database that a restore was to replace; empty for
    /// other errors, and where the server did not tell.
    public var holders: [LockHolder]

    /// Describes what went wrong.
    ///
    /// - Parameters:
    ///   - kind: What kind of thing went wrong.
    ///   - sqlState: The five characters of the SQL standard's error code.
    ///   - message: What went wrong.
    ///   - detail: More about it.
    ///   - hint: What to do about it.
    ///   - constraint: The name of the constraint that was violated.
    ///   - statement: The statement that failed.
    ///   - caller: The place in the program that ran the statement.
    ///   - holders: Who held what the statement waited for.
    public init(
        kind: Kind, sqlState: String? = nil, message: String, detail: String? = nil, hint: String? = nil,
        constraint: String? = nil, statement: String? = nil, caller: String? = nil, holders: [LockHolder] = []
    ) {
        self.kind = kind
        self.sqlState = sqlState
        self.message = message
        self.detail = detail
        self.hint = hint
        self.constraint = constraint
        self.statement = statement
        self.caller = caller
        self.holders = holders
    }

    /// True for errors after which the same transaction may succeed when run again from its start.
    public var isSerializationFailure: Bool { sqlState == "40001" || sqlState == "40P01" }

    /// The error in several lines: state and message, detail, hint, statement and caller.
    public var description: String {
        var lines = [sqlState.map { "PostgreSQL \($0): \(message)" } ?? message]
        if let detail { lines.append("detail: \(detail)") }
        if let hint { lines.append("hint: \(hint)") }
        if let statement { lines.append("statement: \(statement.oneLine(limit: 400))") }
        if let caller { lines.append("at: \(caller)") }
        return lines.joined(separator: "\n  ")
    }
}

extension String {
    /// The text with white space folded, cut after `limit` characters.
    func oneLine(limit: Int) -> String {
        let folded = split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return folded.count <= limit ? folded : folded.prefix(limit) + "…"
    }

    /// The text without white space at its ends.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
