/// Rounds parts so that they still add up to their rounded sum, by largest remainders.
public enum SumRounding {
    /// - Parameter digits: decimals to keep.
    /// - Returns: the parts, each within one unit of the last digit of its exact value, that add up to the sum rounded to as many.
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
