import Foundation
import Scoring
import Testing

/// `Fixtures/oracle.py` solves the moments numerically with SciPy.
@Suite struct PriorTests {
    private struct Oracle: Decodable {
        let groups: [[Int]]
        let alpha: Double
        let beta: Double
        let shrunk: Double
        let relative_error: Double
        let none: Double
    }

    @Test func `the fitted prior, the shrunk rate and its error agree with SciPy`() throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/oracle.json")
        for expected in try JSONDecoder().decode([Oracle].self, from: Data(contentsOf: url)) {
            let prior = try #require(BetaBinomialPrior(groups: expected.groups.map { ($0[0], $0[1]) }))
            for (found, right) in [
                (prior.alpha, expected.alpha), (prior.beta, expected.beta), (prior.shrunk(successes: 7, trials: 16), expected.shrunk),
                (prior.relativeError(successes: 7, trials: 16), expected.relative_error),
                (prior.shrunk(successes: 0, trials: 0), expected.none),
            ] {
                #expect(abs(found - right) <= 1e-6 * abs(right), "\(expected.groups)")
            }
        }
    }

    @Test func `without any trial there is no prior`() {
        #expect(BetaBinomialPrior(groups: []) == nil)
        #expect(BetaBinomialPrior(groups: [(0, 0)]) == nil)
    }

    @Test func `one group, or groups where all or none succeeded, give rates strictly between 0 and 1`() throws {
        for groups in [[(3, 5)], [(0, 10), (0, 12)], [(10, 10), (12, 12)]] {
            let prior = try #require(BetaBinomialPrior(groups: groups))
            let rate = prior.shrunk(successes: 0, trials: 0)
            #expect(rate > 0 && rate < 1)
        }
    }
}
