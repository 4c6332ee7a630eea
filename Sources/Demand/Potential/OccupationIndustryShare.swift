/// Which industries employ an occupation, in the whole country.
public struct OccupationIndustryShare: Sendable, Equatable {
    /// The KBJI unit group.
    public let occupationCode: String
    /// The KBLI section.
    public let industryCode: String
    /// The share of the occupation's employed that work in the industry; the shares of an occupation sum to 1.
    public let share: Double

    /// Makes a share; the properties of the same names say what the parameters mean.
    public init(occupationCode: String, industryCode: String, share: Double) {
        self.occupationCode = occupationCode
        self.industryCode = industryCode
        self.share = share
    }

    /// `E_i·α[i,o] ÷ Σ_i E_i·α[i,o]` over the sections of a table, by occupation, then industry.
    static func list(_ table: EmploymentTable, staffing: [String: [OccupationShare]]) -> [OccupationIndustryShare] {
        let employed = table.industryTotals(table.last)
        var sums: [String: [(industry: String, persons: Double)]] = [:]
        for (i, industry) in table.industries.enumerated() {
            for share in staffing[industry] ?? [] where employed[i] > 0 {
                sums[share.occupationCode, default: []].append((industry, employed[i] * share.share))
            }
        }
        return sums.sorted { $0.key < $1.key }.flatMap { occupation, parts in
            let total = parts.reduce(0) { $0 + $1.persons }
            return parts.map { OccupationIndustryShare(occupationCode: occupation, industryCode: $0.industry, share: $0.persons / total) }
        }
    }
}
