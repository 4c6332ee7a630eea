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
        /// Which part of its section the row is about; `nil` for all of it.
        let part: String?
    }

    /// What the regions and industries of the whole file say about each.
    struct TextsSeen {
        /// Pairs of code and name, where the code alone may mean two regions, with the number of rows.
        var pairs: [RegionReader.Pair: Int] = [:]
        /// Names that stand without a code.
        var names: Set<String> = []
        /// Industries as the file writes them.
        var industries: Set<String> = []
    }

    /// Reads the regions and the industries alone of a whole table.
    func textsSeen(_ importer: Importer) throws -> TextsSeen {
        var reader = try importer.reader(inspection)
        reader.comparesTotals = false
        let layout = try importer.layout(&reader, inspection, specification)
        let column = specification.columns.firstIndex { $0.type.isRegion }
        var seen = TextsSeen()
        let industry = specification.columns.firstIndex { $0.name == specification.industryColumn }.flatMap { layout.fields[$0] }
        guard let code = column.flatMap({ layout.fields[$0] }) else { return seen }
        var record = TableRecord()
        while try reader.next(&record) {
            guard record.count == layout.header.count else { continue }
            if let industry, seen.industries.count < Self.mostNames {
                let name = layout.industryName.map { record.text($0) } ?? ""
                seen.industries.insert(name.isEmpty ? record.text(industry) : "\(record.text(industry)). \(name)")
            }
            let text = ColumnType.withoutMarks(code: Substring(record.text(code)).trimmingSpaces())
            let name = layout.regionName.map { record.text($0) } ?? ""
            if RegionCodes.isBare(text) {
                if !name.isEmpty { seen.pairs[RegionReader.Pair(code: String(text), name: name), default: 0] += 1 }
            } else if text.contains(where: \.isLetter), seen.names.count < Self.mostNames {
                seen.names.insert(String(text))
            }
        }
        return seen
    }

    /// No office's table has more different names of regions.
    private static let mostNames = 10_000

    /// The values of a row in the form in which tables hold them, and all that is wrong in it.
    func checked(
        _ record: TableRecord, _ layout: ColumnLayout, _ regions: RegionReader?, _ industries: IndustryReader?,
        _ occupations: inout OccupationReader?
    ) -> CheckedRow {
        func whole(_ why: RejectReason) -> CheckedRow {
            CheckedRow(values: nil, faults: [Rejection(line: record.line, column: nil, value: nil, why: why)], part: nil)
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
            let (text, answer) = value(of: index, record, layout, regions, industries, occupations)
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
            // Taught titles are stored as the coder sees them, beside what was written.
            let normal = TitleText(title, words: titleWords).normalised
            if normal.isEmpty { refuse(0, title, .emptyTitle) }
            row["title"] = normal
            row["written_title"] = title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        if let reader = occupations, let groups = reader.groups, bad.isDisjoint(with: ["occupation_code", "name", "detail_code"]),
            row["detail_code"] == nil, let code = row["occupation_code"], let name = row["name"],
            let why = groups.refusal(of: code, named: name, reader.concordance)
        {
            refuse(("name", why))
        }
        let illegible = bad
        func has(_ name: String) -> Bool { specification.columns.firstIndex { $0.name == name }.flatMap { layout.fields[$0] } != nil }
        for check in specification.checks
        where illegible.isDisjoint(with: check.columns) && (check.inFilesWith.isEmpty || check.inFilesWith.contains(where: has)) {
            if let fault = check.fault(row) { refuse(fault) }
        }
        if faults.isEmpty, let version, let conversion { occupations?.count(version, conversion.changes) }
        // Codes of a version that is not known are not compared with ours, nor is what is at fault already with other tables.
        if version == nil, occupations != nil { bad.formUnion(specification.occupationColumns) }
        return CheckedRow(
            values: specification.columns.map { bad.contains($0.name) ? nil : row[$0.name] }, faults: faults,
            part: industries.flatMap { part(of: record, layout, $0) })
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
        of index: Int, _ record: TableRecord, _ layout: ColumnLayout, _ regions: RegionReader?, _ industries: IndustryReader?,
        _ occupations: OccupationReader?
    ) -> (text: String, value: Result<String?, RejectReason>) {
        let column = specification.columns[index]
        let field = layout.fields[index]
        // Copies from pages have no-break spaces at the ends.
        var text = field.map { Substring(record.text($0)).trimmingSpaces() } ?? ""
        // What is wrong in a cell that is not read does not matter.
        if !record.faults.isEmpty, let field, let fault = record.faults.first(where: { $0.field == field }) {
            return (String(text), .failure(fault.why))
        }
        var beside = RegionReader.Surroundings.none
        if column.type.isRegion {
            func other(_ field: Int?) -> String {
                guard let field else { return "" }
                let text = Substring(record.text(field)).trimmingSpaces()
                return importer.aliases.noValue.isMeant(by: text) ? "" : String(text)
            }
            beside = RegionReader.Surroundings(
                name: other(layout.regionName), province: other(layout.regionProvince), level: other(layout.regionLevel))
            if importer.aliases.noValue.isMeant(by: text) { (text, beside.name) = (Substring(beside.name), "") }
        }
        let isNumber = field.map { record.numbers.contains($0) } ?? false
        let isNothing = importer.aliases.noValue.isMeant(by: text, isName: column.isName)
        if !isNothing, let industries, column.name == specification.industryColumn {
            switch industries.read(text, name: layout.industryName.map { record.text($0) } ?? "") {
            case .failure(let why): return (String(text), .failure(why))
            // What is told of the value is what stands in the file.
            case .success(let code) where code != text:
                return (String(text), column.type.read(code[...], isNumber: false))
            case .success: break
            }
        }
        var answer =
            isNothing
            ? .success(nil)
            : column.type.read(
                text, regions: regions, beside: beside, isNumber: isNumber, countsFrom1904: record.countsFrom1904)
        if case .failure(let why) = answer, why.code == "bad_code", specification.occupationColumns.contains(column.name),
            let code = occupations?.restored(text)
        {
            answer = isNumber ? .success(code) : .failure(.lostZero(String(text), likely: code))
        }
        // No value, however it is written, is the column's standard where it has one.
        if case .success(nil) = answer, let standard = column.standard {
            answer = column.type.read(Substring(standard), regions: regions, beside: beside)
        }
        return (String(text), answer)
    }

    /// Which part of its section a row is about.
    private func part(of record: TableRecord, _ layout: ColumnLayout, _ industries: IndustryReader) -> String? {
        guard let index = specification.columns.firstIndex(where: { $0.name == specification.industryColumn }),
            let field = layout.fields[index]
        else { return nil }
        return industries.part(
            of: Substring(record.text(field)).trimmingSpaces(), name: layout.industryName.map { record.text($0) } ?? "")
    }

    /// What stands before the letter of a part in the column that says why a row is not merged yet.
    static let partMark = "part:"

    /// One line of COPY's text format: the line's number, whether the row is refused already or a part of one, and its values.
    static func append(_ row: [String?], line: Int, isRefused: Bool, part: String? = nil, to buffer: inout [UInt8]) {
        buffer.append(contentsOf: String(line).utf8)
        buffer.append(contentsOf: (isRefused ? "\tearly" : part.map { "\t\(partMark)\($0)" } ?? "\t\\N").utf8)
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
