/// The openings that a plan may fill: those that are left when the surplus leavers of all regions have taken the nearest ones.
///
/// In every region the leavers of other training fill the openings of their own region first. Where they are more than these, the rest of them
/// look further, as far as people travel, and take the nearest openings that are still free: a transport flow for each occupation, with the
/// largest sum and then the least total distance (`NearestFlow`). Nobody is placed twice, and no surplus next door is overlooked.
///
/// - Source: DESIGN §7.
public enum NetGap {
    /// The openings and leavers of an occupation in a region.
    public struct Market: Sendable, Equatable {
        /// The Kemendagri code of the region.
        public let regionCode: String
        /// The KBJI code of the occupation.
        public let occupationCode: String
        /// The openings, in persons a year.
        public let openings: Double
        /// The leavers of other training, in persons a year; `nil` where nobody knows them, and all openings then count as free.
        public let leavers: Double?

        /// Creates a market; every parameter sets the property of the same name.
        public init(regionCode: String, occupationCode: String, openings: Double, leavers: Double?) {
            self.regionCode = regionCode
            self.occupationCode = occupationCode
            self.openings = openings
            self.leavers = leavers
        }
    }

    /// Works out what surplus leavers leave.
    ///
    /// - Parameters:
    ///   - markets: the openings and leavers of regions and occupations, each pair once.
    ///   - reach: for each region, the distance in kilometres to the regions that its people reach; regions without an entry reach
    ///     only themselves.
    /// - Returns: a gap for each market whose openings its own leavers do not fill, by region and occupation; its persons may be 0 where
    ///   leavers from elsewhere take all of them.
    /// - Complexity: one transport flow for each occupation, over regions × regions in reach.
    public static func gaps(_ markets: [Market], reach: [String: [String: Double]]) -> [AllocationInputs.Gap] {
        var gaps: [AllocationInputs.Gap] = []
        for (_, own) in Dictionary(grouping: markets, by: \.occupationCode).sorted(by: { $0.key < $1.key }) {
            let ordered = own.sorted { $0.regionCode < $1.regionCode }
            let open = ordered.filter { $0.openings > ($0.leavers ?? 0) }
            let surplus = ordered.filter { ($0.leavers ?? 0) > $0.openings }
            let outletAt = Dictionary(uniqueKeysWithValues: open.enumerated().map { ($1.regionCode, $0) })
            var linkStart: [Int32] = [0]
            var links: [Int32] = []
            var kilometres: [Double] = []
            for market in surplus {
                let near = (reach[market.regionCode] ?? [:]).compactMap { code, distance in outletAt[code].map { ($0, distance) } }
                for (outlet, distance) in near.sorted(by: { $0.0 < $1.0 }) {
                    links.append(Int32(outlet))
                    kilometres.append(distance)
                }
                linkStart.append(Int32(links.count))
            }
            let flow = NearestFlow(
                supplies: surplus.map { ($0.leavers ?? 0) - $0.openings }, capacities: open.map { $0.openings - ($0.leavers ?? 0) },
                linkStart: linkStart, linkOutlet: links, kilometres: kilometres)
            var taken = [Double](repeating: 0, count: open.count)
            for (link, outlet) in links.enumerated() { taken[Int(outlet)] += flow.persons[link] }
            for (market, taken) in zip(open, taken) {
                let left = market.openings - (market.leavers ?? 0) - taken
                gaps.append(
                    AllocationInputs.Gap(
                        regionCode: market.regionCode, occupationCode: market.occupationCode, openings: market.openings,
                        leavers: market.leavers, taken: taken, persons: left > 1e-6 ? left : 0))
            }
        }
        return gaps.sorted { ($0.regionCode, $0.occupationCode) < ($1.regionCode, $1.occupationCode) }
    }
}
