import Configuration
import Foundation
import Postgres
import TestSupport
import Testing

@testable import Ingest

/// Offices' files whose faults are known: all of them are reported, and what is told beside them stands in `Benchmarks/README.md`.
@Suite struct RealFileTests {
    private static let folder = ShapeImportTests.folder

    /// How many warnings of each sort there are.
    private func told(_ summary: ImportSummary) -> [String: Int] {
        Dictionary(grouping: summary.warnings, by: \.why.key).mapValues(\.count)
    }

    @Test(.enabled(if: ShapeImportTests.isThere))
    func `West Java's location quotients follow from the imported PDRB`() async throws {
        let fixture = try await RealData.fixture()
        for year in [2019, 2020] {
            let summary = try await fixture.load(.grdp, Self.folder + "/national/pdrb_adhk_\(year).xlsx")
            #expect("\(summary.read) \(summary.new) \(summary.rejected)" == "9333 9333 0", "\(summary.rejections.leading.prefix(3))")
        }
        // Names that a province or a city has as well.
        for (code, value) in [("63.03", "11734"), ("75.01", "8868"), ("75", "28425"), ("32.79", "3255")] {
            let sum = "SELECT round(sum(value_billion_rupiah)) FROM padan.grdp WHERE region_code = '\(code)' AND year = 2020"
            let found = Int(try await fixture.value(sum)) ?? 0
            #expect(abs(found - (Int(value) ?? 0)) <= 5, "\(code): \(found), not \(value)")
        }
        var quotients: [String: Double] = [:]
        try await fixture.connection.rows(
            """
            SELECT r.name, g.industry_code, g.year, (g.value_billion_rupiah / sum(g.value_billion_rupiah) OVER (PARTITION BY g.region_code, g.year))
                / (p.value_billion_rupiah / sum(p.value_billion_rupiah) OVER (PARTITION BY g.region_code, g.year)) AS quotient
            FROM padan.grdp AS g JOIN padan.grdp AS p ON p.region_code = '32' AND p.industry_code = g.industry_code AND p.year = g.year
            JOIN padan.region AS r ON r.region_code = g.region_code WHERE g.region_code LIKE '32.%'
            """
        ) { row in
            let (name, industry, year): (String, String, Int) = (try row["name"], try row["industry_code"], try row["year"])
            return (key: "\(name) \(industry) \(year)", quotient: try row["quotient"] as Double)
        }.forEach { quotients[$0.key] = $0.quotient }
        #expect(quotients.count == 27 * 17 * 2)
        let names = IndustryNames(try IndustryNames.configured(fixture.root))
        let table = try CSVTable(URL(filePath: Self.folder + "/national/oracle__lq-adhk-2019-2020-prov3200.csv"))
        #expect(table.rows.count == 27 * 17)
        for row in table.rows {
            let region = row[0].hasPrefix("Kota ") ? row[0] : "Kabupaten \(row[0])"
            let industry = try #require(names.meanings(of: row[1]).first, "\(row[1])")
            for (column, year) in [(2, 2019), (3, 2020)] {
                let found = quotients["\(region) \(industry) \(year)"] ?? -1
                // The file's total is rounded otherwise than the sum of its sections.
                #expect(abs(found - (Double(row[column]) ?? 0)) < 1e-4, "\(region) \(industry) \(year): \(found), not \(row[column])")
            }
        }
    }

    @Test(.enabled(if: ShapeImportTests.isThere))
    func `the faults of the national Sakernas files are reported`() async throws {
        let fixture = try await RealData.fixture()
        let folder = Self.folder + "/national"
        let sectors = try await fixture.load(.employment, folder + "/sakernas_PYB_2018_2024.xlsx")
        #expect(told(sectors) == [:], "\(sectors.warnings.prefix(5))")
        let employed = try await fixture.load(.labourForce, folder + "/sakernas_PYB_2018_2024.xlsx")
        // Lombok Utara 2018.
        #expect(told(employed) == ["warning.zero": 1])
        let unemployed = try await fixture.load(.labourForce, folder + "/sakernas_PT_2018_2024.xlsx")
        // Thousands dots read as decimals in 2018: none of the five groups of columns adds up to `PT`.
        let broken = unemployed.warnings.filter { $0.why.key == "warning.row_totals" }
        #expect(broken.count == 5)
        #expect(broken.allSatisfy { if case .integer(let rows)? = $0.why.facts["rows"] { rows >= 404 } else { false } })
        let compared = try await fixture.load(.labourForce, folder + "/sakernas_AK_2018_2024.xlsx")
        #expect("\(compared.new) \(compared.changed) \(compared.rejected)" == "0 0 0")
        #expect(told(compared)["warning.labour_force"] == 290)
        var years: [String: Int] = [:]
        let lines = try OfficeTable.cells(of: folder + "/sakernas_AK_2018_2024.xlsx")
        for warning in compared.warnings where warning.why.key == "warning.labour_force" {
            years[lines[warning.line - 1][0].text, default: 0] += 1
        }
        #expect(years == ["2018": 1, "2019": 1, "2020": 63, "2021": 63, "2022": 38, "2023": 62, "2024": 62])
    }

    @Test(.enabled(if: ShapeImportTests.isThere))
    func `the official lists of industries and occupations load as they are`() async throws {
        let fixture = try await RealData.fixture()
        let english = try await fixture.value("SELECT name_en FROM padan.industry WHERE industry_code = 'C'")
        let industries = try await fixture.load(.industries, Self.folder + "/kbli2020.csv")
        #expect("\(industries.read) \(industries.rejected)" == "2712 0", "\(industries.rejections.leading.prefix(3))")
        #expect(try await fixture.value("SELECT parent_code FROM padan.industry WHERE industry_code = '01'") == "A")
        #expect(try await fixture.value("SELECT parent_code FROM padan.industry WHERE industry_code = '01111'") == "0111")
        #expect(try await fixture.value("SELECT name_en FROM padan.industry WHERE industry_code = 'C'") == english)
        #expect(try await fixture.value("SELECT count(*) FROM padan.industry WHERE length(industry_code) = 5") != "0")
        let occupations = try await fixture.load(.occupations, Self.folder + "/kbji2014.csv")
        #expect("\(occupations.read) \(occupations.rejected)" == "2150 0")
    }
}
