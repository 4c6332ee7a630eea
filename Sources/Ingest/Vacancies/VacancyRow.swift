import Domain

/// One advertisement, as ranges of a record's bytes and as numbers.
struct VacancyRow {
    var title: Range<Int>
    var employer: Range<Int>
    var place: Range<Int>
    /// Rupiah a month; `nil` where the file states none, or none that is believed.
    var pay: Int64?
    /// Whether the file states a pay that cannot be one: the advertisement counts, its pay does not.
    var hasDroppedPay = false
    /// Days since 1970-01-01.
    var posted: Int32?
    var openings: Int32?
    var industry: Range<Int>
    /// The code of an occupation that the file states for this advertisement, as ours; empty for none.
    var occupation: [UInt8]
}

extension VacancyImport {
    private typealias Column = KindSpecification.VacancyColumn

    /// The most rupiah a month that are believed.
    private static let mostPay: Int64 = 10_000_000_000

    /// Reads a record, or notes why it is refused.
    ///
    /// - Throws: `ImportError.temporaryFile` when the reason cannot be kept.
    func check(_ record: TableRecord, _ layout: ColumnLayout, _ tally: inout VacancyTally) throws -> VacancyRow? {
        let specification = KindSpecification.vacancies
        func refuse(_ column: Int?, _ value: String?, _ why: RejectReason) throws -> VacancyRow? {
            let title = column.map { layout.title(of: $0, in: specification) }
            try tally.log.append(Rejection(line: record.line, column: title, value: value, why: why))
            return nil
        }
        if let fault = record.fault {
            let column = fault.field.flatMap { field in layout.fields.firstIndex(of: field) }
            if fault.field == nil || column != nil {
                return try refuse(column, fault.field.map { record.text($0) }, fault.why)
            }
        }
        guard record.count == layout.header.count else {
            return try refuse(nil, nil, .fieldCount(record.count, layout.header.count))
        }
        func range(_ column: Int) -> Range<Int> { layout.fields[column].map { record.range($0) } ?? 0..<0 }
        func text(_ column: Int) -> String { String(decoding: record.bytes[range(column)], as: UTF8.self) }
        func value(_ column: Int) -> Result<String?, RejectReason> {
            let isNumber = layout.fields[column].map { record.numbers.contains($0) } ?? false
            return specification.columns[column].type.read(Substring(text(column)), isNumber: isNumber)
        }
        func isNothing(_ column: Int) -> Bool { range(column).isEmpty || importer.aliases.noValue.isMeant(by: text(column)) }
        var row = VacancyRow(
            title: range(Column.title), employer: range(Column.employer), place: range(Column.place),
            industry: range(Column.industry), occupation: [])
        if row.title.isEmpty { return try refuse(Column.title, "", .missing) }
        if row.place.isEmpty { return try refuse(Column.place, "", .missing) }
        if row.title.count > 500 { return try refuse(Column.title, text(Column.title), .tooLong(500)) }
        if row.place.count > 300 { return try refuse(Column.place, text(Column.place), .tooLong(300)) }
        if row.employer.count > 500 { return try refuse(Column.employer, text(Column.employer), .tooLong(500)) }
        let pay = range(Column.pay)
        if let plain = Self.plainInteger(record.bytes, pay) {
            row.pay = plain
        } else if !isNothing(Column.pay) {
            switch value(Column.pay) {
            case .failure: row.hasDroppedPay = true
            case .success(let value): row.pay = value.flatMap { Double($0) }.map { Int64($0.rounded()) }
            }
        }
        if let pay = row.pay, pay < 1 || pay > Self.mostPay {
            (row.pay, row.hasDroppedPay) = (nil, true)
        }
        let posted = range(Column.posted)
        if let day = Self.isoDay(record.bytes, posted) {
            row.posted = day
        } else if !isNothing(Column.posted) {
            guard case .success(let day) = DateText.read(Substring(text(Column.posted))) else {
                return try refuse(Column.posted, text(Column.posted), .notADay)
            }
            row.posted = day?.daysSince1970
        }
        if !isNothing(Column.openings) {
            switch value(Column.openings) {
            case .failure(let why): return try refuse(Column.openings, text(Column.openings), why)
            case .success(let value): row.openings = value.flatMap { Int32($0) }
            }
        }
        // A code of another form is told apart from one that does not exist. Nothing is padded to become a code.
        func why(_ column: Int, _ register: String) -> RejectReason {
            if case .failure(let why) = value(column) { why } else { .unknown(in: register) }
        }
        if !row.industry.isEmpty, isNothing(Column.industry) { row.industry = 0..<0 }
        if !row.industry.isEmpty, !registers.industries.contains(record.bytes[row.industry]) {
            return try refuse(Column.industry, text(Column.industry), why(Column.industry, "industry"))
        }
        if isNothing(Column.occupation) { return row }
        switch ourOccupation(text(Column.occupation), record, layout, &tally) {
        case .failure(let refused):
            try tally.log.append(refused.rejection)
            return nil
        case .success(let code): row.occupation = Array(code.utf8)
        }
        guard registers.occupations.contains(row.occupation[...]) else {
            let form = why(Column.occupation, "occupation")
            let unknown = tally.occupations?.unknown(text(Column.occupation))
            return try refuse(Column.occupation, text(Column.occupation), form.code == "unknown" ? unknown ?? form : form)
        }
        return row
    }

    /// Our code for the code of an occupation that a row states, in the version that the row or else the file states.
    private func ourOccupation(
        _ code: String, _ record: TableRecord, _ layout: ColumnLayout, _ tally: inout VacancyTally
    ) -> Result<String, RowRefused> {
        guard let occupations = tally.occupations else { return .success(code) }
        func refuse(_ title: String?, _ value: String, _ why: RejectReason) -> Result<String, RowRefused> {
            .failure(RowRefused(rejection: Rejection(line: record.line, column: title, value: value, why: why)))
        }
        let cell = layout.occupationVersion.map { Substring(record.text($0)).trimmingSpaces() } ?? ""
        switch occupations.version(importer.aliases.noValue.isMeant(by: cell) ? "" : cell) {
        case .failure(let why): return refuse(layout.occupationVersion.map { layout.header[$0] }, String(cell), why)
        case .success(let version):
            switch occupations.code(code, of: version) {
            case .failure(let why): return refuse(layout.title(of: Column.occupation, in: .vacancies), code, why)
            case .success(let ours):
                tally.occupations?.count(version, code == ours ? [] : [(code, ours)])
                return .success(ours)
            }
        }
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
