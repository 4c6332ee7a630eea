/// What decides, beside the labelled titles, how titles are coded (`config/title_coding.yaml`).
public struct CodingSettings: Sendable, Equatable {
    /// How the probability that an answer is right follows from what the classifier says: a logistic regression on titles that it never saw
    /// (Platt 1999, with the likeness as a second regressor).
    public struct Calibration: Sendable, Equatable, Codable {
        /// The constant.
        public let intercept: Double
        /// What one unit of log-odds of the classifier adds.
        public let perLogOdds: Double
        /// What likeness to a known title adds, from 0 (none) to 1 (the same).
        public let perLikeness: Double

        enum CodingKeys: String, CodingKey {
            case intercept
            case perLogOdds = "per_log_odds"
            case perLikeness = "per_likeness"
        }

        /// Makes a calibration.
        ///
        /// - Parameters:
        ///   - intercept: The constant.
        ///   - perLogOdds: What one unit of log-odds of the classifier adds.
        ///   - perLikeness: What likeness to a known title adds.
        public init(intercept: Double, perLogOdds: Double, perLikeness: Double) {
            self.intercept = intercept
            self.perLogOdds = perLogOdds
            self.perLikeness = perLikeness
        }
    }

    /// How much the texts that stand beside a title in an advertisement move its codes.
    public struct Hints: Sendable, Equatable, Codable {
        /// The power of what the texts say; 0 where they are not read.
        public let strength: Double
        /// What they say of a code that they do not speak of, 0 to 1.
        public let floor: Double

        /// Makes settings of hints.
        ///
        /// - Parameters:
        ///   - strength: The power of what the texts say; 0 where they are not read.
        ///   - floor: What they say of a code that they do not speak of, 0 to 1.
        public init(strength: Double, floor: Double) {
            self.strength = strength
            self.floor = floor
        }
    }

    /// The share of the coded titles that should be right, 0 to 1.
    public let wantedPrecision: Double
    /// The calibration.
    public let calibration: Calibration
    /// Precision → the least probability whose answers reached it on titles that the classifier never saw; both rising.
    public let thresholds: [(precision: Double, probability: Double)]
    /// What a word counts that stands behind the first separator of a title, against 1.
    public let laterWeight: Double
    /// How much a taught title counts, against 1 for one of the lexicon.
    public let taughtWeight: Double
    /// How much what stands beside a title counts.
    public let hints: Hints

    /// Makes settings.
    ///
    /// - Parameters:
    ///   - wantedPrecision: The share of the coded titles that should be right.
    ///   - calibration: The calibration.
    ///   - thresholds: Precision → the least probability whose answers reached it; at least one.
    ///   - laterWeight: What a word counts that stands behind the first separator.
    ///   - taughtWeight: How much a taught title counts.
    ///   - hints: How much what stands beside a title counts.
    public init(
        wantedPrecision: Double, calibration: Calibration, thresholds: [(precision: Double, probability: Double)], laterWeight: Double,
        taughtWeight: Double, hints: Hints
    ) {
        self.wantedPrecision = wantedPrecision
        self.calibration = calibration
        self.thresholds = thresholds.sorted { $0.precision < $1.precision }
        self.laterWeight = laterWeight
        self.taughtWeight = taughtWeight
        self.hints = hints
    }

    /// The least probability of an answer that is given, read off `thresholds` by straight lines between its points. Beyond the last point the
    /// wanted precision itself is asked of every single answer, where that is more.
    public var threshold: Double {
        guard let first = thresholds.first, let last = thresholds.last else { return wantedPrecision }
        if wantedPrecision <= first.precision { return first.probability }
        if wantedPrecision > last.precision { return max(last.probability, wantedPrecision) }
        for (low, high) in zip(thresholds, thresholds.dropFirst()) where wantedPrecision <= high.precision {
            let share = (wantedPrecision - low.precision) / (high.precision - low.precision)
            return low.probability + share * (high.probability - low.probability)
        }
        return last.probability
    }

    /// Whether two settings decide alike.
    public static func == (left: CodingSettings, right: CodingSettings) -> Bool {
        left.wantedPrecision == right.wantedPrecision && left.calibration == right.calibration
            && left.thresholds.elementsEqual(right.thresholds) { $0.precision == $1.precision && $0.probability == $1.probability }
            && left.laterWeight == right.laterWeight && left.taughtWeight == right.taughtWeight
            && left.hints == right.hints
    }
}
