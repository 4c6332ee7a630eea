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
    /// - Throws: `PostgresError` when the server does not answer. A database that may not be removed, or not within ten seconds, is left.
    public static func removeLeftovers(isLocal: Bool, _ connection: isolated PostgresConnection) throws -> [String] {
        // A session may still be at work for a process that is gone, and may make its database only after this look. Whoever may not restore the
        // database may call a session so too.
        let sessions = try connection.rows(
            """
            SELECT pid, application_name AS name FROM pg_stat_activity
            WHERE starts_with(application_name, current_database() || '_restore_') AND pid <> pg_backend_pid()
                AND pg_has_role(usesysid, (SELECT datdba FROM pg_database WHERE datname = current_database()), 'MEMBER')
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
        var removed: [String] = []
        for name in names where !restoring.contains(number(name)) {
            let begun = ContinuousClock.now
            if connection.dropDatabase(name, seconds: dropSeconds) {
                removed.append(name)
            } else if ContinuousClock.now - begun >= .seconds(dropSeconds) {
                // A session that takes note of nothing keeps the others as well.
                break
            }
        }
        return removed
    }

    /// The seconds that a command gives a database of a killed restore to go.
    private static let dropSeconds = 10

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
