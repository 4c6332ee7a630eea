import Foundation
import Postgres
import Synchronization
import Testing

/// Why something does not work, or takes long, is told as it is.
@Suite(.sampleNetwork) struct ReasonTests {
    @Test func `a folder for temporary files that is missing or no folder does not keep the server from starting`() async throws {
        let desk = try Desk.empty()
        try desk.write("", to: "file")
        for folder in ["/nowhere/tmp", desk.path("file")] {
            let answer = try await desk.run(["db", "start"], environment: ["TMPDIR": folder])
            #expect(answer.status == 0, "\(answer.error)")
            #expect(try await desk.run(["db", "stop"], environment: ["TMPDIR": folder]).status == 0)
        }
    }

    @Test func `a PDF that cannot be laid out for want of a temporary folder says so`() async throws {
        let desk = try await Desk.reading()
        let answer = try await desk.run(
            ["export", "report", "--blk", "UPTD-KRW", "--format", "pdf"], environment: ["TMPDIR": "/nowhere/tmp"])
        #expect(answer.status == 1)
        #expect(answer.error.contains("/nowhere/tmp"), "\(answer.error)")
        #expect(!FileManager.default.fileExists(atPath: "/nowhere"))
    }

    @Test func `a home with quotes, backslashes and dollars serves every command`() async throws {
        let desk = try Desk.empty()
        let home = ["PADAN_HOME": desk.path("ru'mah \"kita\" \\n $(touch hacked) `x`, 100%")]
        #expect(try await desk.run(["db", "start"], environment: home).status == 0)
        let url = try await desk.run(["db", "url"], environment: home)
        #expect(url.status == 0, "\(url.error)")
        #expect(try await desk.psql(url.output.trimmingCharacters(in: .newlines), "SELECT count(*) FROM padan.blk").output == "0\n")
        let psql = try await desk.run(["db", "psql", "--", "-Atc", "SELECT 1"], environment: home)
        #expect(psql.output == "1\n", "\(psql.error)")
        for call in [["db", "backup", desk.path("copy.padan")], ["db", "restore", desk.path("copy.padan"), "--yes"], ["runs", "list"]] {
            let answer = try await desk.run(call, environment: home)
            #expect(answer.status == 0, "\(call): \(answer.error)")
        }
        #expect(try await desk.run(["db", "stop"], environment: home).status == 0)
        #expect(!desk.holds("hacked"))
    }

    @Test(.enabled(if: geteuid() == 0)) func `the program that changes the account is named when it is missing`() async throws {
        let desk = try Desk.empty()
        let answer = try await desk.run(["db", "start"], environment: ["PATH": "/nowhere"])
        #expect(answer.status == 1)
        #expect(answer.error.contains("'setpriv'"), "\(answer.error)")
    }

    /// Whether accounts other than root can reach the program and its data files.
    private static let isShared: Bool = {
        var folder = URL(filePath: Program.path).standardizedFileURL
        while folder.path != "/" {
            var info = stat()
            guard stat(folder.path, &info) == 0, info.st_mode & 0o001 != 0 else { return false }
            folder = folder.deletingLastPathComponent()
        }
        return geteuid() == 0
    }()

    private func asNobody(_ desk: Desk, _ arguments: [String], _ environment: [String: String] = [:]) async throws -> Answer {
        try await Program.run(
            "/usr/bin/setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "--", Program.path] + arguments, in: desk.folder,
            input: "",
            environment: ["PATH": "/usr/bin:/bin", "PADAN_HOME": desk.folder.path, "PADAN_LANG": "en"].merging(environment) { $1 })
    }

    @Test(.enabled(if: ReasonTests.isShared)) func `another account is told whose the data are`() async throws {
        let desk = try Desk.empty()
        #expect(try await desk.run(["db", "start"]).status == 0)
        try desk.write("unit_code,title\nU1,A\n", to: "units.csv")
        for call in [["db", "status"], ["db", "start"], ["db", "stop"], ["runs", "list"], ["import", "units", "units.csv"]] {
            let answer = try await asNobody(desk, call)
            #expect(answer.status == 1, "\(call)")
            #expect(answer.error.contains("\(desk.folder.path)/pg, which belongs to 'postgres'"), "\(call): \(answer.error)")
            #expect(answer.error.contains("'nobody'"))
        }
        chmod(desk.folder.path, 0o700)
        let closed = try await asNobody(desk, ["db", "status", "--json"], ["PADAN_HOME": desk.folder.path])
        #expect(closed.status == 1 && closed.error.contains("which belongs to 'root'"), "\(closed.error)")
        chmod(desk.folder.path, 0o755)
        #expect(try await desk.run(["db", "stop"]).status == 0)
    }

    @Test(.enabled(if: ReasonTests.isShared)) func `data files that another account may not read are named`() async throws {
        let desk = try Desk.empty()
        let share = try desk.share()
        chmod(share.appending(path: "config").path, 0o700)
        let answer = try await asNobody(desk, ["db", "status"], ["PADAN_SHARE": share.path])
        #expect(answer.status == 1)
        #expect(
            answer.error.contains("the account 'nobody' may not read") && answer.error.contains("config/scoring.yaml"), "\(answer.error)")
    }

    /// Waits until a running call has written some words to standard error; `false` when the call has ended without them. How long that takes
    /// is up to the machine: the call may first stand in line behind other tests' programs.
    private func told(_ words: String, by call: Task<Answer, any Error>, _ desk: Desk) async throws -> Bool {
        let hasEnded = Atomic(false)
        let end = Task {
            _ = try? await call.value
            hasEnded.store(true, ordering: .relaxed)
        }
        defer { end.cancel() }
        while true {
            let isLast = hasEnded.load(ordering: .relaxed)
            let files = try FileManager.default.contentsOfDirectory(atPath: desk.folder.path).filter { $0.hasSuffix(".err") }
            if files.contains(where: { (try? desk.text($0))?.contains(words) == true }) { return true }
            if isLast { return (try? await call.value.error.contains(words)) ?? false }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    @Test(arguments: [
        ("SELECT pg_advisory_xact_lock(hashtext('padan.import'), hashtext('units'))", ["import", "units", "units.csv"]),
        ("SELECT pg_advisory_xact_lock(hashtext('padan.lookup'), 0)", ["titles", "teach", "Satpam", "5414", "--json"]),
        ("LOCK TABLE padan.unit IN ACCESS EXCLUSIVE MODE", ["import", "units", "units.csv", "--dry-run"]),
        ("LOCK TABLE padan.blk IN ACCESS EXCLUSIVE MODE", ["recommend", "UPTD-KRW"]),
    ]) func `a command that waits for a lock says for whom`(_ lock: String, _ call: [String]) async throws {
        let desk = try await Desk.copy()
        try desk.write("unit_code,title\nU1,A\n", to: "units.csv")
        var configuration = try PostgresConfiguration(try #require(desk.url))
        configuration.applicationName = "pemegang"
        let holder = try await PostgresConnection.connect(configuration)
        try await holder.execute("BEGIN")
        try await holder.execute(lock)
        let answer = Task(priority: .high) { try await desk.run(call) }
        let isTold = try await told("pemegang, pengguna padan, proses server \(await holder.backendProcess)", by: answer, desk)
        try await holder.execute("COMMIT")
        let error = try await answer.value.error
        #expect(isTold, "\(error)")
        #expect(try await answer.value.status == 0, "\(error)")
        #expect(error.matches(of: /menunggu pengguna lain/).count == 1, "\(error)")
    }

    @Test func `an import behind a stopped one names the process that is stopped`() async throws {
        let desk = try await Desk.copy()
        let rows = (0..<80_000).map { "X\($0),Unit \($0)\n" }.joined()
        try desk.write("unit_code,title\n" + rows, to: "many.csv")
        try desk.write("unit_code,title\nU1,A\n", to: "one.csv")
        let first = Process()
        first.executableURL = URL(filePath: Program.path)
        first.arguments = ["import", "units", desk.path("many.csv"), "-q"]
        first.environment = ["PATH": "/usr/bin:/bin", "PADAN_HOME": desk.folder.path, "PADAN_DATABASE_URL": try #require(desk.url)]
        first.standardOutput = FileHandle.nullDevice
        try first.run()
        let stopped = first.processIdentifier
        // Asked by a connection of this process: other programs may stand in line for minutes.
        let watcher = try await PostgresConnection.connect(PostgresConfiguration(try #require(desk.url)))
        for _ in 0..<3000 {
            let held = """
                SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted
                    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """
            if try await watcher.number(held) != 0 { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        kill(stopped, SIGSTOP)
        let answer = Task(priority: .high) { try await desk.run(["import", "units", "one.csv"]) }
        let isTold = try await told("padan \(stopped),", by: answer, desk)
        kill(stopped, SIGCONT)
        let second = try await answer.value
        #expect(isTold, "\(second.error)")
        #expect(second.status == 0, "\(second.error)")
        first.waitUntilExit()
        #expect(first.terminationStatus == 0)
    }

    @Test func `a start behind another one says so`() async throws {
        let desk = try Desk.empty()
        let lock = open(desk.path("server.lock"), O_RDWR | O_CREAT, 0o600)
        #expect(flock(lock, LOCK_EX) == 0)
        let answer = Task(priority: .high) { try await desk.run(["db", "start"]) }
        let isTold = try await told("menunggu padan lain", by: answer, desk)
        close(lock)
        #expect(try await answer.value.status == 0)
        #expect(isTold)
        #expect(try await desk.run(["db", "stop"]).status == 0)
    }
}
