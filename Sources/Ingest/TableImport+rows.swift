/// Rows one by one, before they are sent to the database.
extension TableImport {
    /// A row that was checked by itself.
    struct CheckedRow {
        /// The values by column, without those that are at fault; `nil` where the record itself cannot be believed.
        let values: [String?]?
        /// All that is wrong, in the order of the columns; rules between columns come last. A row without faults is taken.
        let faults: [Rejection]
    }

    /// The pairs of region code and name of the whole file, where the code alone may mean two regions.
    func namedCodes() throws -> [RegionReader.Pair: Int] {
        var reader = try importer.reader(inspection)
        let layout = try importer.layout(&reader, inspection, specification)
        let column = specification.columns.firstIndex { $0.type.isRegion }
        guard let code = column.flatMap({ layout.fields[$0] }), let name = layout.regionName else { return [:] }
        var pairs: [RegionReader.Pair: Int] = [:]
        var record = TableRecord()
        while try reader.next(&record) {
            guard record.count == layout.header.count else { continue }
            let pair = RegionReader.Pair(code: record.text(code), name: record.text(name))
            if RegionCodes.isBare(Substring(pair.code)), !pair.name.isEmpty { pairs[pair, default: 0] += 1 }
        }
        return pairs
    }

    /// The values of a row in the form in which tables hold them, and all that is wrong in it.
    func checked(_ record: TableRecord, _ layout: ColumnLayout, _ regions: RegionReader?) -> CheckedRow {
        func whole(_ why: RejectReason) -> CheckedRow {
            CheckedRow(values: nil, faults: [Rejection(line: record.line, column: nil, value: nil, why: why)])
        }
        // Where the record itself is in doubt, its fields say nothing.
        if let fault = record.faults.first(where: { $0.field == nil }) { return whole(fault.why) }
        guard record.count == layout.header.count else { return whole(.fieldCount(record.count, layout.header.count)) }
        var values: [String?] = []
        var byName: [String: String] = [:]
        var faults: [Rejection] = []
        var bad: Set<String> = []
        func refuse(_ index: Int, _ value: String?, _ why: RejectReason) {
            let title = layout.title(of: index, in: specification)
            faults.append(Rejection(line: record.line, column: title, value: value, why: why))
            bad.insert(specification.columns[index].name)
        }
        for (index, column) in specification.columns.enumerated() {
            let (text, answer) = value(of: index, record, layout, regions)
            switch answer {
            case .failure(let why): refuse(index, text, why)
            case .success(nil) where column.required: refuse(index, text, .missing)
            case .success(let value): byName[column.name] = value
            }
            values.append(byName[column.name])
        }
        if importer.kind == .titles, let title = byName["title"] {
            // Taught titles are stored as the coder sees them.
            let normal = TitleText(title).normalised
            if normal.isEmpty { refuse(0, title, .emptyTitle) }
            values[0] = normal
        }
        let illegible = bad
        for check in specification.checks where illegible.isDisjoint(with: check.columns) {
            guard let (name, why) = check.fault(byName), let index = specification.columns.firstIndex(where: { $0.name == name }) else {
                continue
            }
            refuse(index, layout.fields[index].map { record.text($0) } ?? byName[name], why)
        }
        guard !faults.isEmpty else { return CheckedRow(values: values, faults: []) }
        // What is at fault already is not compared with other tables.
        for (index, column) in specification.columns.enumerated() where bad.contains(column.name) { values[index] = nil }
        return CheckedRow(values: values, faults: faults)
    }

    /// What stands in a column, and its value or what is wrong with it.
    private func value(
        of index: Int, _ record: TableRecord, _ layout: ColumnLayout, _ regions: RegionReader?
    ) -> (text: String, value: Result<String?, RejectReason>) {
        let column = specification.columns[index]
        let field = layout.fields[index]
        var text = field.map { Substring(record.text($0)) } ?? ""
        // What is wrong in a cell that is not read does not matter.
        if !record.faults.isEmpty, let field, let fault = record.faults.first(where: { $0.field == field }) {
            return (String(text), .failure(fault.why))
        }
        var name: Substring = ""
        if column.type.isRegion, let field = layout.regionName {
            name = Substring(record.text(field))
            if importer.aliases.noValue.isMeant(by: text) { (text, name) = (name, "") }
        }
        let isNumber = field.map { record.numbers.contains($0) } ?? false
        // A name beside the codes may have no value either.
        if importer.aliases.noValue.isMeant(by: name) { name = "" }
        let isNothing = importer.aliases.noValue.isMeant(by: text, isName: column.isName)
        var answer = isNothing ? .success(nil) : column.type.read(text, regions: regions, name: name, isNumber: isNumber)
        // No value, however it is written, is the column's standard where it has one.
        if case .success(nil) = answer, let standard = column.standard {
            answer = column.type.read(Substring(standard), regions: regions, name: name)
        }
        return (String(text), answer)
    }

    /// One line of COPY's text format: the line's number, whether the row is refused already, and its values.
    static func append(_ row: [String?], line: Int, isRefused: Bool, to buffer: inout [UInt8]) {
        buffer.append(contentsOf: String(line).utf8)
        buffer.append(contentsOf: (isRefused ? "\tearly" : "\t\\N").utf8)
        for value in row {
            buffer.append(0x09)
            guard let value else {
                buffer.append(0x5C)
                buffer.append(0x4E)
                continue
            }
            for byte in value.utf8 {
                switch byte {
                case 0x5C: buffer.append(contentsOf: [0x5C, 0x5C])
                case 0x09: buffer.append(contentsOf: [0x5C, 0x74])
                case 0x0A: buffer.append(contentsOf: [0x5C, 0x6E])
                case 0x0D: buffer.append(contentsOf: [0x5C, 0x72])
                default: buffer.append(byte)
                }
            }
        }
        buffer.append(0x0A)
    }
}
