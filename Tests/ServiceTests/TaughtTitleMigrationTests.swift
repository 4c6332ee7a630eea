import Configuration
import Postgres
import TestSupport
import Testing

/// Databases of versions that kept taught titles in the coder's spelling alone.
@Suite struct TaughtTitleMigrationTests {
    @Test func `titles that were taught before are listed in the coder's spelling, and new ones need what was written`() async throws {
        let connection = try await PostgresConnection.connect(try await TestServer.shared.emptyDatabase())
        _ = try await Migrator(sqlDirectory: PlanChangeTests.sql(until: 30)).migrate(connection)
        try await connection.executeScript(
            "INSERT INTO padan.taught_title (title, occupation_code) VALUES ('admin warehouse', NULL), ('juru ublek', NULL)")
        _ = try await Migrator(sqlDirectory: DataRoot.find().sql).migrate(connection)
        let rows = try await connection.rows("SELECT title || '|' || written_title AS line FROM padan.taught_title ORDER BY title") {
            try $0["line"] as String
        }
        #expect(rows == ["admin warehouse|admin warehouse", "juru ublek|juru ublek"])
        await #expect(throws: PostgresError.self) {
            try await connection.execute("INSERT INTO padan.taught_title (title) VALUES ('juru baru')")
        }
    }
}
