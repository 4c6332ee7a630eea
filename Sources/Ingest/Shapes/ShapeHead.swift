/// The first records of a table, in which a shape is looked for.
final class ShapeHead {
    /// The most records that are looked at.
    static let limit = 66

    /// A shape that was found in it.
    struct Found {
        /// How many records stand in front of the data: those above the header, and the header.
        let length: Int
        /// How many of them are lines of the header.
        let lines: Int
        let binding: ShapeBinding
    }

    let sheet: String?
    let file: String
    private let lines: [[String]]
    /// Headers by their first line and their number of lines: many shapes look at the same.
    private var headers: [Int: [HeaderText]] = [:]
    /// The texts of each line.
    private var texts: [Int: [HeaderText]] = [:]

    /// - Parameters:
    ///   - records: the first records of the table.
    ///   - sheet: the name of the sheet; `nil` where the file has none.
    ///   - file: the file's name, without its folder; what stands behind the point is no part of it.
    init(_ records: [TableRecord], sheet: String?, file: String) {
        self.sheet = sheet
        self.file = String(file.prefix { $0 != "." })
        lines = records.prefix(Self.limit).map(Self.texts)
    }

    static func texts(_ record: TableRecord) -> [String] { (0..<record.count).map { record.text($0) } }

    /// Finds the header of a shape.
    ///
    /// - Parameters:
    ///   - shape: the shape.
    ///   - output: the rows that are wanted.
    ///   - surroundings: what else decides.
    ///   - earlier: texts that stand above the records.
    ///   - reach: how many lines may stand above the header; `nil` for as many as the shape allows.
    /// - Returns: the first place where the shape fits, with as many lines of the header as it can take; `nil` where it fits nowhere.
    func find(
        _ shape: TableShape, _ output: TableShape.Output, _ surroundings: ShapeSurroundings, above earlier: [HeaderText] = [],
        reach: Int? = nil
    ) -> Found? {
        if let sheet, surroundings.partialSheets.firstMatch(HeaderText(sheet)) != nil { return nil }
        if let pattern = shape.sheet, !pattern.matches(HeaderText(sheet ?? "")) { return nil }
        let names = [HeaderText(sheet ?? ""), HeaderText(file)].filter { !$0.isEmpty }
        for start in 0...(reach ?? shape.linesAbove) where start < lines.count {
            let above = earlier + (0..<start).flatMap { texts(of: $0) } + names
            guard shape.says.isEmpty || above.contains(where: { shape.says.firstMatch($0) != nil }) else {
                if shape.headerLines == 0 { return nil }
                continue
            }
            if shape.headerLines == 0 {
                let width = lines.map(\.count).max() ?? 0
                let header = (0..<width).map { HeaderText("#\($0 + 1)") }
                return ShapeBinding(shape, output, header: header, above: above, surroundings).map {
                    Found(length: 0, lines: 0, binding: $0)
                }
            }
            for count in (1...shape.headerLines).reversed() where start + count <= lines.count {
                if let binding = ShapeBinding(shape, output, header: header(start, count), above: above, surroundings),
                    !isRowOfYears(binding, below: start + count)
                {
                    return Found(length: start + count, lines: count, binding: binding)
                }
            }
        }
        return nil
    }

    /// Whether what looks like a header of years is a row of data, in whose column of years a year stands as in all rows below it.
    private func isRowOfYears(_ binding: ShapeBinding, below line: Int) -> Bool {
        binding.templates.contains { template in
            guard let year = template.taken["year"] else { return false }
            return binding.isFigure.indices.contains { index in
                guard binding.isFigure[index], let column = template.columns[index].first, binding.titles[column].contains(year) else {
                    return false
                }
                let below = lines.dropFirst(line).prefix(Self.rowsBelow).compactMap { column < $0.count ? $0[column] : nil }.filter {
                    !$0.isEmpty
                }
                return below.count > 1 && below.allSatisfy { $0.wholeMatch(of: /(?:19|20)[0-9]{2}/) != nil }
            }
        }
    }

    /// How many rows below a header are looked at.
    private static let rowsBelow = 12

    private func header(_ start: Int, _ count: Int) -> [HeaderText] {
        let key = start * 8 + count
        if let known = headers[key] { return known }
        let header = Self.header(Array(lines[start..<start + count]))
        headers[key] = header
        return header
    }

    private func texts(of line: Int) -> [HeaderText] {
        if let known = texts[line] { return known }
        // A line with many cells is no title.
        let header = lines[line].filter { !$0.isEmpty }.prefix(8).map { HeaderText($0) }
        texts[line] = header
        return header
    }

    /// The header of each column of a header of several lines. The text of a group stands above the first of its columns and goes for all of them.
    static func header(_ lines: [[String]]) -> [HeaderText] {
        let width = lines.map(\.count).max() ?? 0
        var columns = [[String]](repeating: [], count: width)
        for (number, line) in lines.enumerated() {
            let isLast = number == lines.count - 1
            var group = ""
            for column in 0..<width {
                let text = column < line.count ? line[column] : ""
                if !text.isEmpty {
                    columns[column].append(text)
                    // A text with nothing below it is a column's own, not that of a group.
                    let hasBelow = lines[(number + 1)...].contains { column < $0.count && !$0[column].isEmpty }
                    group = hasBelow ? text : ""
                } else if !isLast, !group.isEmpty {
                    columns[column].append(group)
                }
            }
        }
        return columns.map { HeaderText($0) }
    }
}

/// What decides, beside the table, how a shape is laid on it.
struct ShapeSurroundings: Sendable {
    /// What the person states beside the file, by column.
    let stated: [String: String]
    /// How many of ours a unit is, by its name.
    let units: [String: Double]
    /// Texts of rows that are totals, of those that are means, and of those that are remarks.
    let totals, means, notes: [HeaderPattern]
    /// Headers of columns that name provinces.
    let provinces: [HeaderPattern]
    /// Names of sheets that are not read.
    var partialSheets: [HeaderPattern]
    /// Whether the province that another column names is read beside regions.
    var addsProvince = true
    let noValue: NoValue
    /// The codes of the programmes of each kejuruan, by its name as headers are compared; `nil` where no database has been asked.
    var programs: [String: [String]]?
    /// The names of the programmes of the catalog; `nil` where no database has been asked.
    var programNames: ProgramNames?

    init(_ aliases: ImportAliases, stated: [String: String]) {
        self.stated = stated
        units = aliases.units
        totals = aliases.rows.totals.map { HeaderPattern($0) }
        means = aliases.rows.means.map { HeaderPattern($0) }
        notes = aliases.rows.notes.map { HeaderPattern($0) }
        provinces = ([KindSpecification.regionProvince] + (aliases.aliases[KindSpecification.regionProvince] ?? [])).map {
            HeaderPattern($0)
        }
        partialSheets = aliases.partialSheets.map { HeaderPattern($0) }
        noValue = aliases.noValue
    }
}
