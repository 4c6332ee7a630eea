import Configuration
import Foundation
import Scoring

/// The project's own weights and value functions, for ourselves and for the peers.
enum ScoringSettings {
    static func configuration(_ root: DataRoot, samples: Int? = nil) throws -> ScoringConfiguration {
        var file: ScoringConfiguration.File = try ConfigurationFile(root.config.appending(path: "scoring.yaml")).decode()
        if let samples { file.robustness.samples = samples }
        return try ScoringConfiguration(file)
    }

    private struct Settings: Codable {
        let names: [String]
        let weights: [Double]
        let points: [[[Double]]]
        let top: Int
    }

    /// Writes `settings.json`, with the criteria in the order of `Criteria.all`.
    static func write(_ root: DataRoot, to folder: URL) throws {
        let configuration = try configuration(root)
        let settings = Settings(
            names: configuration.criteria.map(\.criterion.id), weights: configuration.criteria.map(\.weight),
            points: configuration.criteria.map { $0.value.points.map { [$0.raw, $0.utility] } },
            top: configuration.robustness.recommendedRanks)
        try JSONEncoder().encode(settings).write(to: folder.appending(path: "settings.json"))
    }

    /// Reads the settings back, as the peers do.
    static func kernel(_ folder: URL) throws -> ScoreKernel {
        let settings = try JSONDecoder().decode(Settings.self, from: Data(contentsOf: folder.appending(path: "settings.json")))
        return ScoreKernel(
            values: settings.points.compactMap { points in ValueFunction(points: points.map { ($0[0], $0[1]) }) }, weights: settings.weights
        )
    }
}
