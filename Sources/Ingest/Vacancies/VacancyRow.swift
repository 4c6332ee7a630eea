import Domain

/// One advertisement, as ranges of a record's bytes and as numbers.
struct VacancyRow {
    var title: Range<Int>
    var employer: Range<Int>
    var place: Range<Int>
    /// `nil` where the file states none, or none that is believed.
    var pay: Pay?
    /// Whether the file states a pay that cannot be one: the advertisement counts, its pay does not.
    var hasDroppedPay = false
    /// Days since 1970-01-01.
    var posted: Int32?
    var openings: Int32?
    /// The code of the industry; empty for none.
    var industry: [UInt8]
    /// The code of an occupation that the file states for this advertisement, as ours; empty for none.
    var occupation: [UInt8]
    /// What stands beside the title and may help to code it; empty where it says nothing or is not read.
    var category = 0..<0
    var skills = 0..<0
}

extension VacancyImport {
    private typealias Column = KindSpecification.VacancyColumn

    /// The most rupiah a month that are believed.
    private static let mostPay: Int64 = 10_000_000_000

    /// Reads a record, or notes all that it is refused for.
    ///
    /// - Throws: `ImportError.temporaryFile` when the reasons cannot be kept.
    func check(_ record: TableRecord, _ layout: ColumnLayout, _ tally: inout VacancyTally) throws -> VacancyRow? {
        let specification = KindSpecification.vacancies
        var isRefused = false
        func refuse(_ column: Int?, _ value: String?, _ why: RejectReason) throws {
            let title = column.map { layout.title(of: $0, in: specification) }
            try tally.log.append(Rejection(line: record.line, column: title, value: value, why: why))
            isRefused = true
        }
        // Where the record itself is in doubt, its fields say nothing.
        if let fault = record.faults.first(where: { $0.field == nil }) {
            try refuse(nil, nil, fault.why)
            return nil
        }
        guard record.count == layout.header.count else {
            try refuse(nil, nil, .fieldCount(record.count, layout.header.count))
            return nil
        }
        func range(_ column: Int) -> Range<Int> { layout.fields[column].map { record.range($0) } ?? 0..<0 }
        func text(_ column: Int) -> String { String(decoding: record.bytes[range(column)], as: UTF8.self) }
        func isNumber(_ column: Int) -> Bool { layout.fields[column].map { record.numbers.contains($0) } ?? false }
        func value(_ column: Int) -> Result<String?, RejectReason> {
            specification.columns[column].type.read(Substring(text(column)), isNumber: isNumber(column))
        }
        func isNothing(_ column: Int) -> Bool { range(column).isEmpty || importer.aliases.noValue.isMeant(by: text(column)) }
        // What is wrong in a cell that is not read does not matter.
        func fault(_ column: Int) -> RejectReason? {
            guard !record.faults.isEmpty, let field = layout.fields[column] else { return nil }
            return record.faults.first { $0.field == field }?.why
        }
        var row = VacancyRow(
            title: range(Column.title), employer: range(Column.employer), place: range(Column.place),
            industry: [], occupation: [])
        func checkText(_ column: Int, _ bytes: Range<Int>, limit: Int, isNeeded: Bool) throws {
            if let why = fault(column) {
                try refuse(column, text(column), why)
            } else if isNeeded, bytes.isEmpty {
                try refuse(column, "", .missing)
            } else if bytes.count > limit {
                try refuse(column, text(column), .tooLong(limit))
            }
        }
        try checkText(Column.title, row.title, limit: 500, isNeeded: true)
        try checkText(Column.employer, row.employer, limit: 500, isNeeded: false)
        try checkText(Column.place, row.place, limit: 300, isNeeded: true)
        if tally.hasHints {
            // They only help: what is wrong in them refuses no advertisement.
            func hint(_ column: Int) -> Range<Int> { isNothing(column) || fault(column) != nil ? 0..<0 : range(column) }
            (row.category, row.skills) = (hint(Column.category), hint(Column.skills))
        }
        let pay = range(Column.pay)
        if let why = fault(Column.pay) {
            try refuse(Column.pay, text(Column.pay), why)
        } else if let plain = Self.plainInteger(record.bytes, pay) {
            row.pay = Pay(amount: plain)
        } else if !isNothing(Column.pay) {
            switch readPay(text(Column.pay), isNumber: isNumber(Column.pay), &tally.pays) {
            case .illegible: row.hasDroppedPay = true
            case .none: break
            case .pay(let pay): row.pay = pay
            }
        }
        if let pay = row.pay, pay.least < 1 || pay.most > Self.mostPay {
            (row.pay, row.hasDroppedPay) = (nil, true)
        }
        let posted = range(Column.posted)
        if let why = fault(Column.posted) {
            try refuse(Column.posted, text(Column.posted), why)
        } else if let day = Self.isoDay(record.bytes, posted) {
            row.posted = day
        } else if !isNothing(Column.posted) {
            switch DateText.read(cell: Substring(text(Column.posted)), countsFrom1904: record.countsFrom1904) {
            case .failure: try refuse(Column.posted, text(Column.posted), .notADay)
            case .success(let day): row.posted = day?.daysSince1970
            }
        }
        if let why = fault(Column.openings) {
            try refuse(Column.openings, text(Column.openings), why)
        } else if !isNothing(Column.openings) {
            switch value(Column.openings) {
            case .failure(let why): try refuse(Column.openings, text(Column.openings), why)
            case .success(let value): row.openings = value.flatMap { Int32($0) }
            }
        }
        /// The bytes of a code, which are those of the file in most rows.
        func codeBytes(_ column: Int) -> [UInt8] {
            if case .success(let read?) = value(column) { return Array(read.utf8) }
            if column == Column.industry, case .success(let code) = industries.read(Substring(text(column))) { return Array(code.utf8) }
            return Array(record.bytes[range(column)])
        }
        // A code of another form is told apart from one that does not exist. Only a number of a sheet is filled up to become a code.
        func why(_ column: Int, _ register: String, _ names: RegisterNames) -> RejectReason {
            if let why = fault(column) { return why }
            if case .failure(let why) = value(column) { return why }
            return .unknown(in: register, nearest: names.nearest(to: text(column)))
        }
        if let why = fault(Column.industry) {
            try refuse(Column.industry, text(Column.industry), why)
        } else if !isNothing(Column.industry) {
            row.industry = codeBytes(Column.industry)
            if !registers.industries.contains(row.industry[...]) {
                try refuse(Column.industry, text(Column.industry), why(Column.industry, "industry", registers.industryNames))
            }
        }
        if let why = fault(Column.occupation) {
            try refuse(Column.occupation, text(Column.occupation), why)
        } else if !isNothing(Column.occupation) {
            let stated = text(Column.occupation)
            let filled = tally.occupations.restored(stated)
            let code =
                filled.flatMap { isNumber(Column.occupation) ? $0 : nil } ?? String(decoding: codeBytes(Column.occupation), as: UTF8.self)
            let lost = code == filled ? nil : filled.map { RejectReason.lostZero(stated, likely: $0) }
            switch tally.occupations.version(of: record, layout, importer.aliases.noValue) {
            case .failure(let refused):
                try tally.log.append(refused.rejection)
                isRefused = true
            case .success(let version):
                switch tally.occupations.code(code, of: version) {
                case .failure(let why): try refuse(Column.occupation, stated, lost ?? why)
                case .success(let ours) where !registers.occupations.contains(Array(ours.utf8)[...]):
                    let form = lost ?? why(Column.occupation, "occupation", registers.occupationNames)
                    let other = form.code == "unknown" ? tally.occupations.otherVersion(code) : nil
                    try refuse(Column.occupation, stated, other ?? form)
                case .success(let ours):
                    row.occupation = Array(ours.utf8)
                    if !isRefused { tally.occupations.count(version, code == ours ? [] : [(code, ours)]) }
                }
            }
        }
        return isRefused ? nil : row
    }

    /// Pay that is not written in digits alone: an amount with separators, a range, a number of a sheet.
    private func readPay(_ text: String, isNumber: Bool, _ known: inout [String: PayText.Reading]) -> PayText.Reading {
        if !isNumber, let reading = known[text] { return reading }
        let reading = readPayAnew(text, isNumber: isNumber)
        // The memory of a file with other amounts in each row is given back.
        if known.count >= 50_000 { known.removeAll() }
        if !isNumber { known[text] = reading }
        return reading
    }

    private func readPayAnew(_ text: String, isNumber: Bool) -> PayText.Reading {
        let limit = Double(Self.mostPay)
        let type = ColumnType.number(0...limit, .count)
        // One amount without words is read like any number; it may be small.
        if isNumber || !text.contains(where: \.isLetter), case .success(let value?) = type.read(Substring(text), isNumber: isNumber),
            let amount = Double(value)
        {
            return .pay(Pay(least: amount, most: amount))
        }
        return isNumber ? .illegible : importer.aliases.pay.read(Substring(text).trimmingSpaces())
    }

    /// Digits only, as most files have them.
    private static func plainInteger(_ bytes: [UInt8], _ range: Range<Int>) -> Int64? {
        guard !range.isEmpty, range.count <= 15 else { return nil }
        var value: Int64 = 0
        for index in range {
            let digit = bytes[index] &- 0x30
            guard digit < 10 else { return nil }
            value = value * 10 + Int64(digit)
        }
        return value
    }

    /// `2018-11-23`, as most files have it.
    private static func isoDay(_ bytes: [UInt8], _ range: Range<Int>) -> Int32? {
        guard range.count == 10 else { return nil }
        return bytes.withUnsafeBufferPointer { all in
            let start = range.lowerBound
            guard all[start + 4] == 0x2D, all[start + 7] == 0x2D else { return nil }
            func number(_ from: Int, _ count: Int) -> Int? {
                var value = 0
                for index in start + from..<start + from + count {
                    let digit = all[index] &- 0x30
                    guard digit < 10 else { return nil }
                    value = value * 10 + Int(digit)
                }
                return value
            }
            guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2) else { return nil }
            return Day(year: year, month: month, day: day)?.daysSince1970
        }
    }
}
