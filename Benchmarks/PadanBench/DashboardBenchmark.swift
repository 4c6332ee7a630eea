import ArgumentParser
import BenchSupport
import Foundation
import Postgres
import Store

/// The benchmark `dashboard`: how long analysts wait at national scale, at rest and while a scoring run is stored.
struct DashboardBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dashboard", abstract: "Views and charts over three national runs, and pgbench during a fourth.")

    @Option(help: "BLKs.") var blks = 5000
    @Option(help: "Programmes.") var programs = 2000
    @Option(help: "Scoring runs stored before measuring.") var runs = 3
    @Option(help: "Draws for robustness.") var samples = 20
    @Option(help: "Readers at once.") var clients = 8
    @Option(help: "Seconds of load at rest.") var seconds = 60
    @Option(help: "Folder with room for the database.") var folder = "/tmp"
    @Option(help: "Where each plan goes (EXPLAIN ANALYZE, BUFFERS, TIMING OFF).") var plans = "out/dashboard-plans.txt"

    private struct Question {
        let name: String
        let sql: String
        /// The longest time that is acceptable, in milliseconds.
        let limit: Double
    }

    func run() async throws {
        let bench = try await BenchmarkDatabase(in: folder)
        let connection = bench.connection
        try await NationalCase.fill(blks: blks, programs: programs, connection)
        try await NationalCase.fillDashboards(connection)
        for number in 1...runs {
            let (_, seconds, line) = try await RunBenchmark.score(connection, bench.root, samples: samples, threads: nil)
            print("run \(number): \(blks * programs) candidates, \(seconds.short) s (\(line))")
        }
        try await connection.execute("VACUUM (ANALYZE, FREEZE)")
        let charts = try Self.charts(bench.root.sql.appending(path: "dashboard/examples"))
        try await measure(try await questions(connection) + charts.map { Question(name: $0.name, sql: $0.sql, limit: 500) }, connection)
        try await load(charts, bench)
        try await bench.remove()
    }

    /// Reads each view by one BLK, by one region and by one programme, where it has these columns.
    private func questions(_ connection: PostgresConnection) async throws -> [Question] {
        let keys = [("blk_code", "BLK-0042"), ("region_code", "14.03"), ("program_code", "P0042")]
        return try await Store.dashboardViews(connection).filter { $0.name.hasPrefix("latest_") }.flatMap { view in
            keys.filter { key in view.columns.contains { $0.name == key.0 } }.map { key in
                Question(
                    name: "\(view.name) \(key.0)", sql: "SELECT * FROM dashboard.\(view.name) WHERE \(key.0) = '\(key.1)'", limit: 50)
            }
        }
    }

    private static func charts(_ folder: URL) throws -> [(name: String, sql: String, path: String)] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).filter { $0.pathExtension == "sql" }
            .sorted { $0.path < $1.path }
            .map { ($0.deletingPathExtension().lastPathComponent, try String(contentsOf: $0, encoding: .utf8), $0.path) }
    }

    private func measure(_ questions: [Question], _ connection: PostgresConnection) async throws {
        try await connection.execute("SET ROLE padan_analyst")
        var text = ""
        var late = 0
        for question in questions {
            var times: [Double] = []
            var last: [String] = []
            for _ in 0..<5 {
                last = try await connection.rows("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) " + question.sql.replacing(/;\s*$/, with: "")) {
                    try $0["QUERY PLAN"] as String
                }
                times.append(
                    last.compactMap { $0.wholeMatch(of: /(?:Planning|Execution) Time: ([\d.]+) ms/).flatMap { Double($0.1) } }.reduce(0, +))
            }
            let median = times.sorted()[2]
            if median > question.limit { late += 1 }
            let rows = last.first?.firstMatch(of: /actual rows=(\d+)/).map { String($0.1) } ?? "?"
            print("\(question.name): \(median.short) ms, \(rows) rows\(median > question.limit ? " OVER \(Int(question.limit)) ms" : "")")
            text += "== \(question.name), median \(median.short) ms\n\(question.sql)\n" + last.joined(separator: "\n") + "\n\n"
        }
        try await connection.execute("RESET ROLE")
        let file = URL(filePath: plans)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        print("\(questions.count) questions, planning included, medians of five: \(late) over their limit; plans in \(plans)")
    }

    /// Lets pgbench run, as an analyst, the queries of the charts and one query that fails when it sees a run that is mixed or
    /// not complete.
    private func load(_ charts: [(name: String, sql: String, path: String)], _ bench: BenchmarkDatabase) async throws {
        let whole = bench.home.appending(path: "whole.sql")
        try Data(
            """
            SELECT 1 / (count(DISTINCT run_id) = 1 AND count(DISTINCT run_date) = 1 AND count(DISTINCT blk_code) = \(blks))::integer
            FROM dashboard.latest_shortlist;
            """.utf8
        ).write(to: whole)
        try await bench.connection.transaction {
            try Store.addUser("reader", role: .analyst, blk: nil, password: "reader", validUntil: nil, $0)
        }
        try await bench.connection.execute("ALTER ROLE reader CONNECTION LIMIT 50")
        func pgbench(_ name: String, while body: (Process) async throws -> Void) async throws -> [Double] {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.currentDirectoryURL = bench.home
            var options = try PostgresConfiguration.options(in: bench.configuration.connectionString)
            (options["user"], options["password"]) = ("reader", "reader")
            let errors = bench.home.appending(path: name + ".err")
            _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
            process.standardError = try FileHandle(forWritingTo: errors)
            process.standardOutput = FileHandle.nullDevice
            process.environment = ["PATH": "/usr/lib/postgresql/15/bin:/usr/bin:/bin", "PGPASSWORD": "reader"]
            process.arguments =
                ["pgbench", "-n", "-c", String(clients), "-j", "2", "-T", "3600", "-l", "--log-prefix=\(name)"]
                + (charts.map(\.path) + [whole.path]).flatMap { ["-f", $0] }
                + ["-h", options["host"] ?? "", "-p", options["port"] ?? "5432", "-U", "reader", options["dbname"] ?? "padan"]
            try process.run()
            try await body(process)
            guard process.isRunning else {
                throw BenchmarkFailure("pgbench ended: " + ((try? String(contentsOf: errors, encoding: .utf8)) ?? ""))
            }

            // A shell makes its background processes ignore polite signals, so the process is killed.
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let said = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
            guard !said.contains("ERROR"), !said.contains("aborted") else { throw BenchmarkFailure(said) }
            return try FileManager.default.contentsOfDirectory(at: bench.home, includingPropertiesForKeys: nil)
                .filter { $0.lastPathComponent.hasPrefix(name + ".") && $0.pathExtension != "err" }
                .flatMap { try String(contentsOf: $0, encoding: .utf8).split(separator: "\n") }
                .compactMap { line in line.split(separator: " ").dropFirst(2).first.flatMap { Double($0) } }.map { $0 / 1000 }.sorted()
        }
        func p95(_ times: [Double]) -> Double { times.isEmpty ? .nan : times[min(times.count - 1, times.count * 95 / 100)] }
        let rest = try await pgbench("rest") { _ in try await Task.sleep(for: .seconds(seconds)) }
        print("at rest: \(rest.count) queries of \(clients) readers in \(seconds) s, p95 \(p95(rest).short) ms")
        let busy = try await pgbench("busy") { _ in
            let (id, seconds, _) = try await RunBenchmark.score(bench.connection, bench.root, samples: samples, threads: 1)
            print("run \(id) stored meanwhile in \(seconds.short) s")
        }
        guard !rest.isEmpty, !busy.isEmpty else { throw BenchmarkFailure("pgbench had no time to log a query: take a larger case") }
        print(
            "meanwhile: \(busy.count) queries, no error, no mixed run, p95 \(p95(busy).short) ms: \((p95(busy) / p95(rest)).short) × at rest"
        )
    }
}
