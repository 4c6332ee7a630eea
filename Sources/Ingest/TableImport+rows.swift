import Domain
import OccupationCoding

/// Rows one by one, before they are sent to the database.
extension TableImport {
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
        _ record: TableRecord, _ layout: ColumnLayout, _ regions: RegionReader?, _ occupations: inout OccupationReader?
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
        var row: [String: String] = [:]
        for (index, column) in specification.columns.enumerated() {
            // Copies from pages have no-break spaces at the ends.
            var text = layout.fields[index].map { Substring(record.text($0)).trimmingSpaces() } ?? ""
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
            case .success(let value): row[column.name] = value
            }
        }
        func refuseColumn(_ name: String, _ why: RejectReason) -> Result<[String?], RowRefused> {
            let index = specification.columns.firstIndex { $0.name == name }
            return refuse(index, index.flatMap { layout.fields[$0] }.map { record.text($0) } ?? row[name], why)
        }
        var version: String?
        switch occupationVersion(record, layout, occupations) {
        case .failure(let refused): return .failure(refused)
        case .success(let stated): version = stated
        }
        row[KindSpecification.occupationVersion] = version
        if let (name, why) = specification.complete(&row) { return refuseColumn(name, why) }
        if let version, let (name, why) = convert(&row, of: version, &occupations) { return refuseColumn(name, why) }
        if importer.kind == .titles, let title = row["title"] {
            // Taught titles are stored as the coder sees them.
            let normal = TitleText(title, words: titleWords).normalised
            guard !normal.isEmpty else { return refuse(0, title, .emptyTitle) }
            row["title"] = normal
        }
        if let (name, why) = specification.check(row) { return refuseColumn(name, why) }
        return .success(specification.columns.map { row[$0.name] })
    }

    /// The version of the codes of occupations of a row; `nil` in files of kinds without such codes.
    private func occupationVersion(
        _ record: TableRecord, _ layout: ColumnLayout, _ occupations: OccupationReader?
    ) -> Result<String?, RowRefused> {
        guard let occupations else { return .success(nil) }
        let text = layout.occupationVersion.map { Substring(record.text($0)).trimmingSpaces() } ?? ""
        return occupations.version(importer.aliases.noValue.isMeant(by: text) ? "" : text).map(Optional.some).mapError { why in
            RowRefused(
                rejection: Rejection(
                    line: record.line, column: layout.occupationVersion.map { layout.header[$0] }, value: String(text), why: why))
        }
    }

    /// Puts our codes of occupations in the place of those of a version.
    ///
    /// - Returns: the column at fault and the reason, where the version has no such code.
    private func convert(
        _ row: inout [String: String], of version: String, _ occupations: inout OccupationReader?
    ) -> (column: String, why: RejectReason)? {
        guard version != Classification.occupations, let reader = occupations else { return nil }
        var changes: [(from: String, to: String)] = []
        let lists = Set(specification.lists.map(\.column))
        for column in specification.occupationColumns {
            guard let text = row[column] else { continue }
            if lists.contains(column) {
                switch reader.list(text, of: version) {
                case .failure(let why): return (column, why)
                case .success(let list):
                    row[column] = list.text
                    changes += list.changes
                }
            } else {
                switch reader.code(text, of: version) {
                case .failure(let why): return (column, why)
                case .success(let code):
                    row[column] = code
                    if code != text { changes.append((text, code)) }
                }
            }
        }
        occupations?.count(version, changes)
        return nil
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
