import Domain

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
        /// The most ranks that count as recommended; the file calls it `top`.
        public var recommendedRanks: Int
        /// Of so many ranked programmes one counts as recommended; `nil` in the files of earlier runs, where `top` ranks do at every BLK.
        public var oneOf: Int?
        /// The fewest ranks that count as recommended where `oneOf` is given; `nil` for 1.
        public var leastRanks: Int?
        /// The share of draws within the recommended ranks from which a recommendation is "kokoh".
        public var firm: Double

        /// Makes settings; the properties of the same names say what the parameters mean.
        public init(samples: Int, concentration: Double, recommendedRanks: Int, oneOf: Int? = nil, leastRanks: Int? = nil, firm: Double) {
            self.samples = samples
            self.concentration = concentration
            self.recommendedRanks = recommendedRanks
            self.oneOf = oneOf
            self.leastRanks = leastRanks
            self.firm = firm
        }

        enum CodingKeys: String, CodingKey {
            case samples, concentration, firm
            case recommendedRanks = "top"
            case oneOf = "top_one_of"
            case leastRanks = "top_least"
        }

        /// The number k of ranks that count as recommended at a BLK: a share of the programmes that it can choose from, so that being among
        /// the first k says something where they are few.
        ///
        /// - Parameter ranked: The number of running and new programmes that are ready or could be.
        /// - Returns: `min(top, max(top_least, ranked ÷ top_one_of))`, rounded down; k may be larger than `ranked`.
        public func recommendedRanks(of ranked: Int) -> Int {
            guard let oneOf else { return recommendedRanks }
            return min(recommendedRanks, max(leastRanks ?? 1, ranked / oneOf))
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
    /// - Throws: `SettingFault` with the place in the file where a number is wrong or there is no such profile; every profile is checked,
    ///   whichever is used.
    public init(_ file: File, profile: String = standardProfile) throws(SettingFault) {
        try Self.checkNames(file)
        var values: [String: ValueFunction] = [:]
        for (id, settings) in file.criteria.sorted(by: { $0.key < $1.key }) {
            guard settings.points.allSatisfy({ $0.count == 2 && abs($0[0]) <= Self.largestRawValue }),
                let value = ValueFunction(points: settings.points.map { ($0[0], $0[1]) })
            else {
                throw SettingFault(["criteria", id, "points"], code: "value_points", ["criterion": .text(id)])
            }
            values[id] = value
        }
        let standard = file.criteria.mapValues(\.weight)
        try Self.check(standard, path: { ["criteria", $0, "weight"] }, whole: ["criteria"])
        for (name, weights) in file.profiles.sorted(by: { $0.key < $1.key }) {
            guard name != Self.standardProfile else {
                throw SettingFault(["profiles", name], code: "profile_name_taken", ["profile": .text(name)])
            }
            if let absent = file.criteria.keys.sorted().first(where: { weights[$0] == nil }) {
                throw SettingFault(["profiles", name], code: "weight_missing", ["criterion": .text(absent)])
            }
            try Self.check(weights, path: { ["profiles", name, $0] }, whole: ["profiles", name])
        }
        guard let weights = profile == Self.standardProfile ? standard : file.profiles[profile] else {
            throw SettingFault(
                ["profiles"], code: "unknown_profile",
                ["profile": .text(profile), "profiles": .list(Self.profiles(file).map { "'\($0)'" })])
        }
        guard file.shrinkage.minimumGroup >= 2 else {
            throw SettingFault(["shrinkage", "minimum_group"], code: "at_least", ["minimum": .integer(2)])
        }
        guard file.wage.minimumAdvertisements >= 1 else {
            throw SettingFault(["wage", "minimum_advertisements"], code: "at_least", ["minimum": .integer(1)])
        }
        guard file.outcomeYears >= 1 else { throw SettingFault(["outcome_years"], code: "at_least", ["minimum": .integer(1)]) }
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

    /// Raw values of breakpoints are no larger than this, so that whole units of them can be counted.
    private static let largestRawValue = 1e12
    /// Within this range random weights can be drawn that are neither all 0 nor all the same.
    private static let concentrations = 0.01...1_000_000

    private static func checkNames(_ file: File) throws(SettingFault) {
        let known = Set(Criteria.all.map(\.id))
        let named =
            file.criteria.keys.sorted().map { (["criteria", $0], $0) }
            + file.profiles.sorted { $0.key < $1.key }.flatMap { name, weights in
                weights.keys.sorted().map { (["profiles", name, $0], $0) }
            }
        for (path, name) in named where !known.contains(name) || file.criteria[name] == nil {
            guard known.contains(name) else {
                throw SettingFault(
                    path, code: "unknown_criterion", ["criterion": .text(name), "criteria": .list(Criteria.all.map(\.id))])
            }
            throw SettingFault(path, code: "value_function_missing", ["criterion": .text(name)])
        }
    }

    private static func check(_ weights: [String: Double], path: (String) -> [String], whole: [String]) throws(SettingFault) {
        var sum = 0.0
        for criterion in Criteria.all {
            guard let weight = weights[criterion.id] else { continue }
            guard weight >= 0, weight.isFinite else { throw SettingFault(path(criterion.id), code: "weight_range") }
            sum += weight
        }
        // The sum is told to the last digit, as the file would write it: rounded, it could read like the 1 that it is not.
        guard abs(sum - 1) <= weightTolerance else { throw SettingFault(whole, code: "sum_of_weights", ["sum": .text("\(sum)")]) }
    }

    private static func check(_ robustness: Robustness) throws(SettingFault) {
        func check(_ key: String, _ number: Int, within range: ClosedRange<Int>) throws(SettingFault) {
            guard !range.contains(number) else { return }
            throw SettingFault(
                ["robustness", key], code: "between", ["minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)])
        }
        try check("samples", robustness.samples, within: 0...1_000_000)
        guard robustness.concentration > 0, robustness.concentration.isFinite else {
            throw SettingFault(["robustness", "concentration"], code: "above_zero")
        }
        guard concentrations.contains(robustness.concentration) else {
            throw SettingFault(
                ["robustness", "concentration"], code: "between",
                ["minimum": .decimal(concentrations.lowerBound, decimals: 2), "maximum": .decimal(concentrations.upperBound, decimals: 0)])
        }
        try check("top", robustness.recommendedRanks, within: 1...100)
        if let oneOf = robustness.oneOf { try check("top_one_of", oneOf, within: 1...100) }
        if let least = robustness.leastRanks { try check("top_least", least, within: 1...robustness.recommendedRanks) }
        guard robustness.firm > 0, robustness.firm <= 1 else { throw SettingFault(["robustness", "firm"], code: "share_above_zero") }
    }
}
