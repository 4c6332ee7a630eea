import Domain
import Foundation

/// Which regions' labour markets people of a region reach, and how well.
///
/// `K(r,q) = exp(−d/λ)` for a great-circle distance d up to a maximum, `K(r,r) = 1`.
///
/// - Source: DESIGN §5; the exponential form is the usual distance decay of commuting models (A. G. Wilson, 1971).
public struct Catchment: Sendable {
    public struct Reach: Sendable, Equatable {
        public let regionCode: String
        public let kilometres: Double
        /// K, above 0 and at most 1.
        public let weight: Double
    }

    private let reaches: [String: [Reach]]

    /// - Parameter regions: regencies and cities; those without a position reach only themselves.
    /// - Complexity: O(regions²).
    public init(regions: [Region], configuration: DemandConfiguration.Catchment) {
        let places = regions.filter { $0.kind != .provinsi }.sorted { $0.code < $1.code }
        var reaches: [String: [Reach]] = [:]
        for home in places {
            var list: [Reach] = []
            for other in places {
                if other.code == home.code {
                    list.append(Reach(regionCode: home.code, kilometres: 0, weight: 1))
                } else if let a = home.position, let b = other.position {
                    let distance = a.kilometres(to: b)
                    guard distance <= configuration.maximumKilometres else { continue }
                    list.append(
                        Reach(
                            regionCode: other.code, kilometres: distance,
                            weight: exp(-distance / configuration.decayKilometres)))
                }
            }
            reaches[home.code] = list
        }
        self.reaches = reaches
    }

    /// The regions in reach of a region, itself among them, by code.
    public func reach(of regionCode: String) -> [Reach] { reaches[regionCode] ?? [] }

    /// `X̃[r] = Σ_q K(r,q)·X[q]` for one quantity by region.
    public func reachable(_ quantity: [String: Double], from regionCode: String) -> Double {
        reach(of: regionCode).reduce(0) { $0 + $1.weight * (quantity[$1.regionCode] ?? 0) }
    }
}
