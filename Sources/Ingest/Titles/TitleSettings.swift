import Configuration
import Domain
import OccupationCoding

/// `config/title_coding.yaml`.
struct TitleSettings: Decodable {
    private let wantedPrecision: Double
    private let calibration: CodingSettings.Calibration
    private let thresholds: [Threshold]
    private let laterWords: Double
    private let taughtTitles: Double
    /// How far each source of titles is to be trusted.
    let sources: TitleSources
    private let besideTheTitle: CodingSettings.Hints

    private struct Threshold: Decodable {
        let precision: Double
        let probability: Double
    }

    private enum CodingKeys: String, CodingKey {
        case wantedPrecision = "wanted_precision"
        case calibration, thresholds, sources
        case laterWords = "later_words"
        case taughtTitles = "taught_titles"
        case besideTheTitle = "beside_the_title"
    }

    /// Reads the file.
    ///
    /// - Parameter root: The folder that holds `config/`.
    /// - Throws: `ConfigurationError` when it cannot be read or a value is out of its range.
    init(root: DataRoot) throws {
        let file = try ConfigurationFile(root.config.appending(path: "title_coding.yaml"))
        self = try file.decode()
        for (key, value, range) in [
            ("wanted_precision", wantedPrecision, 0.0...1.0), ("later_words", laterWords, 0.0...1.0),
            ("taught_titles", taughtTitles, 1.0...1000.0),
        ] where !range.contains(value) {
            throw file.error(Self.fault([key], range))
        }
        for threshold in thresholds {
            for value in [threshold.precision, threshold.probability] where !(0.0...1.0).contains(value) {
                throw file.error(Self.fault(["thresholds"], 0.0...1.0))
            }
        }
        for (key, value) in sources.certainties.sorted(by: { $0.key < $1.key }) where !(0.0...1.0).contains(value) {
            throw file.error(Self.fault(["sources", key], 0.0...1.0))
        }
        for (key, value) in [
            ("intercept", calibration.intercept), ("per_log_odds", calibration.perLogOdds), ("per_likeness", calibration.perLikeness),
        ] where !(-100.0...100.0).contains(value) {
            throw file.error(Self.fault(["calibration", key], -100.0...100.0))
        }
        for (key, value, range) in [("strength", besideTheTitle.strength, 0.0...2.0), ("floor", besideTheTitle.floor, 0.0...1.0)]
        where !range.contains(value) {
            throw file.error(Self.fault(["beside_the_title", key], range))
        }
    }

    private static func fault(_ path: [String], _ range: ClosedRange<Double>) -> SettingFault {
        SettingFault(
            path, code: "between",
            ["minimum": .decimal(range.lowerBound, decimals: 0), "maximum": .decimal(range.upperBound, decimals: 0)])
    }

    /// The settings of the coder.
    var settings: CodingSettings {
        CodingSettings(
            wantedPrecision: wantedPrecision, calibration: calibration,
            thresholds: thresholds.map { ($0.precision, $0.probability) }, laterWeight: laterWords, taughtWeight: taughtTitles,
            hints: besideTheTitle)
    }
}

/// How far each source of titles is to be trusted: the probability that a careful coder would give the code that it gives.
struct TitleSources: Sendable, Decodable {
    /// The probability by the source's name in `config/titles.csv`.
    let certainties: [String: Double]
    /// The probability of a title of the official classification, in `config/occupations.csv` or imported.
    let official: Double
    /// The probability of a title that is taken for another one because of a slip of the pen, at most.
    let mended: Double
    private let other: Double

    init(from decoder: any Decoder) throws {
        let certainties = try decoder.singleValueContainer().decode([String: Double].self)
        func named(_ name: String) throws -> Double {
            guard let value = certainties[name] else {
                throw DecodingError.keyNotFound(Key(stringValue: name), .init(codingPath: decoder.codingPath, debugDescription: name))
            }
            return value
        }
        self.certainties = certainties
        official = try named("kbji2014")
        mended = try named("mended")
        other = try named("other")
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// - Parameter source: The name of a source.
    /// - Returns: The probability that its code is right, 0 to 1.
    func certainty(of source: String) -> Double { certainties[source] ?? other }
}
