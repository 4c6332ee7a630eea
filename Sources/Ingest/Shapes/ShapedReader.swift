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
    /// The values of a cell that has several, while its record's rows are handed out: by the template and the field.
    var parts: [[Int]: [String]] = [:]
    /// The header of another table that was found last, with what stood above it: sheets repeat their header from page to page.
    private var lastHeader: (lines: [[String]], above: [HeaderText], found: ShapeHead.Found?)?
    /// What texts of a field stand for, and what sort of row a text begins: tables say few things many times.
    var saidBefore: [Int: [String: String]] = [:]
    private var sorts: [String: RowSort] = [:]
    /// No table of an office has more different texts in its columns of keys.
    static let mostTexts = 50_000
    /// Whether totals are compared; one of several readings of a file is enough.
    var comparesTotals = true
    /// The texts of records that may be the title of another table of the sheet.
    var above: [HeaderText] = []
    /// The lines of the header, and the last lines that were read, as far as they may be such lines again.
    private var headerLines: [[String]] = []
    private var recentLines: [[String]] = []
    /// Whether the table has ended and another one has begun that the shape does not fit.
    var isOutside = false
    var hasHandedOutHeader = false
    let styles: [NumberText.Style]
    let isPlain: [Bool]
    /// The mark in front of decimals in the table's figures, as far as its first records tell it.
    let decimals: NumberText.DecimalMark?
    /// Why the figure that was just made cannot be believed.
    var doubt: RejectReason?
    /// Lengths in bytes that repeated headers of key columns may have.
    let headerLengths: Set<Int>
    /// Whether a row needs the column of the kind.
    let isRequired: [Bool]

    /// How many records are looked at to find the mark in front of decimals.
    private static let recordsAhead = 200

    /// The most long rows that a record gives.
    var rowsPerRecord: Int { max(1, binding.templates.count) }
    var bytesRead: Int { raw.bytesRead }
    /// The header of each column as people read it.
    var titles: [String] { binding.titles }

    /// The column of the kind that holds what a row is there for.
    var figureColumn: Int { binding.isFigure.firstIndex(of: true) ?? 0 }
    /// Columns of the kind of which the table says nothing.
    var unboundColumns: Set<String> {
        Set(
            output.fields.enumerated().compactMap { index, field -> String? in
                switch field.source {
                case .constant, .taken, .stated, .above: return nil
                case .columns, .sum, .joined: break
                }
                let isBound = surroundings.stated[field.column] != nil || binding.templates.contains { !$0.columns[index].isEmpty }
                return isBound ? nil : field.column
            })
    }
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
    ///   - wanted: the rows that are wanted.
    ///   - surroundings: what else decides.
    ///   - file: the file's name, without its folder.
    ///   - number: the number of the table among those of the file that are read.
    /// - Throws: `ImportError` when the file cannot be read.
    init?(
        _ raw: TableReader, _ shape: TableShape, _ wanted: TableShape.Output, _ surroundings: ShapeSurroundings, file: String,
        table number: Int = 0
    ) throws {
        var table = raw
        let head = try Self.head(&table, limit: min(shape.linesAbove + max(1, shape.headerLines), ShapeHead.limit))
        guard let found = ShapeHead(head, sheet: raw.sheet, file: file).find(shape, wanted, surroundings) else { return nil }
        var ahead = Array(head.dropFirst(found.length))
        var record = TableRecord()
        while ahead.count < Self.recordsAhead, try table.next(&record) { ahead.append(record) }
        decimals = Self.decimalMark(ahead, found.binding.figureColumns)
        self.raw = table
        self.shape = shape
        // With what the header has beside the columns that the shape names.
        let output = found.binding.output
        self.output = output
        self.surroundings = surroundings
        self.file = file
        upcoming = ahead
        headerLines = Self.header(of: found, head)
        binding = found.binding
        var places = ShapePlaces(sheet: raw.sheet, names: output.fields.map(\.column), table: number)
        firstTemplate = places.add(found.binding)
        self.places = places
        let specification = output.kind.specification
        styles = output.fields.map { field in
            if case .number(_, let style) = specification.columns.first(where: { $0.name == field.column })?.type { return style }
            return .count
        }
        isRequired = output.fields.map { field in specification.columns.first { $0.name == field.column }?.required ?? false }
        let hasProvince = output.fields.contains { $0.column == KindSpecification.regionProvince }
        isPlain = output.fields.map { field in
            guard case .columns = field.source, !hasProvince || field.column != KindSpecification.regionName else { return false }
            return field.unit == nil && !field.isWhole && !field.carriesDown && !field.makesCode && field.separator == nil
                && field.inside == nil && field.words.isEmpty && !field.namesProgram
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

    /// The mark in front of decimals that all figures have which tell it.
    private static func decimalMark(_ records: [TableRecord], _ figures: [Int]) -> NumberText.DecimalMark? {
        var marks: Set<NumberText.DecimalMark> = []
        for record in records {
            for column in figures where column < record.count && !record.numbers.contains(column) {
                if let mark = NumberText.decimalMark(in: record.text(column)) { marks.insert(mark) }
            }
        }
        return marks.count == 1 ? marks.first : nil
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
                parts = [:]
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
            switch sort(of: key) {
            case .mean:
                leftOut.totals += 1
                return false
            case .total:
                leftOut.totals += 1
                if comparesTotals { totals.total(line: current.line) { plainFigure($0) } }
                return false
            case .remark:
                leftOut.remarks += 1
                return false
            case .other: break
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

    /// What a row is whose first texts are these.
    private enum RowSort { case total, mean, remark, other }

    private func sort(of text: String) -> RowSort {
        if let known = sorts[text] { return known }
        let header = HeaderText(text)
        let isTotal = shape.totals.firstMatch(header) != nil || surroundings.totals.firstMatch(header) != nil
        let sort: RowSort =
            surroundings.means.firstMatch(header) != nil
            ? .mean : isTotal ? .total : surroundings.notes.firstMatch(header) != nil ? .remark : .other
        if sorts.count >= Self.mostTexts { sorts.removeAll() }
        sorts[text] = sort
        return sort
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
        guard shape.headerLines > 0 else { return false }
        defer { if headerLines.count > 1 { recentLines = (recentLines + [ShapeHead.texts(current)]).suffix(headerLines.count) } }
        guard beginsLikeHeader() || mayBeHeader() else { return false }
        while upcoming.count < shape.headerLines + 3, try raw.next(&scratch) { upcoming.append(scratch) }
        if let found = foundHeader() {
            headerLines = Self.header(of: found, [current] + upcoming)
            upcoming.removeFirst(found.length - 1)
            binding = found.binding
            firstTemplate = places.add(found.binding)
            carried = [:]
            isOutside = false
            totals.begin(found.binding.additive)
        } else if let place = headerLines.firstIndex(of: ShapeHead.texts(current)), isSameHeader(from: place) {
            // A table that goes on over several pages has its header on each of them. A new title may say that it is of something else.
            upcoming.removeFirst(headerLines.count - 1 - place)
            isOutside = !above.isEmpty && output.fields.contains { if case .above = $0.source { true } else { false } }
        } else {
            isOutside = mayBeHeader()
            guard isOutside else { return false }
        }
        template = binding.templates.count
        above = []
        return true
    }

    /// The shape laid on the header that begins with this record; `nil` where it does not fit.
    private func foundHeader() -> ShapeHead.Found? {
        let records = [current] + upcoming.prefix(shape.headerLines - 1)
        let lines = records.map(ShapeHead.texts)
        if let lastHeader, lastHeader.lines == lines, lastHeader.above == above { return lastHeader.found }
        let head = ShapeHead(records, sheet: raw.sheet, file: file)
        // The columns of the rows that are handed out are those of the first table.
        var surroundings = surroundings
        surroundings.addsProvince = false
        let found = head.find(shape, output, surroundings, above: above, reach: 0)
        lastHeader = (lines, above, found)
        return found
    }

    /// Takes the figures of a row of data for the totals of the table, and compares those of the row itself.
    private func compareTotals() {
        // A table whose rows are all data has no totals.
        guard comparesTotals, !shape.everyRow, current.faults.isEmpty else { return }
        if !binding.additive.isEmpty { totals.add(line: current.line) { plainFigure($0) } }
        if !binding.sums.isEmpty { totals.compare(line: current.line, binding.sums, titles: binding.titles) { plainFigure($0) } }
    }

    /// The figure of a cell as it stands; zero where the shape says so of blank cells, `nil` where there is none.
    private func plainFigure(_ column: Int) -> Double? {
        let text = text(column)
        if !text.isEmpty, current.numbers.contains(column) { return Double(text) }
        if surroundings.noValue.isMeant(by: text) { return shape.blankIsZero ? 0 : nil }
        return plainFigure(text, column)
    }

    /// The figure that a text of a column is.
    func plainFigure(_ text: String, _ column: Int) -> Double? {
        if current.numbers.contains(column) { return Double(text) }
        let style = styles[binding.isFigure.firstIndex(of: true) ?? 0]
        return (try? NumberText.read(Substring(text), style: self.style(of: text) ?? style).get()) ?? nil
    }

    /// How a single mark in a number is read, where the table tells it.
    func style(of text: String) -> NumberText.Style? {
        guard let decimals, let last = text.last(where: { $0 == "." || $0 == "," }) else { return nil }
        return (last == ",") == (decimals == .comma) ? .measure : .count
    }

    var scratch = TableRecord()

    /// Whether the lines around the current one are those of the header that is in use.
    ///
    /// - Parameter place: which of the header's lines the current one is.
    /// - Returns: true where those before and behind it are the header's as well.
    private func isSameHeader(from place: Int) -> Bool {
        let rest = headerLines.count - 1 - place
        return recentLines.suffix(place).elementsEqual(headerLines.prefix(place)) && upcoming.count >= rest
            && upcoming.prefix(rest).map(ShapeHead.texts).elementsEqual(headerLines.suffix(rest))
    }

    /// The lines of a header that was found in records.
    private static func header(of found: ShapeHead.Found, _ records: [TableRecord]) -> [[String]] {
        records[max(0, found.length - found.lines)..<found.length].map(ShapeHead.texts)
    }

    /// Whether the first cell of the header's last line stands where it stands there.
    private func beginsLikeHeader() -> Bool {
        guard let column = headerLines.last?.firstIndex(where: { !$0.isEmpty }), column < current.count else { return false }
        return current.bytes[current.range(column)].elementsEqual(headerLines.last?[column].utf8 ?? "".utf8)
    }

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
