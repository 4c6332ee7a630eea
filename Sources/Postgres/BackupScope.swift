import Foundation

/// What a backup holds of a database: what one program has made there, and nothing that somebody else has put beside it.
///
/// Large objects are in no backup, whatever the scope: the program makes none.
public struct BackupScope: Sendable, Equatable {
    /// The schemas that belong to the program with all that is in them.
    public let schemas: [String]
    /// The tables of the schema `public` that belong to it.
    public let publicTables: [String]
    /// The extensions that it needs.
    public let extensions: [String]
    /// The roles whose property and rights come back; those of others stay behind.
    public let roles: [String]

    /// Makes a scope.
    ///
    /// - Parameters:
    ///   - schemas: The schemas of the program.
    ///   - publicTables: Its tables in the schema `public`.
    ///   - extensions: The extensions that it needs.
    ///   - roles: The roles whose property and rights come back.
    public init(schemas: [String], publicTables: [String] = [], extensions: [String] = [], roles: [String] = []) {
        self.schemas = schemas
        self.publicTables = publicTables
        self.extensions = extensions
        self.roles = roles
    }

    /// What narrows `pg_dump` to the scope. It cannot choose single tables of `public` beside whole schemas, so that `holds` sorts out the rest
    /// when the copy is read.
    var dumpArguments: [String] {
        (schemas + (publicTables.isEmpty ? [] : ["public"])).flatMap { ["-n", $0] } + extensions.flatMap { ["-e", $0] }
    }

    /// Whether a line of the list that `pg_restore -l` prints names something of the scope.
    func holds(_ line: some StringProtocol) -> Bool {
        guard let match = String(line).wholeMatch(of: /\d+; \d+ \d+ (?<kind>[A-Z][A-Z ]*) (?<schema>\S+) (?<rest>.*)/) else { return false }
        let words = match.rest.split(separator: " ").map(String.init)
        switch match.schema {
        case "public": return words.contains { publicTables.contains($0) }
        case "-":
            // Rights and comments name the kind of their object first.
            let named = match.kind == "ACL" || match.kind == "COMMENT" ? Array(words.prefix(2)) : [String(match.kind)] + words.prefix(1)
            guard named.count == 2 else { return false }
            return named[0] == "SCHEMA" ? schemas.contains(named[1]) : named[0] == "EXTENSION" && extensions.contains(named[1])
        default: return schemas.contains(String(match.schema))
        }
    }

    /// Whether a line of the list names a large object or its rights.
    static func isLargeObject(_ line: some StringProtocol) -> Bool {
        String(line).contains(/^\d+; \d+ \d+ (?:BLOB|[A-Z ]+ - LARGE OBJECT)/)
    }
}
