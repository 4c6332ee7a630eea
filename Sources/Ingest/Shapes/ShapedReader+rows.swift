import Foundation

/// How a record of the table becomes long rows: which cell each value comes from, and in which unit and spelling it stands there.
extension ShapedReader {
    /// Makes the next long row of the current record.
    ///
    /// - Returns: false where it has no figure and is none.
    func makeRow(_ record: inout TableRecord) -> Bool {
        let number = template
        let row = binding.templates[number]
        record.clear()
        record.countsFrom1904 = current.countsFrom1904
        record.fields.line = places.number(line: current.line, template: firstTemplate + number, part: part)
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
            var (text, isNumber, count) = value(field, index, row, columns)
            if let doubt {
                record.faults.append(TableRecord.Fault(field: index, why: doubt))
                self.doubt = nil
            }
            parts = max(parts, count)
            if field.namesProgram, let names = surroundings.programNames, !surroundings.noValue.isMeant(by: text) {
                switch names.code(of: text) {
                case .success(let code): (text, isNumber) = (code, false)
                case .failure(let why): record.faults.append(TableRecord.Fault(field: index, why: why))
                }
            }
            // A list with nothing in it, or nothing that is known, gives no row.
            if field.separator != nil, text.isEmpty { isWithoutParts = true }
            if binding.isFigure[index] {
                let isThere = isNumber || !surroundings.noValue.isMeant(by: text) || record.faults.contains { $0.field == index }
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
    func appendPlain(_ column: Int, to record: inout TableRecord) {
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

    func text(_ column: Int) -> String {
        guard column < current.count else { return "" }
        return String(Substring(current.text(column)).trimmingSpaces())
    }

    func firstText() -> String {
        for column in 0..<min(current.count, 4) {
            let text = text(column)
            if !text.isEmpty { return text }
        }
        return ""
    }

    func joined(_ field: TableShape.Field, _ columns: [Int]) -> String {
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
    func value(
        _ field: TableShape.Field, _ index: Int, _ row: ShapeBinding.Template, _ columns: [Int]
    ) -> (text: String, isNumber: Bool, count: Int) {
        switch field.source {
        case .constant(let text): return (text, false, 1)
        case .taken(let name): return (said(row.taken[name] ?? "", field, index), false, 1)
        case .stated: return (surroundings.stated[field.column] ?? "", false, 1)
        case .above(let patterns):
            // A person knows better than a title or the name of a file.
            return (surroundings.stated[field.column] ?? said(takenFromAbove(patterns), field), false, 1)
        case .joined, .columns, .sum:
            if columns.isEmpty { return (surroundings.stated[field.column] ?? "", false, 1) }
        }
        if binding.isFigure[index] || isNumeric(field) { return figure(field, index, row, columns) }
        var text = joined(field, columns)
        if text.isEmpty, field.column == KindSpecification.regionName, let province = provinceColumn(row) {
            // A row of a province itself, in the table of its regencies.
            text = self.text(province)
        }
        if field.carriesDown {
            if text.isEmpty { text = carried[index] ?? "" } else { carried[index] = text }
        }
        if let key = field.inside { text = NestedText.value(of: key, in: text) ?? text }
        var count = 1
        if let separator = field.separator {
            let values = parts[[template, index]] ?? values(of: text, separator, field)
            parts[[template, index]] = values
            count = max(1, values.count)
            text = values.indices.contains(part) ? values[part] : ""
        }
        let isNumber = columns.count == 1 && current.numbers.contains(columns[0])
        return (said(Self.withoutDash(text) ?? text, field, index), isNumber && field.words.isEmpty && !field.makesCode, count)
    }

    /// The values of a cell that has several.
    private func values(of text: String, _ separator: Character, _ field: TableShape.Field) -> [String] {
        let values = text.split(separator: separator).map { String($0.trimmingSpaces()) }.filter { !$0.isEmpty }
        guard field.namesPrograms, let programs = surroundings.programs else { return values }
        // Two words for one kejuruan name its programmes once.
        var seen: Set<String> = []
        return values.flatMap { programs[String(HeaderText(said($0, field)).lowered)] ?? [] }.filter { seen.insert($0).inserted }
    }

    /// The column that names the province that regions lie in; `nil` where there is none.
    private func provinceColumn(_ row: ShapeBinding.Template) -> Int? {
        guard let index = output.fields.firstIndex(where: { $0.column == KindSpecification.regionProvince }) else { return nil }
        return row.columns[index].first
    }

    /// What the first pattern that fits a text above the table takes out of it.
    func takenFromAbove(_ patterns: [HeaderPattern]) -> String {
        for pattern in patterns {
            for text in binding.above {
                if let taken = pattern.match(text) { return taken.values.sorted().first ?? "" }
            }
        }
        return ""
    }

    func isNumeric(_ field: TableShape.Field) -> Bool {
        if case .sum = field.source { return true }
        return field.unit != nil || field.isWhole
    }

    /// A text of a field in the words of ours that the shape has for it, or as a code; each text is looked up once.
    private func said(_ text: String, _ field: TableShape.Field, _ index: Int) -> String {
        guard field.makesCode || !field.words.isEmpty else { return text }
        if let known = saidBefore[index]?[text] { return known }
        let answer = said(text, field)
        if saidBefore[index]?.count ?? 0 >= Self.mostTexts { saidBefore[index] = [:] }
        saidBefore[index, default: [:]][text] = answer
        return answer
    }

    /// A text in the words of ours that the shape has for it, or as a code.
    func said(_ text: String, _ field: TableShape.Field) -> String {
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
    func figure(
        _ field: TableShape.Field, _ index: Int, _ row: ShapeBinding.Template, _ columns: [Int]
    ) -> (text: String, isNumber: Bool, count: Int) {
        var factor = row.factors[index]
        if let column = binding.unitColumns[index] {
            factor = (ShapeBinding.factor(named: text(column), surroundings.units) ?? field.ours) / field.ours
        }
        if columns.count == 1, factor == 1, !field.isWhole {
            let text = text(columns[0])
            noteRivals(row.rivals[index], of: columns[0], title: index)
            let isNumber = !text.isEmpty && current.numbers.contains(columns[0])
            if !isNumber, surroundings.noValue.isMeant(by: text) { return (shape.blankIsZero ? "0" : "", false, 1) }
            // A text that everybody reads so is told as it stands.
            if !isNumber, let style = style(of: text), style != styles[index],
                case .success(let number?) = NumberText.read(Substring(text), style: style)
            {
                return (Self.plain(number), true, 1)
            }
            return (text, isNumber, 1)
        }
        if columns.count == 1 { noteRivals(row.rivals[index], of: columns[0], title: index) }
        var sum = 0.0
        for column in columns {
            let text = text(column)
            if surroundings.noValue.isMeant(by: text) {
                if shape.blankIsZero { continue }
                return ("", false, 1)
            }
            let isNumber = current.numbers.contains(column)
            let style = style(of: text)
            // In a table of thousands a point may stand before thousands or before decimals.
            if !isNumber, factor != 1, style == nil, text.contains(/^[0-9]{1,3}[.,][0-9]{3}$/) { doubt = .ambiguousNumber }
            let number = isNumber ? Double(text) : (try? NumberText.read(Substring(text), style: style ?? styles[index]).get()) ?? nil
            guard let number else { return (text, false, 1) }
            sum += number
        }
        // The product of a short decimal and a power of ten is meant exactly.
        var result = factor == 1 ? sum : (sum * factor * 1e6).rounded() / 1e6
        if field.isWhole { result = result.rounded() }
        return (Self.plain(result), true, 1)
    }

    private static func plain(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
    }

    /// A figure that the table states twice, and otherwise each time, cannot be believed.
    private func noteRivals(_ rivals: [Int], of column: Int, title index: Int) {
        let own = text(column)
        for rival in rivals {
            let other = text(rival)
            guard other != own, !surroundings.noValue.isMeant(by: other), plainFigure(other, rival) != plainFigure(own, column) else {
                continue
            }
            doubt = .columnsDiffer(binding.titles[rival], other)
        }
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
