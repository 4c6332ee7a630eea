import Domain
import Foundation

/// Resolves place names as people write them.
///
/// A name is looked up among regencies and cities, provinces, districts and the names of `config/places.csv`. Where several places have
/// it, the answer is the one that usage prefers if that is clear, else the province that holds them all, else none:
/// a guess is never silent, its alternatives and its confidence go with it. A word that says kabupaten or kota is binding.
public struct PlaceResolver: Sendable {
    /// Answers below this confidence count as unresolved.
    public static let threshold = 0.6
    /// A text of more bytes names no place: columns of places take 300 characters.
    private static let longestText = 1200
    /// A text of more parts names no place.
    private static let mostParts = 40

    /// The codes of the regions in both systems.
    public let codes: RegionCodes
    private let index: PlaceIndex
    private let likeness: PlaceLikeness
    private var words: PlaceWords { index.words }

    /// Makes a resolver of what is known of places.
    ///
    /// - Parameter gazetteer: regions, districts and the lines of `config/places.csv`.
    public init(gazetteer: Gazetteer) {
        codes = RegionCodes(regions: gazetteer.regions, entries: gazetteer.codes)
        index = PlaceIndex(gazetteer)
        likeness = PlaceLikeness(index)
    }

    /// Whether there is no region to resolve anything with.
    public var isEmpty: Bool { index.regions.count == index.elsewhere.count }

    /// Whether a name may mean a region: it does, or it is among the alternatives.
    func mayMean(_ name: String, _ code: String) -> Bool {
        let place = resolve(name, elsewhereAsProvince: false)
        return place.regionCode == code || place.alternatives.contains(code)
    }

    /// Whether a name beside a code may be that of the code's region: it may mean it, with the level that the code says where the name says none, or
    /// it is the beginning of its name, cut short.
    func agrees(_ name: String, _ code: String) -> Bool {
        if mayMean(name, code) || isCutShort(name, of: code) { return true }
        guard let kind = index.regions[code]?.kind, !statesLevel(name) else { return false }
        return mayMean("\(kind.rawValue) \(name)", code)
    }

    /// Fewer letters are not told from the beginning of another name.
    private static let leastOfCutName = 6

    private func isCutShort(_ name: String, of code: String) -> Bool {
        guard let region = index.regions[code] else { return false }
        func bare(_ text: String) -> (claim: PlaceClaim, key: String) {
            let reading = words.readings(parts(PlaceTokens(text).parts).flatMap(\.words), .any).last
            return (reading?.claim ?? .any, reading?.words.joined() ?? "")
        }
        let (cut, whole) = (bare(name), bare(region.name))
        guard cut.key.count >= Self.leastOfCutName, whole.key.hasPrefix(cut.key) else { return false }
        return cut.claim == .any || cut.claim == whole.claim
    }

    /// What a word of a column of levels says: `Kabupaten`, `KOTA`, `Provinsi`.
    func claim(ofLevel text: String) -> PlaceClaim? { text.isEmpty ? nil : words.claim(of: words.words(text)) }

    /// Whether a name says itself what sort of region it is.
    func statesLevel(_ name: String) -> Bool {
        parts(PlaceTokens(name).parts).contains { $0.claim != .any || words.startsWithLevel($0.words) }
    }

    /// What a text means, at the finest level that it supports.
    ///
    /// - Parameter text: a place as people write it.
    /// - Returns: the place, with its level, how sure the answer is, and what else the text may mean; unresolved below the threshold. A region
    ///   that the database does not have is answered by its province, and unresolved where it does not have that either.
    public func resolve(_ text: String) -> Place { resolve(text, elsewhereAsProvince: true) }

    /// What a text means among the regions of the database.
    ///
    /// - Parameters:
    ///   - text: a place as people write it.
    ///   - elsewhereAsProvince: whether a region that the database does not have is answered by its province. What is said of a regency is not
    ///     true of its province: a minimum wage, a rate.
    /// - Returns: as `resolve(_:)`.
    func resolve(_ text: String, elsewhereAsProvince: Bool) -> Place {
        let place = resolveAnywhere(text)
        func here(_ code: String) -> String? {
            if !index.elsewhere.contains(code) { return code }
            let province = String(code.prefix(2))
            return elsewhereAsProvince && index.regions[province] != nil && !index.elsewhere.contains(province) ? province : nil
        }
        let code = place.regionCode.flatMap(here)
        if code == place.regionCode, !place.alternatives.contains(where: index.elsewhere.contains) { return place }
        var alternatives: [String] = []
        for other in place.alternatives.compactMap(here) where other != code && !alternatives.contains(other) { alternatives.append(other) }
        let isLost = place.regionCode != nil && code == nil
        return Place(
            text: text, level: isLost ? .unresolved : code == place.regionCode ? place.level : .province, regionCode: code,
            districtCode: code == place.regionCode ? place.districtCode : nil, confidence: isLost ? 0 : place.confidence,
            alternatives: alternatives)
    }

    /// What a text means among all regions that are known, be they in the database or not.
    private func resolveAnywhere(_ text: String) -> Place {
        guard text.utf8.count <= Self.longestText else { return answer(text, []) }
        let parts = parts(PlaceTokens(text).parts)
        guard parts.count <= Self.mostParts else { return answer(text, []) }
        guard let first = parts.first else { return answer(text, []) }
        if parts.count == 1 {
            let found = candidates(first)
            // `Kota` alone is a field that was left half filled rather than the district of that name.
            return answer(text, words.claim(of: first.words) == nil ? found : found.map { $0.ruledOut() })
        }
        // `Sawahlunto/Sijunjung` and `Pangkajene (dan) Kepulauan` are one name.
        let whole = exact(parts.flatMap(\.words), first.claim)
        if !whole.isEmpty { return answer(text, whole) }
        if parts.contains(where: { isRemote($0.words) }) { return answer(text, [PlaceCandidate(.remote)]) }
        // `Genteng, Surabaya`: the parts narrow each other down.
        var found: [PlaceCandidate] = []
        for part in parts { found = PlaceCandidate.both(found, candidates(part)) }
        return answer(text, found)
    }

    // MARK: - Parts

    private struct Part {
        var words: [String]
        var claim = PlaceClaim.any
        var isSpaced: Bool
    }

    /// The parts as this program spells them; one that says only a level, `(Kab)`, belongs to the part in front of it.
    private func parts(_ tokens: [PlaceTokens.Part]) -> [Part] {
        var parts: [Part] = []
        var waiting: PlaceClaim?
        for token in tokens {
            let spelled = words.spell(token.words)
            if tokens.count > 1, let claim = words.claim(of: spelled) {
                // `Kabupaten: Sleman` has it in front.
                if parts.isEmpty { waiting = claim } else { parts[parts.count - 1].claim = claim }
            } else {
                parts.append(Part(words: spelled, claim: waiting ?? .any, isSpaced: token.isSpaced))
                waiting = nil
            }
        }
        return parts
    }

    private func candidates(_ part: Part) -> [PlaceCandidate] {
        let found = exact(part.words, part.claim)
        if !found.isEmpty { return found }
        if part.isSpaced, let first = part.words.first, let inside = words.levelInside(first) {
            let found = exact(inside + part.words.dropFirst(), part.claim)
            if !found.isEmpty { return found }
        }
        if isRemote(part.words) { return [PlaceCandidate(.remote)] }
        let listed = words.listed(part.words)
        if listed.count > 1 {
            return listed.reduce([]) { PlaceCandidate.both($0, candidates(Part(words: $1, claim: part.claim, isSpaced: false))) }
        }
        if words.isStreet(part.words) { return address(part.words) }
        var (bare, sorts): ([String], Set<PlaceEntry.Kind>) = (part.words, [])
        if let plain = words.withoutNoise(part.words) {
            if plain.words.isEmpty { return [] }
            (bare, sorts) = plain
            let found = exact(bare, part.claim, sorts)
            if !found.isEmpty { return found }
        }
        let segmented = segments(bare, part.claim, sorts)
        if !segmented.isEmpty { return segmented }
        if sorts.isEmpty || sorts == [.estate] {
            let similar = similar(bare, part.claim, sorts)
            if !similar.isEmpty { return similar }
        }
        return trailing(bare, part.claim)
    }

    /// What the words mean with a letter or two changed.
    private func similar(_ words: [String], _ claim: PlaceClaim, _ sorts: Set<PlaceEntry.Kind>) -> [PlaceCandidate] {
        // A trade is no misspelt district, and `T. Balai` is an abbreviation, not Balai with a letter too many.
        guard !index.jobs.contains(words.joined()), let reading = self.words.readings(words, claim).last else { return [] }
        if reading.words.count > 1, reading.words[0].utf8.count == 1 { return [] }
        return likeness.find(reading, sorts)
    }

    /// What the words mean without a letter changed.
    private func exact(_ words: [String], _ claim: PlaceClaim, _ sorts: Set<PlaceEntry.Kind> = []) -> [PlaceCandidate] {
        var held: [PlaceCandidate] = []
        for reading in self.words.readings(words, claim) {
            for form in self.words.forms(reading.words) {
                var found = index.find(form.joined(), reading.claim, sorts)
                if found.isEmpty { continue }
                if reading.claim == .regency || reading.claim == .city { found = found.map { $0.bound() } }
                // `Kota Padang` is a district elsewhere, `Kota Kudus` is no city, `Kota Baru` is a regency.
                if found.contains(where: { $0.isRegion && !$0.isRuledOut && !$0.isNamesake }) {
                    // `Pontianak Kota` is a district of Pontianak.
                    let inside = held.filter { one in !one.isRuledOut && found.allSatisfy { one.isInside($0) } }
                    if !inside.isEmpty { return inside + found.map { $0.asNamesake() } }
                    return found + held.filter { !found.contains($0) }.map { $0.asNamesake() }
                }
                let meant = held.contains { !$0.isRuledOut }
                held = meant ? held : found.contains { !$0.isRuledOut } ? found : held + found
            }
        }
        return held
    }

    private func isRemote(_ words: [String]) -> Bool {
        guard !index.remote.isEmpty else { return false }
        var kept = words
        if let plain = self.words.withoutNoise(words) { kept = plain.words }
        for start in kept.indices {
            var key = ""
            for word in kept[start...].prefix(index.remoteWords) {
                key += word
                if index.remote.contains(key) { return true }
            }
        }
        return false
    }

    // MARK: - Longer texts

    /// `Labuan Bajo NTT`, `Kec. Cikarang Utara Kab. Bekasi Jawa Barat`: places without a comma between them, of which one lies in the
    /// other.
    private func segments(_ words: [String], _ claim: PlaceClaim, _ sorts: Set<PlaceEntry.Kind>) -> [PlaceCandidate] {
        guard words.count > 1, words.count <= 12 else { return [] }
        for cut in 1..<words.count {
            let right = exact(Array(words[cut...]), .any)
            if right.isEmpty || right.allSatisfy(\.isRuledOut) { continue }
            let start = Array(words[..<cut])
            var left = exact(start, claim, sorts)
            if left.isEmpty, let plain = self.words.withoutNoise(start) { left = exact(plain.words, claim, plain.sorts.union(sorts)) }
            if left.isEmpty { left = segments(start, claim, sorts) }
            if left.isEmpty { continue }
            let (mine, others) = (left.filter { !$0.isRuledOut }, right.filter { !$0.isRuledOut })
            // `Bandara Soekarno Hatta Cengkareng`: what is listed by its name is there, whatever lies next to it.
            let listed = mine.filter { $0.isFacility && !$0.isNamesake }
            if !sorts.isEmpty, !listed.isEmpty, !listed.contains(where: { one in others.contains { one.isInside($0) } }) {
                return listed.map { $0.fitting(0.8) } + others.map { $0.asNamesake() }
            }
            guard mine.contains(where: { one in others.contains { one.isInside($0) || $0.isInside(one) } }) else { continue }
            return PlaceCandidate.both(mine, others)
        }
        return []
    }

    /// `Tangerang Banten`, `Gudang Utama Kab. Bandung`: a province, or a region with its level, behind words that are not known.
    private func trailing(_ words: [String], _ claim: PlaceClaim) -> [PlaceCandidate] {
        // A name of more words is none, and what stands at the end of a long sentence is no place of work.
        guard words.count <= 30 else { return [] }
        for count in (1..<6).reversed() where words.count > count {
            let last = Array(words.suffix(count))
            let found = exact(last, .any).filter { $0.isRegion && !$0.isNamesake && !$0.isRuledOut }
            guard !found.isEmpty else { continue }
            // `Kabupaten Banten`: no level of a province.
            if let said = self.words.claim(of: Array(words.dropLast(count))), said == .regency || said == .city,
                found.allSatisfy({ $0.level == .province })
            {
                return found.map { $0.ruledOut() }
            }
            // `Tarakan Jawa Barat`: what stands in front is known, and lies elsewhere.
            let other = exact(Array(words.dropLast(count)), .any).filter { $0.isRegion && !$0.isNamesake && !$0.isRuledOut }
            if !other.isEmpty { return other + found }
            // `Kab. Purwakata Jabar`: a name that is like one of the province.
            let similar = similar(Array(words.dropLast(count)), claim, []).filter { one in found.contains { one.isInside($0) } }
            if !similar.isEmpty { return similar.map { $0.confirmed() } }
            if found.allSatisfy({ $0.level == .province }) || self.words.startsWithLevel(last) { return found.map { $0.fitting(0.8) } }
        }
        return []
    }

    /// The place of an address: streets bear the names of cities, so only what stands behind the number counts, or what says its level.
    private func address(_ words: [String]) -> [PlaceCandidate] {
        if let number = words.lastIndex(where: { $0.first?.isNumber == true }), number + 1 < words.count {
            let found = candidates(Part(words: Array(words[(number + 1)...]), isSpaced: false)).filter { $0.fit >= 0.9 }
            if !found.isEmpty { return found }
        }
        for start in words.indices.dropFirst() where self.words.startsWithLevel(Array(words[start...])) {
            let rest = Array(words[start...])
            let found = exact(rest, .any) + segments(rest, .any, [])
            if !found.isEmpty { return found }
        }
        return []
    }

    // MARK: - Answer

    private func answer(_ text: String, _ found: [PlaceCandidate]) -> Place {
        let meant = found.filter { !$0.isRuledOut && !$0.isNamesake }
        let ranked = meant.sorted { ($1.weight, $0.code ?? "", $0.district ?? "") < ($0.weight, $1.code ?? "", $1.district ?? "") }
        var codes: [String] = []
        for candidate in ranked + found.filter({ $0.isRuledOut }) {
            if let code = candidate.code, !codes.contains(code) { codes.append(code) }
        }
        func unresolved() -> Place {
            Place(text: text, level: .unresolved, regionCode: nil, districtCode: nil, confidence: 0, alternatives: codes)
        }
        guard let best = ranked.first, best.level != .unresolved else { return unresolved() }
        // Districts of one regency are one region, and so are two countries that are not this one.
        let isOne = ranked.allSatisfy { $0.code == best.code && ($0.code != nil || $0.level == best.level) }
        let confidence = isOne ? best.fit : best.weight / ranked.reduce(0) { $0 + $1.weight } * best.fit
        if isOne, ranked.count > 1, best.code != nil, confidence >= 0.5 {
            let isProvince = ranked.contains { $0.level == .province }
            return Place(
                text: text, level: isProvince ? .province : .regency, regionCode: best.code, districtCode: nil, confidence: confidence,
                alternatives: [])
        }
        if confidence >= Self.threshold {
            // A town or a quarter whose name other districts have is likely, no more; and so is a country whose name is one here.
            let others = best.isRegion && best.code != nil && !best.isShared ? [] : found.filter { $0.isNamesake && !$0.isInside(best) }
            for code in others.compactMap(\.code) where !codes.contains(code) { codes.append(code) }
            let isClear = codes.allSatisfy { $0 == best.code } && !others.contains { $0.level == .abroad }
            return Place(
                text: text, level: best.level, regionCode: best.code, districtCode: best.district,
                confidence: isClear ? confidence : min(confidence, 0.8), alternatives: codes.filter { $0 != best.code })
        }
        let homes = Set(ranked.map { $0.code?.prefix(2) ?? "" })
        if homes.count == 1, let home = homes.first, index.regions[String(home)] != nil, best.fit >= Self.threshold, ranked.count > 1 {
            return Place(
                text: text, level: .province, regionCode: String(home), districtCode: nil, confidence: 0.9 * best.fit,
                alternatives: codes)
        }
        return unresolved()
    }
}
