/// Technique for order of preference by similarity to the ideal solution.
///
/// - Source: C. L. Hwang, K. Yoon, "Multiple attribute decision making", 1981: vector normalisation, Euclidean distances.
public enum Topsis {
    /// Closeness of each alternative to the best values of all criteria, 0 to 1.
    ///
    /// - Parameters:
    ///   - matrix: One row for each alternative and one column for each criterion; larger is better. A value without data counts in no
    ///     distance; the alternative's other weights are scaled up to the whole.
    ///   - weights: One for each criterion, summing to 1.
    /// - Returns: One closeness for each alternative.
    public static func closeness(_ matrix: [[Double?]], weights: [Double]) -> [Double] {
        struct Column {
            let norm: Double
            let best: Double
            let worst: Double
        }
        let columns = weights.indices.map { k -> Column? in
            let known = matrix.compactMap { $0[k] }
            let norm = known.reduce(0) { $0 + $1 * $1 }.squareRoot()
            guard norm > 0, let best = known.max(), let worst = known.min() else { return nil }
            return Column(norm: norm, best: best / norm, worst: worst / norm)
        }
        return matrix.map { row in
            let whole = weights.indices.reduce(0) { row[$1] == nil ? $0 : $0 + weights[$1] }
            guard whole > 0 else { return 0 }
            var (fromBest, fromWorst) = (0.0, 0.0)
            for (k, column) in columns.enumerated() {
                guard let column, let value = row[k] else { continue }
                let weight = weights[k] / whole
                let best = weight * (value / column.norm - column.best)
                let worst = weight * (value / column.norm - column.worst)
                fromBest += best * best
                fromWorst += worst * worst
            }
            let (far, near) = (fromWorst.squareRoot(), fromBest.squareRoot())
            return far + near > 0 ? far / (far + near) : 0.5
        }
    }
}
