import Domain
import Foundation

/// Resolves place names as people write them.
///
/// A name is looked up among regencies and cities, provinces, districts and popular names. Where several places have
/// it, the answer is the one that usage prefers if that is clear, else the province that holds them all, else none:
/// a guess is never silent, its alternatives and its confidence go with it.
public struct PlaceResolver: Sendable {
    /// Answers below this confidence count as unresolved.
    public static let threshold = 0.6

    private let regions: [String: Region]
    /// The codes of the regions in both systems.
    public let codes: RegionCodes
    /// Names without blanks → places.
    private let regencies: [String: [Region]]
    private let provinces: [String: Region]
    private let districts: [String: [District]]
    private let popular: [String: String]

    /// Makes a resolver of what is known of places.
    ///
    /// - Parameter gazetteer: regions, districts and popular names.
    public init(gazetteer: Gazetteer) {
        var regions: [String: Region] = [:]
        var regencies: [String: [Region]] = [:]
        var provinces: [String: Region] = [:]
        for region in gazetteer.regions {
            regions[region.code] = region
            let key = PlaceText(region.name).key
            if region.kind == .provinsi {
                provinces[key] = region
            } else {
                regencies[key, default: []].append(region)
            }
        }
        self.regions = regions
        codes = RegionCodes(regions: gazetteer.regions)
        self.regencies = regencies
        self.provinces = provinces
        districts = Dictionary(grouping: gazetteer.districts) { PlaceText($0.name).key }
        popular = Dictionary(
            gazetteer.popularNames.map { (PlaceText.words(of: $0.name).joined(), $0.code) }, uniquingKeysWith: { first, _ in first })
    }

    /// Whether there is no region to resolve anything with.
    public var isEmpty: Bool { regions.isEmpty }

    /// Whether a name may mean a region: it does, or it is among the alternatives.
    func mayMean(_ name: String, _ code: String) -> Bool {
        let place = resolve(name)
        return place.regionCode == code || place.alternatives.contains(code)
    }

    /// What a text means, at the finest level that it supports.
    ///
    /// - Parameter text: a place as people write it.
    /// - Returns: the place, with its level, how sure the answer is, and what else the text may mean; unresolved below the threshold.
    public func resolve(_ text: String) -> Place {
        // `Genteng, Surabaya`: the parts behind narrow down the first.
        let parts = text.split(whereSeparator: { $0 == "," || $0 == "(" || $0 == ")" || $0 == "/" || $0 == ";" })
            .flatMap { $0.components(separatedBy: " - ") }.filter { !PlaceText($0).words.isEmpty }
        guard let first = parts.first else { return unresolved(text, []) }
        var found = candidates(first)
        for part in parts.dropFirst() where !found.isEmpty {
            let wider = candidates(part)
            let inside = found.filter { candidate in wider.contains { candidate.isInside($0) } }
            if !inside.isEmpty { found = inside.map { $0.confirmed() } }
        }
        if found.isEmpty { found = parts.dropFirst().lazy.map { candidates($0) }.first { !$0.isEmpty } ?? [] }
        if found.isEmpty { found = trailingProvince(first) }
        return answer(text, found)
    }

    // MARK: - Candidates

    private struct Candidate: Equatable {
        var level: Place.Level
        var code: String?
        var district: String?
        /// Chance that the name means this place.
        var weight: Double
        /// How well the written name fits, apart from which of its namesakes is meant.
        var fit = 1.0

        func isInside(_ wider: Candidate) -> Bool {
            guard wider.level != .country else { return true }
            guard let code, let container = wider.code else { return false }
            return code.hasPrefix(container) && (code != container || level != wider.level || district != nil)
        }

        func confirmed() -> Candidate {
            var copy = self
            copy.fit = 1
            return copy
        }
    }

    private func candidates(_ text: some StringProtocol) -> [Candidate] {
        let place = PlaceText(text)
        if place.words.isEmpty { return [] }
        let exact = lookUp(place)
        return exact.isEmpty ? similar(place) : exact
    }

    private func lookUp(_ place: PlaceText) -> [Candidate] {
        let key = place.key
        let written = place.claim == .none ? key : ""
        if place.claim == .none || place.claim == .city, let code = popular[key] ?? popular[written] {
            if code == "ID" { return [Candidate(level: .country, code: nil, district: nil, weight: 1)] }
            if let region = regions[code] { return [candidate(region, 1)] }
        }
        switch place.claim {
        case .regency: return (regencies[key] ?? []).filter { $0.kind == .kabupaten }.map { candidate($0, 1) }
        case .city:
            let cities = (regencies[key] ?? []).filter { $0.kind == .kota }
            return (cities.isEmpty ? regencies[key] ?? [] : cities).map { candidate($0, cities.isEmpty ? 0.9 : 1) }
        case .province: return provinces[key].map { [candidate($0, 1)] } ?? []
        case .district, .village: return districtCandidates(key)
        case .none: break
        }
        let named = regencies[key] ?? []
        if let province = provinces[key] {
            // Jambi, Bengkulu, Gorontalo: the province holds the city of its name, so it is right for both.
            return [candidate(province, 1)] + named.filter { $0.provinceCode == province.code }.map { candidate($0, 0.1) }
        }
        let cities = named.filter { $0.kind == .kota }
        if named.count > 1, cities.count == 1 {
            // Where a city and a regency share a name, the bare name means the city; forms that mean the regency say so.
            return named.map { candidate($0, $0.kind == .kota ? 1 : 0.3) }
        }
        if !named.isEmpty { return named.map { candidate($0, 1) } }
        return districtCandidates(key)
    }

    private func candidate(_ region: Region, _ weight: Double) -> Candidate {
        Candidate(
            level: region.kind == .provinsi ? .province : .regency, code: region.code, district: nil, weight: weight)
    }

    private func districtCandidates(_ key: String) -> [Candidate] {
        let exact = districts[key] ?? []
        if !exact.isEmpty {
            return exact.map { Candidate(level: .district, code: $0.regionCode, district: $0.code, weight: 1) }
        }
        return []
    }

    /// One letter wrong in a name of six or more, two in one of ten or more.
    private func similar(_ place: PlaceText) -> [Candidate] {
        let key = place.key
        guard key.count >= 6 else { return [] }
        let limit = key.count >= 10 ? 2 : 1
        func near<Value>(_ names: [String: Value]) -> [Value] {
            var best = limit + 1
            var found: [Value] = []
            for (name, value) in names where abs(name.utf8.count - key.utf8.count) <= limit {
                let distance = EditDistance.between(name, key, limit: limit)
                if distance < best {
                    best = distance
                    found = [value]
                } else if distance == best, best <= limit {
                    found.append(value)
                }
            }
            return found
        }
        var found: [Candidate] = []
        if place.claim != .district, place.claim != .village {
            found = near(regencies).flatMap { $0 }.filter { place.claim != .regency || $0.kind == .kabupaten }
                .map { candidate($0, $0.kind == .kota || place.claim == .regency ? 1 : 0.3) }
            if found.isEmpty { found = near(provinces).map { candidate($0, 1) } }
        }
        if found.isEmpty {
            found = near(districts).flatMap { $0 }.map {
                Candidate(level: .district, code: $0.regionCode, district: $0.code, weight: 1)
            }
        }
        return found.map { item in
            var copy = item
            copy.fit = 0.85
            return copy
        }
    }

    /// `Tangerang Banten`: a province named behind a place without a comma.
    private func trailingProvince(_ text: some StringProtocol) -> [Candidate] {
        let words = PlaceText.words(of: text)
        for count in [2, 1] where words.count > count {
            guard let province = provinces[words.suffix(count).joined()] else { continue }
            let inside = candidates(words.dropLast(count).joined(separator: " ")).filter { $0.code?.hasPrefix(province.code) == true }
            return inside.isEmpty
                ? [candidate(province, 1)].map { item in
                    var copy = item; copy.fit = 0.8; return copy
                } : inside
        }
        return []
    }

    // MARK: - Answer

    private func answer(_ text: String, _ found: [Candidate]) -> Place {
        let ranked = found.sorted { ($1.weight, $0.code ?? "", $0.district ?? "") < ($0.weight, $1.code ?? "", $1.district ?? "") }
        guard let best = ranked.first else { return unresolved(text, []) }
        let others = ranked.dropFirst().compactMap { $0.code == best.code && $0.district == nil ? nil : $0.code }
        var distinct: [String] = []
        for code in others where code != best.code && !distinct.contains(code) { distinct.append(code) }
        let total = ranked.reduce(0) { $0 + $1.weight }
        let confidence = best.weight / total * best.fit
        if confidence >= Self.threshold || Set(ranked.compactMap(\.code)).count == 1 {
            let sameRegion = confidence < Self.threshold
            return Place(
                text: text, level: sameRegion ? .regency : best.level, regionCode: best.code,
                districtCode: sameRegion ? nil : best.district, confidence: sameRegion ? best.fit : confidence,
                alternatives: distinct)
        }
        let all = ranked.compactMap(\.code)
        var codes: [String] = []
        for code in all where !codes.contains(code) { codes.append(code) }
        let homes = Set(all.map { $0.prefix(2) })
        if homes.count == 1, let home = homes.first, regions[String(home)] != nil {
            return Place(
                text: text, level: .province, regionCode: String(home), districtCode: nil, confidence: 0.9 * best.fit,
                alternatives: codes)
        }
        return unresolved(text, codes)
    }

    private func unresolved(_ text: String, _ alternatives: [String]) -> Place {
        Place(
            text: text, level: .unresolved, regionCode: nil, districtCode: nil, confidence: 0, alternatives: alternatives)
    }
}
