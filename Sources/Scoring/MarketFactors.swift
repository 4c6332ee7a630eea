import Domain
import Foundation
import Parallel

/// Works out what a region's labour market is for each programme.
struct MarketFactors: Sendable {
    private let programs: [Program]
    private let demand: [String: [String: ReachableDemand]]
    private let pay: [String: [String: [Double]]]
    private let minimumAdvertisements: Int
    /// s[p,i] by programme: shares of its occupations' work by KBLI section, weighted by relevance; they sum to 1.
    private let industries: [[(code: String, share: Double)]]
    private let quotients: [String: [String: Double]]
    private let densities: [String: [String: Double]]

    private struct Offer: Sendable {
        let median: Double
        let count: Int
        let scope: Scope
    }

    init(_ inputs: ScoringInputs, programs: [Program], minimumAdvertisements: Int) {
        self.programs = programs
        self.minimumAdvertisements = minimumAdvertisements
        var demand: [String: [String: ReachableDemand]] = [:]
        for cell in inputs.demand { demand[cell.regionCode, default: [:]][cell.occupationCode] = cell }
        self.demand = demand
        var pay: [String: [String: [Double]]] = [:]
        for offer in inputs.pay {
            // Counted in its region, its province and the country.
            let codes = [offer.regionCode, offer.regionCode.map { String($0.prefix(2)) }, ""].compactMap { $0 }
            for code in Set(codes) { pay[code, default: [:]][offer.occupationCode, default: []].append(offer.rupiahPerMonth) }
        }
        self.pay = pay
        var quotients: [String: [String: Double]] = [:]
        var densities: [String: [String: Double]] = [:]
        for item in inputs.potential {
            if let quotient = item.quotient { quotients[item.regionCode, default: [:]][item.industryCode] = quotient }
            if let density = item.density { densities[item.regionCode, default: [:]][item.industryCode] = density }
        }
        self.quotients = quotients
        self.densities = densities
        industries = programs.map { program in
            var shares: [String: Double] = [:]
            for occupation in program.occupations {
                for part in inputs.occupationIndustries[occupation.code] ?? [] {
                    shares[part.industryCode, default: 0] += occupation.relevance * part.share
                }
            }
            let sorted = shares.sorted { $0.key < $1.key }
            let total = sorted.reduce(0) { $0 + $1.value }
            return sorted.map { ($0.key, $0.value / total) }
        }
    }

    /// - Returns: `regions × programmes`, a row a region.
    func markets(of regions: [String]) -> [FactorTables.Market] {
        // Medians of a province and of the country are asked for by many regions.
        let provinces = Set(regions.map { String($0.prefix(2)) }).sorted()
        let national = programs.map { offer($0, in: "", .country) }
        let medians = parallelMap(provinces.count) { index in programs.map { offer($0, in: provinces[index], .province) } }
        let provincial = Dictionary(uniqueKeysWithValues: zip(provinces, medians))
        return parallelMap(regions.count) { markets(of: regions[$0], wider: provincial[String(regions[$0].prefix(2))] ?? [], national) }
            .flatMap { $0 }
    }

    private func markets(of region: String, wider: [Offer?], _ national: [Offer?]) -> [FactorTables.Market] {
        let (cells, pay) = (demand[region], pay[region])
        let (quotients, densities) = (quotients[region], densities[region])
        return programs.indices.map { index in
            var market = demandOf(programs[index], cells)
            if let offer = offer(programs[index], in: pay, .region) ?? wider[index] ?? national[index] {
                market.medianPay = offer.median
                market.advertisements = Int32(clamping: offer.count)
                market.payScope = offer.scope
            }
            market.localPotential = mean(quotients, index)
            market.relatedness = mean(densities, index)
            return market
        }
    }

    private func demandOf(_ program: Program, _ cells: [String: ReachableDemand]?) -> FactorTables.Market {
        var market = FactorTables.Market()
        guard !program.occupations.isEmpty, let cells else { return market }
        market.openings = 0
        market.leavers = 0
        market.gap = 0
        var variance = (openings: 0.0, leavers: 0.0, gap: 0.0)
        var growth = (weighted: 0.0, openings: 0.0)
        for occupation in program.occupations {
            guard let cell = cells[occupation.code] else { continue }
            let m = occupation.relevance
            market.openings += m * cell.reachableOpenings
            market.leavers += m * cell.reachableLeavers
            market.gap += m * max(cell.reachableOpenings - cell.reachableLeavers, 0)
            // An error that is not known makes that of the sum unknown; without openings (or leavers) there is nothing to be unsure of.
            let openingsError = cell.openingsError ?? (cell.reachableOpenings > 0 ? .nan : 0)
            let leaversError = cell.leaversError ?? (cell.reachableLeavers > 0 ? .nan : 0)
            let gapError = Self.errorAboveZero(
                of: cell.reachableOpenings - cell.reachableLeavers,
                error: (openingsError * openingsError + leaversError * leaversError).squareRoot())
            variance.openings += m * m * openingsError * openingsError
            variance.leavers += m * m * leaversError * leaversError
            variance.gap += m * m * gapError * gapError
            if let rate = cell.growth {
                growth.weighted += occupation.relevance * cell.openings * rate
                growth.openings += occupation.relevance * cell.openings
            }
        }
        market.openingsError = variance.openings.squareRoot()
        market.leaversError = variance.leavers.squareRoot()
        market.gapError = variance.gap.squareRoot()
        if growth.openings > 0 { market.growth = growth.weighted / growth.openings }
        return market
    }

    /// The standard error of `max(G, 0)` for a gap G with a standard error of its own, first order: the whole error where there is a gap.
    ///
    /// Where there is a surplus, the first order would be 0, although a small surplus may well be a gap. There it is the standard deviation
    /// of `max(G, 0)` for a normal G, which falls to 0 as the surplus grows.
    ///
    /// - Parameters:
    ///   - gap: Openings less leavers, persons a year.
    ///   - error: Its standard error; `NaN` where it is not known.
    /// - Returns: The standard error, persons a year.
    /// - Source: moments of the rectified normal distribution, N. L. Johnson, S. Kotz, N. Balakrishnan, "Continuous univariate
    ///   distributions", 1994, section 13.10.
    static func errorAboveZero(of gap: Double, error: Double) -> Double {
        guard gap < 0, error > 0 else { return error }
        let t = gap / error
        let above = 0.5 * erfc(-t / 2.0.squareRoot())
        let density = exp(-t * t / 2) / (2 * Double.pi).squareRoot()
        let mean = t * above + density
        return error * max(0, (t * t + 1) * above + t * density - mean * mean).squareRoot()
    }

    /// `Σ_i s·x`; `NaN` where the region or the programme's industries have no figures.
    private func mean(_ values: [String: Double]?, _ program: Int) -> Double {
        guard let values, !industries[program].isEmpty else { return .nan }
        return industries[program].reduce(0) { $0 + $1.share * (values[$1.code] ?? 0) }
    }

    /// The median pay offered for any of a programme's occupations, where enough advertisements state it.
    private func offer(_ program: Program, in code: String, _ scope: Scope) -> Offer? { offer(program, in: pay[code], scope) }

    private func offer(_ program: Program, in byOccupation: [String: [Double]]?, _ scope: Scope) -> Offer? {
        guard let byOccupation else { return nil }
        let pay = program.occupations.flatMap { byOccupation[$0.code] ?? [] }
        guard pay.count >= minimumAdvertisements else { return nil }
        let sorted = pay.sorted()
        let middle = sorted.count / 2
        let median = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
        return Offer(median: median, count: sorted.count, scope: scope)
    }
}
