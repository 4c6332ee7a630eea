import Configuration
import Foundation

/// Other names of columns: aliases for everybody and mappings for particular sources, from `config/import.yaml`.
public struct ImportAliases: Decodable, Sendable {
    /// Our column → names it may have in files of any kind.
    public let aliases: [String: [String]]
    /// Kind → our column → names it has in files of that kind; they win over `aliases`.
    public let kinds: [String: [String: [String]]]
    /// Mapping name → their column → ours.
    public let mappings: [String: [String: String]]

    public init(root: DataRoot) throws {
        self = try ConfigurationFile(root.config.appending(path: "import.yaml")).decode()
    }

    /// - Parameter text: a mapping's name, or `Theirs=ours,Theirs=ours`.
    public func mapping(_ text: String) throws -> [String: String] {
        if let named = mappings[text] { return named }
        guard text.contains("=") else {
            throw ImportError.badMapping("there is no mapping '\(text)'; known are \(mappings.keys.sorted().joined(separator: ", "))")
        }
        var mapping: [String: String] = [:]
        for pair in text.split(separator: ",") {
            let sides = pair.split(separator: "=", omittingEmptySubsequences: false).map { String($0.trimmingSpaces()) }
            guard sides.count == 2, !sides[0].isEmpty, !sides[1].isEmpty else {
                throw ImportError.badMapping("'\(pair)' is not like Theirs=ours")
            }
            mapping[sides[0]] = sides[1]
        }
        return mapping
    }
}

/// Which field of a record holds which column.
struct ColumnLayout: Sendable {
    /// Field of each column of the specification; `nil` when the file has none.
    let fields: [Int?]
    /// The file's own names, for reject reports.
    let header: [String]
    /// Columns of the file that are not read.
    let ignored: [String]

    init(
        header: [String], kind: ImportKind, mapping: [String: String], aliases: ImportAliases
    ) throws {
        let specification = kind.specification
        let columns = specification.columns.map(\.name)
        if let unknown = mapping.values.first(where: { !columns.contains($0) }) {
            throw ImportError.badMapping(
                "'\(unknown)' is no column of kind '\(kind.rawValue)'; those are \(columns.joined(separator: ", "))")
        }
        if let absent = mapping.keys.sorted().first(where: { !header.contains($0) }) {
            throw ImportError.badMapping("the file has no column '\(absent)'; it has \(header.prefix(24).joined(separator: ", "))")
        }
        var byName: [String: String] = [:]
        for (ours, others) in aliases.aliases where columns.contains(ours) {
            for other in others { byName[Self.normal(other)] = ours }
        }
        for (ours, others) in aliases.kinds[kind.rawValue] ?? [:] where columns.contains(ours) {
            for other in others { byName[Self.normal(other)] = ours }
        }
        for column in columns { byName[Self.normal(column)] = column }
        var fieldOf: [String: Int] = [:]
        var ignored: [String] = []
        for (field, title) in header.enumerated() {
            guard let column = mapping[title] ?? byName[Self.normal(title)] else {
                if !title.isEmpty { ignored.append(title) }
                continue
            }
            guard fieldOf.updateValue(field, forKey: column) == nil else { throw ImportError.duplicateColumn(title) }
        }
        let missing = specification.columns.filter { $0.required && fieldOf[$0.name] == nil }.map(\.name)
        guard missing.isEmpty else {
            throw ImportError.missingColumns(
                missing, kind: kind.rawValue, found: header, expected: specification.columnList)
        }
        fields = columns.map { fieldOf[$0] }
        self.header = header
        self.ignored = ignored
    }

    /// A column's name in the file, or ours where the file has none.
    func title(of column: Int, in specification: KindSpecification) -> String {
        fields[column].map { header[$0] } ?? specification.columns[column].name
    }

    /// Headers are compared without case, blanks and punctuation.
    static func normal(_ name: String) -> String {
        String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    }
}
