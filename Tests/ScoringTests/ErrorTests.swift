import Domain
import Foundation
import Testing

@testable import Scoring

/// Errors of what follows from the demand run, and figures that nobody knows.
@Suite struct ErrorTests {
    private struct Oracle: Decodable {
        let name: String
        let occupations: [[Double]]
        let gap: Double
        let openings: Double
        let leavers: Double
        let share: Double?
    }

    /// `Fixtures/gap_errors.py` draws four million worlds; a standard deviation is good to a thousandth.
    @Test func `errors of gap and share agree with an independent simulation`() throws {
        let cases: [Oracle] = try MethodTests.fixture("gap_errors.json")
        #expect(cases.count == 6)
        for expected in cases {
            var inputs = ScoringWorld.inputs
            let codes = expected.occupations.indices.map { "721\($0)" }
            inputs.programs = [ScoringWorld.program("P1", occupations: zip(codes, expected.occupations.map { $0[0] }).map { ($0, $1) })]
            inputs.demand = zip(codes, expected.occupations).map { code, item in
                ReachableDemand(
                    regionCode: "32.15", occupationCode: code, reachableOpenings: item[1], reachableLeavers: item[2],
                    openingsError: item[3], leaversError: item[4])
            }
            let configuration = try ScoringWorld.configuration()
            let market = try #require(FactorTables(inputs, configuration: configuration).markets.first)
            for (found, right) in [
                (market.openingsError, expected.openings), (market.leaversError, expected.leavers), (market.gapError, expected.gap),
            ] {
                #expect(abs(found - right) <= 0.005 * right + 1e-3, "\(expected.name)")
            }
            let candidate = try #require(try ScoringWorld.score(inputs).candidate("A", "P1"))
            let gap = candidate.contributions.first { $0.criterion == "demand_gap" }
            #expect(gap?.standardError == market.gapError)
            guard let share = expected.share else { continue }
            let error = try #require(candidate.contributions.first { $0.criterion == "gap_share" }?.standardError)
            #expect(abs(error - share) <= 0.02 * share, "\(expected.name)")
        }
    }

    @Test func `100 openings good to 30 % and 90 leavers leave a gap of 10 with an error of at least 30`() throws {
        var inputs = ScoringWorld.inputs
        inputs.demand = [
            ReachableDemand(
                regionCode: "32.15", occupationCode: "7212", reachableOpenings: 100, reachableLeavers: 90, openingsError: 30,
                leaversError: 0)
        ]
        let gap = try #require(try ScoringWorld.score(inputs).candidate("A", "P1")?.contributions.first { $0.criterion == "demand_gap" })
        #expect(gap.raw == 10)
        #expect(try #require(gap.standardError) >= 30)
    }

    @Test func `an error that nobody knows is unknown, and the draws do not take it for certainty`() throws {
        // P3's openings have no error. Its gap is just ahead of P1's, which is sure.
        var inputs = ScoringWorld.inputs
        inputs.programs = [ScoringWorld.program("P1"), ScoringWorld.program("P3", occupations: [("7411", 1)])]
        inputs.demand = [
            ReachableDemand(
                regionCode: "32.15", occupationCode: "7212", reachableOpenings: 100, reachableLeavers: 0, openingsError: 0,
                leaversError: 0),
            ReachableDemand(
                regionCode: "32.15", occupationCode: "7411", reachableOpenings: 110, reachableLeavers: 0, openingsError: nil,
                leaversError: nil),
        ]
        inputs.outcomes = []
        inputs.catalog = []
        let settings: [String: ScoringConfiguration.CriterionSettings] = ["demand_gap": .init(weight: 1, points: [[0, 0], [1000, 1]])]
        let configuration = try ScoringWorld.configuration(settings, samples: 2000)
        let all = ScoringModel(configuration: configuration, inputs: inputs, seed: 1).run()
        let unsure = try #require(all.candidate("A", "P3"))
        #expect(unsure.contributions.first { $0.criterion == "demand_gap" }?.standardError == nil)
        #expect(unsure.position == 1)
        let first = try #require(unsure.acceptability?.first)
        #expect(first > 0.4 && first < 0.7)
    }

    @Test func `where nobody knows the openings a programme is blocked for that reason, and nothing is said to be 0`() throws {
        var inputs = ScoringWorld.inputs
        inputs.demand = inputs.demand.filter { $0.regionCode != "32.16" }
        let all = try ScoringWorld.score(inputs)
        let unknown = try #require(all.candidate("B", "P1"))
        #expect(unknown.eligibility == .blocked(.unknownOpenings))
        #expect(unknown.openings == nil && unknown.gap == nil && unknown.position == nil)
        #expect(unknown.raw("demand_gap") == nil && unknown.raw("gap_share") == nil)
        // Its sibling: a region with figures where nobody hires for the occupation.
        let none = try #require(all.candidate("A", "P5"))
        #expect(none.eligibility == .blocked(.noOpenings))
        #expect(none.openings == 0 && none.gap == 0)
        // A programme that names no occupation says so, whatever is known of the region.
        for blk in ["A", "B"] {
            #expect(all.candidate(blk, "P4")?.eligibility == .blocked(.noOccupation))
            #expect(all.candidate(blk, "P4")?.openings == nil)
        }
    }

    @Test func `every eligibility has one code, and the code says it again`() {
        #expect(EligibilityCode.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 5])
        for reason in BlockedReason.allCases {
            #expect(EligibilityCode(reason).reason == reason)
            #expect(EligibilityCode(reason).name == Eligibility.blocked(reason).code)
        }
        #expect(Eligibility.ready.code == "ready" && Eligibility.readyIf([.workshop]).code == "ready_if")
        #expect(CandidateStatus.allCases.map(\.rawValue) == [0, 1, 2])
    }
}
