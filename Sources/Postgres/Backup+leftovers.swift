import Foundation

extension Backup {
    /// Removes the databases that a restore of the configured database left because its process was killed.
    ///
    /// A database counts as left when its name is one that `restore` gives and the session that a restore keeps is gone; on the own machine
    /// also when no process of the number in the name lives, and the session is ended then.
    ///
    /// - Parameters:
    ///   - isLocal: Whether all restores of the server's databases run on this machine.
    ///   - connection: A connection to the configured database, outside a transaction.
    /// - Returns: The names of the databases that were removed.
    /// - Throws: `PostgresError` when the server does not answer. A database that may not be removed is left.
    public static func removeLeftovers(isLocal: Bool, _ connection: isolated PostgresConnection) throws -> [String] {
        // A session may still be at work for a process that is gone, and may make its database only after this look.
        let sessions = try connection.rows(
            """
            SELECT pid, application_name AS name FROM pg_stat_activity
            WHERE starts_with(application_name, current_database() || '_restore_') AND pid <> pg_backend_pid()
            """
        ) { (pid: try $0["pid"] as Int, name: try $0["name"] as String) }
        var restoring: Set<String> = []
        for session in sessions {
            if isLocal, !lives(session.name) {
                try connection.execute("SELECT pg_terminate_backend($1, 10000)", [session.pid])
            } else {
                restoring.insert(number(session.name))
            }
        }
        let names = try connection.rows(
            """
            SELECT d.datname AS name FROM pg_database AS d, LATERAL (VALUES ('_restore_'), ('_before_restore_')) AS p (part)
            WHERE starts_with(d.datname, current_database() || p.part) AND pg_has_role(d.datdba, 'MEMBER')
                AND substr(d.datname, length(current_database() || p.part) + 1) ~ '^[0-9]+$'
            ORDER BY d.datname
            """
        ) { try $0["name"] as String }
        return names.filter { name in
            guard !restoring.contains(number(name)) else { return false }
            return (try? connection.execute("DROP DATABASE IF EXISTS \(quoted(name)) WITH (FORCE)")) != nil
        }
    }

    /// The number of the process in the name of a database of `restore`.
    private static func number(_ name: String) -> String { String(name.split(separator: "_").last ?? "") }

    /// Whether there is a process of the number in the name.
    private static func lives(_ name: String) -> Bool {
        guard let process = Int32(number(name)), process > 0 else { return false }
        return kill(process, 0) == 0 || errno == EPERM
    }
}

extension PostgresConnection {
    /// Names the session after the database that it restores into.
    func markRestore(into name: String) throws {
        try execute("SELECT set_config('application_name', $1, false)", [name])
    }
}
