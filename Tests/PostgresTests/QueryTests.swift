import Foundation
import Postgres
import TestSupport
import Testing

@Suite struct QueryTests {
    private func connect() async throws -> PostgresConnection {
        try await PostgresConnection.connect(TestServer.shared.emptyDatabase())
    }

    @Test func `values come back as they were bound`() async throws {
        let connection = try await connect()
        let moment = Date(timeIntervalSince1970: 1_543_000_000.25)
        let data = Data([0, 1, 255, 92])
        let row = try await connection.row(
            """
            SELECT $1::text AS a, $2::bigint AS b, $3::double precision AS c, $4::boolean AS d, $5::bytea AS e, $6::timestamptz AS f,
                $7::text[] AS g, $8::text AS h
            """, ["O'Brien \\ \"x\" é", -42, 0.1, true, data, moment, ["a,b", "c\"d", "e\\f", "NULL", ""], String?.none]
        ) { row in
            #expect(try row["a"] as String == "O'Brien \\ \"x\" é")
            #expect(try row["b"] as Int == -42)
            #expect(try row["c"] as Double == 0.1)
            #expect(try row["d"] as Bool)
            #expect(try row["e"] as Data == data)
            let back: Date = try row["f"]
            #expect(abs(back.timeIntervalSince(moment)) < 0.001)
            #expect(try row["g"] as [String] == ["a,b", "c\"d", "e\\f", "NULL", ""])
            let missing: String? = try row["h"]
            #expect(missing == nil)
            return true
        }
        #expect(row == true)
    }

    @Test func `whole numbers are read to the last one that fits, and none that does not`() async throws {
        let connection = try await connect()
        func read<Value: PostgresDecodable & Sendable>(_ text: String, as type: Value.Type) async throws -> Value? {
            do {
                return try await connection.row("SELECT $1::text AS n", [text]) { try $0["n"] as Value }
            } catch let error as PostgresError where error.kind == .decoding(column: "n") {
                return nil
            }
        }
        for number in [Int.min, Int.min + 1, -10, -1, 0, 7, 10, Int.max] { #expect(try await read("\(number)", as: Int.self) == number) }
        for number in [Int16.min, -1, 0, Int16.max] { #expect(try await read("\(number)", as: Int16.self) == number) }
        for text in [
            "9223372036854775808", "-9223372036854775809", "92233720368547758070", "", "-", "1.5", " 1", "1 ", "+1", "--1", "x", "0x1",
        ] {
            #expect(try await read(text, as: Int.self) == nil, "\(text)")
        }
        for text in ["32768", "-32769", "40000", "65536"] { #expect(try await read(text, as: Int16.self) == nil, "\(text)") }
    }

    @Test func `a wrong type, a NULL and a missing column name the column`() async throws {
        let connection = try await connect()
        for (sql, column) in [("SELECT 'x' AS n", "n"), ("SELECT NULL::int AS n", "n"), ("SELECT 1 AS other", "n")] {
            let error = await #expect(throws: PostgresError.self) {
                try await connection.row(sql) { try $0["n"] as Int }
            }
            #expect(error?.kind == .decoding(column: column))
            #expect(error?.statement == sql)
        }
    }

    @Test func `an SQL error carries its state, hint, statement and caller, and the connection stays usable`() async throws {
        let connection = try await connect()
        let sql = "SELECT lenght('x')"
        let error = await #expect(throws: PostgresError.self) { try await connection.execute(sql) }
        #expect(error?.sqlState == "42883")
        #expect(error?.hint != nil)
        #expect(error?.statement == sql)
        #expect(error?.caller?.contains("QueryTests.swift") == true)
        #expect(error?.description.contains("42883") == true)
        #expect(try await connection.number("SELECT 1 AS one") == 1)
    }

    @Test func `parameters are bound, never spliced`() async throws {
        let connection = try await connect()
        let evil = "'; DROP TABLE x; --"
        let back = try await connection.row("SELECT $1::text AS t", [evil]) { try $0["t"] as String }
        #expect(back == evil)
        let error = await #expect(throws: PostgresError.self) { try await connection.execute("SELECT $1::text", ["a\0b"]) }
        #expect(error?.kind == .usage)
    }

    @Test func `a million rows are streamed, and a body that throws ends the statement`() async throws {
        let connection = try await connect()
        var sum = 0
        try await connection.forEachRow("SELECT n FROM generate_series(1, 1000000) AS n") { sum += try $0["n"] as Int }
        #expect(sum == 500_000_500_000)
        struct Enough: Error {}
        await #expect(throws: Enough.self) {
            try await connection.forEachRow("SELECT n FROM generate_series(1, 100000000) AS n") { row in
                if try row["n"] as Int == 3 { throw Enough() }
            }
        }
        #expect(try await connection.number("SELECT 2 AS two") == 2)
    }

    @Test func `a row that is kept reads the same after later statements`() async throws {
        let connection = try await connect()
        try await connection.transaction { connection in
            var kept: [PostgresRow] = []
            try connection.forEachRow("SELECT n, 'baris ' || n AS t FROM generate_series(1, 500) AS n") { kept.append($0) }
            kept += try connection.rows("SELECT n, 'baris ' || n AS t FROM generate_series(501, 1000) AS n") { $0 }
            if let first = try connection.row("SELECT 1001 AS n, 'baris 1001' AS t", [], { $0 }) { kept.append(first) }
            for _ in 0..<50 { _ = try connection.rows("SELECT repeat('x', 500) AS n, 'lain' AS t FROM generate_series(1, 100)") { $0 } }
            #expect(try kept.map { try $0["n"] as Int } == Array(1...1001))
            #expect(try kept.map { try $0["t"] as String } == (1...1001).map { "baris \($0)" })
            #expect(throws: PostgresError.self) { try kept[0]["x"] as Int }
        }
    }

    @Test(.timeLimit(.minutes(20))) func `cancelling the task cancels the statement on the server`() async throws {
        let connection = try await connect()
        // Longer than the test may take: nobody waits for its end.
        let task = Task { try await connection.execute("SELECT pg_sleep(3600)") }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        let error = await #expect(throws: PostgresError.self) { try await task.value }
        #expect(error?.kind == .cancelled)
        #expect(try await connection.number("SELECT 1 AS one") == 1)
    }

    @Test func `COPY in and out carry the same rows, and a body that throws loads nothing`() async throws {
        let connection = try await connect()
        try await connection.execute(
            "CREATE TABLE t (a integer, b bigint, c double precision, d text, e date, f uuid, g boolean, h smallint)")
        let loaded = try await connection.copyIn("COPY t FROM STDIN (FORMAT binary)") { stream in
            try stream.write { $0 += BinaryRow.header }
            try stream.write { buffer in
                BinaryRow.begin(fields: 8, &buffer)
                BinaryRow.int4(-7, &buffer)
                BinaryRow.int8(1 << 40, &buffer)
                BinaryRow.float8(0.25, &buffer)
                BinaryRow.text("é,\"x\"", &buffer)
                BinaryRow.date(daysSince1970: 17_858, &buffer)
                BinaryRow.uuid(1, 2, &buffer)
                BinaryRow.bool(true, &buffer)
                BinaryRow.int2(nil, &buffer)
            }
            try stream.write { $0 += BinaryRow.trailer }
        }
        #expect(loaded == 1)
        var csv = ""
        try await connection.copyOut("COPY t TO STDOUT (FORMAT csv)") { csv += String(decoding: $0, as: UTF8.self) }
        #expect(csv == "-7,1099511627776,0.25,\"é,\"\"x\"\"\",2018-11-23,00000000-0000-0001-0000-000000000002,t,\n")
        struct Broken: Error {}
        await #expect(throws: Broken.self) {
            try await connection.copyIn("COPY t (a) FROM STDIN") { stream in
                try stream.write { $0 += Array("1\n2\n".utf8) }
                throw Broken()
            }
        }
        #expect(try await connection.number("SELECT count(*) AS n FROM t") == 1)
        let error = await #expect(throws: PostgresError.self) {
            try await connection.copyIn("COPY t (a) FROM STDIN") { stream in try stream.write { $0 += Array("x\n".utf8) } }
        }
        #expect(error?.sqlState == "22P02")
    }

    @Test func `a statement that needs COPY is refused with words and leaves the connection usable`() async throws {
        let connection = try await connect()
        try await connection.execute("CREATE TABLE t (a integer)")
        await #expect(throws: PostgresError.self) { try await connection.execute("COPY t FROM STDIN") }
        await #expect(throws: PostgresError.self) { try await connection.copyIn("SELECT 1") { _ in } }
        #expect(try await connection.number("SELECT 1 AS one") == 1)
    }
}
