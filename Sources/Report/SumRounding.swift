/// Rounds parts so that they still add up to their rounded sum, by the method of largest remainders.
public enum SumRounding {
    /// Rounds the parts of a sum.
    ///
    /// - Parameters:
    ///   - parts: The exact parts.
    ///   - digits: The number of decimals to keep.
    /// - Returns: The parts, each within one unit of the last digit of its exact value; they add up to the sum rounded to the
    ///   same decimals.
    public static func round(_ parts: [Double], digits: Int) -> [Double] {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let scaled = parts.map { $0 * scale }
        var whole = scaled.map { $0.rounded(.down) }
        let target = scaled.reduce(0, +).rounded()
        let order = scaled.indices.sorted { (scaled[$1] - whole[$1], $0) < (scaled[$0] - whole[$0], $1) }
        for index in order.prefix(max(0, Int(target - whole.reduce(0, +)))) { whole[index] += 1 }
        return whole.map { $0 / scale }
    }
}
