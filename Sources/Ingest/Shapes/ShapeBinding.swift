/// A shape laid on the header of one table: which column holds what, for the rows of one kind.
struct ShapeBinding: Sendable {
    /// One long row that every record of the table gives.
    struct Template: Sendable {
        /// What the patterns took out of the header of the row's figures.
        let taken: [String: String]
        /// For each field of the output the columns that it reads; none for what stands in no column.
        let columns: [[Int]]
        /// For each field further columns that would be read as well, and so must say the same.
        let rivals: [[Int]]
        /// For each field how many of ours its unit is.
        let factors: [Double]
    }

    let output: TableShape.Output
    let templates: [Template]
    /// The header of each column as people read it.
    let titles: [String]
    /// Columns that say what a row is about, not how much it is.
    let keyColumns: [Int]
    /// Columns of figures that a row must have.
    let figureColumns: [Int]
    /// For each field the column that names the unit of its figures.
    let unitColumns: [Int?]
    /// For each field whether its figures are what the row is there for.
    let isFigure: [Bool]
    /// Columns that are the sums of others in every row.
    let sums: [TableTotals.Rule]
    /// Columns whose figures add up over the rows.
    let additive: [TableTotals.Column]
    /// How much of the header the shape states itself; the shape that states most is the right one.
    let weight: Int
    /// What stands above the header, for what is taken from there.
    let above: [HeaderText]

    /// Lays a shape on a header; it does not fit where the table lacks a column that the output needs, or has one that the shape's tables lack.
    ///
    /// - Parameters:
    ///   - shape: the shape.
    ///   - wanted: the rows that are wanted.
    ///   - header: the header of each column.
    ///   - above: the texts above the header, then the names of the sheet and of the file.
    ///   - surroundings: what else decides.
    init?(
        _ shape: TableShape, _ wanted: TableShape.Output, header: [HeaderText], above: [HeaderText],
        _ surroundings: ShapeSurroundings
    ) {
        guard !header.contains(where: { column in shape.lacks.contains { $0.matches(column) } }) else { return nil }
        guard shape.has.allSatisfy({ pattern in header.contains { pattern.matches($0) } }) else { return nil }
        let output = surroundings.addsProvince ? Self.withProvince(wanted, header, surroundings) : wanted
        self.output = output
        self.above = above
        titles = header.map(\.text)
        var weight = (shape.sheet?.weight ?? 0) + (shape.says.isEmpty ? 0 : 10)
        var fixed: [[Int]?] = []
        // What is taken out of the header → the columns of each field, in the order of the columns.
        var groups: [[String: String]: [Int: [Int]]] = [:]
        var rivals: [[String: String]: [Int: [Int]]] = [:]
        var order: [[String: String]] = []
        var spreadFields: Set<Int> = []
        for (index, field) in output.fields.enumerated() {
            guard let (columns, spread, gained) = Self.columns(of: field, header, above, surroundings.stated) else {
                // What the table lacks, the person may have stated.
                guard field.isOptional || surroundings.stated[field.column] != nil else { return nil }
                fixed.append([])
                continue
            }
            weight += gained
            fixed.append(columns)
            if let spread {
                spreadFields.insert(index)
                for (taken, columns) in spread {
                    if groups[taken] == nil { order.append(taken) }
                    groups[taken, default: [:]][index] = columns
                    if columns.count == 1 { rivals[taken, default: [:]][index] = Self.rivals(of: columns[0], field, header, taken) }
                }
            }
        }
        self.weight = weight
        let isFigure = Self.figures(of: output)
        self.isFigure = isFigure
        let natures = Dictionary(output.kind.specification.figures.map { ($0.column, $0.nature) }, uniquingKeysWith: { first, _ in first })
        // The order of the columns in the file, not that of the fields' names.
        let sorted = order.sorted { one, other in
            func first(_ taken: [String: String]) -> Int { groups[taken]?.values.flatMap { $0 }.min() ?? 0 }
            return first(one) < first(other)
        }
        let all: [[String: String]] = sorted.isEmpty ? [[:]] : sorted
        var templates: [Template] = []
        for taken in all {
            var columns: [[Int]] = []
            var isWhole = true
            for (index, field) in output.fields.enumerated() {
                if spreadFields.contains(index) {
                    let own = groups[taken]?[index]
                    if own == nil, !field.isOptional { isWhole = false }
                    columns.append(own ?? [])
                } else {
                    columns.append(fixed[index] ?? [])
                }
            }
            guard isWhole else { continue }
            let factors = output.fields.enumerated().map { index, field in
                // Rates have no unit but per cent, which a title may name beside that of persons.
                field.unit == nil && natures[field.column, default: .rate] == .rate
                    ? 1 : Self.factor(of: field, columns[index].map { header[$0] }, above, surroundings.units)
            }
            let others = output.fields.enumerated().map { index, field in
                if spreadFields.contains(index) { return rivals[taken]?[index] ?? [] }
                return columns[index].first.map { Self.rivals(of: $0, field, header, [:]) } ?? []
            }
            templates.append(Template(taken: taken, columns: columns, rivals: others, factors: factors))
        }
        guard !templates.isEmpty, templates.count <= ShapePlaces.templateLimit else { return nil }
        self.templates = templates
        var keys: Set<Int> = []
        var figures: Set<Int> = []
        for template in templates {
            for (index, columns) in template.columns.enumerated() {
                if isFigure[index] { figures.formUnion(columns) } else if !spreadFields.contains(index) { keys.formUnion(columns) }
            }
        }
        keyColumns = keys.sorted()
        figureColumns = figures.sorted()
        let unitColumns = output.fields.map { field -> Int? in
            guard case .columns(let patterns)? = field.unit else { return nil }
            return Self.first(patterns, header)?.column
        }
        self.unitColumns = unitColumns
        sums = shape.sums.flatMap { Self.rules($0, header) }
        // Where each row has a unit of its own, the figures do not add up as they stand.
        var seen: Set<Int> = []
        additive = output.fields.enumerated().flatMap { index, field -> [TableTotals.Column] in
            guard isFigure[index], natures[field.column] == .sum, unitColumns[index] == nil else { return [] }
            return templates.flatMap { $0.columns[index] }.filter { seen.insert($0).inserted }
                .map { TableTotals.Column(column: $0, title: header[$0].text, measure: field.column) }
        }
    }

    /// The most characters of a header in the name of a sum; the end of a long one tells more than its head.
    private static let longestName = 40

    /// The sums of a table: for each column that is a total, those that are its parts.
    private static func rules(_ sum: TableShape.Sum, _ header: [HeaderText]) -> [TableTotals.Rule] {
        header.indices.compactMap { total in
            guard let taken = sum.total.firstMatch(header[total])?.taken else { return nil }
            let parts = header.indices.filter { column in
                guard column != total, let own = sum.parts.firstMatch(header[column])?.taken else { return false }
                return own.allSatisfy { name, text in taken[name].map { $0 == text } ?? true }
            }
            guard parts.count > 1, let first = parts.first, let last = parts.last else { return nil }
            func short(_ column: Int) -> String {
                let text = header[column].text
                return text.count > longestName ? "…" + text.suffix(longestName) : text
            }
            return TableTotals.Rule(total: total, parts: parts, names: "\(short(first)) \(parts.count > 2 ? "…" : "+") \(short(last))")
        }
    }

    /// The output with the province that its regions lie in, where another column than theirs names it: `Banjar` is a kota of Jawa Barat and a
    /// kabupaten of Kalimantan Selatan.
    private static func withProvince(
        _ output: TableShape.Output, _ header: [HeaderText], _ surroundings: ShapeSurroundings
    ) -> TableShape.Output {
        let region = output.fields.first { $0.column == KindSpecification.regionName }
        let isStated = output.fields.contains { [KindSpecification.regionProvince, "region_code"].contains($0.column) }
        guard !isStated, case .columns(let patterns)? = region?.source, let own = first(patterns, header)?.column else { return output }
        guard let province = first(surroundings.provinces, header)?.column, province != own else { return output }
        let field = TableShape.Field(
            column: KindSpecification.regionProvince, source: .columns(surroundings.provinces), isOptional: true, unit: nil, ours: 1,
            isWhole: false, carriesDown: true, makesCode: false, separator: nil, inside: nil, words: [:], namesPrograms: false,
            namesProgram: false, only: [])
        let fields = (output.fields + [field]).sorted { $0.column < $1.column }
        return TableShape.Output(kind: output.kind, fields: fields)
    }

    /// Which fields are what a row is there for: the numbers that every row must have; where all but the key are numbers, each of them.
    private static func figures(of output: TableShape.Output) -> [Bool] {
        let specification = output.kind.specification
        let others = output.fields.map { field in
            specification.columns.first { $0.name == field.column && !specification.key.contains($0.name) }
        }
        let numbers = others.map { column in
            switch column?.type {
            case .integer, .number, .rupiah: true
            default: false
            }
        }
        let required = zip(others, numbers).map { $0?.required == true && $1 }
        if required.contains(true) { return required }
        return zip(others, numbers).allSatisfy { $0 == nil || $1 } ? numbers : required
    }

    /// The columns that a field reads.
    ///
    /// - Returns: the columns, those of each group where patterns take something out of the header, and how telling the match is; `nil` where the
    ///   table has nothing for the field.
    private static func columns(
        of field: TableShape.Field, _ header: [HeaderText], _ above: [HeaderText], _ stated: [String: String]
    ) -> (fixed: [Int], spread: [([String: String], [Int])]?, weight: Int)? {
        switch field.source {
        case .constant, .taken: return ([], nil, 0)
        case .stated: return stated[field.column] == nil ? nil : ([], nil, 0)
        case .above(let patterns): return above.contains { patterns.firstMatch($0) != nil } ? ([], nil, 0) : nil
        case .joined(let parts, _):
            var columns: [Int] = []
            var weight = 0
            for patterns in parts {
                guard let found = first(patterns, header) else { return nil }
                columns.append(found.column)
                weight += found.weight
            }
            return (columns, nil, weight)
        case .sum(let parts):
            var sums: [[String: String]: [Int]] = [:]
            var order: [[String: String]] = []
            var weight = 0
            for (number, patterns) in parts.enumerated() {
                guard let found = spread(patterns, header) else { return nil }
                weight += found.weight
                for (taken, columns) in found.groups {
                    if number == 0 { order.append(taken) }
                    // Only what has all its parts is a sum.
                    if sums[taken, default: []].count == number, let column = columns.first { sums[taken, default: []].append(column) }
                }
            }
            let whole = order.compactMap { taken in sums[taken].flatMap { $0.count == parts.count ? (taken, $0) : nil } }
            guard let only = whole.first else { return nil }
            return only.0.isEmpty ? (only.1, nil, weight) : ([], whole, weight)
        case .columns(let patterns):
            guard patterns.contains(where: { !$0.names.isEmpty }) else {
                return first(patterns, header).map { ([$0.column], nil, $0.weight) }
            }
            return spread(patterns, header).map { found in
                found.groups.first?.0.isEmpty == true ? (found.groups[0].1, nil, found.weight) : ([], found.groups, found.weight)
            }
        }
    }

    /// Further columns that a field would read as well, if the first one were not there: the table says one thing twice.
    private static func rivals(of column: Int, _ field: TableShape.Field, _ header: [HeaderText], _ taken: [String: String]) -> [Int] {
        guard case .columns(let patterns) = field.source, let pattern = patterns.first(where: { $0.matches(header[column]) }) else {
            return []
        }
        return header.indices.filter { $0 != column && pattern.match(header[$0]) == (pattern.match(header[column]) ?? taken) }
    }

    /// The first column that fits one of the patterns, of which the first ones are the better ones.
    private static func first(_ patterns: [HeaderPattern], _ header: [HeaderText]) -> (column: Int, weight: Int)? {
        for pattern in patterns {
            // What a pattern says whole comes before what it says with something behind it.
            let bare = HeaderText(pattern.text.replacing("*", with: "")).lowered
            let exact = pattern.hasWildcard ? header.firstIndex { $0.lowered == bare } : nil
            if let column = exact ?? header.firstIndex(where: { pattern.matches($0) }) { return (column, pattern.weight) }
        }
        return nil
    }

    /// The columns that fit one of the patterns, by what the pattern takes out of their header. The first pattern that fits any is the one for all.
    private static func spread(_ patterns: [HeaderPattern], _ header: [HeaderText]) -> (groups: [([String: String], [Int])], weight: Int)? {
        for pattern in patterns {
            var groups: [([String: String], [Int])] = []
            for (column, text) in header.enumerated() {
                guard let taken = pattern.match(text) else { continue }
                // The first of two columns with the same header counts.
                if !groups.contains(where: { $0.0 == taken }) { groups.append((taken, [column])) }
            }
            if !groups.isEmpty { return (groups, pattern.weight) }
        }
        return nil
    }

    /// How many of ours the unit of a field is, where the shape or the header says so.
    private static func factor(
        of field: TableShape.Field, _ header: [HeaderText], _ above: [HeaderText], _ units: [String: Double]
    ) -> Double {
        let factor =
            switch field.unit {
            case .factor(let factor): factor
            // Where a shape says nothing of units, the table itself may.
            case .header, nil: (header + above).lazy.compactMap { unit(in: $0, units) }.first ?? field.ours
            case .columns: field.ours
            }
        return factor / field.ours
    }

    /// The unit that a text names in brackets, such as `(Ribu Orang)`, or behind its word, as in `Satuan: Ribu Orang`.
    static func unit(in text: HeaderText, _ units: [String: Double]) -> Double? {
        let lowered = String(text.lowered)
        if let stated = lowered.wholeMatch(of: /(?:satuan|unit) ?:? ?(.+)/), let factor = factor(named: String(stated.1), units) {
            return factor
        }
        for bracket in lowered.matches(of: /[(\[]([^)\]]*)[)\]]/).reversed() {
            if let factor = factor(named: String(bracket.1), units) { return factor }
        }
        return nil
    }

    /// How many of ours a unit is; of the units in a text of several words that which says how many, then the longest one.
    static func factor(named text: String, _ units: [String: Double]) -> Double? {
        let name = String(HeaderText(text).lowered)
        if let factor = units[name] { return factor }
        return units.filter { names(name, $0.key) }.max { one, other in
            (one.value != 1 ? 1 : 0, one.key.count, other.key) < (other.value != 1 ? 1 : 0, other.key.count, one.key)
        }?.value
    }

    /// Whether a unit stands in a text as a word of its own, also as `ribuan` or `jutaan`: there is no `ribu` in `distribusi`.
    private static func names(_ text: String, _ unit: String) -> Bool {
        text.ranges(of: unit).contains { range in
            let isHead = range.lowerBound == text.startIndex || !text[text.index(before: range.lowerBound)].isLetter
            let rest = text[range.upperBound...]
            let ending = rest.prefix { $0.isLetter }
            return isHead && (ending.isEmpty || ending == "an" || unit.last?.isLetter == false)
        }
    }
}
