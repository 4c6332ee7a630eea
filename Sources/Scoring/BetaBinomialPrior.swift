/// A beta prior for rates, fitted over groups by moments.
///
/// - Source: J. C. Kleinman, "Proportions with extraneous variance", JASA 68 (1973), with weights nᵢ: with
///   `p̂ = Σx/N`, `S = Σ nᵢ(pᵢ−p̂)²` and k groups, `ρ̂ = (S − p̂q̂(k−1)) ÷ (p̂q̂(N − Σnᵢ²/N − (k−1)))`,
///   `α+β = 1/ρ̂ − 1`, `α = p̂(α+β)`.
public struct BetaBinomialPrior: Sendable, Equatable {
    /// α, above 0.
    public let alpha: Double
    /// β, above 0.
    public let beta: Double

    /// Correlation within groups is kept in this range: below it the groups differ no more than chance makes them, above it a
    /// group says nothing of the next.
    static let correlationRange = 0.001...0.9

    /// Makes a prior as it was kept with a run.
    ///
    /// - Parameters:
    ///   - alpha: α, above 0.
    ///   - beta: β, above 0.
    public init(alpha: Double, beta: Double) {
        self.alpha = alpha
        self.beta = beta
    }

    /// Fits a prior to groups by moments; the result is `nil` without any trial.
    ///
    /// - Parameter groups: Successes and trials of each group; groups without trials say nothing.
    public init?(groups: [(successes: Int, trials: Int)]) {
        let used = groups.filter { $0.trials > 0 }
        let trials = used.reduce(0.0) { $0 + Double($1.trials) }
        guard trials > 0 else { return nil }
        let successes = used.reduce(0.0) { $0 + Double($1.successes) }
        // Never a rate that no outcome could change.
        let p = min(max(successes / trials, 0.5 / (trials + 1)), 1 - 0.5 / (trials + 1))
        let k = Double(used.count)
        let spread = used.reduce(0.0) { sum, group in
            let n = Double(group.trials)
            let difference = Double(group.successes) / n - p
            return sum + n * difference * difference
        }
        let squares = used.reduce(0.0) { $0 + Double($1.trials) * Double($1.trials) }
        let pq = p * (1 - p)
        let denominator = pq * (trials - squares / trials - (k - 1))
        let raw = denominator > 0 ? (spread - pq * (k - 1)) / denominator : 0
        let correlation = min(max(raw, Self.correlationRange.lowerBound), Self.correlationRange.upperBound)
        let strength = 1 / correlation - 1
        alpha = p * strength
        beta = (1 - p) * strength
    }

    /// The shrunk rate `(x+α)/(n+α+β)`.
    ///
    /// - Parameters:
    ///   - successes: x.
    ///   - trials: n.
    /// - Returns: A rate between 0 and 1.
    public func shrunk(successes: Int, trials: Int) -> Double {
        (Double(successes) + alpha) / (Double(trials) + alpha + beta)
    }

    /// The standard deviation of the posterior, divided by its mean.
    ///
    /// - Parameters:
    ///   - successes: The successes that were observed.
    ///   - trials: The trials that were observed.
    /// - Returns: A fraction of the shrunk rate.
    public func relativeError(successes: Int, trials: Int) -> Double {
        let a = Double(successes) + alpha
        let b = Double(trials - successes) + beta
        return (b / (a * (a + b + 1))).squareRoot()
    }
}
