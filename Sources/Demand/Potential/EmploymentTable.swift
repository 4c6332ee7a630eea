import Domain

/// Employed persons per region and industry in two years, complete in both: the one input of all the tools of potential.
public struct EmploymentTable: Sendable, Equatable {
    /// The size of the regions that make the rows.
    public enum RegionLevel: Sendable {
        /// Regencies and cities.
        case regency
        /// Provinces, as the sums of their regencies and cities.
        case province
    }

    /// The size of the industries that make the columns.
    public enum IndustryLevel: Sendable {
        /// KBLI sections, which are letters.
        case section
        /// KBLI divisions, which are two digits.
        case division
    }

    /// The first year that any region reports.
    public let firstYear: Int
    /// The last year that any region reports.
    public let lastYear: Int
    /// The codes of the rows, rising.
    public let regions: [String]
    /// The codes of the columns, rising.
    public let industries: [String]
    /// Persons in the first year, `regions × industries`, one row for each region.
    public let first: [Double]
    /// Persons in the last year, in the same shape.
    public let last: [Double]

    /// Makes a table of figures that are in order already; the properties of the same names say what the parameters mean.
    public init(firstYear: Int, lastYear: Int, regions: [String], industries: [String], first: [Double], last: [Double]) {
        precondition(first.count == regions.count * industries.count && last.count == first.count, "a row a region, a column an industry")
        self.firstYear = firstYear
        self.lastYear = lastYear
        self.regions = regions
        self.industries = industries
        self.first = first
        self.last = last
    }

    /// Arranges counts at one level of regions and industries, between the first and the last year that any region reports.
    ///
    /// A section's figure is its own row where there is one, else the sum of its divisions. A region that lacks one of the two
    /// years is left out; with one year only, both years are the same and nothing grows. A pair without a row employs nobody.
    ///
    /// The result is `nil` when no region has figures at these levels.
    ///
    /// - Parameters:
    ///   - counts: Persons by region, industry and year, in any order.
    ///   - regionLevel: The size of the regions that make the rows.
    ///   - industryLevel: The size of the industries that make the columns.
    public init?(_ counts: [EmploymentCount], regions regionLevel: RegionLevel, industries industryLevel: IndustryLevel) {
        struct Cell: Hashable {
            let region: String
            let industry: String
            let year: Int
        }
        var stated: [Cell: Double] = [:]
        var summed: [Cell: Double] = [:]
        for count in counts.sorted(by: { ($0.regionCode, $0.industryCode) < ($1.regionCode, $1.industryCode) })
        where count.regionCode.count == 5 {
            switch (industryLevel, count.industryCode.count) {
            case (.section, 1), (.division, 2):
                stated[Cell(region: count.regionCode, industry: count.industryCode, year: count.year), default: 0] += count.persons
            case (.section, 2):
                guard let section = Industries.section(ofDivision: count.industryCode) else { continue }
                summed[Cell(region: count.regionCode, industry: section, year: count.year), default: 0] += count.persons
            default: continue
            }
        }
        let cells = summed.merging(stated) { _, own in own }
        guard let firstYear = cells.keys.map(\.year).min(), let lastYear = cells.keys.map(\.year).max() else { return nil }
        let complete = Dictionary(grouping: cells.keys, by: \.region).filter { _, keys in
            let years = Set(keys.map(\.year))
            return years.contains(firstYear) && years.contains(lastYear)
        }.keys
        guard !complete.isEmpty else { return nil }
        func name(_ region: String) -> String { regionLevel == .regency ? region : String(region.prefix(2)) }
        let regions = Set(complete.map(name)).sorted()
        let industries = Set(cells.keys.map(\.industry)).sorted()
        let row = Dictionary(uniqueKeysWithValues: regions.enumerated().map { ($1, $0) })
        let column = Dictionary(uniqueKeysWithValues: industries.enumerated().map { ($1, $0) })
        var first = [Double](repeating: 0, count: regions.count * industries.count)
        var last = first
        let included = Set(complete)
        for (cell, persons) in cells.sorted(by: {
            ($0.key.region, $0.key.industry, $0.key.year) < ($1.key.region, $1.key.industry, $1.key.year)
        })
        where included.contains(cell.region) {
            guard let r = row[name(cell.region)], let i = column[cell.industry] else { continue }
            if cell.year == firstYear { first[r * industries.count + i] += persons }
            if cell.year == lastYear { last[r * industries.count + i] += persons }
        }
        self.init(firstYear: firstYear, lastYear: lastYear, regions: regions, industries: industries, first: first, last: last)
    }

    /// Sums over industries, a region each.
    func regionTotals(_ table: [Double]) -> [Double] {
        regions.indices.map { r in industries.indices.reduce(0) { $0 + table[r * industries.count + $1] } }
    }

    /// Sums over regions, an industry each.
    func industryTotals(_ table: [Double]) -> [Double] {
        industries.indices.map { i in regions.indices.reduce(0) { $0 + table[$1 * industries.count + i] } }
    }

    /// The years between the two; 0 where there is one year only.
    public var years: Int { lastYear - firstYear }
}
