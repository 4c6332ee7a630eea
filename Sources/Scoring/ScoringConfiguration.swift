/// Weights and value functions, from `config/scoring.yaml`.
public struct ScoringConfiguration: Sendable, Equatable {
    /// How one criterion counts.
    public struct CriterionSettings: Codable, Sendable, Equatable {
        /// 0 leaves the criterion out.
        public var weight: Double
        /// Breakpoints `[raw value, utility]`.
        public var points: [[Double]]

        public init(weight: Double, points: [[Double]]) {
            self.weight = weight
            self.points = points
        }
    }

    /// The file as it stands.
    public struct File: Codable, Sendable {
        public var criteria: [String: CriterionSettings]
        public var shrinkage: Shrinkage
        public var wage: Wage
        public var outcomeYears: Int

        public init(criteria: [String: CriterionSettings], shrinkage: Shrinkage, wage: Wage, outcomeYears: Int) {
            self.criteria = criteria
            self.shrinkage = shrinkage
            self.wage = wage
            self.outcomeYears = outcomeYears
        }

        enum CodingKeys: String, CodingKey {
            case criteria, shrinkage, wage
            case outcomeYears = "outcome_years"
        }
    }

    public struct Shrinkage: Codable, Sendable, Equatable {
        /// BLKs a group must have before a prior is fitted over it.
        public var minimumGroup: Int
        public init(minimumGroup: Int) { self.minimumGroup = minimumGroup }
        enum CodingKeys: String, CodingKey { case minimumGroup = "minimum_group" }
    }

    public struct Wage: Codable, Sendable, Equatable {
        /// Advertisements with pay that a median needs.
        public var minimumAdvertisements: Int
        public init(minimumAdvertisements: Int) { self.minimumAdvertisements = minimumAdvertisements }
        enum CodingKeys: String, CodingKey { case minimumAdvertisements = "minimum_advertisements" }
    }

    /// A criterion that counts, with its settings.
    public struct Active: Sendable {
        public let criterion: any Criterion
        public let weight: Double
        public let value: ValueFunction
    }

    /// In the order of `Criteria.all`.
    public let active: [Active]
    public let shrinkage: Shrinkage
    public let wage: Wage
    /// Years of outcomes that count, back from the day asked about.
    public let outcomeYears: Int

    public static func == (left: ScoringConfiguration, right: ScoringConfiguration) -> Bool {
        left.active.elementsEqual(right.active) {
            $0.criterion.id == $1.criterion.id && $0.weight == $1.weight && $0.value == $1.value
        } && left.shrinkage == right.shrinkage && left.wage == right.wage && left.outcomeYears == right.outcomeYears
    }

    /// What is wrong with a file.
    public struct Fault: Error, Equatable {
        public let path: [String]
        public let reason: String
    }

    public static let weightTolerance = 1e-9

    /// - Throws: `Fault` with the place in the file.
    public init(_ file: File) throws(Fault) {
        let known = Set(Criteria.all.map(\.id))
        for name in file.criteria.keys.sorted() where !known.contains(name) {
            throw Fault(
                path: ["criteria", name],
                reason: "there is no criterion '\(name)'; known are \(Criteria.all.map(\.id).joined(separator: ", "))")
        }
        var active: [Active] = []
        for criterion in Criteria.all {
            guard let settings = file.criteria[criterion.id] else { continue }
            let path = ["criteria", criterion.id]
            guard settings.weight >= 0, settings.weight.isFinite else {
                throw Fault(path: path + ["weight"], reason: "a weight is 0 or more")
            }
            guard settings.points.allSatisfy({ $0.count == 2 }),
                let value = ValueFunction(points: settings.points.map { ($0[0], $0[1]) })
            else {
                throw Fault(
                    path: path + ["points"],
                    reason:
                        "the breakpoints of '\(criterion.id)' are pairs [raw value, utility]: two or more, raw values rising, utilities between 0 and 1"
                )
            }
            if settings.weight > 0 { active.append(Active(criterion: criterion, weight: settings.weight, value: value)) }
        }
        let sum = active.reduce(0) { $0 + $1.weight }
        guard abs(sum - 1) <= Self.weightTolerance else {
            throw Fault(path: ["criteria"], reason: "the weights sum to \(sum), not to 1")
        }
        guard file.shrinkage.minimumGroup >= 2 else {
            throw Fault(path: ["shrinkage", "minimum_group"], reason: "at least 2")
        }
        guard file.wage.minimumAdvertisements >= 1 else {
            throw Fault(path: ["wage", "minimum_advertisements"], reason: "at least 1")
        }
        guard file.outcomeYears >= 1 else { throw Fault(path: ["outcome_years"], reason: "at least 1") }
        self.active = active
        shrinkage = file.shrinkage
        wage = file.wage
        outcomeYears = file.outcomeYears
    }
}
