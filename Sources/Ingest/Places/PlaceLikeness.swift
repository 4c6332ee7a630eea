import Domain

/// Names that differ from a written one by a letter or two: one letter of six or more, two of ten or more. Names abroad, of islands, ports and
/// airports are left out, because names of regions here are too like them.
struct PlaceLikeness: Sendable {
    private enum Found: Sendable {
        case regency(Region)
        case province(Region)
        case named([PlaceCandidate])
        case district(District)
    }

    private struct Name: Sendable {
        let key: String
        let meanings: [Found]
    }

    /// By length in bytes of UTF-8.
    private let regencies: [Int: [Name]]
    private let provinces: [Int: [Name]]
    private let others: [Int: [Name]]

    init(_ index: PlaceIndex) {
        func byLength(_ names: [String: [Found]]) -> [Int: [Name]] {
            Dictionary(grouping: names.sorted { $0.key < $1.key }.map { Name(key: $0.key, meanings: $0.value) }) { $0.key.utf8.count }
        }
        regencies = byLength(index.regencies.mapValues { $0.map { .regency($0) } })
        provinces = byLength(index.provinces.mapValues { [.province($0)] })
        var others: [String: [Found]] = index.districts.mapValues { $0.map { .district($0) } }
        for (key, entries) in index.named where key.utf8.count >= 8 && entries.contains(where: { $0.isWrittenByEar }) {
            let found = index.find(key, .any, []).filter { !$0.isNamesake }
            if !found.isEmpty { others[key] = [.named(found)] }
        }
        self.others = byLength(others)
    }

    /// What a name that no list has may mean.
    ///
    /// - Returns: regions, else provinces, else districts and the names of `config/places.csv` that are nearest.
    func find(_ reading: PlaceWords.Reading) -> [PlaceCandidate] {
        let key = reading.words.joined()
        guard key.count >= 6 else { return [] }
        var found: [PlaceCandidate] = []
        switch reading.claim {
        case .district, .village: break
        case .province: return near(provinces, key).flatMap { candidates($0, reading.claim) }.map { $0.fitting(0.85) }
        default:
            found = near(regencies, key).flatMap { candidates($0, reading.claim) }
            if found.isEmpty, reading.claim == .any { found = near(provinces, key).flatMap { candidates($0, reading.claim) } }
        }
        if found.isEmpty, reading.claim == .any || reading.claim == .district {
            found = near(others, key).flatMap { candidates($0, reading.claim) }
        }
        return found.map { $0.fitting(0.85) }
    }

    private func candidates(_ found: Found, _ claim: PlaceClaim) -> [PlaceCandidate] {
        switch found {
        case .regency(let region):
            if claim == .regency, region.kind != .kabupaten { return [] }
            if claim == .city, region.kind != .kota { return [] }
            return [PlaceCandidate(region, weight: region.kind == .kota || claim == .regency ? 1 : 0.3)]
        case .province(let region): return [PlaceCandidate(region)]
        case .named(let candidates): return claim == .any ? candidates : []
        case .district(let district): return [PlaceCandidate(district)]
        }
    }

    private func near(_ names: [Int: [Name]], _ key: String) -> [Found] {
        let limit = key.count >= 10 ? 2 : 1
        let length = key.utf8.count
        var best = limit + 1
        var found: [Found] = []
        for other in length - limit...length + limit {
            for name in names[other] ?? [] {
                let distance = EditDistance.between(name.key, key, limit: limit)
                if distance < best {
                    best = distance
                    found = name.meanings
                } else if distance == best, best <= limit {
                    found += name.meanings
                }
            }
        }
        return found
    }
}
