import CSV
import Foundation
import TestSupport
import Testing

@testable import Demand

/// Against `ecomplexity` (`Fixtures/potential.py`) and a published table (`Fixtures/shift_share_published.csv`).
@Suite struct PotentialTests {
    static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    private struct Oracle: Decodable {
        let regions: Int
        let industries: Int
        let persons: [Double]
        let quotient: [Double?]
        let density: [Double?]
        let proximity: [[Double]]
    }

    @Test func `location quotients, proximity and density agree with ecomplexity`() throws {
        let oracle = try JSONDecoder().decode(Oracle.self, from: Data(contentsOf: Self.fixtures.appending(path: "potential.json")))
        let quotients = LocationQuotient.values(oracle.persons, regions: oracle.regions, industries: oracle.industries)
        #expect(quotients.count == oracle.quotient.count && oracle.quotient.count == 108)
        for (found, right) in zip(quotients, oracle.quotient) { #expect(abs((found ?? 0) - (right ?? 0)) < 1e-12) }
        let relatedness = Relatedness(quotients: quotients, regions: oracle.regions, industries: oracle.industries)
        for (found, right) in zip(relatedness.density, oracle.density) { #expect(abs((found ?? -1) - (right ?? -1)) < 1e-12) }
        #expect(oracle.proximity.count >= 36)
        for row in oracle.proximity {
            #expect(abs(relatedness.proximity[Int(row[0]) * oracle.industries + Int(row[1])] - row[2]) < 1e-12)
        }
    }

    /// Cabarrus County, North Carolina, 2007 to 2009: docs.cabarruscounty.us, WebLink document 1617304, pages 230 and 233. The table
    /// prints jobs and growth to a tenth of a per cent; the parts are worked out from the printed growth rates of the nation, so they
    /// may differ from the printed jobs by that rounding.
    @Test func `shift-share reproduces a published table`() throws {
        let data = try Data(contentsOf: Self.fixtures.appending(path: "shift_share_published.csv"))
        let rows = try CSVReader.records(in: Array(data)).dropFirst().map { record in
            (record.count - 6..<record.count).compactMap { Double(record.text($0)) }
        }
        #expect(rows.count == 11)
        let last = rows.map { $0[0] }
        let first = rows.map { $0[0] - $0[1] - $0[3] - $0[5] }
        let nation = rows.reduce(0) { $0 + $1[1] } / first.reduce(0, +)
        // A nation a million times the county, whose industries grow as printed; one more industry makes its total grow as printed.
        let scale = 1e6
        let industryGrowth = rows.map { $0[2] / 100 + nation }
        var (restFirst, restLast) = (first.map { $0 * scale }, zip(first, industryGrowth).map { $0 * scale * (1 + $1) })
        let (sumFirst, sumLast) = (restFirst.reduce(0, +), restLast.reduce(0, +))
        let other = 10 * sumFirst
        restFirst.append(other)
        restLast.append((sumFirst + other) * (1 + nation) - sumLast)
        let table = EmploymentTable(
            firstYear: 2007, lastYear: 2009, regions: ["county", "rest"], industries: (0..<12).map { String($0 + 10) },
            first: first + [0] + restFirst, last: last + [0] + restLast)
        let parts = ShiftShare.parts(table)
        for (index, row) in rows.enumerated() {
            let rounding = 0.0005 * first[index] + 1
            #expect(abs(parts[index].national - row[1]) < rounding, "national \(index)")
            #expect(abs(parts[index].mix - row[3]) < rounding, "mix \(index)")
            #expect(abs(parts[index].competitive - row[5]) < 2 * rounding, "competitive \(index)")
        }
    }

    @Test func `the three parts add up to the change, and the Esteban-Marquillas parts to the competitive one`() {
        var generator = SplitMix(seed: 20181130)
        for _ in 0..<50 {
            let table = Self.random(&generator)
            let parts = ShiftShare.parts(table)
            for cell in table.first.indices {
                let change = table.last[cell] - table.first[cell]
                #expect(abs(parts[cell].change - change) < 1e-6 * max(1, table.last[cell]))
                if let own = parts[cell].homotheticCompetitive, let allocation = parts[cell].allocation {
                    #expect(abs(own + allocation - parts[cell].competitive) < 1e-6 * max(1, table.last[cell]))
                } else {
                    #expect(table.first[cell] == 0)
                }
            }
            // Over all regions nothing is left to compete for.
            for industry in table.industries.indices where table.industryTotals(table.first)[industry] > 0 {
                let sum = table.regions.indices.reduce(0) { $0 + parts[$1 * table.industries.count + industry].competitive }
                let entered = table.regions.indices.reduce(0.0) {
                    let cell = $1 * table.industries.count + industry
                    return table.first[cell] == 0 ? $0 + table.last[cell] : $0
                }
                // Where an industry began anew, its whole change is competitive; the others' parts still cancel but for it.
                #expect(entered > 0 || abs(sum) < 1e-6 * max(1, table.industryTotals(table.last)[industry]))
            }
        }
    }

    private static func random(_ generator: inout SplitMix) -> EmploymentTable {
        func persons() -> Double {
            Int.random(in: 0..<10, using: &generator) == 0 ? 0 : Double(Int.random(in: 1...5000, using: &generator))
        }
        let cells = (0..<20).map { _ in (persons(), persons()) }
        return EmploymentTable(
            firstYear: 2014, lastYear: 2017, regions: ["a", "b", "c", "d"], industries: ["A", "B", "C", "D", "E"], first: cells.map(\.0),
            last: cells.map(\.1))
    }

    @Test func `the dynamic quotient is the static one's change, the typology follows share and growth`() {
        let table = EmploymentTable(
            firstYear: 2014, lastYear: 2017, regions: ["r", "q"], industries: ["A", "C"], first: [100, 100, 300, 500],
            last: [110, 190, 330, 470])
        let list = IndustryPotential.list(table, absentQuotient: 0.5)
        // C in r: 190/300 against 660/1100; it was 100/200 against 600/1000.
        let manufacturing = list[1]
        #expect(abs((manufacturing.quotient ?? 0) - (190.0 / 300) / (660.0 / 1100)) < 1e-12)
        let before = (100.0 / 200) / (600.0 / 1000)
        #expect(abs((manufacturing.dynamicQuotient ?? 0) - (manufacturing.quotient ?? 0) / before) < 1e-12)
        let shares = [1.9, 300.0 / 200, 660.0 / 600, 1100.0 / 1000].map { pow($0, 1 / 3.0) }
        let dynamic = pow((shares[0] / shares[1]) / (shares[2] / shares[3]), 3)
        #expect(abs((manufacturing.dynamicQuotient ?? 0) - dynamic) < 1e-12)
        #expect(manufacturing.typology == .advancedGrowing && manufacturing.standing == .leading)
        #expect(KlassenTypology(quotient: 1.2, growth: 0.01, nationalGrowth: 0.02) == .advancedPressed)
        #expect(KlassenTypology(quotient: 0.8, growth: 0.03, nationalGrowth: 0.02) == .developing)
        #expect(KlassenTypology(quotient: 0.8, growth: 0.01, nationalGrowth: 0.02) == .lagging)
    }

    @Test func `sections take their own row, else the sum of their divisions; regions without both years are left out`() throws {
        let counts = [
            ("32.15", "C", 2014, 100.0), ("32.15", "C", 2017, 120), ("32.15", "10", 2017, 70), ("32.16", "10", 2014, 30),
            ("32.16", "11", 2014, 20), ("32.16", "10", 2017, 40), ("32.17", "C", 2017, 500), ("31.71", "A", 2014, 5),
            ("31.71", "A", 2017, 5),
        ].map { EmploymentCount(regionCode: $0.0, industryCode: $0.1, year: $0.2, persons: $0.3) }
        let sections = try #require(EmploymentTable(counts, regions: .regency, industries: .section))
        #expect(sections.regions == ["31.71", "32.15", "32.16"] && sections.industries == ["A", "C"])
        #expect(sections.first == [5, 0, 0, 100, 0, 50])
        #expect(sections.last == [5, 0, 0, 120, 0, 40])
        let provinces = try #require(EmploymentTable(counts, regions: .province, industries: .section))
        #expect(provinces.regions == ["31", "32"] && provinces.last == [5, 0, 0, 160])
        let divisions = try #require(EmploymentTable(counts, regions: .regency, industries: .division))
        #expect(divisions.regions == ["32.16"] && divisions.first == [30, 20] && divisions.last == [40, 0])
        #expect(EmploymentTable([], regions: .regency, industries: .section) == nil)
    }
}
