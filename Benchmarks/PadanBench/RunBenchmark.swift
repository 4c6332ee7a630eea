import ArgumentParser
import BenchSupport
import Configuration
import Demand
import Domain
import Foundation
import Ingest
import Postgres
import Scoring
import Store

/// The benchmark `run`: a scoring run of the whole country, from the database to the database, against COPY alone of the same
/// bytes.
struct RunBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "A national scoring run end to end against COPY of the same bytes.")

    @Option(help: "BLKs.") var blks = 5000
    @Option(help: "Programmes.") var programs = 2000
    @Option(help: "Draws for robustness; by default the configured number.") var samples: Int?
    @Option(help: "Threads of our own; by default what the program chooses.") var threads: Int?
    @Option(help: "Rounds; the medians are shown.") var rounds = 3
    @Option(help: "Folder with room for the database and the copied bytes.") var folder = "/tmp"

    func run() async throws {
        let bench = try await BenchmarkDatabase(in: folder)
        let (root, home, database, connection) = (bench.root, bench.home, bench.configuration, bench.connection)
        try await NationalCase.fill(blks: blks, programs: programs, connection)
        print("\(blks) BLKs × \(programs) programmes = \(blks * programs) candidates")
        let file = home.appending(path: "candidates.copy").path
        var (ours, copies): ([Double], [Double]) = ([], [])
        for round in 1...rounds {
            try await connection.execute("CHECKPOINT")
            let (id, seconds, line) = try await Self.score(connection, root, samples: samples, threads: threads)
            ours.append(seconds)
            if round == 1 {
                try await connection.execute("VACUUM ANALYZE padan.candidate")
                try await readers(connection, id)
                try Self.copy(database, "\\copy padan.candidate_\(id) TO '\(file)' WITH (FORMAT binary)")
            }
            try await connection.transaction { try Store.delete(runs: [id], $0) }
            try await connection.executeScript(
                "CREATE TABLE copied (LIKE padan.candidate INCLUDING DEFAULTS INCLUDING CONSTRAINTS); CHECKPOINT")
            let started = ContinuousClock.now
            try Self.copy(database, "\\copy copied FROM '\(file)' WITH (FORMAT binary)")
            copies.append((ContinuousClock.now - started).seconds)
            try await connection.execute("DROP TABLE copied")
            let bytes = (try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0) / 1_000_000
            print("round \(round): padan \(seconds.short) s (\(line)), COPY of the same \(bytes) MB \((copies.last ?? 0).short) s")
        }
        let (own, peer) = (ours.sorted()[rounds / 2], copies.sorted()[rounds / 2])
        print(
            "medians: padan \(own.short) s, COPY \(peer.short) s, ratio \((own / peer).short); peak memory of this process \(peakMegabytes()) MB"
        )
        try await bench.remove()
    }

    static func score(
        _ connection: PostgresConnection, _ root: DataRoot, samples: Int?, threads: Int?
    ) async throws -> (id: Int, seconds: Double, line: String) {
        var file: ScoringConfiguration.File = try ConfigurationFile(root.config.appending(path: "scoring.yaml")).decode()
        if let samples { file.robustness.samples = samples }
        let configuration = try ScoringConfiguration(file)
        let demand: DemandConfiguration = try ConfigurationFile(root.config.appending(path: "demand.yaml")).decode()
        let started = ContinuousClock.now
        guard let day = Day(year: 2018, month: 1, day: 1) else { preconditionFailure("the day exists") }
        let (inputs, snapshot) = try await connection.transaction(isolation: .repeatableRead, readOnly: true) {
            try Store.scoringInputs(asOf: day, demandRun: 1, catchment: demand.catchment, $0)
        }
        let read = (ContinuousClock.now - started).seconds
        let model = ScoringModel(
            configuration: configuration, tables: FactorTables(inputs, configuration: configuration), threads: threads)
        let prepared = (ContinuousClock.now - started).seconds
        let record = RunRecord(
            stage: .scoring, readsRun: 1, profile: configuration.profile, method: "additive",
            recommended: configuration.robustness.recommendedRanks, firmShare: configuration.robustness.firm, files: [],
            snapshot: snapshot, seed: 0, asOf: day, startedAt: Date())
        let (id, counts) = try await connection.transaction(retries: 0) { try Store.save(model, record, threads: threads, $0) }
        let seconds = (ContinuousClock.now - started).seconds
        let line =
            "reading \(read.short), factors \((prepared - read).short), scoring and storing \((seconds - prepared).short); \(counts.firm) firm, \(counts.fragile) fragile"
        return (id, seconds, line)
    }

    /// Prints how PostgreSQL finds the rows of one BLK, which should be by their key.
    private func readers(_ connection: PostgresConnection, _ run: Int) async throws {
        let plan = try await connection.rows(
            "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF) SELECT * FROM padan.candidate WHERE run_id = $1 AND blk_code = $2",
            [run, "BLK-0250"]
        ) { try $0["QUERY PLAN"] as String }
        for line in plan where line.contains("Scan") || line.contains("Buffers: shared") || line.contains("Execution") {
            print("  \(line)")
        }
    }

    static func copy(_ database: PostgresConfiguration, _ command: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["psql", "-q", "-d", database.connectionString, "-c", command]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw BenchmarkFailure("psql failed") }
    }
}
