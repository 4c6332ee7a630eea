import Foundation

/// A finished run of a stage.
public struct Run: Sendable, Equatable {
    public enum Stage: String, Sendable {
        case demand, scoring, allocation
    }

    public let id: Int
    public let stage: Stage
    public let asOf: Day
    public let configDigest: String
    public let finishedAt: Date

    public init(id: Int, stage: Stage, asOf: Day, configDigest: String, finishedAt: Date) {
        self.id = id
        self.stage = stage
        self.asOf = asOf
        self.configDigest = configDigest
        self.finishedAt = finishedAt
    }
}
