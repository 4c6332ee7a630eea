import Domain

/// A figure as a table states it, for the checks of whether a table can be right.
public struct StatedFigure: Sendable, Equatable {
    /// How figures of a measure behave.
    public enum Nature: String, Sendable {
        /// Persons or money: a province's figure is the sum over its regencies.
        case sum
        /// A level that neighbours share, such as a wage.
        case level
        /// A share in percent.
        case rate
    }

    /// The measure: the canonical name of the column, such as `persons`.
    public let measure: String
    /// How the measure behaves.
    public let nature: Nature
    /// The Kemendagri code, or that of the country (`Region.countryCode`).
    public let region: String
    /// The year.
    public let year: Int
    /// What the figure is of within the region: an industry or a group of sections, an occupation; empty where the measure has no such parts.
    public let item: String
    /// Which of several figures of one thing it is, such as that at constant prices; empty where there is one only.
    public let variant: String
    /// The figure, in the unit of the column.
    public let value: Double
    /// The line of the file; `nil` for a figure that was loaded before and stands beside the file's.
    public let line: Int?

    /// Takes a figure; every parameter sets the property of the same name.
    public init(
        measure: String, nature: Nature, region: String, year: Int, item: String = "", variant: String = "", value: Double, line: Int?
    ) {
        self.measure = measure
        self.nature = nature
        self.region = region
        self.year = year
        self.item = item
        self.variant = variant
        self.value = value
        self.line = line
    }
}

/// How regions belong together, as far as checks of figures need it.
public struct RegionFamilies: Sendable {
    /// The regencies and cities of each province.
    let children: [String: [String]]
    /// The names of regions by code.
    let names: [String: String]
    /// Provinces that were divided: the new ones, and the last year in which the former one was counted whole.
    let divided: [(province: String, parts: [String], until: Int)]
    /// Pairs of a kabupaten and a kota of one name in one province.
    let twins: [(kabupaten: String, kota: String)]

    /// Takes a register.
    ///
    /// - Parameters:
    ///   - regions: provinces, regencies and cities.
    ///   - divided: provinces that were divided, the new ones, and the last year in which the former one was counted whole.
    public init(regions: [Region], divided: [(province: String, parts: [String], until: Int)] = []) {
        self.divided = divided
        names = Dictionary(regions.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
        let regencies = regions.filter { $0.kind != .provinsi }
        children = Dictionary(grouping: regencies, by: \.provinceCode).mapValues { $0.map(\.code).sorted() }
        func bare(_ region: Region) -> String {
            var words = region.name.lowercased().split(whereSeparator: \.isWhitespace)
            if words.count > 1, ["kabupaten", "kota"].contains(words[0]) { words.removeFirst() }
            return region.provinceCode + words.joined()
        }
        let cities = Dictionary(regencies.filter { $0.kind == .kota }.map { (bare($0), $0.code) }, uniquingKeysWith: { first, _ in first })
        twins = regencies.filter { $0.kind == .kabupaten }.sorted { $0.code < $1.code }.compactMap { region in
            cities[bare(region)].map { (region.code, $0) }
        }
    }
}
