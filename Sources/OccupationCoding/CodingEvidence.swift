/// What the classifier knows of its likeliest answer, before it is calibrated.
public struct CodingEvidence: Sendable, Equatable {
    /// Unit group; empty: the title names no occupation.
    public let code: String
    /// The log-odds that the classifier gives it.
    public let logOdds: Double
    /// How like the nearest known title is, 0 to 1.
    public let likeness: Double

    /// Makes evidence.
    ///
    /// - Parameters:
    ///   - code: Unit group; empty: the title names no occupation.
    ///   - logOdds: The log-odds that the classifier gives it.
    ///   - likeness: How like the nearest known title is.
    public init(code: String, logOdds: Double, likeness: Double) {
        self.code = code
        self.logOdds = logOdds
        self.likeness = likeness
    }
}

extension CodingSettings.Calibration {
    /// The probability that an answer is right.
    ///
    /// - Parameter evidence: What the classifier knows of it.
    /// - Returns: The probability, 0 to 1.
    public func probability(_ evidence: CodingEvidence) -> Double {
        1 / (1 + exponential(-(intercept + perLogOdds * evidence.logOdds + perLikeness * evidence.likeness)))
    }

    /// The calibration that fits answers of which it is known whether they are right: the logistic regression of greatest likelihood, found by
    /// Newton's method.
    ///
    /// - Parameter answers: Evidence, whether the answer is right, and how much it counts.
    /// - Returns: The calibration; `nil` where the answers do not decide it, as when all of them are right.
    public static func fitted(to answers: [(evidence: CodingEvidence, isRight: Bool, weight: Double)]) -> CodingSettings.Calibration? {
        var found = CodingSettings.Calibration(intercept: 0, perLogOdds: 0, perLikeness: 0)
        for _ in 0..<50 {
            var slope = SIMD3<Double>.zero
            var curve = [SIMD3<Double>](repeating: .zero, count: 3)
            for answer in answers {
                let known = SIMD3(1, answer.evidence.logOdds, answer.evidence.likeness)
                let probability = found.probability(answer.evidence)
                slope += known * (answer.weight * ((answer.isRight ? 1 : 0) - probability))
                for row in 0..<3 { curve[row] += known * (known[row] * answer.weight * probability * (1 - probability)) }
            }
            guard let step = solution(of: curve, slope) else { return nil }
            found = CodingSettings.Calibration(
                intercept: found.intercept + step.x, perLogOdds: found.perLogOdds + step.y, perLikeness: found.perLikeness + step.z)
            if (step * step).sum() < 1e-18 { return found }
        }
        return nil
    }

    /// The solution of three linear equations by Cramer's rule; `nil` where there is no single one.
    private static func solution(of rows: [SIMD3<Double>], _ right: SIMD3<Double>) -> SIMD3<Double>? {
        func determinant(_ first: SIMD3<Double>, _ second: SIMD3<Double>, _ third: SIMD3<Double>) -> Double {
            first.x * (second.y * third.z - second.z * third.y) - first.y * (second.x * third.z - second.z * third.x)
                + first.z * (second.x * third.y - second.y * third.x)
        }
        let whole = determinant(rows[0], rows[1], rows[2])
        guard abs(whole) > 1e-12 else { return nil }
        // The matrix is its own transpose: a row in place of a row is a column in place of a column.
        return SIMD3(
            determinant(right, rows[1], rows[2]) / whole, determinant(rows[0], right, rows[2]) / whole,
            determinant(rows[0], rows[1], right) / whole)
    }
}
