import Foundation
import SystemPackage

/// What a new server is made with, and how each start sets it up.
extension EmbeddedServer {
    func initialize(_ binaries: ServerBinaries) async throws {
        let files = FileManager.default
        // Made under another name and renamed when complete: a killed initdb leaves no half database.
        let fresh = "\(layout.home)/\(Self.unfinishedData)\(getpid())"
        try makeDirectory(fresh)
        // C and C.UTF-8 sort alike; for C PostgreSQL compares bytes itself, which makes keys of text a third faster to build.
        let answer = try await run(
            binaries, "initdb",
            [
                "-D", relative(fresh), "--username=padan", "--auth-local=peer", "--auth-host=scram-sha-256", "--encoding=UTF8",
                "--locale=C.UTF-8", "--lc-collate=C", "--data-checksums", "--no-instructions",
            ])
        guard answer.status == 0 else {
            try? files.removeItem(atPath: fresh)
            throw EmbeddedServerError.initFailed(answer.output)
        }
        try append("include_if_exists = 'padan.conf'\n", to: fresh + "/postgresql.conf")
        let account = Self.account(geteuid())
        let accounts = Set(["root", account, layout.serverUser ?? account]).sorted()
        let identities = accounts.map { "padan \"\($0)\" padan\n" }.joined() + "padan /^(.*)$ \\1\n"
        try write(identities, to: fresh + "/pg_ident.conf")
        guard rename(fresh, layout.data) == 0 else {
            throw EmbeddedServerError.io(path: layout.data, reason: String(cString: strerror(errno)))
        }
    }

    func writeSettings() throws {
        var all = [
            "listen_addresses": "", "unix_socket_directories": "\"\(layout.socketDirectory)\"",
            "unix_socket_permissions": "0700", "port": "5432", "shared_buffers": "256MB",
            // The service comes as the superuser: readers cannot take the last of its connections, however many there are.
            "max_connections": "100", "superuser_reserved_connections": "20",
            // Whoever writes in nested savepoints takes a lock for each: room for 100,000 of them, in 25 MB, is more than sessions fill before
            // the next command ends them.
            "max_locks_per_transaction": "1024",
            // Nobody replicates a private server; what a transaction both creates and fills is then not written twice.
            "wal_level": "minimal", "max_wal_senders": "0", "maintenance_work_mem": "256MB", "max_wal_size": "4GB",
            "checkpoint_timeout": "15min", "random_page_cost": "1.1", "jit": "off",
            "log_line_prefix": "%m [%p] %q%a ", "timezone": "UTC", "log_timezone": "UTC",
        ]
        all.merge(settings) { $1 }
        let text = all.sorted { $0.key < $1.key }
            .map { "\($0.key) = '\($0.value.replacing("'", with: "''"))'\n" }.joined()
        try write("# Written by padan at each start.\n" + text, to: layout.data + "/padan.conf")
        try writeLogInRules()
        try makeDirectory(layout.socketDirectory)
        try closeLog()
    }

    /// Makes the log where there is none, and closes it to everybody but the server's account: statements that failed stand in it, with
    /// what people asked for.
    func closeLog() throws {
        try open(layout.log, [.create, .append])
    }

    /// Whether others than the server's account may read the log, as older versions made it.
    func isLogOpen() -> Bool {
        var info = stat()
        return lstat(layout.log, &info) == 0 && info.st_mode & 0o077 != 0
    }

    /// People whom `padan db user add` has made come with a password; who runs the server comes as the owner.
    static let logInRules =
        "# Written by padan at each start.\nlocal all +padan_analyst,+padan_blk,+padan_network,+padan_operator scram-sha-256\n"
        + "local all all peer map=padan\n"

    var logInFile: String { layout.data + "/pg_hba.conf" }

    func hasLogInRules() -> Bool {
        (try? String(contentsOfFile: logInFile, encoding: .utf8)) == Self.logInRules
    }

    func writeLogInRules() throws { try write(Self.logInRules, to: logInFile) }

    func createDatabase(_ configuration: PostgresConfiguration) async throws {
        let connection = try await PostgresConnection.connect(configuration.database("postgres"))
        let exists = try await connection.row("SELECT 1 AS one FROM pg_database WHERE datname = 'padan'") { _ in true }
        if exists == nil { try await connection.execute("CREATE DATABASE padan") }
    }
}
