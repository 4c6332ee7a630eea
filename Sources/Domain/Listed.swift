import Foundation

/// What can be listed with codes and names.
public enum ListedKind: String, Sendable, CaseIterable {
    /// Training centres.
    case blks
    /// Training programmes.
    case programs
    /// Certification schemes.
    case schemes
    /// Competency units.
    case units
    /// Provinces, regencies and cities.
    case regions
    /// Occupations of KBJI.
    case occupations
    /// Industries of KBLI.
    case industries
    /// Job titles that analysts taught, under the codes that they taught.
    case titles
    /// Titles of official lists that were imported: five or six digits.
    case officialTitles = "official-titles"
}

/// One thing of a list.
public struct ListedItem: Sendable, Equatable {
    /// The code.
    public let code: String
    /// The name.
    public let name: String
    /// What it belongs to: the region of a BLK, the kejuruan of a programme, the province of a regency, the occupation of a
    /// title; `nil` for the others.
    public let group: String?
    /// The names in English of the thing and of what it belongs to, where they have one of their own.
    public let nameEnglish, groupEnglish: String?

    /// Makes an item of its parts.
    public init(code: String, name: String, group: String?, nameEnglish: String? = nil, groupEnglish: String? = nil) {
        self.code = code
        self.name = name
        self.group = group
        self.nameEnglish = nameEnglish
        self.groupEnglish = groupEnglish
    }

    /// Whether a text is a part of the code or of a name, without regard to case.
    public func holds(_ text: String) -> Bool {
        [code, name, nameEnglish ?? ""].contains { $0.localizedCaseInsensitiveContains(text) }
    }
}
