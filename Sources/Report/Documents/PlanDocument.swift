import Allocation

/// A stored plan and its review, as `plan show` and `allocate` answer it.
public struct PlanDocument: Codable, Sendable {
    /// Packages of one programme at one BLK.
    public struct Line: Codable, Sendable {
        /// Codes of BLK and programme, the programme's name and department.
        public let blkCode, programCode, programName, kejuruan: String
        /// Packages in the year.
        public let packages: Int
        /// The persons in the year who enter, who are expected to be certified, and who are expected to find work.
        public let participants, certified, placements: Double
        /// Hours of the packages, JP.
        public let hoursJp: Int
        /// Money of the packages, rupiah.
        public let costRupiah: Double
        /// Whether a decision fixed the number.
        public let decided: Bool
        /// Of the packages, those without openings of their own, which are there for the targets.
        public let surplus: Int
    }

    /// A scarce resource and what more of it would be worth.
    public struct Bottleneck: Codable, Sendable {
        /// The kind of resource, and its name in the reader's language.
        public let resource, name: String
        /// What there is and what the plan uses, the step by which more is counted, and the estimated worth of a step in placements.
        public let available, used, step, estimate: Double
        /// The worth of a step found by planning again, in placements; absent where that was not done.
        public let verified: Double?
        /// Packages that a step adds; absent where it was not planned again.
        public let packages: Int?
        /// Persons that a step adds; absent where it was not planned again.
        public let participants, certified, placements: Double?
    }

    /// Units that an instructor would have to gain, and what they unlock.
    public struct Upgrade: Codable, Sendable {
        /// The BLK.
        public let blkCode: String
        /// The instructor who is proposed; absent where the BLK has none of the department.
        public let instructorCode: String?
        /// The units to gain, and the programmes that they unlock.
        public let unitCodes, programCodes: [String]
        /// Days of training.
        public let days: Double
        /// Packages that the units add.
        public let packages: Int
        /// Persons that the units add.
        public let certified, placements: Double
    }

    /// How many assessor-days a scheme needs and has.
    public struct Assessor: Codable, Sendable {
        /// The scheme.
        public let schemeCode: String
        /// Days needed, had, used, and lost by licences that expire.
        public let daysNeeded, daysHad, daysUsed, daysExpiring: Double
        /// Assessors that are missing.
        public let assessorsMissing: Int
        /// Regions that could lend assessors, and BLKs that could be their home.
        public let borrowRegions, homeBlks: [String]
    }

    /// Why a target is missed.
    public struct Reason: Codable, Sendable {
        /// `participants` or `certified`, and the cause.
        public let measure, cause: String
        /// The department that lacks; absent where the cause is no department's.
        public let kejuruan: String?
        /// Persons whom the cause costs.
        public let persons: Double
    }

    /// A programme whose rank and packages do not agree.
    public struct RankDifference: Codable, Sendable {
        /// What stands against a package.
        public struct Obstacle: Codable, Sendable {
            /// What it is, as `dashboard.rank_difference` names it: `units`, `test_site`, `assessor`, `workshop` and so on.
            public let reason: String
            /// The better ranked programme that it stands against; absent where that is the programme itself.
            public let betterProgramCode: String?
            /// What is lacking (units, the kejuruan of a test site, the scheme), then what holds it: programmes of the BLK by their codes, other
            /// BLKs by their names alone.
            public let names: [String]
            /// What one package needs and what the plan leaves, in days, JP, rupiah, persons or packages; of a test site, `needed` is the
            /// packages that are not planned without it.
            public let needed, available: Double
        }

        /// Codes of BLK and programme, and the programme's department.
        public let blkCode, programCode, kejuruan: String
        /// The rank of the programme at the BLK; absent where it has none.
        public let rank: Int?
        /// Packages in the year; 0 for a programme of the first ranks that has none.
        public let packages: Int
        /// The reasons in the reader's language, and one by one.
        public let because: String
        /// What stands against a package, or against better ranked programmes.
        public let obstacles: [Obstacle]
    }

    /// A department with packages beyond the first ranks.
    public struct Department: Codable, Sendable {
        /// The BLK and the department.
        public let blkCode, kejuruan: String
        /// The planned programmes beyond the first ranks; of the others with a better rank those that cannot have more packages; and those that
        /// could and help the targets less.
        public let programCodes, betterProgramCodes, outweighedProgramCodes: [String]
        /// Why these are planned, and what would let the plan follow the ranks, in the reader's language.
        public let because, lever: String
        /// The better ranked programme that the capacity is for; absent where no capacity changes the plan.
        public let leverProgramCode: String?
    }

    /// The capacity that a programme of the first ranks of a BLK without packages waits for.
    public struct OpenLever: Codable, Sendable {
        /// The BLK and the programme.
        public let blkCode, programCode: String
        /// The capacity in the reader's language.
        public let lever: String
    }

    /// Packages that are not planned for want of a test site (TUK) in reach.
    public struct Withheld: Codable, Sendable {
        /// The department.
        public let kejuruan: String
        /// The packages, found by planning again without this condition.
        public let packages: Int
    }

    /// The number of the plan.
    public let runID: Int
    /// The BBPLK that leads the network.
    public let network: String
    /// The year that is planned.
    public let year: Int
    /// Decisions and suppositions, each as the option that gives it.
    public let changes: [String]
    /// The plan's worth and its bound in placements, and the distance between them as a share.
    public let objective, upperBound, gap: Double
    /// Persons promised, and persons that the plan gives.
    public let participantsTarget, certifiedTarget, participants, certified, placements: Double
    /// The packages, by BLK.
    public let packages: [Line]
    /// Scarce resources, the dearest first.
    public let bottlenecks: [Bottleneck]
    /// The units that instructors would have to gain; those that unlock most come first.
    public let upgrades: [Upgrade]
    /// The schemes and their assessor-days; those that lack most assessors come first.
    public let assessors: [Assessor]
    /// Why targets are missed.
    public let reasons: [Reason]
    /// Where ranks and packages do not agree, and why: by BLK, first the programmes without packages, then the planned ones.
    public let rankDifferences: [RankDifference]
    /// Departments with packages beyond the first ranks, and what would let the plan follow the ranks.
    public let departments: [Department]
    /// For each BLK the capacity that a programme of its first ranks waits for.
    public let openLevers: [OpenLever]
    /// What is not planned for want of a test site, the most packages first.
    public let withoutTestSite: [Withheld]

    /// Takes the figures of a plan.
    ///
    /// - Parameters:
    ///   - tables: The plan with its review and its words.
    ///   - blk: The code of the BLK whose packages, upgrades, differences and departments are taken; `nil` takes those of all BLKs.
    public init(_ tables: PlanTables, blk: String? = nil) {
        let (plan, review) = (tables.plan, tables.review)
        runID = plan.run.id
        network = plan.networkCode
        year = plan.year
        changes = plan.changes.map(\.optionText)
        objective = plan.objective
        upperBound = plan.upperBound
        gap = max(0, plan.upperBound - plan.objective) / max(1e-9, abs(plan.objective))
        participantsTarget = plan.participantsTarget
        certifiedTarget = plan.certifiedTarget
        participants = plan.participants
        certified = plan.certified
        placements = plan.placements
        packages = plan.lines.filter { blk == nil || $0.blkCode == blk }.map {
            Line(
                blkCode: $0.blkCode, programCode: $0.programCode, programName: $0.programName, kejuruan: $0.kejuruan, packages: $0.packages,
                participants: $0.participants, certified: $0.certified, placements: $0.placements, hoursJp: $0.hours, costRupiah: $0.cost,
                decided: $0.isDecided, surplus: $0.surplus)
        }
        bottlenecks = review.bottlenecks.filter { tables.belongs($0.resource, blk) }.map {
            Bottleneck(
                resource: $0.resource.kind, name: tables.name(of: $0.resource), available: $0.available, used: $0.used, step: $0.step,
                estimate: $0.estimate, verified: $0.verified, packages: $0.packages, participants: $0.participants, certified: $0.certified,
                placements: $0.placements)
        }
        upgrades = review.upgrades.filter { blk == nil || $0.blkCode == blk }.map {
            Upgrade(
                blkCode: $0.blkCode, instructorCode: $0.instructorCode, unitCodes: $0.unitCodes, programCodes: $0.programCodes,
                days: $0.days,
                packages: $0.packages, certified: $0.certified, placements: $0.placements)
        }
        assessors = review.assessors.map {
            Assessor(
                schemeCode: $0.schemeCode, daysNeeded: $0.needed, daysHad: $0.had, daysUsed: $0.used, daysExpiring: $0.expiring,
                assessorsMissing: $0.missing, borrowRegions: $0.borrowRegions, homeBlks: $0.homeBlks)
        }
        reasons = AllocationProblem.Measure.allCases.flatMap { measure in
            (review.reasons[measure] ?? []).map {
                Reason(measure: measure.rawValue, cause: $0.cause.rawValue, kejuruan: $0.kejuruan, persons: $0.persons)
            }
        }
        let phrases = tables.phrases
        rankDifferences = review.differences.filter { blk == nil || $0.blkCode == blk }.map { difference in
            RankDifference(
                blkCode: difference.blkCode, programCode: difference.programCode, kejuruan: difference.kejuruan, rank: difference.rank,
                packages: difference.packages, because: phrases.reason(of: difference),
                obstacles: difference.obstacles.map {
                    .init(
                        reason: $0.kind.rawValue, betterProgramCode: $0.programCode, names: $0.names, needed: $0.needed,
                        available: $0.available)
                })
        }
        departments = review.departmentReasons(blk).map {
            Department(
                blkCode: $0.blkCode, kejuruan: $0.kejuruan, programCodes: $0.programs.map(\.code), betterProgramCodes: $0.better,
                outweighedProgramCodes: $0.outweighed, because: phrases.sentence(of: $0), lever: phrases.lever(of: $0),
                leverProgramCode: $0.lever?.programCode)
        }
        openLevers = Set(review.differences.map(\.blkCode)).filter { blk == nil || $0 == blk }.sorted().compactMap { code in
            review.openLever(code).flatMap { lever in
                phrases.openLever(of: review, blk: code).map { OpenLever(blkCode: code, programCode: lever.programCode, lever: $0) }
            }
        }
        withoutTestSite = review.withheldForTestSite(blk).map { Withheld(kejuruan: $0.kejuruan, packages: $0.packages) }
    }
}
