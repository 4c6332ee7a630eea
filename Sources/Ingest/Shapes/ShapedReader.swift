import Foundation

/// Reads a table by its shape: long rows of a kind, with the kind's own names as the header, record by record in bounded memory.
final class ShapedReader {
    /// Records and figures of the table that are no rows.
    struct LeftOut: Sendable, Equatable {
        /// Rows that are totals of others.
        var totals = 0
        /// Remarks, sources, headings, parts of the row above, and rows of other tables of the sheet.
        var remarks = 0
        /// Rows that the shape does not ask for.
        var others = 0
        /// Figures that are not there.
        var figures = 0
    }

    var raw: TableReader
    let shape: TableShape
    let output: TableShape.Output
    let surroundings: ShapeSurroundings
    let file: String
    var binding: ShapeBinding
    var firstTemplate: Int
    private(set) var places: ShapePlaces
    var leftOut = LeftOut()
    /// What of the table's totals is not the sum of its parts.
    private(set) var totals = TableTotals()
    /// Records that were read ahead.
    var upcoming: [TableRecord] = []
    /// The record whose rows are handed out.
    var current = TableRecord()
    var template = 0
    var part = 0
    var carried: [Int: String] = [:]
    /// The texts of records that may be the title of another table of the sheet.
    var above: [HeaderText] = []
    /// Whether the table has ended and another one has begun that the shape does not fit.
    var isOutside = false
    var hasHandedOutHeader = false
    let styles: [NumberText.Style]
    let isPlain: [Bool]
    /// Lengths in bytes that repeated headers of key columns may have.
    let headerLengths: Set<Int>
    /// Whether a row needs the column of the kind.
    let isRequired: [Bool]

    /// The most long rows that a record gives.
    var rowsPerRecord: Int { max(1, binding.templates.count) }
    var bytesRead: Int { raw.bytesRead }
    /// The header of each column as people read it.
    var titles: [String] { binding.titles }

    /// The column of the kind that holds what a row is there for.
    var figureColumn: Int { binding.isFigure.firstIndex(of: true) ?? 0 }
    /// The headers of columns that no field reads.
    var unreadTitles: [String] {
        let read = Set(binding.templates.flatMap { $0.columns.joined() } + binding.unitColumns.compactMap { $0 })
        return binding.titles.indices.filter { !read.contains($0) && !binding.titles[$0].isEmpty }.map { binding.titles[$0] }
    }

    /// Begins to read a table; there are no rows where the shape does not fit.
    ///
    /// - Parameters:
    ///   - raw: the table, from its first record.
    ///   - shape: its shape.
    ///   - output: the rows that are wanted.
    ///   - surroundings: what else decides.
    ///   - file: the file's name, without its folder.
    /// - Throws: `ImportError` when the file cannot be read.
    init?(
        _ raw: TableReader, _ shape: TableShape, _ output: TableShape.Output, _ surroundings: ShapeSurroundings, file: String
    ) throws {
        var table = raw
        let head = try Self.head(&table, limit: min(shape.linesAbove + max(1, shape.headerLines), ShapeHead.limit))
        guard let found = ShapeHead(head, sheet: raw.sheet, file: file).find(shape, output, surroundings) else { return nil }
        self.raw = table
        self.shape = shape
        self.output = output
        self.surroundings = surroundings
        self.file = file
        upcoming = Array(head.dropFirst(found.length))
        binding = found.binding
        var places = ShapePlaces(sheet: raw.sheet, names: output.fields.map(\.column))
        firstTemplate = places.add(found.binding)
        self.places = places
        let specification = output.kind.specification
        styles = output.fields.map { field in
            if case .number(_, let style) = specification.columns.first(where: { $0.name == field.column })?.type { return style }
            return .count
        }
        isRequired = output.fields.map { field in specification.columns.first { $0.name == field.column }?.required ?? false }
        isPlain = output.fields.map { field in
            guard case .columns = field.source else { return false }
            return field.unit == nil && !field.isWhole && !field.carriesDown && !field.makesCode && field.separator == nil
                && field.inside == nil && field.words.isEmpty
        }
        headerLengths = Set(
            output.fields.flatMap { field -> [Int] in
                guard case .columns(let patterns) = field.source else { return [] }
                // With a few blanks more or less.
                return patterns.filter { !$0.hasWildcard }.flatMap { pattern in (0...4).map { pattern.text.utf8.count - 2 + $0 } }
            })
        template = binding.templates.count
        totals.begin(binding.additive)
    }

    static func head(_ reader: inout TableReader, limit: Int) throws -> [TableRecord] {
        var records: [TableRecord] = []
        var record = TableRecord()
        while records.count < limit, try reader.next(&record) { records.append(record) }
        return records
    }

    /// The next record of the table, whatever it is.
    func nextOfFile(_ record: inout TableRecord) throws -> Bool {
        guard upcoming.isEmpty else {
            record = upcoming.removeFirst()
            return true
        }
        return try raw.next(&record)
    }

    /// Reads the next long row; the first one is the header.
    ///
    /// - Returns: false at the end.
    /// - Throws: `ImportError` when the rest of the file cannot be read.
    func next(_ record: inout TableRecord) throws -> Bool {
        guard hasHandedOutHeader else {
            hasHandedOutHeader = true
            record.clear()
            for field in output.fields { record.append(field.column) }
            return true
        }
        while true {
            if template < binding.templates.count {
                if makeRow(&record) { return true }
                continue
            }
            // The record goes out of the reader while it is filled, so that both can change.
            var next = TableRecord()
            swap(&next, &current)
            let more = try nextOfFile(&next)
            swap(&next, &current)
            guard more else {
                totals.finish()
                return false
            }
            if try isData() {
                template = 0
                part = 0
                compareTotals()
            }
        }
    }

    // MARK: - Which records are data

    func isData() throws -> Bool {
        if current.faults.contains(where: { $0.field == nil }) { return !isOutside }
        if try isAnotherHeader() { return false }
        if isOutside {
            noteTitle()
            leftOut.remarks += 1
            return false
        }
        if shape.everyRow { return checkedWidth() }
        let keys = binding.keyColumns.map { text($0) }
        let filled = keys.filter { !$0.isEmpty }
        if !binding.figureColumns.isEmpty, binding.figureColumns.allSatisfy({ text($0).isEmpty }) {
            // A title, a heading or a remark.
            noteTitle()
            leftOut.remarks += 1
            return false
        }
        let first = firstText()
        for key in filled + (first.isEmpty ? [] : [first]) {
            let header = HeaderText(key)
            if surroundings.means.firstMatch(header) != nil {
                leftOut.totals += 1
                return false
            }
            if shape.totals.firstMatch(header) != nil || surroundings.totals.firstMatch(header) != nil {
                leftOut.totals += 1
                totals.total(line: current.line) { plainFigure($0) }
                return false
            }
            if surroundings.notes.firstMatch(header) != nil {
                leftOut.remarks += 1
                return false
            }
        }
        if !binding.keyColumns.isEmpty, filled.isEmpty, !output.fields.contains(where: { $0.carriesDown }) {
            leftOut.remarks += 1
            return false
        }
        if shape.dashesArePart, keys.contains(where: { Self.withoutDash($0) != nil }) {
            leftOut.remarks += 1
            return false
        }
        for (index, field) in output.fields.enumerated() where !field.only.isEmpty {
            let header = HeaderText(joined(field, binding.templates[0].columns[index]))
            guard field.only.firstMatch(header) != nil else {
                leftOut.others += 1
                return false
            }
        }
        return checkedWidth()
    }

    /// A record of a text file that has other fields than the header says cannot be believed.
    func checkedWidth() -> Bool {
        guard raw.isText, current.count != binding.titles.count, shape.headerLines > 0 else { return true }
        let isEmptyBehind = (binding.titles.count..<max(current.count, binding.titles.count)).allSatisfy { text($0).isEmpty }
        if current.count > binding.titles.count, isEmptyBehind { return true }
        if current.faults.isEmpty {
            current.faults = [TableRecord.Fault(field: nil, why: .fieldCount(current.count, binding.titles.count))]
        }
        return true
    }

    func noteTitle() {
        let texts = (0..<current.count).map { text($0) }.filter { !$0.isEmpty }
        above = Array((above + texts.prefix(4).map { HeaderText($0) }).suffix(12))
    }

    /// Whether the header of another table stands here, below the one that is read. What it means is taken up, or the sheet's rest is no data
    /// until a header comes that the shape fits.
    func isAnotherHeader() throws -> Bool {
        guard shape.headerLines > 0, mayBeHeader() else { return false }
        while upcoming.count < shape.headerLines + 3, try raw.next(&scratch) { upcoming.append(scratch) }
        let head = ShapeHead([current] + upcoming.prefix(shape.headerLines - 1), sheet: raw.sheet, file: file)
        if let found = head.find(shape, output, surroundings, above: above, reach: 0) {
            upcoming.removeFirst(found.length - 1)
            binding = found.binding
            firstTemplate = places.add(found.binding)
            carried = [:]
            isOutside = false
            totals.begin(found.binding.additive)
        } else {
            isOutside = true
        }
        template = binding.templates.count
        above = []
        return true
    }

    /// Takes the figures of a row of data for the totals of the table, and compares those of the row itself.
    private func compareTotals() {
        // A table whose rows are all data has no totals.
        guard !shape.everyRow, current.faults.isEmpty else { return }
        if !binding.additive.isEmpty { totals.add(line: current.line) { plainFigure($0) } }
        if !binding.sums.isEmpty { totals.compare(line: current.line, binding.sums, titles: binding.titles) { plainFigure($0) } }
    }

    /// The figure of a cell as it stands; zero where the shape says so of blank cells, `nil` where there is none.
    private func plainFigure(_ column: Int) -> Double? {
        let text = text(column)
        if surroundings.noValue.isMeant(by: text) { return shape.blankIsZero ? 0 : nil }
        if current.numbers.contains(column) { return Double(text) }
        return (try? NumberText.read(Substring(text), style: styles[binding.isFigure.firstIndex(of: true) ?? 0]).get()) ?? nil
    }

    var scratch = TableRecord()

    /// Whether a key column has the header of one in this record.
    func mayBeHeader() -> Bool {
        for (index, field) in output.fields.enumerated() {
            guard case .columns(let patterns) = field.source, !binding.isFigure[index] else { continue }
            for column in binding.templates[0].columns[index] {
                // Most cells are told apart by their length.
                guard column < current.count, headerLengths.contains(current.range(column).count) else { continue }
                let header = HeaderText(text(column))
                if patterns.contains(where: { $0.names.isEmpty && $0.weight > 2 && !$0.hasWildcard && $0.matches(header) }) { return true }
            }
        }
        return false
    }
}
