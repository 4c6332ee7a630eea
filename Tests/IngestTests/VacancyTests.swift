import Foundation
import Ingest
import TestSupport
import Testing

@Suite struct VacancyTests {
    private let header = "Judul Pekerjaan,Perusahaan,Lokasi,Gaji_Rata2\n"

    @Test func `repeated advertisements are one row with their evidence, and a mapping and a window are taken`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let path = try fixture.file(
            "iklan.csv",
            header + "Welder,PT A,Karawang,5000000\nWelder,PT A,Karawang,5000000\nWelder,PT A,Karawang,5000000\nWelder,PT B,Karawang,\n"
                + "Pekerjaan Ajaib Xyz,PT C,Antah Berantah,\"4,2 juta\"\n")
        let summary = try await fixture.load(.vacancies, path) {
            $0.mapping = fixture.aliases.mappings["jobstreet"] ?? [:]
            $0.window = Optional("2024-01-01").flatMap { DateTextRange.read($0, "2024-12-31") }
        }
        #expect([summary.read, summary.new, summary.same].elementsEqual([5, 3, 2] as [Int]))
        #expect(summary.vacancies?.distinct == 3)
        #expect(summary.vacancies?.duplicateShare == 0.4)
        #expect(summary.vacancies?.unresolvedPlaceRows == 1)
        #expect(summary.vacancies?.uncodedTitleRows == 1)
        let evidence = try await fixture.connection.number("SELECT max(times_seen) FROM padan.vacancy")
        #expect(evidence == 3)
        let pay = try await fixture.connection.rows("SELECT monthly_pay FROM padan.vacancy ORDER BY 1 NULLS LAST") {
            try $0["monthly_pay"] as Int?
        }
        #expect(pay == [4_200_000, 5_000_000, nil])
    }

    @Test func `work abroad and from home has no region and is not unknown`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let path = try fixture.file(
            "iklan.csv",
            "title,place,posted_on\nWelder,Singapura,2017-01-02\nWelder,Malaysia,2017-01-02\nWelder,WFH,2017-01-02\n"
                + "Welder,Antah Berantah,2017-01-02\nWelder,Karawang,2017-01-02\n")
        let found = try #require(try await fixture.load(.vacancies, path).vacancies)
        #expect(found.abroadRows == 2 && found.remoteRows == 1 && found.unresolvedPlaceRows == 1)
        let levels = try await fixture.connection.rows("SELECT level FROM padan.place WHERE region_code IS NULL ORDER BY text") {
            try $0["level"] as String
        }
        #expect(levels == ["unresolved", "abroad", "abroad", "remote"])
    }

    @Test func `without dates the window must be given`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let path = try fixture.file("iklan.csv", header + "Welder,PT A,Karawang,5000000\n")
        await #expect(throws: ImportError.windowMissing) {
            try await fixture.load(.vacancies, path) { $0.mapping = fixture.aliases.mappings["jobstreet"] ?? [:] }
        }
        #expect(try await fixture.count("padan.vacancy") == 0)
    }

    @Test func `without regions nothing is guessed`() async throws {
        let fixture = try await ImportFixture()
        let path = try fixture.file("iklan.csv", "title,place\nWelder,Karawang\n")
        await #expect(throws: ImportError.noRegions) { try await fixture.load(.vacancies, path) }
    }

    /// The real file, where it lies beside the project.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: RealData.folder)))
    func `the scraped file gives 18,019 rows, 5,386 advertisements, and nothing new the second time`() async throws {
        let fixture = try await ImportFixture()
        for (kind, path) in [(ImportKind.occupations, "occupations.csv"), (.industries, "industries.csv")] {
            try await fixture.load(kind, fixture.root.config.appending(path: path).path)
        }
        #expect(try await fixture.load(.regions, RealData.folder + "/regions.csv").new == 552)
        #expect(try await fixture.load(.districts, RealData.folder + "/districts.csv").new == 7285)
        #expect(try await fixture.count("padan.region WHERE bps_code IS NOT NULL") == 508)
        let load = {
            try await fixture.load(.vacancies, RealData.folder + "/vacancies_jobstreet_2024.csv") {
                $0.mapping = fixture.aliases.mappings["jobstreet"] ?? [:]
                $0.sourceName = "jobstreet"
                $0.window = DateTextRange.read("2024-01-01", "2024-12-31")
            }
        }
        let first = try await load()
        #expect([first.read, first.new, first.rejected].elementsEqual([18_019, 5386, 0] as [Int]))
        #expect(abs((first.vacancies?.duplicateShare ?? 0) - 12_633.0 / 18_019) < 1e-12)
        let second = try await load()
        #expect([second.read, second.new, second.same].elementsEqual([18_019, 0, 18_019] as [Int]))
    }
}
