import Configuration
import CSV
import Domain
import Foundation
import TestSupport
import Testing

@testable import Ingest

/// Regions of offices' files by name, with what stands beside them, and codes of before.
@Suite struct RegionNameTests {
    private func wages(
        _ fixture: ImportFixture, _ header: String, _ rows: [String]
    ) async throws -> (stored: [String], refused: [String]) {
        try await fixture.connection.execute("DELETE FROM padan.minimum_wage")
        let text = header + "\n" + rows.joined(separator: "\n") + "\n"
        let summary = try await fixture.load(.wages, fixture.file("w\(text.hashValue).csv", text)) { $0.maxRejects = 1 }
        let stored = try await fixture.connection.rows("SELECT region_code || ' ' || year AS row FROM padan.minimum_wage ORDER BY 1") {
            try $0["row"] as String
        }
        return (stored, summary.rejections.leading.map { "\($0.line) \($0.code)" })
    }

    private func national() async throws -> ImportFixture {
        let fixture = try await ImportFixture()
        try await fixture.load(.regions, RealData.folder + "/regions.csv")
        return fixture
    }

    @Test func `marks and blanks in codes are read or told`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let (stored, refused) = try await wages(
            fixture, "kode_kemendagri,tahun,umk",
            ["'32.16,2018,1", "\"=\"\"3215\"\"\",2018,1", "3204.0,2018,1", "32 73,2018,1", "3 2 .73,2018,1"])
        #expect(stored == ["32.04 2018", "32.15 2018", "32.16 2018"])
        #expect(refused == ["5 bad_code", "6 bad_code"])
    }

    @Test func `a bare name beside its city is the kabupaten, and a column of levels says it`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        // Alone, the bare name is the city, as usage has it.
        #expect(try await wages(fixture, "nama_wilayah,tahun,umk", ["Bandung,2018,1"]).stored == ["32.73 2018"])
        #expect(
            try await wages(fixture, "nama_wilayah,tahun,umk", ["Bandung,2018,1", "Kota Bandung,2018,2"]).stored
                == ["32.04 2018", "32.73 2018"])
        let leveled = try await wages(
            fixture, "lvl_wil,nm_kabkot,tahun,umk", ["Kabupaten,Bandung,2018,1", "Kota,Bandung,2018,2", "Provinsi,Jawa Barat,2018,3"])
        #expect(leveled.stored == ["32 2018", "32.04 2018", "32.73 2018"] && leveled.refused == [])
        // The level tells the name beside a code, too.
        let coded = try await wages(
            fixture, "kode_bps,nm_kabkot,lvl_wil,tahun,umk",
            ["3273,Bandung,Kota,2018,1", "3204,Bandung,Kota,2018,2", "0,Jawa Barat,Provinsi,2018,3"])
        #expect(coded.stored == ["32 2018", "32.73 2018"] && coded.refused == ["3 region_mismatch"])
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: RealData.folder)))
    func `names are read within the province that another column or the whole file states`() async throws {
        let fixture = try await national()
        let header = "provinsi,nama_kabupaten,tahun,umk"
        #expect(
            try await wages(
                fixture, header,
                [
                    "Jawa Barat,Banjar,2018,1", "Nusa Tenggara Barat,Mataram,2018,4", "Kalimantan Selatan,Banjar,2018,2",
                    "32,Sukabumi,2018,3",
                ]
            ).stored
                == ["32.72 2018", "32.79 2018", "52.71 2018", "63.03 2018"])
        // What is unknown in a province, or lies elsewhere, is not the province.
        #expect(
            try await wages(fixture, header, ["Jawa Timur,Antah,2018,1", "Jawa Timur,Garut,2018,1", "Wilayah I,Garut,2018,2"]).refused
                == ["2 unknown_region", "3 unknown_region"])
        // A table of provinces names nothing else.
        #expect(
            try await wages(fixture, "provinsi,tahun,ump", ["ACEH,2002,330000", "Papua Barat Daya,2024,4"]).stored == [
                "11 2002", "96 2024",
            ])
        let alone = try await wages(fixture, "kabupaten_kota,tahun,umk", ["Banjar,2018,1"])
        #expect(alone.stored == [])
        let names = ["Banjar", "Kabupaten Garut", "Kabupaten Ciamis", "Kota Cimahi", "Kabupaten Subang"]
        #expect(
            try await wages(fixture, "kabupaten_kota,tahun,umk", names.map { "\($0),2018,1" }).stored
                == ["32.05 2018", "32.07 2018", "32.13 2018", "32.77 2018", "32.79 2018"])
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: RealData.folder)))
    func `codes of before land on today's regions, and a province of before is no sum over what is left of it`() async throws {
        let fixture = try await national()
        try await fixture.load(.industries, fixture.root.config.appending(path: "industries.csv").path)
        let old = try await wages(
            fixture, "kode_kemendagri,nama_wilayah,tahun,umk",
            [
                "91.01,KAB. MERAUKE,2019,1", "92.71,KOTA SORONG,2019,2", "9301,Kabupaten Merauke,2023,3", "9116,,2019,4",
                "91.01,KAB. NABIRE,2019,5",
            ])
        #expect(old.stored == ["93.01 2019", "93.01 2023", "93.02 2019", "96.71 2019"] && old.refused == ["6 region_mismatch"])
        // The same region under both codes counts once.
        let twice = try await wages(fixture, "kode_kemendagri,tahun,umk", ["91.01,2019,1", "93.01,2019,1", "91.02,2019,1", "95.01,2019,2"])
        #expect(twice.stored == ["93.01 2019", "95.01 2019"] && twice.refused == ["5 duplicate_key"])
        // A province with four digits.
        #expect(try await wages(fixture, "kode_bps,tahun,umk", ["9400,2018,1", "1100,2018,2"]).stored == ["11 2018", "91 2018"])
        #expect(try await wages(fixture, "kode_wilayah,tahun,umk", ["9400,2018,1", "1100,2018,2"]).refused == ["2 ambiguous_region"])
        // A name of before that was a kabupaten's, beside a kabupaten's code.
        #expect(try await wages(fixture, "kode_bps,nama_wilayah,tahun,umk", ["6104,Pontianak,2018,1"]).stored == ["61.02 2018"])
        // Sakernas' new codes: names decide between them and the ministry's.
        let bps = try await wages(
            fixture, "kd_kabkot,nm_kabkot,tahun,umk",
            ["9501,Merauke,2019,1", "9702,Jayawijaya,2019,2", "9601,Mimika,2019,3", "1101,Simeulue,2019,4", "9501,Jayawijaya,2019,5"])
        #expect(bps.stored == ["11.09 2019", "93.01 2019", "94.04 2019", "95.01 2019"] && bps.refused == ["6 region_mismatch"])
        #expect(try await wages(fixture, "kode_wilayah,tahun,umk", ["9501,2019,1"]).refused == ["2 ambiguous_region"])
        let header = "region_code,industry_code,year,persons\n"
        let undivided = try await fixture.load(
            .employment, fixture.file("e1.csv", header + "91,C,2019,10\n92,C,2019,5\n91,C,2023,4\n31,C,2019,7\n")
        ) { $0.maxRejects = 1 }
        #expect(undivided.rejections.leading.map { "\($0.line) \($0.code)" } == ["2 former_extent", "3 former_extent"])
        // An office that has counted anew states the new provinces for the same year.
        let anew = try await fixture.load(
            .employment, fixture.file("e2.csv", header + "91,C,2020,10\n93,C,2020,5\n94,C,2020,1\n95,C,2020,1\n92,A,2020,1\n96,A,2020,2\n"))
        #expect(anew.rejected == 0 && anew.new == 6)
    }

    /// Every line of the table of both codes, whose names are cut short, letter-spaced or of before, and all names of before.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: RealData.folder + "/real/kode_bps_kemendagri.csv")))
    func `names and codes of both offices mean today's regions`() async throws {
        let fixture = try await national()
        let places = PlaceResolver(gazetteer: try await Gazetteer.load(fixture.connection))
        let levels: Set<Place.Level> = [.regency, .province]
        func today(_ code: String) -> String { "\(code.prefix(2)).\(code.suffix(2))" }
        func read(_ file: String) throws -> [[String]] {
            try CSVReader.records(in: Array(Data(contentsOf: URL(filePath: RealData.folder + "/real/\(file)")))).dropFirst().map { record in
                (0..<record.count).map { record.text($0) }
            }
        }
        let changes = try read("perubahan_kode_nama_kabkota.csv")
        var codeToday: [String: String] = [:]
        for change in changes { codeToday[change[3]] = change[5] }
        var wrong: [String] = []
        for row in try read("kode_bps_kemendagri.csv") {
            let code = today(row[2])
            let expected = codeToday[code] ?? code
            for (system, text, name) in [(RegionSystem.bps, row[0], row[1]), (.kemendagri, row[2], row[3])] {
                let reader = RegionReader(places: places, system: system)
                let answer = reader.read(text[...], RegionReader.Surroundings(name: name), levels: levels, isNumber: false)
                if answer != .success(expected) { wrong.append("\(text) \(name): \(answer)") }
            }
        }
        #expect(wrong == [])
        wrong = []
        for change in changes {
            for (code, name) in [(change[3], change[4]), (change[5], change[6])] {
                let reader = RegionReader(places: places, system: .kemendagri)
                let both = reader.read(code[...], RegionReader.Surroundings(name: name), levels: levels, isNumber: false)
                let alone = reader.read(name[...], .none, levels: levels, isNumber: false)
                if both != .success(change[5]) || alone != .success(change[5]) { wrong.append("\(code) \(name): \(both), \(alone)") }
            }
        }
        #expect(wrong == [])
    }
}
