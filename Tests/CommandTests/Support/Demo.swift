import Foundation
import TestSupport
import Testing

extension Trait where Self == SampleNetworkTrait {
    /// The suite asks about the sample network: its loading begins before any test does, because it takes a third of the time of them all.
    static var sampleNetwork: Self { Self() }
}

/// See `sampleNetwork`.
struct SampleNetworkTrait: SuiteTrait {
    func prepare(for test: Test) async throws { await Demo.shared.begin() }
}

/// The sample network in a database, loaded once for all tests of a process, when the first of them needs it.
///
/// The server is the program's own embedded one. Nobody works on its database `padan` after the demonstration: a test reads the copy that
/// all readers share, or changes a copy of its own. A copy takes a tenth of a second.
actor Demo {
    static let shared = Demo()

    struct Loaded: Sendable {
        /// Where the demonstration was run; its reports are in `out/`.
        let desk: Desk
        let answer: Answer
        /// The server's URL with `DATABASE` in the place of a database.
        let url: String

        func url(of database: String) -> String { url.replacing("DATABASE", with: database) }
    }

    struct Failure: Error { let words: String }

    private var loading: Task<Loaded, any Error>?
    private var sharing: Task<String, any Error>?
    private var backingUp: Task<String, any Error>?
    private var copies = 0

    func loaded() async throws -> Loaded { try await begin().value }

    /// Begins to load the network, unless that has begun.
    @discardableResult
    func begin() -> Task<Loaded, any Error> {
        // Many tests wait for it: it goes before those that work in this process.
        let task = loading ?? Task(priority: .high) { try await Self.load() }
        loading = task
        return task
    }

    /// The URL of the copy that all readers share; it cannot be written to.
    func readers() async throws -> String {
        let task =
            sharing
            ?? Task {
                let url = try await copy("readers")
                try await Self.psql(loaded(), "ALTER DATABASE readers SET default_transaction_read_only = on")
                return url
            }
        sharing = task
        return try await task.value
    }

    /// The URL of a new copy.
    func copy() async throws -> String {
        copies += 1
        return try await copy("copy_\(copies)")
    }

    /// A backup of the database, as `db backup` writes it.
    func backup() async throws -> String {
        let task =
            backingUp
            ?? Task {
                // Not that of the readers, whose setting that nothing is written would come along.
                let url = try await copy()
                let desk = try await loaded().desk
                let file = desk.folder.appending(path: "demo.padan").path
                try Self.check(await desk.run(["db", "backup", file, "--database-url", url]))
                return file
            }
        backingUp = task
        return try await task.value
    }

    private func copy(_ name: String) async throws -> String {
        let loaded = try await loaded()
        try await Self.psql(loaded, "CREATE DATABASE \(name) TEMPLATE padan")
        return loaded.url(of: name)
    }

    private static func load() async throws -> Loaded {
        let desk = try Desk.empty()
        try check(await desk.run(["db", "start"]))
        let url = try check(await desk.run(["db", "url"])).output.trimmingCharacters(in: .whitespacesAndNewlines)
            .replacing("/padan?", with: "/DATABASE?")
        // Nothing here has to survive a fall of the machine.
        let settings = ["fsync", "full_page_writes", "synchronous_commit"].flatMap { ["-c", "ALTER SYSTEM SET \($0) = off"] }
        try check(await desk.run(["db", "psql", "--", "-q"] + settings + ["-c", "SELECT pg_reload_conf()"]))
        return Loaded(desk: desk, answer: try check(await desk.run(["demo", "-q"])), url: url)
    }

    private static func psql(_ loaded: Loaded, _ sql: String) async throws {
        try check(await loaded.desk.psql(loaded.url(of: "postgres"), sql))
    }

    @discardableResult
    private static func check(_ answer: Answer) throws -> Answer {
        guard answer.status == 0 else { throw Failure(words: answer.output + answer.error) }
        return answer
    }
}
