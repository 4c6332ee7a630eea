import Domain

/// Names without blanks → what they may mean. People write `Pulo Gadung` and `Pulogadung`.
struct PlaceIndex: Sendable {
    /// A line of `config/places.csv` under its bare name.
    struct Named: Sendable {
        let kind: PlaceEntry.Kind
        /// The level that the line itself states: `Kabupaten Pontianak` is no name of the city.
        let claim: PlaceClaim
        /// The sort of place that a text must name beside it: `Bandara Soekarno-Hatta` is no name of the streets.
        let sorts: Set<PlaceEntry.Kind>
        let codes: [String]
        /// What the name means only where the text says more.
        let besides: [String]

        /// Whether the name may be found by one that is only like it.
        var isWrittenByEar: Bool {
            let kinds: Set<PlaceEntry.Kind> = [.former, .short, .english, .town, .quarter, .estate]
            return kinds.contains(kind) && sorts.isEmpty && claim == .any
        }
    }

    let words: PlaceWords
    let regions: [String: Region]
    /// Regencies and cities.
    let regencies: [String: [Region]]
    let provinces: [String: Region]
    let districts: [String: [District]]
    let named: [String: [Named]]
    /// Ways to say that work is remote, which may stand within a longer text.
    let remote: Set<String>
    /// Words of the longest of them.
    let remoteWords: Int

    init(_ gazetteer: Gazetteer) {
        let words = PlaceWords(gazetteer.entries)
        self.words = words
        var regions: [String: Region] = [:]
        var regencies: [String: [Region]] = [:]
        var provinces: [String: Region] = [:]
        for region in gazetteer.regions {
            regions[region.code] = region
            let reading = words.readings(words.words(region.name), .any).first { $0.isStripped && $0.claim != .any }
            let key = (reading?.words ?? words.words(region.name)).joined()
            if region.kind == .provinsi { provinces[key] = region } else { regencies[key, default: []].append(region) }
        }
        self.regions = regions
        self.regencies = regencies
        self.provinces = provinces
        districts = Dictionary(grouping: gazetteer.districts) { words.words($0.name).joined() }
        var named: [String: [Named]] = [:]
        var remote: Set<String> = []
        var remoteWords = 0
        for entry in gazetteer.entries where entry.kind.isPlace {
            let whole = words.words(entry.name)
            if entry.kind == .remote {
                remote.insert(whole.joined())
                remoteWords = max(remoteWords, whole.count)
            }
            // The longest reading: `Kabupaten Pasir`, but not the `Kota` of `Kota Bumi`, whose line says what it is.
            let bare = entry.kind.isNameOfRegion ? words.readings(whole, .any).last { $0.isStripped } : nil
            let reading = bare ?? PlaceWords.Reading(claim: .any, words: whole)
            let plain = words.withoutNoise(reading.words)
            func add(_ name: [String], _ sorts: Set<PlaceEntry.Kind>) {
                guard !name.isEmpty else { return }
                named[name.joined(), default: []].append(
                    Named(kind: entry.kind, claim: reading.claim, sorts: sorts, codes: entry.means, besides: entry.besides))
            }
            add(reading.words, [])
            if let plain, !plain.sorts.isEmpty { add(plain.words, plain.sorts) }
        }
        self.named = named
        self.remote = remote
        self.remoteWords = remoteWords
    }

    /// What a bare name may mean.
    ///
    /// - Parameters:
    ///   - key: the name without blanks.
    ///   - claim: what the words around it say that it is.
    ///   - sorts: the sorts of place that they name: a port, an estate.
    /// - Returns: what it may mean; namesakes that usage does not prefer are marked.
    func find(_ key: String, _ claim: PlaceClaim, _ sorts: Set<PlaceEntry.Kind>) -> [PlaceCandidate] {
        let entries = entries(key, claim, sorts)
        // The airport of a city often lies outside of it.
        if sorts.contains(.airport) { return entries }
        let namesakes = regencies[key] ?? []
        switch claim {
        case .any:
            let regions = regions(key, namesakes)
            let districts = (districts[key] ?? []).map { PlaceCandidate($0) }
            // A line that names the region beside other places says that the bare name is not clear.
            let isUnclear = entries.contains { entry in regions.contains { $0.code == entry.code } }
            if !entries.isEmpty, !sorts.isEmpty || isUnclear { return entries + (regions + districts).map { $0.asNamesake() } }
            if !regions.isEmpty { return regions + (entries + districts).map { $0.asNamesake() } }
            return entries.isEmpty ? districts : entries + districts.map { $0.asNamesake() }
        case .regency, .city:
            let kind = claim == .regency ? Region.Kind.kabupaten : .kota
            let meant = namesakes.filter { $0.kind == kind }.map { PlaceCandidate($0) }
            if !meant.isEmpty { return meant }
            return entries.isEmpty ? namesakes.map { PlaceCandidate($0).ruledOut() } : entries
        case .town:
            let cities = namesakes.filter { $0.kind == .kota }
            let regions = (cities.isEmpty ? namesakes : cities).map { PlaceCandidate($0) }
            if !regions.isEmpty { return regions }
            return entries.isEmpty ? (districts[key] ?? []).map { PlaceCandidate($0) } : entries
        case .district, .village:
            let found = (districts[key] ?? []).map { PlaceCandidate($0) }
            // A village may have the name of a district that lies elsewhere.
            return found.isEmpty ? entries : found.map { claim == .village ? $0.fitting(0.5) : $0 }
        case .province:
            guard let province = provinces[key] else { return entries }
            return [PlaceCandidate(province)] + entries.filter(\.isNamesake)
        }
    }

    /// Provinces, regencies and cities of a name without a level.
    private func regions(_ key: String, _ namesakes: [Region]) -> [PlaceCandidate] {
        if let province = provinces[key] {
            // Jambi, Bengkulu, Gorontalo: the province holds the city of its name, so it is right for both.
            return [PlaceCandidate(province)]
                + namesakes.filter { $0.provinceCode == province.code }.map { PlaceCandidate($0, weight: 0.1) }
        }
        // Where a city and a regency around it share a name, the bare name means the city; forms that mean the regency say so.
        // Banjar is a city in one province and a regency in another.
        let cities = namesakes.filter { $0.kind == .kota }
        let prefersCity = cities.count == 1 && Set(namesakes.map(\.provinceCode)).count == 1
        return namesakes.map { PlaceCandidate($0, weight: prefersCity && $0.kind != .kota ? 0.3 : 1) }
    }

    private func entries(_ key: String, _ claim: PlaceClaim, _ sorts: Set<PlaceEntry.Kind>) -> [PlaceCandidate] {
        guard let named = named[key] else { return [] }
        var fitting = named.filter { $0.sorts.isSubset(of: sorts) }
        // What is said of an estate or an airport is meant where one is named.
        if fitting.contains(where: { !$0.sorts.isEmpty }) { fitting.removeAll { $0.sorts.isEmpty && !sorts.contains($0.kind) } }
        var found: [PlaceCandidate] = []
        for entry in fitting {
            for candidate in candidates(entry, claim) where !found.contains(candidate) { found.append(candidate) }
        }
        return found
    }

    private func candidates(_ entry: Named, _ claim: PlaceClaim) -> [PlaceCandidate] {
        guard entry.claim == .any || entry.claim == claim || entry.claim == .province && claim == .any else { return [] }
        switch entry.kind {
        case .country, .abroad, .remote:
            guard claim == .any || claim == .city && entry.kind == .abroad else { return [] }
            var candidate = PlaceCandidate(entry.kind == .country ? .country : entry.kind == .abroad ? .abroad : .remote)
            candidate.isRegion = true
            return [candidate]
        default:
            return entry.codes.filter { mayMean($0, entry, claim) }.map { candidate($0, entry.kind) }
                + entry.besides.filter { mayMean($0, entry, claim) }.map { candidate($0, entry.kind).asNamesake() }
        }
    }

    private func mayMean(_ code: String, _ entry: Named, _ claim: PlaceClaim) -> Bool {
        let isProvince = code.utf8.count == 2
        let isCity = !isProvince && code.utf8.dropFirst(3).first == UInt8(ascii: "7")
        switch claim {
        case .any: return true
        case .regency: return !isProvince && !isCity
        // A town of a kabupaten is called kota; a kabupaten is not.
        case .city, .town: return isCity || !entry.kind.isNameOfRegion || entry.claim == claim
        case .district, .village: return !entry.kind.isNameOfRegion
        case .province: return isProvince
        }
    }

    /// The region of a code; where the database does not have it, the province, and where it has none, what is not known here.
    private func candidate(_ code: String, _ kind: PlaceEntry.Kind) -> PlaceCandidate {
        guard let region = regions[code] ?? regions[String(code.prefix(2))] else { return PlaceCandidate(.unresolved) }
        var candidate = PlaceCandidate(region)
        candidate.isRegion = kind.isNameOfRegion || region.kind == .provinsi
        return candidate
    }
}
