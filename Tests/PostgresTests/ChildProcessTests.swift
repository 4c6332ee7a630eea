import Domain
import Foundation
import Processes
import TestSupport
import Testing

@testable import Postgres

@Suite struct ChildProcessTests {
    @Test func `what a child prints, its exit code and the signal that ended it are reported`() async throws {
        let both = try await ChildProcess("sh", ["-c", "echo satu; echo dua >&2; echo tiga; exit 3"]).run()
        #expect(both.status == 3 && both.output == "satu\ndua\ntiga\n")
        #expect(try await ChildProcess("/bin/sh", ["-c", "kill -KILL $$"]).run().status == 137)
        let much = try await ChildProcess("sh", ["-c", "head -c 3000000 /dev/zero"]).run()
        #expect(much.output.utf8.count == 3_000_000)
    }

    @Test(arguments: ["/opt/padan", "/srv/klon satu/padan", "it's $HOME `x` \\ \"y\"", "", "a\nb", "*?[]~!#&;|<>(){}"])
    func `a word for the shell comes out of it as it went in`(text: String) async throws {
        #expect(try await ChildProcess("/bin/sh", ["-c", "printf %s \(text.shellWord)"]).run().output == text)
        #expect("/opt/padan-1.2/bin/padan".shellWord == "/opt/padan-1.2/bin/padan")
    }

    @Test func `a program that is not there is named`() async {
        for program in ["no-such-program", "/no/such/program"] {
            await #expect(throws: ChildProcessError.notFound(program: program)) { try await ChildProcess(program).run() }
        }
    }

    @Test func `a child has the environment given and nothing that its parent has open`() async throws {
        let file = try FileHandle(forReadingFrom: URL(filePath: "/etc/passwd"))
        // Kept open and inheritable while the child runs.
        _ = fcntl(file.fileDescriptor, F_SETFD, 0)
        let child = ChildProcess(
            "sh", ["-c", "ls -l /proc/$$/fd; env"], environment: ChildProcess.plainEnvironment(adding: ["PADAN_X": "a b"]))
        let output = try await child.run().output
        #expect(!output.contains("passwd"))
        #expect(output.contains("PADAN_X=a b\n"))
        #expect(!output.contains("HOME="))
        try file.close()
    }

    @Test func `a grandchild that lives on does not keep its parent's caller waiting`() async throws {
        let ending = try await ChildProcess("sh", ["-c", "sleep 3600 & echo $!"]).run()
        let number = try #require(Int32(ending.output.filter(\.isNumber)))
        // No clock: on a busy machine a test may be continued minutes after its child has ended.
        #expect(kill(number, SIGKILL) == 0)
    }

    @Test func `a child that takes too long is ended, and one whose task is cancelled, too`() async throws {
        let folder = try TestServer.makeFolder("child")
        func child(_ name: String) -> ChildProcess { ChildProcess("sh", ["-c", "echo $$ > \(folder.path)/\(name); exec sleep 60"]) }
        func isGone(_ name: String) throws -> Bool {
            let text = (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
            // A child that was ended before it could say its number is gone as well.
            guard let number = Int32(text.filter(\.isNumber)) else { return true }
            return kill(number, 0) != 0
        }
        var slow = child("slow")
        slow.timeLimit = .seconds(3)
        await #expect(throws: ChildProcessError.timeLimit(program: "sh")) { try await slow.run() }
        #expect(try isGone("slow"))
        let other = child("other")
        let task = Task { try await other.run() }
        try await Task.sleep(for: .seconds(3))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try isGone("other"))
    }
}

/// What the programs of PostgreSQL get: a program in their place writes down its arguments, its environment and the service file.
@Suite struct ChildConnectionTests {
    private static let secrets = ["kata=sandi 'x\\ @:/%", "kunci#rahasia"]

    /// A folder that looks like one of PostgreSQL's programs. `pg_dump`, `pg_restore` and `psql` write down what they get and fail.
    private func recorders() async throws -> (binaries: ServerBinaries, folder: URL) {
        let folder = try TestServer.makeFolder("programs")
        let recorder = """
            #!/bin/sh
            [ "$1" = --version ] && { echo "postgres (PostgreSQL) 15.1"; exit; }
            # A list or a script of a copy is asked for without a connection.
            case "$1" in -l | -s) exit 0 ;; esac
            tr '\\0' '\\n' < /proc/$$/cmdline > '\(folder.path)/arguments'
            env > '\(folder.path)/environment'
            [ -n "$PGSERVICEFILE" ] && { cat "$PGSERVICEFILE"; stat -L -c %a "$PGSERVICEFILE"; } > '\(folder.path)/service'
            exit 7
            """
        for name in ["postgres", "initdb", "pg_ctl", "pg_dump", "pg_restore", "psql"] {
            let file = folder.appending(path: name)
            try Data(recorder.utf8).write(to: file)
            chmod(file.path, 0o755)
        }
        return (try #require(await ServerBinaries(directory: folder.path)), folder)
    }

    /// The same database as a URL and as words, each with both passwords.
    private func strings(_ configuration: PostgresConfiguration) throws -> [String] {
        var options = try PostgresConfiguration.options(in: configuration.connectionString)
        func escaped(_ text: String) throws -> String { try #require(text.addingPercentEncoding(withAllowedCharacters: .alphanumerics)) }
        let url =
            "postgresql://padan:\(try escaped(Self.secrets[0]))@/\(options["dbname"] ?? "")"
            + "?host=\(try escaped(options["host"] ?? ""))&sslpassword=\(try escaped(Self.secrets[1]))"
        (options["password"], options["sslpassword"]) = (Self.secrets[0], Self.secrets[1])
        return [url, PostgresConfiguration.connectionString(of: options)]
    }

    @Test func `no argument of pg_dump, pg_restore and psql holds a password, and the environment does`() async throws {
        let (binaries, folder) = try await recorders()
        let archive = folder.appending(path: "copy")
        try Data("x".utf8).write(to: archive)
        let database = try await TestServer.shared.emptyDatabase()
        for string in try strings(database) {
            let backup = Backup(binaries: binaries, configuration: try PostgresConfiguration(string))
            let calls: [(String, () async throws -> Void)] = [
                ("pg_dump", { await #expect(throws: Backup.Failure.self) { try await backup.write(to: folder.path + "/new") } }),
                ("pg_restore", { await #expect(throws: Backup.Failure.self) { try await backup.restore(from: archive.path) } }),
                (
                    "psql",
                    {
                        let status = try await backup.configuration.runPsql(["-c", "SELECT 1"], program: binaries.path("psql"))
                        #expect(status == 7)
                    }
                ),
            ]
            for (name, call) in calls {
                try await call()
                func recorded(_ what: String) throws -> String { try String(contentsOf: folder.appending(path: what), encoding: .utf8) }
                let arguments = try recorded("arguments")
                #expect(arguments.contains("\(folder.path)/\(name)\n") && arguments.contains("-d\n"))
                for word in ["kata", "sandi", "kunci", "rahasia", "password"] {
                    #expect(!arguments.contains(word), "\(name): \(arguments)")
                }
                #expect(try recorded("environment").contains("PGPASSWORD=\(Self.secrets[0])\n"))
                #expect(try recorded("service") == "[padan]\nsslpassword=\(Self.secrets[1])\n600\n")
                for left in ["arguments", "environment", "service"] { try FileManager.default.removeItem(at: folder.appending(path: left)) }
            }
        }
        let leftovers = try FileManager.default.contentsOfDirectory(atPath: FileManager.default.temporaryDirectory.path)
        #expect(!leftovers.contains { $0.hasPrefix("padan-service-") })
        // The failed restores have left the database and nothing beside it.
        let connection = try await PostgresConnection.connect(database)
        #expect(
            try await connection.number("SELECT count(*) FROM pg_database WHERE starts_with(datname, current_database() || '_restore_')")
                == 0)
    }

    @Test func `psql connects by what it gets, an sslpassword included`() async throws {
        for string in try strings(await TestServer.shared.emptyDatabase()) {
            let configuration = try PostgresConfiguration(string)
            let status = try await configuration.withChildConnection { connection in
                try await ChildProcess(
                    "psql", ["-X", "-d", connection.connectionString, "-c", "SELECT 1"],
                    environment: ChildProcess.plainEnvironment(adding: connection.environment)
                ).run()
            }
            #expect(status.status == 0, "\(status.output)")
        }
    }

    @Test func `what cannot be handed over safely is refused`() async throws {
        for string in ["service=a password=b", "sslpassword='a\nb'", "sslpassword='a '"] {
            let configuration = try PostgresConfiguration(string)
            let error = await #expect(throws: PostgresError.self) { try await configuration.withChildConnection { _ in } }
            #expect(error?.kind == .configuration)
        }
    }
}
