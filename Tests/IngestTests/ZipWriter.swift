import CMinizip
import Foundation
import Testing

/// Writes zip archives for tests, the damaged and the dangerous ones among them.
enum ZipWriter {
    static let relations =
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    static let workbook =
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Data\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    static let workbookRelations =
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"

    /// A workbook with one sheet, of the sheet's own XML.
    static func workbook(
        _ path: String, sheet: [(text: String, repeats: Int)], strings: String = "<sst/>", countsFrom1904: Bool = false
    ) throws {
        // Pieces of one part are written one behind the other.
        let file = try #require(zipOpen64(path, 0))
        func part(_ name: String, _ pieces: [(text: String, repeats: Int)]) {
            var information = zip_fileinfo()
            zipOpenNewFileInZip64(file, name, &information, nil, 0, nil, 0, nil, Int32(Z_DEFLATED), 6, 1)
            for piece in pieces {
                let bytes = Array(piece.text.utf8)
                for _ in 0..<piece.repeats { _ = bytes.withUnsafeBytes { zipWriteInFileInZip(file, $0.baseAddress, UInt32($0.count)) } }
            }
            zipCloseFileInZip(file)
        }
        part("_rels/.rels", [(relations, 1)])
        let properties = countsFrom1904 ? "<workbookPr date1904=\"1\"/><sheets>" : "<sheets>"
        part("xl/workbook.xml", [(workbook.replacing("<sheets>", with: properties), 1)])
        part("xl/_rels/workbook.xml.rels", [(workbookRelations, 1)])
        part("xl/sharedStrings.xml", [(strings, 1)])
        part("xl/worksheets/sheet1.xml", sheet)
        #expect(zipClose(file, nil) == 0)
    }
}
