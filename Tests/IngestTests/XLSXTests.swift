import Domain
import Foundation
import Report
import TestSupport
import Testing

@testable import Ingest

/// Workbooks as people's programs write them, and as they should not be.
@Suite struct XLSXTests {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    private func records(_ path: String, sheet: String? = nil) throws -> [[String]] {
        let reader = try XLSXReader(FileInspection(path: path), sheet: sheet, preferring: "none")
        var record = TableRecord()
        var rows: [[String]] = []
        while try reader.next(&record) { rows.append((0..<record.count).map { record.text($0) }) }
        return rows
    }

    @Test func `a sheet of openpyxl with titles, a hidden sheet, line breaks and a code that became a number`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let summary = try await fixture.load(.blks, Self.fixtures.appending(path: "xlsx-openpyxl.xlsx").path)
        #expect(summary.read == 3)
        #expect(summary.new == 3)
        #expect(summary.encoding == "XLSX")
        #expect(summary.ignoredColumns == ["catatan"])
        let stored = try await fixture.connection.rows(
            "SELECT blk_code || '|' || name || '|' || region_code || '|' || coalesce(joined_year::text, '-') AS row FROM padan.blk ORDER BY blk_code"
        ) { try $0["row"] as String }
        #expect(
            stored == [
                "BBPLK-X|=BBPLK|32.75|-", "KOM-B|BLK Dua & Tiga\nbaris kedua|32.15|2017", "UPTD-A|BLK Satu, \"kota\"|32.10|2018",
            ])
        let again = try await fixture.load(.blks, Self.fixtures.appending(path: "xlsx-openpyxl.xlsx").path)
        #expect(again.same == 3)
    }

    @Test func `a sheet of LibreOffice with days`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        try await fixture.load(.schemes, fixture.file("s.csv", "scheme_code,name,lsp_name\nS1,Las,LSP\n"))
        let summary = try await fixture.load(.assessors, Self.fixtures.appending(path: "xlsx-libreoffice.xlsx").path)
        #expect(summary.new == 2)
        let stored = try await fixture.connection.rows(
            "SELECT name || ' ' || region_code || ' ' || days_per_year || ' ' || licensed_from || ' ' || licensed_until AS row FROM padan.assessor ORDER BY 1"
        ) { try $0["row"] as String }
        #expect(stored == ["Ani 32.15 20 2017-01-31 2020-01-30", "Budi 32.10 7 2016-02-29 2019-12-31"])
    }

    @Test func `what libxlsxwriter writes comes back, whatever the text begins with`() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "padan-\(UUID().uuidString).xlsx").path
        defer { unlink(path) }
        let workbook = try XLSXWorkbook(path)
        let sheet = try workbook.addSheet("Data [1]/2")
        let texts = ["=1+1", "+x", "-x", "@SUM(A1)", "a\"b", "<&>", "_x000D_ _x0041_", "dua\nbaris", "日本", " tepi "]
        for (row, text) in texts.enumerated() {
            sheet.text(row, 0, text)
            sheet.number(row, 1, Double(row) * 0.1)
            sheet.day(row, 2, daysSince1970: 17_532 + row)
        }
        try workbook.close()
        let rows = try records(path)
        #expect(rows.map { $0[0] } == texts.map { $0.trimmingCharacters(in: .whitespaces) })
        #expect(rows.enumerated().allSatisfy { abs((Double($0.element[1]) ?? 9) - Double($0.offset) * 0.1) < 1e-15 })
        #expect(rows.map { $0[2] } == (1...10).map { "2018-01-\($0 < 10 ? "0" : "")\($0)" })
        #expect(throws: ImportError.unknownSheet("x", found: ["Data  1  2"])) { try records(path, sheet: "x") }
    }

    private func sheet(_ rows: String) -> [(text: String, repeats: Int)] {
        [
            (
                "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>" + rows
                    + "</sheetData></worksheet>", 1
            )
        ]
    }

    @Test func `cells of every kind`() async throws {
        let fixture = try await ImportFixture()
        let path = fixture.folder.appending(path: "u.xlsx").path
        try ZipWriter.workbook(
            path,
            sheet: sheet(
                """
                <row r="2"><c r="A2" t="inlineStr"><is><t>unit_code</t></is></c><c r="C2" t="inlineStr"><is><r><t>ti</t></r><r><t>tle</t></r></is></c></row>
                <row r="3"/>
                <row r="5"><c r="A5" t="s"><v>1</v></c><c r="C5" t="str"><f>A5&amp;1</f><v>rumus</v></c></row>
                <row r="6"><c r="A6"><v>12</v></c><c r="C6" t="b"><v>1</v></c><c r="XFD6" s="3"/></row>
                <row><c><v>7.5E0</v></c><c/><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row>
                <row r="8"><c r="A8" t="s"><v>0</v></c><c r="C8"><f>B8</f></c></row>
                """),
            strings: "<sst><si><t>U0</t></si><si><r><t>U</t></r><r><t>1</t></r><rPh><t>no</t></rPh></si></sst>")
        let summary = try await fixture.load(.units, path) { $0.maxRejects = 1 }
        #expect(summary.read == 4)
        #expect(summary.rejections.leading.map(\.line) == [7, 8])
        #expect(summary.rejections.leading.map(\.code) == ["formula_error", "formula_without_value"])
        let stored = try await fixture.connection.rows("SELECT unit_code || ' ' || title AS row FROM padan.unit ORDER BY 1") {
            try $0["row"] as String
        }
        #expect(stored == ["12 1", "U1 rumus"])
    }

    @Test(arguments: [
        ("d/m/yyyy", true), ("[$-421]dd mmmm yyyy", true), ("#,##0", false), ("\"day\" 0", false), ("[Red]0.0", false), ("h:mm", false),
    ])
    func `formats show days or not`(format: String, showsDay: Bool) {
        #expect(CellFormats.showsDay(format) == showsDay)
    }

    @Test func `bombs and wrecks are refused in bounded memory, and nothing is loaded`() async throws {
        let fixture = try await ImportFixture()
        func refusal(_ name: String, _ make: (String) throws -> Void) async throws -> String {
            let path = fixture.folder.appending(path: name).path
            try make(path)
            let error = await #expect(throws: ImportError.self) { try await fixture.load(.units, path) }
            #expect(try await fixture.count("padan.unit") == 0)
            return error.map { "\($0)".replacing(path, with: "FILE") } ?? ""
        }
        let open =
            "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>unit_code</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>title</t></is></c></row>"
        let bomb = try await refusal("bomb.xlsx") {
            // 200 MB of blanks between two cells.
            try ZipWriter.workbook($0, sheet: [(open, 1), (String(repeating: " ", count: 1 << 20), 200), ("</sheetData></worksheet>", 1)])
        }
        #expect(bomb.contains("unpacks to more than"))
        let entities = try await refusal("entities.xlsx") {
            try ZipWriter.workbook(
                $0,
                sheet: [
                    (
                        "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>" + open
                            + "<row><c><v>&b;</v></c></row>", 1
                    )
                ])
        }
        #expect(entities == "FILE is no workbook that can be read: it declares entities, which no workbook does")
        let wide = try await refusal("wide.xlsx") {
            let cells = (0..<16_384).map { _ in "<c><v>1</v></c>" }.joined()
            try ZipWriter.workbook($0, sheet: sheet("<row>" + cells + "</row>"))
        }
        #expect(wide.contains("513 columns, at most 512"))
        let long = try await refusal("long.xlsx") {
            try ZipWriter.workbook(
                $0,
                sheet: [(open + "<row><c t=\"inlineStr\"><is><t>U1</t></is></c><c t=\"inlineStr\"><is><t>", 1), ("abcdefghij", 400_000)])
        }
        #expect(long.contains("longer than 1024 KiB") || long.contains("no element found"))
        let tag = try await refusal("tag.xlsx") {
            try ZipWriter.workbook($0, sheet: [(open + "<row a=\"", 1), ("abcdefghij", 400_000), ("\"/>", 1)])
        }
        #expect(tag.contains("a tag longer than"))
        let deep = try await refusal("deep.xlsx") { try ZipWriter.workbook($0, sheet: [(open, 1), ("<a>", 1000)]) }
        #expect(deep.contains("nested more than 64 deep"))
        let index = try await refusal("index.xlsx") {
            try ZipWriter.workbook($0, sheet: [(open + "<row><c t=\"s\"><v>9</v></c></row>", 1)])
        }
        #expect(index.contains("refers to a text that is not there"))
        let cut = try await refusal("cut.xlsx") {
            let whole = try Data(contentsOf: Self.fixtures.appending(path: "xlsx-openpyxl.xlsx"))
            try whole.prefix(whole.count / 2).write(to: URL(filePath: $0))
        }
        #expect(cut == "FILE is no workbook that can be read: no whole zip archive")
        let flipped = try await refusal("flipped.xlsx") {
            var whole = try Data(contentsOf: Self.fixtures.appending(path: "xlsx-libreoffice.xlsx"))
            for place in stride(from: 60, to: whole.count - 1200, by: 97) { whole[place] ^= 0x5A }
            try whole.write(to: URL(filePath: $0))
        }
        #expect(flipped.contains("no workbook that can be read"))
        let old = try await refusal("old.xls") { try Data([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).write(to: URL(filePath: $0)) }
        #expect(old.contains("old Excel file"))
        let other = try await refusal("other.xlsx") {
            let file = try Data(contentsOf: Self.fixtures.appending(path: "xlsx-openpyxl.xlsx"))
            // The workbook's part under another name.
            var bytes = [UInt8](file)
            let name = Array("xl/workbook.xml".utf8)
            for start in 0..<bytes.count - name.count where Array(bytes[start..<start + name.count]) == name { bytes[start] = 0x79 }
            try Data(bytes).write(to: URL(filePath: $0))
        }
        #expect(other.contains("no workbook"))
    }

    @Test func `refused rows come back with their cells`() async throws {
        let fixture = try await ImportFixture()
        let path = try fixture.file("u.csv", "# a remark\r\n#another\nunit_code;title;standard\nU1;a;x\nU 2;b;\nU3;;\"z;z\"\n")
        let importer = Importer(.units, options: ImportOptions(), aliases: fixture.aliases)
        let error = await #expect(throws: ImportError.self) { try await importer.load(path, into: fixture.connection) }
        guard case .tooManyRejects(_, _, _, let rejections, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        var rows = try RejectedRows(path, importer, rejections)
        #expect(try rows.header() == ["unit_code", "title", "standard"])
        var seen: [String] = []
        try rows.forEach { row in
            let (line, fields, rejections) = (row.line, row.fields, row.rejections)
            seen.append("\(line) \(fields.map(\.text).joined(separator: "/")) \(rejections.map(\.code).joined())")
        }
        #expect(seen == ["5 U 2/b/ bad_code", "6 U3//z;z missing"])
    }

    @Test func `a workbook holds only what XML allows, whatever a text or the name of a sheet holds`() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "padan-\(UUID().uuidString).xlsx").path
        defer { unlink(path) }
        let codes = [0x00...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0xFDD0...0xFDEF, 0xFFFE...0xFFFF, 0x1FFFE...0x1FFFF]
        let texts = codes.flatMap { $0 }.compactMap { Unicode.Scalar(UInt32($0)) }.map { "Las \($0)x" }
        let shown = texts.map { $0.unicodeScalars.map { $0.isHidden && $0 != "\t" && $0 != "\n" ? $0.visibleForm : String($0) }.joined() }
        let columns = [ExportColumn(name: "name", kind: .text, explanation: "Nama \u{1B}")]
        let explanation = XLSXExport.Explanation(
            sheet: "Kolom\u{1B}", title: "t\u{9B}", remark: "\u{9B}", columnTitle: "c", meaningTitle: "m")
        let writer = try XLSXExport(columns, title: "Data\u{1B}[31m", explanation: explanation, to: path)
        var row = ExportRow()
        for text in texts.dropFirst() {
            let copied = text.replacing("\t", with: "\\t").replacing("\n", with: "\\n").replacing("\r", with: "\\r")
            Array((copied + "\n").utf8).withUnsafeBytes { row.read($0) }
            try writer.write(row)
        }
        try writer.finish()
        #expect(try records(path).dropFirst() == shown.dropFirst().map { [$0] }[...])
        let workbook = try XLSXWorkbook(path)
        let sheet = try workbook.addSheet("A")
        for (row, text) in texts.enumerated() { sheet.text(row, 0, text) }
        sheet.text(texts.count, 0, "dua\r\nbaris")
        try workbook.close()
        #expect(try records(path) == (shown + ["dua\nbaris"]).map { [$0] })
    }

    /// In a process of its own: the peak of this one is that of all tests that run beside this one.
    @Test func `a million rows are read in bounded memory`() async throws {
        await #expect(processExitsWith: .success) {
            let path = FileManager.default.temporaryDirectory.appending(path: "padan-\(UUID().uuidString).xlsx").path
            defer { unlink(path) }
            func rows(_ block: Int) -> String {
                (0..<3126).map {
                    "<row><c t=\"inlineStr\"><is><t>UNIT \(block) \($0 * 7919 % 3126)</t></is></c><c><v>\($0 * 104_729 % 99_991)</v></c></row>"
                }
                .joined()
            }
            try ZipWriter.workbook(
                path,
                sheet: [("<worksheet><sheetData>", 1)] + (0..<64).map { (rows($0), 5) }
                    + [("</sheetData></worksheet>", 1)])
            let reader = try XLSXReader(FileInspection(path: path), sheet: nil, preferring: "none")
            let before = XLSXTests.peakKilobytes()
            var record = TableRecord()
            var count = 0
            while try reader.next(&record) { count += 1 }
            #expect(count == 64 * 5 * 3126)
            #expect(XLSXTests.peakKilobytes() - before < 64 * 1024)
        }
    }

    fileprivate static func peakKilobytes() -> Int {
        var usage = rusage()
        getrusage(0, &usage)
        return usage.ru_maxrss
    }
}
