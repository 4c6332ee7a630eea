/// The figures of which a plan is made: how many packages of each programme a BLK may run, what limits them, and what they bring.
///
/// The plan has whole numbers of packages x ≥ 0 for each candidate and expected placements y ≥ 0 for each candidate and outlet.
/// It maximises Σ y + ε·Σ score·x − M·(shortfalls of the targets). Everything is numbered from 0, and names are left to the
/// caller. Candidates stand in the order of their BLKs.
public struct AllocationProblem: Sendable {
    /// A programme that a BLK may run.
    public struct Candidate: Sendable, Equatable {
        /// The number of the BLK.
        public var blk: Int
        /// The number of the programme, which the solver does not use.
        public var program: Int
        /// The position in `departments`.
        public var department: Int
        /// The position in `assessorDays`; `nil` when the programme ends without certification.
        public var scheme: Int?
        /// The participants of one package.
        public var size: Double
        /// The JP that one package takes of its workshop and of its instructors.
        public var hours: Int
        /// The cost of one package, in the unit of the budgets.
        public var cost: Double
        /// The assessor-days that one package takes.
        public var assessorDays: Double
        /// The smallest number of packages, which is above 0 only where somebody has decided so.
        public var minimum: Int
        /// The largest number of packages.
        public var maximum: Int
        /// The participants of one package who are expected to find work.
        public var placements: Double
        /// The participants of one package who are expected to be certified.
        public var certified: Double
        /// The score, 0 to 100.
        public var score: Double
        /// The positions in `outlets` where the graduates can find work.
        public var outlets: [Int]
        /// How far each of these outlets is, in kilometres, in the order of `outlets`; empty where no distance is known, and all are
        /// then equally near.
        public var kilometres: [Double]

        /// Creates a candidate; every parameter sets the property of the same name.
        public init(
            blk: Int, program: Int, department: Int, scheme: Int?, size: Double, hours: Int, cost: Double, assessorDays: Double,
            minimum: Int = 0, maximum: Int, placements: Double, certified: Double, score: Double, outlets: [Int],
            kilometres: [Double] = []
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
            self.kilometres = kilometres
        }
    }

    /// A vocational department (kejuruan) of a BLK, with its workshop and its instructors.
    public struct Department: Sendable, Equatable {
        /// The number of the BLK.
        public var blk: Int
        /// The number of the kejuruan, which is the same at all BLKs.
        public var kejuruan: Int
        /// The JP a year that the workshop is free.
        public var workshopHours: Double
        /// The JP a year that the instructors can teach.
        public var instructorHours: Double

        /// Creates a department; every parameter sets the property of the same name.
        public init(blk: Int, kejuruan: Int, workshopHours: Double, instructorHours: Double) {
            self.blk = blk
            self.kejuruan = kejuruan
            self.workshopHours = workshopHours
            self.instructorHours = instructorHours
        }

        /// The whole JP a year that packages can take: those of the workshop or of the instructors, whichever are fewer.
        public var hours: Int { Int(max(0, min(workshopHours, instructorHours, 1e9)) + 1e-6) }
    }

    /// The openings of an occupation in a region that nobody else fills.
    public struct Outlet: Sendable, Equatable {
        /// The number of the region.
        public var region: Int
        /// The number of the occupation.
        public var occupation: Int
        /// The openings in persons a year.
        public var gap: Double

        /// Creates an outlet; every parameter sets the property of the same name.
        public init(region: Int, occupation: Int, gap: Double) {
            self.region = region
            self.occupation = occupation
            self.gap = gap
        }
    }

    /// What a target counts. The raw value is stored with the plan.
    public enum Measure: String, Sendable, Codable, CaseIterable {
        /// The persons who take part in a package.
        case participants
        /// The persons who are expected to be certified.
        case certified
    }

    /// A promise that is kept as nearly as can be: every person short costs `shortfallPenalty`.
    public struct Target: Sendable, Equatable {
        /// What the target counts.
        public var measure: Measure
        /// The persons a year that are promised.
        public var amount: Double
        /// The number of the BLK that the target is for; `nil` for the whole network.
        public var blk: Int?
        /// The number of the kejuruan that the target is for; `nil` for all of them.
        public var kejuruan: Int?

        /// Creates a target.
        ///
        /// - Parameters:
        ///   - measure: what the target counts.
        ///   - amount: the persons a year that are promised.
        ///   - blk: the BLK that the target is for; `nil` for the whole network.
        ///   - kejuruan: the kejuruan that the target is for; `nil` for all of them.
        public init(_ measure: Measure, _ amount: Double, blk: Int? = nil, kejuruan: Int? = nil) {
            self.measure = measure
            self.amount = amount
            self.blk = blk
            self.kejuruan = kejuruan
        }
    }

    /// The number of BLKs.
    public var blks: Int
    /// The programmes that the BLKs may run, in the order of their BLKs.
    public var candidates: [Candidate]
    /// The departments of the BLKs, in any order.
    public var departments: [Department]
    /// The budget of each BLK for the year, in the unit of the candidates' costs; infinite where there is no limit.
    public var budgets: [Double]
    /// The budget of the whole network for the year; infinite where there is no limit.
    public var networkBudget: Double
    /// The assessor-days a year of each scheme, over the whole network.
    public var assessorDays: [Double]
    /// The openings that graduates can fill.
    public var outlets: [Outlet]
    /// The targets, in any order.
    public var targets: [Target]
    /// What one point of score of one package is worth, in placements (ε).
    public var epsilon: Double
    /// What one person short of a target costs, in placements (M).
    public var shortfallPenalty: Double
    /// The largest share of a BLK's packages that one programme may take, where one package is always allowed; 1 sets no limit.
    public var largestShare: Double
    /// Whether packages may be planned whose graduates find no openings. Where they may not, each package has openings of its own for at
    /// least half of the graduates whom it places; packages that somebody has decided are left as they are.
    public var allowsSurplus: Bool

    /// Creates a problem; every parameter sets the property of the same name.
    public init(
        blks: Int, candidates: [Candidate], departments: [Department], budgets: [Double], networkBudget: Double = .infinity,
        assessorDays: [Double], outlets: [Outlet], targets: [Target], epsilon: Double = 0.001, shortfallPenalty: Double = 10,
        largestShare: Double = 1, allowsSurplus: Bool = true
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
        self.allowsSurplus = allowsSurplus
    }

    /// The persons that one package of a candidate adds to a target; 0 where the target is for another BLK or kejuruan.
    @inlinable
    public func contribution(of candidate: Candidate, to target: Target) -> Double {
        if let blk = target.blk, blk != candidate.blk { return 0 }
        if let kejuruan = target.kejuruan, kejuruan != departments[candidate.department].kejuruan { return 0 }
        return target.measure == .participants ? candidate.size : candidate.certified
    }
}

extension AllocationProblem {
    /// Whether a plan keeps every limit of the problem.
    ///
    /// - Parameter packages: the number of packages of each candidate.
    /// - Returns: true when the bounds, the hours, the budgets, the assessor-days and the largest share are all kept. Amounts may
    ///   be over by a millionth of their limit, for rounding.
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

extension AllocationProblem {
    /// The packages of each candidate that have openings of their own for less than half of the graduates whom they place.
    ///
    /// A candidate's packages are filled one after the other, so that at most the last of those with openings is filled in part.
    ///
    /// - Parameter plan: a plan of this problem.
    /// - Returns: the number of such packages of each candidate, the decided ones among them; 0 where nobody is expected to be placed anyway.
    public func surplus(of plan: PackageSolution) -> [Int] {
        var placed = [Double](repeating: 0, count: candidates.count)
        for placement in plan.placements { placed[placement.candidate] += placement.persons }
        return candidates.indices.map { index in
            let each = candidates[index].placements
            guard each > 0 else { return 0 }
            return max(0, Int((Double(plan.packages[index]) - placed[index] / each - 0.5 - 1e-3).rounded(.up)))
        }
    }

    /// The graduates of a candidate who may be without an opening, in persons; infinite where nobody asks.
    func idle(_ candidate: Candidate) -> Double { allowsSurplus ? .infinity : (Double(candidate.minimum) + 0.5) * candidate.placements }
}
