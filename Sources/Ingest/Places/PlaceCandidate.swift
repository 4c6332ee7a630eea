import Domain

/// Something that a name may mean.
struct PlaceCandidate: Equatable {
    /// `.unresolved` for a region that this database does not have.
    var level: Place.Level
    /// The region; `nil` for the country, abroad, remote work, and where the database does not have it.
    var code: String?
    var district: String?
    /// Chance that the name means this place, beside its namesakes.
    var weight = 1.0
    /// How well the written name fits, apart from which of its namesakes is meant.
    var fit = 1.0
    /// Whether usage prefers another place of the name, so that this one counts only where the text says more.
    var isNamesake = false
    /// Whether the words around the name rule this out, so that it is no more than a hint.
    var isRuledOut = false
    /// Whether the name is that of a region or a country; names of districts and towns are shared by villages that no register has.
    var isRegion = false
    /// Whether a word beside the name says which of kabupaten and kota it is.
    var isBound = false
    /// Whether this is an estate, an airport or a port that `config/places.csv` has by name.
    var isFacility = false
    /// Whether the line that has the name says that it may mean other places, too.
    var isShared = false

    init(_ level: Place.Level, code: String? = nil, district: String? = nil) {
        self.level = level
        self.code = code
        self.district = district
    }

    init(_ region: Region, weight: Double = 1) {
        self.init(region.kind == .provinsi ? .province : .regency, code: region.code)
        self.weight = weight
        isRegion = true
    }

    init(_ found: District) {
        self.init(.district, code: found.regionCode, district: found.code)
    }

    /// Whether this lies in another place, or is the same.
    func isInside(_ wider: PlaceCandidate) -> Bool {
        if isRuledOut || wider.isRuledOut || level == .remote || wider.level == .remote { return false }
        if level == .abroad || wider.level == .abroad { return level == wider.level }
        if wider.level == .country { return true }
        guard let code, let container = wider.code, level != .country else { return false }
        guard code.hasPrefix(container) else { return false }
        return wider.district == nil || wider.district == district
    }

    /// The same place, where another part of the text says it too.
    func confirmed() -> PlaceCandidate {
        var copy = self
        copy.fit = max(fit, 0.95)
        if fit == 1 || district == nil { copy.fit = 1 }
        copy.isNamesake = false
        return copy
    }

    func asNamesake() -> PlaceCandidate {
        var copy = self
        copy.isNamesake = true
        return copy
    }

    func ruledOut() -> PlaceCandidate {
        var copy = self
        copy.isRuledOut = true
        return copy
    }

    func bound() -> PlaceCandidate {
        var copy = self
        copy.isBound = isRegion && !isRuledOut
        return copy
    }

    func fitting(_ fit: Double) -> PlaceCandidate {
        var copy = self
        copy.fit = min(self.fit, fit)
        return copy
    }

    /// What stands when two parts of a text name two places.
    ///
    /// The finer place stands where it lies in the other one. Where none does, names of regions outweigh names of districts and towns,
    /// which villages share, and names as written outweigh those that are only like them; of equal names all stand.
    static func both(_ first: [PlaceCandidate], _ second: [PlaceCandidate]) -> [PlaceCandidate] {
        if first.isEmpty || second.isEmpty { return first + second }
        for namesakes in [false, true] {
            let (mine, others) = (first.filter { namesakes || !$0.isNamesake }, second.filter { namesakes || !$0.isNamesake })
            let finer = mine.filter { candidate in others.contains { candidate.isInside($0) } }
            if !finer.isEmpty { return finer.map { $0.confirmed() } }
            let other = others.filter { candidate in mine.contains { candidate.isInside($0) } }
            if !other.isEmpty { return other.map { $0.confirmed() } }
        }
        if let bound = whereBound(first, second) ?? whereBound(second, first) { return bound }
        let (left, right) = (strength(first), strength(second))
        if left == right { return first + second.filter { !first.contains($0) } }
        return (left > right ? first : second).map { $0.fitting(0.9) }
    }

    /// `Kab. Tapanuli Selatan (Padang Sidempuan)`: where a word says that the region is a kabupaten, a city of the same province beside it is
    /// where the office is, and no more than a hint.
    private static func whereBound(_ first: [PlaceCandidate], _ others: [PlaceCandidate]) -> [PlaceCandidate]? {
        let meant = first.filter { $0.isBound && !$0.isNamesake }
        guard meant.count == 1, let province = meant[0].code?.prefix(2) else { return nil }
        let hints = others.filter { !$0.isNamesake && !$0.isRuledOut }
        guard hints.allSatisfy({ !$0.isBound && $0.code?.prefix(2) == province && $0.level != .province }) else { return nil }
        return meant.map { $0.fitting(0.9) } + others.map { $0.ruledOut() }
    }

    /// 0 for names that are only like the written one, 1 for districts and towns, 2 for regions.
    private static func strength(_ candidates: [PlaceCandidate]) -> Int {
        candidates.filter { !$0.isNamesake }.map { $0.isRegion ? 2 : $0.fit < 0.9 ? 0 : 1 }.max() ?? 0
    }
}
