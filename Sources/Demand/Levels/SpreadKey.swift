import Domain
import Foundation

/// The product (PDRB) of one section or group of sections in one region.
public struct SectorProduct: Sendable, Equatable {
    /// A regency or a city.
    public let regionCode: String
    /// The KBLI section, or a group of sections such as `M,N`.
    public let industryCode: String
    /// Billion rupiah a year.
    public let billionRupiah: Double

    /// Makes a figure; the properties of the same names say what the parameters mean.
    public init(regionCode: String, industryCode: String, billionRupiah: Double) {
        self.regionCode = regionCode
        self.industryCode = industryCode
        self.billionRupiah = billionRupiah
    }
}

/// By what a figure of a province or the country is spread over regencies and cities.
///
/// The key of a sector is `labour force^a × PDRB of the sector^b`, where both are known of all regencies concerned; else the labour force,
/// else the population, else nothing tells them apart. Of one figure all shares are by the same measure, because persons of a labour force
/// and inhabitants do not compare.
public struct SpreadKey: Sendable {
    /// What the shares rest on; the raw value names the entry of `spread_error` in `config/demand.yaml`.
    public enum Method: String, Sendable, CaseIterable {
        /// Labour force and PDRB of the sector, fitted to the employed of each regency.
        case fitted
        /// Labour force and PDRB of the sector.
        case labourForceGrdp = "labour_force_grdp"
        /// Labour force alone.
        case labourForce = "labour_force"
        /// Inhabitants.
        case population
        /// The same for every regency.
        case equal
    }

    private let labourForce: [String: Double]
    private let population: [String: Double]
    private let product: [String: [String: Double]]
    private let spread: DemandConfiguration.Spread

    /// Takes what is known of regencies and cities.
    ///
    /// - Parameters:
    ///   - regions: The regions with their population.
    ///   - labourForce: Persons, by region.
    ///   - products: PDRB by region and section or group of sections, of one year and one price basis.
    ///   - spread: The exponents of the key.
    public init(regions: [Region], labourForce: [String: Double], products: [SectorProduct], spread: DemandConfiguration.Spread) {
        self.labourForce = labourForce
        self.spread = spread
        population = Dictionary(
            regions.compactMap { region in region.population.map { (region.code, $0) } }, uniquingKeysWith: { first, _ in first })
        var product: [String: [String: (width: Int, value: Double)]] = [:]
        for figure in products {
            let sections = IndustryGroup.sections(of: figure.industryCode)
            // The total of a table says nothing of a sector.
            guard sections.count < IndustryGroup.allSections.count else { continue }
            for section in sections {
                let known = product[figure.regionCode]?[section]
                if let known, known.width <= sections.count { continue }
                product[figure.regionCode, default: [:]][section] = (sections.count, figure.billionRupiah)
            }
        }
        self.product = product.mapValues { $0.mapValues(\.value) }
    }

    /// The weights of regencies and cities for a section, or for persons of no section.
    ///
    /// - Parameters:
    ///   - regencies: The codes, each once.
    ///   - section: A letter; `nil` for figures that are of no sector, which go by the labour force.
    /// - Returns: What the weights rest on, and numbers not below 0, of which at least one is above 0, one for each regency.
    public func weights(of regencies: [String], section: String?) -> (method: Method, weights: [Double]) {
        let force = regencies.compactMap { labourForce[$0] }
        let hasForce = force.count == regencies.count && force.contains { $0 > 0 }
        if hasForce, let section {
            let products = regencies.compactMap { product[$0]?[section] }
            if products.count == regencies.count {
                let weights = zip(force, products).map { pow($0, spread.labourForceExponent) * pow($1, spread.grdpExponent) }
                if weights.contains(where: { $0 > 0 }) { return (.labourForceGrdp, weights) }
            }
        }
        if hasForce { return (.labourForce, force) }
        let people = regencies.compactMap { population[$0] }
        if people.count == regencies.count, people.contains(where: { $0 > 0 }) { return (.population, people) }
        return (.equal, [Double](repeating: 1, count: regencies.count))
    }
}
