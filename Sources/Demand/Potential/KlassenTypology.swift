/// The quadrant of an industry in a region, by its share and its growth against the nation's.
///
/// - Source: L. H. Klaassen, 1965, in the sectoral form of Indonesian regional plans (Sjafrizal, 1997).
public enum KlassenTypology: String, Sendable, CaseIterable {
    /// Larger share and faster growth: "maju dan tumbuh cepat".
    case advancedGrowing = "I"
    /// Larger share, slower growth: "maju tapi tertekan".
    case advancedPressed = "II"
    /// Smaller share, faster growth: "potensial berkembang".
    case developing = "III"
    /// Smaller share, slower growth: "relatif tertinggal".
    case lagging = "IV"

    /// Finds the quadrant of an industry in a region.
    ///
    /// - Parameters:
    ///   - quotient: The location quotient; at least 1 is a share that is no smaller than the nation's.
    ///   - growth: The growth of the industry in the region.
    ///   - nationalGrowth: The growth of the industry in the whole nation over the same period.
    public init(quotient: Double, growth: Double, nationalGrowth: Double) {
        switch (quotient >= 1, growth >= nationalGrowth) {
        case (true, true): self = .advancedGrowing
        case (true, false): self = .advancedPressed
        case (false, true): self = .developing
        case (false, false): self = .lagging
        }
    }
}
