import Demand
import Domain
import Foundation
import Testing

/// A small world; `Fixtures/oracle.py` works out the same with NumPy.
@Suite struct DemandModelTests {
    private struct Oracle: Decodable {
        struct Cell: Decodable {
            let region: String
            let occupation: String
            let openings: Double
            let error: Double
            let leavers: Double
            let reachable_openings: Double
            let reachable_leavers: Double
            let gap_error: Double
            let reachable_openings_error: Double
            let reachable_leavers_error: Double
            let reachable_gap_error: Double
        }
        let cells: [Cell]
        let distance: Double
    }

    static let configuration = DemandConfiguration(
        vacancies: .init(
            openingWindowDays: 45, standard: .init(coverage: ["7": 0.35], relativeError: 0.35), sources: [:]),
        employment: .init(relativeError: 0.35, growthMinimum: -0.10, growthMaximum: 0.15, replacementRate: ["7": 0.032]),
        survey: .init(relativeError: 0.2), supply: .init(relativeError: 0.3), entryRate: ["SMK": 0.62],
        catchment: .init(decayKilometres: 25, maximumKilometres: 75),
        potential: .init(absentQuotient: 0.5))

    static var inputs: DemandInputs {
        var inputs = DemandInputs()
        func region(_ code: String, _ name: String, _ latitude: Double, _ longitude: Double) -> Region {
            Region(
                code: code, name: name, kind: .kabupaten, position: Position(latitude: latitude, longitude: longitude), population: 1000)
        }
        inputs.regions = [
            Region(code: "32", name: "Jawa Barat", kind: .provinsi, position: nil, population: nil),
            region("32.15", "Karawang", -6.31, 107.31), region("32.16", "Bekasi", -6.36, 107.17), region("32.73", "Bandung", -6.91, 107.61),
        ]
        inputs.labourForce = ["32.15": 1_100_000, "32.16": 1_700_000, "32.73": 1_200_000]
        inputs.windowDays = ["contoh": 365]
        inputs.vacancies = [
            VacancyOpenings(source: "contoh", regionCode: "32.15", occupationCode: "7212", industryCode: "C", openings: 40),
            VacancyOpenings(source: "contoh", regionCode: "32.16", occupationCode: "7212", industryCode: nil, openings: 25),
            VacancyOpenings(source: "contoh", regionCode: "32", occupationCode: "7212", industryCode: nil, openings: 12),
        ]
        for (region, first, last) in [("32.15", 100_000.0, 118_000.0), ("32.16", 200_000, 180_000), ("32.73", 50_000, 80_000)] {
            inputs.employment.append(EmploymentCount(regionCode: region, industryCode: "C", year: 2014, persons: first))
            inputs.employment.append(EmploymentCount(regionCode: region, industryCode: "C", year: 2017, persons: last))
        }
        inputs.staffing = [
            "C": [OccupationShare(occupationCode: "7212", share: 0.03), OccupationShare(occupationCode: "7223", share: 0.05)]
        ]
        inputs.surveys = [
            StatedHires(regionCode: "32.15", occupationCode: "7212", industryCode: "C", year: 2017, hiresPerYear: 120),
            StatedHires(regionCode: "32.15", occupationCode: "7212", industryCode: "C", year: 2016, hiresPerYear: 999),
        ]
        inputs.leavers = [("32.15", 300.0), ("32.16", 500), ("32.73", 150)].map {
            LeaverCount(regionCode: $0.0, provider: "SMK", field: "Teknik Pengelasan", year: 2017, leavers: $0.1)
        }
        inputs.fields = ["Teknik Pengelasan": [OccupationShare(occupationCode: "7212", share: 0.6)]]
        return inputs
    }

    @Test func `openings, errors, leavers and their reach agree with NumPy`() throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/oracle.json")
        let oracle = try JSONDecoder().decode(Oracle.self, from: Data(contentsOf: url))
        let result = DemandModel(configuration: Self.configuration, inputs: Self.inputs).run()
        #expect(result.cells.count == oracle.cells.count)
        for expected in oracle.cells {
            let cell = try #require(result.cells.first { $0.regionCode == expected.region && $0.occupationCode == expected.occupation })
            for (found, right) in [
                (cell.openings, expected.openings), (cell.relativeError ?? -1, expected.error), (cell.leavers, expected.leavers),
                (cell.reachableOpenings, expected.reachable_openings), (cell.reachableLeavers, expected.reachable_leavers),
            ] {
                #expect(abs(found - right) <= 1e-9 * max(1, abs(right)), "\(expected.region) \(expected.occupation)")
            }
            // A million draws: a standard deviation is good to a thousandth.
            for (found, right) in [
                (cell.gapError, expected.gap_error), (cell.reachableOpeningsError, expected.reachable_openings_error),
                (cell.reachableLeaversError, expected.reachable_leavers_error), (cell.reachableGapError, expected.reachable_gap_error),
            ] {
                #expect(abs((found ?? -1) - right) <= 0.005 * right, "\(expected.region) \(expected.occupation)")
            }
        }
        let distance = Position(latitude: -6.31, longitude: 107.31).kilometres(to: Position(latitude: -6.36, longitude: 107.17))
        #expect(abs(distance - oracle.distance) < 1e-6)
    }

    @Test func `the error of a gap is that of a difference: two large numbers that are near each other leave a small, unsure gap`() {
        let cell = DemandCell(
            regionCode: "32.15", occupationCode: "7212", openings: 100, relativeError: 0.3, leavers: 90, leaversError: 27,
            reachableOpenings: 100, reachableOpeningsError: 30, reachableLeavers: 90, reachableLeaversError: 27, spreadShare: 0)
        #expect(cell.reachableGap == 10)
        for error in [cell.gapError, cell.reachableGapError] { #expect(error == (30.0 * 30 + 27 * 27).squareRoot()) }
    }

    @Test func `demand that comes from neighbours alone is as unsure as theirs`() throws {
        var inputs = Self.inputs
        inputs.vacancies = []
        inputs.surveys = []
        inputs.employment = inputs.employment.filter { $0.regionCode == "32.16" }
        let result = DemandModel(configuration: Self.configuration, inputs: inputs).run()
        let cell = try #require(result.cells.first { $0.regionCode == "32.15" && $0.occupationCode == "7212" })
        #expect(cell.openings == 0 && cell.relativeError == nil && cell.reachableOpenings > 0)
        #expect(cell.reachableOpeningsError.map { abs($0 / cell.reachableOpenings - 0.35) < 1e-12 } == true)
        // Where no source covers the region, nobody knows how sure its own gap is.
        #expect(cell.gapError == nil)
    }

    @Test func `without an error of supply the error of a gap is unknown, and nothing else changes`() {
        var configuration = Self.configuration
        configuration.supply = nil
        let without = DemandModel(configuration: configuration, inputs: Self.inputs).run().cells
        let with = DemandModel(configuration: Self.configuration, inputs: Self.inputs).run().cells
        for (left, right) in zip(without, with) {
            #expect(left.reachableOpeningsError == right.reachableOpeningsError && left.reachableGap == right.reachableGap)
            #expect((left.reachableGapError == nil) == (left.reachableLeavers > 0))
        }
    }

    @Test func `every source's part is kept with its industry, and spread postings are marked`() throws {
        let result = DemandModel(configuration: Self.configuration, inputs: Self.inputs).run()
        let parts = result.parts.filter { $0.regionCode == "32.15" && $0.occupationCode == "7212" }
        #expect(
            parts.map { "\($0.source) \($0.industryCode ?? "-")" } == [
                "employment C", "survey C", "vacancies:contoh -", "vacancies:contoh C",
            ])
        let spread = try #require(parts.first { $0.industryCode == nil })
        #expect(spread.spreadOpenings == spread.openings)
        #expect(abs(spread.openings - 12 / 0.35 * 1.1 / 4.0) < 1e-9)
        #expect(parts[0].growth.map { abs($0 - (pow(1.18, 1.0 / 3) - 1)) < 1e-12 } == true)
        #expect(result.supplyParts.count == 3)
    }

    @Test func `the order of the input rows does not matter`() {
        var shuffled = Self.inputs
        shuffled.vacancies.reverse()
        shuffled.employment.reverse()
        shuffled.surveys.reverse()
        shuffled.leavers.reverse()
        shuffled.regions.reverse()
        let first = DemandModel(configuration: Self.configuration, inputs: Self.inputs).run()
        let second = DemandModel(configuration: Self.configuration, inputs: shuffled).run()
        #expect(first.cells == second.cells)
        #expect(first.parts == second.parts)
    }

    @Test func `a division's row is taken instead of its section's, which counts the same people`() {
        var inputs = Self.inputs
        inputs.vacancies = []
        inputs.surveys = []
        let sections = DemandModel(configuration: Self.configuration, inputs: inputs).run()
        inputs.employment += inputs.employment.map {
            EmploymentCount(regionCode: $0.regionCode, industryCode: "25", year: $0.year, persons: $0.persons)
        }
        let divisions = DemandModel(configuration: Self.configuration, inputs: inputs).run()
        #expect(divisions.cells.map(\.openings) == sections.cells.map(\.openings))
        #expect(Set(divisions.parts.compactMap(\.industryCode)) == ["25"])
    }

    @Test func `without any source there is no demand and nothing is made up`() {
        let result = DemandModel(configuration: Self.configuration, inputs: DemandInputs()).run()
        #expect(result.cells.isEmpty)
        #expect(result.parts.isEmpty)
    }

    @Test func `unknown sources, industries and fields are named`() {
        var inputs = Self.inputs
        inputs.employment.append(EmploymentCount(regionCode: "32.15", industryCode: "Z", year: 2017, persons: 5))
        inputs.leavers.append(LeaverCount(regionCode: "32.15", provider: "SMK", field: "Sihir", year: 2017, leavers: 5))
        let warnings = DemandModel(configuration: Self.configuration, inputs: inputs).run().warnings.map(\.text).joined(separator: "\n")
        for word in ["contoh", "Z", "Sihir"] { #expect(warnings.contains(word)) }
    }
}

@Suite struct OpeningCounterTests {
    @Test func `repeats within 45 days are one opening, the next one after is another`() {
        var counter = OpeningCounter(windowDays: 45)
        func add(_ opening: String, _ day: String?, _ stated: Int? = nil) -> Int {
            counter.add(opening: opening, postedOn: day.flatMap { Day(iso: $0) }, statedOpenings: stated)
        }
        #expect(add("a", "2017-01-01") == 1)
        #expect(add("a", "2017-01-10") == 0)
        #expect(add("a", "2017-02-14") == 0)  // day 44
        #expect(add("a", "2017-02-15") == 1)  // day 45 opens another window
        #expect(add("a", "2017-03-31") == 0)
        #expect(add("b", "2017-03-31") == 1)
    }

    @Test func `a stated number wins, and of several in one window the largest counts`() {
        var counter = OpeningCounter(windowDays: 45)
        #expect(counter.add(opening: "a", postedOn: Day(iso: "2017-01-01"), statedOpenings: 3) == 3)
        #expect(counter.add(opening: "a", postedOn: Day(iso: "2017-01-05"), statedOpenings: 5) == 2)
        #expect(counter.add(opening: "a", postedOn: Day(iso: "2017-01-06"), statedOpenings: nil) == 0)
        #expect(counter.add(opening: "a", postedOn: Day(iso: "2017-06-01"), statedOpenings: nil) == 1)
    }

    @Test func `without dates all repeats are one opening`() {
        var counter = OpeningCounter(windowDays: 45)
        let added = (0..<658).map { _ in counter.add(opening: "a", postedOn: nil, statedOpenings: nil) }
        #expect(added.reduce(0, +) == 1)
    }
}
