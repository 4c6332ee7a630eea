/// Tables whose regions stand side by side and not below each other.
enum TransposedTable {
    /// Lines of a table that are looked at; the regions stand in its header.
    static let lines = 12
    private static let least = 3
    private static let share = 0.7

    /// The regions that the header of a table names side by side.
    ///
    /// - Parameters:
    ///   - lines: the first lines of the table.
    ///   - isRegion: whether a text names a regency, a city or a province.
    /// - Returns: the first of them as the table writes them; `nil` where its regions stand otherwise.
    static func regions(_ lines: [[String]], isRegion: (String) -> Bool) -> [String]? {
        for line in lines.prefix(Self.lines) {
            let cells = line.dropFirst().filter { !$0.isEmpty }
            guard cells.count >= least else { continue }
            let regions = cells.filter { text in text.contains(where: \.isLetter) && isRegion(text) }
            if Set(regions).count >= least, Double(regions.count) >= share * Double(cells.count) { return Array(regions.prefix(least)) }
        }
        return nil
    }
}

extension PlaceResolver {
    /// Whether a text names a regency, a city or a province, and nothing else.
    func isRegion(_ text: String) -> Bool {
        let place = resolve(text)
        return (place.level == .regency || place.level == .province) && place.confidence >= 0.8
    }
}
