import Domain
import Report
import Scoring
import Testing

/// What must hold for any network, tried on random ones.
@Suite struct PropertyTests {
    static let worlds: [UInt64] = Array(1...25)

    @Test(arguments: worlds) func `contributions add up to the score, completeness is the weight with data`(seed: UInt64) throws {
        for candidate in try RandomWorld(seed: seed).score() {
            let sum = candidate.contributions.reduce(0) { $0 + ($1.points ?? 0) }
            let known = candidate.contributions.filter { $0.raw != nil }.reduce(0) { $0 + $1.weight }
            #expect(abs((candidate.score ?? 0) - sum) < 1e-9)
            #expect(abs(candidate.completeness - known) < 1e-9)
            #expect(candidate.contributions.count == 13)
            // As printed: to one decimal.
            let printed = SumRounding.round(candidate.contributions.map { $0.points ?? 0 }, digits: 1)
            #expect((printed.reduce(0, +) * 10).rounded() == ((candidate.score ?? 0) * 10).rounded())
            for item in candidate.contributions {
                #expect((item.raw == nil) == (item.utility == nil) && (item.utility.map { (0...1).contains($0) } ?? true))
            }
        }
    }

    @Test(arguments: worlds) func `more demand never lowers a score`(seed: UInt64) throws {
        var world = RandomWorld(seed: seed)
        // Growth of a mix of occupations may fall when a slow one gains openings: it is left out, as is what needs it.
        var settings = RandomWorld.settings
        settings["growth"]?.weight = 0
        settings["demand_gap"]?.weight = 0.25
        let before = try world.score(settings)
        world.inputs.demand = world.inputs.demand.enumerated().map { index, cell in
            ReachableDemand(
                regionCode: cell.regionCode, occupationCode: cell.occupationCode,
                reachableOpenings: cell.reachableOpenings + Double((index * 37 + Int(seed)) % 400), reachableLeavers: cell.reachableLeavers,
                openingsError: cell.openingsError, leaversError: cell.leaversError, openings: cell.openings, growth: cell.growth)
        }
        for candidate in try world.score(settings) {
            let old = try #require(before.candidate(candidate.blk.code, candidate.program.code))
            // A share that had no openings at all has data only now.
            guard old.raw("gap_share") != nil else { continue }
            #expect((candidate.score ?? 0) >= (old.score ?? 0) - 1e-9)
        }
    }

    @Test(arguments: worlds) func `swapping two BLKs swaps their answers, draws included`(seed: UInt64) throws {
        let world = RandomWorld(seed: seed)
        var swapped = world
        let other = ["B0": "B4", "B4": "B0"]
        func name(_ code: String) -> String { other[code] ?? code }
        swapped.inputs.blks = world.inputs.blks.map { ScoringWorld.blk(name($0.code), $0.regionCode) }
        swapped.inputs.catalog = world.inputs.catalog.map { CatalogEntry(blkCode: name($0.blkCode), programCode: $0.programCode) }
        swapped.inputs.workshops = world.inputs.workshops.map {
            Workshop(
                blkCode: name($0.blkCode), kejuruan: $0.kejuruan, hoursPerYear: $0.hoursPerYear, hoursCommitted: $0.hoursCommitted,
                testSiteUntil: $0.testSiteUntil)
        }
        swapped.inputs.competences = world.inputs.competences.map {
            InstructorCompetence(blkCode: name($0.blkCode), unitCode: $0.unitCode, validFrom: $0.validFrom, validUntil: $0.validUntil)
        }
        swapped.inputs.outcomes = world.inputs.outcomes.map {
            Outcome(
                blkCode: name($0.blkCode), programCode: $0.programCode, year: $0.year, trained: $0.trained, certified: $0.certified,
                placed: $0.placed)
        }
        let answers = try swapped.score(samples: 100)
        for candidate in try world.score(samples: 100) {
            let twin = try #require(answers.candidate(name(candidate.blk.code), candidate.program.code))
            #expect(abs((twin.score ?? -1) - (candidate.score ?? -1)) < 1e-9)
            #expect(twin.position == candidate.position)
            #expect(twin.acceptability == candidate.acceptability)
        }
    }

    @Test(arguments: worlds) func `a weight of 0 equals leaving the criterion out`(seed: UInt64) throws {
        let world = RandomWorld(seed: seed)
        let ids = RandomWorld.settings.keys.sorted()
        let dropped = ids[Int(seed) % ids.count]
        let rest = 1 - (RandomWorld.settings[dropped]?.weight ?? 0)
        var zero = RandomWorld.settings.mapValues { settings in
            ScoringConfiguration.CriterionSettings(weight: settings.weight / rest, points: settings.points)
        }
        zero[dropped]?.weight = 0
        var out = zero
        out[dropped] = nil
        for (left, right) in zip(try world.score(zero, samples: 50), try world.score(out, samples: 50)) {
            #expect(left.score == right.score && left.position == right.position && left.program == right.program)
            #expect(left.completeness == right.completeness)
            #expect(left.acceptability?.ranks == right.acceptability?.ranks)
        }
    }

    @Test(arguments: worlds) func `dropping a criterion's data lowers completeness and never invents a value`(seed: UInt64) throws {
        let world = RandomWorld(seed: seed)
        let before = try world.score()
        let drops: [(String, (inout ScoringInputs) -> Void)] = [
            ("wage", { $0.pay = [] }), ("inclusion", { $0.unemployment = [:] }), ("local_potential", { $0.potential = [] }),
            ("relatedness", { $0.potential = [] }), ("placement", { $0.outcomes = [] }), ("certification", { $0.outcomes = [] }),
            ("demand_gap", { $0.demand = [] }),
        ]
        for (criterion, drop) in drops {
            var less = world
            drop(&less.inputs)
            for candidate in try less.score() {
                let old = try #require(before.candidate(candidate.blk.code, candidate.program.code))
                #expect(candidate.raw(criterion) == nil)
                if old.raw(criterion) != nil { #expect(candidate.completeness < old.completeness) }
                for item in candidate.contributions where item.raw != nil { #expect(old.raw(item.criterion) != nil) }
            }
        }
    }

    @Test(arguments: worlds) func `the order of input rows does not matter`(seed: UInt64) throws {
        let world = RandomWorld(seed: seed)
        var shuffled = world
        shuffled.inputs.blks.reverse()
        shuffled.inputs.programs.reverse()
        shuffled.inputs.catalog.reverse()
        shuffled.inputs.workshops.reverse()
        shuffled.inputs.competences.reverse()
        shuffled.inputs.licences.reverse()
        shuffled.inputs.outcomes.reverse()
        shuffled.inputs.demand.reverse()
        shuffled.inputs.pay.reverse()
        shuffled.inputs.potential.reverse()
        func text(_ list: [ScoredCandidate]) -> [String] {
            list.map {
                "\($0.blk.code) \($0.program.code) \($0.score?.bitPattern ?? 0) \($0.contributions) \(String(describing: $0.acceptability))"
            }
        }
        #expect(text(try world.score(samples: 50)) == text(try shuffled.score(samples: 50)))
    }

    @Test(arguments: worlds) func `rival methods rank the same programmes, each once`(seed: UInt64) throws {
        let world = RandomWorld(seed: seed)
        let configuration = try ScoringWorld.configuration(RandomWorld.settings)
        let tables = FactorTables(world.inputs, configuration: configuration)
        for method in RankingMethod.allCases {
            let model = ScoringModel(configuration: configuration, tables: tables, method: method)
            for blk in tables.blks.indices {
                let scores = model.scores(of: blk)
                #expect(scores.ranked.map { Int(scores.position[$0]) }.elementsEqual((1..<scores.ranked.count + 1)))
                #expect(zip(scores.ranked, scores.ranked.dropFirst()).allSatisfy { scores.score[$0] >= scores.score[$1] })
                #expect(scores.score.allSatisfy { $0.isNaN || (0...100 + 1e-9).contains($0) })
            }
        }
    }
}
