import Configuration
import Domain
import Foundation
import TestSupport
import Testing

@testable import Ingest

/// Figures that cannot be right, and such that can.
@Suite struct SanityTests {
    private let regions: [Region] = {
        func region(_ code: String, _ name: String, _ kind: Region.Kind) -> Region {
            Region(code: code, name: name, kind: kind, position: nil, population: nil)
        }
        let regencies = (1...8).map { region("32.0\($0)", "Kabupaten K\($0)", .kabupaten) }
        let cities = [region("32.71", "Kota K1", .kota), region("32.72", "Kota Lain", .kota)]
        return [region("32", "Jawa Barat", .provinsi), region("33", "Jawa Tengah", .provinsi), region("33.01", "Kabupaten X", .kabupaten)]
            + regencies + cities
    }()

    private func checks() throws -> SanityChecks {
        SanityChecks(settings: try SanitySettings(root: DataRoot.find()), families: RegionFamilies(regions: regions))
    }

    private var codes: [String] { regions.filter { $0.kind != .provinsi && $0.provinceCode == "32" }.map(\.code) }

    /// A table of regions by years, whose figures the closure gives; lines count row by row.
    private func table(
        _ measure: String = "monthly_rupiah", _ nature: StatedFigure.Nature = .level, years: ClosedRange<Int> = 2018...2023,
        _ value: (_ region: Int, _ year: Int) -> Double?
    ) -> [StatedFigure] {
        var line = 1
        return codes.enumerated().flatMap { index, code in
            years.compactMap { year in
                line += 1
                return value(index, year).map {
                    StatedFigure(measure: measure, nature: nature, region: code, year: year, value: $0, line: line)
                }
            }
        }
    }

    /// Wages that rise by some per cent a year, otherwise in each region.
    private func wage(_ region: Int, _ year: Int) -> Double {
        Double(2_003_417 + 123_457 * region + (year - 2018) * (50_000 + 7_001 * region))
    }

    private func told(_ figures: [StatedFigure]) throws -> [String] {
        try checks().warnings(figures).map { "\($0.line) \($0.column ?? "") \($0.code)" }
    }

    @Test func `ordinary figures bring no warning`() throws {
        #expect(try told(table { wage($0, $1) }) == [])
        #expect(try told(table("rate_percent", .rate) { Double(($0 * 37 + $1 * 11) % 90) / 10 + 1 }) == [])
        #expect(try told(table("persons", .sum) { Double(1000 * ($0 + 1) * ($0 + 1) + 17 * ($1 - 2000)) }) == [])
    }

    @Test func `a year that repeats another one is told once, with the nearest such year`() throws {
        let copied = table { wage($0, $1 == 2021 ? 2020 : $1) }
        #expect(try told(copied) == ["5 monthly_rupiah repeats_year"])
        let why = try #require(try checks().warnings(copied).first?.why)
        #expect(why.facts == ["year": .text("2021"), "other": .text("2020"), "regions": .integer(10)])
        // One region was mended afterwards in a table of many; in a small one that is no copy.
        #expect(try told(table { wage($0, $1 == 2021 && $0 > 0 ? 2020 : $1) }) == [])
        // The same figure everywhere tells nothing, and neither do zeros.
        #expect(try told(table { _, _ in 3_000_000 }.filter { $0.region != "32.71" }) == [])
        #expect(try told(table("persons", .sum) { _, _ in 0 }) == [])
        // A file of one year beside what was loaded before.
        let stored = table { $1 == 2021 ? wage($0, 2020) : wage($0, $1) }.map { figure in
            StatedFigure(
                measure: figure.measure, nature: figure.nature, region: figure.region, year: figure.year, value: figure.value,
                line: figure.year == 2021 ? figure.line : nil)
        }
        #expect(try told(stored) == ["5 monthly_rupiah repeats_year"])
        #expect(try told(stored.filter { $0.line == nil }) == [])
    }

    @Test(arguments: [10.0, 100, 1000, 0.1, 0.01, 0.001])
    func `a figure in another unit than its other years is told`(times: Double) throws {
        #expect(try told(table { wage($0, $1) * ($0 == 3 && $1 == 2020 ? times : 1) }) == ["22 monthly_rupiah magnitude"])
        // A whole column of them is one warning.
        #expect(try told(table { wage($0, $1) * ($1 == 2020 ? times : 1) }) == ["4 monthly_rupiah magnitude"])
        // Persons of small groups jump; nobody is told.
        #expect(
            try told(table("persons", .sum) { $0 == 3 && $1 == 2020 ? 40 : Double([4, 40, 9, 1, 30, 2][$1 - 2018]) + Double($0) * 1000 })
                == [])
    }

    @Test func `a figure in another unit than its neighbours is told without other years`() throws {
        let years = 2020...2020
        let wide = (0..<12).map { index in
            StatedFigure(
                measure: "monthly_rupiah", nature: .level, region: "32.\(10 + index)", year: 2020,
                value: wage(index % 8, 2020) * (index == 5 ? 10 : 1) + Double(index), line: index + 2)
        }
        #expect(try told(wide) == ["7 monthly_rupiah magnitude"])
        #expect(try told(table("persons", .sum, years: years) { wage($0, $1) * ($0 == 5 ? 10 : 1) }) == [])
    }

    @Test func `zeros, twins and shares`() throws {
        #expect(
            try told(table("rate_percent", .rate) { $0 == 2 && $1 == 2019 ? 0 : 2 + Double($0) + Double($1 - 2000) / 10 }) == [
                "15 rate_percent zero"
            ])
        #expect(try told(table("persons", .sum) { $0 == 2 && $1 == 2019 ? 0 : 2 + Double($0) + Double($1 - 2000) / 10 }) == [])
        // 32.71 is Kota K1, the ninth region; 32.01 the first.
        #expect(try told(table { wage($0 == 8 && $1 == 2022 ? 0 : $0, $1) }) == ["54 monthly_rupiah same_as_twin"])
        // A third region with the same figure: the province has one wage for all.
        #expect(try told(table { wage($0 == 8 || $0 == 4 ? 0 : $0, $1) }) == [])
        #expect(
            try told(table("rate_percent", .rate) { $0 == 8 || $0 == 0 ? 4.12 + Double($1 - 2018) : 3 + Double($0 * 2 + $1 - 2018) / 7 })
                == [])
        let shares = [101.0, -1, 100].enumerated().map { index, value in
            StatedFigure(measure: "rate_percent", nature: .rate, region: "32.01", year: 2010 + index, value: value, line: index + 2)
        }
        #expect(try told(shares) == ["2 rate_percent no_share", "3 rate_percent no_share"])
    }

    @Test func `totals of regions, of tables and of groups are compared with their parts`() throws {
        func persons(_ region: String, _ value: Double, _ item: String = "C", line: Int) -> StatedFigure {
            StatedFigure(measure: "persons", nature: .sum, region: region, year: 2020, item: item, value: value, line: line)
        }
        let parts = codes.enumerated().map { persons($1, 1000, line: $0 + 2) }
        #expect(try told(parts + [persons("32", 10_004, line: 20)]) == [])
        #expect(
            try told(parts + [persons("32", 9_000, line: 20)]) == ["20 persons total"])
        // Where a regency is missing, nothing can be said.
        #expect(try told(Array(parts.dropLast()) + [persons("32", 12_000, line: 20)]) == [])
        #expect(try told([persons("32", 7, line: 2), persons("33", 8, line: 3), persons("00", 500, line: 4)]) == ["4 persons total"])
        let sections = ["A", "B", "M,N"].enumerated().map { persons("32.01", 100, $1, line: $0 + 2) }
        #expect(try told(sections + [persons("32.01", 300, "A,B,M,N", line: 9)]) == [])
        #expect(try told(sections + [persons("32.01", 400, "A,B,M,N", line: 9)]) == ["9 persons total"])
        #expect(try told(sections + [persons("32.01", 400, "A,B,C,M,N", line: 9)]) == [])
    }

    @Test func `a labour force and a rate are compared with the persons beside them`() throws {
        func row(_ values: [(String, StatedFigure.Nature, Double)]) -> [StatedFigure] {
            values.map { StatedFigure(measure: $0.0, nature: $0.1, region: "32.01", year: 2020, value: $0.2, line: 7) }
        }
        let right: [(String, StatedFigure.Nature, Double)] = [
            ("employed", .sum, 95_000), ("unemployed", .sum, 5_000), ("labour_force", .sum, 100_000), ("rate_percent", .rate, 5),
        ]
        #expect(try told(row(right)) == [])
        #expect(try told(row(right.map { $0.0 == "labour_force" ? ($0.0, $0.1, 120_000) : $0 })) == ["7 labour_force labour_force"])
        #expect(try told(row(right.map { $0.0 == "rate_percent" ? ($0.0, $0.1, 5.4) : $0 })) == ["7 rate_percent rate"])
    }

    @Test func `an import warns, keeps the warnings with the file, and refuses it when it is asked to`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let years = 2018...2021
        let rows = try await fixture.connection.rows(
            "SELECT region_code FROM padan.region WHERE length(region_code) = 5 ORDER BY 1 LIMIT 12"
        ) {
            try $0["region_code"] as String
        }.enumerated().flatMap { index, code in years.map { "\(code),\($0),\(Int(wage(index, $0 == 2021 ? 2020 : $0)))" } }
        let path = try fixture.file("umk.csv", "region_code,tahun,UMK\n" + rows.joined(separator: "\n") + "\n")
        await #expect {
            try await fixture.load(.wages, path) { $0.isStrict = true }
        } throws: { error in
            if case .doubtful(let warnings)? = error as? ImportError { warnings.map(\.code) == ["repeats_year"] } else { false }
        }
        #expect(try await fixture.count("padan.minimum_wage") == 0)
        let summary = try await fixture.load(.wages, path)
        #expect(summary.new == rows.count && summary.warnings.map { "\($0.line) \($0.column ?? "")" } == ["5 UMK"])
        let stored = try await fixture.connection.rows(
            "SELECT loaded, warnings[1] AS text FROM padan.source_file WHERE kind = 'wages' ORDER BY 1"
        ) {
            "\(try $0["loaded"] as Bool) \(try $0["text"] as String)"
        }
        #expect(stored == ["false", "true"].map { "\($0) line 5, UMK: the figures of 2021 are those of 2020 in 12 regions" })
    }

    /// A table of many years whose header takes two lines, read cell by cell: its lines are regions, its columns years.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: RealData.folder + "/real/tpt_jatim_2001_2025.xlsx")))
    func `the columns that repeat another year's are found in East Java's rates`() async throws {
        let reader = try XLSXReader(
            FileInspection(path: RealData.folder + "/real/tpt_jatim_2001_2025.xlsx"), sheet: nil, preferring: "none")
        var record = TableRecord()
        var figures: [StatedFigure] = []
        while try reader.next(&record) {
            guard record.line > 2, record.count == 26 else { continue }
            let region = record.line == 41 ? "35" : "35.\(10 + record.line)"
            for field in 1..<record.count {
                guard let value = Double(record.text(field)) else { continue }
                figures.append(
                    StatedFigure(
                        measure: "rate_percent", nature: .rate, region: region, year: 2000 + field, value: value,
                        line: record.line * 100 + field))
            }
        }
        #expect(figures.count == 935)
        // The register here has other regions than East Java.
        let warnings = try checks().warnings(figures)
        let repeated = warnings.filter { $0.code == "repeats_year" }.compactMap { $0.why.facts["year"] }
        #expect(repeated == [.text("2004"), .text("2011"), .text("2014"), .text("2023")])
        #expect(warnings.filter { $0.code == "zero" }.count == 3)
        #expect(warnings.count == 7)
    }

    /// The file of the labour force has another regency's numbers in many rows since 2020.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: RealData.folder + "/real/national/sakernas_AK_2018_2024.xlsx")))
    func `labour forces of other regencies are found in Sakernas`() throws {
        var figures: [StatedFigure] = []
        for (file, measure) in [("PYB", "employed"), ("PT", "unemployed"), ("AK", "labour_force")] {
            let path = RealData.folder + "/real/national/sakernas_\(file)_2018_2024.xlsx"
            let reader = try XLSXReader(FileInspection(path: path), sheet: nil, preferring: "none")
            var record = TableRecord()
            var header: [String] = []
            while try reader.next(&record) {
                guard !header.isEmpty else {
                    header = (0..<record.count).map { record.text($0) }
                    continue
                }
                func text(_ name: String) -> String { header.firstIndex(of: name).map { record.text($0) } ?? "" }
                let (province, code) = (text("kd_prov"), text("kd_kabkot"))
                let region = code == "9999" ? "00" : code == "0" ? province : "\(province).\(code.suffix(2))"
                let year = try #require(Int(text("thn")))
                figures.append(
                    StatedFigure(
                        measure: measure, nature: .sum, region: region, year: year, value: try #require(Double(text(file))),
                        line: record.line))
            }
        }
        #expect(figures.count == 3 * 3871)
        let warnings = SanityChecks(settings: try SanitySettings(root: DataRoot.find()), families: RegionFamilies(regions: []))
            .warnings(figures)
        let forces = Set(warnings.filter { $0.code == "labour_force" }.map(\.line))
        let years = Dictionary(grouping: figures.filter { $0.measure == "labour_force" && forces.contains($0.line ?? 0) }, by: \.year)
        #expect(years.mapValues(\.count) == [2018: 1, 2019: 1, 2020: 63, 2021: 63, 2022: 38, 2023: 62, 2024: 62])
        // Lombok Utara had nobody at all in 2018, as the files have it.
        #expect(
            warnings.filter { $0.code == "zero" }.map { "\($0.column ?? "") \($0.line)" } == [
                "employed 308", "labour_force 308", "unemployed 308",
            ])
        #expect(warnings.count == 290 + 3)
    }

    /// Faults of real files that are known.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: RealData.folder + "/real/umk_jabar_2017_2025.csv")))
    func `the known fault of West Java's wages is found, and nothing else`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.load(.regions, RealData.folder + "/regions.csv")
        let summary = try await fixture.load(.wages, RealData.folder + "/real/umk_jabar_2017_2025.csv") {
            $0.mapping = ["besaran_upah_minimum": "umk"]
        }
        #expect(summary.warnings.map(\.code) == ["same_as_twin"])
        #expect(summary.warnings.first?.why.facts == ["kabupaten": .text("Kabupaten Sukabumi"), "kota": .text("Kota Sukabumi")])
    }
}
