import Ingest

/// How well titles are coded whose right codes are known, as `titles test` answers it.
public struct TitleEvaluationDocument: Codable, Sendable {
    /// Precision if only the surest titles were coded.
    public struct Point: Codable, Sendable {
        /// The share of the titles that is coded, and the share of these that is right, both 0 to 1.
        public let coverage, precision: Double
    }

    /// The titles whose best code has a probability within one tenth.
    public struct Bin: Codable, Sendable {
        /// The least probability of the tenth.
        public let from: Double
        /// How many titles.
        public let titles: Int
        /// The mean of their probabilities, and the share whose code is right.
        public let said, right: Double
    }

    /// A wrong code and the one that would have been right.
    public struct Confusion: Codable, Sendable {
        /// The code that was given.
        public let given: String
        /// The right code; absent where the title names no occupation.
        public let accepted: String?
        /// The names of the two groups in the reader's language.
        public let givenName, acceptedName: String?
        /// Such titles.
        public let titles: [String]

        enum CodingKeys: String, CodingKey {
            case given, accepted, titles
            case givenName = "given_name"
            case acceptedName = "accepted_name"
        }
    }

    /// All titles, those that were coded, those of them that are right, and right at the first two digits.
    public let titles, coded, right, rightAtTwoDigits: Int
    /// The share of the titles that were coded, and of these that are right, 0 to 1.
    public let coverage, precision: Double?
    /// Expected calibration error over tenths of probability, 0 to 1.
    public let calibrationError: Double
    /// Precision at coverage.
    public let curve: [Point]
    /// Reliability.
    public let bins: [Bin]
    /// Wrong codes, the most frequent first.
    public let confusions: [Confusion]

    enum CodingKeys: String, CodingKey {
        case titles, coded, right, coverage, precision, curve, bins, confusions
        case rightAtTwoDigits = "right_at_two_digits"
        case calibrationError = "calibration_error"
    }

    /// Takes an evaluation.
    ///
    /// - Parameters:
    ///   - evaluation: The evaluation.
    ///   - labels: The names of the groups.
    public init(_ evaluation: TitleEvaluation, _ labels: OccupationLabels) {
        func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
        titles = evaluation.titles
        coded = evaluation.coded
        right = evaluation.right
        rightAtTwoDigits = evaluation.rightAtTwoDigits
        coverage = evaluation.coverage.map(rounded)
        precision = evaluation.precision.map(rounded)
        calibrationError = rounded(evaluation.calibrationError)
        curve = evaluation.curve.map { Point(coverage: $0.coverage, precision: rounded($0.precision)) }
        bins = evaluation.bins.map { Bin(from: $0.from, titles: $0.titles, said: rounded($0.said), right: rounded($0.right)) }
        confusions = evaluation.confusions.map {
            Confusion(
                given: $0.given, accepted: $0.accepted, givenName: labels.name($0.given), acceptedName: $0.accepted.map(labels.name),
                titles: $0.titles)
        }
    }
}
