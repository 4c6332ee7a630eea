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

/// One finished calculation of a stage, and everything that it was made from.
public struct Run: Sendable, Equatable {
    /// The stages that leave runs, in the order in which data pass through them.
    public enum Stage: String, Sendable {
        /// Openings, leavers and gaps per region and occupation.
        case demand
        /// The ranking of programmes for every BLK.
        case scoring
        /// The packages of a network's plan.
        case allocation
    }

    /// The number of the run, which counts over all stages.
    public let id: Int
    /// The stage that was run.
    public let stage: Stage
    /// The number of the run of the stage before whose results this run read; `nil` for demand, which reads none.
    public let readsRun: Int?
    /// The day for which the validity of competences, licences and catalogs was judged.
    public let asOf: Day
    /// The name of the profile of weights; `nil` for all stages but scoring.
    public let profile: String?
    /// The name of the ranking method; `nil` for all stages but scoring.
    public let method: String?
    /// The version of the program that calculated the run.
    public let codeVersion: String
    /// The seed of the random draws of the run.
    public let seed: Int
    /// The digest of the configuration: that of the file where the run read one file, else that of the list of all files and their digests.
    public let configDigest: String
    /// The stage's main configuration file as it stood when the run was made; `Store.files` reads the others.
    public let configText: String
    /// The number of rows and a digest of every input table that the run read, as a JSON object.
    public let snapshot: String
    /// The classification and version of the codes of occupations, and of industries, in the run's results.
    public let occupationVersion, industryVersion: String
    /// The moment at which the run was stored as finished.
    public let finishedAt: Date

    /// Creates the description of a run; every parameter sets the property of the same name.
    public init(
        id: Int, stage: Stage, readsRun: Int?, asOf: Day, profile: String? = nil, method: String? = nil,
        codeVersion: String = PadanVersion.current, seed: Int = 0, configDigest: String, configText: String, snapshot: String,
        occupationVersion: String = Classification.occupations, industryVersion: String = Classification.industries, finishedAt: Date
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
        self.occupationVersion = occupationVersion
        self.industryVersion = industryVersion
        self.finishedAt = finishedAt
    }
}

/// What a run is to readers: the base of what they see, or an attempt that changes nothing for them.
public enum RunStanding: String, Sendable, CaseIterable {
    /// Views, reports and pages show it.
    case published
    /// It was published, and another one has taken its place.
    case superseded
    /// It was never published.
    case trial
}
