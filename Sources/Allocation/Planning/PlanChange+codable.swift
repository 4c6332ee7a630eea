extension PlanChange: Codable {
    /// What a change does, as its JSON form names it under `change`.
    private enum Name: String, Codable {
        case fix, forbid, close, target
        case minimumPerBlk = "minimum_per_blk"
        case largestShare = "largest_share"
        case addAssessors = "add_assessors"
        case addCompetence = "add_competence"
        case addWorkshopHours = "add_workshop_hours"
        case addInstructorHours = "add_instructor_hours"
        case scaleBudget = "scale_budget"
        case allowSurplus = "allow_surplus"
        case minimumScore = "minimum_score"
        case largestRank = "largest_rank"
    }

    private enum CodingKeys: String, CodingKey {
        case change, blk, program, packages, participants, share, scheme, count, unit, kejuruan, hours, factor, measure, amount, scope,
            score, rank
    }

    /// Reads a change from its JSON form, such as `{"change": "fix", "blk": "UPTD-KRW", "program": "LAS-01", "packages": 3}`.
    ///
    /// - Parameter decoder: The decoder that holds an object with `change` and the facts of that change.
    /// - Throws: `DecodingError` when a fact is missing, is of another type, or lies outside of what `isInRange` allows.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func text(_ key: CodingKeys) throws -> String { try values.decode(String.self, forKey: key) }
        func number(_ key: CodingKeys) throws -> Double { try values.decode(Double.self, forKey: key) }
        func whole(_ key: CodingKeys) throws -> Int { try values.decode(Int.self, forKey: key) }
        switch try values.decode(Name.self, forKey: .change) {
        case .fix: self = .fix(blk: try text(.blk), program: try text(.program), packages: try whole(.packages))
        case .forbid: self = .forbid(blk: try text(.blk), program: try text(.program))
        case .close: self = .close(blk: try text(.blk))
        case .target:
            let scope = try values.decodeIfPresent([String].self, forKey: .scope) ?? []
            guard let measure = AllocationProblem.Measure(rawValue: try text(.measure)) else {
                throw DecodingError.dataCorruptedError(forKey: .measure, in: values, debugDescription: "participants or certified")
            }
            self = .target(measure, try number(.amount), scope: scope)
        case .minimumPerBlk: self = .minimumPerBlk(try number(.participants))
        case .largestShare: self = .largestShare(try number(.share))
        case .addAssessors: self = .addAssessors(scheme: try text(.scheme), count: try whole(.count))
        case .addCompetence: self = .addCompetence(blk: try text(.blk), unit: try text(.unit))
        case .addWorkshopHours:
            self = .addWorkshopHours(blk: try text(.blk), kejuruan: try text(.kejuruan), hours: try number(.hours))
        case .addInstructorHours:
            self = .addInstructorHours(blk: try text(.blk), kejuruan: try text(.kejuruan), hours: try number(.hours))
        case .scaleBudget: self = .scaleBudget(try number(.factor))
        case .allowSurplus: self = .allowSurplus
        case .minimumScore: self = .minimumScore(try number(.score))
        case .largestRank: self = .largestRank(try whole(.rank))
        }
        guard isInRange else {
            throw DecodingError.dataCorruptedError(forKey: .change, in: values, debugDescription: "a number of the change is out of range")
        }
    }

    /// Writes the change in the JSON form that `init(from:)` reads.
    ///
    /// - Parameter encoder: The encoder that takes the object.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        func name(_ name: Name) throws { try values.encode(name, forKey: .change) }
        switch self {
        case .fix(let blk, let program, let packages):
            try name(.fix)
            try values.encode(blk, forKey: .blk)
            try values.encode(program, forKey: .program)
            try values.encode(packages, forKey: .packages)
        case .forbid(let blk, let program):
            try name(.forbid)
            try values.encode(blk, forKey: .blk)
            try values.encode(program, forKey: .program)
        case .close(let blk):
            try name(.close)
            try values.encode(blk, forKey: .blk)
        case .target(let measure, let amount, let scope):
            try name(.target)
            try values.encode(measure.rawValue, forKey: .measure)
            try values.encode(amount, forKey: .amount)
            if !scope.isEmpty { try values.encode(scope, forKey: .scope) }
        case .minimumPerBlk(let participants):
            try name(.minimumPerBlk)
            try values.encode(participants, forKey: .participants)
        case .largestShare(let share):
            try name(.largestShare)
            try values.encode(share, forKey: .share)
        case .addAssessors(let scheme, let count):
            try name(.addAssessors)
            try values.encode(scheme, forKey: .scheme)
            try values.encode(count, forKey: .count)
        case .addCompetence(let blk, let unit):
            try name(.addCompetence)
            try values.encode(blk, forKey: .blk)
            try values.encode(unit, forKey: .unit)
        case .addWorkshopHours(let blk, let kejuruan, let hours):
            try name(.addWorkshopHours)
            try values.encode(blk, forKey: .blk)
            try values.encode(kejuruan, forKey: .kejuruan)
            try values.encode(hours, forKey: .hours)
        case .addInstructorHours(let blk, let kejuruan, let hours):
            try name(.addInstructorHours)
            try values.encode(blk, forKey: .blk)
            try values.encode(kejuruan, forKey: .kejuruan)
            try values.encode(hours, forKey: .hours)
        case .scaleBudget(let factor):
            try name(.scaleBudget)
            try values.encode(factor, forKey: .factor)
        case .allowSurplus: try name(.allowSurplus)
        case .minimumScore(let score):
            try name(.minimumScore)
            try values.encode(score, forKey: .score)
        case .largestRank(let rank):
            try name(.largestRank)
            try values.encode(rank, forKey: .rank)
        }
    }

    /// Whether every number of the change can be meant: counts are 0 to 1,000, hours and targets are below a milliard, shares above 0 and at
    /// most 1, budgets shrink by less than all and grow at most hundredfold, scores are 0 to 100 and ranks 1 to 1,000; names are not empty.
    public var isInRange: Bool {
        func named(_ names: String...) -> Bool { names.allSatisfy { !$0.isEmpty && !$0.contains("\0") } }
        switch self {
        case .fix(let blk, let program, let packages): return named(blk, program) && (0...1000).contains(packages)
        case .forbid(let blk, let program): return named(blk, program)
        case .close(let blk): return named(blk)
        case .target(_, let amount, let scope):
            return amount >= 0 && amount < 1e9 && scope.count <= 2 && scope.allSatisfy { named($0) }
        case .minimumPerBlk(let participants): return participants >= 0 && participants < 1e6
        case .largestShare(let share): return share > 0 && share <= 1
        case .addAssessors(let scheme, let count): return named(scheme) && (0...1000).contains(count)
        case .addCompetence(let blk, let unit): return named(blk, unit)
        case .addWorkshopHours(let blk, let kejuruan, let hours), .addInstructorHours(let blk, let kejuruan, let hours):
            return named(blk, kejuruan) && abs(hours) < 1e9
        case .scaleBudget(let factor): return factor > 0 && factor <= 101
        case .allowSurplus: return true
        case .minimumScore(let score): return (0...100).contains(score)
        case .largestRank(let rank): return (1...1000).contains(rank)
        }
    }
}
