import Domain
import Foundation
import Postgres
import TestSupport
import Testing

@testable import Store

/// What the server keeps of a password is in no log, also where the server logs every statement.
@Suite struct PasswordLogTests {
    @Test func `no statement with a password is logged, whether it succeeds or fails`() async throws {
        let connection = try await TestServer.shared.connection()
        let name = "sandi_\(getpid())"
        try await connection.executeScript("SET log_statement = 'all'; SET log_min_duration_statement = 0; SET log_duration = on")
        try await connection.transaction { connection in
            try Store.addUser(name, role: .analyst, blk: nil, password: "kata-sandi", validUntil: nil, connection)
        }
        let kept = try await connection.text("SELECT rolpassword FROM pg_authid WHERE rolname = '\(name)'")
        #expect(kept?.hasPrefix("SCRAM-SHA-256$") == true)
        for refused in [name, "tiada_\(getpid())"] {
            await #expect(throws: PostgresError.self) {
                try await connection.transaction { connection in
                    if refused == name {
                        try Store.addUser(name, role: .analyst, blk: nil, password: "kata-sandi", validUntil: nil, connection)
                    } else {
                        try Store.changePassword(refused, to: "kata-sandi", connection)
                    }
                }
            }
        }
        try await connection.transaction { try Store.changePassword(name, to: "lain", $0) }
        try await connection.execute("DROP ROLE \(name)")
        let log = try await connection.text("SELECT pg_read_file(current_setting('data_directory') || '/../server.log')") ?? ""
        #expect(log.contains("CREATE ROLE \(name)") && log.contains("DROP ROLE \(name)"))
        #expect(!log.contains("SCRAM-SHA-256$") && !log.contains("kata-sandi"))
    }
}
