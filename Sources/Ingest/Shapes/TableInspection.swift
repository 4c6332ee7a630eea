import Configuration
import Foundation

/// What can be said of a file's tables without loading anything: their sheets, the shapes that fit or are guessed, and the first rows they give.
public struct TableInspection: Sendable {
    /// A sheet of a workbook, or the one table of another file.
    public struct Sheet: Sendable {
        /// The sheet's name; `nil` where the file has none.
        public let name: String?
        /// The first line that has more than one cell, as people see it: usually the header.
        public let header: [String]
        /// How the table may be read, one answer for each kind.
        public let readings: [Reading]
    }

    /// How a table may be read as rows of one kind.
    public struct Reading: Sendable {
        /// The kind of rows.
        public let kind: ImportKind
        /// The shape's name; for a guess the name that was proposed.
        public let shape: String
        /// What tables of the shape hold.
        public let title: String
        /// Whether the shape is only guessed.
        public let isGuess: Bool
        /// The shape as its file writes it, where it is guessed.
        public let text: String?
        /// The names of the kind's columns.
        public let columns: [String]
        /// The first long rows, and the cell of the file from which the figure of each comes.
        public let rows: [(cell: String, values: [String])]
        /// Long rows in all.
        public let count: Int
        /// What of the table is no row.
        public let leftOut: ShapeSummary
        /// Columns of the file that no field reads.
        public let unread: [String]
        /// The first figures that are no numbers: cell and text.
        public let noNumbers: [(cell: String, text: String)]
        /// How many figures are no numbers.
        public let noNumberCount: Int
    }

    /// The path of the file.
    public let file: String
    /// How the file's characters are written.
    public let encoding: String
    /// Its sheets that are not hidden.
    public let sheets: [Sheet]
}

extension TableInspection {
    /// The most long rows that are shown, and the most figures that are no numbers.
    fileprivate static let shownRows = 10

    /// Looks at a file.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - sheets: the sheets that are asked for; none for all that are not hidden.
    ///   - name: the shape that is asked for; `nil` for those that fit, else a guess.
    ///   - aliases: what `config/import.yaml` says of columns, units and rows.
    ///   - library: the shapes that are known.
    ///   - stated: what the person states beside the file, by column.
    /// - Throws: `ImportError` when the file cannot be read or there is no such shape; `ConfigurationError` where a guess cannot be written.
    public init(
        _ path: String, sheets asked: [String], shape name: String?, aliases: ImportAliases, library: ShapeLibrary,
        stated: [String: String] = [:]
    ) throws {
        let inspection = try FileInspection(path: path)
        let surroundings = ShapeSurroundings(aliases, stated: stated)
        let shape = try name.map { try library.shape(named: $0) }
        let names: [String?] = inspection.encoding == .xlsx ? asked.isEmpty ? try XLSXReader.visibleSheets(inspection) : asked : [nil]
        let file = URL(filePath: path).lastPathComponent
        self.file = path
        encoding = inspection.encoding.rawValue
        sheets = try names.map { name in
            var reader = try TableReader(inspection, sheet: name, kind: nil)
            let records = try ShapedReader.head(&reader, limit: ShapeHead.limit)
            let head = ShapeHead(records, sheet: name, file: file)
            let lines = records.map(ShapeHead.texts)
            var readings: [Reading] = []
            func read(_ shape: TableShape, _ output: TableShape.Output, _ text: String?) throws {
                let table = try TableReader(inspection, sheet: name, kind: nil)
                guard let shaped = try ShapedReader(table, shape, output, surroundings, file: file) else { return }
                readings.append(try Reading(shaped, shape, output, sheet: name, text))
            }
            if let shape {
                for output in shape.outputs { try read(shape, output, nil) }
            } else {
                for kind in ImportKind.allCases {
                    if let match = library.best(for: head, kind, surroundings) { try read(match.shape, match.output, nil) }
                }
                if readings.isEmpty, let guess = ShapeGuess(lines, sheet: name, file: file, aliases) {
                    let shape = try TableShape(
                        ConfigurationFile(name: "\(guess.name).yaml", text: guess.text), isOwn: true, units: aliases.units,
                        folder: library.folder)
                    for output in shape.outputs { try read(shape, output, guess.text) }
                }
            }
            return Sheet(
                name: name, header: lines.first { $0.filter { !$0.isEmpty }.count > 1 } ?? lines.first ?? [], readings: readings)
        }
        try inspection.confirm()
    }
}

extension TableInspection.Reading {
    fileprivate init(_ reader: ShapedReader, _ shape: TableShape, _ output: TableShape.Output, sheet: String?, _ text: String?) throws {
        var rows: [(cell: String, values: [String])] = []
        var noNumbers: [(cell: String, text: String)] = []
        var (count, noNumberCount) = (0, 0)
        var record = TableRecord()
        _ = try reader.next(&record)
        let specification = output.kind.specification
        let types = output.fields.map { field in specification.columns.first { $0.name == field.column }?.type }
        let figure = reader.figureColumn
        while try reader.next(&record) {
            count += 1
            func cell(_ column: Int) -> String { reader.places.cell(of: record.line, column: column) }
            if rows.count < TableInspection.shownRows { rows.append((cell(figure), (0..<record.count).map { record.text($0) })) }
            for (column, type) in types.enumerated() where column < record.count {
                switch type {
                case .integer, .number, .rupiah: break
                default: continue
                }
                let text = record.text(column)
                guard !text.isEmpty, case .failure(let why)? = type?.read(text[...], isNumber: record.numbers.contains(column)),
                    why.code == "not_a_number"
                else { continue }
                noNumberCount += 1
                if noNumbers.count < 3 { noNumbers.append((cell(column), String(text.prefix(60)))) }
            }
        }
        let leftOut = reader.leftOut
        self.init(
            kind: output.kind, shape: shape.name, title: shape.title, isGuess: text != nil, text: text,
            columns: output.fields.map(\.column),
            rows: rows, count: count,
            leftOut: ShapeSummary(
                name: shape.name, sheet: sheet, totals: leftOut.totals, remarks: leftOut.remarks, others: leftOut.others,
                figures: leftOut.figures), unread: reader.unreadTitles, noNumbers: noNumbers, noNumberCount: noNumberCount)
    }
}
