import ArgumentParser
import BenchSupport
import Configuration
import Domain
import Foundation
import Ingest
import Postgres
import Report
import Scoring
import Store

/// The benchmark `export`: a million recommendations as CSV against the server's own COPY, and as XLSX against the write-only
/// mode of openpyxl.
struct ExportBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Recommendations as CSV and XLSX against COPY and openpyxl.", subcommands: [All.self, One.self],
        defaultSubcommand: All.self)

    struct All: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "all", abstract: "Everything, side by side.")

        @Option(help: "BLKs.") var blks = 500
        @Option(help: "Programmes.") var programs = 2000
        @Option(help: "Rounds; the medians are shown.") var rounds = 3
        @Option(help: "A Python that has openpyxl; without it XLSX is not compared.") var python = "python3"
        @Option(help: "Folder with room for the database and the files.") var folder = "/tmp"

        func run() async throws {
            let bench = try await BenchmarkDatabase(in: folder)
            let (root, home, database, connection) = (bench.root, bench.home, bench.configuration, bench.connection)
            try await NationalCase.fill(blks: blks, programs: programs, connection)
            _ = try await RunBenchmark.score(connection, root, samples: 0, threads: nil)
            try await connection.execute("VACUUM ANALYZE padan.candidate")
            let view = try await One.view(connection)
            let copied = home.appending(path: "copy.csv").path
            let query = Store.exportQuery(view, filtered: []).replacing("\"", with: "\\\"")
            var times: [String: [Double]] = [:]
            var memory: [String: Int] = [:]
            func note(_ name: String, _ peer: Peer) {
                times[name, default: []].append(peer.seconds)
                memory[name] = max(memory[name] ?? 0, peer.megabytes)
                print("  \(name): \(peer.seconds.short) s, \(peer.megabytes) MB")
            }
            for round in 1...rounds {
                print("round \(round)")
                let started = ContinuousClock.now
                try RunBenchmark.copy(database, "\\copy (\(query.replacing("\\\"", with: "\""))) TO '\(copied)' WITH (FORMAT csv, HEADER)")
                note("COPY", Peer(seconds: (ContinuousClock.now - started).seconds, megabytes: 0))
                for format in ["csv", "xlsx"] {
                    note(
                        "padan \(format)",
                        try Peer.run([
                            CommandLine.arguments[0], "export", "one", "--url", database.connectionString, "--format", format, "--out",
                            home.appending(path: "own.\(format)").path,
                        ]))
                }
                let numbers = view.columns.filter { ["integer", "smallint", "real", "double precision"].contains($0.type) }.map(\.name)
                if let peer = try? Peer.run([
                    python, root.url.appending(path: "Benchmarks/Peers/xlsx_openpyxl.py").path, copied,
                    home.appending(path: "peer.xlsx").path, numbers.joined(separator: ","),
                ]) {
                    note("openpyxl", peer)
                }
            }
            func median(_ name: String) -> Double? { times[name].map { $0.sorted()[$0.count / 2] } }
            guard let copy = median("COPY"), let csv = median("padan csv"), let xlsx = median("padan xlsx") else { return }
            print("\(blks * programs) rows × \(view.columns.count) columns, medians")
            print("CSV: \(csv.short) s, \((csv / copy).short) × COPY (\(copy.short) s), \(memory["padan csv"] ?? 0) MB")
            let peer = median("openpyxl").map {
                "\(($0 / xlsx).short) × as fast as openpyxl (\($0.short) s, \(memory["openpyxl"] ?? 0) MB)"
            }
            print("XLSX: \(xlsx.short) s, \(peer ?? "openpyxl not there"), \(memory["padan xlsx"] ?? 0) MB")
            try await bench.remove()
        }
    }

    /// Makes one export in a process of its own, which prints the seconds and its peak memory in megabytes.
    struct One: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "one", abstract: "One export.", shouldDisplay: false)

        @Option var url: String
        @Option var format: String
        @Option var out: String

        static func view(_ connection: PostgresConnection) async throws -> DashboardView {
            guard let view = try await Store.dashboardViews(connection).first(where: { $0.name == "latest_recommendation" }) else {
                throw BenchmarkFailure("no view")
            }
            return view
        }

        func run() async throws {
            let started = ContinuousClock.now
            let connection = try await PostgresConnection.connect(PostgresConfiguration(url))
            let view = try await Self.view(connection)
            let digits = try ExportDigits(root: .find())
            let columns = ViewEntry(
                name: view.name, comment: view.comment,
                columns: view.columns.map { ViewEntry.Column(name: $0.name, type: $0.type, comment: $0.comment) }
            ).exportColumns(digits)
            try await connection.transaction(isolation: .repeatableRead, readOnly: true) { [format, out] connection in
                let writer: any ExportWriter =
                    format == "csv"
                    ? try CSVExport(columns, to: OutputFile(out))
                    : try XLSXExport(
                        columns, title: view.name,
                        explanation: .init(sheet: "Kolom", title: view.name, remark: "", columnTitle: "", meaningTitle: ""), to: out)
                var row = ExportRow()
                try Store.forEachRow(of: view, connection) { line in
                    row.read(line)
                    row.round(columns)
                    try writer.write(row)
                }
                try writer.finish()
            }
            print("\((ContinuousClock.now - started).seconds) \(peakMegabytes())")
        }
    }
}
