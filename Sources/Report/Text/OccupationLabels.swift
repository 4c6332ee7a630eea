import Configuration
import Domain

/// Codes of occupations with the names of their groups in the reader's language, for tables that people decide by.
public struct OccupationLabels: Sendable {
    private let groups: [String: Occupation]
    private let language: Language

    /// Longer names are cut, so that a line still fits a wide terminal.
    private static let width = 34

    /// Takes the groups.
    ///
    /// - Parameters:
    ///   - groups: The groups by their codes.
    ///   - language: The reader's language.
    public init(_ groups: [String: Occupation], _ language: Language) {
        self.groups = groups
        self.language = language
    }

    /// The whole name of a group; empty for a code that no group has.
    func name(_ code: String) -> String { groups[code].map { language == .id ? $0.name : $0.nameEnglish } ?? "" }

    /// The code with the name behind it, which is cut where it is long.
    func label(_ code: String) -> String {
        let name = name(code)
        if name.isEmpty { return code }
        return "\(code) " + (name.count <= Self.width ? name : name.prefix(Self.width - 1) + "…")
    }
}
