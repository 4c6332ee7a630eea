import Foundation

/// Roles that a copy names and the server that reads it does not have.
extension Backup {
    /// The names of roles in the script of a copy: owners, and those whom a right, a policy or a default right is given to.
    ///
    /// Statements begin at the first column and stand on one line each; what functions hold is indented.
    static func roles(in script: String) -> Set<String> {
        let name = /"(?:[^"]|"")+"|[a-zA-Z_][\w$]*/
        var roles: Set<String> = []
        func note(_ text: some StringProtocol) {
            for match in String(text).matches(of: name) {
                let found = String(match.0)
                roles.insert(found.hasPrefix("\"") ? String(found.dropFirst().dropLast()).replacing("\"\"", with: "\"") : found)
            }
        }
        for line in script.split(separator: "\n") {
            if let match = line.firstMatch(of: /^ALTER .* OWNER TO (?<names>.+);$/) { note(match.names) }
            if let match = line.firstMatch(of: /^SET SESSION AUTHORIZATION (?<names>.+);$/), match.names != "DEFAULT" {
                note(match.names)
            }
            if let match = line.firstMatch(of: /^CREATE POLICY .*? TO (?<names>(?:"(?:[^"]|"")+"|[^ ";(]+|, )+?)(?: USING| WITH CHECK|;)/) {
                note(match.names)
            }
            if let match = line.firstMatch(of: /^ALTER DEFAULT PRIVILEGES FOR ROLE (?<names>"(?:[^"]|"")+"|[^ ";]+)/) { note(match.names) }
            let right = /^(?:ALTER DEFAULT PRIVILEGES .* )?(?:GRANT|REVOKE) .*(?: TO | FROM )(?<names>.+?)(?: WITH GRANT OPTION)?;$/
            if let match = line.firstMatch(of: right) { note(match.names) }
        }
        return roles.subtracting(["PUBLIC", "public"])
    }

    /// Lets a copy be read that names roles which this server does not have: they are made without a log-in for as long as `body` runs. What
    /// they own is then of whoever restores, and what was given to them is gone.
    ///
    /// - Parameters:
    ///   - names: All roles that the copy names.
    ///   - connection: A connection to another database of the server.
    ///   - target: The database that is filled.
    ///   - body: Fills the database.
    /// - Returns: The names that the server does not have, in their order.
    /// - Throws: What `body` throws, and `PostgresError` when the server refuses to make or drop a role.
    func withMissingRoles(
        _ names: Set<String>, _ connection: PostgresConnection, in target: PostgresConfiguration, _ body: () async throws -> Void
    ) async throws -> [String] {
        let missing = try await connection.rows(
            "SELECT n FROM unnest($1::text[]) AS n WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = n) ORDER BY n", [names.sorted()]
        ) { try $0["n"] as String }
        do {
            for name in missing { try await connection.execute("CREATE ROLE \(quoted(name)) NOLOGIN ROLE CURRENT_USER") }
            try await body()
            let filled = try await PostgresConnection.connect(target)
            for name in missing {
                try await filled.execute("REASSIGN OWNED BY \(quoted(name)) TO CURRENT_USER")
                try await filled.execute("DROP OWNED BY \(quoted(name))")
                try await connection.execute("DROP ROLE \(quoted(name))")
            }
        } catch {
            // The database that was to be filled holds what is theirs: it goes first.
            let database = try? PostgresConfiguration.options(in: target.connectionString)["dbname"]
            if let database { _ = await connection.dropDatabase(database) }
            for name in missing { await connection.tidyUp("DROP ROLE IF EXISTS \(quoted(name))") }
            throw error
        }
        return missing
    }
}
