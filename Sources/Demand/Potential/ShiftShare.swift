/// What an industry's change in a region is made of, persons over the period.
public struct ShiftShare: Sendable, Equatable {
    /// `E0·g`: had it grown as the whole nation did.
    public let national: Double
    /// `E0·(g_i − g)`: because the industry grows faster or slower than the rest, everywhere.
    public let mix: Double
    /// `E0·(g_ri − g_i)`: because it does better or worse here. Where nobody worked in it at first, everyone who came.
    public let competitive: Double
    /// Of `competitive`, what a region with the nation's mix would have: `E′·(g_ri − g_i)` with `E′ = E_r·E_i/E`; `nil` where nobody
    /// worked in it at first.
    public let homotheticCompetitive: Double?
    /// The rest, `(E0 − E′)·(g_ri − g_i)`: positive when the region specialises in what it is good at.
    public let allocation: Double?

    /// Makes an entry; the properties of the same names say what the parameters mean.
    public init(national: Double, mix: Double, competitive: Double, homotheticCompetitive: Double?, allocation: Double?) {
        self.national = national
        self.mix = mix
        self.competitive = competitive
        self.homotheticCompetitive = homotheticCompetitive
        self.allocation = allocation
    }

    /// The whole change, persons over the period: the sum of the three parts.
    public var change: Double { national + mix + competitive }

    /// Every region and industry of a table, a row a region.
    ///
    /// The three parts add up to the change; `homotheticCompetitive + allocation` to the competitive part.
    ///
    /// - Parameter table: Persons employed in two years.
    /// - Returns: `regions × industries`.
    /// - Source: E. S. Dunn, 1960; allocation effect: J. M. Esteban-Marquillas, Regional and Urban Economics 2 (1972).
    public static func parts(_ table: EmploymentTable) -> [ShiftShare] {
        let (industries, regions) = (table.industries.count, table.regions.count)
        let firstByIndustry = table.industryTotals(table.first)
        let lastByIndustry = table.industryTotals(table.last)
        let firstByRegion = table.regionTotals(table.first)
        let first = firstByRegion.reduce(0, +)
        let last = lastByIndustry.reduce(0, +)
        let nation = first > 0 ? last / first - 1 : 0
        return (0..<regions * industries).map { cell in
            let (r, i) = (cell / industries, cell % industries)
            let (start, end) = (table.first[cell], table.last[cell])
            let industry = firstByIndustry[i] > 0 ? lastByIndustry[i] / firstByIndustry[i] - 1 : nation
            let national = start * nation
            let mix = start * (industry - nation)
            guard start > 0 else {
                return ShiftShare(national: 0, mix: 0, competitive: end, homotheticCompetitive: nil, allocation: nil)
            }
            let lead = end / start - 1 - industry
            let homothetic = firstByRegion[r] * firstByIndustry[i] / first
            return ShiftShare(
                national: national, mix: mix, competitive: start * lead, homotheticCompetitive: homothetic * lead,
                allocation: (start - homothetic) * lead)
        }
    }
}
