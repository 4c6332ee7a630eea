import CLibPQ
import Foundation
import Processes

/// A private PostgreSQL server: reached over a Unix socket only, started when it is needed, shared by all processes of
/// one user, and safe against any of them being killed.
public struct EmbeddedServer: Sendable {
    /// Whether a server runs.
    public enum Status: Sendable, Equatable {
        /// The server runs as this process.
        case running(process: Int32)
        /// There are data, and no server runs on them.
        case stopped
        /// There are no data yet.
        case absent
    }

    /// Where the server keeps its things.
    public let layout: ServerLayout
    /// Settings beyond ours, for tests and benchmarks.
    public var settings: [String: String]

    /// Describes a server; nothing is started yet.
    ///
    /// - Parameters:
    ///   - layout: Where the server keeps its things.
    ///   - settings: Settings beyond ours, by PostgreSQL's names.
    public init(layout: ServerLayout = .current(), settings: [String: String] = [:]) {
        self.layout = layout
        self.settings = settings
    }

    /// Finds out whether the server runs, without starting or waiting for anything.
    ///
    /// - Returns: The server's status now.
    public func status() -> Status {
        guard FileManager.default.fileExists(atPath: layout.data + "/PG_VERSION") else { return .absent }
        return runningProcess().map(Status.running) ?? .stopped
    }

    /// Makes sure that the server runs and has our database; creates both at first use.
    ///
    /// Any number of processes may call this at once; one does the work and the others wait for it.
    ///
    /// - Parameter progress: Is told in words what takes time.
    /// - Returns: How to reach the server as its superuser.
    /// - Throws: `EmbeddedServerError` when the server cannot be installed or started, `ChildProcessError` when one of its programs cannot
    ///   be run, `PostgresError` when it cannot be reached, `CancellationError` when the task was cancelled.
    public func start(progress: (String) -> Void = { _ in }) async throws -> PostgresConfiguration {
        if runningProcess() != nil, try await answers() {
            let configuration = try PostgresConfiguration(layout.connectionString)
            // The database is made last: where it can be reached, all is done, unless an older version started the server.
            if (try? await PostgresConnection.connect(configuration)) != nil, hasLogInRules() { return configuration }
        }
        try prepareHome()
        let lock = try await ServerLock.acquire(layout.lock)
        defer { lock.release() }
        let binaries = try await chooseBinaries()
        if status() == .absent {
            progress("initdb → \(layout.data)")
            try await initialize(binaries)
        }
        if runningProcess() == nil {
            progress("postgres \(binaries.major) → \(layout.socketDirectory)")
            try writeSettings()
            try await launch(binaries)
        } else if !hasLogInRules(), let process = runningProcess() {
            try writeLogInRules()
            kill(process, SIGHUP)
        }
        try await waitUntilReady()
        let configuration = try PostgresConfiguration(layout.connectionString)
        try await createDatabase(configuration)
        return configuration
    }

    /// Stops the server; open transactions are rolled back.
    ///
    /// - Returns: Whether it ran.
    /// - Throws: `EmbeddedServerError` when it does not stop, `ChildProcessError` when `pg_ctl` cannot be run, `CancellationError` when
    ///   the task was cancelled.
    @discardableResult
    public func stop() async throws -> Bool {
        guard FileManager.default.fileExists(atPath: layout.home) else { return false }
        let lock = try await ServerLock.acquire(layout.lock)
        defer { lock.release() }
        guard runningProcess() != nil else { return false }
        let answer = try await run(
            try await chooseBinaries(), "pg_ctl", ["stop", "-D", layout.data, "-m", "fast", "-w", "-t", "60"])
        guard answer.status == 0 else { throw EmbeddedServerError.stopFailed(answer.output) }
        return true
    }

    /// Looks for the programs that fit the data.
    ///
    /// - Returns: The programs for the data that exist, or the newest ones for data to be made.
    /// - Throws: `EmbeddedServerError` when no server is installed, or none of the data's version; `CancellationError` when the task was
    ///   cancelled.
    public func chooseBinaries() async throws -> ServerBinaries {
        let installed = await ServerBinaries.installed()
        try Task.checkCancellation()
        guard let newest = installed.first else { throw EmbeddedServerError.noServer }
        guard let text = try? String(contentsOfFile: layout.data + "/PG_VERSION", encoding: .utf8) else { return newest }
        let major = Int(text.trimmed) ?? 0
        guard let match = installed.first(where: { $0.major == major }) else {
            throw EmbeddedServerError.wrongMajor(data: layout.data, found: major, installed: installed.map(\.major))
        }
        return match
    }

    // MARK: - Steps

    private func prepareHome() throws {
        let files = FileManager.default
        do {
            try files.createDirectory(atPath: layout.home, withIntermediateDirectories: true)
        } catch {
            throw EmbeddedServerError.io(path: layout.home, reason: "the folder cannot be made: \(String(cString: strerror(errno)))")
        }
        if let user = layout.serverUser {
            guard getpwnam(user) != nil else { throw EmbeddedServerError.noServerUser(user) }
            try checkReachable(by: user)
        }
        let data = layout.data
        if files.fileExists(atPath: data), !files.fileExists(atPath: data + "/PG_VERSION") {
            throw EmbeddedServerError.notADatabase(data)
        }
    }

    /// Every folder above the data must let the server's account pass.
    private func checkReachable(by user: String) throws {
        var path = ""
        for component in layout.home.split(separator: "/") {
            path += "/" + component
            var info = stat()
            guard stat(path, &info) == 0 else { continue }
            if info.st_mode & 0o001 == 0, info.st_uid != getpwnam(user).pointee.pw_uid {
                throw EmbeddedServerError.closedDirectory(path, user: user)
            }
        }
    }

    private func initialize(_ binaries: ServerBinaries) async throws {
        let files = FileManager.default
        // Made under another name and renamed when complete: a killed initdb leaves no half database.
        for leftover in (try? files.contentsOfDirectory(atPath: layout.home)) ?? [] where leftover.hasPrefix("pg.new-") {
            try? files.removeItem(atPath: "\(layout.home)/\(leftover)")
        }
        let fresh = "\(layout.home)/pg.new-\(getpid())"
        try makeDirectory(fresh)
        // C and C.UTF-8 sort alike; for C PostgreSQL compares bytes itself, which makes keys of text a third faster to build.
        let answer = try await run(
            binaries, "initdb",
            [
                "-D", fresh, "--username=padan", "--auth-local=peer", "--auth-host=scram-sha-256", "--encoding=UTF8",
                "--locale=C.UTF-8", "--lc-collate=C", "--data-checksums", "--no-instructions",
            ])
        guard answer.status == 0 else {
            try? files.removeItem(atPath: fresh)
            throw EmbeddedServerError.initFailed(answer.output)
        }
        try append("include_if_exists = 'padan.conf'\n", to: fresh + "/postgresql.conf")
        let account = String(cString: getpwuid(geteuid()).pointee.pw_name)
        let accounts = Set(["root", account, layout.serverUser ?? account]).sorted()
        let identities = accounts.map { "padan \"\($0)\" padan\n" }.joined() + "padan /^(.*)$ \\1\n"
        try write(identities, to: fresh + "/pg_ident.conf")
        guard rename(fresh, layout.data) == 0 else {
            throw EmbeddedServerError.io(path: layout.data, reason: String(cString: strerror(errno)))
        }
    }

    private func writeSettings() throws {
        var all = [
            "listen_addresses": "", "unix_socket_directories": "\"\(layout.socketDirectory)\"",
            "unix_socket_permissions": "0700", "port": "5432", "shared_buffers": "256MB",
            // The service comes as the superuser: readers cannot take the last of its connections, however many there are.
            "max_connections": "100", "superuser_reserved_connections": "20",
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
        if !FileManager.default.fileExists(atPath: layout.log) {
            guard FileManager.default.createFile(atPath: layout.log, contents: nil) else {
                throw EmbeddedServerError.io(path: layout.log, reason: "the file cannot be made")
            }
        }
        try own(layout.log)
    }

    /// People whom `padan db user add` has made come with a password; who runs the server comes as the owner.
    private static let logInRules =
        "# Written by padan at each start.\nlocal all +padan_analyst,+padan_blk,+padan_network,+padan_operator scram-sha-256\n"
        + "local all all peer map=padan\n"

    private var logInFile: String { layout.data + "/pg_hba.conf" }

    private func hasLogInRules() -> Bool {
        (try? String(contentsOfFile: logInFile, encoding: .utf8)) == Self.logInRules
    }

    private func writeLogInRules() throws { try write(Self.logInRules, to: logInFile) }

    private func launch(_ binaries: ServerBinaries) async throws {
        try await removeLeftovers()
        let arguments = ["start", "-D", layout.data, "-l", layout.log, "-w", "-t", "120", "-s"]
        let answer = try await run(binaries, "pg_ctl", arguments)
        guard answer.status == 0 else {
            let tail = logTail()
            throw EmbeddedServerError.startFailed(log: layout.log, tail: tail.isEmpty ? answer.output : tail)
        }
    }

    /// Clears what a killed server leaves: its pid file and its socket, which would stop the next one when their number
    /// belongs to a zombie or to another program by now.
    ///
    /// Only once every process of the old server is gone: the pid file is what keeps two servers off one folder.
    private func removeLeftovers() async throws {
        let deadline = ContinuousClock.now + .seconds(30)
        while !processesInData().isEmpty {
            guard ContinuousClock.now < deadline else {
                throw EmbeddedServerError.startFailed(
                    log: layout.log, tail: "processes of an earlier server are still there: \(processesInData())")
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        unlink(layout.data + "/postmaster.pid")
        unlink(layout.socketDirectory + "/.s.PGSQL.5432.lock")
        unlink(layout.socketDirectory + "/.s.PGSQL.5432")
    }

    /// Processes that stand in our data folder, as all of a server's do.
    private func processesInData() -> [Int32] {
        let data = URL(filePath: layout.data).resolvingSymlinksInPath().path
        return ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }.filter {
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\($0)/cwd")) == data
        }
    }

    /// Runs a program of the server as the server's account. It stands where that account may read, and does not find the caller's settings.
    private func run(_ binaries: ServerBinaries, _ program: String, _ arguments: [String]) async throws -> ChildProcess.Ending {
        var child = ChildProcess(binaries.path(program), arguments)
        if let user = layout.serverUser {
            guard let entry = getpwnam(user) else { throw EmbeddedServerError.noServerUser(user) }
            child.account = ChildProcess.Account(user: entry.pointee.pw_uid, group: entry.pointee.pw_gid)
        }
        return try await child.run()
    }

    /// Whether the server takes connections.
    private func answers() async throws -> Bool {
        let connectionString = layout.connectionString
        return try await offSharedThreads { PQping(connectionString) == PQPING_OK }
    }

    private func waitUntilReady() async throws {
        let deadline = ContinuousClock.now + .seconds(120)
        while try await !answers() {
            guard ContinuousClock.now < deadline else {
                throw EmbeddedServerError.startFailed(log: layout.log, tail: logTail())
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func createDatabase(_ configuration: PostgresConfiguration) async throws {
        let connection = try await PostgresConnection.connect(configuration.database("postgres"))
        let exists = try await connection.row("SELECT 1 AS one FROM pg_database WHERE datname = 'padan'") { _ in true }
        if exists == nil { try await connection.execute("CREATE DATABASE padan") }
    }

    // MARK: - Looking

    /// The process in the pid file, if it lives and really serves our data.
    private func runningProcess() -> Int32? {
        guard let text = try? String(contentsOfFile: layout.data + "/postmaster.pid", encoding: .utf8),
            let process = text.split(separator: "\n").first.flatMap({ Int32($0) }), kill(process, 0) == 0 || errno == EPERM
        else { return nil }
        guard let directory = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd") else {
            return nil
        }
        return URL(filePath: directory).resolvingSymlinksInPath() == URL(filePath: layout.data).resolvingSymlinksInPath()
            ? process : nil
    }

    private func logTail() -> String {
        guard let text = try? String(contentsOfFile: layout.log, encoding: .utf8) else { return "" }
        return text.split(separator: "\n").suffix(12).joined(separator: "\n")
    }

    // MARK: - Files

    private func write(_ text: String, to path: String) throws {
        do { try Data(text.utf8).write(to: URL(filePath: path)) } catch {
            throw EmbeddedServerError.io(path: path, reason: error.localizedDescription)
        }
        try own(path)
    }

    private func append(_ text: String, to path: String) throws {
        let old = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        try write(old + text, to: path)
    }

    /// A folder that only the server's account may enter.
    private func makeDirectory(_ path: String) throws {
        if mkdir(path, 0o700) != 0, errno != EEXIST {
            throw EmbeddedServerError.io(path: path, reason: String(cString: strerror(errno)))
        }
        var info = stat()
        let allowed = [geteuid(), layout.serverUser.flatMap { getpwnam($0)?.pointee.pw_uid } ?? geteuid()]
        guard lstat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR, allowed.contains(info.st_uid) else {
            throw EmbeddedServerError.foreignSocketDirectory(path)
        }
        try own(path)
    }

    private func own(_ path: String) throws {
        guard let user = layout.serverUser, let entry = getpwnam(user) else { return }
        guard chown(path, entry.pointee.pw_uid, entry.pointee.pw_gid) == 0 else {
            throw EmbeddedServerError.io(path: path, reason: String(cString: strerror(errno)))
        }
    }
}
