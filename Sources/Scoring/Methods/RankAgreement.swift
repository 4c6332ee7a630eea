/// How far two orders of the same things agree.
public enum RankAgreement {
    /// Kendall's τ-b, −1 (reversed) to 1 (the same); `nil` for fewer than two, or where one order ties all.
    ///
    /// - Parameters: ranks of the same things, in the same order.
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

    /// Share of the first k of one order that are among the first k of the other; `nil` when there are none.
    ///
    /// - Parameters: ranks from 1 by name.
    public static func overlap(_ left: [String: Int], _ right: [String: Int], top: Int) -> Double? {
        let first = Set(left.filter { $0.value <= top }.keys)
        let second = Set(right.filter { $0.value <= top }.keys)
        let size = max(first.count, second.count)
        return size > 0 ? Double(first.intersection(second).count) / Double(size) : nil
    }
}
