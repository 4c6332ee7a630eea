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
        let process = Process()
        if let user {
            process.executableURL = URL(filePath: "/usr/bin/setpriv")
            process.arguments = ["--reuid=\(user)", "--regid=\(user)", "--clear-groups", program] + arguments
        } else {
            process.executableURL = URL(filePath: program)
            process.arguments = arguments
        }
        // The server must not find its user's or the caller's settings, and must stand where it may read.
        let inherited = ProcessInfo.processInfo.environment
        var clean = ["PATH": inherited["PATH"] ?? "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
        clean.merge(environment) { $1 }
        process.environment = clean
        process.currentDirectoryURL = URL(filePath: "/")
        process.standardInput = FileHandle.nullDevice
        // A file, not a pipe: a server started by pg_ctl would keep the pipe open for its whole life.
        let log = FileManager.default.temporaryDirectory.appending(path: "padan-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: log) }
        let handle = try FileHandle(forWritingTo: log)
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        process.waitUntilExit()
        try handle.close()
        let data = try Data(contentsOf: log)
        return Answer(status: process.terminationStatus, output: String(decoding: data, as: UTF8.self))
    }
}
