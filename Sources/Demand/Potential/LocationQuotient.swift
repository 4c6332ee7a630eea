import Foundation

/// How much more of an industry a region has than the nation.
public enum LocationQuotient {
    /// Static location quotients (SLQ) `(E_ri/E_r) ÷ (E_i/E)`.
    ///
    /// - Parameters:
    ///   - table: Persons, `regions × industries`, one row for each region.
    ///   - regions: The number of rows.
    ///   - industries: The number of columns.
    /// - Returns: A matrix of the same shape; 1 is the nation's mix, `nil` where a region or an industry has nobody.
    /// - Complexity: O(regions × industries).
    /// - Source: P. S. Florence, 1939; BPS and Bappeda call industries above 1 "sektor basis". The same ratio is Balassa's revealed
    ///   comparative advantage (1965).
    public static func values(_ table: [Double], regions: Int, industries: Int) -> [Double?] {
        precondition(table.count == regions * industries, "a row a region, a column an industry")
        var regionTotals = [Double](repeating: 0, count: regions)
        var industryTotals = [Double](repeating: 0, count: industries)
        for r in 0..<regions {
            for i in 0..<industries {
                regionTotals[r] += table[r * industries + i]
                industryTotals[i] += table[r * industries + i]
            }
        }
        let total = regionTotals.reduce(0, +)
        return (0..<regions * industries).map { cell in
            let (r, i) = (cell / industries, cell % industries)
            guard regionTotals[r] > 0, industryTotals[i] > 0 else { return nil }
            return (table[cell] / regionTotals[r]) / (industryTotals[i] / total)
        }
    }

    /// Dynamic location quotients (DLQ) `[((1+g_ri)/(1+g_r)) ÷ ((1+g_i)/(1+g))]^t` with g the compound growth a year over t years:
    /// above 1 the region gains share in the industry faster than the nation does.
    ///
    /// With compound growth this is the last year's SLQ over the first year's.
    ///
    /// - Parameter table: Persons employed in two years.
    /// - Returns: `regions × industries`; `nil` where the industry had nobody in the first year.
    /// - Source: the usual companion of SLQ in Indonesian regional plans (Saharuddin, 2006).
    public static func dynamic(_ table: EmploymentTable) -> [Double?] {
        let first = values(table.first, regions: table.regions.count, industries: table.industries.count)
        let last = values(table.last, regions: table.regions.count, industries: table.industries.count)
        return zip(first, last).map { first, last in
            guard let first, let last, first > 0 else { return nil }
            return last / first
        }
    }
}
