/// How far two orders of the same things agree.
public enum RankAgreement {
    /// Kendall's τ-b, −1 (reversed) to 1 (the same).
    ///
    /// - Parameters:
    ///   - left: The ranks by one order.
    ///   - right: The ranks of the same things by the other order, in the same sequence.
    /// - Returns: τ-b; `nil` for fewer than two things, or where one order ties all.
    /// - Complexity: O(n²).
    /// - Source: M. G. Kendall, Biometrika 33 (1945).
    public static func kendall(_ left: [Int], _ right: [Int]) -> Double? {
        precondition(left.count == right.count, "ranks of the same things")
        var (concordant, discordant, leftTies, rightTies) = (0, 0, 0, 0)
        for a in left.indices {
            for b in left.indices.dropFirst(a + 1) {
                let (x, y) = ((left[a] - left[b]).signum(), (right[a] - right[b]).signum())
                if x == 0 { leftTies += 1 }
                if y == 0 { rightTies += 1 }
                if x * y > 0 { concordant += 1 } else if x * y < 0 { discordant += 1 }
            }
        }
        let pairs = left.count * (left.count - 1) / 2
        let scale = (Double(pairs - leftTies) * Double(pairs - rightTies)).squareRoot()
        return scale > 0 ? Double(concordant - discordant) / scale : nil
    }

    /// The share of the first k of one order that are among the first k of the other.
    ///
    /// - Parameters:
    ///   - left: The ranks by one order, from 1, by name.
    ///   - right: The ranks by the other order, from 1, by name.
    ///   - count: k.
    /// - Returns: `nil` when neither order has any.
    public static func overlap(_ left: [String: Int], _ right: [String: Int], first count: Int) -> Double? {
        let first = Set(left.filter { $0.value <= count }.keys)
        let second = Set(right.filter { $0.value <= count }.keys)
        let size = max(first.count, second.count)
        return size > 0 ? Double(first.intersection(second).count) / Double(size) : nil
    }
}
