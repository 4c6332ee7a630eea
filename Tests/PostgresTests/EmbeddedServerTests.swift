import Foundation
import Postgres
import Synchronization
import TestSupport
import Testing

/// Servers of their own: these are started, killed and stopped.
@Suite(.serialized) struct EmbeddedServerTests {
    private func server(_ name: String) throws -> EmbeddedServer {
        let folder = try TestServer.makeFolder(name)
        return EmbeddedServer(layout: TestServer.layout(folder), settings: ["fsync": "off", "shared_buffers": "16MB"])
    }

    private func process(_ server: EmbeddedServer) throws -> Int32 {
        guard case .running(let process) = try server.status() else { throw CocoaError(.featureUnsupported) }
        return process
    }

    /// The mode of a file, without its kind.
    private func mode(_ path: String) -> mode_t {
        var info = stat()
        lstat(path, &info)
        return info.st_mode & 0o7777
    }

    @Test func `nobody else reads the log, nor one that an older version made`() async throws {
        let server = try server("log")
        _ = try await server.start()
        #expect(mode(server.layout.log) == 0o600)
        chmod(server.layout.log, 0o644)
        _ = try await server.start()
        #expect(mode(server.layout.log) == 0o600)
        try await server.stop()
        chmod(server.layout.log, 0o644)
        _ = try await server.start()
        #expect(mode(server.layout.log) == 0o600)
        #expect(try String(contentsOfFile: server.layout.log, encoding: .utf8).contains("shut"))
        try await server.stop()
    }

    @Test func `a link in the place of the log is not followed`() async throws {
        let server = try server("trap")
        let victim = try TestServer.makeFolder("victim").appending(path: "milik")
        try Data("penting".utf8).write(to: victim)
        chmod(victim.path, 0o644)
        try FileManager.default.createSymbolicLink(atPath: server.layout.log, withDestinationPath: victim.path)
        await #expect(throws: EmbeddedServerError.self) { try await server.start() }
        #expect(try String(contentsOf: victim, encoding: .utf8) == "penting")
        #expect(mode(victim.path) == 0o644)
    }

    @Test func `data that a killed initdb left go, and that is told`() async throws {
        let server = try server("initdb")
        let left = server.layout.home + "/pg.new-4000001"
        try FileManager.default.createDirectory(atPath: left + "/base", withIntermediateDirectories: true)
        let notOurs = server.layout.home + "/pg.new-lama"
        try FileManager.default.createDirectory(atPath: notOurs, withIntermediateDirectories: true)
        let writer = Process()
        writer.executableURL = URL(filePath: "/bin/sleep")
        writer.arguments = ["600"]
        writer.currentDirectoryURL = URL(filePath: left)
        try writer.run()
        var steps: [String] = []
        _ = try await server.start { steps.append($0) }
        #expect(!FileManager.default.fileExists(atPath: left) && FileManager.default.fileExists(atPath: notOurs))
        #expect(steps.contains { $0.contains(left) })
        writer.waitUntilExit()
        #expect(writer.terminationReason == .uncaughtSignal)
        try await server.stop()
    }

    @Test func `several starts at once give one server, which stops when asked`() async throws {
        let server = try server("once")
        #expect(try server.status() == .absent)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { _ = try await server.start() } }
            try await group.waitForAll()
        }
        let first = try process(server)
        let connection = try await PostgresConnection.connect(try await server.start())
        #expect(try process(server) == first)
        let settings = try await connection.row(
            "SELECT current_setting('listen_addresses') AS tcp, current_setting('data_checksums') AS sums"
        ) { [try $0["tcp"] as String, try $0["sums"] as String] }
        #expect(settings == ["", "on"])
        #expect(try await server.stop() == true)
        #expect(try server.status() == .stopped)
        #expect(try await server.stop() == false)
    }

    @Test func `it comes back with its data after kill -9`() async throws {
        let server = try server("kill")
        let connection = try await PostgresConnection.connect(try await server.start())
        try await connection.execute("CREATE TABLE t AS SELECT 1 AS a")
        kill(try process(server), SIGKILL)
        let again = try await PostgresConnection.connect(try await server.start())
        #expect(try await again.number("SELECT a FROM t") == 1)
    }

    @Test func `a stale pid file that names another program does not stop it`() async throws {
        let server = try server("stale")
        _ = try await server.start()
        try await server.stop()
        try Data("\(getpid())\n\(server.layout.data)\n".utf8).write(to: URL(filePath: server.layout.data + "/postmaster.pid"))
        #expect(try server.status() == .stopped)
        _ = try await server.start()
        #expect(try process(server) != getpid())
    }

    @Test func `a server that an older version started learns the log-in rules`() async throws {
        let server = try server("rules")
        let configuration = try await server.start()
        let file = URL(filePath: server.layout.data + "/pg_hba.conf")
        let rules = try String(contentsOf: file, encoding: .utf8)
        try Data("local all all peer map=padan\n".utf8).write(to: file)
        func loaded() async throws -> String? {
            try await PostgresConnection.connect(configuration).text("SELECT pg_conf_load_time()::text")
        }
        let before = try await loaded()
        _ = try await server.start()
        #expect(try String(contentsOf: file, encoding: .utf8) == rules)
        for _ in 0..<100 where try await loaded() == before { try await Task.sleep(for: .milliseconds(50)) }
        #expect(try await loaded() != before)
    }

    @Test func `a path too long for a socket is answered with a short one`() async throws {
        let folder = try TestServer.makeFolder("long")
        let home = folder.appending(path: String(repeating: "x", count: 90))
        removeAtExit(home)
        let server = EmbeddedServer(layout: TestServer.layout(home), settings: ["fsync": "off"])
        #expect(server.layout.socketDirectory.utf8.count < 80)
        let connection = try await PostgresConnection.connect(try await server.start())
        #expect(try await connection.number("SELECT 1 AS one") == 1)
        try await server.stop()
        try? FileManager.default.removeItem(atPath: server.layout.socketDirectory)
    }

    /// Letters that mean something to a shell, to PostgreSQL's settings, to a list of hosts or to a URL.
    @Test(arguments: ["it's a home", "\"q\" \\b\\ a,b", "$(touch hacked) `touch hacked` $HOME 'x;y|z>w", "%n #?&*[]{}~!日本é -D x"])
    func `a path works whatever letters it has`(_ name: String) async throws {
        let folder = try TestServer.makeFolder("odd").appending(path: name)
        removeAtExit(folder)
        let server = EmbeddedServer(layout: TestServer.layout(folder), settings: ["fsync": "off"])
        for _ in 0..<2 {
            let connection = try await PostgresConnection.connect(try await server.start())
            #expect(try await connection.number("SELECT 1 AS one") == 1)
            let byURL = try await PostgresConnection.connect(PostgresConfiguration(server.layout.url))
            #expect(try await byURL.text("SELECT current_setting('data_directory')") == server.layout.data)
            #expect(try await server.stop())
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(left).isSubset(of: ["pg", "run", "server.lock", "server.log"]), "\(left)")
        if !server.layout.socketDirectory.hasPrefix(folder.path) { removeAtExit(URL(filePath: server.layout.socketDirectory)) }
    }

    @Test(arguments: ["a\nb", "a\rb", "a\u{1B}b", "a\u{7F}"]) func `a path with control characters is refused by name`(_ name: String)
        async throws
    {
        let folder = try TestServer.makeFolder("control").appending(path: name)
        let server = EmbeddedServer(layout: TestServer.layout(folder))
        await #expect(throws: EmbeddedServerError.unusablePath(folder.path)) { try await server.start() }
    }

    @Test func `a home that cannot be made is told with the reason`() async throws {
        let folder = try TestServer.makeFolder("file")
        try Data("x".utf8).write(to: folder.appending(path: "letter"))
        let server = EmbeddedServer(layout: TestServer.layout(folder.appending(path: "letter/home")))
        let error = await #expect(throws: EmbeddedServerError.self) { try await server.start() }
        #expect(
            error?.description.contains("Not a directory") == true || error?.description.contains("File exists") == true, "\(error as Any)")
        #expect(try server.status() == .absent)
    }

    @Test(.enabled(if: geteuid() == 0)) func `data of another account are said to be that account's, and are left alone`() async throws {
        let server = try server("foreign")
        try FileManager.default.createDirectory(atPath: server.layout.data, withIntermediateDirectories: true)
        try Data("15\n".utf8).write(to: URL(filePath: server.layout.data + "/PG_VERSION"))
        chown(server.layout.data, 65_534, 65_534)
        let expected = EmbeddedServerError.foreignData(server.layout.data, owner: "nobody", expected: "postgres")
        await #expect(throws: expected) { try await server.start() }
        await #expect(throws: expected) { try await server.stop() }
        #expect(try server.status() == .stopped)
    }

    @Test func `who waits for another start is told for which process`() async throws {
        let server = try server("wait")
        let lock = server.layout.home + "/server.lock"
        try Data("4711\n".utf8).write(to: URL(filePath: lock))
        let file = open(lock, O_RDWR)
        defer { close(file) }
        #expect(flock(file, LOCK_EX) == 0)
        let told = Mutex<[Int32?]>([])
        _ = try await server.start(waiting: { process in
            told.withLock { $0.append(process) }
            flock(file, LOCK_UN)
        })
        #expect(told.withLock { $0 } == [4711])
        #expect(try String(contentsOfFile: lock, encoding: .utf8) == "\(getpid())\n")
    }

    @Test func `a session that waits for a lock is told for whom, once, and one that works is not`() async throws {
        let configuration = try await TestServer.shared.emptyDatabase()
        let told = Mutex<[BlockingSession]>([])
        let other = try await PostgresConnection.connect(configuration)
        try await other.execute("CREATE TABLE t (a int)")
        let pool = PostgresPool(configuration) { holder in told.withLock { $0.append(holder) } }
        try await pool.withConnection { try await $0.execute("SELECT pg_sleep(2.5)") }
        #expect(told.withLock { $0 } == [])
        for wait in ["SELECT pg_advisory_xact_lock(1, 2)", "SELECT count(*) FROM t"] {
            try await other.execute("BEGIN")
            try await other.execute("SELECT pg_advisory_xact_lock(1, 2)")
            try await other.execute("LOCK TABLE t IN ACCESS EXCLUSIVE MODE")
            async let waited: Void = pool.withConnection { _ = try await $0.execute(wait) }
            for _ in 0..<200 where told.withLock({ $0.isEmpty }) { try await Task.sleep(for: .milliseconds(50)) }
            try await Task.sleep(for: .milliseconds(2500))
            try await other.execute("COMMIT")
            try await waited
            let holders = told.withLock { told in
                defer { told = [] }
                return told
            }
            #expect(holders.map(\.process) == [await other.backendProcess], "\(wait)")
            #expect(holders.allSatisfy { $0.user == "padan" && $0.application == "padan" && ($0.seconds ?? -1) >= 0 })
        }
    }

    @Test func `data of another major version are named and left alone`() async throws {
        let server = try server("major")
        try FileManager.default.createDirectory(atPath: server.layout.data, withIntermediateDirectories: true)
        try Data("9\n".utf8).write(to: URL(filePath: server.layout.data + "/PG_VERSION"))
        if let entry = server.layout.serverUser.flatMap({ getpwnam($0) }) {
            chown(server.layout.data, entry.pointee.pw_uid, entry.pointee.pw_gid)
        }
        let error = await #expect(throws: EmbeddedServerError.self) { try await server.start() }
        guard case .wrongMajor(_, 9, _) = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(error?.description.contains("PostgreSQL 9") == true)
        #expect(FileManager.default.fileExists(atPath: server.layout.data + "/PG_VERSION"))
    }

    @Test func `a folder that is no database is left alone`() async throws {
        let server = try server("other")
        try FileManager.default.createDirectory(atPath: server.layout.data, withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: URL(filePath: server.layout.data + "/letter.txt"))
        await #expect(throws: EmbeddedServerError.notADatabase(server.layout.data)) { try await server.start() }
        #expect(FileManager.default.fileExists(atPath: server.layout.data + "/letter.txt"))
    }

    @Test func `where nothing is installed the package is named`() {
        #expect(EmbeddedServerError.noServer.description.contains("postgresql-15"))
    }

    @Test func `homes follow root, PADAN_HOME and XDG_DATA_HOME`() {
        #expect(ServerLayout.current(environment: [:], isRoot: true).home == "/var/lib/padan")
        #expect(ServerLayout.current(environment: ["PADAN_HOME": "/x/y"], isRoot: true).home == "/x/y")
        #expect(ServerLayout.current(environment: ["XDG_DATA_HOME": "/d"], isRoot: false).home == "/d/padan")
        #expect(ServerLayout.current(environment: ["HOME": "/home/a"], isRoot: false).home == "/home/a/.local/share/padan")
    }

    @Test func `a backup brings everything back, and a broken one changes nothing`() async throws {
        let configuration = try await TestServer.shared.emptyDatabase()
        let binaries = try await EmbeddedServer(layout: .current()).chooseBinaries()
        let backup = Backup(binaries: binaries, configuration: configuration)
        let file = try TestServer.makeFolder("backup").appending(path: "copy.padan")
        do {
            let connection = try await PostgresConnection.connect(configuration)
            try await connection.execute("CREATE TABLE t AS SELECT n FROM generate_series(1, 100) AS n")
            try await backup.write(to: file.path)
            try await connection.execute("DELETE FROM t WHERE n > 10")
        }
        try await backup.restore(from: file.path)
        do {
            let connection = try await PostgresConnection.connect(configuration)
            #expect(try await connection.number("SELECT count(*) AS n FROM t") == 100)
        }
        let broken = file.deletingLastPathComponent().appending(path: "broken.padan")
        try Data(Data(contentsOf: file).prefix(400)).write(to: broken)
        await #expect(throws: Backup.Failure.self) { try await backup.restore(from: broken.path) }
        let after = try await PostgresConnection.connect(configuration)
        #expect(try await after.number("SELECT count(*) AS n FROM t") == 100)
    }
}
