import Foundation
import Scoring
import Testing

/// `Fixtures/methods.py`: scikit-criteria, pymcdm, SciPy.
@Suite struct MethodTests {
    private struct Oracle: Decodable {
        struct Case: Decodable {
            let matrix: [[Double]]
            let weights: [Double]
            let closeness: [Double]
            let flows: [Double]
            let ranks: [[Int]]
            let kendall: Double
        }

        let cases: [Case]
        let tied: [[Int]]
        let tiedKendall: Double
        let pay: [[Double]]
        let medians: [Double]
    }

    static func fixture<Value: Decodable>(_ name: String, _ type: Value.Type = Value.self) throws -> Value {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)")
        return try JSONDecoder().decode(type, from: Data(contentsOf: url))
    }

    @Test func `TOPSIS, PROMETHEE II and Kendall's tau agree with other programs`() throws {
        let oracle: Oracle = try Self.fixture("methods.json")
        #expect(oracle.cases.count == 3)
        for expected in oracle.cases {
            let closeness = Topsis.closeness(expected.matrix, weights: expected.weights)
            let flows = Promethee.netFlows(expected.matrix, weights: expected.weights, preference: Promethee.preferenceThreshold)
            for (found, right) in zip(closeness + flows, expected.closeness + expected.flows) { #expect(abs(found - right) < 1e-12) }
            let kendall = try #require(RankAgreement.kendall(expected.ranks[0], expected.ranks[1]))
            #expect(abs(kendall - expected.kendall) < 1e-12)
        }
        #expect(abs((RankAgreement.kendall(oracle.tied[0], oracle.tied[1]) ?? 0) - oracle.tiedKendall) < 1e-12)
    }

    @Test func `the median pay is NumPy's 50th percentile`() throws {
        let oracle: Oracle = try Self.fixture("methods.json")
        for (pay, median) in zip(oracle.pay, oracle.medians) {
            var inputs = ScoringWorld.inputs
            inputs.pay = pay.map { OfferedPay(regionCode: "32.15", occupationCode: "7212", rupiahPerMonth: $0) }
            #expect(try ScoringWorld.score(inputs).candidate("A", "P1")?.raw("wage") == median / 3_200_000)
        }
    }

    @Test func `a value without data counts in no distance and no pair`() {
        let whole: [[Double?]] = [[0.2, 0.9, nil], [0.8, 0.1, nil], [0.5, 0.5, nil]]
        let without = whole.map { Array($0.prefix(2)) }
        #expect(
            zip(Topsis.closeness(whole, weights: [0.3, 0.2, 0.5]), Topsis.closeness(without, weights: [0.6, 0.4])).allSatisfy {
                abs($0 - $1) < 1e-12
            })
        #expect(
            zip(
                Promethee.netFlows(whole, weights: [0.3, 0.2, 0.5], preference: 0.25),
                Promethee.netFlows(without, weights: [0.6, 0.4], preference: 0.25)
            ).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test func `overlap counts what both have among the first k`() {
        let left = ["a": 1, "b": 2, "c": 3]
        #expect(RankAgreement.overlap(left, ["a": 3, "b": 1, "c": 2], first: 2) == 0.5)
        #expect(RankAgreement.overlap(left, left, first: 2) == 1)
        #expect(RankAgreement.overlap([:], [:], first: 2) == nil)
    }
}
