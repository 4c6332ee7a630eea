import Domain

/// What is wrong with an instance, or what makes a problem too large to be solved.
public struct AllocationFault: Error, Equatable, CustomStringConvertible {
    /// The kind of a fault, with its figures.
    public enum Reason: Sendable, Equatable {
        /// The value is no number by which a BLK, a region or the like is named.
        case noNumber(Double)
        /// No BLK has the number.
        case noBlk(Int)
        /// A row has so many values and not as many as it should.
        case width(Int, expected: Int)
        /// An amount is negative, or not below the limit.
        case amount(below: Double)
        /// The key stands in an earlier row too.
        case twice
        /// A region stands twice, or a number is none of a region.
        case regions
        /// The value is no whole number of the range.
        case whole(ClosedRange<Int>)
        /// The value is not from 0 to the limit.
        case range(upTo: Double)
        /// Numbers of programmes, kejuruan, schemes or occupations are not from 0 to the limit.
        case keys(upTo: Int)
        /// There are more pairs of a candidate and openings than the limit.
        case links(limit: Int)
        /// So many JP in steps of so many JP are too many.
        case steps(hours: Int, unit: Int)
        /// So many lengths of packages, over so many JP in steps of so many JP, are too many.
        case lengths(Int, hours: Int, unit: Int)
        /// There are more packages than the limit.
        case packages(limit: Int)
    }

    /// The part of the instance or of the problem that is meant, for example `gap[3]`.
    public let place: String
    /// What is wrong with it.
    public let reason: Reason
    /// The place and the reason in one line, for logs.
    public var description: String { "\(place): \(reason)" }

    init(_ place: String, _ reason: Reason) {
        self.place = place
        self.reason = reason
    }

    /// The key of the sentence in `config/words.*.yaml`.
    public var code: String {
        switch reason {
        case .noNumber: "error.allocation.no_number"
        case .noBlk: "error.allocation.no_blk"
        case .width: "error.allocation.width"
        case .amount: "error.allocation.amount"
        case .twice: "error.allocation.twice"
        case .regions: "error.allocation.regions"
        case .whole: "error.allocation.whole"
        case .range: "error.allocation.range"
        case .keys: "error.allocation.keys"
        case .links: "error.allocation.links"
        case .steps: "error.allocation.steps"
        case .lengths: "error.allocation.lengths"
        case .packages: "error.allocation.packages"
        }
    }

    /// The values of the places in that sentence, by their names.
    public var facts: [String: Fact] {
        let place = ["place": Fact.text(place)]
        let figures: [String: Fact] =
            switch reason {
            case .noNumber(let value): ["value": .text(String(value))]
            case .noBlk(let blk): ["blk": .number(blk)]
            case .width(let found, let expected): ["found": .integer(found), "expected": .integer(expected)]
            case .amount(let limit), .range(let limit): ["limit": .decimal(limit, decimals: 0)]
            case .twice, .regions: [:]
            case .whole(let range): ["least": .integer(range.lowerBound), "most": .integer(range.upperBound)]
            case .keys(let limit), .links(let limit), .packages(let limit): ["limit": .integer(limit)]
            case .steps(let hours, let unit): ["hours": .integer(hours), "unit": .integer(unit)]
            case .lengths(let lengths, let hours, let unit):
                ["lengths": .integer(lengths), "hours": .integer(hours), "unit": .integer(unit)]
            }
        return figures.merging(place) { figure, _ in figure }
    }
}
