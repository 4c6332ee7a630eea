import Foundation

/// A table that people read, which says the same on a terminal, on paper and in a spreadsheet.
public struct ReportTable: Sendable {
    /// A column of the table.
    public struct Column: Sendable {
        /// The heading, in the reader's language.
        public let title: String
        /// Whether the column holds numbers, which stand to the right.
        public let isNumber: Bool
        /// Whether the column is a bar that only a terminal draws; elsewhere the number in another column says the same.
        public let isBar: Bool

        /// Creates a column.
        public init(_ title: String, isNumber: Bool = false, isBar: Bool = false) {
            self.title = title
            self.isNumber = isNumber
            self.isBar = isBar
        }
    }

    /// What a cell says, and how it says it.
    public struct Cell: Sendable {
        enum Value: Sendable {
            case nothing
            case text(String)
            case number(Double, digits: Int)
            /// The number is a fraction, which is shown as per cent.
            case percent(Double, digits: Int)
            /// The number is a change, which is shown with its sign.
            case change(Double, digits: Int)
            /// The number is a share of a whole, which is drawn as a bar where there is room for one.
            case share(Double)
        }

        /// Whether the cell is shown as plain, as good news or as bad news.
        public enum Tone: String, Sendable { case plain, good, bad }

        let value: Value
        /// The unit that stands behind the number, for example `JP` or `hari`.
        var unit = ""
        /// What stands before the number, for example `Rp` or `+`.
        var lead = ""
        var tone = Tone.plain
        /// A remark that stands smaller, below the value.
        var detail = ""

        /// The same cell with a remark below its value, on paper.
        public func detailed(_ detail: String) -> Cell {
            var cell = self
            cell.detail = detail
            return cell
        }

        /// A cell without a value, which shows a dash.
        public static let none = Cell(value: .nothing)
        /// A cell that shows a text.
        public static func text(_ text: String, tone: Tone = .plain) -> Cell { Cell(value: .text(text), tone: tone) }
        /// A cell that shows a number, with the given number of decimals, a unit behind it and a text before it.
        public static func number(_ value: Double, _ digits: Int = 0, unit: String = "", lead: String = "") -> Cell {
            Cell(value: .number(value, digits: digits), unit: unit, lead: lead)
        }
        /// A cell that shows a whole number.
        public static func number(_ value: Int) -> Cell { .number(Double(value)) }
        /// A cell that shows a fraction as per cent, with the given number of decimals.
        public static func percent(_ fraction: Double, _ digits: Int = 0) -> Cell { Cell(value: .percent(fraction, digits: digits)) }
        /// A cell that shows a change with its sign, with the given number of decimals.
        public static func change(_ value: Double, _ digits: Int = 0) -> Cell { Cell(value: .change(value, digits: digits)) }
        /// A cell that shows a share of a whole, as a bar where there is room for one.
        public static func share(_ fraction: Double) -> Cell { Cell(value: .share(fraction)) }
    }

    /// The title of the table.
    public var title: String
    /// The columns, from left to right.
    public let columns: [Column]
    /// The rows, from top to bottom.
    public private(set) var rows: [[Cell]] = []
    /// Whether the last row adds the others up.
    public var hasTotal = false
    /// The sentence that is shown where there are no rows.
    public var empty = ""
    /// A sentence that stands below the table.
    public var note = ""
    /// Whether the remarks of the first column stand below their rows, over all columns.
    public var hasRemarkRows = false
    /// Whether a narrow screen shows each row as a list of its cells; other tables move sideways in their own box there.
    public var isStacked = false

    /// Creates a table without rows.
    public init(_ title: String, _ columns: [Column]) {
        self.title = title
        self.columns = columns
    }

    /// Takes over how another table looks, whatever its columns.
    private mutating func takeLooks(of other: ReportTable) {
        (hasTotal, empty, note) = (other.hasTotal, other.empty, other.note)
        (isStacked, hasRemarkRows) = (other.isStacked, other.hasRemarkRows)
    }

    /// Adds a row, which must have one cell for each column.
    public mutating func add(_ cells: [Cell]) {
        precondition(cells.count == columns.count, "a cell a column")
        rows.append(cells)
    }

    /// The table with its first rows only; where rows are cut, the row that adds up the others is cut too.
    public func first(_ count: Int) -> ReportTable {
        guard rows.count > count else { return self }
        var short = self
        short.rows = Array(rows.prefix(count))
        short.hasTotal = false
        return short
    }
}

extension ReportTable.Cell {
    /// Whether the cell says nothing.
    var isEmpty: Bool {
        guard detail.isEmpty else { return false }
        switch value {
        case .nothing: return true
        case .text(let text): return text.isEmpty || text == "–"
        default: return false
        }
    }

    /// The cell as text, with numbers as the reader's language writes them.
    public func words(_ numbers: Numbers) -> String {
        func dressed(_ text: String) -> String { (lead.isEmpty ? "" : lead) + text + (unit.isEmpty ? "" : " " + unit) }
        switch value {
        case .nothing: return "–"
        case .text(let text): return text
        case .number(let value, let digits): return dressed(numbers.decimal(value, digits))
        case .percent(let value, let digits): return numbers.percent(value, digits)
        case .change(let value, let digits): return dressed(numbers.signed(value, digits))
        case .share(let value): return numbers.percent(value)
        }
    }
}

extension ReportTable {
    /// The table as lines for a terminal.
    public func lines(_ numbers: Numbers, style: TextStyle) -> [String] {
        guard !rows.isEmpty else { return [empty] }
        var table = TextTable(columns.map { ($0.title, $0.isNumber ? .right : .left) })
        for row in rows {
            table.add(
                row.map { cell in
                    if case .share(let share) = cell.value { return bar(share, width: 20) }
                    let text = cell.words(numbers)
                    switch cell.tone {
                    case .plain: return text
                    case .good: return style.green(text)
                    case .bad: return style.red(text)
                    }
                })
        }
        return table.lines(header: style.bold)
    }

    /// The table without the columns that only terminals draw.
    private var plain: ReportTable {
        guard columns.contains(where: \.isBar) else { return self }
        var table = ReportTable(title, columns.filter { !$0.isBar })
        table.rows = rows.map { row in zip(row, columns).filter { !$0.1.isBar }.map(\.0) }
        table.takeLooks(of: self)
        return table
    }

    /// The table without the columns in which no row says anything.
    var withoutEmptyColumns: ReportTable {
        let kept = columns.indices.filter { column in rows.contains { !$0[column].isEmpty } }
        guard !rows.isEmpty, kept.count < columns.count else { return self }
        var table = ReportTable(title, kept.map { columns[$0] })
        table.rows = rows.map { row in kept.map { row[$0] } }
        table.takeLooks(of: self)
        return table
    }

    /// The table with the remarks below values in columns of their own, as a spreadsheet sorts them.
    ///
    /// - Parameter title: The heading of such a column.
    /// - Returns: The same table where no cell has a remark.
    func detailsApart(_ title: String) -> ReportTable {
        let detailed = columns.indices.filter { column in rows.contains { !$0[column].detail.isEmpty } }
        guard !detailed.isEmpty else { return self }
        var table = ReportTable(
            self.title, columns.indices.flatMap { detailed.contains($0) ? [columns[$0], Column(title)] : [columns[$0]] })
        table.rows = rows.map { row in
            columns.indices.flatMap { column -> [Cell] in
                guard detailed.contains(column) else { return [row[column]] }
                var cell = row[column]
                cell.detail = ""
                return [cell, .text(row[column].detail)]
            }
        }
        table.takeLooks(of: self)
        return table
    }

    /// A text that is no longer than a code or a name stays on one line.
    private static let unbroken = 22
    /// A text that is longer than this stands below its label where rows are shown as lists.
    private static let long = 40
    /// This number of rows at either end is never divided by the end of a page, so that neither a header nor a total stands
    /// alone.
    private static let kept = 3

    private var groups: [Range<Int>] {
        let (first, last) = (min(Self.kept, rows.count), max(rows.count - Self.kept, min(Self.kept, rows.count)))
        return [0..<first, first..<last, last..<rows.count].filter { !$0.isEmpty }
    }

    /// The number of columns of long texts for which the style has widths.
    private static let mostWide = 3

    /// The columns of long texts, which get their room before numbers and codes do, however long the headings of those are. Of several the
    /// last one takes what is left.
    private func wide(_ numbers: Numbers) -> [Int] {
        let found = columns.indices.filter { index in
            guard !columns[index].isNumber else { return false }
            return rows.contains {
                max($0[index].words(numbers).count, index == 0 && hasRemarkRows ? 0 : $0[index].detail.count) > Self.unbroken
            }
        }
        return Array((found.count > 1 ? found.dropLast() : found[...]).prefix(Self.mostWide))
    }

    /// The table as a template shows it.
    func context(_ numbers: Numbers) -> [String: Any] {
        if columns.contains(where: \.isBar) { return plain.context(numbers) }
        let wide = self.wide(numbers)
        var context: [String: Any] = [
            "title": title, "table_class": isStacked ? "stacked" : "",
            "columns": columns.enumerated().map { index, column in
                [
                    "title": column.title,
                    "class": column.isNumber ? "n" : wide.contains(index) ? "wide\(wide.count)" : "",
                ]
            },
            "has_rows": !rows.isEmpty,
            "groups": groups.map { group -> [String: Any] in
                ["class": group.count <= Self.kept ? "kept" : "", "rows": group.map { rowContext($0, numbers) }]
            },
        ]
        // Mustache shows a part for a text that is there, an empty one too.
        if !note.isEmpty { context["note"] = note }
        if rows.isEmpty, !empty.isEmpty { context["empty"] = empty }
        return context
    }

    private func rowContext(_ index: Int, _ numbers: Numbers) -> [String: Any] {
        let remark = hasRemarkRows ? rows[index].first?.detail ?? "" : ""
        var context: [String: Any] = [
            "class": hasTotal && index == rows.count - 1 ? "total" : remark.isEmpty ? "" : "remarked",
            "cells": zip(rows[index], columns).enumerated().map { place, item -> [String: Any] in
                let (cell, column) = item
                let text = cell.words(numbers)
                let kind = column.isNumber ? "n " : text.count <= Self.unbroken ? "k " : text.count > Self.long ? "long " : ""
                var context: [String: Any] = ["text": text, "label": column.title, "class": kind + cell.tone.rawValue]
                if !cell.detail.isEmpty, place > 0 || !hasRemarkRows { context["detail"] = cell.detail }
                return context
            },
        ]
        if !remark.isEmpty { (context["remark"], context["span"]) = (remark, columns.count) }
        return context
    }

    /// Writes the table as a sheet of its own, with numbers as numbers.
    ///
    /// - Parameters:
    ///   - workbook: The workbook that gets the sheet.
    ///   - name: The name of the sheet.
    ///   - remark: A sentence below the title, after the note of the table.
    /// - Throws: `WorkbookError` when the sheet cannot be added.
    public func write(to workbook: XLSXWorkbook, sheet name: String, remark: String) throws {
        if columns.contains(where: \.isBar) { return try plain.write(to: workbook, sheet: name, remark: remark) }
        let sheet = try workbook.addSheet(name)
        sheet.printsOnA4()
        sheet.text(0, 0, title, .title)
        sheet.text(1, 0, [note, remark].filter { !$0.isEmpty }.joined(separator: " "))
        guard !rows.isEmpty else { return sheet.text(3, 0, empty) }
        let header = 3
        for (column, item) in columns.enumerated() { sheet.text(header, column, item.title, .header) }
        for (index, row) in rows.enumerated() {
            let isTotal = hasTotal && index == rows.count - 1
            for (column, cell) in row.enumerated() { sheet.write(cell, header + 1 + index, column, isTotal: isTotal) }
        }
        sheet.freeze(above: header + 1)
        sheet.filter(header...header + rows.count - (hasTotal ? 1 : 0), columns: columns.count)
        sheet.fitColumns()
    }
}

extension XLSXSheet {
    func write(_ cell: ReportTable.Cell, _ row: Int, _ column: Int, isTotal: Bool) {
        func style(_ digits: Int) -> XLSXWorkbook.Style {
            isTotal ? .totalNumber : digits == 0 ? .integer : digits == 1 ? .decimal1 : .decimal2
        }
        switch cell.value {
        case .nothing: break
        case .text(let text):
            self.text(
                row, column, cell.detail.isEmpty ? text : "\(text) (\(cell.detail))",
                isTotal ? .total : cell.tone == .bad ? .bad : cell.tone == .good ? .good : .plain)
        case .number(let value, let digits), .change(let value, let digits):
            number(row, column, Self.rounded(value, digits), style(digits))
        case .percent(let value, let digits): number(row, column, Self.rounded(value, digits + 2), .percent)
        case .share(let value): number(row, column, Self.rounded(value, 2), .percent)
        }
    }

    /// A figure with the decimals that are shown: what nobody could know is not in the cell either.
    private static func rounded(_ value: Double, _ digits: Int) -> Double {
        let scale = pow(10, Double(digits))
        return (value * scale).rounded() / scale
    }
}
