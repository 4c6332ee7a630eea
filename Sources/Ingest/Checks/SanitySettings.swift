import Configuration

/// When figures are so odd that people are told, from `config/checks.yaml`.
public struct SanitySettings: Decodable, Sendable {
    /// Fewest regions, and least share of them, in which a year repeats another one.
    let repeatedRegions: Int
    let repeatedShare: Double
    /// Fewest other years or neighbours with which a figure is compared.
    let others: Int
    /// The most that the largest of other years is of the smallest, and of most neighbours, where they tell something.
    let steadyYears, steadyNeighbours: Double
    /// How far from a whole power of ten, as a logarithm, a ratio may be.
    let powerTolerance: Double
    /// The figure of other years from which on a zero, or a power of ten, is odd, by measure of sums; `default` for the others.
    let leastFigures: [String: Double]
    /// Fewest significant digits of a figure that two regions do not share by chance.
    let twinDigits: Int
    /// How far a total may be from its parts, as a share of it, by measure; `default` for the others.
    let totalTolerance: [String: Double]
    /// How far a stated rate may be from what the persons beside it give, percentage points.
    let rateTolerance: Double

    private enum CodingKeys: String, CodingKey {
        case others
        case leastFigures = "least"
        case repeatedRegions = "repeated_regions"
        case repeatedShare = "repeated_share"
        case steadyYears = "steady_years"
        case steadyNeighbours = "steady_neighbours"
        case powerTolerance = "power_tolerance"
        case twinDigits = "twin_digits"
        case totalTolerance = "total_tolerance"
        case rateTolerance = "rate_tolerance"
    }

    /// Reads `config/checks.yaml`.
    ///
    /// - Parameter root: the folder that holds `config/`.
    /// - Throws: `ConfigurationError` when the file cannot be read or has another form.
    public init(root: DataRoot) throws {
        self = try ConfigurationFile(root.config.appending(path: "checks.yaml")).decode()
    }

    func least(of figure: StatedFigure) -> Double {
        figure.nature == .sum ? leastFigures[figure.measure] ?? leastFigures["default"] ?? 0 : 0
    }

    func tolerance(of measure: String) -> Double { totalTolerance[measure] ?? totalTolerance["default"] ?? 0 }
}
