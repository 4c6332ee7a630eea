import Configuration
import Configuration
import Domain

/// One thing of a list, as `list` answers it.
public struct ListedDocument: Codable, Sendable {
    /// Its code and name.
    public let code, name: String
    /// What it belongs to: the region of a BLK, the kejuruan of a programme, the province of a regency, the occupation of a
    /// title; absent for the others.
    public let group: String?

    /// Takes an item, with its names in the reader's language.
    public init(_ item: ListedItem, _ language: Language) {
        code = item.code
        name = item.name(in: language)
        group = item.group(in: language)
    }
}

extension ListedItem {
    /// The name in a language, where it has one of its own.
    func name(in language: Language) -> String { language == .en ? nameEnglish ?? name : name }

    /// What it belongs to in a language, where that has a name of its own.
    func group(in language: Language) -> String? { language == .en ? groupEnglish ?? group : group }

    /// A table of items; the third column is left out where no item belongs to anything.
    public static func lines(_ items: [ListedItem], _ phrases: Phrases, _ style: TextStyle) -> [String] {
        let words = phrases.words
        let hasGroups = items.contains { $0.group != nil }
        let columns = [(words("list.code"), TextTable.Alignment.left), (words("list.name"), .left)]
        var table = TextTable(columns + (hasGroups ? [(words("list.group"), .left)] : []))
        for item in items {
            table.add([item.code, item.name(in: words.language)] + (hasGroups ? [item.group(in: words.language) ?? "–"] : []))
        }
        return table.lines(header: style.bold)
    }
}
