import Postgres
import Testing

@Suite struct ConfigurationTests {
    @Test func `several hosts, target_session_attrs and TLS options are understood`() throws {
        let options = try PostgresConfiguration.options(
            in: "postgresql://a:5433,b:5434/padan?target_session_attrs=read-write&sslmode=verify-full&sslrootcert=/x.pem")
        #expect(options["host"] == "a,b")
        #expect(options["port"] == "5433,5434")
        #expect(options["target_session_attrs"] == "read-write")
        #expect(options["sslmode"] == "verify-full")
    }

    @Test func `a string that libpq cannot read is refused before anything is sent`() {
        #expect(throws: PostgresError.self) { try PostgresConfiguration("postgresql://host/?nonsense=1") }
    }

    @Test func `another database keeps every other option, quotes and backslashes included`() throws {
        let original = try PostgresConfiguration(#"host='/tmp/it''s' password='a\\b\'c' dbname=one"#.replacing("''", with: #"\'"#))
        let other = try original.database("two")
        var expected = try PostgresConfiguration.options(in: original.connectionString)
        expected["dbname"] = "two"
        #expect(try PostgresConfiguration.options(in: other.connectionString) == expected)
    }

    @Test func `messages never show the password`() throws {
        let configuration = try PostgresConfiguration("host=x password=secret dbname=y")
        #expect(!configuration.redacted.contains("secret"))
        #expect(configuration.redacted.contains("host=x"))
    }

    @Test func `a server that is not there gives an error of kind connection`() async throws {
        let configuration = try PostgresConfiguration("host=/tmp/nothing-here dbname=x")
        let error = await #expect(throws: PostgresError.self) { try await PostgresConnection.connect(configuration) }
        #expect(error?.kind == .connection)
    }
}
