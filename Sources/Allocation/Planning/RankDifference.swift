/// A programme whose packages and rank do not agree, with the reasons: one of the first ranks of its BLK without packages, a planned one beyond
/// them, or any programme that has no packages for want of a test site (TUK).
public struct RankDifference: Sendable, Equatable {
    /// What stands against a package. The raw value is stored with the plan.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// Somebody has decided so: the programme is forbidden, its packages are fixed, or its BLK is closed.
        case decided
        /// The score or the rank is beyond what was asked for.
        case unwanted
        /// No placement rate is known.
        case unknown
        /// Nobody at the BLK may teach some of the units.
        case units
        /// No workshop in reach is a verified test site (TUK) of the kejuruan.
        case testSite = "test_site"
        /// The scheme has too few assessor-days.
        case assessor
        /// The workshop has too few hours.
        case workshop
        /// The instructors have too few hours.
        case instructor
        /// The workshop and the instructors have too few hours alike.
        case department
        /// The budget of the BLK is used up.
        case budget
        /// The budget of the network is used up.
        case networkBudget = "network_budget"
        /// The programme has its largest number of packages.
        case most
        /// The programme has its largest share of the packages of its BLK.
        case share
        /// The openings are left to others, whose graduates the plan places there.
        case served
        /// Leavers of other training leave too few openings in reach.
        case gap
        /// A package would bring nothing that is asked for.
        case worthless
        /// Other programmes bring more in the same hours, with the same money and openings. Alone it says that the better ranked one could have a
        /// package; beside other reasons it says that without them it would still have none.
        case outweighed
        /// No programme of this department has a better rank.
        case alone
    }

    /// One reason with its facts.
    public struct Obstacle: Sendable, Equatable {
        /// What stands against a package.
        public var kind: Kind
        /// The code of the better ranked programme that it stands against; `nil` where it is the programme of the difference itself.
        public var programCode: String?
        /// What is lacking by name: unit codes, the kejuruan of a test site, the scheme, and then what holds what is used up: programmes of
        /// the same BLK as `BLK:PROGRAM`, other BLKs by their codes alone, since what they run is not for everybody to read.
        public var names: [String]
        /// What one package needs, in the unit of the resource: days, JP, rupiah, persons or packages; 0 where it is not counted. For a test
        /// site the packages that the plan would have if there were one.
        public var needed: Double
        /// What the plan leaves of it, in the same unit.
        public var available: Double

        /// Creates an obstacle; every parameter sets the property of the same name.
        public init(kind: Kind, programCode: String? = nil, names: [String] = [], needed: Double = 0, available: Double = 0) {
            self.kind = kind
            self.programCode = programCode
            self.names = names
            self.needed = needed
            self.available = available
        }
    }

    /// The code of the BLK.
    public let blkCode: String
    /// The code of the programme.
    public let programCode: String
    /// The vocational department of the programme.
    public let kejuruan: String
    /// The rank of the programme at the BLK, from 1; `nil` where it has none.
    public let rank: Int?
    /// The packages that are planned.
    public let packages: Int
    /// The reasons. For a programme without packages they stand together: without all of them a package would come in, unless
    /// `outweighed` is among them. For a planned one
    /// they say why each programme of its department that has a better rank does not take the hours, those of the best ranks first.
    public var obstacles: [Obstacle]

    /// Creates a difference; every parameter sets the property of the same name.
    public init(blkCode: String, programCode: String, kejuruan: String, rank: Int?, packages: Int, obstacles: [Obstacle]) {
        self.blkCode = blkCode
        self.programCode = programCode
        self.kejuruan = kejuruan
        self.rank = rank
        self.packages = packages
        self.obstacles = obstacles
    }
}
