import Logging
import Postgres
import Synchronization
import TestSupport
import Testing

@Suite struct ConnectionTests {
    @Test func `of several hosts the first that answers and fits is taken`() async throws {
        let good = try await TestServer.shared.emptyDatabase()
        let options = try PostgresConfiguration.options(in: good.connectionString)
        let (socket, name) = (options["host"] ?? "", options["dbname"] ?? "")
        let several = try PostgresConfiguration(
            "host=/tmp/nothing-here,\(socket) port=5432,5432 user=padan dbname=\(name) target_session_attrs=read-write")
        let connection = try await PostgresConnection.connect(several)
        #expect(try await connection.number("SELECT 1") == 1)
        let standby = try PostgresConfiguration("host=\(socket) user=padan dbname=\(name) target_session_attrs=standby")
        let error = await #expect(throws: PostgresError.self) { try await PostgresConnection.connect(standby) }
        #expect(error?.kind == .connection)
    }

    @Test func `what the server remarks goes to the log`() async throws {
        let seen = Seen()
        var configuration = try await TestServer.shared.emptyDatabase()
        configuration.logger = Logger(label: "test") { _ in seen.handler }
        let connection = try await PostgresConnection.connect(configuration)
        try await connection.executeScript("DO $$ BEGIN RAISE NOTICE 'halo'; RAISE WARNING 'awas'; END $$")
        let messages = seen.messages
        #expect(messages.contains { $0.hasPrefix("info") && $0.contains("halo") })
        #expect(messages.contains { $0.hasPrefix("warning") && $0.contains("awas") })
    }

    @Test func `a statement that takes too long is ended by its time-out`() async throws {
        var configuration = try await TestServer.shared.emptyDatabase()
        configuration.statementTimeoutMilliseconds = 200
        let connection = try await PostgresConnection.connect(configuration)
        let error = await #expect(throws: PostgresError.self) { try await connection.execute("SELECT pg_sleep(30)") }
        #expect(error?.sqlState == "57014")
        #expect(error?.kind == .server)
    }
}

/// Collects log messages.
private final class Seen: Sendable {
    private let lines = Mutex<[String]>([])

    var messages: [String] { lines.withLock { $0 } }
    var handler: Handler { Handler(seen: self) }

    struct Handler: LogHandler {
        let seen: Seen
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.debug

        init(seen: Seen) { self.seen = seen }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            seen.lines.withLock { $0.append("\(event.level) \(event.message)") }
        }
    }
}
