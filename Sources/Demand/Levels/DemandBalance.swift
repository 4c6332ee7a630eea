/// What became of the rows of one source and level: `persons = used + spread + Σ leftOut`.
///
/// Persons are those of all rows, so that two years of the same people count twice; advertisements count with their openings, repetitions
/// once.
public struct BalanceLine: Sendable, Equatable {
    /// Rows that do not count, or not whole, for one reason.
    public struct LeftOut: Sendable, Equatable {
        /// Why they do not count.
        public let reason: UnusedInput.Reason
        /// The rows of which persons do not count for this reason; a row may do so for several.
        public let rows: Int
        /// The persons that do not count.
        public let persons: Double

        /// Makes an entry; the properties of the same names say what the parameters mean.
        public init(reason: UnusedInput.Reason, rows: Int, persons: Double) {
            self.reason = reason
            self.rows = rows
            self.persons = persons
        }
    }

    /// The kind of statement.
    public let kind: UnusedInput.Kind
    /// The site or office that advertisements come from; `nil` for other kinds.
    public let name: String?
    /// The level of the regions; `nil` for places that are not known or no part of the country.
    public let level: StatementLevel?
    /// The number of rows that were read.
    public let rows: Int
    /// The persons that they state.
    public let persons: Double
    /// Persons that count as they are stated.
    public let used: Double
    /// Persons that count for regencies or sections that the row does not name.
    public let spread: Double
    /// Persons that do not count, by reason.
    public let leftOut: [LeftOut]

    /// Makes a line; the properties of the same names say what the parameters mean.
    public init(
        kind: UnusedInput.Kind, name: String?, level: StatementLevel?, rows: Int, persons: Double, used: Double, spread: Double,
        leftOut: [LeftOut]
    ) {
        self.kind = kind
        self.name = name
        self.level = level
        self.rows = rows
        self.persons = persons
        self.used = used
        self.spread = spread
        self.leftOut = leftOut
    }
}

/// Adds up what became of rows.
struct BalanceSheet {
    /// One source and level.
    struct Key: Hashable {
        let kind: UnusedInput.Kind
        var name: String?
        let level: StatementLevel?

        fileprivate var order: (Int, String, Int) {
            (
                UnusedInput.Kind.allCases.firstIndex(of: kind) ?? 0, name ?? "",
                level.flatMap { StatementLevel.allCases.firstIndex(of: $0) } ?? StatementLevel.allCases.count
            )
        }
    }

    private struct Sums {
        var rows = 0
        var persons = 0.0
        var used = 0.0
        var spread = 0.0
        var left: [UnusedInput.Reason: (rows: Int, persons: Double)] = [:]
    }

    private var sums: [Key: Sums] = [:]

    mutating func read(_ key: Key, _ persons: Double, rows: Int = 1) {
        sums[key, default: Sums()].rows += rows
        sums[key, default: Sums()].persons += persons
    }

    mutating func use(_ key: Key, _ persons: Double) { sums[key, default: Sums()].used += persons }

    mutating func spread(_ key: Key, _ persons: Double) { sums[key, default: Sums()].spread += persons }

    mutating func leave(_ key: Key, _ reason: UnusedInput.Reason, _ persons: Double, rows: Int = 1) {
        sums[key, default: Sums()].left[reason, default: (0, 0)].rows += rows
        sums[key, default: Sums()].left[reason, default: (0, 0)].persons += persons
    }

    var lines: [BalanceLine] {
        sums.sorted { $0.key.order < $1.key.order }.map { key, sum in
            BalanceLine(
                kind: key.kind, name: key.name, level: key.level, rows: sum.rows, persons: sum.persons, used: sum.used,
                spread: sum.spread,
                leftOut: UnusedInput.Reason.allCases.compactMap { reason in
                    sum.left[reason].map { BalanceLine.LeftOut(reason: reason, rows: $0.rows, persons: $0.persons) }
                })
        }
    }
}
