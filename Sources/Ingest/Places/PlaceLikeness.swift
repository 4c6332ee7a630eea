import Domain

/// Names that differ from a written one by a letter or two: one letter of six or more, two of longer ones. Names of islands, ports and airports
/// are left out, because names of regions here are too like them.
struct PlaceLikeness: Sendable {
    private struct Name: Sendable {
        let key: [UInt8]
        /// A bit for each letter that occurs: names whose letters differ much are told apart without a comparison.
        let letters: UInt64

        init(_ key: String) {
            self.key = Array(key.utf8)
            letters = self.key.reduce(0) { $0 | 1 << UInt64($1 & 63) }
        }

        var text: String { String(decoding: key, as: UTF8.self) }
    }

    private let index: PlaceIndex
    /// Keys of names by their length in bytes of UTF-8.
    private let regencies: [Int: [Name]]
    private let provinces: [Int: [Name]]
    /// Names of places abroad.
    private let abroad: [Int: [Name]]
    /// Names of estates.
    private let estates: [Int: [Name]]
    /// Other names of `config/places.csv`, and districts.
    private let others: [Int: [Name]]

    init(_ index: PlaceIndex) {
        func byLength(_ keys: some Sequence<String>) -> [Int: [Name]] {
            Dictionary(grouping: keys.sorted().map { Name($0) }) { $0.key.count }
        }
        func named(_ least: Int, _ isMeant: (PlaceIndex.Named) -> Bool) -> Set<String> {
            Set(index.named.filter { $0.key.utf8.count >= least && $0.value.contains(where: isMeant) }.keys)
        }
        self.index = index
        regencies = byLength(index.regencies.keys)
        let shortOfProvince = named(7) { $0.isWrittenByEar && $0.kind == .short && $0.codes.allSatisfy { $0.utf8.count == 2 } }
        provinces = byLength(shortOfProvince.union(index.provinces.keys))
        abroad = byLength(named(6) { $0.isWrittenByEar && $0.kind == .abroad })
        estates = byLength(named(8) { $0.kind == .estate })
        others = byLength(Set(index.districts.keys).union(named(8) { $0.isWrittenByEar && $0.kind != .abroad }))
    }

    /// What a name that no list has may mean.
    ///
    /// - Parameters:
    ///   - reading: the name, and what the words around it say that it is.
    ///   - sorts: the sorts of place that they name; beside a word for an estate, only names of estates count.
    /// - Returns: regions, else provinces, else districts and the names of `config/places.csv` that are nearest; a name abroad that is as near
    ///   stands beside them.
    func find(_ reading: PlaceWords.Reading, _ sorts: Set<PlaceEntry.Kind>) -> [PlaceCandidate] {
        let key = reading.words.joined()
        guard key.count >= 6, key.utf8.count <= Self.longest else { return [] }
        let name = Name(key)
        func candidates(_ names: [String]) -> [PlaceCandidate] {
            names.flatMap { index.find($0, reading.claim, sorts) }.filter { !$0.isRuledOut && !$0.isNamesake }.map { $0.fitting(0.85) }
        }
        if !sorts.isEmpty { return candidates(near(estates, name, limit: 1).names) }
        // Two letters of a short name make another name of it; there are 7,000 districts, and 552 regions.
        let (wide, narrow) = (key.count >= 10 ? 2 : 1, key.count >= 14 ? 2 : 1)
        switch reading.claim {
        case .district, .village:
            return reading.claim == .village ? [] : candidates(near(others, name, limit: narrow).names)
        case .province: return candidates(near(provinces, name, limit: wide).names)
        case .any: break
        default:
            let found = candidates(near(regencies, name, limit: wide).names)
            return (found.isEmpty ? candidates(near(others, name, limit: narrow).names).filter(\.isRegion) : found).map { $0.bound() }
        }
        let foreign = near(abroad, name, limit: narrow)
        for (names, limit) in [(regencies, wide), (provinces, wide), (others, narrow)] {
            let own = near(names, name, limit: limit)
            if own.distance > limit { continue }
            if foreign.distance < own.distance { break }
            return candidates(own.names) + (foreign.distance == own.distance ? candidates(foreign.names) : [])
        }
        return candidates(foreign.names)
    }

    /// No name has more bytes.
    private static let longest = 60

    private func near(_ names: [Int: [Name]], _ written: Name, limit: Int) -> (distance: Int, names: [String]) {
        var best = limit + 1
        var found: [String] = []
        for length in written.key.count - limit...written.key.count + limit {
            for name in names[length] ?? [] {
                // A letter that is changed is one that is missing and one that is new.
                guard (name.letters ^ written.letters).nonzeroBitCount <= 2 * limit else { continue }
                let distance = EditDistance.between(name.key, written.key, limit: limit)
                if distance < best {
                    best = distance
                    found = [name.text]
                } else if distance == best, best <= limit {
                    found.append(name.text)
                }
            }
        }
        return (best, found)
    }
}
