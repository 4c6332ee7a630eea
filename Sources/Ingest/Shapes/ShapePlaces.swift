/// Where the long rows of a shaped table come from: its sheet, and for each template and each column of the kind the column of the file.
///
/// A long row has a number in place of a line, in which the line, the template and the part of a cell stand, so that nothing is kept for each row.
struct ShapePlaces: Sendable {
    private static let partBits = 10
    private static let templateBits = 20
    /// The most long rows that a record may give.
    static let templateLimit = 1 << 16
    /// The most values that one cell may give rows for.
    static let partLimit = 1 << partBits

    /// A template's columns.
    private struct Template: Hashable {
        /// For each column of the kind the columns of the file that it reads.
        let columns: [[Int]]
        let titles: [String]
    }

    let sheet: String?
    private let names: [String]
    private var templates: [Template] = []
    /// The number of the first template of each table, by all of them: tables with the same header share them, however many there are.
    private var known: [[Template]: Int] = [:]

    init(sheet: String?, names: [String]) {
        self.sheet = sheet
        self.names = names
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
        if let first = known[added] { return first }
        // A file with other headers all the way down is no table of people's; its cells are told as those of the first.
        guard templates.count + added.count <= 2 * Self.templateLimit else { return 0 }
        let first = templates.count
        templates += added
        known[added] = first
        return first
    }

    /// The number of a long row.
    static func number(line: Int, template: Int, part: Int) -> Int { (line << templateBits | template) << partBits | part }

    /// The line of the file that a long row comes from.
    static func line(of number: Int) -> Int { number >> (partBits + templateBits) }

    /// The cell from which a column of a long row comes: `Sheet1!E14`; the line alone where it comes from none.
    func cell(of number: Int, column: Int) -> String {
        let line = Self.line(of: number)
        let template = (number >> Self.partBits) & (1 << Self.templateBits - 1)
        let letters = templates.indices.contains(template) ? templates[template].columns[column].first.map(Self.letters) : nil
        return (sheet.map { "\($0)!" } ?? "") + "\(letters ?? "")\(line)"
    }

    /// A refusal as people find its cell in the file.
    ///
    /// - Parameter rejection: the refusal, with a long row's number in place of the line and with a column of the kind.
    /// - Returns: the refusal with the line, the column and the cell of the file.
    func located(_ rejection: Rejection) -> Rejection {
        let line = Self.line(of: rejection.line)
        let template = (rejection.line >> Self.partBits) & (1 << Self.templateBits - 1)
        let place = rejection.column.flatMap { name in names.firstIndex(of: name) }
        guard templates.indices.contains(template), let place, let column = templates[template].columns[place].first else {
            return Rejection(line: line, column: rejection.column, value: rejection.value, why: rejection.why)
        }
        let title = templates[template].titles.indices.contains(column) ? templates[template].titles[column] : ""
        return Rejection(
            line: line, column: title.isEmpty ? Self.letters(column) : title, value: rejection.value, why: rejection.why,
            cell: cell(of: rejection.line, column: place))
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
