/// What went wrong between this program and a PostgreSQL server.
public struct PostgresError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// The connection string cannot be used; nothing was sent.
        case configuration
        /// No server could be reached, or it refused the log-in; nothing was sent.
        case connection
        /// The connection broke while a statement ran. Whether the statement took effect is not known.
        case connectionLost
        /// The server refused the statement.
        case server
        /// The statement was cancelled because its task was.
        case cancelled
        /// A value could not be read as the type asked for.
        case decoding(column: String)
        /// No connection became free in time.
        case poolTimeout
        /// This program used the client in a way that it does not allow.
        case usage
    }

    public var kind: Kind
    /// Five characters of the SQL standard's error code, where the server sent one.
    public var sqlState: String?
    public var message: String
    public var detail: String?
    public var hint: String?
    public var constraint: String?
    /// The statement, with `$n` for its parameters.
    public var statement: String?
    /// `file:line` of the code that ran the statement.
    public var caller: String?

    public init(
        kind: Kind, sqlState: String? = nil, message: String, detail: String? = nil, hint: String? = nil,
        constraint: String? = nil, statement: String? = nil, caller: String? = nil
    ) {
        self.kind = kind
        self.sqlState = sqlState
        self.message = message
        self.detail = detail
        self.hint = hint
        self.constraint = constraint
        self.statement = statement
        self.caller = caller
    }

    /// True for errors after which the same transaction may succeed when run again from its start.
    public var isSerializationFailure: Bool { sqlState == "40001" || sqlState == "40P01" }

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

/// Where a statement was written, for messages.
public struct Caller: Sendable {
    let text: String

    public init(file: StaticString = #fileID, line: UInt = #line) {
        text = "\(file):\(line)"
    }
}
