import Domain
import Foundation
import TestSupport
import Testing

@testable import Demand

/// Figures of provinces, the country and groups of sections come down to regencies and sections, whole.
@Suite struct LevelTests {
    private typealias Tests = DemandModelTests

    private static let spread = DemandConfiguration.Spread(
        labourForceExponent: 0.5, grdpExponent: 0.5, marginTolerance: 0.1, countryProvinces: 2,
        errors: .init(fitted: 0.3, labourForceGrdp: 0.4, labourForce: 0.5, population: 0.6, equal: 0.7, sectionMix: 0.2))

    private static var configuration: DemandConfiguration {
        var configuration = Tests.configuration
        configuration.spread = spread
        return configuration
    }

    /// Two provinces: 32 has three regencies, 33 has two.
    private static var inputs: DemandInputs {
        var inputs = DemandInputs()
        inputs.regions = ["32", "33"].map { Region(code: $0, name: $0, kind: .provinsi, position: nil, population: nil) }
        inputs.regions += ["32.15", "32.16", "32.73", "33.01", "33.02"].map {
            Region(code: $0, name: $0, kind: .kabupaten, position: nil, population: 1000)
        }
        inputs.labourForce = ["32.15": 100, "32.16": 900, "32.73": 400, "33.01": 100, "33.02": 100]
        inputs.staffing = [
            "C": [OccupationShare(occupationCode: "7212", share: 0.5), OccupationShare(occupationCode: "7223", share: 0.5)],
            "M": [OccupationShare(occupationCode: "7212", share: 1)], "N": [OccupationShare(occupationCode: "7223", share: 1)],
        ]
        inputs.fields = ["Teknik Pengelasan": [OccupationShare(occupationCode: "7212", share: 0.5)]]
        return inputs
    }

    private func employed(_ region: String, _ industry: String, _ year: Int, _ persons: Double) -> EmploymentCount {
        EmploymentCount(regionCode: region, industryCode: industry, year: year, persons: persons)
    }

    private func levels(_ counts: [EmploymentCount], _ change: (inout DemandInputs) -> Void = { _ in }) -> EmploymentLevels {
        var inputs = Self.inputs
        change(&inputs)
        return EmploymentLevels(counts, inputs, Self.spread)
    }

    /// Persons by region, industry and year.
    private func persons(_ items: [Levelled<EmploymentCount>]) -> [String: Double] {
        Dictionary(items.map { ("\($0.statement.regionCode) \($0.statement.industryCode) \($0.statement.year)", $0.statement.persons) }) {
            $0 + $1
        }
    }

    private func expect(_ items: [Levelled<EmploymentCount>], _ expected: [String: Double], _ comment: Comment = "") {
        let found = persons(items)
        #expect(Set(found.keys) == Set(expected.keys), comment)
        for (key, right) in expected { #expect(abs((found[key] ?? .nan) - right) < 1e-9, "\(key): \(String(describing: found[key]))") }
    }

    @Test func `a province's figure less what a regency states goes to the others by their labour force`() {
        // 1,400 − 100 = 1,300 over 900 and 400.
        let found = levels([employed("32", "C", 2017, 1400), employed("32.15", "C", 2017, 100)])
        expect(found.fromAbove, ["32.16 C 2017": 900, "32.73 C 2017": 400])
        #expect(found.fromAbove.allSatisfy { $0.spreadError == 0.5 })
        #expect(
            found.parts == [
                RowPart(row: 0, industry: "C", persons: 100, reason: .statedBelow),
                RowPart(row: 0, industry: "C", persons: 1300, reason: nil),
            ])
    }

    @Test func `with PDRB of the sector the key is the product of both powers`() {
        // √(100·4) = 20, √(900·1) = 30, √(400·6.25) = 50.
        let found = levels([employed("32", "C", 2017, 1000)]) { inputs in
            inputs.products = [("32.15", 4.0), ("32.16", 1), ("32.73", 6.25)].map {
                SectorProduct(regionCode: $0, industryCode: "C", billionRupiah: $1)
            }
        }
        expect(found.fromAbove, ["32.15 C 2017": 200, "32.16 C 2017": 300, "32.73 C 2017": 500])
        #expect(found.fromAbove.allSatisfy { $0.spreadError == 0.4 })
    }

    @Test func `with every sector of the province the key is fitted to the employed of each regency`() throws {
        // Sections A and C of two regencies: seed ((1, 1), (1, 4)) by column; rows 30 and 70, columns 50 and 50.
        let found = levels([employed("33", "A", 2017, 50), employed("33", "C", 2017, 50)]) { inputs in
            inputs.products = [("33.01", "A", 1.0), ("33.02", "A", 1), ("33.01", "C", 1), ("33.02", "C", 16)].map {
                SectorProduct(regionCode: $0, industryCode: $1, billionRupiah: $2)
            }
            inputs.employed = ["33.01": 30, "33.02": 70]
        }
        let persons = persons(found.fromAbove)
        let cells = try ["33.01 A 2017", "33.02 A 2017", "33.01 C 2017", "33.02 C 2017"].map { try #require(persons[$0]) }
        #expect(abs(cells[0] + cells[1] - 50) < 1e-9 && abs(cells[2] + cells[3] - 50) < 1e-9, "the sectors of the province are kept")
        #expect(abs(cells[0] + cells[2] - 30) < 1e-6 && abs(cells[1] + cells[3] - 70) < 1e-6, "and the employed of the regencies")
        // What fitting keeps is the ratio of the ratios: (1/1) ÷ (1/4) = 4.
        #expect(abs(cells[0] / cells[1] / (cells[2] / cells[3]) - 4) < 1e-6)
        #expect(found.fromAbove.allSatisfy { $0.spreadError == 0.3 })
    }

    @Test func `some sectors alone are not fitted to the employed of all`() {
        let found = levels([employed("33", "C", 2017, 50)]) { inputs in
            inputs.products = [("33.01", "C", 1.0), ("33.02", "C", 16)].map {
                SectorProduct(regionCode: $0, industryCode: $1, billionRupiah: $2)
            }
            inputs.employed = ["33.01": 300, "33.02": 700]
        }
        expect(found.fromAbove, ["33.01 C 2017": 10, "33.02 C 2017": 40])
    }

    @Test func `labour force that is not known of all gives way to population, and that to equal parts`() {
        let noForce = levels([employed("33", "C", 2017, 50)]) { $0.labourForce = ["33.01": 100] }
        expect(noForce.fromAbove, ["33.01 C 2017": 25, "33.02 C 2017": 25])
        #expect(noForce.fromAbove.allSatisfy { $0.spreadError == 0.6 })
        let nothing = levels([employed("33", "C", 2017, 50)]) { inputs in
            inputs.labourForce = [:]
            inputs.regions = inputs.regions.map { Region(code: $0.code, name: $0.name, kind: $0.kind, position: nil, population: nil) }
        }
        #expect(nothing.fromAbove.allSatisfy { $0.spreadError == 0.7 })
    }

    @Test func `the country's figure goes where neither regencies nor provinces state any`() {
        // 1,000 − 700 of province 32 = 300 over the two regencies of 33.
        let found = levels([employed("00", "C", 2017, 1000), employed("32", "C", 2017, 700)])
        expect(
            found.fromAbove,
            ["32.15 C 2017": 50, "32.16 C 2017": 450, "32.73 C 2017": 200, "33.01 C 2017": 150, "33.02 C 2017": 150])
        #expect(found.parts.filter { $0.row == 0 }.map(\.persons) == [700, 300])
    }

    @Test func `a register of a part of the country leaves the country's figure out`() {
        let found = levels([employed("00", "C", 2017, 1000)]) { $0.regions.removeAll { $0.code == "33" } }
        #expect(found.fromAbove.isEmpty)
        #expect(found.parts == [RowPart(row: 0, industry: "C", persons: 1000, reason: .incompleteRegister)])
    }

    @Test func `a group of sections is split by the mix of the province, less the sections that the region states itself`() {
        let province = [employed("32", "M", 2017, 30), employed("32", "N", 2017, 90)]
        let found = levels(province + [employed("32.15", "M,N", 2017, 40)])
        expect(found.split, ["32.15 M 2017": 10, "32.15 N 2017": 30])
        #expect(found.split.allSatisfy { $0.spreadError == 0.2 })
        // The province keeps 20 and 60 for the other two.
        expect(
            found.fromAbove,
            ["32.16 M 2017": 20 * 9 / 13, "32.73 M 2017": 20 * 4 / 13, "32.16 N 2017": 60 * 9 / 13, "32.73 N 2017": 60 * 4 / 13])
        let own = levels(province + [employed("32.15", "M,N", 2017, 40), employed("32.15", "M", 2017, 15)])
        expect(own.split, ["32.15 N 2017": 25])
        #expect(
            own.parts.filter { $0.row == 2 } == [
                RowPart(row: 2, industry: "M,N", persons: 15, reason: .groupWithSections),
                RowPart(row: 2, industry: "N", persons: 25, reason: nil),
            ])
    }

    @Test func `a group that nobody states by sections is split in equal parts, and that is said`() {
        let found = levels([employed("32.15", "M,N", 2017, 40)])
        expect(found.split, ["32.15 M 2017": 20, "32.15 N 2017": 20])
        #expect(found.warnings == [.unknownMix(group: "M,N", regions: 1)])
    }

    @Test func `a regency that states nobody in a group states nobody in its sections`() {
        let found = levels([employed("33.01", "M,N", 2017, 0), employed("33", "M", 2017, 7)])
        expect(found.fromAbove, ["33.02 M 2017": 7])
    }

    @Test func `a total beside all its sections counts nobody twice`() {
        let sections = IndustryGroup.allSections.map { employed("32.15", String($0), 2017, 10) }
        let found = levels(sections + [employed("32.15", IndustryGroup.total, 2017, 210)])
        #expect(found.split.isEmpty && found.own.count == 21)
        #expect(found.parts.map(\.reason) == [.groupWithSections])
    }

    @Test func `a province that states less than its regencies is a warning, and spreads nobody`() {
        let found = levels([employed("32", "C", 2017, 80), employed("32.15", "C", 2017, 100)])
        #expect(found.warnings == [.negativeRemainder(region: "32", subject: "C", stated: 80, parts: 100)])
        #expect(found.fromAbove.isEmpty)
        #expect(found.parts == [RowPart(row: 0, industry: "C", persons: 80, reason: .statedBelow)])
    }

    @Test func `what is spread grows as the figure does, in the shares of the latest year`() {
        let found = levels([employed("32", "C", 2014, 700), employed("32", "C", 2017, 1400), employed("32.15", "C", 2017, 0)])
        expect(
            found.fromAbove,
            ["32.16 C 2014": 700 * 9 / 13, "32.73 C 2014": 700 * 4 / 13, "32.16 C 2017": 1400 * 9 / 13, "32.73 C 2017": 1400 * 4 / 13])
    }

    @Test func `spread openings are flagged and less sure than stated ones`() throws {
        var inputs = Self.inputs
        inputs.employment = [employed("32", "C", 2017, 1400), employed("32.15", "C", 2017, 100)]
        let result = DemandModel(configuration: Self.configuration, inputs: inputs).run()
        let own = try #require(result.cells.first { $0.regionCode == "32.15" && $0.occupationCode == "7212" })
        let spread = try #require(result.cells.first { $0.regionCode == "32.16" && $0.occupationCode == "7212" })
        #expect(own.spreadShare == 0 && own.relativeError == 0.35)
        #expect(spread.spreadShare == 1 && abs((spread.relativeError ?? 0) - (0.35 * 0.35 + 0.5 * 0.5).squareRoot()) < 1e-12)
        // 900 employed × 0.5 × 0.032.
        #expect(abs(spread.openings - 14.4) < 1e-9)
        #expect(
            result.balance == [
                BalanceLine(kind: .employment, name: nil, level: .regency, rows: 1, persons: 100, used: 100, spread: 0, leftOut: []),
                BalanceLine(
                    kind: .employment, name: nil, level: .province, rows: 1, persons: 1400, used: 0, spread: 1300,
                    leftOut: [.init(reason: .statedBelow, rows: 1, persons: 100)]),
            ])
    }

    @Test func `leavers and hires of a province are spread by the labour force and flagged`() throws {
        var inputs = Self.inputs
        inputs.leavers = [("32", 620.0), ("32.15", 100)].map {
            LeaverCount(regionCode: $0.0, provider: "SMK", field: "Teknik Pengelasan", year: 2017, leavers: $0.1)
        }
        inputs.surveys = [StatedHires(regionCode: "32", occupationCode: "7212", industryCode: "M,N", year: 2017, hiresPerYear: 140)]
        let result = DemandModel(configuration: Self.configuration, inputs: inputs).run()
        let own = try #require(result.cells.first { $0.regionCode == "32.15" && $0.occupationCode == "7212" })
        let spread = try #require(result.cells.first { $0.regionCode == "32.16" && $0.occupationCode == "7212" })
        // 520 × 900 ÷ 1,300 × 0.5 × 0.62; 140 hires × 900 ÷ 1,400.
        #expect(abs(spread.leavers - 111.6) < 1e-9 && abs(own.leavers - 31) < 1e-9)
        #expect(own.leaversSpreadShare == 0 && spread.leaversSpreadShare == 1)
        #expect(abs((own.leaversError ?? 0) - 31 * 0.3) < 1e-9)
        #expect(abs((spread.leaversError ?? 0) - 111.6 * (0.3 * 0.3 + 0.5 * 0.5).squareRoot()) < 1e-9)
        #expect(abs(spread.openings - 90) < 1e-9 && spread.spreadShare == 1)
        #expect(result.parts.filter { $0.regionCode == "32.16" }.map(\.industryCode) == ["M", "N"])
        #expect(result.balance.map(\.spread) == [140, 0, 520])
    }

    /// Random statements at all levels, of sections, divisions and groups.
    private func randomWorld(_ random: inout SplitMix) -> DemandInputs {
        var inputs = Self.inputs
        let codes = ["A", "C", "M", "N", "M,N", "A,C", "10", "25", IndustryGroup.total]
        for region in ["00", "32", "33", "32.15", "32.16", "32.73", "33.01", "33.02"] {
            for code in codes where random.next() % 3 == 0 {
                for year in [2014, 2016, 2017] where random.next() % 2 == 0 {
                    inputs.employment.append(employed(region, code, year, Double(random.next() % 100_000) / 7))
                }
            }
            for field in ["Teknik Pengelasan", "Sihir"] where random.next() % 2 == 0 {
                inputs.leavers.append(
                    LeaverCount(regionCode: region, provider: "SMK", field: field, year: 2017, leavers: Double(random.next() % 900)))
            }
            if random.next() % 2 == 0 {
                inputs.surveys.append(
                    StatedHires(regionCode: region, occupationCode: "7212", industryCode: "M,N", year: 2017, hiresPerYear: 10))
            }
        }
        inputs.lastYear = random.next() % 2 == 0 ? 2016 : 2017
        if random.next() % 2 == 0 {
            for region in inputs.labourForce.keys.sorted() {
                inputs.employed[region] = Double(random.next() % 30_000)
                for code in ["A", "C", "M,N"] {
                    inputs.products.append(
                        SectorProduct(regionCode: region, industryCode: code, billionRupiah: Double(random.next() % 1000)))
                }
            }
        }
        return inputs
    }

    @Test func `in a thousand random worlds no person is lost and none is made up`() {
        var random = SplitMix(seed: 20_261_127)
        for _ in 0..<1000 {
            let inputs = randomWorld(&random)
            let counts = inputs.employment.filter { !inputs.isLater($0.year) }
            let levels = EmploymentLevels(counts, inputs, Self.spread)
            // Every part of a row of a group, a province or the country, and nothing else, arrives somewhere.
            var wanted: [String: Double] = [:]
            for part in levels.parts where part.reason == nil {
                wanted["\(counts[part.row].year) \(part.industry)", default: 0] += part.persons
            }
            var found: [String: Double] = [:]
            for item in levels.split + levels.fromAbove {
                #expect(item.statement.persons >= 0 && item.statement.regionCode.count == 5)
                found["\(item.statement.year) \(item.statement.industryCode)", default: 0] += item.statement.persons
            }
            for (key, persons) in wanted { #expect(abs((found[key] ?? 0) - persons) <= 1e-9 * max(1, persons), "\(key)") }
            #expect(Set(found.keys) == Set(wanted.keys))
            // Every row is used, spread or left out, whole.
            let usable = UsableInputs(inputs, Self.configuration)
            for line in usable.balance {
                let sum = line.used + line.spread + line.leftOut.reduce(0) { $0 + $1.persons }
                #expect(abs(sum - line.persons) <= 1e-9 * max(1, line.persons), "\(line)")
            }
            let rows = usable.balance.reduce(0) { $0 + $1.rows }
            #expect(rows == inputs.employment.count + inputs.leavers.count + inputs.surveys.count)
            // Of a province that states a section, and its regencies, the greater figure counts.
            let stated = StatedSections(counts)
            for province in ["32", "33"]
            where stated.states(province, "C") && !stated.withDivisions.contains(.init(region: province, industry: "C")) {
                let below = inputs.regions.map(\.code).filter { $0.hasPrefix(province + ".") }
                guard !below.contains(where: { stated.states($0, "C") }),
                    !counts.contains(where: { $0.industryCode.contains("C,") || $0.industryCode == "A,C" }),
                    let year = counts.last(where: { $0.regionCode == province && $0.industryCode == "C" })?.year
                else { continue }
                let sum = levels.fromAbove.filter {
                    $0.statement.regionCode.hasPrefix(province) && $0.statement.industryCode == "C" && $0.statement.year == year
                }
                .reduce(0) { $0 + $1.statement.persons }
                let right = stated.exactly(province, "C", year) ?? 0
                #expect(abs(sum - right) <= 1e-9 * max(1, right))
            }
        }
    }

    @Test func `proportional fitting meets both sums and keeps the proportions`() {
        #expect(
            ProportionalFit.table(seed: [1, 1, 1, 1], rowSums: [30, 70], columnSums: [40, 60]).map { ($0 * 1e9).rounded() / 1e9 } == [
                12, 18, 28, 42,
            ])
        // Sums of rows that do not agree with the columns are scaled to them.
        #expect(
            ProportionalFit.table(seed: [1, 1, 1, 1], rowSums: [3, 7], columnSums: [40, 60]).map { ($0 * 1e9).rounded() / 1e9 } == [
                12, 18, 28, 42,
            ])
        // Without sums of rows only the columns are met.
        #expect(ProportionalFit.table(seed: [1, 2, 3, 2], rowSums: [0, 0], columnSums: [8, 8]) == [2, 4, 6, 4])
    }

    @Test func `groups of sections are read as people write them`() {
        for (text, code) in [("M,N", "M,N"), ("N, M", "M,N"), ("RSTU", "R,S,T,U"), ("R-U", "R,S,T,U"), ("m dan n", "M,N"), ("D/E", "D,E")] {
            #expect(IndustryGroup(text)?.code == code, "\(text)")
        }
        for text in ["C", "M,M", "M,Z", "", "MAN,N,A", "10,11", "N-M", "DAN"] { #expect(IndustryGroup(text) == nil, "\(text)") }
        #expect(IndustryGroup("A-U")?.code == IndustryGroup.total)
    }
}
