import CMinizip
import Configuration
import Foundation
import TestSupport
import Testing

@testable import Ingest

/// Tables and shapes for tests that need no database.
struct ShapeFixture {
    let aliases: ImportAliases
    let library: ShapeLibrary
    let folder: URL

    init() throws {
        let root = try DataRoot.find()
        aliases = try ImportAliases(root: root)
        library = try ShapeLibrary(root: root, own: nil, aliases: aliases)
        folder = FileManager.default.temporaryDirectory.appending(path: "padan-shape-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        removeAtExit(folder)
    }

    func file(_ name: String, _ text: String) throws -> String {
        let url = folder.appending(path: name)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    /// A workbook of one sheet, whose rows are given as XML, behind empty ones.
    func workbook(_ name: String, rows: String, merges: String = "", sheets: [String] = ["Sheet1"], styles: String = "") throws -> String {
        let tables = sheets.enumerated().map { (name: $1, rows: $0 == sheets.count - 1 ? rows : "") }
        return try Self.workbook(folder.appending(path: name).path, tables, merges: merges, styles: styles)
    }

    /// A workbook, whose sheets' rows are given as XML.
    @discardableResult
    static func workbook(
        _ path: String, _ tables: [(name: String, rows: String)], merges: String = "", styles: String = ""
    ) throws -> String {
        let sheets = tables.map(\.name)
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let package = "http://schemas.openxmlformats.org/package/2006/relationships"
        let list: [String] = sheets.enumerated().map { number, name in
            "<sheet name='\(name)' sheetId='\(number + 1)' r:id='r\(number + 1)'/>"
        }
        let links: [String] = sheets.indices.map { number in
            "<Relationship Id='r\(number + 1)' Type='\(relations)/worksheet' Target='worksheets/sheet\(number + 1).xml'/>"
        }
        let root = "<Relationship Id='r1' Type='\(relations)/officeDocument' Target='xl/workbook.xml'/>"
        let styleLink = "<Relationship Id='rs' Type='\(relations)/styles' Target='styles.xml'/>"
        var parts: [String: String] = [:]
        parts["_rels/.rels"] = "<Relationships xmlns='\(package)'>\(root)</Relationships>"
        parts["xl/workbook.xml"] = "<workbook xmlns='\(main)' xmlns:r='\(relations)'><sheets>\(list.joined())</sheets></workbook>"
        parts["xl/_rels/workbook.xml.rels"] = "<Relationships xmlns='\(package)'>\(links.joined())\(styleLink)</Relationships>"
        parts["xl/styles.xml"] = "<styleSheet xmlns='\(main)'>\(styles)</styleSheet>"
        for index in sheets.indices {
            parts["xl/worksheets/sheet\(index + 1).xml"] =
                "<worksheet xmlns='\(main)'><sheetData>\(tables[index].rows)</sheetData>\(merges)</worksheet>"
        }
        let file = try #require(zipOpen64(path, 0))
        for (name, text) in parts.sorted(by: { $0.key < $1.key }) {
            var information = zip_fileinfo()
            zipOpenNewFileInZip64(file, name, &information, nil, 0, nil, 0, nil, Int32(Z_DEFLATED), 6, 1)
            let bytes = Array(text.utf8)
            _ = bytes.withUnsafeBytes { zipWriteInFileInZip(file, $0.baseAddress, UInt32($0.count)) }
            zipCloseFileInZip(file)
        }
        #expect(zipClose(file, nil) == 0)
        return path
    }

    /// A sheet's row of inline texts and numbers; `nil` leaves a cell out.
    static func row(_ number: Int, _ cells: [String?]) -> String {
        let inner = cells.enumerated().map { column, text -> String in
            guard let text else { return "" }
            let place = "\(ShapePlaces.letters(column))\(number)"
            if Double(text) != nil { return "<c r='\(place)'><v>\(text)</v></c>" }
            return "<c r='\(place)' t='inlineStr'><is><t>\(text)</t></is></c>"
        }
        return "<row r='\(number)'>\(inner.joined())</row>"
    }

    /// A shape of a text.
    func shape(_ text: String, named name: String = "coba") throws -> TableShape {
        try TableShape(ConfigurationFile(name: "\(name).yaml", text: text), isOwn: true, units: aliases.units, folder: library.folder)
    }

    /// The long rows of a file, as text with `|` between the columns.
    func rows(
        _ path: String, _ kind: ImportKind, shape given: TableShape? = nil, sheet: String? = nil, stated: [String: String] = [:]
    ) throws -> (shape: String, columns: [String], rows: [String], cells: [String], leftOut: ShapedReader.LeftOut) {
        let inspection = try FileInspection(path: path)
        let surroundings = ShapeSurroundings(aliases, stated: stated)
        let name = URL(filePath: path).lastPathComponent
        var head = try TableReader(inspection, sheet: sheet, kind: nil)
        let records = try ShapedReader.head(&head, limit: ShapeHead.limit)
        let found = library.best(for: ShapeHead(records, sheet: head.sheet, file: name), kind, surroundings)
        let shape = try #require(given ?? found?.shape, "no shape for \(name)")
        let output = try #require(shape.output(kind))
        let table = try TableReader(inspection, sheet: sheet, kind: nil)
        let reader = try #require(try ShapedReader(table, shape, output, surroundings, file: name), "\(shape.name)")
        var record = TableRecord()
        #expect(try reader.next(&record))
        let columns = (0..<record.count).map { record.text($0) }
        var (rows, cells): ([String], [String]) = ([], [])
        while try reader.next(&record) {
            rows.append((0..<record.count).map { record.text($0) }.joined(separator: "|"))
            cells.append(reader.places.cell(of: record.line, column: reader.figureColumn))
        }
        return (shape.name, columns, rows, cells, reader.leftOut)
    }
}
