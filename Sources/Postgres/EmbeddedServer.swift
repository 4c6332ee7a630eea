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
}
