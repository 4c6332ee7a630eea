/// How near industries are to each other, and to what a region already does.
///
/// - Source: C. A. Hidalgo, B. Klinger, A.-L. Barabási, R. Hausmann, Science 317 (2007), with regions for countries; `φ_jj = 1` is
///   kept, as the Python package `ecomplexity` does.
public struct Relatedness: Sendable, Equatable {
    /// The number of regions.
    public let regions: Int
    /// The number of industries.
    public let industries: Int
    /// `φ_ij = min(P(M_i|M_j), P(M_j|M_i))`, `industries × industries`; 0 between industries that no region has.
    public let proximity: [Double]
    /// `ω_rj = Σ_i M_ri φ_ij ÷ Σ_i φ_ij`, `regions × industries`, 0 to 1; `nil` for an industry that no region specialises in.
    public let density: [Double?]

    /// Works out proximities and densities from location quotients.
    ///
    /// - Parameters:
    ///   - quotients: Location quotients, `regions × industries`; a region has an industry (M = 1) from 1 on.
    ///   - regions: The number of rows.
    ///   - industries: The number of columns.
    /// - Complexity: O(regions × industries²).
    public init(quotients: [Double?], regions: Int, industries: Int) {
        precondition(quotients.count == regions * industries, "a row a region, a column an industry")
        self.regions = regions
        self.industries = industries
        let present = quotients.map { ($0 ?? 0) >= 1 }
        var together = [Double](repeating: 0, count: industries * industries)
        for r in 0..<regions {
            let own = (0..<industries).filter { present[r * industries + $0] }
            for i in own { for j in own { together[i * industries + j] += 1 } }
        }
        let ubiquity = (0..<industries).map { together[$0 * industries + $0] }
        var proximity = together
        for i in 0..<industries {
            for j in 0..<industries {
                let most = max(ubiquity[i], ubiquity[j])
                proximity[i * industries + j] = most > 0 ? together[i * industries + j] / most : 0
            }
        }
        self.proximity = proximity
        density = (0..<regions * industries).map { cell in
            let (r, j) = (cell / industries, cell % industries)
            var (near, all) = (0.0, 0.0)
            for i in 0..<industries {
                all += proximity[i * industries + j]
                if present[r * industries + i] { near += proximity[i * industries + j] }
            }
            return all > 0 ? near / all : nil
        }
    }
}
