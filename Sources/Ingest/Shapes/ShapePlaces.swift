/// Where the rows of a file come from that are no lines of it: the long rows of shaped tables, and the rows of several sheets. For each table its
/// sheet, and for each template and each column of the kind the column of the file.
///
/// Such a row has a number in place of a line, in which the table, the line, the template and the part of a cell stand, so that nothing is kept
/// for each row. The numbers rise in the order in which the tables and their rows are read.
struct ShapePlaces: Sendable {
    private static let partBits = 10
    private static let templateBits = 20
    /// The lines of a sheet, of which there are at most 1,048,576. Text files may have more lines and are one table.
    private static let lineBits = 21
    /// The most long rows that a record may give.
    static let templateLimit = 1 << 16
    /// The most values that one cell may give rows for.
    static let partLimit = 1 << partBits
    /// The most sheets of one workbook that are read.
    static let tableLimit = 1 << 11

    /// A template's columns.
    private struct Template: Hashable {
        /// For each column of the kind the columns of the file that it reads.
        let columns: [[Int]]
        let titles: [String]
    }

    /// A table of the file.
    private struct Table {
        let sheet: String?
        /// The columns of the kind; none where the table is read as it stands.
        let names: [String]
        var templates: [Template] = []
        /// The number of the first template of each of its tables, by all of them: tables with the same header share them, however many there are.
        var known: [[Template]: Int] = [:]
    }

    private var tables: [Int: Table]
    /// The number of the table whose templates are added, among those that are read.
    let table: Int

    /// - Parameters:
    ///   - sheet: the table's sheet; `nil` where the file has none.
    ///   - names: the columns of the kind that its shape fills; none where it is read as it stands.
    ///   - table: the number of the table, counted from zero in the order in which they are read.
    init(sheet: String?, names: [String], table: Int = 0) {
        self.table = table
        tables = [table: Table(sheet: sheet, names: names)]
    }

    /// Takes the templates of another table of the sheet.
    ///
    /// - Returns: the number of the first of them.
    mutating func add(_ binding: ShapeBinding) -> Int {
        let figure = binding.isFigure.firstIndex(of: true) ?? 0
        let added = binding.templates.map { template in
            // What was taken out of a header stands above the row's figure.
            let own = template.columns.indices.contains(figure) ? template.columns[figure] : []
            return Template(columns: template.columns.map { $0.isEmpty ? own : $0 }, titles: binding.titles)
        }
        if let first = tables[table]?.known[added] { return first }
        let first = tables[table]?.templates.count ?? 0
        // A file with other headers all the way down is no table of people's; its cells are told as those of the first.
        guard first + added.count <= 2 * Self.templateLimit else { return 0 }
        tables[table]?.templates += added
        tables[table]?.known[added] = first
        return first
    }

    /// Takes the tables of other sheets of the same file.
    mutating func add(_ others: ShapePlaces) { tables.merge(others.tables) { own, _ in own } }

    /// Whether rows come from more than one sheet.
    var hasSeveralSheets: Bool { tables.count > 1 }

    /// The number of a row of a table.
    func number(line: Int, template: Int = 0, part: Int = 0) -> Int {
        ((table << Self.lineBits | line) << Self.templateBits | template) << Self.partBits | part
    }

    /// The number of the table that a row comes from.
    func table(of number: Int) -> Int { tables.count > 1 || table > 0 ? number >> (Self.partBits + Self.templateBits + Self.lineBits) : 0 }

    /// The sheet that a row comes from; `nil` where the file has none.
    func sheet(of number: Int) -> String? { tables[table(of: number)]?.sheet }

    /// The line of the file, or of its sheet, that a row comes from.
    func line(of number: Int) -> Int {
        number >> (Self.partBits + Self.templateBits) & (tables.count > 1 || table > 0 ? 1 << Self.lineBits - 1 : .max)
    }

    private func template(of number: Int) -> Template? {
        let place = (number >> Self.partBits) & (1 << Self.templateBits - 1)
        guard let templates = tables[table(of: number)]?.templates, templates.indices.contains(place) else { return nil }
        return templates[place]
    }

    /// The cell from which a column of a row comes: `Sheet1!E14`; the line alone where it comes from none.
    func cell(of number: Int, column: Int) -> String {
        let columns = template(of: number)?.columns ?? []
        let letters = columns.indices.contains(column) ? columns[column].first.map(Self.letters) : nil
        return (sheet(of: number).map { "\($0)!" } ?? "") + "\(letters ?? "")\(line(of: number))"
    }

    /// A refusal as people find its cell in the file.
    ///
    /// - Parameter rejection: the refusal, with a row's number in place of the line and with a column of the kind.
    /// - Returns: the refusal with the line, the column and the cell of the file.
    func located(_ rejection: Rejection) -> Rejection {
        let line = line(of: rejection.line)
        let place = rejection.column.flatMap { name in tables[table(of: rejection.line)]?.names.firstIndex(of: name) }
        guard let place, let template = template(of: rejection.line), let column = template.columns[place].first else {
            return Rejection(
                line: line, column: rejection.column, value: rejection.value, why: rejection.why,
                cell: hasSeveralSheets ? sheet(of: rejection.line).map { "\($0)!\(line)" } : nil)
        }
        let title = template.titles.indices.contains(column) ? template.titles[column] : ""
        return Rejection(
            line: line, column: title.isEmpty ? Self.letters(column) : title, value: rejection.value, why: rejection.why,
            cell: cell(of: rejection.line, column: place))
    }

    /// Where the figures of a column of the kind stand, for what keeps the place of each row.
    ///
    /// - Parameter name: the column of the kind.
    /// - Returns: the smallest number of a row of each template of each table, its sheet, and the header of the column; in the order of the numbers.
    func origins(of name: String) -> [(from: Int, sheet: String?, title: String?)] {
        tables.sorted { $0.key < $1.key }.flatMap { number, table -> [(from: Int, sheet: String?, title: String?)] in
            let base = number << (Self.lineBits + Self.templateBits + Self.partBits)
            guard let place = table.names.firstIndex(of: name) else { return [(base, table.sheet, nil)] }
            return table.templates.enumerated().map { index, template in
                let column = template.columns[place].first
                let title = column.flatMap { template.titles.indices.contains($0) ? template.titles[$0] : nil } ?? ""
                return (base | index << Self.partBits, table.sheet, title.isEmpty ? column.map(Self.letters) : title)
            }
        }
    }

    /// As SQL over a row's number: its line, and the smallest number of a row of its template, which `origins` names.
    func sql(_ number: String) -> (line: String, origin: String) {
        let (template, low) = (1 << Self.templateBits - 1, Self.partBits + Self.templateBits)
        let hasTables = tables.count > 1 || table > 0
        let line = hasTables ? "(\(number) >> \(low) & \(1 << Self.lineBits - 1))" : "(\(number) >> \(low))"
        let whole = hasTables ? "\(number) >> \(low + Self.lineBits) << \(low + Self.lineBits)" : "0::bigint"
        // All these operators have one precedence in SQL.
        return (line, "((\(whole)) | ((\(number) >> \(Self.partBits) & \(template)) << \(Self.partBits)))")
    }

    /// A column's letters, as spreadsheet programs number them: 0 is A, 26 is AA.
    static func letters(_ column: Int) -> String {
        var (letters, rest) = ("", column + 1)
        while rest > 0 {
            letters = String(UnicodeScalar(UInt8(0x41 + (rest - 1) % 26))) + letters
            rest = (rest - 1) / 26
        }
        return letters
    }
}
