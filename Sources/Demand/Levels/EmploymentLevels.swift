import Domain
import Foundation

/// Brings figures of employment that are stated for provinces, the country and groups of sections down to regencies and sections.
///
/// A group of sections, less the sections that the region states itself in that year, is split by the mix of the nearest statement that has
/// the sections (`StatedSections.mix`), else in equal parts. A figure of a province or the country, less what regions within state
/// themselves, is spread over the regencies that state nothing of the section in any year, by `SpreadKey`, fitted to the sector of the
/// province and the employed of each regency where these are known. The shares are those of the latest year in all years, so that growth is
/// that of what is spread. A pure function of its inputs. (DESIGN §5.)
struct EmploymentLevels {
    /// Rows of regencies as they are, without groups of sections, in the order of the inputs.
    private(set) var own: [EmploymentCount] = []
    /// Sections that groups of regencies were split into.
    private(set) var split: [Levelled<EmploymentCount>] = []
    /// What regencies have from provinces and the country.
    private(set) var fromAbove: [Levelled<EmploymentCount>] = []
    /// What became of the rows of groups, provinces and the country; the parts of a row sum to it.
    private(set) var parts: [RowPart] = []
    /// Rows that say less than their parts.
    private(set) var warnings: [DemandWarning] = []

    private let counts: [EmploymentCount]
    private let inputs: DemandInputs
    private let spread: DemandConfiguration.Spread
    private let key: SpreadKey
    private let regencies: [String]
    private var stated: StatedSections
    /// Of provinces and the country: region → section → what is to be spread.
    private var upper: [String: [String: [Cell]]] = [:]

    /// Persons of one section or division and year, that a row or a part of it states.
    private struct Cell {
        let row: Int
        let industry: String
        let year: Int
        let persons: Double
        let error: Double
    }

    /// - Parameters:
    ///   - counts: All rows that may count, in the order of the inputs.
    ///   - inputs: Regions, labour force and PDRB.
    ///   - spread: How it is spread, and how wrong that is.
    init(_ counts: [EmploymentCount], _ inputs: DemandInputs, _ spread: DemandConfiguration.Spread) {
        self.counts = counts
        self.inputs = inputs
        self.spread = spread
        key = SpreadKey(regions: inputs.regions, labourForce: inputs.labourForce, products: inputs.products, spread: spread)
        regencies = inputs.regions.filter { $0.kind != .provinsi }.map(\.code).sorted()
        stated = StatedSections(counts)
        takeRows()
        splitGroups()
        // The country's code is the lowest; what provinces have is known before, so that the order does not matter.
        for region in upper.keys.sorted() { spreadFigures(of: region) }
    }

    private mutating func takeRows() {
        for (row, count) in counts.enumerated() where !count.industryCode.utf8.contains(0x2C) {
            if StatementLevel(regionCode: count.regionCode) == .regency {
                own.append(count)
                continue
            }
            let section = Industries.section(ofDivision: count.industryCode) ?? count.industryCode
            if section == count.industryCode, stated.withDivisions.contains(.init(region: count.regionCode, industry: section)) {
                parts.append(RowPart(row: row, industry: section, persons: count.persons, reason: .sectionWithDivisions))
                continue
            }
            upper[count.regionCode, default: [:]][section, default: []].append(
                Cell(row: row, industry: count.industryCode, year: count.year, persons: count.persons, error: 0))
        }
    }

    // MARK: - Groups of sections

    private mutating func splitGroups() {
        // The rows of sections alone tell the mix, whatever the order of the groups; smaller groups go before those that hold them.
        var mixes = stated
        let groups = counts.enumerated().map { (row: $0, count: $1, sections: IndustryGroup.sections(of: $1.industryCode)) }
            .filter { $0.sections.count > 1 }
            .sorted { ($0.sections.count, $0.count.industryCode, $0.row) < ($1.sections.count, $1.count.industryCode, $1.row) }
        var unmixed: [String: Set<String>] = [:]
        for (row, count, sections) in groups {
            let region = count.regionCode
            let missing = sections.filter { stated.exactly(region, $0, count.year) == nil }
            let known = sections.reduce(0) { $0 + (stated.exactly(region, $1, count.year) ?? 0) }
            let rest = missing.isEmpty ? 0 : max(0, count.persons - known)
            if count.persons - known < -0.5 {
                warnings.append(.negativeRemainder(region: region, subject: count.industryCode, stated: count.persons, parts: known))
            }
            if count.persons > rest {
                parts.append(RowPart(row: row, industry: count.industryCode, persons: count.persons - rest, reason: .groupWithSections))
            }
            // A group of nobody states that its sections have nobody.
            guard !missing.isEmpty else { continue }
            let mix = mixes.mix(missing, of: region, year: count.year)
            if mix == nil, rest > 0 { unmixed[missing.joined(separator: ","), default: []].insert(region) }
            let shares = mix ?? missing.map { _ in 1 / Double(missing.count) }
            for (section, share) in zip(missing, shares) {
                let persons = rest * share
                if stated.withDivisions.contains(.init(region: region, industry: section)) {
                    parts.append(RowPart(row: row, industry: section, persons: persons, reason: .sectionWithDivisions))
                    continue
                }
                stated.add(persons, region, section, count.year)
                if StatementLevel(regionCode: region) == .regency {
                    let part = EmploymentCount(regionCode: region, industryCode: section, year: count.year, persons: persons)
                    split.append(Levelled(statement: part, spreadError: spread.errors.sectionMix))
                    parts.append(RowPart(row: row, industry: section, persons: persons, reason: nil))
                } else {
                    upper[region, default: [:]][section, default: []].append(
                        Cell(row: row, industry: section, year: count.year, persons: persons, error: spread.errors.sectionMix))
                }
            }
        }
        for (group, regions) in unmixed.sorted(by: { $0.key < $1.key }) {
            warnings.append(.unknownMix(group: group, regions: regions.count))
        }
    }

    // MARK: - Provinces and the country

    /// What is to be spread of one section, and over whom.
    private struct Remainder {
        let section: String
        let cells: [Cell]
        /// The share of each year's persons that nobody below states.
        let share: [Int: Double]
        let recipients: [String]
        /// Persons to be spread in the latest year.
        let latest: Double
    }

    private mutating func spreadFigures(of region: String) {
        let sections = (upper[region] ?? [:]).sorted { $0.key < $1.key }
        let isCountry = StatementLevel(regionCode: region) == .country
        if isCountry ? !inputs.holdsTheCountry(spread) : !regencies.contains(where: { $0.hasPrefix(region + ".") }) {
            for cell in sections.flatMap(\.value) { leave(cell, cell.persons, .incompleteRegister) }
            return
        }
        var remainders: [Remainder] = []
        for (section, cells) in sections {
            let found = remainder(of: section, cells, in: region)
            if found.recipients.isEmpty {
                for cell in cells { leave(cell, cell.persons, .statedBelow) }
            } else {
                remainders.append(found)
            }
        }
        let shares = shares(of: remainders)
        for (remainder, share) in zip(remainders, shares) {
            let methodError = spread.errors[share.method]
            for cell in remainder.cells {
                let persons = cell.persons * (remainder.share[cell.year] ?? 0)
                leave(cell, cell.persons - persons, .statedBelow)
                guard persons > 0 else { continue }
                parts.append(RowPart(row: cell.row, industry: cell.industry, persons: persons, reason: nil))
                let error = (methodError * methodError + cell.error * cell.error).squareRoot()
                for (recipient, weight) in zip(remainder.recipients, share.values) {
                    let count = EmploymentCount(
                        regionCode: recipient, industryCode: cell.industry, year: cell.year, persons: persons * weight)
                    fromAbove.append(Levelled(statement: count, spreadError: error))
                }
            }
        }
    }

    private mutating func leave(_ cell: Cell, _ persons: Double, _ reason: UnusedInput.Reason) {
        guard persons > 0 || cell.persons == 0 else { return }
        parts.append(RowPart(row: cell.row, industry: cell.industry, persons: persons, reason: reason))
    }

    private mutating func remainder(of section: String, _ cells: [Cell], in region: String) -> Remainder {
        let isCountry = StatementLevel(regionCode: region) == .country
        let within = isCountry ? regencies : regencies.filter { $0.hasPrefix(region + ".") }
        let staters = within.filter { stated.states($0, section) }
        let provinces = isCountry ? Set(within.map { String($0.prefix(2)) }).filter { stated.states($0, section) } : []
        let persons = Dictionary(grouping: cells, by: \.year).mapValues { $0.reduce(0) { $0 + $1.persons } }
        var share: [Int: Double] = [:]
        var latest = (year: Int.min, persons: 0.0)
        for (year, whole) in persons.sorted(by: { $0.key < $1.key }) {
            var sums: [String: Double] = [:]
            for place in staters { sums[String(place.prefix(2)), default: 0] += stated.nearest(place, section, year) ?? 0 }
            for province in provinces { sums[province] = max(sums[province] ?? 0, stated.nearest(province, section, year) ?? 0) }
            let below = sums.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
            let rest = max(0, whole - below)
            share[year] = whole > 0 ? rest / whole : 0
            latest = (year, rest)
            if year == persons.keys.max(), whole - below < -0.5 {
                warnings.append(.negativeRemainder(region: region, subject: section, stated: whole, parts: below))
            }
        }
        return Remainder(
            section: section, cells: cells, share: share,
            recipients: within.filter { !stated.states($0, section) && !provinces.contains(String($0.prefix(2))) }, latest: latest.persons)
    }

    /// The shares of the recipients of each section, which sum to 1.
    private func shares(of remainders: [Remainder]) -> [(method: SpreadKey.Method, values: [Double])] {
        var shares = remainders.map { remainder in
            let (method, weights) = key.weights(of: remainder.recipients, section: remainder.section)
            let total = weights.reduce(0, +)
            return (method: method, values: weights.map { $0 / total })
        }
        let fittable = remainders.indices.filter { remainders[$0].latest > 0 }
        guard fittable.allSatisfy({ shares[$0].method == .labourForceGrdp }), let margins = margins(fittable.map { remainders[$0] }) else {
            return shares
        }
        var seed = [Double](repeating: 0, count: margins.regencies.count * fittable.count)
        let row = Dictionary(uniqueKeysWithValues: margins.regencies.enumerated().map { ($1, $0) })
        for (column, index) in fittable.enumerated() {
            for (recipient, share) in zip(remainders[index].recipients, shares[index].values) {
                if let row = row[recipient] { seed[row * fittable.count + column] = share }
            }
        }
        let sums = fittable.map { remainders[$0].latest }
        let table = ProportionalFit.table(seed: seed, rowSums: margins.employed, columnSums: sums)
        for (column, index) in fittable.enumerated() {
            let values = remainders[index].recipients.map { row[$0].map { table[$0 * fittable.count + column] } ?? 0 }
            let total = values.reduce(0, +)
            if total > 0 { shares[index] = (.fitted, values.map { $0 / total }) }
        }
        return shares
    }

    /// The employed of the recipients less what they state themselves.
    ///
    /// - Returns: `nil` where they are not known of all of them, or differ from what is spread by more than the configuration allows: then
    ///   what is spread is a part of the sectors only, and says nothing of the sum of a regency.
    private func margins(_ remainders: [Remainder]) -> (regencies: [String], employed: [Double])? {
        let places = Set(remainders.flatMap(\.recipients)).sorted()
        let employed = places.compactMap { place in inputs.employed[place].map { max(0, $0 - stated.latestTotal(place)) } }
        let wanted = remainders.reduce(0) { $0 + $1.latest }
        let sum = employed.reduce(0, +)
        guard places.count > 1, employed.count == places.count, sum > 0, abs(wanted / sum - 1) <= spread.marginTolerance else { return nil }
        return (places, employed)
    }
}

extension DemandInputs {
    /// Whether the register of regions is that of the whole country, so that a figure of the country is one of its regions.
    func holdsTheCountry(_ spread: DemandConfiguration.Spread) -> Bool {
        regions.filter { $0.kind == .provinsi }.count >= spread.countryProvinces
    }
}
