import Demand
import Testing

/// What was loaded and does not count is said, with the reason.
@Suite struct UnusedInputTests {
    private typealias Tests = DemandModelTests

    private func unused(_ change: (inout DemandInputs) -> Void) -> [UnusedInput] {
        var inputs = Tests.inputs
        change(&inputs)
        return inputs.unused(Tests.configuration)
    }

    @Test func `a year that a later one supersedes is all that the small world leaves out`() {
        #expect(unused { _ in } == [UnusedInput(kind: .surveys, reason: .supersededYear, rows: 1, persons: 999)])
    }

    @Test(arguments: [
        UnusedInput(kind: .surveys, reason: .incompleteRegister, rows: 2, persons: 500),
        UnusedInput(kind: .surveys, reason: .laterYear, rows: 1, persons: 70),
        UnusedInput(kind: .graduates, reason: .incompleteRegister, rows: 1, persons: 80),
        UnusedInput(kind: .graduates, reason: .laterYear, rows: 1, persons: 81),
        UnusedInput(kind: .graduates, reason: .supersededYear, rows: 1, persons: 82),
        UnusedInput(kind: .graduates, reason: .unknownField, rows: 1, persons: 83),
        UnusedInput(kind: .graduates, reason: .noEntryRate, rows: 1, persons: 84),
        UnusedInput(kind: .employment, reason: .incompleteRegister, rows: 2, persons: 23_800_000),
        UnusedInput(kind: .employment, reason: .laterYear, rows: 1, persons: 7),
        UnusedInput(kind: .employment, reason: .supersededYear, rows: 1, persons: 8),
        UnusedInput(kind: .employment, reason: .sectionWithDivisions, rows: 2, persons: 118_000),
        UnusedInput(kind: .employment, reason: .noStaffingPattern, rows: 1, persons: 5),
    ])
    func `every reason is told with its rows and persons, and changes no opening`(_ expected: UnusedInput) {
        var inputs = Tests.inputs
        inputs.lastYear = 2018
        func survey(_ region: String, _ year: Int, _ hires: Double) {
            inputs.surveys.append(
                StatedHires(regionCode: region, occupationCode: "7212", industryCode: nil, year: year, hiresPerYear: hires))
        }
        func leavers(_ region: String, _ provider: String, _ field: String, _ year: Int, _ persons: Double) {
            inputs.leavers.append(LeaverCount(regionCode: region, provider: provider, field: field, year: year, leavers: persons))
        }
        func employed(_ region: String, _ industry: String, _ year: Int, _ persons: Double) {
            inputs.employment.append(EmploymentCount(regionCode: region, industryCode: industry, year: year, persons: persons))
        }
        let welding = "Teknik Pengelasan"
        switch (expected.kind, expected.reason) {
        case (.surveys, .incompleteRegister):
            // Two statements of one year, which add up.
            survey("35", 2017, 300)
            survey("35", 2017, 200)
        case (.surveys, .laterYear): survey("32.15", 2019, 70)
        case (.graduates, .incompleteRegister): leavers("35", "SMK", welding, 2017, 80)
        case (.graduates, .laterYear): leavers("32.15", "SMK", welding, 2019, 81)
        case (.graduates, .supersededYear): leavers("32.15", "SMK", welding, 2016, 82)
        case (.graduates, .unknownField): leavers("32.15", "SMK", "Sihir", 2017, 83)
        case (.graduates, .noEntryRate): leavers("32.15", "D3", welding, 2017, 84)
        case (.employment, .incompleteRegister):
            // Two years of the same people.
            employed("35", "C", 2016, 23_000_000)
            employed("35", "C", 2017, 23_800_000)
        case (.employment, .laterYear): employed("32.15", "C", 2020, 7)
        case (.employment, .supersededYear): employed("32.15", "C", 2016, 8)
        case (.employment, .sectionWithDivisions):
            employed("32.15", "25", 2014, 100_000)
            employed("32.15", "25", 2017, 118_000)
        case (.employment, .noStaffingPattern): employed("32.15", "Z", 2017, 5)
        default: Issue.record("there is no such case")
        }
        #expect(inputs.unused(Tests.configuration).contains(expected))
        let before = DemandModel(configuration: Tests.configuration, inputs: Tests.inputs).run()
        let after = DemandModel(configuration: Tests.configuration, inputs: inputs).run()
        #expect(after.cells.map(\.reachableOpenings) == before.cells.map(\.reachableOpenings))
        #expect(after.cells.map(\.reachableLeavers) == before.cells.map(\.reachableLeavers))
    }
}
