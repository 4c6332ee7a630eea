import Foundation
import Postgres
import TestSupport
import Testing

@Suite struct TransactionTests {
    @Test func `a transaction that throws leaves nothing`() async throws {
        let connection = try await PostgresConnection.connect(TestServer.shared.emptyDatabase())
        try await connection.execute("CREATE TABLE t (a integer)")
        struct Stop: Error {}
        await #expect(throws: Stop.self) {
            try await connection.transaction { connection in
                try connection.execute("INSERT INTO t VALUES (1)")
                throw Stop()
            }
        }
        #expect(try await connection.number("SELECT count(*) AS n FROM t") == 0)
    }

    @Test func `a serialization failure runs the transaction again, so that no update is lost`() async throws {
        let configuration = try await TestServer.shared.emptyDatabase()
        let setup = try await PostgresConnection.connect(configuration)
        try await setup.execute("CREATE TABLE counter AS SELECT 0 AS n")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let connection = try await PostgresConnection.connect(configuration)
                    for _ in 0..<10 {
                        try await connection.transaction(isolation: .serializable, retries: 1000) { connection in
                            let n = try connection.row("SELECT n FROM counter") { try $0["n"] as Int } ?? 0
                            try connection.execute("UPDATE counter SET n = $1", [n + 1])
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await setup.number("SELECT n FROM counter") == 40)
    }

    @Test func `a connection lost inside a transaction is an error, and the body is not run again`() async throws {
        let configuration = try await TestServer.shared.emptyDatabase()
        let killer = try await PostgresConnection.connect(configuration)
        let victim = try await PostgresConnection.connect(configuration)
        let process = await victim.backendProcess
        try await killer.execute("CREATE TABLE runs (n integer)")
        let error = await #expect(throws: PostgresError.self) {
            try await victim.transaction { connection in
                try connection.execute("INSERT INTO runs VALUES (1)")
                try connection.execute("SELECT pg_terminate_backend($1)", [process])
                try connection.execute("SELECT 1")
            }
        }
        #expect(error?.kind == .connectionLost)
        #expect(await victim.isUsable == false)
        #expect(try await killer.number("SELECT count(*) AS n FROM runs") == 0)
    }

    /// What a body may do wrong, or rightly, with a statement that fails.
    @Test func `a transaction in which a statement failed is never reported as committed`() async throws {
        let connection = try await PostgresConnection.connect(TestServer.shared.emptyDatabase())
        try await connection.executeScript(
            """
            CREATE TABLE parent (id integer PRIMARY KEY);
            CREATE TABLE child (id integer REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
            INSERT INTO parent VALUES (1)
            """)
        // The error is swallowed, be it the last statement or not, be it of a COPY or of a body that read rows.
        let swallowed: [(String, @Sendable (isolated PostgresConnection) throws -> Void)] = [
            ("23505", { connection in _ = try? connection.execute("INSERT INTO parent VALUES (1)") }),
            (
                "23505",
                { connection in
                    _ = try? connection.execute("INSERT INTO parent VALUES (1)")
                    _ = try? connection.execute("INSERT INTO parent VALUES (3)")
                }
            ),
            ("22P02", { connection in _ = try? connection.copyIn("COPY parent FROM STDIN") { try $0.write { $0 += Array("x\n".utf8) } } }),
            ("22012", { connection in _ = try? connection.rows("SELECT 1 / 0 AS n") { try $0["n"] as Int } }),
        ]
        for (state, body) in swallowed {
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction { connection in
                    try connection.execute("INSERT INTO parent VALUES (2)")
                    try body(connection)
                }
            }
            #expect(error?.kind == .rolledBack)
            #expect(error?.sqlState == state)
            #expect(error?.description.contains("rolled back") == true)
        }
        let deferred = await #expect(throws: PostgresError.self) {
            try await connection.transaction { connection in try connection.execute("INSERT INTO child VALUES (9)") }
        }
        #expect(deferred?.kind == .server && deferred?.sqlState == "23503")
        #expect(try await connection.number("SELECT count(*) FROM parent") == 1)
        #expect(try await connection.number("SELECT count(*) FROM child") == 0)
        let itself = await #expect(throws: PostgresError.self) {
            try await connection.transaction { connection in try connection.execute("ROLLBACK") }
        }
        #expect(itself?.kind == .usage)
        // A body that sets a savepoint may go on after an error.
        try await connection.transaction { connection in
            try connection.execute("INSERT INTO parent VALUES (4)")
            try connection.execute("SAVEPOINT here")
            _ = try? connection.execute("INSERT INTO parent VALUES (1)")
            try connection.execute("ROLLBACK TO SAVEPOINT here")
        }
        #expect(try await connection.number("SELECT count(*) FROM parent") == 2)
    }

    @Test func `a transaction inside a transaction is refused`() async throws {
        let connection = try await PostgresConnection.connect(TestServer.shared.emptyDatabase())
        try await connection.execute("BEGIN")
        try await connection.execute("ROLLBACK")
        let value = try await connection.transaction { connection in
            try connection.row("SELECT 5 AS five") { try $0["five"] as Int }
        }
        #expect(value == 5)
    }
}

@Suite struct PoolTests {
    @Test func `never more connections than the limit, and every task gets its turn`() async throws {
        let configuration = try await TestServer.shared.emptyDatabase()
        let pool = PostgresPool(configuration, limit: 2)
        let most = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<12 {
                group.addTask {
                    try await pool.withConnection { connection in
                        try await connection.row(
                            "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database(), pg_sleep(0.01)".replacing(
                                "WHERE datname = current_database(), pg_sleep(0.01)",
                                with: ", pg_sleep(0.01) WHERE datname = current_database()")
                        ) { try $0["n"] as Int } ?? 0
                    }
                }
            }
            return try await group.reduce(0) { max($0, $1) }
        }
        #expect(most <= 2)
        #expect(most >= 1)
    }

    @Test func `waiting too long for a connection is an error of its own`() async throws {
        let pool = PostgresPool(try await TestServer.shared.emptyDatabase(), limit: 1, waitLimit: .milliseconds(100))
        try await pool.withConnection { _ in
            let error = await #expect(throws: PostgresError.self) { try await pool.withConnection { _ in } }
            #expect(error?.kind == .poolTimeout)
        }
        try await pool.withConnection { connection in _ = try await connection.execute("SELECT 1") }
    }

    @Test func `a dead connection is replaced`() async throws {
        let configuration = try await TestServer.shared.emptyDatabase()
        let pool = PostgresPool(configuration, limit: 1, idleCheck: .zero)
        let first = try await pool.withConnection { await $0.backendProcess }
        let killer = try await PostgresConnection.connect(configuration)
        try await killer.execute("SELECT pg_terminate_backend($1)", [first])
        try await Task.sleep(for: .milliseconds(100))
        let second = try await pool.withConnection { connection in
            try await connection.execute("SELECT 1")
            return await connection.backendProcess
        }
        #expect(second != first)
    }

    @Test func `a connection given back inside a transaction is not lent again`() async throws {
        let pool = PostgresPool(try await TestServer.shared.emptyDatabase(), limit: 1)
        let first = try await pool.withConnection { connection in
            try await connection.execute("BEGIN")
            return await connection.backendProcess
        }
        let second = try await pool.withConnection { await $0.backendProcess }
        #expect(first != second)
    }

    @Test func `a task that is cancelled while it waits leaves the queue`() async throws {
        let pool = PostgresPool(try await TestServer.shared.emptyDatabase(), limit: 1)
        try await pool.withConnection { _ in
            let waiting = Task { try await pool.withConnection { _ in } }
            try await Task.sleep(for: .milliseconds(50))
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
        }
        try await pool.withConnection { connection in _ = try await connection.execute("SELECT 1") }
    }
}
