import Domain
import Foundation
import Ingest
import Postgres
import TestSupport
import Testing

/// Regions of files: codes of two systems, names, or both.
@Suite struct RegionCodeTests {
    /// In the sample, 31.73 is Jakarta Barat, whose BPS code is 3174; Jakarta Pusat is 31.71 and 3173.
    private func fixture() async throws -> ImportFixture {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        return fixture
    }

    private func wages(
        _ fixture: ImportFixture, _ header: String, _ rows: [String], _ system: RegionSystem? = nil
    ) async throws -> (summary: ImportSummary, stored: [String]) {
        try await fixture.connection.execute("DELETE FROM padan.minimum_wage")
        let text = header + "\n" + rows.joined(separator: "\n") + "\n"
        let summary = try await fixture.load(.wages, fixture.file("w\(text.hashValue).csv", text)) {
            $0.maxRejects = 1
            $0.regionSystem = system
        }
        let stored = try await fixture.connection.rows("SELECT region_code FROM padan.minimum_wage ORDER BY 1") {
            try $0["region_code"] as String
        }
        return (summary, stored)
    }

    @Test func `a bare code is read in the system that is stated, and refused where it means two regions`() async throws {
        let fixture = try await fixture()
        let header = "region_code,year,monthly_rupiah"
        let asked = try await wages(fixture, header, ["3173,2018,1"])
        #expect(asked.stored == [])
        #expect(asked.summary.rejections.leading.map(\.code) == ["ambiguous_region"])
        #expect(
            asked.summary.rejections.leading.first?.reason.contains("31.73") == true
                && asked.summary.rejections.leading.first?.reason.contains("31.71") == true)
        #expect(try await wages(fixture, header, ["3173,2018,1"], .kemendagri).stored == ["31.73"])
        #expect(try await wages(fixture, header, ["3173,2018,1"], .bps).stored == ["31.71"])
        // The same in both systems, a province, and a point, which the statistical office does not write.
        for system in [nil, RegionSystem.kemendagri, .bps] {
            #expect(
                try await wages(fixture, header, ["3101,2018,1", "32,2018,2", "31.73,2018,3"], system).stored == ["31.01", "31.73", "32"])
        }
        #expect(try await wages(fixture, header, ["9999,2018,1"]).summary.rejections.leading.map(\.code) == ["unknown_region"])
        #expect(try await wages(fixture, header, ["9999,2018,1"], .kemendagri).summary.rejections.leading.map(\.code) == ["unknown"])
    }

    @Test func `the name of the column may say the system`() async throws {
        let fixture = try await fixture()
        let bps = try await wages(fixture, "kode_bps,tahun,umk", ["3173,2018,1"])
        #expect(bps.stored == ["31.71"])
        #expect(bps.summary.regionSystem == .bps)
        #expect(try await wages(fixture, "Kode Kemendagri,tahun,umk", ["3173,2018,1"]).stored == ["31.73"])
        #expect(try await wages(fixture, "kode_bps,kode_kemendagri,tahun,umk", ["3173,3171,2018,1"]).stored == ["31.71"])
        // What the person says wins.
        #expect(try await wages(fixture, "kode_bps,tahun,umk", ["3173,2018,1"], .kemendagri).stored == ["31.73"])
    }

    @Test func `where codes and names agree, their system is taken for the whole file`() async throws {
        let fixture = try await fixture()
        let header = "kode_wilayah,nama_wilayah,tahun,umk"
        let bps = try await wages(
            fixture, header,
            ["3173,Kota Jakarta Pusat,2018,1", "3174,JAKARTA BARAT,2018,2", "3175,,2018,3", ",Kota Bandung,2018,4", "3101,Bandung,2018,5"])
        #expect(bps.summary.regionSystem == .bps)
        #expect(bps.stored == ["31.71", "31.72", "31.73", "32.73"])
        #expect(bps.summary.rejections.leading.map { "\($0.line) \($0.code)" } == ["6 region_mismatch"])
        #expect(bps.summary.rejections.leading.first?.reason.contains("3101") == true)
        #expect(bps.summary.rejections.leading.first?.reason.contains("Bandung") == true)
        let ministry = try await wages(fixture, header, ["3173,Kota Jakarta Barat,2018,1", "3171,Jakarta Pusat,2018,2"])
        #expect(ministry.summary.regionSystem == .kemendagri)
        #expect(ministry.stored == ["31.71", "31.73"])
        // As many for the one as for the other: no system is taken, and nothing is guessed.
        let torn = try await wages(fixture, header, ["3173,Kota Jakarta Barat,2018,1", "3173,Jakarta Pusat,2018,2"])
        #expect(torn.stored == [] && torn.summary.rejections.leading.map(\.code) == ["ambiguous_region", "ambiguous_region"])
        // A stated system is not outvoted.
        let stated = try await wages(fixture, header, ["3173,Kota Jakarta Pusat,2018,1"], .kemendagri)
        #expect(stated.summary.rejections.leading.map(\.code) == ["region_mismatch"])
        #expect(
            try await wages(fixture, header, ["31.73,Jakarta Pusat,2018,1"]).summary.rejections.leading.map(\.code) == ["region_mismatch"])
        #expect(try await wages(fixture, "nama_wilayah,tahun,umk", ["Kota Bandung,2018,1", "3216,2018,2"]).stored == ["32.16", "32.73"])
    }

    @Test func `a code that lost a digit is refused with the one that is likely meant`() async throws {
        let fixture = try await fixture()
        let (summary, stored) = try await wages(fixture, "region_code,year,monthly_rupiah", ["32.1,2018,1", "32.8,2018,1", "99.1,2018,1"])
        #expect(stored == [])
        #expect(summary.rejections.leading.map(\.code) == ["short_code", "short_code", "short_code"])
        #expect(summary.rejections.leading.first?.reason.contains("likely meant is 32.10") == true)
        #expect(summary.rejections.leading.first?.value == "32.1")
    }

    /// The register as it lies beside the project.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: RealData.folder)))
    func `in the national register 166 codes mean two regions`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.load(.regions, RealData.folder + "/regions.csv")
        let codes = PlaceResolver(gazetteer: try await Gazetteer.load(fixture.connection)).codes
        // 166 between the codes of today that both offices' table has; the others are codes that a region had before.
        let today = RegionCodes(regions: try await Gazetteer.load(fixture.connection).regions)
        #expect(today.ambiguous.count == 166 && Set(today.ambiguous).isSubset(of: codes.ambiguous))
        #expect(codes.ambiguous.count > 166 && codes.ambiguous.contains("9501"))
        #expect(codes.ambiguous.contains("3171"))
        // The BPS code of Toba is not in the register: 1206 is Karo's code of the ministry.
        #expect(codes.ambiguous.contains("1206") && !codes.ambiguous.contains("1472"))
        #expect(codes.region(bps: "94") == "91")
        let text = "region_code,year,monthly_rupiah\n3171,2018,1\n"
        let summary = try await fixture.load(.wages, fixture.file("w.csv", text)) { $0.maxRejects = 1 }
        #expect(summary.rejections.leading.map(\.code) == ["ambiguous_region"])
        // A file of an office: codes of the statistical office with names.
        let path = RealData.folder + "/real/umk_jabar_2017_2025.csv"
        let wages = try await fixture.load(.wages, path) {
            $0.mapping = ["besaran_upah_minimum": "umk"]
        }
        #expect(wages.rejected == 0 && wages.new == 243)
        // 191 of them have decimals: 2376558,39 is Kabupaten Sukabumi's of 2017.
        let rounded = try await fixture.connection.number(
            "SELECT monthly_rupiah FROM padan.minimum_wage WHERE region_code = '32.02' AND year = 2017")
        #expect(rounded == 2_376_558)
    }

    @Test func `figures of a province, the country and groups of sections are taken`() async throws {
        let fixture = try await fixture()
        let surveys =
            "survey_code,region_code,occupation_code,industry_code,year,hires_per_year\nS1,32,7212,N-M,2017,500\nS2,Indonesia,7212,,2017,7\n"
        let employment =
            "region_code,industry_code,year,persons\n32,C,2017,23.800.000\n00,\"M, N\",2017,7\n32.15,Jumlah,2017,9\n32.15,\"M,Z\",2017,9\n"
        let found = try await fixture.load(.surveys, fixture.file("s.csv", surveys)) { $0.maxRejects = 1 }
        #expect(found.rejections.leading.map(\.code) == ["bad_code"], "a range goes from the lower letter to the higher one")
        let rows = try await fixture.load(.employment, fixture.file("e.csv", employment)) { $0.maxRejects = 1 }
        #expect(rows.new == 3 && rows.rejections.leading.map(\.code) == ["bad_code"])
        #expect(try await fixture.count("padan.employment WHERE region_code = '00' AND industry_code = 'M,N' AND persons = 7") == 1)
        #expect(try await fixture.count("padan.employment WHERE industry_code = '\(IndustryGroup.total)' AND persons = 9") == 1)
        #expect(try await fixture.count("padan.survey WHERE region_code = '00'") == 1)
        // Training centres stand in a regency.
        let blks = "blk_code,name,kind,region_code\nB1,Satu,UPTD,00\nB2,Dua,UPTD,Indonesia\n"
        #expect(try await fixture.load(.blks, fixture.file("b.csv", blks)) { $0.maxRejects = 1 }.rejected == 2)
    }

    @Test func `employed and unemployed come from one file or two, and their sum is checked`() async throws {
        let fixture = try await fixture()
        let header = "region_code,year,employed,unemployed,labour_force\n"
        let first =
            header + "32.15,2017,90,10,100\n32.16,2017,80,,100\n32.73,2017,90,10,101\n32.17,2017,,,100\n32,2017,50,,\n32.18,2017,50,,40\n"
        let found = try await fixture.load(.labourForce, fixture.file("a.csv", first)) { $0.maxRejects = 1 }
        #expect(found.new == 3 && found.rejections.leading.map(\.code) == ["not_the_sum", "neither_of_both", "less_than_a_part"])
        #expect(try await fixture.count("padan.labour_force WHERE region_code = '32.16' AND unemployed = 20 AND labour_force = 100") == 1)
        let second = try await fixture.load(
            .labourForce, fixture.file("b.csv", "region_code,year,pengangguran\n32,2017,7\n32.15,2017,10\n"))
        #expect(second.changed == 1 && second.same == 1)
        #expect(try await fixture.count("padan.labour_force WHERE region_code = '32' AND employed = 50 AND labour_force = 57") == 1)
    }

    @Test func `PDRB and employment by occupation keep totals and wider groups`() async throws {
        let fixture = try await fixture()
        let grdp =
            "region_code,industry_code,year,price_basis,value_billion_rupiah\n32,C,2019,ADHK,\"1.234,5\"\n32,\"M,N\",2019,konstan,7\n32,PDRB,2019,constant,2000\n00,C,2019,berlaku,8\n32,25,2019,constant,1\n"
        let found = try await fixture.load(.grdp, fixture.file("g.csv", grdp)) { $0.maxRejects = 1 }
        #expect(found.new == 4 && found.rejections.leading.map(\.code) == ["bad_code"])
        #expect(try await fixture.count("padan.grdp WHERE industry_code = '\(IndustryGroup.total)' AND value_billion_rupiah = 2000") == 1)
        #expect(try await fixture.count("padan.grdp WHERE price_basis = 'current' AND region_code = '00'") == 1)
        let occupations =
            "region_code,occupation_code,year,persons\n32.15,7,2017,10\n32,\"9,7,8\",2017,30\n32,\"7,7\",2017,1\n32,72129,2017,1\n"
        let rows = try await fixture.load(.occupationEmployment, fixture.file("o.csv", occupations)) { $0.maxRejects = 1 }
        #expect(rows.new == 2 && rows.rejections.leading.map(\.code) == ["bad_code", "bad_code"])
        #expect(try await fixture.count("padan.occupation_employment WHERE occupation_code = '7,8,9'") == 1)
    }
}
