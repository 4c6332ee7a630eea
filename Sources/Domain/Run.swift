import Foundation

/// A configuration file as a run read it.
public struct RunFile: Sendable, Equatable {
    /// The name below `config/`, for example `demand.yaml`.
    public let name: String
    /// The SHA-256 of the text in UTF-8, in hexadecimal digits.
    public let digest: String
    /// The whole text of the file.
    public let text: String

    /// Makes the record of a file.
    ///
    /// - Parameters:
    ///   - name: The name below `config/`.
    ///   - digest: The SHA-256 of the text in UTF-8, in hexadecimal digits.
    ///   - text: The whole text of the file.
    public init(name: String, digest: String, text: String) {
        self.name = name
        self.digest = digest
        self.text = text
    }
}

/// A finished run of a stage.
public struct Run: Sendable, Equatable {
    /// A stage of the flow that leaves runs.
    public enum Stage: String, Sendable {
        /// Openings, leavers and gaps.
        case demand
        /// Scores and ranks of every programme at every BLK.
        case scoring
        /// Packages by BLK and programme.
        case allocation
    }

    /// The number of the run.
    public let id: Int
    /// The stage that made it.
    public let stage: Stage
    /// The run of the stage before that this one read; `nil` for a demand run.
    public let readsRun: Int?
    /// The day for which the validity of competences, licences and catalogs was judged.
    public let asOf: Day
    /// The profile of weights of a scoring run; `nil` for other stages.
    public let profile: String?
    /// The ranking method of a scoring run; `nil` for other stages.
    public let method: String?
    /// The version of the program that made the run.
    public let codeVersion: String
    /// The seed of the random draws.
    public let seed: Int
    /// The digest of the configuration: that of the file where the run read one file, else that of the list of all files and their digests.
    public let configDigest: String
    /// The stage's main configuration file as it stood; the other files are read with the run's number.
    public let configText: String
    /// The number of rows and a digest of every input table, as JSON.
    public let snapshot: String
    /// When the run was finished.
    public let finishedAt: Date

    /// Makes the record of a run; the properties of the same names say what the parameters mean.
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
