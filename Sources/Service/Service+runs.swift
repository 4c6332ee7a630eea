import Configuration
import Domain
import Foundation
import Postgres
import Report
import Scoring
import Store

extension Service {
    /// All stored runs, the latest first, with how much room each takes.
    ///
    /// - Parameter asker: Who asks.
    /// - Returns: The runs; an empty list before the first.
    /// - Throws: `ServiceError.notAReader` for an asker who is no reader, and `PostgresError`.
    public func runs(as asker: Asker) async throws -> [RunEntry] {
        try await read(as: asker) { try Store.runs($0).map(RunEntry.init) }
    }

    /// One run: from which data, configuration and seed it was made.
    ///
    /// - Parameters:
    ///   - number: The run's number.
    ///   - asker: Who asks.
    /// - Returns: The run with its input tables and configuration.
    /// - Throws: `ServiceError.unknownRun`, `DecodingError` where the run's snapshot cannot be read, and `PostgresError`.
    public func run(_ number: Int, as asker: Asker) async throws -> RunAnswer {
        guard let entry = try await runs(as: asker).first(where: { $0.run.id == number }) else { throw ServiceError.unknownRun(number) }
        return RunAnswer(entry: entry, inputs: try Self.tables(entry.run.snapshot))
    }

    /// Makes a run what views, reports and pages show, together with what it reads.
    ///
    /// - Parameters:
    ///   - number: The run's number; it may have been published before.
    ///   - label: What people shall call it; `nil` for none. Of a longer text the first 80 letters are kept.
    ///   - asker: Who wants it; the operator alone may.
    /// - Returns: The run as it stands now.
    /// - Throws: `ServiceError.actIsTheOperators`, `.unknownRun`, `.rivalMethodNotPublished` for the scores of a rival method, and
    ///   `PostgresError`.
    public func publish(_ number: Int, label: String? = nil, as asker: Asker) async throws -> RunEntry {
        try await write(as: asker) { connection in
            guard let run = try Store.run(number, connection) else { throw ServiceError.unknownRun(number) }
            guard (run.method ?? RankingMethod.additive.rawValue) == RankingMethod.additive.rawValue else {
                throw ServiceError.rivalMethodNotPublished
            }
            let label = label.map { String($0.prefix(80)) }.flatMap { $0.isEmpty ? nil : $0 }
            try Store.publish(run: number, label: label, connection)
        }
        return try await run(number, as: asker).entry
    }

    /// The tables that a run read, by name, from its snapshot.
    ///
    /// - Throws: `DecodingError` when the text is no snapshot.
    static func tables(_ snapshot: String) throws -> [String: RunAnswer.Input] {
        try JSONDecoder().decode([String: RunAnswer.Input].self, from: Data(snapshot.utf8))
    }

    /// Deletes old runs. The published run of each stage, the published plan of each network and year, and what a kept run reads always stay.
    ///
    /// No reader waits, and for none is waited longer than a few seconds: tables of deleted runs that somebody still reads go with a later call.
    ///
    /// - Parameters:
    ///   - keep: The number of runs of each stage that are kept; `nil` for what `config/storage.yaml` says.
    ///   - days: The age in days below which runs are kept; `nil` for what `config/storage.yaml` says.
    ///   - isRehearsal: Whether nothing is deleted and the answer only says which runs would be.
    ///   - asker: Who wants it; the operator alone may.
    /// - Returns: The runs that were deleted or would be, and how many of those deleted now or earlier still have tables.
    /// - Throws: `ServiceError.actIsTheOperators` for everybody but the operator, `ConfigurationError` for `storage.yaml`, and
    ///   `PostgresError`.
    public func prune(keep: Int? = nil, days: Int? = nil, isRehearsal: Bool = false, as asker: Asker) async throws -> PrunedRuns {
        try asker.requireOperator()
        var policy = try RunPolicy(root)
        if let keep { policy.keepLatest = keep }
        if let days { policy.keepDays = days }
        let runs = try await read(as: asker) { try Store.runs($0) }
        let published = runs.filter { $0.standing == .published }.map(\.run.id)
        let doomed = policy.doomed(runs.map(\.run), published: published, now: Date())
        if isRehearsal { return PrunedRuns(runs: doomed, withTables: 0) }
        try await write(as: asker) { try Store.delete(runs: doomed, $0) }
        var left = try await write(as: asker) { try Store.dropLeftTables($0) }
        for _ in 0..<20 where left > 0 {
            try await Task.sleep(for: .milliseconds(150))
            left = try await write(as: asker) { try Store.dropLeftTables($0) }
        }
        return PrunedRuns(runs: doomed, withTables: left)
    }
}

/// Which runs stay, from `config/storage.yaml`.
public struct RunPolicy: Codable, Sendable {
    /// The number of runs of each stage that are kept, at least 1.
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
        try self.init(ConfigurationFile(root.config.appending(path: "storage.yaml")))
    }

    /// Reads a file of the form of `storage.yaml`.
    init(_ file: ConfigurationFile) throws {
        self = try file.decode()
        if let fault = firstFault() { throw file.error(fault) }
    }

    /// What is wrong with the numbers; `nil` when nothing is.
    private func firstFault() -> SettingFault? {
        if keepLatest < 1 { return SettingFault(["keep_latest"], code: "keep_latest_range") }
        if keepDays < 0 { return SettingFault(["keep_days"], code: "zero_or_more") }
        return nil
    }

    /// The runs that are to be deleted. What people read, and whatever a kept run reads, stays.
    ///
    /// - Parameters:
    ///   - runs: All runs.
    ///   - published: The numbers of the runs that people read.
    ///   - now: The moment from which ages are counted.
    /// - Returns: The numbers of the runs that need not stay, rising.
    public func doomed(_ runs: [Run], published: [Int], now: Date) -> [Int] {
        var kept = Set(published)
        for stage in [Run.Stage.demand, .scoring, .allocation] {
            let own = runs.filter { $0.stage == stage }.sorted { $0.id > $1.id }
            kept.formUnion(own.prefix(keepLatest).map(\.id))
        }
        kept.formUnion(runs.filter { now.timeIntervalSince($0.finishedAt) < Double(keepDays) * 86_400 }.map(\.id))
        // A run is younger than what it reads, so one pass from the latest down reaches all.
        for run in runs.sorted(by: { $0.id > $1.id }) where kept.contains(run.id) {
            if let reads = run.readsRun { kept.insert(reads) }
        }
        return runs.map(\.id).filter { !kept.contains($0) }.sorted()
    }
}

extension RunEntry {
    fileprivate init(_ size: RunSize) {
        self.init(run: size.run, rows: size.rows, bytes: size.bytes, standing: size.standing, label: size.label)
    }
}
