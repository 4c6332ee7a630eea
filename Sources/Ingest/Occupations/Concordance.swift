import Configuration
import Domain

/// What codes of occupations of other versions and classifications mean in `Classification.occupations`, from `config/concordance.csv`.
public struct Concordance: Sendable {
    /// The versions that codes can be converted from, as people read them, in the order of the file.
    public let versions: [String]
    /// Version → its code → ours.
    private let codes: [String: [String: String]]
    /// Our codes that some version's codes mean.
    private let ours: Set<String>

    /// Reads `config/concordance.csv`.
    ///
    /// - Parameter root: the folder that holds `config/`.
    /// - Throws: `ConfigurationError` when the file cannot be read, a code has another form or level than it should, or a code stands twice.
    public init(root: DataRoot) throws {
        let table = try CSVTable(
            root.config.appending(path: "concordance.csv"), expecting: ["from_version", "from_code", "to_code", "note"])
        var versions: [String] = []
        var codes: [String: [String: String]] = [:]
        var lines: [String: Int] = [:]
        for (row, line) in zip(table.rows, table.lines) {
            func refuse(_ fault: ConfigurationError.Fault) -> ConfigurationError {
                ConfigurationError(file: "concordance.csv", line: line, fault: fault)
            }
            let (version, from, to) = (row[0], row[1], row[2])
            for code in [from, to] where code.wholeMatch(of: /[0-9]{1,4}/) == nil || code.count != from.count {
                throw refuse(.unknownOccupation(code))
            }
            if let first = lines.updateValue(line, forKey: "\(version)\t\(from)") { throw refuse(.repeatedRow(first: first)) }
            if codes[version] == nil { versions.append(version) }
            codes[version, default: [:]][from] = to
        }
        self.versions = versions
        self.codes = codes
        ours = Set(codes.values.flatMap(\.values))
    }

    /// All versions that a file may state: ours and those that can be converted.
    public var known: [String] { [Classification.occupations] + versions }

    /// The version that a text names; case, blanks and punctuation do not matter (`kbji2026`, `ISCO 08`).
    ///
    /// - Parameter text: what a person or a file wrote.
    /// - Returns: the version as the table has it; `nil` for a text that names none.
    public func version(named text: String) -> String? {
        let normal = ColumnLayout.normal(text)
        return known.first { ColumnLayout.normal($0) == normal }
    }

    /// Our code for a code of another version.
    ///
    /// - Parameters:
    ///   - code: one to four digits.
    ///   - version: one of `known`; a code of ours is its own answer, whatever it is.
    /// - Returns: `nil` where the version has no such code.
    public func code(_ code: String, of version: String) -> String? {
        version == Classification.occupations ? code : codes[version]?[code]
    }

    /// Whether any version has a code.
    func has(_ code: String) -> Bool { ours.contains(code) || versions.contains { codes[$0]?[code] != nil } }

    /// The versions that have a code which ours has not, so that a file with it may be one of theirs.
    func versions(having code: String) -> [String] {
        ours.contains(code) ? [] : versions.filter { codes[$0]?[code] != nil }
    }
}
