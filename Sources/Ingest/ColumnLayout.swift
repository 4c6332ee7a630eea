/// Which field of a record holds which column.
struct ColumnLayout: Sendable {
    /// Field of each column of the specification; `nil` when the file has none.
    let fields: [Int?]
    /// Field of the names that stand beside a column of region codes.
    let regionName: Int?
    /// Field of the provinces that the regions lie in, by name or code.
    let regionProvince: Int?
    /// Field of what sort of region each is.
    let regionLevel: Int?
    /// Field of the names that stand beside a column of codes of industries.
    let industryName: Int?
    /// The system that the name of the column of region codes states.
    let regionSystem: RegionSystem?
    /// Field of the versions of the classification that codes of occupations are of.
    let occupationVersion: Int?
    /// The file's own names, for reject reports.
    let header: [String]
    /// Columns of the file that are not read.
    let ignored: [String]

    /// - Throws: `ImportError` when the mapping cannot be used, two columns mean the same, or a column that is needed is missing.
    init(
        header: [String], kind: ImportKind, specification: KindSpecification, mapping: [String: String], aliases: ImportAliases
    ) throws {
        let columns = specification.fileColumns.map(\.name)
        let meanings = aliases.columns(of: kind)
        var fieldOf: [String: Int] = [:]
        var mapped: Set<Int> = []
        for (theirs, ours) in mapping.sorted(by: { $0.key < $1.key }) {
            guard let column = meanings[Self.normal(ours)] else {
                throw ImportError.badMapping(.unknownColumn(ours, kind: kind.rawValue, columns: columns))
            }
            guard let field = header.firstIndex(of: theirs) ?? header.firstIndex(where: { Self.normal($0) == Self.normal(theirs) }) else {
                throw ImportError.badMapping(.absentColumn(theirs, found: header))
            }
            guard fieldOf.updateValue(field, forKey: column) == nil else { throw ImportError.duplicateColumn(theirs) }
            mapped.insert(field)
        }
        // What a person maps wins over what the header's own names mean.
        let settled = Set(fieldOf.keys)
        var ignored: [String] = []
        for (field, title) in header.enumerated() where !mapped.contains(field) {
            guard let column = meanings[Self.normal(title)], !settled.contains(column) else {
                if !title.isEmpty { ignored.append(title) }
                continue
            }
            guard let other = fieldOf[column] else {
                fieldOf[column] = field
                continue
            }
            // A file may have the codes of both systems, and more than one column of names.
            let systems = (aliases.regionSystem(named: header[other]), aliases.regionSystem(named: title))
            if column == specification.regionColumn, let first = systems.0, let second = systems.1, first != second {
                fieldOf[column] = first == .kemendagri ? other : field
                ignored.append(first == .kemendagri ? title : header[other])
            } else if Self.mayRepeat.contains(column) {
                ignored.append(title)
            } else {
                throw ImportError.duplicateColumn(title)
            }
        }
        // Without codes, the names say which regions are meant.
        if let region = specification.regionColumn, fieldOf[region] == nil {
            fieldOf[region] = fieldOf.removeValue(forKey: KindSpecification.regionName)
            // A table of provinces names nothing else.
            if fieldOf[region] == nil {
                fieldOf[region] = fieldOf.removeValue(forKey: KindSpecification.regionProvince)
                fieldOf[region] = fieldOf[region] ?? fieldOf.removeValue(forKey: KindSpecification.regionProvinceCode)
            }
        }
        if let industry = specification.industryColumn, fieldOf[industry] == nil {
            fieldOf[industry] = fieldOf.removeValue(forKey: KindSpecification.industryName)
        }
        let missing = specification.columns.filter { $0.required && fieldOf[$0.name] == nil }.map(\.name)
        guard missing.isEmpty else {
            throw ImportError.missingColumns(
                missing, kind: kind.rawValue, found: header, expected: specification.columnList)
        }
        fields = specification.columns.map { $0.role == .derived ? nil : fieldOf[$0.name] }
        occupationVersion = fieldOf[KindSpecification.occupationVersion]
        industryName = fieldOf[KindSpecification.industryName]
        regionName = fieldOf[KindSpecification.regionName]
        regionProvince = fieldOf[KindSpecification.regionProvince] ?? fieldOf[KindSpecification.regionProvinceCode]
        regionLevel = fieldOf[KindSpecification.regionLevel]
        regionSystem = specification.regionColumn.flatMap { fieldOf[$0] }.flatMap { aliases.regionSystem(named: header[$0]) }
        self.header = header
        self.ignored = ignored
    }

    /// Columns that help to read the regions; where a file has several of a sort, the first is read.
    private static let mayRepeat: Set = [
        KindSpecification.regionName, KindSpecification.regionProvince, KindSpecification.regionProvinceCode, KindSpecification.regionLevel,
        KindSpecification.industryName,
    ]

    /// A column's name in the file, or ours where the file has none.
    func title(of column: Int, in specification: KindSpecification) -> String {
        fields[column].map { header[$0] } ?? specification.columns[column].name
    }

    /// Headers are compared without case, blanks and punctuation.
    static func normal(_ name: String) -> String {
        String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    }
}
