import OccupationCoding

/// Fits the calibration and the thresholds of `config/title_coding.yaml` to sets of labelled titles that the coder did not learn from.
public struct TitleFit {
    private struct Answer {
        /// What has to be calibrated; `nil` where the title is known and its probability is that of its source.
        let evidence: CodingEvidence?
        let known: Double
        let isRight: Bool
    }

    private var sets: [(name: String, titles: Int, answers: [Answer])] = []

    /// Makes a fit of no titles.
    public init() {}

    /// Adds a set of titles.
    ///
    /// - Parameters:
    ///   - name: What the set is called; the titles of a name that was there before join its set.
    ///   - labels: The titles with their right codes.
    ///   - coder: The coder, which must not know the titles from elsewhere.
    public mutating func add(_ name: String, _ labels: [TitleEvaluation.Label], coder: TitleCoder) {
        let answers: [Answer] = labels.compactMap { label in
            if let evidence = coder.evidence(for: label.text) {
                // An answer that the title names no occupation is none.
                return evidence.code.isEmpty
                    ? nil : Answer(evidence: evidence, known: 0, isRight: label.accepted.contains(evidence.code))
            }
            let coded = coder.code(label.text)
            return coded.code.map { Answer(evidence: nil, known: coded.score, isRight: label.accepted.contains($0)) }
        }
        if let place = sets.firstIndex(where: { $0.name == name }) {
            sets[place].titles += labels.count
            sets[place].answers += answers
        } else {
            sets.append((name, labels.count, answers))
        }
    }

    /// The calibration that fits all sets, each counting the same; `nil` where they do not decide it.
    public var calibration: CodingSettings.Calibration? {
        .fitted(
            to: sets.flatMap { set in
                set.answers.compactMap { answer in
                    answer.evidence.map { ($0, answer.isRight, 1 / Double(max(set.answers.count, 1))) }
                }
            })
    }

    /// The least probability whose answers reach a precision in every set.
    ///
    /// - Parameters:
    ///   - precision: The share of the answers that should be right, 0 to 1.
    ///   - calibration: What the probabilities follow from.
    /// - Returns: The probability, in thousandths, rounded up; `nil` where a set reaches the precision at none.
    public func threshold(of precision: Double, _ calibration: CodingSettings.Calibration) -> Double? {
        var threshold = 0.0
        for set in sets {
            let surest = answers(of: set.answers, calibration).sorted { $0.probability > $1.probability }
            var (right, least) = (0, nil as Double?)
            for (place, answer) in surest.enumerated() {
                right += answer.isRight ? 1 : 0
                // Answers of the same probability are given together.
                if place + 1 < surest.count, surest[place + 1].probability == answer.probability { continue }
                if Double(right) >= precision * Double(place + 1) { least = answer.probability }
            }
            guard let least else { return nil }
            threshold = max(threshold, least)
        }
        return (threshold * 1000).rounded(.up) / 1000
    }

    /// Coverage, precision and expected calibration error of each set, if answers of at least so much probability were given.
    ///
    /// - Parameters:
    ///   - threshold: The least probability.
    ///   - calibration: What the probabilities follow from.
    /// - Returns: The figures of each set, in the order in which the sets were added.
    public func figures(
        at threshold: Double, _ calibration: CodingSettings.Calibration
    ) -> [(name: String, coverage: Double, precision: Double, calibrationError: Double)] {
        sets.map { set in
            let answers = answers(of: set.answers, calibration)
            let given = answers.filter { $0.probability >= threshold }
            let error = (0..<10).reduce(0.0) { sum, tenth in
                let answers = answers.filter { min(Int($0.probability * 10), 9) == tenth }
                return sum + abs(answers.reduce(0.0) { $0 + $1.probability } - Double(answers.count { $0.isRight }))
            }
            let coverage = Double(given.count) / Double(max(set.titles, 1))
            let precision = Double(given.count { $0.isRight }) / Double(max(given.count, 1))
            return (set.name, coverage, precision, error / Double(max(answers.count, 1)))
        }
    }

    private func answers(
        of answers: [Answer], _ calibration: CodingSettings.Calibration
    ) -> [(probability: Double, isRight: Bool)] {
        answers.map { answer in
            (answer.evidence.map { min(calibration.probability($0), OccupationClassifier.mostProbable) } ?? answer.known, answer.isRight)
        }
    }
}
