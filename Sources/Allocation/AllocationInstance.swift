/// An allocation problem as a JSON file: the exchange format that other solvers read too.
///
/// Candidates, regions, occupations, … are numbers; `gap`, `workshop_hours`, … are lists of keys and an amount.
public struct AllocationInstance: Codable, Sendable {
    public struct Candidate: Codable, Sendable {
        public var blk, program, kejuruan, scheme: Int
        public var size, hours, cost: Double
        public var max: Int
        public var assessorDays, place, certify, score: Double
        public var occupations: [Int]

        enum CodingKeys: String, CodingKey {
            case blk, program, kejuruan, scheme, size, hours, cost, max
            case assessorDays = "assessor_days"
            case place, certify, score, occupations
        }
    }

    public struct Targets: Codable, Sendable {
        public var participants, certified: Double
    }

    public var name: String
    public var candidates: [Candidate]
    /// Per BLK, the regions where its graduates can go.
    public var reach: [[Int]]
    /// Region, occupation, persons a year.
    public var gap: [[Double]]
    /// BLK, kejuruan, JP a year.
    public var workshopHours: [[Double]]
    public var instructorHours: [[Double]]
    /// BLK, amount.
    public var budget: [[Double]]
    public var networkBudget: Double?
    /// Scheme, days a year.
    public var assessorDays: [[Double]]
    public var targets: Targets
    public var epsilon, shortfallPenalty: Double

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

/// A plan as a JSON file, for the same instance.
public struct AllocationSolution: Codable, Sendable {
    /// Candidate, packages.
    public var packages: [[Int]]
    /// Candidate, region, occupation, persons.
    public var placements: [[Double]]
    public var objective: Double
    public var upperBound: Double

    enum CodingKeys: String, CodingKey {
        case packages, placements, objective
        case upperBound = "upper_bound"
    }
}

/// What is wrong with an instance.
public struct AllocationFault: Error, Equatable, CustomStringConvertible {
    public let place: String
    public let reason: String
    public var description: String { "\(place): \(reason)" }

    init(_ place: String, _ reason: String) {
        self.place = place
        self.reason = reason
    }
}

extension AllocationInstance {
    /// The problem, and for each of its candidates the position in the file.
    ///
    /// - Throws: `AllocationFault` when a number is missing, negative where it cannot be, or refers to nothing.
    public func problem() throws -> (problem: AllocationProblem, order: [Int]) {
        func key(_ row: [Double], _ position: Int, _ place: String) throws -> Int {
            guard let value = Int(exactly: row[position]), value >= 0, value < 100_000_000 else {
                throw AllocationFault(place, "\(row[position]) is no number of a BLK, region, …")
            }
            return value
        }
        func rows(_ rows: [[Double]], _ width: Int, _ name: String) throws -> [[Double]] {
            for (index, row) in rows.enumerated() {
                guard row.count == width else { throw AllocationFault("\(name)[\(index)]", "\(row.count) values, not \(width)") }
                guard let amount = row.last, amount.isFinite, amount >= 0 else {
                    throw AllocationFault("\(name)[\(index)]", "an amount cannot be negative")
                }
            }
            return rows
        }

        let blks = reach.count
        var outlets: [AllocationProblem.Outlet] = []
        var outletAt: [Int: [Int: Int]] = [:]
        for (index, row) in try rows(gap, 3, "gap").enumerated() {
            let region = try key(row, 0, "gap[\(index)]")
            let occupation = try key(row, 1, "gap[\(index)]")
            guard outletAt[region]?[occupation] == nil else { throw AllocationFault("gap[\(index)]", "stands twice") }
            guard row[2] > 0 else { continue }
            outletAt[region, default: [:]][occupation] = outlets.count
            outlets.append(.init(region: region, occupation: occupation, gap: row[2]))
        }
        for (blk, regions) in reach.enumerated() where Set(regions).count != regions.count || regions.contains(where: { $0 < 0 }) {
            throw AllocationFault("reach[\(blk)]", "a region stands twice or is negative")
        }

        var departments: [AllocationProblem.Department] = []
        var departmentAt: [Int: [Int: Int]] = [:]
        for (index, row) in try rows(workshopHours, 3, "workshop_hours").enumerated() {
            let blk = try key(row, 0, "workshop_hours[\(index)]")
            let kejuruan = try key(row, 1, "workshop_hours[\(index)]")
            guard departmentAt[blk]?[kejuruan] == nil else { throw AllocationFault("workshop_hours[\(index)]", "stands twice") }
            departmentAt[blk, default: [:]][kejuruan] = departments.count
            departments.append(.init(blk: blk, kejuruan: kejuruan, workshopHours: row[2], instructorHours: 0))
        }
        for (index, row) in try rows(instructorHours, 3, "instructor_hours").enumerated() {
            let blk = try key(row, 0, "instructor_hours[\(index)]")
            if let department = departmentAt[blk]?[try key(row, 1, "instructor_hours[\(index)]")] {
                departments[department].instructorHours = row[2]
            }
        }

        var budgets = [Double](repeating: 0, count: blks)
        for (index, row) in try rows(budget, 2, "budget").enumerated() {
            let blk = try key(row, 0, "budget[\(index)]")
            guard blk < blks else { throw AllocationFault("budget[\(index)]", "there is no BLK \(blk)") }
            budgets[blk] = row[1]
        }
        var days: [Int: Double] = [:]
        for (index, row) in try rows(assessorDays, 2, "assessor_days").enumerated() {
            days[try key(row, 0, "assessor_days[\(index)]")] = row[1]
        }
        let schemes = Set(candidates.map(\.scheme)).union(days.keys).sorted()
        let schemeAt = Dictionary(uniqueKeysWithValues: schemes.enumerated().map { ($1, $0) })

        let order = candidates.indices.sorted { (candidates[$0].blk, $0) < (candidates[$1].blk, $1) }
        var found: [AllocationProblem.Candidate] = []
        found.reserveCapacity(order.count)
        for index in order {
            let candidate = candidates[index]
            let place = "candidates[\(index)]"
            guard reach.indices.contains(candidate.blk) else { throw AllocationFault(place, "there is no BLK \(candidate.blk)") }
            guard let hours = Int(exactly: candidate.hours), hours > 0, hours <= 100_000 else {
                throw AllocationFault(place, "hours must be a whole number from 1 to 100000")
            }
            guard candidate.max >= 0, candidate.max <= 10_000 else { throw AllocationFault(place, "max must be 0 to 10000") }
            for (name, value) in [
                ("size", candidate.size), ("cost", candidate.cost), ("assessor_days", candidate.assessorDays), ("place", candidate.place),
                ("certify", candidate.certify),
            ] where !(value >= 0 && value < 1e9) { throw AllocationFault(place, "\(name) cannot be \(value)") }
            guard candidate.score.isFinite else { throw AllocationFault(place, "score cannot be \(candidate.score)") }
            // A department without a row has no hours: its candidates cannot run.
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
            found.append(
                .init(
                    blk: candidate.blk, program: candidate.program, department: department, scheme: schemeAt[candidate.scheme],
                    size: candidate.size, hours: hours, cost: candidate.cost, assessorDays: candidate.assessorDays, maximum: candidate.max,
                    placements: candidate.place * candidate.size, certified: candidate.certify * candidate.size, score: candidate.score,
                    outlets: within.sorted()))
        }
        guard epsilon.isFinite, shortfallPenalty.isFinite, shortfallPenalty >= 0, targets.participants.isFinite, targets.certified.isFinite
        else { throw AllocationFault("targets", "targets, epsilon and shortfall_penalty must be numbers") }
        let problem = AllocationProblem(
            blks: blks, candidates: found, departments: departments, budgets: budgets, networkBudget: networkBudget ?? .infinity,
            assessorDays: schemes.map { days[$0] ?? 0 }, outlets: outlets,
            targets: [.init(.participants, targets.participants), .init(.certified, targets.certified)], epsilon: epsilon,
            shortfallPenalty: shortfallPenalty)
        return (problem, order)
    }
}

extension AllocationSolution {
    /// - Parameter order: for each candidate of the problem its position in the instance.
    public init(_ plan: AllocationPlan, of problem: AllocationProblem, order: [Int]) {
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
    /// Work that fits a time limit on two processors; it does not depend on how fast the files were read, so that the plan does not either.
    ///
    /// - Parameter reserve: seconds of the limit that reading and writing take.
    public static func fitting(
        seconds: Double, reserve: Double = 0, gap: Double = 0.001, seed: UInt64 = 1, threads: Int? = nil
    ) -> AllocationOptions {
        AllocationOptions(gap: gap, effort: 0.85 * seconds, timeLimit: max(0.1, seconds - reserve), seed: seed, threads: threads)
    }
}
