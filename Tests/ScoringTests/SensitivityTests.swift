import Domain
import Scoring
import Testing

/// Sensitivities against scoring again with the change that they name.
@Suite struct SensitivityTests {
    static let recommendedRanks = 2

    @Test(arguments: PropertyTests.worlds) func `a weight's turning point is where the programme falls out, and not before`(seed: UInt64)
        throws
    {
        let world = RandomWorld(seed: seed)
        let configuration = try ScoringWorld.configuration(RandomWorld.settings)
        let model = ScoringModel(configuration: configuration, inputs: world.inputs)
        for blk in model.tables.blks.indices {
            let scores = model.scores(of: blk)
            for program in scores.ranked.prefix(Self.recommendedRanks) {
                let list = WeightSensitivity.list(
                    scores, program: program, configuration: configuration, recommendedRanks: Self.recommendedRanks)
                #expect(list.count == 13)
                for item in list {
                    if let at = item.dropsOutAt {
                        #expect(!stays(scores, program, configuration, item.criterion, at + (at > item.share ? 1e-6 : -1e-6)))
                        for step in 1...9 {
                            let share = item.share + (at - item.share) * Double(step) / 10
                            #expect(stays(scores, program, configuration, item.criterion, share))
                        }
                    } else {
                        for share in [0, item.share / 2, 0.3, 0.6, 0.89] {
                            #expect(stays(scores, program, configuration, item.criterion, share))
                        }
                    }
                }
            }
        }
    }

    /// Whether fewer than the recommended ranks are ahead when a criterion has a share of all weights.
    private func stays(
        _ scores: BlkScores, _ program: Int, _ configuration: ScoringConfiguration, _ criterion: String, _ share: Double
    ) -> Bool {
        func score(_ program: Int) -> Double {
            var (sum, weight) = (0.0, 0.0)
            for (k, configured) in configuration.criteria.enumerated() {
                let utility = scores.utility[k * scores.programs + program]
                guard !utility.isNaN else { continue }
                let own = configuration.criteria.first { $0.criterion.id == criterion }?.weight ?? 0
                let w = configured.criterion.id == criterion ? max(0, share) : configured.weight * (1 - share) / (1 - own)
                sum += w * Double(utility)
                weight += w
            }
            return sum / weight
        }
        let own = score(program)
        return scores.ranked.count { $0 != program && score($0) > own + 1e-12 } < Self.recommendedRanks
    }

    @Test(arguments: PropertyTests.worlds) func `what would bring a programme in does, and a little less does not`(seed: UInt64) throws {
        let world = RandomWorld(seed: seed)
        let configuration = try ScoringWorld.configuration(RandomWorld.settings)
        let model = ScoringModel(configuration: configuration, inputs: world.inputs)
        for blk in model.tables.blks.indices {
            let scores = model.scores(of: blk)
            for program in scores.ranked.dropFirst(Self.recommendedRanks) {
                for item in ValueSensitivity.list(scores, program: program, model: model, recommendedRanks: Self.recommendedRanks) {
                    #expect(item.needed > item.raw)
                    #expect(enters(scores, program, configuration, item.criterion, item.needed))
                    // Whole things: one less. Rates: 5 % of the way less.
                    let less = item.count.map { (item.needed - item.raw) / Double($0) } ?? (item.needed - item.raw) * 0.05
                    guard item.needed - item.raw > 0.02 else { continue }
                    let stillEnters = enters(
                        scores, program, configuration, item.criterion, item.needed - less - 1e-4 * max(abs(item.needed), 0.01))
                    #expect(!stillEnters, "\(item)")
                }
            }
        }
    }

    private func enters(
        _ scores: BlkScores, _ program: Int, _ configuration: ScoringConfiguration, _ criterion: String, _ raw: Double
    ) -> Bool {
        var (sum, weight) = (0.0, 0.0)
        for (k, configured) in configuration.criteria.enumerated() {
            let stored = scores.utility[k * scores.programs + program]
            guard !stored.isNaN else { continue }
            sum += configured.weight * Double(configured.criterion.id == criterion ? configured.value(Float(raw)) : stored)
            weight += configured.weight
        }
        return 100 * sum / weight > scores.score[scores.ranked[Self.recommendedRanks - 1]]
    }
}
