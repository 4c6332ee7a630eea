import Domain
import Testing

@testable import Scoring

/// What of outcomes counts for which rate.
@Suite struct OutcomeTests {
    @Test func `a year without certified counts for placements alone`() throws {
        var inputs = ScoringWorld.inputs
        inputs.outcomes = [
            Outcome(blkCode: "A", programCode: "P1", year: 2017, trained: 20, certified: 15, placed: nil),
            Outcome(blkCode: "A", programCode: "P1", year: 2016, trained: 44, certified: nil, placed: 22),
        ]
        let tables = FactorTables(inputs, configuration: try ScoringWorld.configuration())
        let outcomes = try #require(tables.outcomes.values.first)
        #expect(tables.outcomes.count == 1)
        #expect(outcomes == FactorTables.Outcomes(trained: 20, certified: 15, traced: 44, placed: 22))
    }
}
