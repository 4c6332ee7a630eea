import Configuration
import Domain

/// The names that the groups of `Classification.occupations` have officially, from `config/occupations.csv`.
///
/// A list that calls a group by the name of another one is one of another version, whatever its maker thought: KBJI 2026 has the names of 4213
/// and 4214 of KBJI 2014 at 4212 and 4213.
struct OfficialGroups {
    /// Level and name in small letters, without punctuation → the codes of that name.
    private let codes: [String: [String]]
    private let names: [String: String]

    /// Reads `config/occupations.csv`.
    ///
    /// - Parameter root: the folder that holds `config/`.
    /// - Throws: `ConfigurationError` when the file cannot be read.
    init(root: DataRoot) throws {
        let table = try CSVTable(
            root.config.appending(path: "occupations.csv"), expecting: ["occupation_code", "parent_code", "name", "name_en"])
        names = Dictionary(table.rows.map { ($0[0], $0[2]) }, uniquingKeysWith: { first, _ in first })
        codes = Dictionary(grouping: table.rows.map { $0[0] }) { [names] in Self.key($0, names[$0] ?? "") }
    }

    /// Why a group cannot have a name: it is another group's of the same level, and not its own.
    ///
    /// - Parameters:
    ///   - code: the group.
    ///   - name: the name that a list gives it.
    ///   - concordance: the other versions, among which one may give the name this code.
    /// - Returns: the reason, with the versions in which this code means the other group; `nil` where the name is no other group's.
    func refusal(of code: String, named name: String, _ concordance: Concordance) -> RejectReason? {
        guard let others = codes[Self.key(code, name)], let other = others.first, !others.contains(code) else { return nil }
        let versions = concordance.versions.filter { concordance.code(code, of: $0) == other }
        return .otherGroup(other, name: names[other] ?? name, versions: versions)
    }

    private static func key(_ code: String, _ name: String) -> String {
        "\(code.count) " + name.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    }
}
