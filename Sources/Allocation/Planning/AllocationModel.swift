import Domain

/// The allocation problem of a network, and what each of its numbers is called.
public struct AllocationModel: Sendable {
    /// The figures that the problem was made from.
    public let inputs: AllocationInputs
    /// The configuration that the problem was made with.
    public let configuration: AllocationConfiguration
    /// The decisions and suppositions that the problem follows.
    public let changes: [PlanChange]
    /// The problem that the solver reads.
    public private(set) var problem: AllocationProblem
    /// The code of each scheme of the problem, in rising order.
    public let schemes: [String]
    /// The name of each kejuruan of the problem, in rising order.
    public let kejuruan: [String]
    /// For each candidate of the problem, its position in `inputs.candidates`.
    public let rows: [Int]
    /// For each candidate of the problem, the units that nobody at its BLK may teach. A candidate that lacks any has no packages.
    public let lacking: [[String]]
    /// For each candidate of the problem, whether it ends in certification and no workshop within reach is a test site (TUK) of its kejuruan.
    /// Such a candidate has no packages unless somebody decides so.
    public let isWithoutTestSite: [Bool]
    /// For each candidate of the problem, whether its score or its rank is beyond what was asked for.
    public let isUnwanted: [Bool]
    /// The position of each programme in `inputs.programs`, by code.
    public let programIndex: [String: Int]
    /// The number of candidates that were left out because no placement rate is known for them.
    public let unknown: Int

    /// Builds the problem. Changes of capacities are applied first, decisions on packages last.
    ///
    /// - Parameters:
    ///   - inputs: the figures of the network.
    ///   - configuration: how the plan is made.
    ///   - changes: decisions and suppositions, in the order in which they were given.
    /// - Throws: `PlanChangeFault` when a change names a BLK, programme, scheme, unit or kejuruan that the network does not have,
    ///   fixes packages of a programme that lacks units, or fixes more than 1,000 packages.
    public init(_ inputs: AllocationInputs, configuration: AllocationConfiguration, changes: [PlanChange] = []) throws {
        self.inputs = inputs
        self.configuration = configuration
        self.changes = changes
        let blkAt = Dictionary(uniqueKeysWithValues: inputs.blks.enumerated().map { ($1.code, $0) })
        let programAt = Dictionary(uniqueKeysWithValues: inputs.programs.enumerated().map { ($1.code, $0) })
        programIndex = programAt
        schemes = Set(inputs.programs.compactMap(\.schemeCode)).sorted()
        kejuruan = Set(inputs.programs.map(\.kejuruan)).union(inputs.departments.map(\.kejuruan)).sorted()
        let schemeAt = Dictionary(uniqueKeysWithValues: schemes.enumerated().map { ($1, $0) })
        let kejuruanAt = Dictionary(uniqueKeysWithValues: kejuruan.enumerated().map { ($1, $0) })
        func blk(_ code: String) throws -> Int {
            guard let index = blkAt[code] else { throw PlanChangeFault(kind: .blk, name: code) }
            return index
        }

        // Changes of capacities come first, and decisions on packages come last.
        var granted: Set<String> = []
        var closed: Set<Int> = []
        var share = configuration.largestShare
        var budgetFactor = 1.0
        var allowsSurplus = configuration.allowSurplus
        var leastScore = 0.0
        var lastRank = Int.max
        for change in changes {
            switch change {
            case .addCompetence(let code, let unit):
                _ = try blk(code)
                guard inputs.programs.contains(where: { $0.units.contains(unit) }) else { throw PlanChangeFault(kind: .unit, name: unit) }
                granted.insert("\(code)\t\(unit)")
            case .close(let code): closed.insert(try blk(code))
            case .largestShare(let value): share = value
            case .scaleBudget(let factor): budgetFactor *= factor
            case .allowSurplus: allowsSurplus = true
            case .minimumScore(let score): leastScore = max(leastScore, score)
            case .largestRank(let rank): lastRank = min(lastRank, rank)
            default: break
            }
        }

        var departments: [AllocationProblem.Department] = []
        var departmentAt: [String: Int] = [:]
        for department in inputs.departments {
            guard let blk = blkAt[department.blkCode], let kejuruan = kejuruanAt[department.kejuruan] else { continue }
            departmentAt["\(department.blkCode)\t\(department.kejuruan)"] = departments.count
            departments.append(
                .init(
                    blk: blk, kejuruan: kejuruan, workshopHours: department.workshopHours, instructorHours: department.instructorHours))
        }
        var days = [Double](repeating: 0, count: schemes.count)
        for licence in inputs.licences where licence.isNear {
            if let scheme = schemeAt[licence.schemeCode] { days[scheme] += licence.days }
        }
        for change in changes {
            switch change {
            case .addAssessors(let code, let count):
                guard let scheme = schemeAt[code] else { throw PlanChangeFault(kind: .scheme, name: code) }
                days[scheme] = max(0, days[scheme] + Double(count) * Self.daysPerAssessor(code, inputs, configuration))
            case .addWorkshopHours(let code, let name, let hours), .addInstructorHours(let code, let name, let hours):
                _ = try blk(code)
                guard let department = departmentAt["\(code)\t\(name)"] else { throw PlanChangeFault(kind: .kejuruan, name: name) }
                if case .addWorkshopHours = change {
                    departments[department].workshopHours = max(0, departments[department].workshopHours + hours)
                } else {
                    departments[department].instructorHours = max(0, departments[department].instructorHours + hours)
                }
            default: break
            }
        }

        var outlets: [AllocationProblem.Outlet] = []
        let regions = Set(inputs.gaps.map(\.regionCode)).sorted()
        let occupations = Set(inputs.gaps.map(\.occupationCode)).sorted()
        regionCodes = regions
        occupationCodes = occupations
        let regionAt = Dictionary(uniqueKeysWithValues: regions.enumerated().map { ($1, $0) })
        let occupationAt = Dictionary(uniqueKeysWithValues: occupations.enumerated().map { ($1, $0) })
        var outletAt: [Int: [Int: Int]] = [:]
        for gap in inputs.gaps where gap.persons > 0 {
            guard let region = regionAt[gap.regionCode], let occupation = occupationAt[gap.occupationCode] else { continue }
            outletAt[region, default: [:]][occupation] = outlets.count
            outlets.append(.init(region: region, occupation: occupation, gap: gap.persons))
        }

        var candidates: [AllocationProblem.Candidate] = []
        var rows: [Int] = []
        var lacking: [[String]] = []
        var isWithoutTestSite: [Bool] = []
        var isUnwanted: [Bool] = []
        var unknown = 0
        var candidateAt: [String: Int] = [:]
        let ordered = inputs.candidates.indices.sorted {
            let (a, b) = (inputs.candidates[$0], inputs.candidates[$1])
            return (blkAt[a.blkCode] ?? 0, a.programCode) < (blkAt[b.blkCode] ?? 0, b.programCode)
        }
        for row in ordered {
            let candidate = inputs.candidates[row]
            guard let blk = blkAt[candidate.blkCode], let number = programAt[candidate.programCode],
                let department = departmentAt["\(candidate.blkCode)\t\(inputs.programs[number].kejuruan)"]
            else { continue }
            guard let rate = candidate.placementRate else {
                unknown += 1
                continue
            }
            let program = inputs.programs[number]
            let units = candidate.unitsLacking.filter { !granted.contains("\(candidate.blkCode)\t\($0)") }
            let scheme = program.schemeCode.flatMap { schemeAt[$0] }
            let size = Double(program.packageSize)
            let near = inputs.reach[inputs.blks[blk].regionCode] ?? [inputs.blks[blk].regionCode: 0]
            let own = near.flatMap { code, kilometres -> [(outlet: Int, kilometres: Double)] in
                guard let region = regionAt[code] else { return [] }
                return program.occupations.compactMap { occupation in
                    occupationAt[occupation.code].flatMap { outletAt[region]?[$0] }.map { ($0, kilometres) }
                }
            }.sorted { $0.outlet < $1.outlet }
            let isWanted = candidate.score >= leastScore && (lastRank == .max || (candidate.rank ?? .max) <= lastRank)
            let hasTestSite =
                program.schemeCode == nil
                || inputs.testSites[program.kejuruan, default: []].contains { site in
                    blkAt[site].map { near[inputs.blks[$0].regionCode] != nil } ?? false
                }
            isWithoutTestSite.append(!hasTestSite)
            isUnwanted.append(!isWanted)
            candidateAt["\(candidate.blkCode)\t\(candidate.programCode)"] = candidates.count
            rows.append(row)
            lacking.append(units)
            candidates.append(
                .init(
                    blk: blk, program: number, department: department, scheme: scheme, size: size, hours: program.hours,
                    cost: Double(program.costRupiah ?? 0), assessorDays: scheme == nil ? 0 : inputs.assessorDaysNeeded[program.code] ?? 0,
                    maximum: units.isEmpty && isWanted && hasTestSite && !closed.contains(blk) ? configuration.maxPackages : 0,
                    placements: rate * size,
                    certified: scheme == nil ? 0 : (candidate.certificationRate ?? 0) * size, score: candidate.score,
                    outlets: own.map(\.outlet), kilometres: own.map(\.kilometres)))
        }

        var targets: [AllocationProblem.Target] = [
            .init(.participants, inputs.participantsTarget), .init(.certified, inputs.certifiedTarget),
        ]
        for change in changes {
            switch change {
            case .target(let measure, let amount, let scope):
                if scope.isEmpty {
                    if let index = targets.firstIndex(where: { $0.measure == measure && $0.blk == nil }) { targets[index].amount = amount }
                } else if scope.count == 1, let number = kejuruanAt[scope[0]] {
                    targets.append(.init(measure, amount, kejuruan: number))
                } else if scope.count == 1 {
                    targets.append(.init(measure, amount, blk: try blk(scope[0])))
                } else {
                    guard let number = kejuruanAt[scope[1]] else { throw PlanChangeFault(kind: .kejuruan, name: scope[1]) }
                    targets.append(.init(measure, amount, blk: try blk(scope[0]), kejuruan: number))
                }
            case .minimumPerBlk(let amount):
                for blk in inputs.blks.indices where !closed.contains(blk) { targets.append(.init(.participants, amount, blk: blk)) }
            case .fix(let code, let program, let packages):
                _ = try blk(code)
                guard let index = candidateAt["\(code)\t\(program)"] else {
                    throw PlanChangeFault(kind: .program, name: "\(code):\(program)")
                }
                guard packages == 0 || lacking[index].isEmpty else {
                    throw PlanChangeFault(kind: .locked, name: "\(code):\(program) (\(lacking[index].joined(separator: ", ")))")
                }
                guard packages <= 1000 else { throw PlanChangeFault(kind: .most, name: String(packages)) }
                candidates[index].minimum = packages
                candidates[index].maximum = packages
            case .forbid(let code, let program):
                _ = try blk(code)
                guard let index = candidateAt["\(code)\t\(program)"] else {
                    throw PlanChangeFault(kind: .program, name: "\(code):\(program)")
                }
                candidates[index].minimum = 0
                candidates[index].maximum = 0
            default: break
            }
        }
        self.rows = rows
        self.lacking = lacking
        self.isWithoutTestSite = isWithoutTestSite
        self.isUnwanted = isUnwanted
        self.unknown = unknown
        problem = AllocationProblem(
            blks: inputs.blks.count, candidates: candidates, departments: departments,
            budgets: inputs.blks.map { inputs.budgets[$0.code].map { $0 * budgetFactor } ?? .infinity },
            networkBudget: inputs.networkBudget.map { $0 * budgetFactor } ?? .infinity, assessorDays: days, outlets: outlets,
            targets: targets,
            epsilon: configuration.epsilon, shortfallPenalty: configuration.shortfallPenalty, largestShare: share,
            allowsSurplus: allowsSurplus)
    }

    /// The Kemendagri code of each region of the problem's outlets.
    public let regionCodes: [String]
    /// The KBJI code of each occupation of the problem's outlets.
    public let occupationCodes: [String]

    /// The days a year that one assessor of a scheme brings: the mean of those who have a licence, else the configured number.
    static func daysPerAssessor(_ scheme: String, _ inputs: AllocationInputs, _ configuration: AllocationConfiguration) -> Double {
        let own = inputs.licences.filter { $0.schemeCode == scheme }.map { $0.days + $0.expiring }
        return own.isEmpty ? configuration.units.assessorDays : max(1, (own.reduce(0, +) / Double(own.count)).rounded())
    }

    /// The days a year that one assessor more of a scheme brings: the mean of those who have a licence, else the configured
    /// number.
    public func daysPerAssessor(_ scheme: String) -> Double { Self.daysPerAssessor(scheme, inputs, configuration) }

    /// The programme of a candidate of the problem.
    public func program(_ candidate: Int) -> Program { inputs.programs[problem.candidates[candidate].program] }
    /// The BLK of a candidate of the problem.
    public func blk(_ candidate: Int) -> Blk { inputs.blks[problem.candidates[candidate].blk] }
}
