/// How many packages of what, where: the figures that a plan is made of (DESIGN §7).
///
/// Everything is numbered from 0; names are the caller's. Candidates stand in the order of their BLKs.
public struct AllocationProblem: Sendable {
    /// A programme that a BLK may run.
    public struct Candidate: Sendable, Equatable {
        public var blk: Int
        public var program: Int
        /// Position in `departments`.
        public var department: Int
        /// Position in `assessorDays`; `nil` when the programme ends without certification.
        public var scheme: Int?
        /// Participants of one package.
        public var size: Double
        /// JP that one package takes of its workshop and of its instructors.
        public var hours: Int
        /// Cost of one package, in the unit of the budgets.
        public var cost: Double
        /// Assessor-days that one package takes.
        public var assessorDays: Double
        /// Packages at least: more than 0 only where somebody has decided so.
        public var minimum: Int
        /// Packages at most.
        public var maximum: Int
        /// Expected placements of one package.
        public var placements: Double
        /// Expected certified of one package.
        public var certified: Double
        /// Score, 0 to 100.
        public var score: Double
        /// Positions in `outlets`: where its graduates can find work.
        public var outlets: [Int]

        public init(
            blk: Int, program: Int, department: Int, scheme: Int?, size: Double, hours: Int, cost: Double, assessorDays: Double,
            minimum: Int = 0, maximum: Int, placements: Double, certified: Double, score: Double, outlets: [Int]
        ) {
            self.blk = blk
            self.program = program
            self.department = department
            self.scheme = scheme
            self.size = size
            self.hours = hours
            self.cost = cost
            self.assessorDays = assessorDays
            self.minimum = minimum
            self.maximum = maximum
            self.placements = placements
            self.certified = certified
            self.score = score
            self.outlets = outlets
        }
    }

    /// A kejuruan of a BLK: its workshop and its instructors.
    public struct Department: Sendable, Equatable {
        public var blk: Int
        public var kejuruan: Int
        /// JP a year.
        public var workshopHours: Double
        public var instructorHours: Double

        public init(blk: Int, kejuruan: Int, workshopHours: Double, instructorHours: Double) {
            self.blk = blk
            self.kejuruan = kejuruan
            self.workshopHours = workshopHours
            self.instructorHours = instructorHours
        }

        /// Whole JP that packages can take.
        public var hours: Int { Int(max(0, min(workshopHours, instructorHours, 1e9)) + 1e-6) }
    }

    /// The openings of an occupation in a region that nobody else fills.
    public struct Outlet: Sendable, Equatable {
        public var region: Int
        public var occupation: Int
        /// Persons a year.
        public var gap: Double

        public init(region: Int, occupation: Int, gap: Double) {
            self.region = region
            self.occupation = occupation
            self.gap = gap
        }
    }

    public enum Measure: String, Sendable, Codable, CaseIterable {
        case participants, certified
    }

    /// A promise to be kept as nearly as can be: every person short costs `shortfallPenalty`.
    public struct Target: Sendable, Equatable {
        public var measure: Measure
        /// Persons a year.
        public var amount: Double
        /// The BLK that it is for; `nil` for the network.
        public var blk: Int?
        /// The kejuruan that it is for; `nil` for all.
        public var kejuruan: Int?

        public init(_ measure: Measure, _ amount: Double, blk: Int? = nil, kejuruan: Int? = nil) {
            self.measure = measure
            self.amount = amount
            self.blk = blk
            self.kejuruan = kejuruan
        }
    }

    public var blks: Int
    public var candidates: [Candidate]
    public var departments: [Department]
    /// Per BLK; infinite where there is none.
    public var budgets: [Double]
    /// Infinite where there is none.
    public var networkBudget: Double
    /// Per scheme, over the network.
    public var assessorDays: [Double]
    public var outlets: [Outlet]
    public var targets: [Target]
    /// Worth of one point of score of one package, in placements.
    public var epsilon: Double
    /// Worth of one person short of a target, in placements.
    public var shortfallPenalty: Double
    /// The largest share of a BLK's packages that one programme may take (one package is always allowed); 1 for no limit.
    public var largestShare: Double

    public init(
        blks: Int, candidates: [Candidate], departments: [Department], budgets: [Double], networkBudget: Double = .infinity,
        assessorDays: [Double], outlets: [Outlet], targets: [Target], epsilon: Double = 0.001, shortfallPenalty: Double = 10,
        largestShare: Double = 1
    ) {
        self.blks = blks
        self.candidates = candidates
        self.departments = departments
        self.budgets = budgets
        self.networkBudget = networkBudget
        self.assessorDays = assessorDays
        self.outlets = outlets
        self.targets = targets
        self.epsilon = epsilon
        self.shortfallPenalty = shortfallPenalty
        self.largestShare = largestShare
    }

    /// What one package of a candidate adds to a target.
    @inlinable
    public func contribution(of candidate: Candidate, to target: Target) -> Double {
        if let blk = target.blk, blk != candidate.blk { return 0 }
        if let kejuruan = target.kejuruan, kejuruan != departments[candidate.department].kejuruan { return 0 }
        return target.measure == .participants ? candidate.size : candidate.certified
    }
}

extension AllocationProblem {
    /// Whether packages keep every limit.
    public func keeps(_ packages: [Int]) -> Bool {
        var hours = [Double](repeating: 0, count: departments.count)
        var cost = [Double](repeating: 0, count: blks)
        var days = [Double](repeating: 0, count: assessorDays.count)
        var total = [Int](repeating: 0, count: blks)
        for (index, candidate) in candidates.enumerated() {
            let count = packages[index]
            guard count >= candidate.minimum, count <= candidate.maximum else { return false }
            hours[candidate.department] += Double(count * candidate.hours)
            cost[candidate.blk] += Double(count) * candidate.cost
            total[candidate.blk] += count
            if let scheme = candidate.scheme { days[scheme] += Double(count) * candidate.assessorDays }
        }
        func within(_ used: Double, _ room: Double) -> Bool { used <= room + 1e-6 * max(1, room) }
        guard zip(hours, departments).allSatisfy({ within($0, Double($1.hours)) }), zip(cost, budgets).allSatisfy(within),
            within(cost.reduce(0, +), networkBudget), zip(days, assessorDays).allSatisfy(within)
        else { return false }
        guard largestShare < 1 else { return true }
        return candidates.indices.allSatisfy {
            Double(packages[$0]) <= max(1, (largestShare * Double(total[candidates[$0].blk]) + 1e-9).rounded(.down))
        }
    }
}
