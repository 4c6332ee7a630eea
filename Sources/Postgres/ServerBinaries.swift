import Foundation

/// The programs of an installed PostgreSQL server.
public struct ServerBinaries: Sendable, Equatable {
    public let directory: String
    public let major: Int

    public func path(_ program: String) -> String { directory + "/" + program }

    /// Where Debian and Ubuntu put each major version.
    static let debianRoot = "/usr/lib/postgresql"
    static let oldestMajor = 15

    /// All usable installations, newest first: the one of `pg_config --bindir`, then Debian's.
    public static func installed() -> [ServerBinaries] {
        var directories: [String] = []
        if let answer = try? ServerCommand.run("/usr/bin/env", ["pg_config", "--bindir"]), answer.status == 0 {
            directories.append(answer.output.trimmed)
        }
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: debianRoot)) ?? []
        directories += versions.compactMap { Int($0) }.sorted(by: >).map { "\(debianRoot)/\($0)/bin" }
        var seen: Set<String> = []
        return directories.filter { seen.insert($0).inserted }.compactMap { ServerBinaries(directory: $0) }
            .filter { $0.major >= oldestMajor }
            .sorted { $0.major > $1.major }
    }

    /// - Returns: `nil` when the folder lacks `postgres`, `initdb` or `pg_ctl`.
    init?(directory: String) {
        let files = FileManager.default
        for program in ["postgres", "initdb", "pg_ctl"] where !files.isExecutableFile(atPath: "\(directory)/\(program)") {
            return nil
        }
        guard let answer = try? ServerCommand.run("\(directory)/postgres", ["--version"]),
            let match = answer.output.firstMatch(of: /\(PostgreSQL\) (\d+)/), let major = Int(match.1)
        else { return nil }
        self.directory = directory
        self.major = major
    }
}

/// Runs a program of the server and waits for its end.
///
/// By `posix_spawn`, not by Foundation's `Process`: that one waits for a socket which a server started by `pg_ctl` inherits,
/// and so would wait for the server's end.
enum ServerCommand {
    struct Answer {
        let status: Int32
        /// Standard output and standard error, in the order written.
        let output: String
    }

    /// - Parameter user: run it as this user; only root may.
    static func run(
        _ program: String, _ arguments: [String], as user: String? = nil, environment: [String: String] = [:]
    ) throws -> Answer {
        let privileges = user.map { ["setpriv", "--reuid=\($0)", "--regid=\($0)", "--clear-groups"] } ?? []
        let call = ["/usr/bin/env", "-C", "/"] + privileges + [program] + arguments
        // The server must not find the caller's settings, and must stand where it may read.
        let inherited = ProcessInfo.processInfo.environment
        var clean = ["PATH": inherited["PATH"] ?? "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
        clean.merge(environment) { $1 }
        // A file, not a pipe: a server started by pg_ctl would keep the pipe open for its whole life.
        let log = FileManager.default.temporaryDirectory.appending(path: "padan-\(UUID().uuidString)").path
        defer { unlink(log) }

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        // A server lives on: nothing that the caller has open may be kept open by it.
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? [] {
            if let descriptor = Int32(name), descriptor > STDERR_FILENO { posix_spawn_file_actions_addclose(&actions, descriptor) }
        }
        var process = pid_t()
        var argv = call.map { strdup($0) } + [nil]
        var envp = clean.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        let failure = posix_spawn(&process, call[0], &actions, nil, &argv, &envp)
        guard failure == 0 else {
            throw EmbeddedServerError.io(path: call[0], reason: String(cString: strerror(failure)))
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let output = (try? Data(contentsOf: URL(filePath: log))) ?? Data()
        let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
        return Answer(status: code, output: String(decoding: output, as: UTF8.self))
    }
}
