/// Weights and value functions, from `config/scoring.yaml`.
public struct ScoringConfiguration: Sendable, Equatable {
    /// How one criterion counts.
    public struct CriterionSettings: Codable, Sendable, Equatable {
        /// The weight; 0 leaves the criterion out.
        public var weight: Double
        /// The breakpoints `[raw value, utility]` of the value function.
        public var points: [[Double]]

        /// Makes settings; the properties of the same names say what the parameters mean.
        public init(weight: Double, points: [[Double]]) {
            self.weight = weight
            self.points = points
        }
    }

    /// The file as it stands.
    public struct File: Codable, Sendable {
        /// Weight and value function of each criterion, by its name.
        public var criteria: [String: CriterionSettings]
        /// Other weights for all criteria, by the name of the profile.
        public var profiles: [String: [String: Double]]
        /// How rates are shrunk.
        public var shrinkage: Shrinkage
        /// How offered pay is judged.
        public var wage: Wage
        /// How the sureness of ranks is found.
        public var robustness: Robustness
        /// The years of outcomes that count, back from the day asked about.
        public var outcomeYears: Int

        /// Makes a file; the properties of the same names say what the parameters mean.
        public init(
            criteria: [String: CriterionSettings], profiles: [String: [String: Double]] = [:], shrinkage: Shrinkage, wage: Wage,
            robustness: Robustness, outcomeYears: Int
        ) {
            self.criteria = criteria
            self.profiles = profiles
            self.shrinkage = shrinkage
            self.wage = wage
            self.robustness = robustness
            self.outcomeYears = outcomeYears
        }

        enum CodingKeys: String, CodingKey {
            case criteria, profiles, shrinkage, wage, robustness
            case outcomeYears = "outcome_years"
        }
    }

    /// How rates are shrunk.
    public struct Shrinkage: Codable, Sendable, Equatable {
        /// The BLKs that a group must have before a prior is fitted over it.
        public var minimumGroup: Int
        /// Makes settings; the property of the same name says what the parameter means.
        public init(minimumGroup: Int) { self.minimumGroup = minimumGroup }
        enum CodingKeys: String, CodingKey { case minimumGroup = "minimum_group" }
    }

    /// How offered pay is judged.
    public struct Wage: Codable, Sendable, Equatable {
        /// The advertisements with pay that a median needs.
        public var minimumAdvertisements: Int
        /// Makes settings; the property of the same name says what the parameter means.
        public init(minimumAdvertisements: Int) { self.minimumAdvertisements = minimumAdvertisements }
        enum CodingKeys: String, CodingKey { case minimumAdvertisements = "minimum_advertisements" }
    }

    /// How the sureness of ranks is found, and what counts as sure.
    public struct Robustness: Codable, Sendable, Equatable {
        /// How often weights and raw values are drawn; 0 leaves robustness out.
        public var samples: Int
        /// The sum of the Dirichlet's parameters: the larger it is, the nearer the drawn weights are to the configured ones.
        public var concentration: Double
        /// The number of ranks that count as recommended; the file calls it `top`.
        public var recommendedRanks: Int
        /// The share of draws within the recommended ranks from which a recommendation is "kokoh".
        public var firm: Double

        /// Makes settings; the properties of the same names say what the parameters mean.
        public init(samples: Int, concentration: Double, recommendedRanks: Int, firm: Double) {
            self.samples = samples
            self.concentration = concentration
            self.recommendedRanks = recommendedRanks
            self.firm = firm
        }

        enum CodingKeys: String, CodingKey {
            case samples, concentration, firm
            case recommendedRanks = "top"
        }
    }

    /// A criterion as it is configured.
    public struct Configured: Sendable {
        /// The criterion.
        public let criterion: any Criterion
        /// Its weight in the profile; 0 leaves it out.
        public let weight: Double
        /// Its value function.
        public let value: ValueFunction
    }

    /// The name under which `criteria.*.weight` is chosen.
    public static let standardProfile = "seimbang"

    /// The profile whose weights these are.
    public let profile: String
    /// In the order of `Criteria.all`; those of weight 0 are measured, but do not count.
    public let criteria: [Configured]
    /// How rates are shrunk.
    public let shrinkage: Shrinkage
    /// How offered pay is judged.
    public let wage: Wage
    /// How the sureness of ranks is found.
    public let robustness: Robustness
    /// The years of outcomes that count, back from the day asked about.
    public let outcomeYears: Int

    /// Two configurations are equal when they score alike, whatever the profile is called.
    public static func == (left: ScoringConfiguration, right: ScoringConfiguration) -> Bool {
        left.criteria.elementsEqual(right.criteria) {
            $0.criterion.id == $1.criterion.id && $0.weight == $1.weight && $0.value == $1.value
        } && left.shrinkage == right.shrinkage && left.wage == right.wage && left.outcomeYears == right.outcomeYears
            && left.robustness == right.robustness
    }

    /// What is wrong with a file.
    public struct Fault: Error, Equatable {
        /// The keys that lead to the place in the file.
        public let path: [String]
        /// The reason in words.
        public let reason: String
    }

    /// How far the sum of weights may be from 1.
    public static let weightTolerance = 1e-9

    /// The kernel that weighs utilities as this configuration says.
    public var kernel: ScoreKernel { ScoreKernel(values: criteria.map(\.value), weights: criteria.map(\.weight)) }

    /// The names of the profiles of a file, the standard one first.
    ///
    /// - Parameter file: The file as it stands.
    /// - Returns: At least the standard one.
    public static func profiles(_ file: File) -> [String] { [standardProfile] + file.profiles.keys.sorted() }

    /// Checks a file and takes the weights of one of its profiles.
    ///
    /// - Parameters:
    ///   - file: The file as it stands.
    ///   - profile: The name of the weights to use.
    /// - Throws: `Fault` with the place in the file where a number is wrong or there is no such profile; every profile is checked,
    ///   whichever is used.
    public init(_ file: File, profile: String = standardProfile) throws(Fault) {
        try Self.checkNames(file)
        var values: [String: ValueFunction] = [:]
        for (id, settings) in file.criteria.sorted(by: { $0.key < $1.key }) {
            guard settings.points.allSatisfy({ $0.count == 2 }),
                let value = ValueFunction(points: settings.points.map { ($0[0], $0[1]) })
            else {
                throw Fault(
                    path: ["criteria", id, "points"],
                    reason:
                        "the breakpoints of '\(id)' are pairs [raw value, utility]: two or more, raw values rising, utilities between 0 and 1"
                )
            }
            values[id] = value
        }
        let standard = file.criteria.mapValues(\.weight)
        try Self.check(standard, path: { ["criteria", $0, "weight"] }, whole: ["criteria"])
        for (name, weights) in file.profiles.sorted(by: { $0.key < $1.key }) {
            guard name != Self.standardProfile else {
                throw Fault(path: ["profiles", name], reason: "'\(name)' names the weights under 'criteria'")
            }
            if let absent = file.criteria.keys.sorted().first(where: { weights[$0] == nil }) {
                throw Fault(path: ["profiles", name], reason: "the weight of '\(absent)' is missing (0 leaves it out)")
            }
            try Self.check(weights, path: { ["profiles", name, $0] }, whole: ["profiles", name])
        }
        guard let weights = profile == Self.standardProfile ? standard : file.profiles[profile] else {
            throw Fault(
                path: ["profiles"],
                reason: "there is no profile '\(profile)'; known are \(Self.profiles(file).map { "'\($0)'" }.joined(separator: ", "))")
        }
        guard file.shrinkage.minimumGroup >= 2 else {
            throw Fault(path: ["shrinkage", "minimum_group"], reason: "at least 2")
        }
        guard file.wage.minimumAdvertisements >= 1 else {
            throw Fault(path: ["wage", "minimum_advertisements"], reason: "at least 1")
        }
        guard file.outcomeYears >= 1 else { throw Fault(path: ["outcome_years"], reason: "at least 1") }
        try Self.check(file.robustness)
        criteria = Criteria.all.compactMap { criterion in
            values[criterion.id].map { Configured(criterion: criterion, weight: weights[criterion.id] ?? 0, value: $0) }
        }
        self.profile = profile
        shrinkage = file.shrinkage
        wage = file.wage
        robustness = file.robustness
        outcomeYears = file.outcomeYears
    }

    private static func checkNames(_ file: File) throws(Fault) {
        let known = Set(Criteria.all.map(\.id))
        let named =
            file.criteria.keys.sorted().map { (["criteria", $0], $0) }
            + file.profiles.sorted { $0.key < $1.key }.flatMap { name, weights in
                weights.keys.sorted().map { (["profiles", name, $0], $0) }
            }
        for (path, name) in named where !known.contains(name) || file.criteria[name] == nil {
            let reason =
                known.contains(name)
                ? "'\(name)' has no value function under 'criteria'"
                : "there is no criterion '\(name)'; known are \(Criteria.all.map(\.id).joined(separator: ", "))"
            throw Fault(path: path, reason: reason)
        }
    }

    private static func check(_ weights: [String: Double], path: (String) -> [String], whole: [String]) throws(Fault) {
        var sum = 0.0
        for criterion in Criteria.all {
            guard let weight = weights[criterion.id] else { continue }
            guard weight >= 0, weight.isFinite else { throw Fault(path: path(criterion.id), reason: "a weight is 0 or more") }
            sum += weight
        }
        guard abs(sum - 1) <= weightTolerance else { throw Fault(path: whole, reason: "the weights sum to \(sum), not to 1") }
    }

    private static func check(_ robustness: Robustness) throws(Fault) {
        func fault(_ key: String, _ reason: String) -> Fault { Fault(path: ["robustness", key], reason: reason) }
        guard (0...1_000_000).contains(robustness.samples) else { throw fault("samples", "between 0 and 1,000,000") }
        guard robustness.concentration > 0, robustness.concentration.isFinite else { throw fault("concentration", "above 0") }
        guard (1...100).contains(robustness.recommendedRanks) else { throw fault("top", "between 1 and 100") }
        guard robustness.firm > 0, robustness.firm <= 1 else { throw fault("firm", "above 0 and at most 1") }
    }
}
