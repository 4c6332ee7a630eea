import Configuration
import CSV
import Foundation

/// Other names of columns: aliases for everybody and mappings for particular sources, from `config/import.yaml`.
public struct ImportAliases: Decodable, Sendable {
    /// Our column → names it may have in files of any kind.
    public let aliases: [String: [String]]
    /// Kind → our column → names it has in files of that kind; they win over `aliases`.
    public let kinds: [String: [String: [String]]]
    /// Mapping name → their column → ours.
    public let mappings: [String: [String: String]]
    /// System of region codes → names of columns that hold codes of that system.
    public let regionSystems: [String: [String]]
    /// What stands in a cell that has no value.
    public let noValue: NoValue
    /// How pay is read.
    public let pay: PayText

    /// How many of ours a unit of figures is, by its name: 1000 for `ribu orang`.
    public let units: [String: Double]
    /// Rows of tables that are no data.
    public let rows: Rows
    /// Patterns of names of sheets that are about a part of the people alone.
    public let partialSheets: [String]
    /// Kind → words in headers and titles of tables that hold it, by which a shape is guessed.
    public let guess: [String: [String]]

    /// Patterns of texts by which rows are known that are no data.
    public struct Rows: Decodable, Sendable {
        /// Totals of the rows above or below.
        public let totals: [String]
        /// Means of the rows above or below.
        public let means: [String]
        /// Remarks, sources and numbers of columns.
        public let notes: [String]
    }

    private enum CodingKeys: String, CodingKey {
        case aliases, kinds, mappings, pay, units, rows, guess
        case regionSystems = "region_systems"
        case noValue = "no_value"
        case partialSheets = "partial_sheets"
    }

    /// Reads `config/import.yaml`.
    ///
    /// - Parameter root: the folder that holds `config/`.
    /// - Throws: `ConfigurationError` when the file cannot be read or has another form.
    public init(root: DataRoot) throws {
        self = try ConfigurationFile(root.config.appending(path: "import.yaml")).decode()
    }

    /// The mapping that a person asks for.
    ///
    /// - Parameter text: a mapping's name, or `Theirs=ours,Theirs=ours`; a name with a comma in it stands in quotes: `"A, b=title",C=place`.
    /// - Returns: their column → ours.
    /// - Throws: `ImportError.badMapping` when there is no mapping of this name, or a part has no `=` between two names.
    public func mapping(_ text: String) throws -> [String: String] {
        if let named = mappings[text] { return named }
        guard text.contains("=") else {
            throw ImportError.badMapping(.unknownMapping(text, known: mappings.keys.sorted()))
        }
        var mapping: [String: String] = [:]
        // The pairs are separated as the fields of a CSV file are.
        guard let record = try? CSVReader.records(in: Array(text.utf8)).first else { throw ImportError.badMapping(.noPair(text)) }
        for field in 0..<record.count {
            let pair = record.text(field)
            guard let sign = pair.lastIndex(of: "=") else { throw ImportError.badMapping(.noPair(pair)) }
            let theirs = pair[..<sign].trimmingSpaces()
            let ours = pair[pair.index(after: sign)...].trimmingSpaces()
            guard !theirs.isEmpty, !ours.isEmpty else { throw ImportError.badMapping(.noPair(pair)) }
            mapping[String(theirs)] = String(ours)
        }
        return mapping
    }

    /// Other names of a column in files of a kind, as the configuration lists them.
    ///
    /// - Parameters:
    ///   - column: our column.
    ///   - kind: what the files hold.
    /// - Returns: the names that `columns(of:)` takes for the column; those of columns of region names are among them, since names stand for
    ///   codes where a file has no codes.
    public func names(of column: String, in kind: ImportKind) -> [String] {
        let meanings = columns(of: kind)
        let isRegion = column == kind.specification.regionColumn
        let meant = isRegion ? [column, KindSpecification.regionName, KindSpecification.regionProvince] : [column]
        var names = meant.flatMap { (kinds[kind.rawValue]?[$0] ?? []) + (aliases[$0] ?? []) }
        if isRegion { names += regionSystems.sorted { $0.key < $1.key }.flatMap(\.value) }
        var seen: Set<String> = [ColumnLayout.normal(column)]
        return names.filter { name in
            let normal = ColumnLayout.normal(name)
            return meanings[normal].map { meant.contains($0) } == true && seen.insert(normal).inserted
        }
    }

    /// What the names of columns mean in files of a kind, by their normal form.
    func columns(of kind: ImportKind) -> [String: String] {
        let specification = kind.specification
        var columns = Set(specification.fileColumns.map(\.name))
        if !specification.occupationColumns.isEmpty { columns.insert(KindSpecification.occupationVersion) }
        if specification.industryColumn != nil { columns.insert(KindSpecification.industryName) }
        if specification.regionColumn != nil {
            columns.formUnion([
                KindSpecification.regionName, KindSpecification.regionProvince, KindSpecification.regionProvinceCode,
                KindSpecification.regionLevel,
            ])
        }
        var meanings: [String: String] = [:]
        // In the order of the columns' names, so that a name with two meanings has the same one every time.
        for names in [aliases, kinds[kind.rawValue] ?? [:]] {
            for (column, others) in names.sorted(by: { $0.key < $1.key }) where columns.contains(column) {
                for other in others { meanings[ColumnLayout.normal(other)] = column }
            }
        }
        if let region = specification.regionColumn {
            for name in regionSystems.values.joined() { meanings[ColumnLayout.normal(name)] = region }
        }
        for column in columns { meanings[ColumnLayout.normal(column)] = column }
        return meanings
    }

    /// The system that the name of a column of region codes states.
    func regionSystem(named title: String) -> RegionSystem? {
        let normal = ColumnLayout.normal(title)
        return RegionSystem.allCases.first { system in
            (regionSystems[system.rawValue] ?? []).contains { ColumnLayout.normal($0) == normal }
        }
    }
}
