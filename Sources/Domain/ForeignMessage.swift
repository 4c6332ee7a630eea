extension Fact {
    /// The message of a library, of the system or of another program, which knows no language but English: as a phrase where a person can act on it,
    /// quoted as it is otherwise.
    ///
    /// - Parameter message: The message, such as libpq's `password authentication failed for user "sari"`.
    /// - Returns: The phrase with what the message names.
    public static func foreign(_ message: String) -> Fact {
        for known in knownMessages {
            if let named = captures(of: known.template, in: message) { return .phrase("foreign.\(known.key)", named) }
        }
        return message.isEmpty ? .phrase("foreign.silent", [:]) : .phrase("foreign.unknown", ["message": .output(message)])
    }

    /// Messages that a person can act on, `{name}` where they name something. The first that fits counts: those that quote another stand before it.
    private static let knownMessages: [(template: String, key: String)] = [
        // libpq and the server, when a connection is made.
        ("out of shared memory", "lock_table_full"),
        ("password authentication failed for user \"{user}\"", "wrong_password"),
        ("no password supplied", "no_password"),
        ("Peer authentication failed for user \"{user}\"", "other_account"),
        ("role \"{user}\" does not exist", "no_role"),
        ("role \"{user}\" is not permitted to log in", "no_login"),
        ("no pg_hba.conf entry for host \"{host}\", user \"{user}\"", "host_not_allowed"),
        ("database \"{database}\" does not exist", "no_database"),
        ("permission denied for database \"{database}\"", "closed_database"),
        ("could not translate host name \"{host}\"", "unknown_host"),
        ("connection to server on socket \"{path}\" failed: No such file or directory", "no_socket"),
        ("connection to server on socket \"{path}\" failed: Connection refused", "no_socket"),
        ("connection to server at \"{host}\" failed: Connection refused", "refused"),
        ("connection to server at \"{host}\"{rest}port {port} failed: Connection refused", "refused_port"),
        ("Network is unreachable", "no_network"),
        ("No route to host", "no_network"),
        ("timeout expired", "no_answer"),
        ("the database system is ", "not_ready"),
        ("too many clients", "too_many_connections"),
        ("remaining connection slots are reserved", "too_many_connections"),
        ("too many connections for ", "too_many_connections"),
        ("certificate", "certificate"),
        ("does not support SSL", "no_ssl"),
        ("invalid connection option \"{name}\"", "unknown_option"),
        ("invalid URI query parameter: \"{name}\"", "unknown_option"),
        ("missing \"=\" after \"{text}\" in connection info string", "no_address"),
        ("invalid port number: \"{text}\"", "bad_port"),
        ("invalid integer value \"{text}\" for connection option \"port\"", "bad_port"),
        // The server, on statements.
        ("must be owner of table {object}", "not_owner"),
        ("must be owner of view {object}", "not_owner"),
        ("must be owner of function {object}", "not_owner"),
        ("must be owner of schema {object}", "not_owner"),
        ("must be owner of {object}", "not_owner"),
        ("permission denied for table {object}", "no_right"),
        ("permission denied for view {object}", "no_right"),
        ("permission denied for function {object}", "no_right"),
        ("permission denied for sequence {object}", "no_right"),
        ("permission denied for schema {object}", "no_right"),
        ("permission denied for {object}", "no_right"),
        ("permission denied to ", "administrator"),
        ("must be superuser", "administrator"),
        ("due to statement timeout", "statement_timeout"),
        ("due to lock timeout", "lock_timeout"),
        ("due to user request", "cancelled"),
        ("could not obtain lock", "lock_timeout"),
        ("idle-in-transaction timeout", "idle_timeout"),
        ("due to administrator command", "administrator_ended"),
        ("server closed the connection unexpectedly", "server_gone"),
        ("in a read-only transaction", "read_only"),
        ("already exists", "exists"),
        ("server version mismatch", "version_mismatch"),
        ("unsupported version", "version_mismatch"),
        ("input file does not appear to be a valid archive", "no_archive"),
        ("is not a backup of Padan", "no_archive"),
        // The system, on files.
        ("Permission denied", "permission"),
        ("Operation not permitted", "permission"),
        ("No such file or directory", "no_file"),
        ("Bad file descriptor", "closed"),
        ("Is a directory", "directory"),
        ("Not a directory", "not_a_directory"),
        ("No space left on device", "disk_full"),
        ("Disk quota exceeded", "quota"),
        ("Read-only file system", "read_only_disk"),
        ("File name too long", "name_too_long"),
        ("Too many open files", "too_many_files"),
        ("Input/output error", "disk_error"),
        // libyaml, on configuration files.
        ("cannot start any token", "yaml_token"),
        ("mapping values are not allowed in this context", "yaml_colon"),
        ("could not find expected ':'", "yaml_no_colon"),
        ("did not find expected key", "yaml_indent"),
        ("did not find expected '-' indicator", "yaml_dash"),
        ("did not find expected ',' or ']'", "yaml_bracket"),
        ("did not find expected ',' or '}'", "yaml_brace"),
        ("unexpected end of stream", "yaml_quote"),
        ("unknown escape character", "yaml_escape"),
        ("found undefined", "yaml_undefined"),
        ("control characters are not allowed", "yaml_control"),
        ("duplicated key: {names}", "yaml_twice"),
        ("from invalid {form} value {value}", "no_value"),
    ]

    /// The keys of all phrases that `foreign` answers.
    public static var foreignKeys: Set<String> { Set((knownMessages.map(\.key) + ["silent", "unknown"]).map { "foreign.\($0)" }) }

    /// What stands in a message in the places of a template; `nil` where the message does not have the words around them.
    private static func captures(of template: String, in message: String) -> [String: Fact]? {
        var named: [String: Fact] = [:]
        var rest = message[...]
        var open: Substring?
        for piece in template.split(separator: "{", omittingEmptySubsequences: false) {
            // Behind the first piece each is `name}words`.
            let closing = piece.firstIndex(of: "}")
            let words = closing.map { piece[piece.index(after: $0)...] } ?? piece
            if let closing { open = piece[..<closing] }
            // What a message names at its end stands on that line; other programs add lines of their own.
            let end = rest.firstIndex(where: \.isNewline) ?? rest.endIndex
            let found = words.isEmpty ? end..<end : rest.firstRange(of: words)
            guard let found else { return nil }
            if let open { named[String(open)] = .text(String(rest[..<found.lowerBound])) }
            rest = rest[found.upperBound...]
        }
        return named
    }
}
