import CLibPQ
import Foundation
import Processes
import SystemPackage

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
    /// - Throws: `EmbeddedServerError` when the caller may not look into the folder, in which nothing would seem to be.
    public func status() throws -> Status {
        try requireWay()
        guard FileManager.default.fileExists(atPath: layout.data + "/PG_VERSION") else { return .absent }
        return runningProcess().map(Status.running) ?? .stopped
    }

    /// Makes sure that the server runs and has our database; creates both at first use.
    ///
    /// Any number of processes may call this at once; one does the work and the others wait for it.
    ///
    /// - Parameters:
    ///   - progress: Is told in words what takes time.
    ///   - waiting: Is told the process that is waited for, because it starts or stops the server; `nil` where nobody knows it.
    /// - Returns: How to reach the server as its superuser.
    /// - Throws: `EmbeddedServerError` when the server cannot be installed or started, `ChildProcessError` when one of its programs cannot
    ///   be run, `PostgresError` when it cannot be reached, `CancellationError` when the task was cancelled.
    public func start(
        progress: (String) -> Void = { _ in }, waiting: (Int32?) -> Void = { _ in }
    ) async throws -> PostgresConfiguration {
        try requireWay()
        if runningProcess() != nil, try await answers() {
            let configuration = try PostgresConfiguration(layout.connectionString)
            // The database is made last: where it can be reached, all is done, unless an older version started the server.
            if (try? await PostgresConnection.connect(configuration)) != nil, hasLogInRules() {
                if isLogOpen() { try closeLog() }
                return configuration
            }
        }
        try prepareHome()
        try requireOwnData()
        let lock = try await ServerLock.acquire(layout.lock, waiting: waiting)
        defer { lock.release() }
        let binaries = try await chooseBinaries()
        try await removeUnfinishedData(progress)
        if try status() == .absent {
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

    /// Stops the server; open transactions are rolled back. A session in the middle of one long computation hears nobody, and would keep the server
    /// from stopping for as long as it computes: the server is then stopped as by a power cut, after which it loses nothing that was committed.
    ///
    /// - Parameters:
    ///   - patience: How many seconds sessions have to end.
    ///   - waiting: Is told the process that is waited for, because it starts or stops the server; `nil` where nobody knows it.
    ///   - deaf: Is told the processes of sessions that did not end, before they are stopped with the server.
    /// - Returns: Whether it ran.
    /// - Throws: `EmbeddedServerError` when it does not stop, `ChildProcessError` when `pg_ctl` cannot be run, `CancellationError` when
    ///   the task was cancelled.
    @discardableResult
    public func stop(
        patience: Int = 15, waiting: (Int32?) -> Void = { _ in }, deaf: ([Int32]) -> Void = { _ in }
    ) async throws -> Bool {
        try requireWay()
        guard FileManager.default.fileExists(atPath: layout.home) else { return false }
        try requireOwnData()
        let lock = try await ServerLock.acquire(layout.lock, waiting: waiting)
        defer { lock.release() }
        guard runningProcess() != nil else { return false }
        let binaries = try await chooseBinaries()
        func stop(_ mode: String, _ seconds: Int) async throws -> ChildProcess.Ending {
            try await run(binaries, "pg_ctl", ["stop", "-D", relative(layout.data), "-m", mode, "-w", "-t", String(seconds)])
        }
        var answer = try await stop("fast", patience)
        if answer.status != 0, runningProcess() != nil {
            let serving = sessions()
            if !serving.isEmpty { deaf(serving) }
            // Without a session it is only the disk that takes long.
            answer = try await stop(serving.isEmpty ? "fast" : "immediate", 60)
        }
        guard answer.status == 0 || runningProcess() == nil else { throw EmbeddedServerError.stopFailed(answer.output) }
        return true
    }

    /// The processes of the server that serve somebody, by the titles that they give themselves.
    private func sessions() -> [Int32] {
        processes(in: layout.data).filter { process in
            let title = (try? String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8)) ?? ""
            return title.contains(#/^postgres: .* (?:\[local\]|[^ ]+\(\d+\)) /#)
        }.sorted()
    }

    /// Looks for the programs that fit the data.
    ///
    /// - Returns: The programs for the data that exist, or the newest ones for data to be made.
    /// - Throws: `EmbeddedServerError` when no server is installed, or none of the data's version; `ChildProcessError` when one is installed
    ///   and cannot be run; `CancellationError` when the task was cancelled.
    public func chooseBinaries() async throws -> ServerBinaries {
        let installed = try await ServerBinaries.installed()
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
        // PostgreSQL's pid file has a line for each path, and its settings have one for each value.
        guard !layout.home.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
            throw EmbeddedServerError.unusablePath(layout.home)
        }
        var path = ""
        for component in layout.home.split(separator: "/") {
            path += "/" + component
            var info = stat()
            if stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR { continue }
            guard mkdir(path, 0o777) == 0 || errno == EEXIST && stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR else {
                throw EmbeddedServerError.io(path: path, reason: String(cString: strerror(errno == EEXIST ? ENOTDIR : errno)))
            }
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

    private static let unfinishedData = "pg.new-"

    /// Removes the data that a killed `initdb` left, which may still write to them. The lock is held, so that no other process makes any.
    private func removeUnfinishedData(_ progress: (String) -> Void) async throws {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: layout.home)) ?? []
        where name.hasPrefix(Self.unfinishedData) && Int32(name.dropFirst(Self.unfinishedData.count)) != nil {
            let leftover = "\(layout.home)/\(name)"
            var info = stat()
            guard lstat(leftover, &info) == 0, info.st_mode & S_IFMT == S_IFDIR else { continue }
            let deadline = ContinuousClock.now + .seconds(10)
            repeat {
                for process in processes(in: leftover) { kill(process, SIGKILL) }
                try? FileManager.default.removeItem(atPath: leftover)
                guard FileManager.default.fileExists(atPath: leftover) else { break }
                try await Task.sleep(for: .milliseconds(50))
            } while ContinuousClock.now < deadline
            progress("rm → \(leftover)")
        }
    }

    /// The caller must be able to look at the data: where a folder is closed to it, data that are there would seem not to be.
    private func requireWay() throws {
        var path = ""
        for component in (layout.data + "/PG_VERSION").split(separator: "/") {
            let parent = path.isEmpty ? "/" : path
            path += "/" + component
            var info = stat()
            guard stat(path, &info) != 0 else { continue }
            guard errno == EACCES else { return }
            throw EmbeddedServerError.closedToCaller(parent, caller: Self.account(geteuid()), owner: Self.owner(of: parent))
        }
    }

    /// PostgreSQL runs as the owner of its data alone.
    private func requireOwnData() throws {
        var info = stat()
        guard stat(layout.data, &info) == 0 else { return }
        let user = layout.serverUser.flatMap { getpwnam($0)?.pointee.pw_uid } ?? geteuid()
        guard info.st_uid != user else { return }
        throw EmbeddedServerError.foreignData(layout.data, owner: Self.account(info.st_uid), expected: Self.account(user))
    }

    static func owner(of path: String) -> String {
        var info = stat()
        return stat(path, &info) == 0 ? account(info.st_uid) : "?"
    }

    /// The name of an account; its number where it has none.
    static func account(_ user: uid_t) -> String {
        getpwuid(user).map { String(cString: $0.pointee.pw_name) } ?? String(user)
    }

    private func initialize(_ binaries: ServerBinaries) async throws {
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

    private func writeSettings() throws {
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
    private func closeLog() throws {
        try open(layout.log, [.create, .append])
    }

    /// Whether others than the server's account may read the log, as older versions made it.
    private func isLogOpen() -> Bool {
        var info = stat()
        return lstat(layout.log, &info) == 0 && info.st_mode & 0o077 != 0
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
        let arguments = ["start", "-D", relative(layout.data), "-l", relative(layout.log), "-w", "-t", "120", "-s"]
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
        while !processes(in: layout.data).isEmpty {
            guard ContinuousClock.now < deadline else {
                throw EmbeddedServerError.startFailed(
                    log: layout.log, tail: "processes of an earlier server are still there: \(processes(in: layout.data))")
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        unlink(layout.data + "/postmaster.pid")
        unlink(layout.socketDirectory + "/.s.PGSQL.5432.lock")
        unlink(layout.socketDirectory + "/.s.PGSQL.5432")
    }

    /// Processes that stand in a folder of data, as all of a server's do.
    private func processes(in folder: String) -> [Int32] {
        let data = URL(filePath: folder).resolvingSymlinksInPath().path
        return ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }.filter {
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\($0)/cwd")) == data
        }
    }

    /// A path inside our folder, as a program finds it that stands there.
    private func relative(_ path: String) -> String { String(path.dropFirst(layout.home.count + 1)) }

    /// Runs a program of the server as the server's account, without the caller's settings. It stands in our folder and is told paths from
    /// there: `initdb` and `pg_ctl` hand them to a shell, to which quotes, backslashes and dollars in the path of the folder mean something.
    private func run(_ binaries: ServerBinaries, _ program: String, _ arguments: [String]) async throws -> ChildProcess.Ending {
        var child = ChildProcess(binaries.path(program), arguments)
        child.folder = layout.home
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
        try open(path, [.create, .truncate]) { _ = try $0.writeAll(text.utf8) }
    }

    /// Opens a file that only the server's account may read and write. A link is not followed: that account may put one in the file's
    /// place, and the file may be opened by root.
    private func open(
        _ path: String, _ options: FileDescriptor.OpenOptions, _ body: (FileDescriptor) throws -> Void = { _ in }
    ) throws {
        do {
            let file = try FileDescriptor.open(
                FilePath(path), .writeOnly, options: options.union([.noFollow, .closeOnExec]), permissions: .ownerReadWrite)
            try file.closeAfter {
                if let user = layout.serverUser, let entry = getpwnam(user) {
                    guard fchown(file.rawValue, entry.pointee.pw_uid, entry.pointee.pw_gid) == 0 else { throw Errno(rawValue: errno) }
                }
                guard fchmod(file.rawValue, 0o600) == 0 else { throw Errno(rawValue: errno) }
                try body(file)
            }
        } catch {
            throw EmbeddedServerError.io(path: path, reason: "\(error)")
        }
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
        guard lchown(path, entry.pointee.pw_uid, entry.pointee.pw_gid) == 0 else {
            throw EmbeddedServerError.io(path: path, reason: String(cString: strerror(errno)))
        }
    }
}
