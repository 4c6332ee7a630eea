/// Compares the totals that stand in a table with the rows and the columns that they are the sums of, while the table is read.
///
/// It looks at the cells as they stand, whatever becomes of their rows: a row that is refused is a part of the total, too, and a row that stands
/// twice is counted twice. How far a total may be from its parts is for whoever asks for the differences.
struct TableTotals: Sendable {
    /// A total that its parts do not add up to exactly.
    struct Difference: Sendable, Equatable {
        let line: Int
        /// The column of the file, from 0, and its header.
        let column: Int
        let title: String
        let total, sum: Double
        /// How many parts there are; each may be rounded.
        let count: Int
        /// What the parts are, for people: headers, or the lines of the table.
        let parts: String
        /// Whether the parts stand in the same row.
        let isWithinRow: Bool
        /// The column of the kind that the figures are read for; empty where they are read for none.
        let measure: String
    }

    /// A column whose figures add up over the rows of the table.
    struct Column: Sendable {
        let column: Int
        let title, measure: String
    }

    /// A column that is the sum of others in each row.
    struct Rule: Sendable {
        let total: Int
        let parts: [Int]
        /// The headers of the parts, for people.
        let names: String
    }

    /// The most differences that are kept; whoever has more has another table.
    private static let most = 20_000

    private(set) var differences: [Difference] = []
    private var columns: [Column] = []
    /// For each column the sum of all rows, of those since the last total, and the largest figure.
    private var all, since, largest: [Double]
    private var firstLine: Int?
    private var lastLine = 0
    private var count = 0
    private var countSince = 0
    /// Totals that stand above all rows.
    private var leading: [(line: Int, values: [Double?])] = []

    init() { (all, since, largest) = ([], [], []) }

    /// Begins with a table.
    ///
    /// - Parameter columns: the columns whose figures are sums.
    mutating func begin(_ columns: [Column]) {
        finish()
        self.columns = columns
        all = [Double](repeating: 0, count: columns.count)
        (since, largest) = (all, all)
        (count, countSince, firstLine) = (0, 0, nil)
        leading = []
    }

    /// Takes a row of data.
    ///
    /// - Parameters:
    ///   - line: its line.
    ///   - value: the figure of a column of the file; `nil` where there is none.
    mutating func add(line: Int, _ value: (Int) -> Double?) {
        for (index, column) in columns.enumerated() {
            guard let figure = value(column.column) else { continue }
            all[index] += figure
            since[index] += figure
            largest[index] = max(largest[index], figure)
        }
        if firstLine == nil { firstLine = line }
        lastLine = line
        count += 1
        countSince += 1
    }

    /// Takes a row that is the total of others.
    mutating func total(line: Int, _ value: (Int) -> Double?) {
        let values = columns.map { value($0.column) }
        guard count > 0 else {
            leading.append((line, values))
            return
        }
        compare(line: line, values, withParts: true)
        since = [Double](repeating: 0, count: columns.count)
        countSince = 0
    }

    /// Compares the columns of a row of data that are sums of others.
    mutating func compare(line: Int, _ rules: [Rule], titles: [String], _ value: (Int) -> Double?) {
        for rule in rules {
            guard let total = value(rule.total) else { continue }
            var sum = 0.0
            var isWhole = true
            for part in rule.parts {
                guard let figure = value(part) else {
                    isWhole = false
                    break
                }
                sum += figure
            }
            guard isWhole, sum != total, differences.count < Self.most else { continue }
            differences.append(
                Difference(
                    line: line, column: rule.total, title: titles[rule.total], total: total, sum: sum, count: rule.parts.count,
                    parts: rule.names, isWithinRow: true, measure: ""))
        }
    }

    /// Ends the table.
    mutating func finish() {
        for (line, values) in leading where count > 0 { compare(line: line, values, withParts: false) }
        leading = []
        count = 0
    }

    /// Compares totals with whatever they may be the sum of, and keeps the difference from the nearest.
    ///
    /// - Parameters:
    ///   - line: the line of the totals.
    ///   - values: the totals, one a column; `nil` where there is none.
    ///   - withParts: whether they may be those of the rows since the total before.
    private mutating func compare(line: Int, _ values: [Double?], withParts: Bool) {
        for (index, column) in columns.enumerated() {
            guard let total = values[index], count > 1, all[index] != 0, differences.count < Self.most else { continue }
            // A province or the country may stand among its regions under its name.
            let isDoubled = abs(2 * largest[index] - all[index]) <= 0.005 * all[index]
            var sums = isDoubled && count > 2 ? [largest[index]] : [all[index]]
            if withParts, countSince > 0, countSince < count { sums.append(since[index]) }
            guard let sum = sums.min(by: { abs($0 - total) < abs($1 - total) }), sum != total else { continue }
            differences.append(
                Difference(
                    line: line, column: column.column, title: column.title, total: total, sum: sum, count: count,
                    parts: "\(firstLine ?? line)–\(lastLine)", isWithinRow: false, measure: column.measure))
        }
    }
}
