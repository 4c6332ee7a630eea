import Domain

/// Reads the regions of one file, which are codes of one system or names, or both in two columns.
struct RegionReader {
    let places: PlaceResolver
    /// The system of codes without a point; `nil` while nobody has said it.
    var system: RegionSystem?
    /// What the names of the whole file say about each of them.
    var survey = RegionSurvey()
    private let memory = Memory()

    private var codes: RegionCodes { places.codes }

    /// - Parameters:
    ///   - places: reads names.
    ///   - system: the system of codes without a point, where it is known.
    init(places: PlaceResolver, system: RegionSystem?) {
        self.places = places
        self.system = system
    }

    /// What stands beside a region in its row.
    struct Surroundings: Hashable {
        /// The name beside a code; empty without such a column.
        var name = ""
        /// The province that the region lies in, by code or name.
        var province = ""
        /// Whether it is a kabupaten, a kota, a province or the country.
        var level = ""

        static let none = Surroundings()
    }

    /// Answers that were given already: a file has few regions and many rows.
    private final class Memory {
        /// More different texts than this are no table of an office; their answers are forgotten.
        static let most = 50_000

        struct Question: Hashable {
            let text: String
            let beside: Surroundings
            let isNumber: Bool
        }

        var answers: [Question: Result<String, RejectReason>] = [:]
    }

    /// Finds the system in which codes and names agree more often.
    ///
    /// - Parameter rows: pairs of code and name, with the number of rows that have them.
    /// - Returns: `nil` where both systems agree with the names equally often.
    func systemThatAgrees(_ rows: [Pair: Int]) -> RegionSystem? {
        var kemendagri = 0
        var bps = 0
        for (pair, count) in rows {
            let (first, second) = codes.meanings(of: Substring(pair.code))
            guard first != second else { continue }
            if let first, places.agrees(pair.name, first) { kemendagri += count }
            if let second, places.agrees(pair.name, second) { bps += count }
        }
        return kemendagri == bps ? nil : kemendagri > bps ? .kemendagri : .bps
    }

    /// A code and the name beside it.
    struct Pair: Hashable {
        let code: String
        let name: String
    }

    /// The Kemendagri code of a region.
    ///
    /// - Parameters:
    ///   - text: what stands in the column: a code or a name.
    ///   - beside: what stands in other columns about the region.
    ///   - levels: the levels that the column may have, the same for every row of a file.
    ///   - isNumber: the text is a number of a sheet, which has lost the zero at its end.
    /// - Returns: the code, which the register need not have, that of the country (`Region.countryCode`), or why the row is refused.
    func read(_ text: Substring, _ beside: Surroundings, levels: Set<Place.Level>, isNumber: Bool) -> Result<String, RejectReason> {
        let question = Memory.Question(text: String(text), beside: beside, isNumber: isNumber)
        if let known = memory.answers[question] { return known }
        let answer = readAnew(text, beside, levels, isNumber)
        if memory.answers.count >= Memory.most { memory.answers.removeAll() }
        memory.answers[question] = answer
        return answer
    }

    private func readAnew(
        _ text: Substring, _ beside: Surroundings, _ levels: Set<Place.Level>, _ isNumber: Bool
    ) -> Result<String, RejectReason> {
        let bare = ColumnType.withoutMarks(code: text)
        let whole = isNumber && bare.wholeMatch(of: /[0-9]{2}\.[0-9]/) != nil ? bare + "0" : bare
        if Self.isWholeOfSomething(whole) {
            // Offices number the rows of provinces and of the country so; the name says which one is meant.
            if !beside.name.isEmpty { return resolve(beside.name[...], beside, levels) }
            if whole == Region.countryCode, levels.contains(.country) { return .success(Region.countryCode) }
        }
        guard let read = codes.read(whole, system) else {
            let joined = String(whole.filter { !$0.isWhitespace })
            if joined.count < whole.count, case .success(let code)? = codes.read(joined[...], system) {
                return .failure(.likelyCode(String(text), likely: code))
            }
            return resolve(whole, beside, levels)
        }
        let name = leveled(beside.name, beside.level)
        if name.isEmpty { return read.flatMap { checked($0, levels) } }
        // The name can tell what the code alone does not.
        if RegionCodes.isBare(whole), system == nil {
            let (first, second) = codes.meanings(of: whole)
            let meant = Set([first, second].compactMap { $0 }).filter { places.agrees(name, $0) }
            guard let only = meant.first else { return .failure(.regionMismatch(code: String(whole), name: name, found: nil)) }
            if let first, let second, first != second {
                return .failure(.ambiguousRegion(String(whole), kemendagri: codes.label(first), bps: codes.label(second)))
            }
            return checked(only, levels)
        }
        guard case .success(let code) = read else {
            if case .failure(let why) = read, why.code == "short_code" { return read }
            return .failure(.regionMismatch(code: String(whole), name: name, found: nil))
        }
        guard places.agrees(name, code) else {
            return .failure(.regionMismatch(code: String(whole), name: name, found: codes.label(code)))
        }
        return checked(code, levels)
    }

    /// Zeros, 9999, which the statistical office writes for the country, and 3200, which it writes for a province.
    private static func isWholeOfSomething(_ text: Substring) -> Bool {
        text == "9999" || !text.isEmpty && text.utf8.allSatisfy { $0 == 0x30 } || text.wholeMatch(of: /[1-9][0-9]00/) != nil
    }

    private func checked(_ code: String, _ levels: Set<Place.Level>) -> Result<String, RejectReason> {
        code.utf8.count > 2 || levels.contains(.province) ? .success(code) : .failure(.notARegency)
    }

    // MARK: - Names

    /// A name with the level that another column states, where it does not state one itself.
    private func leveled(_ name: String, _ level: String) -> String {
        guard !name.isEmpty, !level.isEmpty, let claim = places.claim(ofLevel: level), !places.statesLevel(name) else { return name }
        switch claim {
        case .regency, .city, .province: return "\(level) \(name)"
        default: return name
        }
    }

    /// A name in the province that another column or the whole file states.
    private func resolve(_ text: Substring, _ beside: Surroundings, _ levels: Set<Place.Level>) -> Result<String, RejectReason> {
        let name = leveled(String(text), beside.level)
        var place = places.resolve(name, elsewhereAsProvince: false)
        if place.level == .province || place.level == .country {
            // Nothing more can be said of it.
        } else if let home = province(beside.province) {
            // A name that is unknown in the province is not the province.
            let isThere = Self.isRegency(place) && place.regionCode?.hasPrefix(home.code) == true
            let inside = isThere ? place : places.resolve("\(name), \(home.name)", elsewhereAsProvince: false)
            guard Self.isRegency(inside) else { return .failure(.unknownRegion(place.regionCode.map { [$0] } ?? place.alternatives)) }
            place = inside
        } else if let home = survey.province, place.level == .unresolved || !place.alternatives.isEmpty {
            let inside = places.resolve("\(name), \(codes.name(home) ?? home)", elsewhereAsProvince: false)
            if Self.isRegency(inside), inside.regionCode?.hasPrefix(home) == true { place = inside }
        }
        if let code = place.regionCode, place.level == .regency, !places.statesLevel(name), survey.cities.contains(code),
            let regency = places.resolve(leveled(name, "Kabupaten"), elsewhereAsProvince: false).regionCode,
            regency.prefix(2) == code.prefix(2)
        {
            // `Madiun` in a file that has `Kota Madiun` as well is the kabupaten.
            return .success(regency)
        }
        if place.level == .country, levels.contains(.country) { return .success(Region.countryCode) }
        guard let code = place.regionCode, levels.contains(place.level) else { return .failure(.unknownRegion(place.alternatives)) }
        return .success(code)
    }

    private static func isRegency(_ place: Place) -> Bool { place.level == .regency || place.level == .district }

    /// The province that is stated by its code or its name; `nil` where none is.
    private func province(_ text: String) -> (code: String, name: String)? {
        if RegionCodes.isBare(text[...]), case .success(let code)? = codes.read(text[...], system) {
            return codes.name(code).map { (code, $0) }
        }
        let place = places.resolve(text, elsewhereAsProvince: false)
        return place.level == .province ? place.regionCode.map { ($0, text) } : nil
    }
}

/// What all regions of a file together say about each: the cities that are named as such, and the province that holds most of them.
struct RegionSurvey {
    /// Codes of the cities that the file names with their level.
    var cities: Set<String> = []
    /// The province that a file without a column of provinces is about.
    var province: String?

    /// Least number of regencies that are found without doubt, and least share of them in one province, for the file to be about it.
    private static let least = 3
    private static let share = 0.8

    init() {}

    /// Surveys the names of a file.
    ///
    /// - Parameters:
    ///   - names: each name once, as far as it is known with the level beside it.
    ///   - places: reads names.
    init(_ names: some Sequence<String>, _ places: PlaceResolver) {
        var homes: [String: Int] = [:]
        for name in names {
            let place = places.resolve(name, elsewhereAsProvince: false)
            guard let code = place.regionCode, place.level == .regency else { continue }
            if places.statesLevel(name), code.dropFirst(3).first == "7" { cities.insert(code) }
            if place.alternatives.isEmpty { homes[String(code.prefix(2)), default: 0] += 1 }
        }
        let all = homes.values.reduce(0, +)
        guard let (home, count) = homes.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), count >= Self.least,
            Double(count) >= Self.share * Double(all)
        else { return }
        province = home
    }
}
