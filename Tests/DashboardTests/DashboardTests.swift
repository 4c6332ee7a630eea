import Configuration
import Domain
import Foundation
import Postgres
import Store
import TestSupport
import Testing

/// The analysts' contract: what the schema `dashboard` holds, who may see it, and that it stays.
@Suite struct DashboardTests {
    static let here = URL(filePath: #filePath).deletingLastPathComponent()

    /// `SQL/*.sql` are pgTAP: a line `ok` or `not ok` a check, in a transaction that is rolled back.
    @Test(arguments: ["views", "roles", "policies", "requests", "networks", "functions", "quality"])
    func `pgTAP`(_ name: String) async throws {
        let configuration = try await TestServer.shared.database()
        let connection = try await PostgresConnection.connect(configuration)
        // Rights on a database do not come with its template.
        try await connection.executeScript(try String(contentsOf: DataRoot.find().sql.appending(path: "roles.sql"), encoding: .utf8))
        try await connection.executeScript("CREATE EXTENSION pgtap")
        func script(_ name: String) throws -> String {
            try String(contentsOf: Self.here.appending(path: "SQL/\(name).sql"), encoding: .utf8)
        }
        let path = FileManager.default.temporaryDirectory.appending(path: "padan-tap-\(name)-\(getpid()).sql")
        try Data((script("_fixture") + script(name)).utf8).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", configuration.connectionString, "-f", path.path,
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let lines = output.split(separator: "\n")
        let planned = lines.compactMap { $0.wholeMatch(of: /1\.\.(\d+)/).flatMap { Int($0.1) } }.first
        let passed = lines.filter { $0.hasPrefix("ok ") }.count
        let failures = lines.filter { !$0.hasPrefix("ok ") }.joined(separator: "\n")
        #expect(process.terminationStatus == 0 && passed > 0 && passed == planned, "\(failures)")
    }

    /// Not with SET SESSION AUTHORIZATION but as people come: with a name and a password.
    @Test func `users log in, see what is theirs, and go`() async throws {
        let configuration = try await TestServer.shared.database()
        let owner = try await PostgresConnection.connect(configuration)
        try await owner.executeScript(
            """
            INSERT INTO padan.region (region_code, name, kind, parent_code)
                VALUES ('32', 'Jabar', 'provinsi', NULL), ('32.15', 'Karawang', 'kabupaten', '32');
            INSERT INTO padan.blk (blk_code, name, kind, region_code) VALUES ('A', 'A', 'UPTD', '32.15'), ('B', 'B', 'UPTD', '32.15');
            INSERT INTO padan.kejuruan VALUES ('Las');
            INSERT INTO padan.program (program_code, name, kejuruan, hours_jp) VALUES ('P', 'P', 'Las', 240);
            INSERT INTO padan.realization VALUES ('A', 'P', 2018, 1, 1, 16, 0), ('B', 'P', 2018, 1, 1, 16, 0);
            """)
        let (head, analyst) = ("kepala_a_\(getpid())", "sari_\(getpid())")
        try await owner.transaction { try Store.addUser(head, role: .blk, blk: "A", password: "rahasia", validUntil: nil, $0) }
        try await owner.transaction { try Store.addUser(analyst, role: .analyst, blk: nil, password: "rahasia", validUntil: nil, $0) }
        func connect(_ user: String, _ password: String) async throws -> PostgresConnection {
            var options = try PostgresConfiguration.options(in: configuration.connectionString)
            (options["user"], options["password"]) = (user, password)
            let words = options.map { "\($0)='\($1)'" }.joined(separator: " ")
            return try await PostgresConnection.connect(PostgresConfiguration(words))
        }
        let session = try await connect(head, "rahasia")
        #expect(try await session.rows("SELECT blk_code FROM dashboard.realization") { try $0["blk_code"] as String } == ["A"])
        let limits = try await session.rows(
            "SELECT current_setting('statement_timeout') AS a, current_setting('default_transaction_read_only') AS b"
        ) { (try $0["a"] as String, try $0["b"] as String) }
        #expect(limits.map(\.0) == ["30s"] && limits.map(\.1) == ["on"])
        let copied = try await session.copied("COPY (SELECT blk_code FROM dashboard.realization) TO STDOUT")
        #expect(copied == "A\n")
        for sql in [
            "SET SESSION AUTHORIZATION \(analyst)", "SET ROLE padan_app", "COPY padan.realization TO STDOUT",
            "ALTER ROLE \(head) CREATEROLE",
            "GRANT padan_analyst TO \(head)", "SET row_security = off; SELECT * FROM dashboard.realization", "CREATE TEMP TABLE x (a int)",
        ] {
            await #expect(throws: PostgresError.self, "\(sql)") { try await session.executeScript(sql) }
        }
        #expect(try await connect(analyst, "rahasia").number("SELECT count(*) FROM dashboard.realization") == 2)
        let (team, clerk) = ("tim_\(getpid())", "petugas_\(getpid())")
        try await owner.transaction { try Store.addUser(team, role: .network, blk: "B", password: "rahasia", validUntil: nil, $0) }
        try await owner.transaction { try Store.addUser(clerk, role: .operator, blk: nil, password: "rahasia", validUntil: nil, $0) }
        #expect(
            try await connect(team, "rahasia").rows("SELECT blk_code FROM dashboard.realization") { try $0["blk_code"] as String } == ["B"])
        #expect(try await connect(clerk, "rahasia").number("SELECT count(*) FROM padan.realization") == 2)
        for name in [team, clerk] { await #expect(throws: PostgresError.self) { _ = try await connect(name, "lain") } }
        #expect(try await Store.users(owner).filter { [head, analyst].contains($0.name) }.map(\.blkCode) == ["A", nil])

        try await owner.transaction { try Store.changePassword(head, to: "lain", $0) }
        try await Store.endSessions(head, owner)
        await #expect(throws: PostgresError.self) { try await session.execute("SELECT 1") }
        await #expect(throws: PostgresError.self) { _ = try await connect(head, "rahasia") }
        _ = try await connect(head, "lain")
        for name in [head, analyst, team, clerk] {
            try await owner.transaction { try Store.closeLogIn(name, $0) }
            try await Store.endSessions(name, owner)
            try await owner.transaction { try Store.dropUser(name, $0) }
            await #expect(throws: PostgresError.self) { _ = try await connect(name, "lain") }
        }
        #expect(try await owner.number("SELECT count(*) FROM padan.blk_user") == 0)
    }

    /// `Contract/columns.csv` only grows: `PADAN_RECORD=1` adds what is new and never takes anything away.
    @Test func `no column goes or changes its type`() async throws {
        let connection = try await PostgresConnection.connect(TestServer.shared.database())
        let found = try await Store.dashboardViews(connection).flatMap { view in view.columns.map { (view.name, $0.name, $0.type) } }
        let functions = try await Store.dashboardFunctions(connection).map { ($0.signature, "", "function") }
        let url = Self.here.appending(path: "Contract/columns.csv")
        var known = (try? String(contentsOf: url, encoding: .utf8))?.split(separator: "\n").map(String.init) ?? []
        let present = (found + functions).map { "\($0.0);\($0.1);\($0.2)" }
        #expect(known.filter { !present.contains($0) } == [], "promised to analysts, and gone or of another type")
        if ProcessInfo.processInfo.environment["PADAN_RECORD"] != nil {
            known += present.filter { !known.contains($0) }
            try Data((known.joined(separator: "\n") + "\n").utf8).write(to: url)
        }
        #expect(present.filter { !known.contains($0) } == [], "new: record it with PADAN_RECORD=1, from then on it is promised")
    }

    @Test func `every view, column and function is explained in both languages`() async throws {
        let connection = try await PostgresConnection.connect(TestServer.shared.database())
        let views = try await Store.dashboardViews(connection)
        #expect(views.count >= 42)
        for view in views {
            // Indonesian, then English in parentheses or after a semicolon.
            #expect(view.comment.contains(/\(.+\)/), "\(view.name)")
            for column in view.columns { #expect(column.comment.contains(/.+ \(.+\)/), "\(view.name).\(column.name)") }
        }
        for function in try await Store.dashboardFunctions(connection) {
            #expect(function.comment.contains(/\ \(.+\)$/), "\(function.signature)")
        }
        for name in [
            "recommendation", "recommendation_criterion", "program_catalog", "industry_demand", "demand_gap", "industry_potential",
            "allocation", "bottleneck", "target_progress", "instructor_gap", "assessor_gap", "data_quality", "title_coding", "destination",
            "instructor_upgrade", "program_occupation",
        ] {
            let (view, twin) = (views.first { $0.name == name }, views.first { $0.name == "latest_\(name)" })
            #expect(view?.columns.first { $0.name == "run_id" } != nil, "\(name)")
            #expect(view?.columns == twin?.columns, "\(name)")
        }
    }
}

extension PostgresConnection {
    fileprivate func copied(_ sql: String) throws -> String {
        var text = ""
        try copyOut(sql) { text += String(decoding: $0, as: UTF8.self) }
        return text
    }
}
