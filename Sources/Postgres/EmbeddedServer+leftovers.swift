import Foundation

/// What killed programs leave, and how it goes.
extension EmbeddedServer {
    static let unfinishedData = "pg.new-"

    /// Removes the data that a killed `initdb` left, which may still write to them. The lock is held, so that no other process makes any.
    func removeUnfinishedData(_ progress: (String) -> Void) async throws {
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

    /// Clears what a killed server leaves: its pid file and its socket, which would stop the next one when their number
    /// belongs to a zombie or to another program by now.
    ///
    /// Only once every process of the old server is gone: the pid file is what keeps two servers off one folder.
    func removeLeftovers() async throws {
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
}
