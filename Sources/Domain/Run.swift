import Foundation

/// A finished run of a stage.
public struct Run: Sendable, Equatable {
    public enum Stage: String, Sendable {
        case demand, scoring, allocation
    }

    public let id: Int
    public let stage: Stage
    /// The run of the stage before that this one read.
    public let readsRun: Int?
    public let asOf: Day
    /// Scoring: the profile of weights and the ranking method.
    public let profile: String?
    public let method: String?
    public let codeVersion: String
    public let seed: Int
    public let configDigest: String
    /// The configuration file as it stood.
    public let configText: String
    /// Rows and digest of every input table, as JSON.
    public let snapshot: String
    public let finishedAt: Date

    public init(
        id: Int, stage: Stage, readsRun: Int?, asOf: Day, profile: String? = nil, method: String? = nil,
        codeVersion: String = PadanVersion.current, seed: Int = 0, configDigest: String, configText: String, snapshot: String,
        finishedAt: Date
    ) {
        self.id = id
        self.stage = stage
        self.readsRun = readsRun
        self.asOf = asOf
        self.profile = profile
        self.method = method
        self.codeVersion = codeVersion
        self.seed = seed
        self.configDigest = configDigest
        self.configText = configText
        self.snapshot = snapshot
        self.finishedAt = finishedAt
    }
}
