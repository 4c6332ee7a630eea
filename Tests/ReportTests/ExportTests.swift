import Foundation
import Testing

@testable import Report

/// Files of data, character by character.
@Suite struct ExportTests {
    static let columns: [ExportColumn] = [
        ExportColumn(name: "name", kind: .text, explanation: "Nama"), ExportColumn(name: "n", kind: .integer, explanation: ""),
        ExportColumn(name: "x", kind: .number, explanation: ""), ExportColumn(name: "ok", kind: .truth, explanation: ""),
        ExportColumn(name: "day", kind: .day, explanation: ""), ExportColumn(name: "list", kind: .list, explanation: ""),
    ]

    /// Lines as COPY writes them.
    static let lines: [String] = [
        "a\\tb\t-5\t0.25\tt\t2018-01-31\t{a,\"b \\\\\"c\\\\\"\",NULL,\"NULL\"}\n", "=1+1\t\\N\t\\N\tf\t\\N\t{}\n",
        "say \"hi\", x;y\t9007199254740993\tNaN\tt\t2018-12-31\t\\N\n", "-dash\\nline\\\\\t0\t1e-07\tf\t1999-02-28\t{\"-x\"}\n",
        "\t1\t-2.5\tt\t2000-02-29\t{x}\n",
    ]

    private func written(_ make: (OutputFile) throws -> any ExportWriter) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "padan-\(UUID().uuidString)").path
        defer { unlink(path) }
        let writer = try make(OutputFile(path))
        try Self.fill(writer)
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    static func fill(_ writer: any ExportWriter) throws {
        var row = ExportRow()
        for line in lines {
            Array(line.utf8).withUnsafeBytes { row.read($0) }
            try writer.write(row)
        }
        try writer.finish()
    }

    @Test func `CSV text that a spreadsheet would run is not run`() throws {
        let text = try written { try CSVExport(Self.columns, to: $0) }
        #expect(
            text.components(separatedBy: "\r\n") == [
                "name,n,x,ok,day,list", #""a\#tb",-5,0.25,t,2018-01-31,"{a,""b \""c\"""",NULL,""NULL""}""#, "'=1+1,,,f,,{}",
                #""say ""hi"", x;y",9007199254740993,NaN,t,2018-12-31,"#, #""'-dash\#nline\",0,1e-07,f,1999-02-28,"{""-x""}""#,
                ",1,-2.5,t,2000-02-29,{x}", "",
            ])
    }

    @Test func `CSV for Indonesian spreadsheets`() throws {
        let text = try written { try CSVExport(Self.columns, to: $0, dialect: .init(delimiter: ";", decimal: ",")) }
        #expect(text.hasPrefix("name;n;x;ok;day;list\r\n\"a\tb\";-5;0,25;t;2018-01-31;"))
        let same = try written { try CSVExport(Self.columns, to: $0, dialect: .init(delimiter: ",", decimal: ",")) }
        #expect(same.contains(",\"0,25\",t"))
    }

    @Test func `JSON is read back`() throws {
        let text = try written { try JSONExport(Self.columns, to: $0, lines: false) }
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        #expect(rows.count == 5)
        #expect(rows[0]["name"] as? String == "a\tb")
        #expect(rows[0]["n"] as? Int == -5)
        #expect(rows[0]["ok"] as? Bool == true)
        #expect((rows[0]["list"] as? [Any])?.map { "\($0)" } == ["a", "b \"c\"", "<null>", "NULL"])
        #expect(rows[1]["n"] is NSNull)
        #expect((rows[1]["list"] as? [Any])?.isEmpty == true)
        #expect(rows[2]["x"] is NSNull, "JSON has no NaN")
        #expect(rows[3]["name"] as? String == "-dash\nline\\")
        let lines = try written { try JSONExport(Self.columns, to: $0, lines: true) }.split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines[4] == "{\"name\":\"\",\"n\":1,\"x\":-2.5,\"ok\":true,\"day\":\"2000-02-29\",\"list\":[\"x\"]}")
        let none = try written { file in
            let writer = try JSONExport(Self.columns, to: file, lines: false)
            return EmptyExport(writer)
        }
        #expect(none == "[\n]\n")
    }

    @Test func `nothing half-written appears, and what was there stays`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "padan-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "x.csv").path
        try Data("before".utf8).write(to: URL(filePath: path))
        do {
            let writer = try CSVExport(Self.columns, to: OutputFile(path))
            var row = ExportRow()
            Array(Self.lines[0].utf8).withUnsafeBytes { row.read($0) }
            try writer.write(row)
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "before")
        do { _ = try XLSXWorkbook(folder.appending(path: "y.xlsx").path) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["x.csv"])
        #expect(throws: WorkbookError.self) { try XLSXWorkbook("/nowhere/at/all.xlsx") }
        #expect(throws: OutputFile.Failure.self) { try OutputFile("/nowhere/at/all.csv") }
    }

    @Test func `a sheet keeps its workbook alive, and nothing is added to a closed one`() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "padan-\(UUID().uuidString).xlsx").path
        defer { unlink(path) }
        var sheet: XLSXSheet? = try XLSXWorkbook(path).addSheet("A")
        sheet?.text(0, 0, "the workbook is named by nobody but its sheet")
        sheet = nil
        #expect(!FileManager.default.fileExists(atPath: path))
        let workbook = try XLSXWorkbook(path)
        try workbook.addSheet("A").text(0, 0, "a")
        try workbook.close()
        #expect(throws: WorkbookError.closed(path: path)) { try workbook.addSheet("B") }
        #expect(throws: WorkbookError.closed(path: path)) { try workbook.close() }
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test func `writing to a sheet of a closed workbook stops the program instead of touching freed memory`() async {
        await #expect(processExitsWith: .failure) {
            let path = FileManager.default.temporaryDirectory.appending(path: "padan-\(UUID().uuidString).xlsx").path
            let workbook = try XLSXWorkbook(path)
            let sheet = try workbook.addSheet("A")
            try workbook.close()
            unlink(path)
            sheet.number(1, 0, 1)
        }
    }

    @Test func `the same rows are the same workbook, byte for byte`() throws {
        let folder = FileManager.default.temporaryDirectory
        let paths = (0..<2).map { _ in folder.appending(path: "padan-\(UUID().uuidString).xlsx").path }
        defer { for path in paths { unlink(path) } }
        for path in paths {
            try Self.fill(
                XLSXExport(
                    Self.columns, title: "data",
                    explanation: .init(sheet: "Kolom", title: "t", remark: "r", columnTitle: "c", meaningTitle: "m"),
                    to: path))
        }
        #expect(try Data(contentsOf: URL(filePath: paths[0])) == Data(contentsOf: URL(filePath: paths[1])))
    }
}

/// Passes no row on.
private final class EmptyExport: ExportWriter {
    let inner: any ExportWriter
    init(_ inner: any ExportWriter) { self.inner = inner }
    func write(_ row: ExportRow) {}
    func finish() throws { try inner.finish() }
}
