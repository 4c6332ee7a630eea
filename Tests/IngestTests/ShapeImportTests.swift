import Domain
import Foundation
import Postgres
import Report
import TestSupport
import Testing

@testable import Ingest

/// Offices' files, loaded as they are. The right values stand beside them in `SOURCES.md`, or were counted there with other programs.
@Suite struct ShapeImportTests {
    static let folder = RealData.folder + "/real"
    static var isThere: Bool { FileManager.default.fileExists(atPath: folder) }

    @Test(.enabled(if: isThere))
    func `minimum wages of open data, of decrees and of provinces load as they are`() async throws {
        let fixture = try await RealData.fixture()
        let jabar = try await fixture.load(.wages, Self.folder + "/umk_jabar_2017_2025.csv")
        #expect(jabar.shape?.name == "opendata_umk")
        #expect("\(jabar.read) \(jabar.new) \(jabar.rejected)" == "243 243 0")
        // 2376558,39 rupiah, rounded.
        #expect(
            try await fixture.value("SELECT monthly_rupiah FROM padan.minimum_wage WHERE region_code = '32.02' AND year = 2017")
                == "2376558")
        #expect(try await fixture.value("SELECT count(DISTINCT region_code) FROM padan.minimum_wage") == "27")
        #expect(try await fixture.load(.wages, Self.folder + "/umk_jabar_2017_2025.csv").same == 243)

        let jateng = try await fixture.load(.wages, Self.folder + "/umk_jateng_2019_2020.csv")
        #expect(jateng.shape?.name == "umk_nama")
        // One row says 2019 where its decree is of 2020: two wages of one regency and year.
        #expect("\(jateng.read) \(jateng.new) \(jateng.rejected)" == "70 69 1")
        #expect(jateng.rejections.leading.first?.code == "duplicate_key")

        let provinces = try await fixture.load(.wages, Self.folder + "/ump_provinsi_2002_2022.csv")
        #expect(provinces.shape?.totals == 21)
        #expect("\(provinces.read) \(provinces.rejected)" == "\(provinces.new) 0")
        #expect(
            try await fixture.value("SELECT monthly_rupiah FROM padan.minimum_wage WHERE region_code = '11' AND year = 2002") == "330000")
    }

    @Test(.enabled(if: isThere))
    func `rates of unemployment of BPS load as they are, and a refused figure names its cell`() async throws {
        let fixture = try await RealData.fixture()
        let jatim = try await fixture.load(.unemployment, Self.folder + "/tpt_jatim_2001_2025.xlsx")
        #expect(jatim.shape?.name == "bps_tpt")
        #expect("\(jatim.read) \(jatim.new) \(jatim.rejected) \(jatim.shape?.figures ?? 0)" == "935 935 0 40")
        #expect(try await fixture.value("SELECT count(*) FROM padan.unemployment WHERE region_code = '35'") == "25")
        #expect(
            try await fixture.value("SELECT count(*) FROM padan.unemployment WHERE length(region_code) > 2 AND rate_percent = 0") == "3")
        #expect(
            try await fixture.value("SELECT rate_percent FROM padan.unemployment WHERE region_code = '35.78' AND year = 2020") == "9.79")

        let provinces = try await fixture.load(.unemployment, Self.folder + "/tpt_provinsi_2023.csv")
        #expect(provinces.shape?.name == "bps_tpt")
        #expect(try await fixture.value("SELECT rate_percent FROM padan.unemployment WHERE region_code = '11' AND year = 2023") == "6.03")
        #expect(try await fixture.value("SELECT count(*) FROM padan.unemployment WHERE length(region_code) = 2 AND year = 2023") == "35")

        let text = try String(contentsOfFile: Self.folder + "/tpt_provinsi_2023.csv", encoding: .utf8).replacing(
            "5.75,6.03", with: "5.75,enam")
        let broken = try await fixture.load(.unemployment, fixture.file("rusak.csv", text)) { $0.maxRejects = 1 }
        let refused = try #require(broken.rejections.leading.first)
        #expect(refused.line == 5)
        #expect(refused.cell == "C5")
        #expect(refused.value == "enam")
        #expect(refused.column?.hasSuffix("2023 | Agustus") == true)
    }

    @Test(.enabled(if: isThere))
    func `a workbook of several sheets gives each kind its own, and mean pay is no minimum wage`() async throws {
        let fixture = try await RealData.fixture()
        let path = Self.folder + "/jatim_ketenagakerjaan_2023_2025.xlsx"
        let rates = try await fixture.load(.unemployment, path)
        #expect(rates.shape?.sheet == "TPT_KabKota")
        #expect("\(rates.read) \(rates.new)" == "114 114")
        #expect(
            try await fixture.value("SELECT labour_force FROM padan.unemployment WHERE region_code = '35.78' AND year = 2025") == "1641429"
        )
        await #expect(throws: ImportError.self) { try await fixture.load(.wages, path) }
        await #expect(throws: ImportError.self) { try await fixture.load(.wages, path) { $0.sheets = ["Upah_KabKota"] } }
    }

    @Test(.enabled(if: isThere))
    func `the national Sakernas file gives persons employed by region and sector`() async throws {
        let fixture = try await RealData.fixture()
        let path = Self.folder + "/national/sakernas_PYB_2018_2024.xlsx"
        let summary = try await fixture.load(.employment, path)
        #expect(summary.shape?.name == "sakernas_nasional_bekerja")
        // 514 regencies, 34 or 38 provinces and the country, seven years, 17 sectors; one row has no figure, of Lombok Utara in 2018.
        #expect("\(summary.read) \(summary.rejected)" == "\(3870 * 17) 0", "\(summary.rejections.leading.prefix(5))")
        // The sectors of a region are all its employed, as the file's column PYB says.
        #expect(
            try await fixture.value("SELECT sum(persons) FROM padan.employment WHERE region_code = '11.09' AND year = 2018") == "38871")
        let groups = try await fixture.load(.occupationEmployment, path)
        #expect("\(groups.read) \(groups.rejected)" == "\(3870 * 10) 0", "\(groups.rejections.leading.prefix(5))")
        let employed = try await fixture.load(.labourForce, path)
        let unemployed = try await fixture.load(.labourForce, Self.folder + "/national/sakernas_PT_2018_2024.xlsx")
        #expect("\(employed.read) \(employed.rejected)" == "3871 0")
        #expect(unemployed.shape?.name == "sakernas_nasional_pengangguran")
        #expect("\(unemployed.read) \(unemployed.rejected)" == "3871 0")
        #expect(
            try await fixture.value(
                "SELECT employed || ' ' || unemployed FROM padan.labour_force WHERE region_code = '00' AND year = 2024")
                == "144642004 7465599")
    }

    @Test(.enabled(if: isThere))
    func `PDRB of all regencies by sector loads as it is`() async throws {
        let fixture = try await RealData.fixture()
        let summary = try await fixture.load(.grdp, Self.folder + "/national/pdrb_adhk_2020.xlsx") { $0.maxRejects = 1 }
        #expect(summary.shape?.name == "bappenas_pdrb")
        #expect(summary.read == 549 * 17)
    }

    @Test(.enabled(if: isThere))
    func `advertisements of Jobstreet, Glints and Loker id load as they are`() async throws {
        let fixture = try await RealData.fixture()
        for (name, shape, rows) in [
            ("jobstreet_gaji.csv", "jobstreet", 1120), ("jobstreet_multiline.csv", "jobstreet_inggris", 24),
            ("iklan_jabar_2025.csv", "glints_loker", 1673),
        ] {
            let summary = try await fixture.load(.vacancies, Self.folder + "/" + name) {
                $0.window = DateTextRange.read("2025-09-01", "2025-09-30")
            }
            #expect(summary.shape?.name == shape)
            #expect("\(summary.read) \(summary.rejected)" == "\(rows) 0", "\(name) \(summary.rejections.leading.prefix(3))")
        }
    }

    @Test(.enabled(if: isThere))
    func `the register of BLKs, a list of programmes, and units by scheme load as they are`() async throws {
        let fixture = try await RealData.fixture()
        let blks = try await fixture.load(.blks, Self.folder + "/blk_jawa_bali.csv")
        #expect("\(blks.read) \(blks.new) \(blks.rejected)" == "1891 1891 0", "\(blks.rejections.leading.prefix(5))")
        #expect(try await fixture.value("SELECT count(*) FROM padan.blk WHERE kind = 'UPTD'") == "65")
        // What they teach becomes the catalog's programmes of that kejuruan: 54 + 38 + 1 of them teach welding.
        try await fixture.load(.programs, fixture.file("p.csv", "program_code,name,kejuruan,hours_jp\nLAS,Las,Teknik Las,240\n"))
        let catalogs = try await fixture.load(.catalogs, Self.folder + "/blk_jawa_bali.csv")
        #expect("\(catalogs.read) \(catalogs.new) \(catalogs.shape?.others ?? 0)" == "93 93 \(1891 - 93)")
        let programs = try await fixture.load(.programs, Self.folder + "/bbpvp_program_2025.xlsx")
        #expect("\(programs.read) \(programs.new)" == "34 33", "\(programs.rejections.leading.prefix(5))")
        // One programme stands twice in the list.
        #expect(try await fixture.value("SELECT hours_jp FROM padan.program WHERE name = 'Animator Muda'") == "280")
        let units = try await fixture.load(.units, Self.folder + "/skkni_unit_per_skema.csv")
        #expect(units.read == 131)
        // Two schemes have one code and names that differ behind the code's length; the second one's rows are refused.
        let schemes = try await fixture.load(.schemes, Self.folder + "/skkni_unit_per_skema.csv") { $0.maxRejects = 0.1 }
        #expect("\(schemes.read) \(schemes.new)" == "131 13", "\(schemes.rejections.leading.prefix(8))")
    }

    @Test(.enabled(if: isThere))
    func `a list of placements becomes outcomes of the programmes that it names`() async throws {
        let fixture = try await RealData.fixture()
        let path = Self.folder + "/bbpvp_penempatan_2025.xlsx"
        try await fixture.load(.blks, fixture.file("b.csv", "blk_code,name,kind,region_code\nX,BBPVP X,BBPLK,32.75\n"))
        try await fixture.load(.programs, Self.folder + "/bbpvp_program_2025.xlsx")
        let some = try await fixture.load(.outcomes, path) { ($0.stated, $0.maxRejects) = (["blk_code": "X"], 0.5) }
        #expect("\(some.shape?.name ?? "") \(some.read) \(some.new) \(some.rejected)" == "bbpvp_penempatan 31 24 7")
        let refused = try #require(some.rejections.leading.first { $0.value == "Pemrograman Embedded System Berbasis IoT" })
        #expect(refused.code == "unknown_program" && refused.cell == "datapenempatan!C16")
        #expect(refused.reason.contains("Pemrograman Embadded System Berbasis IOT"))
        let missing = [
            "Teknisi Pemasangan Refrigerasi dan AC", "Teknisi Refrigerasi Domestik", "Teknisi Telepon Seluler",
            "Pemrograman Embedded System Berbasis IoT", "Perakitan Komputer", "Digital Marketing", "NDT Ultrasonic Test",
        ]
        let rows = missing.enumerated().map { "P\($0),\($1),TIK,100\n" }.joined()
        try await fixture.load(.programs, fixture.file("p.csv", "program_code,name,kejuruan,hours_jp\n" + rows))
        let all = try await fixture.load(.outcomes, path) { $0.stated = ["blk_code": "X"] }
        #expect("\(all.read) \(all.new) \(all.same) \(all.rejected)" == "31 7 24 0")
        #expect(
            try await fixture.value(
                "SELECT sum(trained) || ' ' || sum(placed) || ' ' || count(certified) || ' ' || min(year) FROM padan.outcome")
                == "1761 994 0 2025")
        // What a person states goes before the name of the file, and what a list does not say stays.
        try await fixture.connection.execute("UPDATE padan.outcome SET certified = 1")
        #expect(try await fixture.load(.outcomes, path) { $0.stated = ["blk_code": "X", "year": "2024"] }.new == 31)
        #expect(try await fixture.load(.outcomes, path) { $0.stated = ["blk_code": "X"] }.same == 31)
        #expect(try await fixture.value("SELECT count(*) FROM padan.outcome WHERE certified = 1") == "31")
        await #expect(throws: ImportError.self) { try await fixture.load(.outcomes, path) }
    }

    @Test func `a refused row of a shaped table stands in the file of refusals as the file has it`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let text = "Tingkat Pengangguran Terbuka,,\nKabupaten/Kota,2022,2023\nKab. Bekasi,8,\"x\"\nKab. Entah,1,2\n"
        let path = try fixture.file("tpt.csv", text)
        let importer = Importer(.unemployment, options: ImportOptions(), aliases: fixture.aliases)
        do {
            _ = try await fixture.load(.unemployment, path)
            Issue.record("the file was taken")
        } catch let error as ImportError {
            guard case .tooManyRejects(let rejected, let read, _, let rejections, _) = error else { throw error }
            #expect("\(rejected) \(read)" == "3 4")
            #expect(rejections.leading.map(\.cell) == ["C3", "A4", "A4"])
            #expect(rejections.leading.map(\.line) == [3, 4, 4])
            let rows = try RejectedRows(path, importer, rejections)
            #expect(try rows.header() == ["Kabupaten/Kota", "2022", "2023"])
            var seen: [String] = []
            try rows.forEach { seen.append("\($0.line) \($0.fields.map(\.text)) \($0.rejections.count)") }
            #expect(seen == ["3 [\"Kab. Bekasi\", \"8\", \"x\"] 1", "4 [\"Kab. Entah\", \"1\", \"2\"] 2"])
        }
        let stored = try await fixture.connection.rows(
            "SELECT line || ' ' || column_name AS text FROM staging.reject ORDER BY line, column_name"
        ) {
            try $0["text"] as String
        }
        #expect(stored == ["3 2023", "4 Kabupaten/Kota", "4 Kabupaten/Kota"])
    }

    @Test func `a person's own shape is used before one that ships, and one that does not fit is refused`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let own = fixture.folder.appending(path: "shapes")
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        let shape =
            "title: punya saya\noutputs:\n  wages:\n    region_name: kabupaten kota\n    year: tahun\n    monthly_rupiah: { column: umk, unit: ribu }\n"
        try Data(shape.utf8).write(to: own.appending(path: "saya.yaml"))
        let path = try fixture.file("umk.csv", "kabupaten_kota,tahun,umk\nKab. Bekasi,2024,5219\n")
        let importer = Importer(.wages, options: ImportOptions(), aliases: fixture.aliases, ownShapes: own)
        let summary = try await importer.load(path, into: fixture.connection)
        #expect(summary.shape?.name == "saya")
        #expect(try await fixture.value("SELECT monthly_rupiah FROM padan.minimum_wage") == "5219000")
        for (name, expected) in [
            ("opendata_umk", ImportError.shapeDoesNotFit("opendata_umk", kind: "wages", found: ["kabupaten_kota", "tahun", "umk"])),
            (
                "entah",
                ImportError.unknownShape(
                    "entah", known: try ShapeLibrary(root: fixture.root, own: own, aliases: fixture.aliases).shapes.map(\.name).sorted())
            ),
        ] {
            var options = ImportOptions()
            options.shape = name
            let other = Importer(.wages, options: options, aliases: fixture.aliases, ownShapes: own)
            await #expect(throws: expected) { try await other.load(path, into: fixture.connection) }
        }
    }
}
