import Foundation
import Testing

/// What steps need before they begin, which data do not mix, and how people find the right names.
@Suite(.sampleNetwork) struct PreparationTests {
    @Test func `a half-loaded database says all that is missing and what loads it`() async throws {
        let desk = try Desk.empty()
        try await desk.expect("demand-unprepared", ["demand", "run", "-q"], status: 1)
        // Classifications load by themselves.
        #expect(try await desk.run(["list", "occupations", "--json"]).output.matches(of: /"code" : "\d{4}"/).count == 446)
        #expect(try await desk.run(["list", "industries", "--search", "Konstruksi"]).status == 0)
        try await desk.expect("allocate-unprepared", ["allocate", "-q"], status: 1)
        try desk.write(
            "region_code,name,kind,parent_code,bps_code\n32,Jawa Barat,provinsi,,32\n32.15,Kabupaten Karawang,kabupaten,32,3215\n",
            to: "daerah.csv")
        #expect(try await desk.run(["import", "regions", "daerah.csv", "-q"]).status == 0)
        try await desk.expect("score-half-loaded-en", ["score", "-q", "--lang", "en"], status: 1)
    }

    @Test func `facts of the sample and of real BLKs do not mix unless somebody wants it`() async throws {
        let desk = try await Desk.copy()
        try desk.write("blk_code,name,kind,region_code\nUPTD-X,BLK X,UPTD,32.15\n", to: "blk.csv")
        try await desk.expect("import-into-sample", ["import", "blks", "blk.csv"], status: 1)
        // Statistics and vocabularies are everybody's.
        try desk.write("region_code,year,monthly_rupiah\n32.15,2019,4234010\n", to: "upah.csv")
        #expect(try await desk.run(["import", "wages", "upah.csv"]).status == 0)
        #expect(try await desk.run(["import", "blks", "blk.csv", "--dry-run"]).status == 1)
        #expect(try await desk.run(["import", "blks", "blk.csv", "--force"]).status == 0)
        try await desk.expect("demo-into-real", ["demo", "-q", "--out", "out"], status: 1)
    }

    @Test func `the sample's files are the sample by whatever command they come`() async throws {
        let desk = try Desk.empty()
        let folder = URL(filePath: #filePath).appending(path: "../../../config/sample").standardized
        for kind in ["regions", "blks"] {
            let answer = try await desk.run(["import", kind, folder.appending(path: "\(kind).csv").path, "-q"])
            #expect(answer.status == 0, "\(answer.error)")
        }
        try desk.write("blk_code,name,kind,region_code\nUPTD-X,BLK X,UPTD,32.15\n", to: "blk.csv")
        let mixed = try await desk.run(["import", "blks", "blk.csv"])
        #expect(mixed.status == 1 && mixed.error.contains("--force"), "\(mixed.error)")
        #expect(try await desk.run(["import", "blks", "blk.csv", "--force", "-q"]).status == 0)
        let again = try await desk.run(["import", "catalogs", folder.appending(path: "catalogs.csv").path, "-q"])
        #expect(again.status == 1, "\(again.error)")
    }

    @Test func `ranks without catalogs, workshops and instructors are refused with what loads them`() async throws {
        let desk = try await Desk.copy()
        _ = try await desk.sql("TRUNCATE padan.catalog, padan.workshop, padan.instructor CASCADE")
        #expect(try await desk.run(["score", "-q"]).status == 0)
        for command in [["recommend", "KOM-SKM"], ["export", "report", "--blk", "KOM-SKM", "--format", "html"]] {
            let answer = try await desk.run(command)
            #expect(answer.status == 1, "\(command)")
            for kind in ["catalogs", "workshops", "instructors"] {
                #expect(answer.error.contains("padan import \(kind)"), "\(answer.error)")
            }
        }
    }

    @Test func `codes and names are listed, and unknown ones get the nearest`() async throws {
        let desk = try await Desk.reading()
        try await desk.expect("list-programs", ["list", "programs", "--search", "plate"])
        try await desk.expect("list-blks-json", ["list", "blks", "--search", "karawang", "--json"])
        try await desk.expect("list-unknown", ["list", "schemes", "--search", "SKM-LAS-99"], status: 1)
        for kind in ["units", "regions", "occupations", "industries"] {
            let answer = try await desk.run(["list", kind, "--json"])
            #expect(answer.status == 0 && answer.output.contains("\"code\""))
        }
        #expect(try await desk.run(["recommend", "UPTD-KWR"]).error.contains("UPTD-KRW"))
        #expect(try await desk.run(["explain", "UPTD-KRW", "LAS-O1"]).error.contains("LAS-01"))
        #expect(try await desk.run(["demand", "--region", "Karawnag"]).error.contains("Kabupaten Karawang"))
        try await desk.expect("whatif-unsigned-budget", ["whatif", "--budget", "10%"], status: 2)
    }

    @Test func `case and blanks make no other kejuruan`() async throws {
        let desk = try await Desk.copy()
        try desk.write(
            "workshop_code,blk_code,kejuruan,hours_per_year\nW-X1,UPTD-KRW,teknik  LAS,800\nW-X2,UPTD-KRW,TEKNIKLAS,800\n",
            to: "bengkel.csv")
        #expect(try await desk.run(["import", "workshops", "bengkel.csv", "--force"]).status == 0)
        #expect(
            try await desk.sql("SELECT DISTINCT kejuruan FROM padan.workshop WHERE workshop_code LIKE 'W-X%'")
                == (try await desk.sql("SELECT kejuruan FROM padan.program WHERE program_code = 'LAS-01'")))
    }

    @Test func `rows are deleted by their key, all or none`() async throws {
        let desk = try await Desk.copy()
        try desk.write("region_code,year\n32.15,2018\n32.15,1999\n", to: "upah.csv")
        try await desk.expect("import-delete-dry", ["import", "wages", "--delete", "upah.csv", "--dry-run"])
        #expect(try await desk.sql("SELECT count(*) FROM padan.minimum_wage WHERE region_code = '32.15' AND year = 2018") == "1")
        try await desk.expect("import-delete-json", ["import", "wages", "--delete", "upah.csv", "--json"])
        #expect(try await desk.sql("SELECT count(*) FROM padan.minimum_wage WHERE region_code = '32.15' AND year = 2018") == "0")
        // Others need the BLK: nothing goes.
        try desk.write("blk_code\nUPTD-KRW\n", to: "blk.csv")
        let kept = try await desk.run(["import", "blks", "--delete", "blk.csv"])
        #expect(kept.status == 1 && kept.error.contains(/UPTD-KRW masih dipakai baris \w+; hapus dahulu/), "\(kept.error)")
        #expect(try await desk.sql("SELECT count(*) FROM padan.blk WHERE blk_code = 'UPTD-KRW'") == "1")
        // An instructor goes with the competences.
        let code = try await desk.sql("SELECT min(instructor_code) FROM padan.instructor_competence")
        try desk.write("instructor_code\n\(code)\n", to: "instruktur.csv")
        #expect(try await desk.run(["import", "instructors", "--delete", "instruktur.csv"]).status == 0)
        let left =
            "SELECT count(*) FROM padan.instructor AS i FULL JOIN padan.instructor_competence AS c USING (instructor_code) WHERE instructor_code = '\(code)'"
        #expect(try await desk.sql(left) == "0")
        try desk.write("title,place\nLas,Karawang\n", to: "iklan.csv")
        #expect(try await desk.run(["import", "vacancies", "--delete", "iklan.csv"]).status != 0)
    }
}
