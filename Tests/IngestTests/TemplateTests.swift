import Configuration
import Foundation
import TestSupport
import Testing

@testable import Ingest
@testable import Report

/// Sheets to fill in: what they ask for, the import reads.
@Suite struct TemplateTests {
    private func template(_ kind: ImportKind, _ vocabularies: [String: [(code: String, name: String)]] = [:]) throws -> ImportTemplate {
        let columns = kind.specification.fileColumns
        var byPlace: [Int: [(code: String, name: String)]] = [:]
        for (index, column) in columns.enumerated() { byPlace[index] = vocabularies[column.name] }
        return try ImportTemplate(kind, root: .find(), vocabularies: byPlace)
    }

    /// The sheet to fill in and the sheet of examples have all columns of the kind, in their order, and nothing else.
    @Test(arguments: ImportKind.allCases, Language.allCases)
    func `the headers of a template are those of its kind`(_ kind: ImportKind, _ language: Language) throws {
        let root = try DataRoot.find()
        let words = try Words(language: language, root: root)
        let aliases = try ImportAliases(root: root)
        let folder = try TestServer.makeFolder("template")
        let (sheet, text) = (folder.appending(path: "isian.xlsx").path, folder.appending(path: "isian.csv").path)
        let template = try template(kind)
        try template.writeWorkbook(to: sheet, words)
        try Data(template.csv(words).utf8).write(to: URL(filePath: text))
        let count = kind.specification.fileColumns.count
        for (path, name) in [(sheet, kind.rawValue), (sheet, words("template.sheet.examples")), (text, nil)] as [(String, String?)] {
            var options = ImportOptions()
            options.sheets = name.map { [$0] } ?? []
            let importer = Importer(kind, options: options, aliases: aliases)
            let inspection = try FileInspection(path: path)
            var reader = try importer.reader(inspection)
            let layout = try importer.layout(&reader, inspection)
            // Columns that stand in no file come last.
            let isWhole = Array(layout.fields.prefix(count)) == (0..<count).map { $0 } && layout.header.count == count
            #expect(layout.ignored.isEmpty, "\(kind) \(language) \(layout.ignored)")
            #expect(isWhole, "\(kind) \(language) \(name ?? "csv") \(layout.header)")
            // People read headers: no name of a column stands there as programs write it.
            #expect(layout.header.allSatisfy { !$0.contains("_") }, "\(layout.header)")
            if language == .id {
                #expect(layout.header.first != kind.specification.columns[0].name, "\(kind)")
            }
        }
    }

    @Test func `the examples of every template are loaded, from CSV and from XLSX`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        _ = try await fixture.loadSample()
        try await fixture.load(.vacancies, fixture.root.config.appending(path: "sample/vacancies.csv").path)
        let region = "region_code,name,kind,parent_code\n11,Aceh,provinsi,\n11.01,Kabupaten Aceh Selatan,kabupaten,11\n"
        try await fixture.load(.regions, fixture.file("aceh.csv", region))
        for language in Language.allCases {
            let words = try Words(language: language, root: fixture.root)
            for kind in ImportKind.allCases {
                let template = try template(kind)
                let path = fixture.folder.appending(path: "\(kind)-\(language).xlsx").path
                try template.writeWorkbook(to: path, words)
                let sheet = try await fixture.load(kind, path) {
                    $0.sheets = [words("template.sheet.examples")]
                    $0.sourceName = "vacancies"
                }
                #expect(sheet.read >= 2 && sheet.rejected == 0, "\(kind) \(language): \(sheet.rejections.leading.map(\.reason))")
                // What was remarked as an example is a row of the file without its remark.
                let mark = "# " + words("template.example") + ": "
                let rows = template.csv(words).components(separatedBy: "\r\n")
                let examples = rows.filter { $0.hasPrefix(mark) }.map { $0.dropFirst(mark.count) }
                let text = rows.dropLast().joined(separator: "\r\n") + "\r\n" + examples.joined(separator: "\r\n") + "\r\n"
                let csv = try await fixture.load(kind, fixture.file("\(kind)-\(language).csv", text)) { $0.sourceName = "vacancies" }
                #expect(csv.read == sheet.read && csv.rejected == 0, "\(kind) \(language): \(csv.rejections.leading.map(\.reason))")
                // Both say the same: the one that comes later changes nothing. Most of them are the sample's own first rows.
                #expect(csv.same == csv.read, "\(kind) \(language)")
            }
        }
    }

    @Test func `numbers are numbers, days are days, and choices are what fits`() throws {
        let folder = try TestServer.makeFolder("template")
        let path = folder.appending(path: "instructors.xlsx").path
        let words = try Words(language: .id, root: .find())
        try template(
            .instructors,
            [
                "blk_code": [("UPTD-KRW", "UPTD BLK Kabupaten Karawang")], "kejuruan": [("Teknik Las", "Teknik Las")],
                "unit_code": [("U1", "Mengelas"), ("U2", "Memotong")],
            ]
        ).writeWorkbook(to: path, words)
        let form = try ImportFixture.part("xl/worksheets/sheet1.xml", of: path)
        let kinds = form.matches(of: /<dataValidation type="(\w+)"[^>]* sqref="([A-Z])5:/).map { "\($0.2) \($0.1)" }.sorted()
        #expect(kinds == ["C list", "D list", "E whole", "F list", "G date", "H date"])
        #expect(form.contains("'Pilihan'!$C$2:$C$3"))
        // Three looks of columns: text, number, day.
        let looks = form.matches(of: /<col min="([0-9]+)"[^>]* style="([0-9]+)"/).map { [Int($0.1) ?? 0, Int($0.2) ?? 0] }
        #expect(looks.map { $0[0] } == [1, 2, 3, 4, 5, 6, 7, 8] && Set(looks.map { $0[1] }).count == 3 && looks[6][1] == looks[7][1])
        let examples = try ImportFixture.part("xl/worksheets/sheet2.xml", of: path)
        #expect(examples.contains(/<c r="E2" s="[0-9]+"><v>1200<\/v>/) && examples.contains(/<c r="G2" s="[0-9]+"><v>42675<\/v>/))
        let choices = try ImportFixture.part("xl/worksheets/sheet3.xml", of: path)
        #expect(choices.contains("UPTD-KRW – UPTD BLK Kabupaten Karawang") && choices.contains("<t>Teknik Las</t>"))
        // Without a database there are the fixed words all the same.
        try template(.graduates).writeWorkbook(to: path, words)
        #expect(try ImportFixture.part("xl/worksheets/sheet1.xml", of: path).contains("\"SMK,LPK,D3,S1,lain\""))
    }

    @Test func `a drop-down offers codes of the form that the column takes`() throws {
        let folder = try TestServer.makeFolder("template")
        let words = try Words(language: .id, root: .find())
        let path = folder.appending(path: "isian.xlsx").path
        let groups = [("7", "Pekerja"), ("7212", "Tukang Las")], regions = [("32", "Jawa Barat"), ("32.15", "Kabupaten Karawang")]
        try template(.titles, ["occupation_code": groups]).writeWorkbook(to: path, words)
        #expect(try ImportFixture.part("xl/worksheets/sheet3.xml", of: path).matches(of: /<t>[0-9]/).count == 1)
        try template(.blks, ["region_code": regions]).writeWorkbook(to: path, words)
        #expect(try ImportFixture.part("xl/worksheets/sheet3.xml", of: path).matches(of: /<t>[0-9]/).count == 1)
        try template(.wages, ["region_code": regions]).writeWorkbook(to: path, words)
        #expect(try ImportFixture.part("xl/worksheets/sheet3.xml", of: path).matches(of: /<t>[0-9]/).count == 2)
    }

    @Test func `a choice of a drop-down is read as its code, and a name that is not the code's is refused`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        try await fixture.load(.blks, fixture.root.config.appending(path: "sample/blks.csv").path)
        let targets = "Kode Jejaring,Tahun,Target Peserta,Target Tersertifikasi\nBBPLK-BKS – BBPLK Bekasi,2031,10,5\n"
        #expect(try await fixture.load(.targets, fixture.file("t.csv", targets)).new == 1)
        #expect(try await fixture.count("padan.target WHERE network_code = 'BBPLK-BKS' AND year = 2031") == 1)
        let wages = "Kode Daerah,Tahun,Upah Minimum\n32.15 – Kabupaten Karawang,2031,1\n32.15 – Kabupaten Bogor,2032,1\n"
        let summary = try await fixture.load(.wages, fixture.file("w.csv", wages)) { $0.maxRejects = 1 }
        #expect(summary.new == 1 && summary.rejections.leading.map(\.code) == ["region_mismatch"])
        let titles = "Nama Jabatan,Kode KBJI\nJuru Las Bawah Air,7212 – Tukang Las\n"
        #expect(try await fixture.load(.titles, fixture.file("j.csv", titles)).new == 1)
    }

    @Test(arguments: ImportKind.allCases, Language.allCases)
    func `the columns of every kind are told with all that an import takes`(_ kind: ImportKind, _ language: Language) throws {
        let root = try DataRoot.find()
        let words = try Words(language: language, root: root)
        let aliases = try ImportAliases(root: root)
        let columns = ImportColumn.all(of: kind, aliases, words)
        let meanings = aliases.columns(of: kind)
        #expect(columns.map(\.name) == kind.specification.fileColumns.map(\.name))
        for (column, declared) in zip(columns, kind.specification.fileColumns) {
            #expect(words.keys.contains("column_type.\(column.type)") && !column.meaning.isEmpty && column.required == declared.required)
            #expect(meanings[ColumnLayout.normal(column.title)] == column.name, "\(kind).\(column.name)")
            // Each alias means the column; a name beside a code, or the province alone, may stand for it.
            for alias in column.aliases {
                let meant = meanings[ColumnLayout.normal(alias)]
                let mayStandForCode = declared.type.isRegion && ["region_name", "region_province"].contains(meant)
                #expect(meant == column.name || mayStandForCode, "\(kind).\(column.name): \(alias)")
            }
            // Every number has a unit, but years, months and codes.
            let isCounted = ["integer", "number"].contains(column.type) && !["year", "joined_year", "month"].contains(column.name)
            #expect((column.unit != nil) == isCounted, "\(kind).\(column.name)")
        }
        let lines = ImportColumn.lines(columns, Phrases(words), TextStyle(isOn: false))
        #expect(lines.count > columns.count && columns.allSatisfy { column in lines.contains { $0.hasPrefix(column.name) } })
    }
}
