import Configuration
import Domain
import Foundation
import Postgres
import Report
import Store

extension Service {
    /// All stored runs, the latest first, with how much room each takes.
    ///
    /// - Parameter asker: Who asks.
    /// - Returns: The runs; empty before the first.
    /// - Throws: `PostgresError`.
    public func runs(as asker: Asker) async throws -> [RunEntry] {
        try await read(as: asker) { try Store.runs($0).map { RunEntry(run: $0.run, rows: $0.rows, bytes: $0.bytes) } }
    }

    /// One run: from which data, configuration and seed it was made.
    ///
    /// - Parameters:
    ///   - number: The run's number.
    ///   - asker: Who asks.
    /// - Returns: The run with its input tables and configuration.
    /// - Throws: `ServiceError.unknownRun` and `PostgresError`.
    public func run(_ number: Int, as asker: Asker) async throws -> RunAnswer {
        guard let entry = try await runs(as: asker).first(where: { $0.run.id == number }) else { throw ServiceError.unknownRun(number) }
        struct Input: Decodable {
            let rows: Int
            let digest: String
        }
        let inputs = try JSONDecoder().decode([String: Input].self, from: Data(entry.run.snapshot.utf8))
        return RunAnswer(entry: entry, inputs: inputs.mapValues { RunAnswer.Input(rows: $0.rows, digest: $0.digest) })
    }

    /// Deletes old runs. The latest of each stage, the latest plan of each network and year, and what a kept run reads always stay.
    ///
    /// - Parameters:
    ///   - keep: Runs kept of each stage; `nil` for what `config/storage.yaml` says.
    ///   - days: Younger runs are kept, days; `nil` for what `config/storage.yaml` says.
    ///   - isRehearsal: Whether nothing is deleted and the answer only says which runs would be.
    ///   - asker: Who wants it; the operator alone may.
    /// - Returns: The numbers of the runs deleted, rising.
    /// - Throws: `ServiceError.actIsTheOperators`, `ConfigurationError` and `PostgresError`.
    public func prune(keep: Int? = nil, days: Int? = nil, isRehearsal: Bool = false, as asker: Asker) async throws -> [Int] {
        try asker.requireOperator()
        var policy = try RunPolicy(root)
        if let keep { policy.keepLatest = keep }
        if let days { policy.keepDays = days }
        let (runs, plans) = try await read(as: asker) { (try Store.runs($0).map(\.run), try Store.latestPlans($0)) }
        let doomed = policy.doomed(runs, plans: plans, now: Date())
        if !isRehearsal { try await write(as: asker) { try Store.delete(runs: doomed, $0) } }
        return doomed
    }
}

/// Which runs stay, from `config/storage.yaml`.
public struct RunPolicy: Codable, Sendable {
    /// Runs kept of each stage, at least 1.
    public var keepLatest: Int
    /// Runs younger than so many days are kept.
    public var keepDays: Int

    private enum CodingKeys: String, CodingKey {
        case keepLatest = "keep_latest"
        case keepDays = "keep_days"
    }

    /// Reads the policy of an installation.
    ///
    /// - Parameter root: Where `config/` lies.
    /// - Throws: `ConfigurationError` with the line at fault.
    public init(_ root: DataRoot) throws {
        let file = try ConfigurationFile(root.config.appending(path: "storage.yaml"))
        self = try file.decode()
        if keepLatest < 1 { throw file.error(at: ["keep_latest"], "at least 1: the latest run is what people read") }
        if keepDays < 0 { throw file.error(at: ["keep_days"], "0 or more") }
    }

    /// Runs to be deleted, rising. The latest that people read of each stage, and whatever a kept run reads, stay.
    ///
    /// - Parameters:
    ///   - runs: All runs.
    ///   - plans: The latest plan of each network and year.
    ///   - now: The moment from which ages are counted.
    /// - Returns: The numbers of the runs that need not stay.
    public func doomed(_ runs: [Run], plans: [Int], now: Date) -> [Int] {
        var kept = Set(plans)
        for stage in [Run.Stage.demand, .scoring, .allocation] {
            let own = runs.filter { $0.stage == stage }.sorted { $0.id > $1.id }
            kept.formUnion(own.prefix(keepLatest).map(\.id))
            if let latest = own.first(where: { ($0.method ?? "additive") == "additive" }) { kept.insert(latest.id) }
        }
        kept.formUnion(runs.filter { now.timeIntervalSince($0.finishedAt) < Double(keepDays) * 86_400 }.map(\.id))
        // A run is younger than what it reads, so one pass from the latest down reaches all.
        for run in runs.sorted(by: { $0.id > $1.id }) where kept.contains(run.id) {
            if let reads = run.readsRun { kept.insert(reads) }
        }
        return runs.map(\.id).filter { !kept.contains($0) }.sorted()
    }
}
