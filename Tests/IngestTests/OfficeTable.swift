import Foundation
import TestSupport
import Testing

@testable import Ingest

/// A table as an office publishes it, cell by cell, so that tests can change it as other offices would have written it.
struct OfficeTable {
    struct Cell: Equatable {
        var text: String
        /// Whether a workbook holds it as a number; such a text has a decimal point.
        var isNumber = false
        /// The figure that was written, whatever others read in the text.
        var figure: Double?
    }

    /// How a file writes the cells.
    enum Format: Equatable {
        case text(separator: String, lineEnd: String, isWindows1252: Bool, hasMark: Bool)
        case workbook(sheets: [String])
        case page

        static let plain = Format.text(separator: ",", lineEnd: "\n", isWindows1252: false, hasMark: false)
    }

    /// The file's name without what stands behind the point.
    var name: String
    let kind: ImportKind
    var format: Format
    var rows: [[Cell]]
    /// The lines of the header among the rows, and what the shape takes for data behind them.
    var header: Range<Int>
    /// Columns of figures, of keys, and of the unit, as the shape of the untouched table reads them.
    private(set) var figures, keys: Set<Int>
    private(set) var unit: Int?
    let shape: TableShape
    let output: TableShape.Output
    /// What the shape takes out of the header above each column of figures.
    private(set) var taken: [Int: [String: String]]

    /// Whether its figures are in another unit already.
    var isScaled = false
    /// Whether a row says otherwise than another one with its key.
    var contradictsItself = false

    /// Finds out how a table is read, by the shape that it is recognised by.
    init(_ name: String, _ kind: ImportKind, _ format: Format, _ rows: [[Cell]], _ fixture: ShapeFixture) throws {
        self.name = name
        self.kind = kind
        self.format = format
        self.rows = rows
        var sheet: String?
        if case .workbook(let sheets) = format { sheet = sheets.last }
        let surroundings = ShapeSurroundings(fixture.aliases, stated: [:])
        let records = rows.prefix(ShapeHead.limit).enumerated().map { number, cells in
            var record = TableRecord()
            for (column, cell) in cells.enumerated() {
                record.append(cell.text)
                if cell.isNumber { record.numbers.insert(column) }
            }
            record.fields.line = number + 1
            return record
        }
        let head = ShapeHead(records, sheet: sheet, file: name)
        let best = try #require(fixture.library.best(for: head, kind, surroundings), "no shape for \(name)")
        let found = try #require(head.find(best.shape, best.output, surroundings))
        (shape, output) = (best.shape, best.output)
        header = found.length - found.lines..<found.length
        figures = Set(found.binding.figureColumns)
        keys = Set(found.binding.keyColumns)
        unit = found.binding.unitColumns.compactMap { $0 }.first
        var taken: [Int: [String: String]] = [:]
        for template in found.binding.templates {
            for column in template.columns.joined() where found.binding.figureColumns.contains(column) { taken[column] = template.taken }
        }
        self.taken = taken
    }

    /// Reads a table of a file, keeping so many of its rows of data, drawn by a seed.
    static func cells(of path: String, sheet: String? = nil, most: Int = 100_000, header: Int = 4, seed: UInt64 = 1) throws -> [[Cell]] {
        var reader = try TableReader(FileInspection(path: path), sheet: sheet, kind: nil)
        var record = TableRecord()
        var rows: [[Cell]] = []
        while try reader.next(&record) {
            rows.append((0..<record.count).map { Cell(text: record.text($0), isNumber: record.numbers.contains($0)) })
        }
        guard rows.count > most + header else { return rows }
        var random = SplitMix(seed: seed)
        let kept = Set((header..<rows.count).shuffled(using: &random).prefix(most))
        return rows.enumerated().filter { $0.offset < header || kept.contains($0.offset) }.map(\.element)
    }

    var width: Int { rows.map(\.count).max() ?? 0 }
    /// The rows behind the header in which something stands in most columns of figures.
    var data: [Int] {
        (header.upperBound..<rows.count).filter { row in
            let filled = figures.filter { $0 < rows[row].count && !rows[row][$0].text.isEmpty }.count
            return 2 * filled >= figures.count && filled > 0 || figures.isEmpty
        }
    }

    /// Follows columns that have moved; `place` tells where each stands now.
    mutating func follow(_ place: (Int) -> Int) {
        figures = Set(figures.map(place))
        keys = Set(keys.map(place))
        unit = unit.map(place)
        taken = Dictionary(uniqueKeysWithValues: taken.map { (place($0.key), $0.value) })
    }

    /// The header with every group's text above each of its columns.
    mutating func writeOutGroups() {
        guard header.count > 1 else { return }
        for line in header.dropLast() {
            var group = ""
            for column in 0..<width {
                let text = column < rows[line].count ? rows[line][column].text : ""
                if !text.isEmpty {
                    let hasBelow = header.contains { $0 > line && column < rows[$0].count && !rows[$0][column].text.isEmpty }
                    group = hasBelow ? text : ""
                } else if !group.isEmpty {
                    set(line, column, Cell(text: group))
                }
            }
        }
    }

    /// Fills rows up to the width of the table.
    mutating func fill() {
        let width = width
        for row in rows.indices where rows[row].count < width {
            rows[row] += [Cell](repeating: Cell(text: ""), count: width - rows[row].count)
        }
    }

    mutating func set(_ row: Int, _ column: Int, _ cell: Cell) {
        while rows[row].count <= column { rows[row].append(Cell(text: "")) }
        rows[row][column] = cell
    }

    // MARK: - Files

    /// Writes the table.
    ///
    /// - Returns: the path of the file.
    func write(_ fixture: ShapeFixture, _ folder: String) throws -> String {
        let directory = fixture.folder.appending(path: folder)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        switch format {
        case .workbook(let sheets):
            let lines = rows.enumerated().map { number, cells in
                ShapeFixture.row(number + 1, cells.map { $0.text.isEmpty ? nil : $0.isNumber ? $0.text : Self.escaped($0.text) }, cells)
            }
            return try fixture.workbook("\(folder)/\(name).xlsx", rows: lines.joined(), sheets: sheets.map(Self.escaped))
        case .page:
            let lines = rows.map { "<tr>" + $0.map { "<td>\(Self.escaped($0.text))</td>" }.joined() + "</tr>" }
            return try fixture.file(
                "\(folder)/\(name).xls", "<html><body><table>\n\(lines.joined(separator: "\n"))\n</table></body></html>")
        case .text(let separator, let lineEnd, let isWindows1252, let hasMark):
            let lines = rows.map { cells in
                cells.map { cell in
                    let needsQuotes = cell.text.contains { "\",;\t\r\n".contains($0) }
                    return needsQuotes ? "\"\(cell.text.replacing("\"", with: "\"\""))\"" : cell.text
                }.joined(separator: separator)
            }
            let text = (hasMark ? "\u{FEFF}" : "") + lines.joined(separator: lineEnd) + lineEnd
            let data = (isWindows1252 ? text.data(using: .windowsCP1252) : nil) ?? Data(text.utf8)
            let url = directory.appending(path: "\(name).csv")
            try data.write(to: url)
            return url.path
        }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("'", with: "&apos;")
    }
}

extension ShapeFixture {
    /// A sheet's row whose cells say themselves whether they are numbers.
    fileprivate static func row(_ number: Int, _ texts: [String?], _ cells: [OfficeTable.Cell]) -> String {
        let inner = zip(texts, cells).enumerated().map { column, both -> String in
            guard let text = both.0 else { return "" }
            let place = "\(ShapePlaces.letters(column))\(number)"
            return both.1.isNumber
                ? "<c r='\(place)'><v>\(text)</v></c>"
                : "<c r='\(place)' t='inlineStr'><is><t xml:space='preserve'>\(text)</t></is></c>"
        }
        return "<row r='\(number)'>\(inner.joined())</row>"
    }
}
