import Foundation
import Ingest
import TestSupport
import Testing

/// Files that are no tables: a clear error each, and the database as before.
@Suite struct BadFileTests {
    private func refusal(_ fixture: ImportFixture, _ path: String) async throws -> ImportError? {
        let error = await #expect(throws: ImportError.self) { try await fixture.load(.units, path) }
        #expect(try await fixture.count("padan.unit") == 0)
        #expect(error.map { !"\($0)".isEmpty } == true)
        return error
    }

    @Test func `each is refused in its own words`() async throws {
        let fixture = try await ImportFixture()
        let header = "unit_code,title\n"
        #expect(try await refusal(fixture, fixture.file("empty.csv", "")) == .empty(path: fixture.folder.path + "/empty.csv"))
        #expect(try await refusal(fixture, fixture.file("header.csv", header)) == .headerOnly(path: fixture.folder.path + "/header.csv"))
        #expect(
            try await refusal(fixture, fixture.file("binary.csv", Data([0x7F, 0x45, 0x4C, 0x46, 0, 1, 2])))
                == .binary(path: fixture.folder.path + "/binary.csv", byte: 4))
        #expect(
            try await refusal(fixture, fixture.file("nul.csv", Data((header + "U1,a\0b\n").utf8)))
                == .binary(path: fixture.folder.path + "/nul.csv", byte: header.utf8.count + 4))
        #expect(
            try await refusal(fixture, fixture.file("utf16.csv", Data([0xFF, 0xFE, 0x61, 0x00])))
                == .utf16(path: fixture.folder.path + "/utf16.csv"))
        #expect(try await refusal(fixture, fixture.file("quote.csv", header + "U1,\"never closed\nU2,x\n")) == .unclosedQuote(line: 2))
        let wide = (0..<1000).map { "c\($0)" }.joined(separator: ",")
        #expect(try await refusal(fixture, fixture.file("wide.csv", wide + "\n")) == .tooManyColumns(found: 1000, limit: 512))
        #expect(try await refusal(fixture, fixture.folder.path) == .directory(path: fixture.folder.path))
        #expect(
            try await refusal(fixture, "/nowhere/at/all.csv") == .unreadable(path: "/nowhere/at/all.csv", reason: .missing))
        #expect(try await refusal(fixture, "/dev/zero") == .notRegular(path: "/dev/zero"))
        #expect(try await refusal(fixture, fixture.file("twice.csv", "unit_code,title,judul\nU1,a,b\n")) == .duplicateColumn("judul"))
    }

    @Test(arguments: [
        ("SET default_transaction_read_only = on", ImportError.DatabaseRefusal.readOnly), ("SET ROLE padan_analyst", .notPermitted),
    ])
    func `a database that takes no file says so in words that a person can act on`(
        setting: String, refusal: ImportError.DatabaseRefusal
    ) async throws {
        let fixture = try await ImportFixture()
        let path = try fixture.file("u.csv", "unit_code,title\nU1,Satu\n")
        try await fixture.connection.executeScript(setting)
        await #expect(throws: ImportError.database(refusal)) { try await fixture.load(.units, path) }
        try await fixture.connection.executeScript("RESET ROLE; SET default_transaction_read_only = off")
        #expect(try await fixture.load(.units, path).new == 1)
    }

    @Test func `a line of 100 MB is refused without being held`() async throws {
        let fixture = try await ImportFixture()
        let path = fixture.folder.appending(path: "long.csv").path
        let block = Data(repeating: 0x78, count: 10_000_000)
        try Data("unit_code,title\nU1,".utf8).write(to: URL(filePath: path))
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        try handle.seekToEnd()
        for _ in 0..<10 { try handle.write(contentsOf: block) }
        try handle.close()
        #expect(try await refusal(fixture, path) == .recordTooLong(line: 2, limit: 1 << 20))
        try FileManager.default.removeItem(atPath: path)
    }

    @Test func `a file that vanishes or changes while it is read is refused`() async throws {
        let fixture = try await ImportFixture()
        let rows = (0..<60_000).map { "U\($0),Unit \($0)\n" }.joined()
        let path = try fixture.file("u.csv", "unit_code,title\n" + rows)
        let importer = Importer(.units, aliases: fixture.aliases) { _ in unlink(path) }
        await #expect(throws: ImportError.changedWhileReading(path: path)) { try await importer.load(path, into: fixture.connection) }
        #expect(try await fixture.count("padan.unit") == 0)
    }
}
