import Domain
import OccupationCoding

/// Rows one by one, before they are sent to the database.
extension TableImport {
    /// A row that was checked by itself.
    struct CheckedRow {
        /// The values by column, without those that are at fault; `nil` where the record itself cannot be believed.
        let values: [String?]?
        /// All that is wrong, in the order of the columns; versions and codes of occupations come next, and rules between columns last. A row
        /// without faults is taken.
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
    func checked(
        _ record: TableRecord, _ layout: ColumnLayout, _ regions: RegionReader?, _ occupations: inout OccupationReader?
    ) -> CheckedRow {
        func whole(_ why: RejectReason) -> CheckedRow {
            CheckedRow(values: nil, faults: [Rejection(line: record.line, column: nil, value: nil, why: why)])
        }
        // Where the record itself is in doubt, its fields say nothing.
        if let fault = record.faults.first(where: { $0.field == nil }) { return whole(fault.why) }
        guard record.count == layout.header.count else { return whole(.fieldCount(record.count, layout.header.count)) }
        var row: [String: String] = [:]
        var faults: [Rejection] = []
        var bad: Set<String> = []
        func refuse(_ index: Int, _ value: String?, _ why: RejectReason) {
            let title = layout.title(of: index, in: specification)
            faults.append(Rejection(line: record.line, column: title, value: value, why: why))
            bad.insert(specification.columns[index].name)
        }
        func refuse(_ fault: (column: String, why: RejectReason)) {
            guard let index = specification.columns.firstIndex(where: { $0.name == fault.column }) else { return }
            refuse(index, layout.fields[index].map { record.text($0) } ?? row[fault.column], fault.why)
        }
        for (index, column) in specification.columns.enumerated() {
            let (text, answer) = value(of: index, record, layout, regions)
            switch answer {
            case .failure(let why): refuse(index, text, why)
            case .success(nil) where column.required: refuse(index, text, .missing)
            case .success(let value): row[column.name] = value
            }
        }
        var version: String?
        switch occupations?.version(of: record, layout, importer.aliases.noValue) {
        case .failure(let refused):
            faults.append(refused.rejection)
            bad.insert(KindSpecification.occupationVersion)
        case .success(let stated): version = stated
        case nil: break
        }
        row[KindSpecification.occupationVersion] = version
        if let complete = specification.complete {
            let needed = specification.key + specification.columns.filter { $0.role == .check }.map(\.name)
            let derived = specification.columns.filter { $0.role == .derived }.map(\.name)
            if bad.isDisjoint(with: needed) {
                if let fault = complete(&row) {
                    refuse(fault)
                    bad.formUnion(derived.filter { row[$0] == nil })
                }
            } else {
                // What the columns mean is not known.
                bad.formUnion(needed + derived)
            }
        }
        var illegibleCodes = bad
        if let unitGroups, !bad.contains("occupation_code"), let text = row["occupation_code"] {
            switch unitGroups.code(text) {
            case .failure(let why): refuse(("occupation_code", why))
            case .success(let code): row["occupation_code"] = code
            }
            // Names are those of our groups, whatever version the codes of the file are of.
            illegibleCodes = UnitGroupNames.isCode(text) ? bad : bad.union(["occupation_code"])
        }
        let conversion = version.flatMap { version in occupations.map { convert(&row, without: illegibleCodes, of: version, $0) } }
        for fault in conversion?.faults ?? [] { refuse(fault) }
        if importer.kind == .titles, let title = row["title"] {
            // Taught titles are stored as the coder sees them.
            let normal = TitleText(title, words: titleWords).normalised
            if normal.isEmpty { refuse(0, title, .emptyTitle) }
            row["title"] = normal
        }
        let illegible = bad
        for check in specification.checks where illegible.isDisjoint(with: check.columns) {
            if let fault = check.fault(row) { refuse(fault) }
        }
        if faults.isEmpty, let version, let conversion { occupations?.count(version, conversion.changes) }
        // Codes of a version that is not known are not compared with ours, nor is what is at fault already with other tables.
        if version == nil, occupations != nil { bad.formUnion(specification.occupationColumns) }
        return CheckedRow(values: specification.columns.map { bad.contains($0.name) ? nil : row[$0.name] }, faults: faults)
    }

    /// What became of the codes of occupations of a row.
    private struct Conversion {
        var changes: [(from: String, to: String)] = []
        var faults: [(column: String, why: RejectReason)] = []
    }

    /// Puts our codes of occupations in the place of those of a version, in the columns that are not at fault already.
    private func convert(
        _ row: inout [String: String], without bad: Set<String>, of version: String, _ reader: OccupationReader
    ) -> Conversion {
        var conversion = Conversion()
        guard version != Classification.occupations else { return conversion }
        let lists = Set(specification.lists.map(\.column))
        for column in specification.occupationColumns where !bad.contains(column) {
            guard let text = row[column] else { continue }
            if lists.contains(column) {
                switch reader.list(text, of: version) {
                case .failure(let why): conversion.faults.append((column, why))
                case .success(let list):
                    row[column] = list.text
                    conversion.changes += list.changes
                }
            } else {
                switch reader.code(text, of: version) {
                case .failure(let why): conversion.faults.append((column, why))
                case .success(let code):
                    row[column] = code
                    if code != text { conversion.changes.append((text, code)) }
                }
            }
        }
        return conversion
    }

    /// What stands in a column, and its value or what is wrong with it.
    private func value(
        of index: Int, _ record: TableRecord, _ layout: ColumnLayout, _ regions: RegionReader?
    ) -> (text: String, value: Result<String?, RejectReason>) {
        let column = specification.columns[index]
        let field = layout.fields[index]
        // Copies from pages have no-break spaces at the ends.
        var text = field.map { Substring(record.text($0)).trimmingSpaces() } ?? ""
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
