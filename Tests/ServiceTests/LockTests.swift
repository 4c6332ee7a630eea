import Configuration
import Foundation
import Postgres
import Report
import Service
import Store
import TestSupport
import Testing

/// Nobody waits without end for what somebody else holds, and a reader makes nobody else wait.
@Suite struct LockTests {
    /// The database with a short patience.
    private static func hasty(_ configuration: PostgresConfiguration, milliseconds: Int = 3_000) -> PostgresConfiguration {
        var copy = configuration
        copy.lockTimeoutMilliseconds = milliseconds
        return copy
    }

    /// The error of a statement that waits in vain. While it waits the server is asked for the holder over a connection of its own; where a slow
    /// machine opens none in so short a time, it waits once more with more patience.
    private static func refusal(
        _ configuration: PostgresConfiguration, of statement: (PostgresConnection) async throws -> Void
    ) async throws -> PostgresError {
        var refusal: PostgresError?
        for milliseconds in [3_000, 60_000] where refusal?.holders.isEmpty ?? true {
            let waiter = try await PostgresConnection.connect(hasty(configuration, milliseconds: milliseconds))
            refusal = await #expect(throws: PostgresError.self) { try await statement(waiter) }
        }
        return try #require(refusal)
    }

    /// What a session may hold and another one want: tables, rows and advisory locks, inside scripts, transactions and COPY.
    @Test(arguments: [
        ("LOCK TABLE padan.blk IN ACCESS EXCLUSIVE MODE", "SELECT count(*) FROM padan.blk"),
        ("LOCK TABLE padan.blk IN SHARE MODE", "DELETE FROM padan.blk"),
        ("UPDATE padan.region SET name = 'x' WHERE region_code = '32'", "DELETE FROM padan.region WHERE region_code = '32'"),
        ("SELECT pg_advisory_xact_lock(4711)", "SELECT pg_advisory_lock(4711)"),
        ("SELECT pg_advisory_xact_lock(1, 2)", "SELECT pg_advisory_xact_lock_shared(1, 2)"),
        ("INSERT INTO padan.kejuruan VALUES ('Las')", "INSERT INTO padan.kejuruan VALUES ('Las')"),
    ])
    func `who waits for a lock too long is told who holds it`(_ held: String, _ wanted: String) async throws {
        let configuration = try await TestServer.shared.database()
        let holder = try await PostgresConnection.connect(configuration)
        try await holder.executeScript("INSERT INTO padan.region (region_code, name, kind) VALUES ('32', 'Jabar', 'provinsi')")
        let begin = Date()
        try await holder.executeScript("BEGIN; \(held)")
        let process = await holder.backendProcess
        for attempt in 0..<2 {
            let error = try await Self.refusal(configuration) { waiter in
                if attempt == 0 {
                    try await waiter.executeScript("SELECT 1; \(wanted)")
                } else {
                    _ = try await waiter.transaction { try $0.execute(wanted) }
                }
            }
            #expect(error.sqlState == "55P03")
            let told = try #require(error.holders.first)
            #expect(error.holders.count == 1 && told.process == process && told.user == "padan")
            #expect(try #require(told.since) >= begin.addingTimeInterval(-1))
            for language in Language.allCases {
                let phrases = Phrases(try Words(language: language, root: .find()))
                let sentence = try #require(Service.sentence(of: error, phrases))
                #expect(sentence.contains("\(process)") && sentence.contains("padan") && sentence.contains(" WIB"))
            }
        }
        try await holder.execute("ROLLBACK")
    }

    @Test func `behind somebody who waits, too, the one who holds is told`() async throws {
        let configuration = try await TestServer.shared.database()
        let holder = try await PostgresConnection.connect(configuration)
        try await holder.executeScript("BEGIN; SELECT count(*) FROM padan.blk")
        let between = try await PostgresConnection.connect(configuration)
        let queue = Task { try await between.executeScript("BEGIN; LOCK TABLE padan.blk IN ACCESS EXCLUSIVE MODE") }
        try await Task.sleep(for: .milliseconds(300))
        let error = try await Self.refusal(configuration) { _ = try await $0.execute("SELECT count(*) FROM padan.blk") }
        #expect(error.holders.map(\.process) == [await holder.backendProcess])
        try await holder.execute("ROLLBACK")
        try await queue.value
    }

    @Test func `a schema that is up to date is seen without any lock`() async throws {
        let configuration = try await TestServer.shared.database()
        let holder = try await PostgresConnection.connect(configuration)
        try await holder.execute("SELECT pg_advisory_lock(7264110)")
        let connection = try await PostgresConnection.connect(Self.hasty(configuration))
        // The first call asserts what a copy of a database does not have; the second finds nothing to do.
        for _ in 0..<2 { #expect(try await TestServer.migrator().migrate(connection) == []) }
        #expect(try await connection.number("SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory'") == 0)
    }

    @Test func `pruning waits for no reader and makes none wait`() async throws {
        let (service, configuration) = try await SampleDatabase.shared.copy()
        // The first scoring run is read by the plan and the last is the latest: the one between goes.
        let day = try await service.referenceDay(nil, as: .operator)
        for _ in 0..<2 { _ = try await service.score(asOf: day, as: .operator) }
        let run = try #require(try await service.prune(keep: 1, days: 0, isRehearsal: true, as: .operator).runs.first)
        let access = try await service.addUser("baca_\(getpid())", role: .analyst, blk: nil, validUntil: nil, as: .operator)
        let idle = try await configuration.session(access)
        try await idle.executeScript("BEGIN; SELECT count(*) FROM dashboard.recommendation")
        let other = try await configuration.session(access)
        try await other.executeScript("SET lock_timeout = 0")
        // Somebody else reads all the time meanwhile.
        let reading = Task {
            var longest = Duration.zero
            while !Task.isCancelled {
                let start = ContinuousClock.now
                _ = try await other.number("SELECT count(*) FROM dashboard.recommendation WHERE blk_code = 'UPTD-KRW'")
                longest = max(longest, ContinuousClock.now - start)
            }
            return longest
        }
        let pruned = try await service.prune(keep: 1, days: 0, as: .operator)
        reading.cancel()
        let longest: Duration? = try? await reading.value
        // Waiting for the idle reader, whose transaction is still open, would end after half a minute without the tables being gone; who reads would
        // stand behind it for as long.
        #expect(pruned.runs.contains(run) && pruned.withTables == 1)
        #expect((longest ?? .zero) < .seconds(28), "\(String(describing: longest))")
        let owner = try await PostgresConnection.connect(configuration)
        let tables = "SELECT count(*) FROM pg_class WHERE relnamespace = 'padan'::regnamespace AND relname ~ '_\(run)$' AND relkind = 'r'"
        #expect(try await owner.number(tables) == 3)
        #expect(try await owner.number("SELECT count(*) FROM dashboard.recommendation WHERE run_id = \(run)") == 0)
        try await idle.execute("ROLLBACK")
        try await Task.sleep(for: .milliseconds(200))
        #expect(try await service.prune(keep: 1, days: 0, as: .operator) == PrunedRuns(runs: [], withTables: 0))
        #expect(try await owner.number(tables) == 0)
        try await service.revokeUser(access.name, as: .operator)
    }
}
