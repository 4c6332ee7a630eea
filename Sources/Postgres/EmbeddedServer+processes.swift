import CLibPQ
import Foundation
import Processes

/// The server's processes: how they are started, found and asked.
extension EmbeddedServer {
    /// The process in the pid file, if it lives and really serves our data.
    func runningProcess() -> Int32? {
        guard let text = try? String(contentsOfFile: layout.data + "/postmaster.pid", encoding: .utf8),
            let process = text.split(separator: "\n").first.flatMap({ Int32($0) }), kill(process, 0) == 0 || errno == EPERM
        else { return nil }
        guard let directory = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd") else {
            return nil
        }
        return URL(filePath: directory).resolvingSymlinksInPath() == URL(filePath: layout.data).resolvingSymlinksInPath()
            ? process : nil
    }

    /// Whether the server takes connections.
    func answers() async throws -> Bool {
        let connectionString = layout.connectionString
        return try await offSharedThreads { PQping(connectionString) == PQPING_OK }
    }

    func launch(_ binaries: ServerBinaries) async throws {
        try await removeLeftovers()
        let arguments = ["start", "-D", relative(layout.data), "-l", relative(layout.log), "-w", "-t", "120", "-s"]
        let answer = try await run(binaries, "pg_ctl", arguments)
        guard answer.status == 0 else {
            let tail = logTail()
            throw EmbeddedServerError.startFailed(log: layout.log, tail: tail.isEmpty ? answer.output : tail)
        }
    }

    func waitUntilReady() async throws {
        let deadline = ContinuousClock.now + .seconds(120)
        while try await !answers() {
            guard ContinuousClock.now < deadline else {
                throw EmbeddedServerError.startFailed(log: layout.log, tail: logTail())
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    func logTail() -> String {
        guard let text = try? String(contentsOfFile: layout.log, encoding: .utf8) else { return "" }
        return text.split(separator: "\n").suffix(12).joined(separator: "\n")
    }

    /// A path inside our folder, as a program finds it that stands there.
    func relative(_ path: String) -> String { String(path.dropFirst(layout.home.count + 1)) }

    /// Runs a program of the server as the server's account, without the caller's settings. It stands in our folder and is told paths from
    /// there: `initdb` and `pg_ctl` hand them to a shell, to which quotes, backslashes and dollars in the path of the folder mean something.
    func run(_ binaries: ServerBinaries, _ program: String, _ arguments: [String]) async throws -> ChildProcess.Ending {
        var child = ChildProcess(binaries.path(program), arguments)
        child.folder = layout.home
        if let user = layout.serverUser {
            guard let entry = getpwnam(user) else { throw EmbeddedServerError.noServerUser(user) }
            child.account = ChildProcess.Account(user: entry.pointee.pw_uid, group: entry.pointee.pw_gid)
        }
        return try await child.run()
    }

    /// Processes that stand in a folder of data, as all of a server's do.
    func processes(in folder: String) -> [Int32] {
        let data = URL(filePath: folder).resolvingSymlinksInPath().path
        return ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }.filter {
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\($0)/cwd")) == data
        }
    }

    /// The processes of the server that serve somebody, by the titles that they give themselves.
    func sessions() -> [Int32] {
        processes(in: layout.data).filter { process in
            let title = (try? String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8)) ?? ""
            return title.contains(#/^postgres: .* (?:\[local\]|[^ ]+\(\d+\)) /#)
        }.sorted()
    }
}
