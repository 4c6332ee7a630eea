/// The problem as the solver reads it: in flat arrays, with the candidates in the order of the departments.
///
/// What is decided is already taken out, so that all amounts concern packages beyond each candidate's minimum.
struct CompactProblem: Sendable {
    /// The number of BLKs.
    let blks: Int
    /// The departments of BLK b are `blkStart[b] ..< blkStart[b + 1]`.
    let blkStart: [Int]
    /// The candidates of department d are `departmentStart[d] ..< departmentStart[d + 1]`.
    let departmentStart: [Int]
    /// The position of each department in `AllocationProblem.departments`.
    let departmentOrigin: [Int]
    /// The position of each candidate in `AllocationProblem.candidates`.
    let origin: [Int]

    /// The BLK of each candidate.
    let blk: [Int32]
    /// The department of each candidate, in the order of this problem.
    let department: [Int32]
    /// The scheme of each candidate; −1 where it has none.
    let scheme: [Int32]
    /// The hours of one package, in units of `hourUnit` JP.
    let hours: [Int32]
    /// The cost of one package.
    let cost: [Double]
    /// The assessor-days of one package.
    let days: [Double]
    /// The participants of one package.
    let size: [Double]
    /// The graduates of one package who look for work, in expected placements.
    let supply: [Double]
    /// The graduates of each candidate who may be without an opening, in persons; infinite where surplus is allowed.
    let idle: [Double]
    /// What the score of one package is worth, in placements: ε·score.
    let bonus: [Double]
    /// The largest number of packages beyond the decided ones.
    let maximum: [Int32]
    /// Where the packages of each candidate begin in lists that have one entry for every single package.
    let packageStart: [Int32]
    /// The links of candidate c to outlets are `outletStart[c] ..< outletStart[c + 1]`.
    let outletStart: [Int32]
    /// The outlet of each link.
    let outlet: [Int32]
    /// The targets that candidate c adds to are `targetStart[c] ..< targetStart[c + 1]` in the two lists that follow.
    let targetStart: [Int32]
    /// The target.
    let target: [Int32]
    /// The persons that one package adds to it.
    let contribution: [Double]

    /// The room in each department after what is decided, in units of `hourUnit` JP.
    let departmentHours: [Int32]
    /// The budget of each BLK after what is decided; infinite where there is no limit.
    let budget: [Double]
    /// The budget of the network after what is decided; infinite where there is no limit.
    let networkBudget: Double
    /// The assessor-days of each scheme after what is decided.
    let assessorDays: [Double]
    /// The openings of each outlet, in persons a year.
    let gap: [Double]
    /// What the decided packages leave to be reached of each target, in persons.
    let targetAmount: [Double]
    /// What one person short of a target costs, in placements.
    let penalty: Double
    /// The largest share of a BLK's packages that one programme may take; 1 sets no limit.
    let largestShare: Double

    /// The JP of one unit of hours: the greatest common divisor of all package lengths.
    let hourUnit: Int
    /// What the scores of the decided packages are worth, which no choice changes.
    let constant: Double
    /// The decided packages of each candidate.
    let decided: [Int32]
}

extension CompactProblem {
    var candidates: Int { origin.count }

    /// Sorts the problem and takes out what is decided.
    ///
    /// - Parameter problem: the problem as the caller states it.
    /// - Throws: `AllocationConflict` when the decided packages need more than there is, and `AllocationFault` when the problem
    ///   is too large.
    init(_ problem: AllocationProblem) throws {
        let departments = problem.departments
        let departmentOrder = departments.indices.sorted { (departments[$0].blk, $0) < (departments[$1].blk, $1) }
        var place = [Int](repeating: 0, count: departments.count)
        for (position, department) in departmentOrder.enumerated() { place[department] = position }
        var blkStart = [Int](repeating: 0, count: problem.blks + 1)
        for department in departments { blkStart[department.blk + 1] += 1 }
        for blk in 0..<problem.blks { blkStart[blk + 1] += blkStart[blk] }

        let all = problem.candidates
        let origin = all.indices.sorted { (place[all[$0].department], $0) < (place[all[$1].department], $1) }
        let sorted = origin.map { all[$0] }
        var departmentStart = [Int](repeating: 0, count: departments.count + 1)
        for candidate in sorted { departmentStart[place[candidate.department] + 1] += 1 }
        for department in departments.indices { departmentStart[department + 1] += departmentStart[department] }

        func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
        let unit = max(1, sorted.reduce(0) { divisor($0, $1.hours) })

        // The decided packages take their part first.
        var hoursLeft = departmentOrder.map { departments[$0].hours }
        var budget = problem.budgets
        var network = problem.networkBudget
        var days = problem.assessorDays
        var amounts = problem.targets.map(\.amount)
        var constant = 0.0
        for candidate in sorted where candidate.minimum > 0 {
            let count = Double(candidate.minimum)
            hoursLeft[place[candidate.department]] -= candidate.minimum * candidate.hours
            budget[candidate.blk] -= count * candidate.cost
            network -= count * candidate.cost
            if let scheme = candidate.scheme { days[scheme] -= count * candidate.assessorDays }
            for index in amounts.indices { amounts[index] -= count * problem.contribution(of: candidate, to: problem.targets[index]) }
            constant += problem.epsilon * count * candidate.score
        }
        func check(_ left: Double, _ had: Double, _ resource: AllocationConflict.Resource) throws {
            guard left < -1e-6 * max(1, had) else { return }
            throw AllocationConflict(resource: resource, needed: had - left, available: had)
        }
        for (position, department) in departmentOrder.enumerated() {
            try check(Double(hoursLeft[position]), Double(departments[department].hours), .departmentHours(department: department))
        }
        for blk in 0..<problem.blks { try check(budget[blk], problem.budgets[blk], .budget(blk: blk)) }
        if problem.networkBudget.isFinite { try check(network, problem.networkBudget, .networkBudget) }
        for scheme in days.indices { try check(days[scheme], problem.assessorDays[scheme], .assessorDays(scheme: scheme)) }

        // Assessor-days are counted in whole packages where all packages of a scheme take the same number of days.
        var daysEach = [Double?](repeating: nil, count: days.count)
        var even = [Bool](repeating: true, count: days.count)
        for candidate in sorted {
            guard let scheme = candidate.scheme, candidate.assessorDays > 0 else { continue }
            if let each = daysEach[scheme], each != candidate.assessorDays { even[scheme] = false }
            daysEach[scheme] = candidate.assessorDays
        }
        for scheme in days.indices {
            days[scheme] = max(0, days[scheme])
            if even[scheme], let each = daysEach[scheme] { days[scheme] = (days[scheme] / each + 1e-6).rounded(.down) * each }
        }

        var maximum: [Int32] = []
        for candidate in sorted {
            func fits(_ room: Double, _ each: Double) -> Double { each > 0 ? (max(0, room) / each + 1e-6).rounded(.down) : .infinity }
            // Assessor-days do not count here, because their price then bounds what more of them would bring.
            // Where every package needs openings of its own, there are no more packages than all openings in reach allow.
            let open =
                problem.allowsSurplus || candidate.placements <= 0
                ? .infinity
                : (candidate.outlets.reduce(0) { $0 + max(0, problem.outlets[$1].gap) } + problem.idle(candidate)) / candidate.placements
                    - Double(candidate.minimum)
            let most = min(
                Double(candidate.maximum - candidate.minimum), (open + 1e-6).rounded(.down),
                fits(Double(hoursLeft[place[candidate.department]]), Double(candidate.hours)),
                fits(budget[candidate.blk], candidate.cost))
            maximum.append(Int32(max(0, min(most, 10_000))))
        }

        if problem.largestShare < 1 {
            // No programme can have more than its share of the most packages that its BLK could run at all.
            var most = [Double](repeating: 0, count: problem.blks)
            for (position, department) in departmentOrder.enumerated() {
                let own = departmentStart[position]..<departmentStart[position + 1]
                let shortest = own.map { sorted[$0].hours }.min() ?? 1
                let possible = own.reduce(0) { $0 + Double(maximum[$1]) }
                most[departments[department].blk] += min(possible, Double(hoursLeft[position] / shortest))
            }
            for (position, candidate) in sorted.enumerated() {
                maximum[position] = min(maximum[position], Int32(max(1, problem.largestShare * most[candidate.blk] + 1e-9)))
            }
        }
        // Hours beyond what all packages could take would never be used, so they are left out.
        for position in hoursLeft.indices {
            let most = (departmentStart[position]..<departmentStart[position + 1]).reduce(0) { $0 + Int(maximum[$1]) * sorted[$1].hours }
            hoursLeft[position] = min(hoursLeft[position], most)
        }
        // The dynamic programme keeps one number for every hour, and every package has a worth. A problem that no machine can
        // hold is refused.
        if let long = hoursLeft.indices.first(where: { hoursLeft[$0] / unit > 200_000 }) {
            throw AllocationFault("workshop_hours[\(departmentOrder[long])]", .steps(hours: hoursLeft[long], unit: unit))
        }
        for (position, start) in departmentStart.dropLast().enumerated() {
            let lengths = Set(sorted[start..<departmentStart[position + 1]].map(\.hours)).count
            guard lengths * (hoursLeft[position] / unit + 1) <= 10_000_000 else {
                throw AllocationFault(
                    "workshop_hours[\(departmentOrder[position])]", .lengths(lengths, hours: hoursLeft[position], unit: unit))
            }
        }
        guard maximum.reduce(0, { $0 + Int($1) }) <= 50_000_000 else {
            throw AllocationFault("candidates", .packages(limit: 50_000_000))
        }
        var packageStart: [Int32] = [0]
        for most in maximum { packageStart.append((packageStart.last ?? 0) + most) }
        var outletStart: [Int32] = [0]
        var outlets: [Int32] = []
        var targetStart: [Int32] = [0]
        var targets: [Int32] = []
        var contributions: [Double] = []
        for candidate in sorted {
            outlets += candidate.outlets.map { Int32($0) }
            outletStart.append(Int32(outlets.count))
            for (index, target) in problem.targets.enumerated() {
                let amount = problem.contribution(of: candidate, to: target)
                guard amount > 0 else { continue }
                targets.append(Int32(index))
                contributions.append(amount)
            }
            targetStart.append(Int32(targets.count))
        }

        self.init(
            blks: problem.blks, blkStart: blkStart, departmentStart: departmentStart, departmentOrigin: departmentOrder, origin: origin,
            blk: sorted.map { Int32($0.blk) },
            department: sorted.map { Int32(place[$0.department]) }, scheme: sorted.map { Int32($0.scheme ?? -1) },
            hours: sorted.map { Int32($0.hours / unit) }, cost: sorted.map(\.cost),
            days: sorted.map { $0.scheme == nil ? 0 : $0.assessorDays },
            size: sorted.map(\.size), supply: sorted.map(\.placements),
            idle: sorted.map { problem.idle($0) }, bonus: sorted.map { problem.epsilon * $0.score }, maximum: maximum,
            packageStart: packageStart,
            outletStart: outletStart, outlet: outlets, targetStart: targetStart, target: targets, contribution: contributions,
            departmentHours: hoursLeft.map { Int32(max(0, $0) / unit) }, budget: budget.map { max(0, $0) }, networkBudget: max(0, network),
            assessorDays: days, gap: problem.outlets.map(\.gap), targetAmount: amounts, penalty: problem.shortfallPenalty,
            largestShare: problem.largestShare, hourUnit: unit, constant: constant, decided: sorted.map { Int32($0.minimum) })
    }
}

/// The decided packages need more of something than there is, so that no plan keeps the decision.
public struct AllocationConflict: Error, Equatable {
    /// What there is too little of, in the numbers of the problem.
    public enum Resource: Hashable, Sendable {
        /// The JP of a department: its position in `AllocationProblem.departments`.
        case departmentHours(department: Int)
        /// The budget of a BLK.
        case budget(blk: Int)
        /// The budget of the whole network.
        case networkBudget
        /// The assessor-days of a scheme.
        case assessorDays(scheme: Int)
    }

    /// What there is too little of.
    public let resource: Resource
    /// What the decided packages need of it, in JP, money or days.
    public let needed: Double
    /// What there is of it, in the same unit.
    public let available: Double
}
