import Domain

/// How a posting known only to a province or the country is spread over its regencies: by labour force, else population.
struct SpreadShares {
    private let byProvince: [String: [(region: String, share: Double)]]
    private let national: [(region: String, share: Double)]

    init(regencies: [Region], labourForce: [String: Double]) {
        func shares(_ regions: [Region]) -> [(region: String, share: Double)] {
            // One measure for all of them: mixing persons of a labour force with inhabitants would skew the shares.
            let hasLabourForce = regions.allSatisfy { labourForce[$0.code] != nil }
            let sizes = regions.map { region in
                (hasLabourForce ? labourForce[region.code] : region.population) ?? 0
            }
            let total = sizes.reduce(0, +)
            guard total > 0 else { return regions.map { ($0.code, 1 / Double(regions.count)) } }
            return zip(regions, sizes).map { ($0.code, $1 / total) }
        }
        let sorted = regencies.sorted { $0.code < $1.code }
        byProvince = Dictionary(grouping: sorted, by: \.provinceCode).mapValues(shares)
        national = shares(sorted)
    }

    /// - Parameter code: a province, or `nil` for the country.
    /// - Returns: Its regencies and cities with their shares, which sum to 1; none for a province that is not known.
    func within(_ code: String?) -> [(region: String, share: Double)] {
        code.map { byProvince[$0] ?? [] } ?? national
    }
}
