/// Finds the things of a list that a text means: by the code, else by the whole name, else by words of a name, else by a part of one. Case and
/// blanks do not matter.
public struct NameMatcher<Item> {
    private struct Entry {
        let item: Item
        let code: String
        let names: [String]
        let words: [String]
    }

    private let entries: [Entry]

    /// Takes a list.
    ///
    /// - Parameters:
    ///   - items: The things.
    ///   - code: The code of a thing.
    ///   - names: The names of a thing.
    public init(_ items: [Item], code: (Item) -> String, names: (Item) -> [String]) {
        entries = items.map { item in
            Entry(
                item: item, code: Self.plain(code(item)), names: names(item).map { Self.plain($0) },
                words: names(item).map { Self.words($0) })
        }
    }

    /// The things that fit best.
    ///
    /// - Parameter asked: The code or the name.
    /// - Returns: All that fit equally well, in the order of the list; none where nothing fits.
    public func best(_ asked: String) -> [Item] {
        let (wanted, part) = (Self.plain(asked), Self.words(asked))
        let fitting = entries.compactMap { entry -> (item: Item, tier: Int)? in
            if !wanted.isEmpty, entry.code == wanted { return (entry.item, 1) }
            if !wanted.isEmpty, entry.names.contains(wanted) { return (entry.item, 2) }
            guard !part.isEmpty else { return nil }
            if entry.words.contains(where: { " \($0) ".contains(" \(part) ") }) { return (entry.item, 3) }
            return entry.words.contains(where: { $0.contains(part) }) ? (entry.item, 4) : nil
        }
        let best = fitting.map(\.tier).min()
        return fitting.filter { $0.tier == best }.map(\.item)
    }

    private static func plain(_ text: String) -> String { text.lowercased().filter { !$0.isWhitespace } }

    /// The words of a name; `kab` is how everybody writes `kabupaten`.
    private static func words(_ text: String) -> String {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map { $0 == "kab" ? "kabupaten" : $0 }.joined(separator: " ")
    }
}
