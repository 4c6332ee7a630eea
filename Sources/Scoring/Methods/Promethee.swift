/// Preference ranking organisation method for enrichment evaluations.
///
/// - Source: J. P. Brans, P. Vincke, Management Science 31 (1985): PROMETHEE II with the V-shape preference function (type III).
public enum Promethee {
    /// Difference of utilities from which one alternative is wholly preferred to another.
    public static let preferenceThreshold = 0.25

    /// Net flows φ of each alternative, −1 to 1.
    ///
    /// - Parameters:
    ///   - matrix: One row for each alternative and one column for each criterion; larger is better. A criterion counts for a pair only
    ///     where both have data; the pair's other weights are scaled up to the whole.
    ///   - weights: One for each criterion, summing to 1.
    ///   - preference: The threshold p; a smaller difference d is preferred by d/p.
    /// - Returns: One flow for each alternative.
    /// - Complexity: O(alternatives² × criteria).
    public static func netFlows(_ matrix: [[Double?]], weights: [Double], preference: Double) -> [Double] {
        var flows = [Double](repeating: 0, count: matrix.count)
        for a in matrix.indices {
            for b in matrix.indices.dropFirst(a + 1) {
                var (balance, whole) = (0.0, 0.0)
                for k in weights.indices {
                    guard let left = matrix[a][k], let right = matrix[b][k] else { continue }
                    // P(a,b) − P(b,a): only one of the two is above 0.
                    balance += weights[k] * min(max((left - right) / preference, -1), 1)
                    whole += weights[k]
                }
                guard whole > 0 else { continue }
                flows[a] += balance / whole
                flows[b] -= balance / whole
            }
        }
        return matrix.count > 1 ? flows.map { $0 / Double(matrix.count - 1) } : flows
    }
}
