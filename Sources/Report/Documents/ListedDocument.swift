import Configuration
import Domain

/// One thing of a list, as `list` answers it.
public struct ListedDocument: Codable, Sendable {
    /// Its code and name.
    public let code, name: String
    /// What it belongs to: the region of a BLK, the kejuruan of a programme, the province of a regency, the occupation of a
    /// title; absent for the others.
    public let group: String?

    /// Takes an item.
    public init(_ item: ListedItem) {
        code = item.code
        name = item.name
        group = item.group
    }
}

extension ListedItem {
    /// A table of items; the third column is left out where no item belongs to anything.
    public static func lines(_ items: [ListedItem], _ phrases: Phrases, _ style: TextStyle) -> [String] {
        let words = phrases.words
        let hasGroups = items.contains { $0.group != nil }
        let columns = [(words("list.code"), TextTable.Alignment.left), (words("list.name"), .left)]
        var table = TextTable(columns + (hasGroups ? [(words("list.group"), .left)] : []))
        for item in items { table.add([item.code, item.name] + (hasGroups ? [item.group ?? "–"] : [])) }
        return table.lines(header: style.bold)
    }
}
