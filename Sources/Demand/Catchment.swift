import Domain
import Foundation

/// Which regions' labour markets people of a region reach, and how well.
///
/// `K(r,q) = exp(−d/λ)` for a great-circle distance d up to a maximum, `K(r,r) = 1`.
///
/// - Source: DESIGN §5; the exponential form is the usual distance decay of commuting models (A. G. Wilson, 1971).
public struct Catchment: Sendable {
    /// A region within reach of another.
    public struct Reach: Sendable, Equatable {
        /// The region that is reached.
        public let regionCode: String
        /// The great-circle distance to it; 0 for the region itself.
        public let kilometres: Double
        /// K, above 0 and at most 1.
        public let weight: Double
    }

    private let reaches: [String: [Reach]]

    /// Works out which regencies and cities reach which.
    ///
    /// - Parameters:
    ///   - regions: All regions; provinces are passed over, and regions without a position reach only themselves.
    ///   - configuration: How fast the reach falls with the distance, and where it ends.
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

    /// The regions within reach of a region, itself among them, by code.
    ///
    /// - Parameter regionCode: A regency or a city.
    /// - Returns: An empty list for a region that is not known.
    public func reach(of regionCode: String) -> [Reach] { reaches[regionCode] ?? [] }

    /// The sum over the catchment, `X̃[r] = Σ_q K(r,q)·X[q]`.
    ///
    /// - Parameters:
    ///   - quantity: One quantity by region; regions that are not named have none of it.
    ///   - regionCode: The region r from which people set out.
    /// - Returns: The sum, in the unit of the quantity.
    public func reachable(_ quantity: [String: Double], from regionCode: String) -> Double {
        reach(of: regionCode).reduce(0) { $0 + $1.weight * (quantity[$1.regionCode] ?? 0) }
    }

    /// The standard error of a sum over the catchment, `√Σ_q (K(r,q)·e[q])²`.
    ///
    /// The errors of two regions are taken to be independent of each other. Regions that share a source err together in part (a staffing
    /// pattern is national), so that the true error of the sum lies between this one and `Σ_q K·e`.
    ///
    /// - Parameters:
    ///   - errors: The standard error of the quantity by region; regions that are not named have none.
    ///   - regionCode: The region r from which people set out.
    /// - Returns: The standard error, in the unit of the quantity.
    public func reachableError(_ errors: [String: Double], from regionCode: String) -> Double {
        reach(of: regionCode).reduce(0) { sum, reach in
            let error = reach.weight * (errors[reach.regionCode] ?? 0)
            return sum + error * error
        }.squareRoot()
    }
}
