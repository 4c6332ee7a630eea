import Foundation
import TestSupport
import Testing

/// Where a test calls the program: a folder of its own, and the database that the program works on.
struct Desk: Sendable {
    let folder: URL
    /// `nil` for the embedded server of this folder, which the program starts when it needs it.
    let url: String?

    /// Nothing is there yet; the program makes a server of its own in the folder.
    static func empty() throws -> Desk { Desk(folder: try TestServer.makeFolder("cli"), url: nil) }

    /// The sample network, for reading only.
    static func reading() async throws -> Desk {
        Desk(folder: try TestServer.makeFolder("cli"), url: try await Demo.shared.readers())
    }

    /// A copy of the sample network that this test alone changes.
    static func copy() async throws -> Desk {
        Desk(folder: try TestServer.makeFolder("cli"), url: try await Demo.shared.copy())
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: folder.appending(path: name)) }

    func text(_ name: String) throws -> String { try String(contentsOf: folder.appending(path: name), encoding: .utf8) }

    func bytes(_ name: String) throws -> Data { try Data(contentsOf: folder.appending(path: name)) }

    func holds(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    /// Calls the program.
    func run(_ arguments: [String], input: String = "", environment: [String: String] = [:]) async throws -> Answer {
        var variables = ["PATH": "/usr/bin:/bin", "PADAN_HOME": folder.path, "LANG": "C"]
        variables["PADAN_DATABASE_URL"] = url
        variables.merge(environment) { $1 }
        return try await Program.run(Program.path, arguments, in: folder, input: input, environment: variables)
    }

    /// What SQL answers on this desk's database: a line a row, columns parted by `|`.
    func sql(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) async throws -> String {
        let answer = try await psql(try #require(url, "a desk with a database"), text)
        #expect(answer.status == 0, "\(answer.error)", sourceLocation: sourceLocation)
        return answer.output.trimmingCharacters(in: .newlines)
    }

    func psql(_ url: String, _ sql: String) async throws -> Answer {
        try await Program.run(
            "/usr/bin/psql", ["-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", sql], in: folder, input: "",
            environment: ["PATH": "/usr/bin:/bin", "LANG": "C"])
    }

    /// The numbers of the runs, the latest first.
    func runNumbers() async throws -> [Int] {
        try await run(["runs", "list", "--json"]).output.matches(of: /"run_id" : (\d+)/).compactMap { Int($0.1) }
    }

    /// A folder with the project's `config/` and `sql/` for `PADAN_SHARE`, in which a test may change files.
    func share() throws -> URL {
        let share = folder.appending(path: "share")
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardizedFileURL
        try FileManager.default.createDirectory(at: share, withIntermediateDirectories: true)
        for name in ["config", "sql"] { try FileManager.default.copyItem(at: root.appending(path: name), to: share.appending(path: name)) }
        return share
    }
}
