/// Iterative proportional fitting: a table that keeps the proportions of a seed as far as given sums of rows and columns allow.
public enum ProportionalFit {
    /// Scales rows and columns by turns until both sums are met.
    ///
    /// The sums of columns are met last, so that they are exact up to rounding even where the two do not agree or where cells of 0 in the
    /// seed allow no such table. A column of the seed without a cell above 0 stays 0.
    ///
    /// - Parameters:
    ///   - seed: `rowSums.count × columnSums.count` numbers not below 0, one row after the other.
    ///   - rowSums: The wanted sum of each row, not below 0; they are scaled to the total of the columns first.
    ///   - columnSums: The wanted sum of each column, not below 0.
    /// - Returns: A table of the seed's shape.
    /// - Complexity: O(rows × columns) a round, at most 500 rounds.
    /// - Source: W. E. Deming and F. F. Stephan, Annals of Mathematical Statistics 11, 1940.
    public static func table(seed: [Double], rowSums: [Double], columnSums: [Double]) -> [Double] {
        let (rows, columns) = (rowSums.count, columnSums.count)
        precondition(seed.count == rows * columns, "a row a region, a column a section")
        var table = seed
        let total = columnSums.reduce(0, +)
        let rowTotal = rowSums.reduce(0, +)
        guard total > 0, rowTotal > 0 else { return scaled(table, rows, columnSums) }
        let wanted = rowSums.map { $0 * total / rowTotal }
        for _ in 0..<500 {
            table = scaled(table, rows, columnSums)
            var worst = 0.0
            for r in 0..<rows {
                let cells = r * columns..<(r + 1) * columns
                let sum = table[cells].reduce(0, +)
                guard sum > 0 else { continue }
                worst = max(worst, abs(sum - wanted[r]))
                for cell in cells { table[cell] *= wanted[r] / sum }
            }
            if worst <= total * 1e-12 { break }
        }
        return scaled(table, rows, columnSums)
    }

    /// Scales every column to its sum.
    private static func scaled(_ table: [Double], _ rows: Int, _ columnSums: [Double]) -> [Double] {
        let columns = columnSums.count
        var sums = [Double](repeating: 0, count: columns)
        for cell in table.indices { sums[cell % columns] += table[cell] }
        var result = table
        for cell in table.indices where sums[cell % columns] > 0 { result[cell] *= columnSums[cell % columns] / sums[cell % columns] }
        return result
    }
}
