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

    private var raw: TableReader
    private let shape: TableShape
    private let output: TableShape.Output
    private let surroundings: ShapeSurroundings
    private let file: String
    private var binding: ShapeBinding
    private var firstTemplate: Int
    private(set) var places: ShapePlaces
    private(set) var leftOut = LeftOut()
    /// Records that were read ahead.
    private var upcoming: [TableRecord] = []
    /// The record whose rows are handed out.
    private var current = TableRecord()
    private var template = 0
    private var part = 0
    private var carried: [Int: String] = [:]
    /// The texts of records that may be the title of another table of the sheet.
    private var above: [HeaderText] = []
    /// Whether the table has ended and another one has begun that the shape does not fit.
    private var isOutside = false
    private var hasHandedOutHeader = false
    private let styles: [NumberText.Style]
    private let isPlain: [Bool]
    /// Lengths in bytes that repeated headers of key columns may have.
    private let headerLengths: Set<Int>
    /// Whether a row needs the column of the kind.
    private let isRequired: [Bool]

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
    }

    static func head(_ reader: inout TableReader, limit: Int) throws -> [TableRecord] {
        var records: [TableRecord] = []
        var record = TableRecord()
        while records.count < limit, try reader.next(&record) { records.append(record) }
        return records
    }

    /// The next record of the table, whatever it is.
    private func nextOfFile(_ record: inout TableRecord) throws -> Bool {
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
            guard more else { return false }
            if try isData() {
                template = 0
                part = 0
            }
        }
    }

    // MARK: - Which records are data

    private func isData() throws -> Bool {
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
            if shape.totals.firstMatch(header) != nil || surroundings.totals.firstMatch(header) != nil {
                leftOut.totals += 1
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
    private func checkedWidth() -> Bool {
        guard raw.isText, current.count != binding.titles.count, shape.headerLines > 0 else { return true }
        let isEmptyBehind = (binding.titles.count..<max(current.count, binding.titles.count)).allSatisfy { text($0).isEmpty }
        if current.count > binding.titles.count, isEmptyBehind { return true }
        if current.faults.isEmpty {
            current.faults = [TableRecord.Fault(field: nil, why: .fieldCount(current.count, binding.titles.count))]
        }
        return true
    }

    private func noteTitle() {
        let texts = (0..<current.count).map { text($0) }.filter { !$0.isEmpty }
        above = Array((above + texts.prefix(4).map { HeaderText($0) }).suffix(12))
    }

    /// Whether the header of another table stands here, below the one that is read. What it means is taken up, or the sheet's rest is no data
    /// until a header comes that the shape fits.
    private func isAnotherHeader() throws -> Bool {
        guard shape.headerLines > 0, mayBeHeader() else { return false }
        while upcoming.count < shape.headerLines + 3, try raw.next(&scratch) { upcoming.append(scratch) }
        let head = ShapeHead([current] + upcoming.prefix(shape.headerLines - 1), sheet: raw.sheet, file: file)
        if let found = head.find(shape, output, surroundings, above: above, reach: 0) {
            upcoming.removeFirst(found.length - 1)
            binding = found.binding
            firstTemplate = places.add(found.binding)
            carried = [:]
            isOutside = false
        } else {
            isOutside = true
        }
        template = binding.templates.count
        above = []
        return true
    }

    private var scratch = TableRecord()

    /// Whether a key column has the header of one in this record.
    private func mayBeHeader() -> Bool {
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

    // MARK: - Long rows

    /// Makes the next long row of the current record.
    ///
    /// - Returns: false where it has no figure and is none.
    private func makeRow(_ record: inout TableRecord) -> Bool {
        let number = template
        let row = binding.templates[number]
        record.clear()
        record.countsFrom1904 = current.countsFrom1904
        record.fields.line = ShapePlaces.number(line: current.line, template: firstTemplate + number, part: part)
        if let fault = current.faults.first(where: { $0.field == nil }) {
            template = binding.templates.count
            for _ in output.fields { record.append("") }
            record.faults = [fault]
            return true
        }
        var parts = 1
        var (figures, missing, needed) = (0, 0, 0)
        var isWithoutParts = false
        for (index, field) in output.fields.enumerated() {
            let columns = row.columns[index]
            if !current.faults.isEmpty, let fault = current.faults.first(where: { $0.field.map(columns.contains) ?? false }) {
                record.faults.append(TableRecord.Fault(field: index, why: fault.why))
            }
            if isPlain[index], !binding.isFigure[index], let column = columns.first {
                appendPlain(column, to: &record)
                continue
            }
            let (text, isNumber, count) = value(field, index, row, columns)
            parts = max(parts, count)
            // A list with nothing in it, or nothing that is known, gives no row.
            if field.separator != nil, text.isEmpty { isWithoutParts = true }
            if binding.isFigure[index] {
                let isThere = !surroundings.noValue.isMeant(by: text) || record.faults.contains { $0.field == index }
                figures += 1
                if !isThere {
                    missing += 1
                    if isRequired[index] { needed += 1 }
                }
            }
            record.append(text)
            if isNumber { record.numbers.insert(index) }
        }
        part += 1
        if part >= min(parts, ShapePlaces.partLimit) {
            part = 0
            template += 1
        }
        if isWithoutParts {
            leftOut.others += 1
            return false
        }
        if needed > 0 || figures > 0 && missing == figures {
            leftOut.figures += 1
            return false
        }
        return true
    }

    /// Copies a cell as it stands, without a dash or a dot in front of it.
    private func appendPlain(_ column: Int, to record: inout TableRecord) {
        guard column < current.count else { return record.append("") }
        let range = current.range(column)
        if let first = current.bytes[range].first, first == 0x2D || first == 0x2A || first >= 0x80,
            let bare = Self.withoutDash(current.text(column))
        {
            return record.append(bare)
        }
        record.fields.bytes.append(contentsOf: current.bytes[range])
        record.fields.ends.append(record.fields.bytes.count)
        if current.numbers.contains(column) { record.numbers.insert(record.count - 1) }
    }

    /// The text behind a dash or a dot at the head of a line; `nil` where none stands there, or nothing behind it.
    static func withoutDash(_ text: String) -> String? {
        guard let first = text.first, "-–—•·*".contains(first) else { return nil }
        let rest = text.dropFirst().drop { $0 == first }
        guard let next = rest.first, next.isWhitespace || first != "*" && next.isLetter else { return nil }
        let bare = rest.trimmingSpaces()
        return bare.isEmpty ? nil : String(bare)
    }

    private func text(_ column: Int) -> String {
        guard column < current.count else { return "" }
        return String(Substring(current.text(column)).trimmingSpaces())
    }

    private func firstText() -> String {
        for column in 0..<min(current.count, 4) {
            let text = text(column)
            if !text.isEmpty { return text }
        }
        return ""
    }

    private func joined(_ field: TableShape.Field, _ columns: [Int]) -> String {
        let separator: String
        if case .joined(_, let with) = field.source { separator = with } else { separator = " " }
        var texts = columns.map { text($0) }.filter { !$0.isEmpty }
        // `Kota` beside `Kota Sorong` is not said twice.
        if texts.count > 1, texts[1].lowercased().hasPrefix(texts[0].lowercased() + " ") { texts.removeFirst() }
        return texts.joined(separator: separator)
    }

    /// What a field of a long row holds.
    ///
    /// - Returns: the text, whether it is a number with a decimal point, and how many values the cell has.
    private func value(
        _ field: TableShape.Field, _ index: Int, _ row: ShapeBinding.Template, _ columns: [Int]
    ) -> (text: String, isNumber: Bool, count: Int) {
        switch field.source {
        case .constant(let text): return (text, false, 1)
        case .taken(let name): return (said(row.taken[name] ?? "", field), false, 1)
        case .stated: return (surroundings.stated[field.column] ?? "", false, 1)
        case .above(let patterns):
            return (said(takenFromAbove(patterns), field), false, 1)
        case .joined, .columns, .sum:
            if columns.isEmpty { return (surroundings.stated[field.column] ?? "", false, 1) }
        }
        if binding.isFigure[index] || isNumeric(field) { return figure(field, index, row, columns) }
        var text = joined(field, columns)
        if field.carriesDown {
            if text.isEmpty { text = carried[index] ?? "" } else { carried[index] = text }
        }
        if let key = field.inside { text = NestedText.value(of: key, in: text) ?? text }
        var count = 1
        if let separator = field.separator {
            var parts = text.split(separator: separator).map { String($0.trimmingSpaces()) }.filter { !$0.isEmpty }
            if field.namesPrograms, let programs = surroundings.programs {
                // Two words for one kejuruan name its programmes once.
                var seen: Set<String> = []
                parts = parts.flatMap { programs[String(HeaderText(said($0, field)).lowered)] ?? [] }.filter { seen.insert($0).inserted }
            }
            count = max(1, parts.count)
            text = parts.indices.contains(part) ? parts[part] : ""
        }
        let isNumber = columns.count == 1 && current.numbers.contains(columns[0])
        return (said(Self.withoutDash(text) ?? text, field), isNumber && field.words.isEmpty && !field.makesCode, count)
    }

    /// What the first pattern that fits a text above the table takes out of it.
    private func takenFromAbove(_ patterns: [HeaderPattern]) -> String {
        for pattern in patterns {
            for text in binding.above {
                if let taken = pattern.match(text) { return taken.values.sorted().first ?? "" }
            }
        }
        return ""
    }

    private func isNumeric(_ field: TableShape.Field) -> Bool {
        if case .sum = field.source { return true }
        return field.unit != nil || field.isWhole
    }

    /// A text in the words of ours that the shape has for it, or as a code.
    private func said(_ text: String, _ field: TableShape.Field) -> String {
        var text = text
        if !field.words.isEmpty { text = field.words[String(HeaderText(text).lowered)] ?? text }
        return field.makesCode ? Self.code(text) : text
    }

    /// A code of a name: its letters and digits in capitals, with one dash between words.
    static func code(_ text: String) -> String {
        var code = ""
        for character in text.folding(options: .diacriticInsensitive, locale: nil).uppercased() {
            if character.isASCII, character.isLetter || character.isNumber {
                code.append(character)
            } else if !code.isEmpty, code.last != "-" {
                code.append("-")
            }
            if code.utf8.count >= 60 { break }
        }
        while code.last == "-" { code.removeLast() }
        return code
    }

    /// A figure in our unit. What is no number is left as it stands, so that its row is refused with it.
    private func figure(
        _ field: TableShape.Field, _ index: Int, _ row: ShapeBinding.Template, _ columns: [Int]
    ) -> (text: String, isNumber: Bool, count: Int) {
        var factor = row.factors[index]
        if let column = binding.unitColumns[index] {
            factor = (ShapeBinding.factor(named: text(column), surroundings.units) ?? field.ours) / field.ours
        }
        if columns.count == 1, factor == 1, !field.isWhole {
            let text = text(columns[0])
            if surroundings.noValue.isMeant(by: text) { return (shape.blankIsZero ? "0" : "", false, 1) }
            return (text, current.numbers.contains(columns[0]), 1)
        }
        var sum = 0.0
        for column in columns {
            let text = text(column)
            if surroundings.noValue.isMeant(by: text) {
                if shape.blankIsZero { continue }
                return ("", false, 1)
            }
            let number =
                current.numbers.contains(column) ? Double(text) : (try? NumberText.read(Substring(text), style: styles[index]).get()) ?? nil
            guard let number else { return (text, false, 1) }
            sum += number
        }
        // The product of a short decimal and a power of ten is meant exactly.
        var result = factor == 1 ? sum : (sum * factor * 1e6).rounded() / 1e6
        if field.isWhole { result = result.rounded() }
        let text = result == result.rounded() && abs(result) < 1e15 ? String(Int64(result)) : String(result)
        return (text, true, 1)
    }
}

extension TableRecord {
    /// Adds a field.
    mutating func append(_ text: String) {
        fields.bytes.append(contentsOf: text.utf8)
        fields.ends.append(fields.bytes.count)
    }
}

extension HeaderPattern {
    /// Whether the pattern fits more than one text.
    var hasWildcard: Bool { text.contains("*") || text.contains("{") }
}
