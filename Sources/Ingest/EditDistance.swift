/// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
public enum EditDistance {
    /// How many letters must be changed to make one text of another, counted in bytes of UTF-8.
    ///
    /// - Parameters:
    ///   - left: the one text.
    ///   - right: the other text.
    ///   - limit: the largest distance that matters.
    /// - Returns: the distance, or anything above `limit` when it is larger than that.
    /// - Complexity: O(left × right).
    public static func between(_ left: String, _ right: String, limit: Int) -> Int {
        between(Array(left.utf8), Array(right.utf8), limit: limit)
    }

    /// The distance of texts as bytes of UTF-8.
    static func between(_ a: [UInt8], _ b: [UInt8], limit: Int) -> Int {
        if abs(a.count - b.count) > limit { return limit + 1 }
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1]
            row.reserveCapacity(b.count + 1)
            var least = i + 1
            for j in 0..<b.count {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
                row.append(cost)
                least = min(least, cost)
            }
            if least > limit { return limit + 1 }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }
}
