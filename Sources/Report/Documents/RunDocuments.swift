import Foundation

/// A stored run, as `runs list` answers it.
public struct RunDocument: Codable, Sendable {
    /// The number of the run.
    public let runID: Int
    /// `demand`, `scoring` or `allocation`.
    public let stage: String
    /// The number of the run that it read; absent for demand.
    public let readsRunID: Int?
    /// The day of reference, ISO 8601.
    public let asOf: String
    /// For scoring: the profile of weights and the ranking method; absent otherwise.
    public let profile, method: String?
    /// The seed of its random draws or of its search.
    public let seed: Int
    /// The version of the program, and the digest of the configuration.
    public let codeVersion, configDigest: String
    /// The classifications that its codes of occupations and of industries are of, such as `KBJI 2014`.
    public let occupationVersion, industryVersion: String
    /// Rows that it left, and their bytes in the database.
    public let rows, bytes: Int
    /// `published` when views, reports and pages show it, `superseded` when another run took its place, `trial` when it was never published.
    public let standing: String
    /// What it was called when it was published; absent without a name.
    public let label: String?
    /// When it was finished, in seconds since 2001-01-01 00:00 UTC.
    public let finishedAt: Date

    /// Takes the figures of a stored run.
    public init(_ entry: RunEntry) {
        runID = entry.run.id
        stage = entry.run.stage.rawValue
        readsRunID = entry.run.readsRun
        asOf = entry.run.asOf.description
        profile = entry.run.profile
        method = entry.run.method
        seed = entry.run.seed
        codeVersion = entry.run.codeVersion
        configDigest = entry.run.configDigest
        occupationVersion = entry.run.occupationVersion
        industryVersion = entry.run.industryVersion
        rows = entry.rows
        bytes = entry.bytes
        standing = entry.standing.rawValue
        label = entry.label
        finishedAt = entry.run.finishedAt
    }
}

/// One run with what it was made from, as `runs show` answers it.
public struct FullRunDocument: Codable, Sendable {
    /// The run.
    public let run: RunDocument
    /// The tables that it read: `rows` and `digest` as text, by the table's name.
    public let inputs: [String: [String: String]]
    /// The main configuration file as it stood.
    public let config: String

    /// Takes the figures of an answer.
    public init(_ answer: RunAnswer) {
        run = RunDocument(answer.entry)
        inputs = answer.inputs.mapValues { ["rows": String($0.rows), "digest": $0.digest] }
        config = answer.entry.run.configText
    }
}

/// The runs that were deleted, as `runs prune` answers it.
public struct PrunedRunsDocument: Codable, Sendable {
    /// The numbers of the runs, rising.
    public let deleted: [Int]
    /// The number of deleted runs whose tables go with a later call, because somebody reads now.
    public let withTables: Int

    /// Takes the answer.
    public init(_ pruned: PrunedRuns) {
        deleted = pruned.runs
        withTables = pruned.withTables
    }
}
