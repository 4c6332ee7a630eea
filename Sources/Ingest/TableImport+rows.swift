import OccupationCoding

/// Rows one by one, before they are sent to the database.
extension TableImport {
    struct RowRefused: Error { let rejection: Rejection }

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

    /// The values of a row in the form in which tables hold them, or why the row is refused.
    func canonical(
        _ record: TableRecord, _ layout: ColumnLayout, _ regions: RegionReader?
    ) -> Result<[String?], RowRefused> {
        func refuse(_ column: Int?, _ value: String?, _ why: RejectReason) -> Result<[String?], RowRefused> {
            let title = column.map { layout.title(of: $0, in: specification) }
            return .failure(RowRefused(rejection: Rejection(line: record.line, column: title, value: value, why: why)))
        }
        if let fault = record.fault {
            let column = fault.field.flatMap { field in layout.fields.firstIndex(of: field) }
            // What is wrong in a cell that is not read does not matter.
            if fault.field == nil || column != nil {
                return refuse(column, fault.field.map { record.text($0) }, fault.why)
            }
        }
        guard record.count == layout.header.count else {
            return refuse(nil, nil, .fieldCount(record.count, layout.header.count))
        }
        var row: [String?] = []
        var byName: [String: String] = [:]
        for (index, column) in specification.columns.enumerated() {
            var text = layout.fields[index].map { Substring(record.text($0)) } ?? ""
            var name: Substring = ""
            if column.type.isRegion, let field = layout.regionName {
                name = Substring(record.text(field))
                if importer.aliases.noValue.isMeant(by: text) { (text, name) = (name, "") }
            }
            let isNumber = layout.fields[index].map { record.numbers.contains($0) } ?? false
            // A name beside the codes may have no value either.
            if importer.aliases.noValue.isMeant(by: name) { name = "" }
            let isNothing = importer.aliases.noValue.isMeant(by: text, isName: column.isName)
            var answer = isNothing ? .success(nil) : column.type.read(text, regions: regions, name: name, isNumber: isNumber)
            // No value, however it is written, is the column's standard where it has one.
            if case .success(nil) = answer, let standard = column.standard {
                answer = column.type.read(Substring(standard), regions: regions, name: name)
            }
            switch answer {
            case .failure(let why): return refuse(index, String(text), why)
            case .success(nil) where column.required: return refuse(index, String(text), .missing)
            case .success(let value):
                row.append(value)
                byName[column.name] = value
            }
        }
        if importer.kind == .titles, let title = byName["title"] {
            // Taught titles are stored as the coder sees them.
            let normal = TitleText(title, words: titleWords).normalised
            guard !normal.isEmpty else { return refuse(0, title, .emptyTitle) }
            row[0] = normal
        }
        if let (name, why) = specification.check(byName) {
            let index = specification.columns.firstIndex { $0.name == name }
            return refuse(index, index.flatMap { layout.fields[$0] }.map { record.text($0) } ?? byName[name], why)
        }
        return .success(row)
    }

    /// One line of COPY's text format.
    static func append(_ row: [String?], line: Int, to buffer: inout [UInt8]) {
        buffer.append(contentsOf: String(line).utf8)
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
