import Foundation
import Testing

@testable import Scoring

@Suite struct RobustnessTests {
    /// The known answers of the authors' library Random123 (`kat_vectors`).
    @Test func `the generator is Philox4x32-10`() {
        func check(_ key: UInt64, _ counter: [UInt32], _ expected: [UInt32]) {
            let (a, b, c, d) = Philox(seed: key).words(counter[0], counter[1], counter[2], counter[3])
            #expect([a, b, c, d] as [UInt32] == expected)
        }
        check(0, [0, 0, 0, 0], [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8])
        check(.max, [.max, .max, .max, .max], [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD])
        check(
            0x299F_31D0_A409_3822, [0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344],
            [0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1])
    }

    private struct Oracle: Decodable {
        let names: [String]
        let weights: [Double]
        let points: [[[Double]]]
        let concentration: Double
        let top: Int
        let raw: [[Double?]]
        let error: [[Double]]
        let ranks: [[Double]]
        let expected: [Double]
        let central: [[Double]?]
    }

    /// 20,000 samples here, 200,000 there: a share's difference has a standard deviation of at most 0.0037, an expected rank's of at
    /// most 0.03, a central weight's of at most 0.002; four of them are allowed.
    @Test func `rank acceptabilities agree with an independent simulation within sampling error`() throws {
        let oracle: Oracle = try MethodTests.fixture("acceptability.json")
        var settings: [String: ScoringConfiguration.CriterionSettings] = [:]
        for (k, name) in oracle.names.enumerated() { settings[name] = .init(weight: oracle.weights[k], points: oracle.points[k]) }
        let configuration = try ScoringConfiguration(
            ScoringConfiguration.File(
                criteria: settings, shrinkage: .init(minimumGroup: 2), wage: .init(minimumAdvertisements: 2),
                robustness: .init(samples: 20_000, concentration: oracle.concentration, recommendedRanks: oracle.top, firm: 0.8),
                outcomeYears: 3))
        let count = oracle.raw.count
        var (raw, error, utility): ([Float], [Float], [Float]) = ([], [], [])
        for configured in configuration.criteria {
            let k = try #require(oracle.names.firstIndex(of: configured.criterion.id))
            for program in 0..<count {
                let value = oracle.raw[program][k].map { Float($0) } ?? .nan
                raw.append(value)
                error.append(value.isNaN ? 0 : Float(oracle.error[program][k]))
                utility.append(configured.value(value))
            }
        }
        let model = StochasticAcceptability(configuration: configuration, programs: (0..<count).map { "P\($0)" }, seed: 5)
        let found = model.analysis(of: Array(0..<count), raw: raw, standardError: error, utility: utility, programs: count)
        for (own, (ranks, (expected, central))) in zip(found, zip(oracle.ranks, zip(oracle.expected, oracle.central))) {
            for (a, b) in zip(own.ranks, ranks) { #expect(abs(a - b) < 4 * 0.0037) }
            #expect(abs(own.expectedRank - expected) < 4 * 0.03)
            guard let central else { continue }
            let order = configuration.criteria.compactMap { oracle.names.firstIndex(of: $0.criterion.id) }
            for (weight, k) in zip(own.centralWeights, order) { #expect(abs(weight - central[k]) < 4 * 0.002) }
        }
        #expect(abs(found.reduce(0) { $0 + $1.first } - 1) < 1e-9)
    }

    @Test func `drawn weights have the Dirichlet's means and spreads`() throws {
        let configuration = try ScoringWorld.configuration(samples: 20_000)
        let model = StochasticAcceptability(configuration: configuration, programs: [], seed: 1)
        for (k, configured) in configuration.criteria.enumerated() {
            let drawn = model.weights[k * 20_000..<(k + 1) * 20_000].map { Double($0) }
            let mean = drawn.reduce(0, +) / 20_000
            let spread = drawn.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
            let variance = configured.weight * (1 - configured.weight) / 41
            #expect(abs(mean - configured.weight) < 5 * (variance / 20_000).squareRoot())
            #expect(abs(spread / variance - 1) < 0.06)
        }
    }

    @Test func `one and two threads give the same answer, another seed gives another`() throws {
        let world = RandomWorld(seed: 3)
        let configuration = try ScoringWorld.configuration(RandomWorld.settings, samples: 300)
        func answers(threads: Int, seed: UInt64) -> [String] {
            ScoringModel(configuration: configuration, inputs: world.inputs, seed: seed, threads: threads).run(threads: threads).map {
                "\($0.blk.code) \($0.program.code) \($0.score?.bitPattern ?? 0) \(String(describing: $0.acceptability))"
            }
        }
        let one = answers(threads: 1, seed: 9)
        #expect(one == answers(threads: 2, seed: 9))
        #expect(one != answers(threads: 2, seed: 10))
        #expect(one.contains { $0.contains("probabilityOfRecommended: 0.") })
    }
}
