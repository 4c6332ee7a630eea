/// An allocation problem as a JSON file, which is the exchange format that other solvers read too.
///
/// BLKs, programmes, kejuruan, schemes, regions and occupations are whole numbers from 0, below 100 million. Lists such as `gap` and
/// `workshop_hours` have rows of keys that end in an amount. Every amount has a range, within which the solver can count with it: money is
/// below 1e15, persons, hours and days are below 1e9.
public struct InstanceFile: Codable, Sendable {
    /// A programme that a BLK may run.
    public struct Candidate: Codable, Sendable {
        /// The number of the BLK: a position in `reach`.
        public var blk: Int
        /// The number of the programme.
        public var program: Int
        /// The number of the vocational department.
        public var kejuruan: Int
        /// The number of the certification scheme at the end of the programme.
        public var scheme: Int
        /// The participants of one package, at most 10,000.
        public var size: Double
        /// The JP that one package takes of its workshop and of its instructors, a whole number from 1 to 100,000.
        public var hours: Double
        /// The cost of one package, in the unit of the budgets, below 1e12.
        public var cost: Double
        /// The largest number of packages, 0 to 10,000.
        public var max: Int
        /// The assessor-days that one package takes, at most 10,000.
        public var assessorDays: Double
        /// The share of the participants who are expected to find work, 0 to 1.
        public var place: Double
        /// The share of the participants who are expected to be certified, 0 to 1.
        public var certify: Double
        /// The score of the programme at the BLK, 0 to 100.
        public var score: Double
        /// The numbers of the occupations that the programme prepares for.
        public var occupations: [Int]

        enum CodingKeys: String, CodingKey {
            case blk, program, kejuruan, scheme, size, hours, cost, max
            case assessorDays = "assessor_days"
            case place, certify, score, occupations
        }
    }

    /// What the network has promised for the year.
    public struct Targets: Codable, Sendable {
        /// Persons who take part.
        public var participants: Double
        /// Persons who are certified.
        public var certified: Double
    }

    /// The name of the instance, for people.
    public var name: String
    /// What may be run, in any order.
    public var candidates: [Candidate]
    /// For every BLK, the numbers of the regions where its graduates can go.
    public var reach: [[Int]]
    /// Rows of a region, an occupation and the openings there that nobody else fills, in persons a year.
    public var gap: [[Double]]
    /// Rows of a BLK, a kejuruan and the JP of its workshop a year; a department without a row has no hours.
    public var workshopHours: [[Double]]
    /// Rows of a BLK, a kejuruan and the JP of its instructors a year; a department without a row has no hours.
    public var instructorHours: [[Double]]
    /// Rows of a BLK and its budget for the year; a BLK without a row has no money.
    public var budget: [[Double]]
    /// The budget of the whole network for the year; `nil` sets no limit.
    public var networkBudget: Double?
    /// Rows of a scheme and its assessor-days a year over the network; a scheme without a row has none.
    public var assessorDays: [[Double]]
    /// The targets of the network.
    public var targets: Targets
    /// What one point of score of one package is worth, in placements, 0 to 1.
    public var epsilon: Double
    /// What one person short of a target costs, in placements, at most a million.
    public var shortfallPenalty: Double

    enum CodingKeys: String, CodingKey {
        case name, candidates, reach, gap
        case workshopHours = "workshop_hours"
        case instructorHours = "instructor_hours"
        case budget
        case networkBudget = "network_budget"
        case assessorDays = "assessor_days"
        case targets, epsilon
        case shortfallPenalty = "shortfall_penalty"
    }
}

/// A plan for an instance as a JSON file, whose numbers are those of the instance.
public struct SolutionFile: Codable, Sendable {
    /// Rows of a candidate (its position in the instance) and its number of packages, without candidates that have none.
    public var packages: [[Int]]
    /// Rows of a candidate (its position in the instance), a region, an occupation and the persons a year who are expected to
    /// find work there.
    public var placements: [[Double]]
    /// The objective of the plan, in placements.
    public var objective: Double
    /// A number that no plan's objective exceeds, in placements.
    public var upperBound: Double

    enum CodingKeys: String, CodingKey {
        case packages, placements, objective
        case upperBound = "upper_bound"
    }
}

extension InstanceFile {
    /// The numbers by which BLKs, regions and the like may be named.
    private static let keys = 0...99_999_999
    /// The most pairs of a candidate and openings that it prepares for, of which each takes memory.
    private static let links = 20_000_000
    /// Persons, hours and days of an instance are below this.
    private static let amounts = 1e9
    /// Budgets are below this.
    private static let money = 1e15

    /// The problem that the instance states, checked.
    ///
    /// - Returns: the problem, whose candidates stand in the order of their BLKs, and for each of its candidates the position in
    ///   the instance.
    /// - Throws: `AllocationFault` when a row has too few or too many numbers, a number is out of its range, a key stands twice,
    ///   or a number refers to a BLK that is not there.
    public func problem() throws -> (problem: AllocationProblem, order: [Int]) {
        let blks = reach.count
        func key(_ row: [Double], _ position: Int, _ place: String) throws -> Int {
            guard let value = Int(exactly: row[position]), Self.keys.contains(value) else {
                throw AllocationFault(place, .noNumber(row[position]))
            }
            return value
        }
        func blk(_ row: [Double], _ place: String) throws -> Int {
            let blk = try key(row, 0, place)
            guard blk < blks else { throw AllocationFault(place, .noBlk(blk)) }
            return blk
        }
        func rows(_ rows: [[Double]], _ width: Int, _ name: String, below limit: Double) throws -> [[Double]] {
            for (index, row) in rows.enumerated() {
                guard row.count == width else { throw AllocationFault("\(name)[\(index)]", .width(row.count, expected: width)) }
                guard let amount = row.last, amount >= 0, amount < limit else {
                    throw AllocationFault("\(name)[\(index)]", .amount(below: limit))
                }
            }
            return rows
        }

        var outlets: [AllocationProblem.Outlet] = []
        var outletAt: [Int: [Int: Int]] = [:]
        for (index, row) in try rows(gap, 3, "gap", below: Self.amounts).enumerated() {
            let region = try key(row, 0, "gap[\(index)]")
            let occupation = try key(row, 1, "gap[\(index)]")
            guard outletAt[region]?[occupation] == nil else { throw AllocationFault("gap[\(index)]", .twice) }
            guard row[2] > 0 else { continue }
            outletAt[region, default: [:]][occupation] = outlets.count
            outlets.append(.init(region: region, occupation: occupation, gap: row[2]))
        }
        for (blk, regions) in reach.enumerated() where Set(regions).count != regions.count || !regions.allSatisfy(Self.keys.contains) {
            throw AllocationFault("reach[\(blk)]", .regions)
        }

        var departments: [AllocationProblem.Department] = []
        var departmentAt: [Int: [Int: Int]] = [:]
        for (index, row) in try rows(workshopHours, 3, "workshop_hours", below: Self.amounts).enumerated() {
            let blk = try blk(row, "workshop_hours[\(index)]")
            let kejuruan = try key(row, 1, "workshop_hours[\(index)]")
            guard departmentAt[blk]?[kejuruan] == nil else { throw AllocationFault("workshop_hours[\(index)]", .twice) }
            departmentAt[blk, default: [:]][kejuruan] = departments.count
            departments.append(.init(blk: blk, kejuruan: kejuruan, workshopHours: row[2], instructorHours: 0))
        }
        var taught: Set<[Int]> = []
        for (index, row) in try rows(instructorHours, 3, "instructor_hours", below: Self.amounts).enumerated() {
            let place = "instructor_hours[\(index)]"
            let (blk, kejuruan) = (try blk(row, place), try key(row, 1, place))
            guard taught.insert([blk, kejuruan]).inserted else { throw AllocationFault(place, .twice) }
            if let department = departmentAt[blk]?[kejuruan] { departments[department].instructorHours = row[2] }
        }

        var budgets = [Double?](repeating: nil, count: blks)
        for (index, row) in try rows(budget, 2, "budget", below: Self.money).enumerated() {
            let blk = try blk(row, "budget[\(index)]")
            guard budgets[blk] == nil else { throw AllocationFault("budget[\(index)]", .twice) }
            budgets[blk] = row[1]
        }
        var days: [Int: Double] = [:]
        for (index, row) in try rows(assessorDays, 2, "assessor_days", below: Self.amounts).enumerated() {
            guard days.updateValue(row[1], forKey: try key(row, 0, "assessor_days[\(index)]")) == nil else {
                throw AllocationFault("assessor_days[\(index)]", .twice)
            }
        }
        let schemes = Set(candidates.map(\.scheme)).union(days.keys).sorted()
        let schemeAt = Dictionary(uniqueKeysWithValues: schemes.enumerated().map { ($1, $0) })

        let order = candidates.indices.sorted { (candidates[$0].blk, $0) < (candidates[$1].blk, $1) }
        var found: [AllocationProblem.Candidate] = []
        var links = 0
        found.reserveCapacity(order.count)
        for index in order {
            let candidate = candidates[index]
            let place = "candidates[\(index)]"
            guard reach.indices.contains(candidate.blk) else { throw AllocationFault(place, .noBlk(candidate.blk)) }
            guard let hours = Int(exactly: candidate.hours), hours > 0, hours <= 100_000 else {
                throw AllocationFault("\(place).hours", .whole(1...100_000))
            }
            guard candidate.max >= 0, candidate.max <= 10_000 else { throw AllocationFault("\(place).max", .whole(0...10_000)) }
            for (name, value, most) in [
                ("size", candidate.size, 10_000), ("cost", candidate.cost, 1e12), ("assessor_days", candidate.assessorDays, 10_000),
                ("place", candidate.place, 1), ("certify", candidate.certify, 1), ("score", candidate.score, 100),
            ] where !(0...most).contains(value) { throw AllocationFault("\(place).\(name)", .range(upTo: most)) }
            let numbers = [candidate.program, candidate.kejuruan, candidate.scheme] + candidate.occupations
            guard numbers.allSatisfy(Self.keys.contains) else {
                throw AllocationFault(place, .keys(upTo: Self.keys.upperBound))
            }
            // A department without a row has no hours, so that its candidates cannot run.
            let department: Int
            if let known = departmentAt[candidate.blk]?[candidate.kejuruan] {
                department = known
            } else {
                department = departments.count
                departmentAt[candidate.blk, default: [:]][candidate.kejuruan] = department
                departments.append(.init(blk: candidate.blk, kejuruan: candidate.kejuruan, workshopHours: 0, instructorHours: 0))
            }
            let within = Set(candidate.occupations).sorted().flatMap { occupation in
                reach[candidate.blk].compactMap { outletAt[$0]?[occupation] }
            }
            links += within.count
            guard links <= Self.links else { throw AllocationFault(place, .links(limit: Self.links)) }
            found.append(
                .init(
                    blk: candidate.blk, program: candidate.program, department: department, scheme: schemeAt[candidate.scheme],
                    size: candidate.size, hours: hours, cost: candidate.cost, assessorDays: candidate.assessorDays, maximum: candidate.max,
                    placements: candidate.place * candidate.size, certified: candidate.certify * candidate.size, score: candidate.score,
                    outlets: within.sorted()))
        }
        for (name, value, most) in [
            ("epsilon", epsilon, 1), ("shortfall_penalty", shortfallPenalty, 1e6), ("targets.participants", targets.participants, 1e9),
            ("targets.certified", targets.certified, 1e9), ("network_budget", networkBudget ?? 0, 1e15),
        ] where !(0...most).contains(value) { throw AllocationFault(name, .range(upTo: most)) }
        let problem = AllocationProblem(
            blks: blks, candidates: found, departments: departments, budgets: budgets.map { $0 ?? 0 },
            networkBudget: networkBudget ?? .infinity,
            assessorDays: schemes.map { days[$0] ?? 0 }, outlets: outlets,
            targets: [.init(.participants, targets.participants), .init(.certified, targets.certified)], epsilon: epsilon,
            shortfallPenalty: shortfallPenalty)
        return (problem, order)
    }
}

extension SolutionFile {
    /// Writes a plan in the numbers of the instance that its problem was read from.
    ///
    /// - Parameters:
    ///   - plan: a plan of the problem.
    ///   - problem: the problem that `InstanceFile.problem()` made.
    ///   - order: for each candidate of the problem, its position in the instance.
    public init(_ plan: PackageSolution, of problem: AllocationProblem, order: [Int]) {
        packages = plan.packages.indices.filter { plan.packages[$0] > 0 }.map { [order[$0], plan.packages[$0]] }.sorted { $0[0] < $1[0] }
        placements = plan.placements.map { placement in
            let outlet = problem.outlets[placement.outlet]
            return [Double(order[placement.candidate]), Double(outlet.region), Double(outlet.occupation), placement.persons]
        }
        objective = plan.objective
        upperBound = plan.upperBound
    }
}

extension AllocationOptions {
    /// Options whose work fits a time limit on two processors.
    ///
    /// The work depends on the limit alone, not on how fast the files were read, so that the plan does not depend on that either.
    ///
    /// - Parameters:
    ///   - seconds: the time limit.
    ///   - reserve: the seconds of the limit that reading and writing take.
    ///   - gap: the proved gap at which the search stops early.
    ///   - seed: the seed of the random draws of the search.
    ///   - threads: the largest number of threads; `nil` takes one for every processor.
    /// - Returns: the options.
    public static func fitting(
        seconds: Double, reserve: Double = 0, gap: Double = 0.001, seed: UInt64 = 1, threads: Int? = nil
    ) -> AllocationOptions {
        AllocationOptions(gap: gap, effort: 0.85 * seconds, timeLimit: max(0.1, seconds - reserve), seed: seed, threads: threads)
    }
}
