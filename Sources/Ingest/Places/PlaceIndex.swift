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

        /// Whether the name may be found by one that is only like it. Names of islands, ports and airports are too like those of regions.
        var isWrittenByEar: Bool {
            let kinds: Set<PlaceEntry.Kind> = [.former, .short, .english, .town, .quarter, .estate, .abroad]
            return kinds.contains(kind) && sorts.isEmpty && claim == .any
        }
    }

    let words: PlaceWords
    /// The regions of the database, and those of `config/places.csv` that it does not have.
    let regions: [String: Region]
    /// Codes of the regions that the database does not have: known by name, so that a name of theirs is no slip of another one.
    let elsewhere: Set<String>
    /// Regencies and cities.
    let regencies: [String: [Region]]
    let provinces: [String: Region]
    let districts: [String: [District]]
    let named: [String: [Named]]
    /// What people do for a living, where a small district has the name, too.
    let jobs: Set<String>
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
        var elsewhere: Set<String> = []
        let official = gazetteer.entries.filter { $0.kind == .region }.flatMap { entry in entry.means.map { Region(listed: $0, entry.name) }
        }
        let loaded = gazetteer.regions.count
        let held = Set(gazetteer.districts.map(\.regionCode))
        for (place, region) in (gazetteer.regions + official).enumerated() {
            let reading = words.readings(words.words(region.name), .any).first { $0.isStripped && $0.claim != .any }
            let key = (reading?.words ?? words.words(region.name)).joined()
            if place >= loaded {
                // An older register may have the region under another code or another name.
                let namesakes = ((regencies[key] ?? []) + (provinces[key].map { [$0] } ?? [])).filter { !elsewhere.contains($0.code) }
                if regions[region.code] != nil || held.contains(region.code) { continue }
                if namesakes.contains(where: { $0.kind == region.kind }) { continue }
                elsewhere.insert(region.code)
                // `Banjar` is a city here, and a kabupaten in a province that the database does not have.
                if !namesakes.isEmpty {
                    regions[region.code] = region
                    continue
                }
            }
            regions[region.code] = region
            if region.kind == .provinsi { provinces[key] = region } else { regencies[key, default: []].append(region) }
        }
        self.regions = regions
        self.elsewhere = elsewhere
        self.regencies = regencies
        self.provinces = provinces
        districts = Dictionary(grouping: gazetteer.districts) { words.words($0.name).joined() }
        var named: [String: [Named]] = [:]
        var remote: Set<String> = []
        var remoteWords = 0
        jobs = Set(gazetteer.entries.filter { $0.kind == .job }.map { words.words($0.name).joined() })
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
        var entries = entries(key, claim, sorts)
        // `Kawasan Industri Tanjung Emas`: what is listed as a port may have an estate, too.
        let facilities = entries.isEmpty && !sorts.isDisjoint(with: PlaceEntry.Kind.facilities)
        if facilities { entries = self.entries(key, claim, PlaceEntry.Kind.facilities).filter(\.isFacility).map { $0.fitting(0.7) } }
        // The airport of a city often lies outside of it.
        if sorts.contains(.airport) { return entries }
        let namesakes = regencies[key] ?? []
        switch claim {
        case .any:
            let regions = regions(key, namesakes)
            var districts = (districts[key] ?? []).map { PlaceCandidate($0) }
            // `mandor` is a man at a building site rather than the district of that name.
            if jobs.contains(key) { districts = districts.map { $0.fitting(Self.fitOfJob) } }
            // Estates and ports are named after villages and firms as well: a district of the name is likely at best.
            if facilities { districts = districts.map { $0.fitting(Self.fitOfFacility) } }
            // A line that names the region beside other places says that the bare name is not clear.
            let isUnclear = entries.contains { entry in regions.contains { $0.code == entry.code } }
            if !entries.isEmpty, !sorts.isEmpty || isUnclear { return entries + (regions + districts).map { $0.asNamesake() } }
            if !regions.isEmpty { return regions + (entries + districts).map { $0.asNamesake() } }
            return entries.isEmpty ? districts : entries + districts.map { $0.asNamesake() }
        case .regency, .city:
            let kind = claim == .regency ? Region.Kind.kabupaten : .kota
            let meant = namesakes.filter { $0.kind == kind }.map { PlaceCandidate($0) }
            if !meant.isEmpty { return meant }
            // `Kabupaten Surabaya` is the name that Gresik had until 1974, and rather a slip today.
            if entries.allSatisfy(\.isNamesake), !namesakes.isEmpty {
                return namesakes.map { PlaceCandidate($0).ruledOut() } + entries.map { $0.ruledOut() }
            }
            // `Kabupaten Kendari` is Konawe in older tables; who writes it today may mean the city.
            if !entries.isEmpty { return entries + namesakes.map { PlaceCandidate($0).ruledOut() } }
            return claim == .city ? districtsOfCity(key) : []
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

    /// How well the name of a district fits a text that says what people do.
    private static let fitOfJob = 0.5
    /// How well the name of a district fits an estate or a port that is not listed.
    private static let fitOfFacility = 0.65

    /// `Kota Bekasi Timur`: a district that bears the name of its city.
    private func districtsOfCity(_ key: String) -> [PlaceCandidate] {
        (districts[key] ?? []).filter { district in
            guard let region = regions[district.regionCode], region.kind == .kota else { return false }
            return regencies.contains { name, regions in key.hasPrefix(name) && regions.contains { $0.code == region.code } }
        }.map { PlaceCandidate($0).fitting(0.85) }
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
            return entry.codes.filter { mayMean($0, entry, claim) }.map { candidate($0, entry) }
                + entry.besides.filter { mayMean($0, entry, claim) }.map { candidate($0, entry).asNamesake() }
        }
    }

    private func mayMean(_ code: String, _ entry: Named, _ claim: PlaceClaim) -> Bool {
        if code == PlaceEntry.abroad { return claim == .any || claim == .city }
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

    /// The region of a code; where nobody knows it, the province, and where nobody knows that, nothing.
    private func candidate(_ code: String, _ entry: Named) -> PlaceCandidate {
        if code == PlaceEntry.abroad { return PlaceCandidate(.abroad) }
        guard let region = regions[code] ?? regions[String(code.prefix(2))] else { return PlaceCandidate(.unresolved) }
        var candidate = PlaceCandidate(region)
        candidate.isRegion = entry.kind.isNameOfRegion || region.kind == .provinsi
        candidate.isFacility = PlaceEntry.Kind.facilities.contains(entry.kind)
        candidate.isShared = !entry.kind.isNameOfRegion && !entry.besides.isEmpty
        return candidate
    }
}

extension Region {
    /// A region of `config/places.csv`, whose sort its code tells: the second number of a city begins with 7.
    fileprivate init(listed code: String, _ name: String) {
        let kind: Kind = code.utf8.count == 2 ? .provinsi : code.utf8.dropFirst(3).first == UInt8(ascii: "7") ? .kota : .kabupaten
        self.init(code: code, name: name, kind: kind, position: nil, population: nil, bpsCode: nil)
    }
}
