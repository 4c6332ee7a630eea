import Foundation

/// What one industry is in one region, and could become.
public struct IndustryPotential: Sendable, Equatable {
    /// What planners do with it.
    public enum Standing: String, Sendable, CaseIterable {
        /// Location quotient at least 1 ("sektor basis"), and not shrinking: "unggulan".
        case leading
        /// Location quotient below 1, and growing: "mulai tumbuh".
        case emerging
        /// Hardly there, but nearer to what the region does than it is to the average region: "terkait, belum ada".
        case relatedAbsent = "related_absent"
        /// Location quotient at least 1, and shrinking: "basis yang menyusut".
        case shrinking
        /// None of these, or unknown.
        case other
    }

    /// A regency, a city or a province.
    public let regionCode: String
    /// The KBLI section or division.
    public let industryCode: String
    /// Persons in the last year.
    public let employed: Double
    /// The compound growth a year, as a fraction; `nil` where nobody worked in it at first.
    public let growth: Double?
    /// The location quotient of the last year; `nil` where the region or the industry has nobody.
    public let quotient: Double?
    /// The location quotient of the last year over that of the first; `nil` where there is one year only or nobody worked in it at first.
    public let dynamicQuotient: Double?
    /// What the change over the period is made of.
    public let shiftShare: ShiftShare
    /// The quadrant by share and growth; `nil` where one of the two is not known.
    public let typology: KlassenTypology?
    /// The relatedness density ω, 0 to 1; `nil` for an industry that no region specialises in.
    public let density: Double?
    /// What planners do with it.
    public let standing: Standing

    /// Makes an entry; the properties of the same names say what the parameters mean.
    public init(
        regionCode: String, industryCode: String, employed: Double, growth: Double?, quotient: Double?, dynamicQuotient: Double?,
        shiftShare: ShiftShare, typology: KlassenTypology?, density: Double?, standing: Standing
    ) {
        self.regionCode = regionCode
        self.industryCode = industryCode
        self.employed = employed
        self.growth = growth
        self.quotient = quotient
        self.dynamicQuotient = dynamicQuotient
        self.shiftShare = shiftShare
        self.typology = typology
        self.density = density
        self.standing = standing
    }

    /// All regions and industries of a table, by region, then industry.
    ///
    /// - Parameters:
    ///   - table: Persons employed in two years.
    ///   - absentQuotient: Below this location quotient an industry counts as not there.
    /// - Returns: One entry for each region and industry.
    public static func list(_ table: EmploymentTable, absentQuotient: Double) -> [IndustryPotential] {
        let (regions, industries) = (table.regions.count, table.industries.count)
        let quotients = LocationQuotient.values(table.last, regions: regions, industries: industries)
        let dynamic = LocationQuotient.dynamic(table)
        let parts = ShiftShare.parts(table)
        let relatedness = Relatedness(quotients: quotients, regions: regions, industries: industries)
        let firstByIndustry = table.industryTotals(table.first)
        let lastByIndustry = table.industryTotals(table.last)
        func yearly(_ start: Double, _ end: Double) -> Double? {
            guard start > 0, table.years > 0 else { return nil }
            return pow(end / start, 1 / Double(table.years)) - 1
        }
        let meanDensity = (0..<industries).map { i -> Double? in
            let known = (0..<regions).compactMap { relatedness.density[$0 * industries + i] }
            return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
        }
        return (0..<regions * industries).map { cell in
            let (r, i) = (cell / industries, cell % industries)
            let growth = yearly(table.first[cell], table.last[cell])
            let quotient = quotients[cell]
            let typology = quotient.flatMap { quotient in
                growth.flatMap { growth in
                    yearly(firstByIndustry[i], lastByIndustry[i]).map {
                        KlassenTypology(quotient: quotient, growth: growth, nationalGrowth: $0)
                    }
                }
            }
            return IndustryPotential(
                regionCode: table.regions[r], industryCode: table.industries[i], employed: table.last[cell], growth: growth,
                quotient: quotient, dynamicQuotient: table.years > 0 ? dynamic[cell] : nil, shiftShare: parts[cell], typology: typology,
                density: relatedness.density[cell],
                standing: standing(
                    quotient: quotient, growth: growth, density: relatedness.density[cell], mean: meanDensity[i], absent: absentQuotient))
        }
    }

    private static func standing(quotient: Double?, growth: Double?, density: Double?, mean: Double?, absent: Double) -> Standing {
        guard let quotient else { return .other }
        if quotient >= 1 { return (growth ?? 0) < 0 ? .shrinking : .leading }
        if quotient < absent, let density, let mean, density > mean { return .relatedAbsent }
        return (growth ?? 0) > 0 ? .emerging : .other
    }
}
