import Domain
import Foundation
import Postgres
import TestSupport
import Testing

@testable import Ingest

/// Folders of files, loaded in the order in which they refer to each other.
@Suite struct FolderTests {
    private static let isThere = ShapeImportTests.isThere

    private func load(
        _ fixture: ImportFixture, _ folder: String, _ change: (inout ImportOptions) -> Void = { _ in }
    ) async throws -> FolderSummary {
        var options = ImportOptions()
        change(&options)
        let config = fixture.root.config
        return try await FolderImport(
            folder, options: options, aliases: fixture.aliases, root: fixture.root, ownShapes: nil,
            first: [
                (.occupations, config.appending(path: "occupations.csv").path),
                (.industries, config.appending(path: "industries.csv").path),
            ],
            closed: { _ in nil }, refusal: { _ in nil }
        ).load(into: fixture.connection)
    }

    private func folder(_ fixture: ImportFixture, _ files: [String: String]) throws -> String {
        let folder = fixture.folder.appending(path: "berkas")
        for (name, text) in files {
            let url = folder.appending(path: name)
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        return folder.path
    }

    /// Each import as a line: the file, the kind, and rows read, new, refused; or that it was refused.
    private func told(_ summary: FolderSummary) -> [String] {
        summary.files.flatMap { file in
            file.imports.map { item in
                switch item.result {
                case .success(let loaded): "\(file.name) \(item.kind.rawValue) \(loaded.read) \(loaded.new) \(loaded.rejected)"
                case .failure(.file(.tooManyRejects)): "\(file.name) \(item.kind.rawValue) tooManyRejects"
                case .failure(.file(.noRegions)): "\(file.name) \(item.kind.rawValue) noRegions"
                case .failure(.file(let error)): "\(file.name) \(item.kind.rawValue) \(error)"
                case .failure(.other(let code, _)): "\(file.name) \(item.kind.rawValue) \(code)"
                }
            }
        }
    }

    @Test func `a folder is listed in the order of its names, without what is no file of an office`() async throws {
        let fixture = try await ImportFixture()
        let folder = try folder(
            fixture,
            [
                "b.csv": "1", "a/z.csv": "1", "a.csv": "1", "B.csv": "1", ".rahasia": "1", ".git/x.csv": "1", "~$b.xlsx": "1",
                ".~lock.b.ods#": "1", "é.csv": "1",
            ])
        let files = FileManager.default
        try files.createSymbolicLink(atPath: folder + "/keluar.csv", withDestinationPath: "/etc/passwd")
        try files.createSymbolicLink(atPath: folder + "/lingkar", withDestinationPath: folder)
        #expect(mkfifo(folder + "/pipa.csv", 0o600) == 0)
        let listing = try FolderListing(folder)
        #expect(listing.files.map(\.name) == ["B.csv", "a/z.csv", "a.csv", "b.csv", "é.csv"])
        #expect(
            listing.leftOut.map { "\($0.name) \($0.why.code)" } == [
                ".git hidden", ".rahasia hidden", ".~lock.b.ods# lock_file", "keluar.csv link", "lingkar link", "pipa.csv not_regular",
                "~$b.xlsx lock_file",
            ])
        // The folder itself may be named by a link.
        try files.createSymbolicLink(atPath: fixture.folder.path + "/tautan", withDestinationPath: folder)
        #expect(try FolderListing(fixture.folder.path + "/tautan").files.map(\.name) == listing.files.map(\.name))
        #expect(throws: ImportError.unreadable(path: folder + "/tiada", reason: .missing)) { try FolderListing(folder + "/tiada") }
        try files.createDirectory(atPath: folder + "/banyak", withIntermediateDirectories: true)
        for number in 0..<FolderListing.mostFiles { _ = files.createFile(atPath: "\(folder)/banyak/\(number)", contents: nil) }
        #expect(throws: ImportError.tooManyFiles(path: folder, limit: FolderListing.mostFiles)) { try FolderListing(folder) }
    }

    private static let network: [String: String] = [
        "1 katalog.csv": "blk_code,program_code\nB2,LAS\nB1,LAS\n",
        "2 blk.csv": "blk_code,name,kind,region_code,parent_code,joined_year\nB2,UPTD Dua,UPTD,32.16,B1,2018\n",
        "3 induk/blk lain.csv": "blk_code,name,kind,region_code\nB1,BBPLK Satu,BBPLK,32.16\n",
        "4 program.csv": "program_code,name,kejuruan,hours_jp,units\nLAS,Las,Teknik Las,240,U1\n",
        "5 unit.csv": "unit_code,title\nU1,Mengelas\n",
        "6 kabupaten.csv": "region_code,name,kind,parent_code\n32.16,Kabupaten Bekasi,kabupaten,32\n",
        "7 provinsi.csv": "region_code,name,kind\n32,Jawa Barat,provinsi\n",
        "8 upah.csv": "Kabupaten/Kota,Tahun,UMK\nKab. Bekasi,2024,5219263\n",
        "9 rusak.csv": "region_code,year,monthly_rupiah\n32.16,2024,x\n",
        "catatan.txt": "Rapat hari Senin\n", "foto.jpg": "\u{0}\u{1}", "potong.xlsx": "PK\u{3}\u{4}xx", "kosong.csv": "",
    ]

    @Test func `files come in the order in which they refer to each other, and a bad one keeps no other out`() async throws {
        let fixture = try await ImportFixture()
        let folder = try folder(fixture, Self.network)
        let summary = try await load(fixture, folder)
        #expect(
            told(summary) == [
                "1 katalog.csv catalogs 2 2 0", "2 blk.csv blks 1 1 0", "3 induk/blk lain.csv blks 1 1 0", "4 program.csv programs 1 1 0",
                "5 unit.csv units 1 1 0", "6 kabupaten.csv regions 1 1 0", "7 provinsi.csv regions 1 1 0", "8 upah.csv wages 1 1 0",
                "9 rusak.csv wages tooManyRejects",
            ])
        #expect(
            summary.files.compactMap { file in file.remark.map { "\(file.name) \($0.code)" } } == [
                "catatan.txt unknown", "foto.jpg no_table", "kosong.csv empty_file", "potong.xlsx unread",
            ])
        #expect(summary.hasRefusals)
        let again = try await load(fixture, folder)
        #expect(told(again).allSatisfy { $0.hasSuffix(" 0 0") || $0.hasSuffix("tooManyRejects") })
    }

    @Test func `a dry run of a folder says what the import says, and leaves nothing`() async throws {
        let fixture = try await ImportFixture()
        let folder = try folder(fixture, Self.network)
        let rehearsal = try await load(fixture, folder) { $0.dryRun = true }
        for table in ["region", "blk", "program", "unit", "catalog", "minimum_wage", "occupation", "source_file"] {
            #expect(try await fixture.count("padan.\(table)") == 0, "\(table)")
        }
        #expect(try await fixture.count("staging.reject") == 0)
        #expect(told(rehearsal) == told(try await load(fixture, folder)))
        #expect(rehearsal.dryRun)
    }

    @Test func `what needs a word of a person says so, and what is doubtful is left`() async throws {
        let fixture = try await ImportFixture()
        let folder = try folder(
            fixture,
            [
                "penempatan.csv": "No,Kejuruan,Program Pelatihan,Jumlah Peserta,Penempatan\n1,Las,Las,10,5\n",
                "melintang.csv": "Tahun,Kab. Bekasi,Kab. Karawang,Kota Bekasi\n2022,1,2,3\n",
                "tebakan.csv":
                    "Nama Kab;Besar Upah Minimum 2029;Besar Upah Minimum 2030\nKab. Bekasi;5219263;5330000\nKab. Karawang;5257834;5330000\n",
                "umk.csv": "Kabupaten/Kota,Tahun,UMK\nKab. Bekasi,2024,5219263\n",
            ])
        try await fixture.loadReference()
        func remarks(_ summary: FolderSummary) -> [String] { summary.files.map { "\($0.name) \($0.remark?.code ?? "–")" } }
        let summary = try await load(fixture, folder)
        #expect(remarks(summary) == ["melintang.csv transposed", "penempatan.csv unstated", "tebakan.csv guessed", "umk.csv –"])
        #expect(summary.files[1].remark == .unstated([.outcomes], columns: ["blk_code", "year"]))
        let stated = try await load(fixture, folder) { $0.stated = ["blk_code": "B1", "year": "2025"] }
        #expect(stated.files[1].imports.map(\.kind) == [.outcomes])
    }

    @Test func `without regions no table of regions is tried`() async throws {
        let fixture = try await ImportFixture()
        let summary = try await load(fixture, folder(fixture, ["umk.csv": "Kabupaten/Kota,Tahun,UMK\nKab. Bekasi,2024,5219263\n"]))
        #expect(told(summary) == ["umk.csv wages noRegions"])
    }

    @Test(.enabled(if: isThere))
    func `a folder of offices' files loads as it is`() async throws {
        let fixture = try await ImportFixture()
        let folder = fixture.folder.appending(path: "kantor")
        try FileManager.default.copyItem(atPath: ShapeImportTests.folder, toPath: folder.path)
        try FileManager.default.copyItem(atPath: RealData.folder + "/regions.csv", toPath: folder.appending(path: "regions.csv").path)
        // One year of PDRB is enough here.
        for year in 2013...2019 { try FileManager.default.removeItem(at: folder.appending(path: "national/pdrb_adhk_\(year).xlsx")) }
        try Data("blk_code,name,kind,region_code\nBBPVP-X,BBPVP X,BBPLK,32.75\n".utf8).write(to: folder.appending(path: "blk sendiri.csv"))
        let summary = try await load(fixture, folder.path) {
            $0.stated = ["blk_code": "BBPVP-X"]
            $0.window = DateTextRange.read("2025-09-01", "2025-09-30")
        }
        let lines = told(summary)
        for line in [
            "bbpvp_penempatan_2025.xlsx outcomes tooManyRejects", "bbpvp_program_2025.xlsx programs 34 33 0",
            "blk_jawa_bali.csv blks 1891 1891 0", "iklan_jabar_2025.csv vacancies 1673 1454 0",
            "jatim_ketenagakerjaan_2023_2025.xlsx unemployment 114 114 0", "jatim_ketenagakerjaan_2023_2025.xlsx labour_force 114 114 0",
            "jatim_ketenagakerjaan_2023_2025.xlsx employment 51 51 0", "jobstreet_gaji.csv vacancies 1120 1087 0",
            "jobstreet_multiline.csv vacancies 24 24 0", "kbji2014.csv occupations 2150 1521 0", "kbli2020.csv industries 2712 2603 0",
            "national/sakernas_PT_2018_2024.xlsx labour_force 3871 3795 0", "national/sakernas_PYB_2018_2024.xlsx employment 65790 65756 0",
            "national/sakernas_PYB_2018_2024.xlsx occupation_employment 38700 38700 0", "regions.csv regions 552 552 0",
            "skkni_unit_per_skema.csv units 131 120 3", "tpt_jatim_2001_2025.xlsx unemployment 935 821 0",
            "ump_provinsi_2002_2022.csv wages 690 690 0",
        ] {
            #expect(lines.contains(line), "\(line) is not among\n\(lines.joined(separator: "\n"))")
        }
        let left = summary.files.compactMap { file in file.remark.map { _ in file.name } }
        #expect(
            left == [
                "isco08_index.csv", "kawasan_industri_jateng.csv", "kode_bps_kemendagri.csv",
                "national/oracle__lq-adhk-2019-2020-prov3200.csv",
                "national/oracle__shiftshare-adhk-2019-2020-prov3200.csv",
                "national/sakernas_PUK_2018_2024.xlsx", "national/sakernas_kolom.txt", "perubahan_kode_nama_kabkota.csv",
                "upah_iklan_jabar.csv",
            ])
    }
}
