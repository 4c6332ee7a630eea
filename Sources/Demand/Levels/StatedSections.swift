import Domain

/// Persons by region, section and year, and how a group of sections is split.
struct StatedSections {
    /// Region → section → year → persons.
    private var table: [String: [String: [Int: Double]]] = [:]
    /// Region and section whose divisions are stated: the row of the section counts the same people again.
    private(set) var withDivisions: Set<UsableInputs.Series> = []
    /// Sections that any region states.
    private var stating: Set<String> = []
    private var pools: [String: [Double]] = [:]

    /// Takes the rows of sections and divisions; those of groups are passed over.
    init(_ counts: [EmploymentCount]) {
        for count in counts {
            guard let section = Industries.section(ofDivision: count.industryCode) else { continue }
            withDivisions.insert(UsableInputs.Series(region: count.regionCode, industry: section))
        }
        for count in counts {
            let section: String
            if count.industryCode.utf8.count == 1 {
                section = count.industryCode
                if withDivisions.contains(UsableInputs.Series(region: count.regionCode, industry: section)) { continue }
            } else if let own = Industries.section(ofDivision: count.industryCode) {
                section = own
            } else {
                continue
            }
            add(count.persons, count.regionCode, section, count.year)
        }
    }

    /// Adds persons to a section of a region.
    mutating func add(_ persons: Double, _ region: String, _ section: String, _ year: Int) {
        table[region, default: [:]][section, default: [:]][year, default: 0] += persons
        stating.insert(section)
    }

    /// Whether a region states a section in any year.
    func states(_ region: String, _ section: String) -> Bool { table[region]?[section] != nil }

    /// Persons in a section of a region in a year alone; `nil` where it states none.
    func exactly(_ region: String, _ section: String, _ year: Int) -> Double? { table[region]?[section]?[year] }

    /// Persons in a section of a region in a year or, where it states none, the nearest year: the last one before, else the first one
    /// after.
    func nearest(_ region: String, _ section: String, _ year: Int) -> Double? {
        guard let years = table[region]?[section] else { return nil }
        if let persons = years[year] { return persons }
        let other = years.keys.filter { $0 < year }.max() ?? years.keys.min()
        return other.flatMap { years[$0] }
    }

    /// All persons of a region in the year of each section's latest figure.
    func latestTotal(_ region: String) -> Double {
        (table[region] ?? [:]).sorted { $0.key < $1.key }.reduce(0) { sum, item in
            sum + (item.value.max { $0.key < $1.key }?.value ?? 0)
        }
    }

    /// The shares by which a group of sections is split: those of the region in another year, else of the regencies within it, else of its
    /// province, else of the country, else of all regencies, else of all provinces, whichever states the sections first.
    ///
    /// Sections that nobody states, such as extraterritorial bodies, have none where most of the group's sections are stated.
    ///
    /// - Parameters:
    ///   - sections: The letters.
    ///   - region: The region that states the group.
    ///   - year: The year of its figure.
    /// - Returns: One share for each section, which sum to 1; `nil` where nobody states the sections.
    mutating func mix(_ sections: [String], of region: String, year: Int) -> [Double]? {
        let known = sections.filter { stating.contains($0) }
        guard known.count == sections.count || known.count * 2 > sections.count else { return nil }
        func shares(_ persons: [Double]) -> [Double]? {
            let total = persons.reduce(0, +)
            guard persons.count == known.count, total > 0 else { return nil }
            let share = Dictionary(uniqueKeysWithValues: zip(known, persons.map { $0 / total }))
            return sections.map { share[$0] ?? 0 }
        }
        func own(_ place: String) -> [Double]? { shares(known.compactMap { nearest(place, $0, year) }) }
        // Nobody stands within a regency.
        let inner: [Double]? =
            switch StatementLevel(regionCode: region) {
            case .regency: nil
            case .province: shares(pool(known, within: region + ".", length: 5))
            case .country: shares(pool(known, within: "", length: 5))
            }
        return own(region) ?? inner ?? own(String(region.prefix(2))) ?? own(Region.countryCode)
            ?? shares(pool(known, within: "", length: 5)) ?? shares(pool(known, within: "", length: 2))
    }

    /// The latest persons in sections, summed over the regions that state all of them.
    private mutating func pool(_ sections: [String], within: String, length: Int) -> [Double] {
        let code = "\(within) \(length) \(sections.joined(separator: ","))"
        if let pool = pools[code] { return pool }
        var pool = [Double](repeating: 0, count: sections.count)
        for place in table.keys.filter({ $0.hasPrefix(within) && $0.utf8.count == length && $0 != Region.countryCode }).sorted() {
            let persons = sections.compactMap { nearest(place, $0, .max) }
            guard persons.count == sections.count else { continue }
            for index in pool.indices { pool[index] += persons[index] }
        }
        pools[code] = pool
        return pool
    }
}
