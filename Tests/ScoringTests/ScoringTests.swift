import Configuration
import Domain
import Foundation
import Scoring
import TestSupport
import Testing

@Suite struct ScoringTests {
    @Test func `raw values are what the definitions say, worked by hand`() throws {
        let all = try ScoringWorld.score()
        let first = try #require(all.candidate("A", "P1"))
        #expect(first.raw("demand_gap") == 200)
        #expect(first.raw("gap_share").map { abs($0 - 200.0 / 300) < 1e-12 } == true)
        #expect(first.raw("wage") == 4_000_000.0 / 3_200_000)
        #expect(first.raw("instructor_readiness") == 1)
        #expect(first.raw("facility_readiness") == 1)  // 300 of 240 hours
        #expect(first.raw("assessor_readiness") == 0.5)  // 1 of 2 days
        let second = try #require(all.candidate("A", "P2"))
        #expect(second.raw("demand_gap") == 100)  // 0.5·200 + 1·max(50−80, 0)
        #expect(second.raw("gap_share").map { abs($0 - (200.0 - 130) / 200) < 1e-12 } == true)
        let other = try #require(all.candidate("B", "P1"))
        #expect(other.raw("wage") == 4_000_000.0 / 1_600_000)  // pay and minimum of the province
        #expect(other.raw("instructor_readiness") == 0.5)  // U2's certificate has run out
        #expect(other.raw("facility_readiness") == 0.5)  // 120 of 240 hours
    }

    @Test func `outcomes count for three years before the day, and rates are shrunk towards the other BLKs`() throws {
        let all = try ScoringWorld.score()
        let prior = try #require(BetaBinomialPrior(groups: [(12, 20), (10, 40)]))
        #expect(all.candidate("A", "P1")?.raw("placement") == prior.shrunk(successes: 12, trials: 20))
        #expect(all.candidate("B", "P1")?.raw("placement") == prior.shrunk(successes: 10, trials: 40))
        // No BLK runs P2: the department's prior, and no trial of its own.
        #expect(all.candidate("A", "P2")?.raw("placement") == prior.shrunk(successes: 0, trials: 0))
    }

    @Test func `contributions add up to the score, and missing data lower completeness only`() throws {
        let all = try ScoringWorld.score()
        for candidate in all {
            let sum = candidate.contributions.reduce(0) { $0 + ($1.points ?? 0) }
            #expect(abs((candidate.score ?? 0) - sum) < 1e-9)
            #expect(candidate.contributions.allSatisfy { ($0.raw == nil) == ($0.points == nil) })
        }
        var without = ScoringWorld.inputs
        without.pay = []
        let candidate = try #require(try ScoringWorld.score(without).candidate("A", "P1"))
        #expect(candidate.raw("wage") == nil)
        #expect(abs(candidate.completeness - 0.9) < 1e-12)
    }

    @Test func `eligibility names what is missing, and why something is blocked`() throws {
        let all = try ScoringWorld.score()
        #expect(all.candidate("A", "P1")?.eligibility == .readyIf([.assessors(scheme: "S1", days: 1)]))
        #expect(
            all.candidate("B", "P1")?.eligibility
                == .readyIf([.instructor(units: ["U2"]), .workshopHours(120), .testSite, .assessors(scheme: "S1", days: 1)]))
        #expect(
            all.candidate("A", "P3")?.eligibility == .readyIf([.workshop, .testSite, .assessors(scheme: "S1", days: 1)]))
        #expect(all.candidate("A", "P4")?.eligibility == .blocked(.noOccupation))
        #expect(all.candidate("A", "P5")?.eligibility == .blocked(.noOpenings))
        var enough = ScoringWorld.inputs
        enough.candidatesPerDay = ["S1": 16]
        #expect(try ScoringWorld.score(enough).candidate("A", "P1")?.eligibility == .ready)
    }

    @Test func `running, new and new departments are told apart and ranked apart`() throws {
        let all = try ScoringWorld.score()
        #expect(all.candidate("A", "P1")?.status == .running)
        #expect(all.candidate("A", "P2")?.status == .new)
        #expect(all.candidate("A", "P3")?.status == .newDepartment)
        let ranked = all.filter { $0.blk.code == "A" && $0.status != .newDepartment && $0.position != nil }
        #expect(ranked.compactMap(\.position) == Array(1...ranked.count))
        #expect(zip(ranked, ranked.dropFirst()).allSatisfy { ($0.score ?? 0) >= ($1.score ?? 0) })
        #expect(all.candidate("A", "P3")?.position == 1)
        #expect(all.candidate("A", "P5")?.position == nil)
    }

    @Test func `equal scores are ordered by gap, then code`() throws {
        var inputs = ScoringWorld.inputs
        inputs.programs = ["P9", "P7", "P8"].map { ScoringWorld.program($0) }
        inputs.catalog = []
        let order = try ScoringWorld.score(inputs).filter { $0.blk.code == "A" }.map(\.program.code)
        #expect(order == ["P7", "P8", "P9"])
    }

    @Test func `more demand never lowers a score`() throws {
        var generator = SplitMix(seed: 7)
        for _ in 0..<200 {
            var inputs = ScoringWorld.inputs
            let before = try #require(try ScoringWorld.score(inputs).candidate("A", "P2")?.score)
            let index = Int(generator.next() % UInt64(inputs.demand.count))
            let cell = inputs.demand[index]
            inputs.demand[index] = ReachableDemand(
                regionCode: cell.regionCode, occupationCode: cell.occupationCode,
                reachableOpenings: cell.reachableOpenings + Double(generator.next() % 1000), reachableLeavers: cell.reachableLeavers,
                openingsError: cell.openingsError, leaversError: cell.leaversError)
            let after = try #require(try ScoringWorld.score(inputs).candidate("A", "P2")?.score)
            #expect(after >= before - 1e-9)
        }
    }

    @Test func `the order of rows does not matter, and swapping two BLKs swaps their answers`() throws {
        let plain = try ScoringWorld.score()
        var shuffled = ScoringWorld.inputs
        shuffled.blks.reverse()
        shuffled.programs.reverse()
        shuffled.outcomes.reverse()
        shuffled.demand.reverse()
        #expect(try ScoringWorld.score(shuffled).map(\.score) == plain.map(\.score))
        var swapped = ScoringWorld.inputs
        swapped.blks = [ScoringWorld.blk("A", "32.16"), ScoringWorld.blk("B", "32.15")]
        let other = ["A": "B", "B": "A"]
        swapped.catalog = swapped.catalog.map { CatalogEntry(blkCode: other[$0.blkCode] ?? "", programCode: $0.programCode) }
        swapped.workshops = swapped.workshops.map {
            Workshop(
                blkCode: other[$0.blkCode] ?? "", kejuruan: $0.kejuruan, hoursPerYear: $0.hoursPerYear, hoursCommitted: $0.hoursCommitted,
                testSiteUntil: $0.testSiteUntil)
        }
        swapped.competences = swapped.competences.map {
            InstructorCompetence(
                blkCode: other[$0.blkCode] ?? "", unitCode: $0.unitCode, validFrom: $0.validFrom, validUntil: $0.validUntil)
        }
        swapped.outcomes = swapped.outcomes.map {
            Outcome(
                blkCode: other[$0.blkCode] ?? "", programCode: $0.programCode, year: $0.year, trained: $0.trained, certified: $0.certified,
                placed: $0.placed)
        }
        let answers = try ScoringWorld.score(swapped)
        for candidate in plain {
            let twin = try #require(answers.candidate(other[candidate.blk.code] ?? "", candidate.program.code))
            #expect(abs((twin.score ?? -1) - (candidate.score ?? -1)) < 1e-9)
            #expect(twin.position == candidate.position)
        }
    }

    @Test func `a weight of 0 equals leaving the criterion out`() throws {
        var zero = ScoringWorld.settings
        zero["wage"]?.weight = 0
        zero["gap_share"]?.weight = 0.2
        var out = zero
        out["wage"] = nil
        #expect(try ScoringWorld.score(ScoringWorld.inputs, zero).map(\.score) == ScoringWorld.score(ScoringWorld.inputs, out).map(\.score))
    }

    @Test func `value functions are straight between their points and level beyond them`() throws {
        let value = try #require(ValueFunction(points: [(0, 0), (10, 0.4), (30, 1)]))
        for (raw, utility) in [(-5.0, 0.0), (0, 0), (5, 0.2), (10, 0.4), (20, 0.7), (30, 1), (99, 1)] {
            #expect(abs(Double(value(Float(raw))) - utility) < 1e-6)
        }
        #expect(ValueFunction(points: [(0, 0)]) == nil)
        #expect(ValueFunction(points: [(1, 0), (1, 1)]) == nil)
        #expect(ValueFunction(points: [(0, 0), (1, 1.2)]) == nil)
    }

    @Test func `a wrong configuration is refused with the place in the file`() throws {
        let text = try String(contentsOf: DataRoot.find().config.appending(path: "scoring.yaml"), encoding: .utf8)
        func fault(_ change: (String) -> String) -> SettingFault? {
            let file = ConfigurationFile(name: "scoring.yaml", text: change(text))
            do {
                _ = try ScoringConfiguration(file.decode(ScoringConfiguration.File.self))
                return nil
            } catch {
                return error as? SettingFault
            }
        }
        #expect(fault { $0 } == nil)
        #expect(fault { $0.replacing("inclusion: 0.14 }", with: "inclusion: 0.13 }") }?.path == ["profiles", "pemerataan"])
        #expect(fault { $0.replacing(", inclusion: 0.14 }", with: " }") }?.path == ["profiles", "pemerataan"])
        #expect(fault { $0.replacing("firm: 0.8", with: "firm: 8") }?.path == ["robustness", "firm"])
        #expect(fault { $0.replacing("weight: 0.18", with: "weight: 0.28") }?.path == ["criteria"])
        #expect(fault { $0.replacing("  wage: #", with: "  luck: #") }?.path == ["criteria", "luck"])
        #expect(fault { $0.replacing("[1, 0.4], [1.5", with: "[2, 0.4], [1.5") }?.path == ["criteria", "wage", "points"])
        #expect(fault { $0.replacing("weight: 0.18", with: "weight: -0.18") }?.path == ["criteria", "demand_gap", "weight"])
    }
}
