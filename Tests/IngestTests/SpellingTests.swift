import Foundation
import Postgres
import Testing

@testable import Ingest

/// Codes and names of registers as people type them: case and blanks make no other thing, and what is not there gets the nearest names.
@Suite struct SpellingTests {
    private func texts(_ fixture: ImportFixture, _ sql: String) async throws -> [String] {
        try await fixture.connection.rows(sql) { try $0["text"] as String }
    }

    @Test func `codes of registers are taken whatever their case and blanks`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        _ = try await fixture.loadSample()
        let tables = ["blk", "program", "unit", "scheme", "kejuruan", "workshop", "instructor"]
        var before: [Int] = []
        for table in tables { before.append(try await fixture.count("padan.\(table)")) }
        for (kind, text) in [
            (
                ImportKind.blks,
                "blk_code,name,kind,region_code,parent_code,joined_year\nuptd-krw,BLK Karawang,UPTD,32.15, bbplk-bks ,2017\n"
            ),
            (.units, "unit_code,title,standard\ncth.las.001,Menerapkan K3,SKKNI\n"),
            (.schemes, "scheme_code,name,lsp_name\nSkm-Las-01,Las,LSP\n"),
            (
                .programs,
                "program_code,name,kejuruan,hours_jp,scheme_code,units\nlas-01,Las,teknik  LAS,240,skm-las-01,cth.las.002|CTH.LAS.001\n"
            ),
            (.catalogs, "blk_code,program_code,valid_from\nUptd-Krw,las-08,2018-05-01\n"),
            (.workshops, "workshop_code,blk_code,kejuruan,hours_per_year\nuptd-krw-las-1,uptd-krw,TEKNIK LAS,1000\n"),
            (
                .instructors,
                "instructor_code,name,blk_code,kejuruan,unit_code,valid_from,valid_until\n"
                    + "ins-uptd-krw-las-1,Budi,uptd-krw,teknik las,cth.las.013,2029-01-01,2030-01-01\n"
            ),
            (
                .assessors,
                "assessor_code,scheme_code,name,region_code,days_per_year,licensed_from,licensed_until\n"
                    + "asr-001,skm-las-01,A,32.15,9,2030-01-01,2031-01-01\n"
            ),
            (.outcomes, "blk_code,program_code,year,packages,trained,certified\nuptd-krw,las-01,2014,1,16,9\n"),
            (.targets, "network_code,year,participants,certified\nbbplk-bks,2020,5,4\n"),
        ] {
            let summary = try await fixture.load(kind, fixture.file("\(kind).csv", text)) { $0.maxRejects = 1 }
            #expect(summary.rejected == 0 && summary.new + summary.changed == 1, "\(kind): \(summary.rejections.leading)")
        }
        var after: [Int] = []
        for table in tables { after.append(try await fixture.count("padan.\(table)")) }
        #expect(after == before)
        let blk = "SELECT name || parent_code AS text FROM padan.blk WHERE blk_code = 'UPTD-KRW'"
        #expect(try await texts(fixture, blk) == ["BLK KarawangBBPLK-BKS"])
        #expect(
            try await texts(fixture, "SELECT unit_code AS text FROM padan.program_unit WHERE program_code = 'LAS-01' ORDER BY 1") == [
                "CTH.LAS.001", "CTH.LAS.002",
            ])
        #expect(
            try await texts(
                fixture, "SELECT assessor_code || scheme_code AS text FROM padan.assessor WHERE licensed_from = '2030-01-01'")
                == ["ASR-001SKM-LAS-01"])
        let competence = "SELECT instructor_code || unit_code AS text FROM padan.instructor_competence WHERE valid_from = '2029-01-01'"
        #expect(try await texts(fixture, competence) == ["INS-UPTD-KRW-LAS-1CTH.LAS.013"])
        let path = try fixture.file("gone.csv", "blk_code,program_code,year\n uptd-krw,Las-01,2014\n")
        let gone = try await Importer(.outcomes, aliases: fixture.aliases).delete(path, from: fixture.connection)
        #expect(gone.deleted == 1 && gone.absent == 0)
    }

    @Test func `a new code is written as the file writes it first, and what two codes are spelt like is neither`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let header = "blk_code,name,kind,region_code,parent_code,joined_year\n"
        let rows = "Baru-1,Satu,BBPLK,32.15,,\nBARU-1,Satu,BBPLK,32.15,,\nx-2,Dua,UPTD,32.15,baru-1,2018\n"
        let path = try fixture.file("b.csv", header + rows)
        let summary = try await fixture.load(.blks, path) { $0.maxRejects = 1 }
        #expect(summary.new == 2 && summary.rejected == 0)
        let stored = "SELECT blk_code || coalesce(parent_code, '') AS text FROM padan.blk ORDER BY 1"
        #expect(try await texts(fixture, stored) == ["Baru-1", "x-2Baru-1"])
        let own = try fixture.file("o.csv", header + "BARU-1,Satu,BBPLK,32.15,baru-1,2018\n")
        #expect(try await fixture.load(.blks, own) { $0.maxRejects = 1 }.rejections.leading.map(\.why) == [.ownParent])
        try await fixture.connection.execute(
            "INSERT INTO padan.blk (blk_code, name, kind, region_code) VALUES ('BARU-1', 'B', 'BBPLK', '32.15')")
        let targets = "network_code,year,participants,certified\nbaru-1,2020,5,4\nBARU-1,2020,5,4\nBaru-1,2020,5,4\n"
        let several = try await fixture.load(.targets, fixture.file("t.csv", targets)) { $0.maxRejects = 1 }
        #expect(several.new == 2 && several.rejections.leading.map(\.value) == ["baru-1"])
    }

    @Test func `what is not in a register is told with the nearest names`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        _ = try await fixture.loadSample()
        func nearest(_ kind: ImportKind, _ text: String) async throws -> [String] {
            let summary = try await fixture.load(kind, fixture.file("n.csv", text)) { $0.maxRejects = 1 }
            guard let why = summary.rejections.leading.first?.why, case .list(let names)? = why.facts["nearest"] else { return [] }
            #expect(["unknown", "unknown_name", "bad_code"].contains(why.code), "\(kind)")
            return names
        }
        let workshop = "workshop_code,blk_code,kejuruan,hours_per_year\n"
        #expect(try await nearest(.workshops, workshop + "W,UPTD-KRW,Teknik Lass,1000\n").first == "Teknik Las")
        #expect(try await nearest(.workshops, workshop + "W,UPTD-KRV,Teknik Las,1000\n").first == "UPTD-KRW – UPTD BLK Kabupaten Karawang")
        let catalog = "blk_code,program_code,valid_from\nUPTD-KRW,LAS-O1,2019-01-01\n"
        #expect(try await nearest(.catalogs, catalog).first == "LAS-01 – Plate Welder SMAW 3G")
        // A code with blanks in it is told as the code that it likely is.
        let spaced = try await fixture.load(.catalogs, fixture.file("s.csv", "blk_code,program_code\nUPTD-KRW,LAS - 01\n")) {
            $0.maxRejects = 1
        }
        #expect(spaced.rejections.leading.map(\.why) == [.likelyCode("LAS - 01", likely: "LAS-01")])
        let program = "program_code,name,kejuruan,hours_jp,units,occupations\nP,Las,Teknik Las,240,"
        #expect(try await nearest(.programs, program + "CTH.LAS.01|CTH.LAS.001,\n").first?.hasPrefix("CTH.LAS.0") == true)
        #expect(try await nearest(.programs, program + "CTH.LAS.001,7299\n").allSatisfy { $0.hasPrefix("72") || $0.hasPrefix("79") })
        #expect(try await nearest(.titles, "title,occupation_code\nTukang Las,pekerja pengelasn\n").first == "7212 – Pekerja Pengelasan")
        let advertisement = "title,place,posted_on,occupation_code\nTukang Las,Karawang,2017-01-02,7219\n"
        #expect(try await nearest(.vacancies, advertisement).contains { $0.hasPrefix("7212 – ") })
    }

    @Test func `a file that is wrong in every row is told so without a search for each`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        _ = try await fixture.loadSample()
        let rows = (0..<20_000).map { "UPTD-KRW,ZZ-\($0),2019-01-01\n" }.joined()
        let path = try fixture.file("wrong.csv", "blk_code,program_code,valid_from\n" + rows)
        let summary = try await fixture.load(.catalogs, path) { $0.maxRejects = 1 }
        #expect(summary.rejected == 20_000 && summary.rejections.leading.first?.why.facts["nearest"] != nil)
        var last: Rejection?
        var cursor = summary.rejections.cursor()
        while let rejection = try cursor.next() { last = rejection }
        #expect(last?.why.code == "unknown" && last?.why.facts["nearest"] == nil)
    }
}
