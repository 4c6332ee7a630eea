import Foundation

/// How far one weight must move, all others kept, before a recommended programme falls out of the first k.
public struct WeightSensitivity: Sendable, Equatable {
    /// The name of the criterion.
    public let criterion: String
    /// Its share of all weights now.
    public let share: Double
    /// The nearest share, lower or higher, at which it falls out; `nil` when none does.
    public let dropsOutAt: Double?

    /// Shares beyond this are not asked for: the criterion would decide alone.
    private static let largestShare = 0.9

    /// How far each weight must move before a programme is recommended no more.
    ///
    /// - Parameters:
    ///   - scores: The scores of the BLK.
    ///   - program: The position of a ranked running or new programme.
    ///   - configuration: The configuration that made the scores.
    ///   - recommendedRanks: The number k of ranks that count as recommended.
    /// - Returns: One entry for each criterion of weight above 0; empty when the programme is not among the first k.
    /// - Complexity: O(criteria × programmes × log programmes).
    public static func list(
        _ scores: BlkScores, program: Int, configuration: ScoringConfiguration, recommendedRanks: Int
    ) -> [WeightSensitivity] {
        let ranked = scores.ranked
        guard let place = ranked.firstIndex(of: program), place < recommendedRanks else { return [] }
        let competitors = ranked.filter { $0 != program }
        let total = configuration.criteria.reduce(0) { $0 + $1.weight }
        func sums(_ program: Int) -> (utility: Double, weight: Double) {
            configuration.criteria.enumerated().reduce(into: (0.0, 0.0)) { sum, item in
                let utility = scores.utility[item.offset * scores.programs + program]
                guard !utility.isNaN else { return }
                sum.0 += item.element.weight * Double(utility)
                sum.1 += item.element.weight
            }
        }
        let own = sums(program)
        let others = competitors.map(sums)
        return configuration.criteria.enumerated().compactMap { k, configured in
            guard configured.weight > 0 else { return nil }
            func part(_ program: Int) -> (utility: Double, known: Double) {
                let utility = scores.utility[k * scores.programs + program]
                return utility.isNaN ? (0, 0) : (Double(utility), 1)
            }
            let mine = part(program)
            // A competitor is ahead where a·δ² + b·δ + c > 0, δ being the change of the weight.
            let curves = zip(competitors, others).map { competitor, sum -> Curve in
                let other = part(competitor)
                return Curve(
                    a: other.utility * mine.known - mine.utility * other.known,
                    b: sum.utility * mine.known + other.utility * own.weight - own.utility * other.known - mine.utility * sum.weight,
                    c: sum.utility * own.weight - own.utility * sum.weight)
            }
            let largest = (largestShare * total - configured.weight) / (1 - largestShare)
            let up = firstDrop(curves, until: largest, competitors: recommendedRanks)
            let down = firstDrop(curves.map { Curve(a: $0.a, b: -$0.b, c: $0.c) }, until: configured.weight, competitors: recommendedRanks)
                .map { -$0 }
            let change = [up, down].compactMap { $0 }.min { abs($0) < abs($1) }
            return WeightSensitivity(
                criterion: configured.criterion.id, share: configured.weight / total,
                dropsOutAt: change.map { max(0, (configured.weight + $0) / (total + $0)) })
        }
    }

    private struct Curve {
        let a: Double
        let b: Double
        let c: Double

        func isAhead(at x: Double) -> Bool { (a * x + b) * x + c > 0 }

        /// Where it crosses 0 between 0 and `limit`.
        func roots(until limit: Double) -> [Double] {
            let found: [Double]
            if abs(a) < 1e-15 {
                found = b == 0 ? [] : [-c / b]
            } else {
                let discriminant = b * b - 4 * a * c
                guard discriminant >= 0 else { return [] }
                let q = -0.5 * (b + (b < 0 ? -1 : 1) * discriminant.squareRoot())
                found = [q / a] + (q == 0 ? [] : [c / q])
            }
            return found.filter { $0 > 0 && $0 <= limit }
        }
    }

    /// The smallest change at which so many competitors are ahead.
    private static func firstDrop(_ curves: [Curve], until limit: Double, competitors: Int) -> Double? {
        let turns = curves.flatMap { curve in curve.roots(until: limit).map { (at: $0, curve: curve) } }.sorted { $0.at < $1.at }
        var ahead = curves.count { $0.c > 0 }
        for (index, turn) in turns.enumerated() {
            let next = index + 1 < turns.count ? turns[index + 1].at : limit
            let after = turn.at + max(1e-12, (next - turn.at) / 2)
            let before = turn.at - (turn.at - (index > 0 ? turns[index - 1].at : 0)) / 2
            switch (turn.curve.isAhead(at: before), turn.curve.isAhead(at: after)) {
            case (false, true): ahead += 1
            case (true, false): ahead -= 1
            default: break
            }
            if ahead >= competitors { return turn.at }
        }
        return nil
    }
}
