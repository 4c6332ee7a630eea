import Domain
import Foundation
import Postgres
import Store
import TestSupport
import Testing

/// Questions that the service asks in a person's name.
@Suite struct AskerTests {
    private static let network = """
        INSERT INTO padan.region (region_code, name, kind, parent_code)
            VALUES ('32', 'Jabar', 'provinsi', NULL), ('32.15', 'Karawang', 'kabupaten', '32');
        INSERT INTO padan.blk (blk_code, name, kind, region_code) VALUES ('A', 'A', 'UPTD', '32.15'), ('B', 'B', 'UPTD', '32.15');
        INSERT INTO padan.kejuruan VALUES ('Las');
        INSERT INTO padan.program (program_code, name, kejuruan, hours_jp) VALUES ('P', 'P', 'Las', 240);
        INSERT INTO padan.realization VALUES ('A', 'P', 2018, 1, 1, 16, 0), ('B', 'P', 2018, 1, 1, 16, 0)
        """

    @Test func `a question in a person's name sees what the person sees, writes nothing, and ends with its transaction`() async throws {
        let configuration = try await TestServer.shared.database()
        let connection = try await PostgresConnection.connect(configuration)
        let store = Users(connection: connection)
        try await connection.executeScript(Self.network)
        let (head, analyst) = ("kepala_asker_\(getpid())", "sari_asker_\(getpid())")
        try await store.addUser(head, role: .blk, blk: "A", password: "x", validUntil: nil)
        try await store.addUser(analyst, role: .analyst, blk: nil, password: "x", validUntil: nil)
        for (login, seen) in [(head, ["A"]), (analyst, ["A", "B"])] {
            let found = try await connection.transaction { connection in
                try Store.ask(as: login, connection)
                return try connection.rows("SELECT blk_code FROM padan.realization ORDER BY 1") { try $0["blk_code"] as String }
            }
            #expect(found == seen)
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction { connection in
                    try Store.ask(as: login, connection)
                    try connection.execute("DELETE FROM padan.realization")
                }
            }
            #expect(error?.sqlState == "42501")
        }
        #expect(try await connection.number("SELECT count(*) FROM padan.realization") == 2)
        #expect(try await connection.text("SELECT padan.asking_role()") == "padan")
        for name in ["padan", "padan_analyst", "nobody at all", ""] {
            await #expect(throws: AskerError.noReader(name)) {
                try await connection.transaction { connection in try Store.ask(as: name, connection) }
            }
        }
        await #expect(throws: AskerError.noTransaction) { try await connection.askOutside(as: head) }
        for name in [head, analyst] { try await store.removeUser(name) }
        await #expect(throws: AskerError.noReader(head)) {
            try await connection.transaction { connection in try Store.ask(as: head, connection) }
        }
    }

    @Test func `a log-in has one group, and a BLK's user a BLK that is there`() async throws {
        let configuration = try await TestServer.shared.database()
        let connection = try await PostgresConnection.connect(configuration)
        let store = Users(connection: connection)
        try await connection.executeScript(Self.network)
        let name = "satu_\(getpid())"
        func state(_ body: () async throws -> Void) async -> String? {
            do {
                try await body()
                return nil
            } catch {
                return (error as? PostgresError).map { $0.sqlState ?? "\($0.kind)" }
            }
        }
        // The name of a BLK, a code with a blank, nothing, and a BLK for an analyst.
        for (role, blk) in [(ReaderRole.blk, "BLK A"), (.blk, "A "), (.blk, "")] {
            #expect(await state { try await store.addUser(name, role: role, blk: blk, password: "x", validUntil: nil) } == "23503")
        }
        #expect(await state { try await store.addUser(name, role: .blk, blk: nil, password: "x", validUntil: nil) } == "usage")
        #expect(await state { try await store.addUser(name, role: .analyst, blk: "A", password: "x", validUntil: nil) } == "usage")
        // Nothing of the refused ones has stayed.
        #expect(await state { try await store.addUser(name, role: .blk, blk: "A", password: "x", validUntil: nil) } == nil)
        for role in ReaderRole.allCases {
            #expect(
                await state {
                    try await store.addUser(name, role: role, blk: role.belongsToBlk ? "B" : nil, password: "x", validUntil: nil)
                }
                    == "42710")
        }
        #expect(try await store.users().filter { $0.name == name }.map(\.blkCode) == ["A"])
        try await store.removeUser(name)
    }
}

/// Users as the service adds and removes them, each step in a transaction.
private struct Users {
    let connection: PostgresConnection

    func addUser(_ name: String, role: ReaderRole, blk: String?, password: String, validUntil: Day?) async throws {
        try await connection.transaction {
            try Store.addUser(name, role: role, blk: blk, password: password, validUntil: validUntil, $0)
        }
    }

    func users() async throws -> [DatabaseUser] { try await Store.users(connection) }

    func removeUser(_ name: String) async throws {
        try await connection.transaction { try Store.closeLogIn(name, $0) }
        try await Store.endSessions(name, connection)
        try await connection.transaction { try Store.dropUser(name, $0) }
    }
}

extension PostgresConnection {
    fileprivate func askOutside(as login: String) throws {
        try Store.ask(as: login, self)
    }
}
