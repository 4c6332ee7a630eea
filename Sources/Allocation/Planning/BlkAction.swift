/// Something that the head of one BLK can set going, and what comes of it: found by planning with it, from the plan as it stands.
public struct BlkAction: Sendable, Equatable {
    /// One of the things that the action provides.
    public struct Means: Sendable, Hashable, Codable {
        /// What it lifts: `units`, `testSite`, `assessor`, `workshop`, `instructor`, `department` or `budget`.
        public let kind: RankDifference.Kind
        /// The codes of units; else one name: the scheme of an assessor, or the kejuruan of a test site and of hours. Empty for money.
        public let names: [String]
        /// How much is provided: days of training, days a year of an assessor, JP or rupiah; 0 for a test site.
        public let amount: Double

        /// Creates means; every parameter sets the property of the same name.
        public init(kind: RankDifference.Kind, names: [String], amount: Double) {
            self.kind = kind
            self.names = names
            self.amount = amount
        }
    }

    /// The code of the BLK.
    public let blkCode: String
    /// What the action provides; all of it together.
    public let means: [Means]
    /// The code of the instructor who is nearest to the units that are taught: the one of the department who may teach the most. `nil` where no
    /// units are taught or the department has nobody.
    public let instructorCode: String?
    /// The name of that instructor, which is personal data and not stored with the plan.
    public var instructorName: String?
    /// The codes of the programmes of the BLK that get packages (more) by it, those that get the most first.
    public let programCodes: [String]
    /// The codes of the other programmes of the BLK to which the action lifts the only obstacle; what they would have goes to the former ones.
    public let openCodes: [String]
    /// The packages that the BLK gains; 0 where they come in place of other programmes.
    public let ownPackages: Int
    /// The persons of the BLK who are certified and who find work more than before.
    public let ownCertified, ownPlacements: Double
    /// The packages that the whole network gains.
    public let packages: Int
    /// The persons who take part, who are certified and who find work, that the whole network gains.
    public let participants, certified, placements: Double
    /// The codes of the other BLKs that gain packages, those that gain the most first.
    public let otherBlks: [String]

    /// The persons of the BLK who find work and who are certified; the actions of a BLK stand in this order.
    public var worth: Double { max(0, ownPlacements) + max(0, ownCertified) }

    /// Creates an action; every parameter sets the property of the same name.
    public init(
        blkCode: String, means: [Means], instructorCode: String? = nil, instructorName: String? = nil, programCodes: [String],
        openCodes: [String] = [], ownPackages: Int, ownCertified: Double, ownPlacements: Double, packages: Int, participants: Double,
        certified: Double, placements: Double,
        otherBlks: [String] = []
    ) {
        self.blkCode = blkCode
        self.means = means
        self.instructorCode = instructorCode
        self.instructorName = instructorName
        self.programCodes = programCodes
        self.openCodes = openCodes
        self.ownPackages = ownPackages
        self.ownCertified = ownCertified
        self.ownPlacements = ownPlacements
        self.packages = packages
        self.participants = participants
        self.certified = certified
        self.placements = placements
        self.otherBlks = otherBlks
    }

    /// The single things that the action provides: each unit and each other means by itself.
    var parts: Set<String> {
        Set(means.flatMap { item in item.kind == .budget ? ["budget"] : item.names.map { "\(item.kind.rawValue)\t\($0)" } })
    }
}

extension [BlkAction] {
    /// The actions of one BLK in the order in which they pay, without those that are contained in another one or contain it.
    ///
    /// - Returns: those that bring the most first; where two bring the same, the one that asks for less.
    func withoutRepeats() -> [BlkAction] {
        let sorted = enumerated().sorted { first, second in
            let (a, b) = (first.element, second.element)
            // Half a person is no difference that anybody could see.
            if abs(a.worth - b.worth) >= 0.5 { return a.worth > b.worth }
            return (a.parts.count, a.means.reduce(0) { $0 + $1.amount }, first.offset) < (
                b.parts.count, b.means.reduce(0) { $0 + $1.amount }, second.offset
            )
        }.map(\.element)
        var chosen: [BlkAction] = []
        for action in sorted
        where !chosen.contains(where: { $0.parts.isSubset(of: action.parts) || action.parts.isSubset(of: $0.parts) }) {
            chosen.append(action)
        }
        return chosen
    }
}
