import Domain

/// Why a supposed plan has another number of packages of a programme than the plan before.
public struct MoveReason: Sendable, Equatable {
    /// The kinds of reason. The raw value names a sentence of the words files.
    public enum Kind: String, Sendable, CaseIterable {
        /// The programme is no longer scored.
        case gone
        /// The BLK is closed.
        case closed
        /// Somebody has decided the number.
        case decided
        /// The score is below what was asked for.
        case score
        /// The rank is beyond what was asked for.
        case rank
        /// Somebody teaches the units now.
        case unlocked
        /// There are more assessor-days, or fewer.
        case assessor, fewerAssessors = "fewer_assessors"
        /// There are more hours, or fewer.
        case hours, fewerHours = "fewer_hours"
        /// There is more money, or less, and the package needs it.
        case budget
        /// The targets are others.
        case target
        /// Hours or money come from another programme of the BLK, or go to one.
        case swapTo = "swap_to", swap
        /// Assessor-days come from other BLKs, or go to them.
        case assessorFrom = "assessor_from", assessorTo = "assessor_to"
        /// Openings are left by other BLKs, or go to them.
        case openingsFrom = "openings_from", openingsTo = "openings_to"
        /// Something that the whole network shares is left over, or used by others.
        case room, elsewhere
        /// Nothing that was supposed bears on it: another plan that is as good.
        case equal
    }

    /// What the reason is.
    public let kind: Kind
    /// The other BLKs that it is about, by code, those that change the most first; empty where it is about none.
    public let blks: [String]
    /// The score or the rank that was asked for; `nil` for all other kinds.
    public let limit: Double?

    init(_ kind: Kind, blks: [String] = [], limit: Double? = nil) {
        self.kind = kind
        self.blks = blks
        self.limit = limit
    }
}

/// Finds the reasons of moves in the states of both plans: what stood against a package more before, and what stands against one more now.
public struct MoveReasons {
    private let old: AllocationModel
    private let new: AllocationModel
    private let before: [Int]
    private let after: [Int]
    /// The plan before in the problem of before, and the plan after in that of now.
    private var then: PackageTrial
    private var now: PackageTrial

    /// Looks at two plans of one network.
    ///
    /// - Parameters:
    ///   - old: the model of the plan before.
    ///   - new: the model with the suppositions, which has the same candidates.
    ///   - before: the plan before.
    ///   - after: the supposed plan.
    public init(_ old: AllocationModel, _ new: AllocationModel, before: PackageSolution, after: PackageSolution) {
        self.old = old
        self.new = new
        self.before = before.packages
        self.after = after.packages
        then = PackageTrial(old.problem, before)
        now = PackageTrial(new.problem, after)
    }

    /// Why the packages of a programme changed.
    ///
    /// - Parameters:
    ///   - blk: the code of the BLK.
    ///   - program: the code of the programme.
    /// - Returns: the reason; one that what was supposed explains comes before one that other packages explain.
    public mutating func reason(blk: String, program: String) -> MoveReason {
        let indices = new.problem.candidates.indices
        guard let index = indices.first(where: { new.blk($0).code == blk && new.program($0).code == program }),
            old.problem.candidates.count == new.problem.candidates.count
        else { return MoveReason(.gone) }
        let supposed = new.changes.dropFirst(old.changes.count)
        if supposed.contains(.close(blk: blk)) { return MoveReason(.closed) }
        let isDecided = supposed.contains {
            switch $0 {
            case .fix(blk, program, _), .forbid(blk, program): true
            default: false
            }
        }
        if isDecided { return MoveReason(.decided) }
        if new.isUnwanted[index], !old.isUnwanted[index] { return limit(index) }
        return after[index] > before[index] ? growth(index) : decline(index)
    }

    /// Which limit of what is wanted a programme is beyond.
    private func limit(_ index: Int) -> MoveReason {
        let row = new.inputs.candidates[new.rows[index]]
        var (score, rank) = (0.0, Int.max)
        for change in new.changes {
            if case .minimumScore(let least) = change { score = max(score, least) }
            if case .largestRank(let last) = change { rank = min(rank, last) }
        }
        return row.score < score ? MoveReason(.score, limit: score) : MoveReason(.rank, limit: Double(rank))
    }

    /// What stood against the package before and is no longer there.
    private mutating func growth(_ index: Int) -> MoveReason {
        if new.lacking[index].isEmpty, !old.lacking[index].isEmpty { return MoveReason(.unlocked) }
        let found = then.adding(index)
        let candidate = new.problem.candidates[index]
        let (were, are) = (old.problem, new.problem)
        var others: [MoveReason] = []
        for kind in found.broken {
            switch kind {
            case .assessor:
                guard let scheme = candidate.scheme else { continue }
                if are.assessorDays[scheme] > were.assessorDays[scheme] { return MoveReason(.assessor) }
                others.append(shared(.assessorFrom, index, grows: false) { $0.scheme == scheme })
            case .workshop, .instructor, .department:
                if are.departments[candidate.department].hours > were.departments[candidate.department].hours { return MoveReason(.hours) }
                others.append(MoveReason(.swapTo))
            case .budget:
                if are.budgets[candidate.blk] > were.budgets[candidate.blk] { return MoveReason(.budget) }
                others.append(MoveReason(.swapTo))
            case .networkBudget:
                if are.networkBudget > were.networkBudget { return MoveReason(.budget) }
                others.append(MoveReason(.room))
            case .served, .gap:
                let outlets = Set(candidate.outlets)
                others.append(shared(.openingsFrom, index, grows: false) { !outlets.isDisjoint(with: $0.outlets) })
            default: others.append(MoveReason(.room))
            }
        }
        if let first = others.first(where: { $0.kind != .equal }) ?? others.first { return first }
        // A package that nothing stood against was worth nothing before: other targets can make it worth something, and else the packages
        // of other programmes that went.
        if were.targets != are.targets { return MoveReason(.target) }
        let gone = own(index, grows: false)
        return gone ? MoveReason(.swapTo) : MoveReason(.equal)
    }

    /// What stands against the package now and did not before.
    private mutating func decline(_ index: Int) -> MoveReason {
        let found = now.adding(index)
        let candidate = new.problem.candidates[index]
        let (were, are) = (old.problem, new.problem)
        var others: [MoveReason] = []
        for kind in found.broken {
            switch kind {
            case .assessor:
                guard let scheme = candidate.scheme else { continue }
                if are.assessorDays[scheme] < were.assessorDays[scheme] { return MoveReason(.fewerAssessors) }
                others.append(shared(.assessorTo, index, grows: true) { $0.scheme == scheme })
            case .workshop, .instructor, .department:
                if are.departments[candidate.department].hours < were.departments[candidate.department].hours {
                    return MoveReason(.fewerHours)
                }
                others.append(MoveReason(.swap))
            case .budget:
                if are.budgets[candidate.blk] < were.budgets[candidate.blk] { return MoveReason(.budget) }
                others.append(MoveReason(.swap))
            case .networkBudget:
                if are.networkBudget < were.networkBudget { return MoveReason(.budget) }
                others.append(MoveReason(.elsewhere))
            case .served, .gap:
                let outlets = Set(candidate.outlets)
                others.append(shared(.openingsTo, index, grows: true) { !outlets.isDisjoint(with: $0.outlets) })
            default: others.append(MoveReason(.elsewhere))
            }
        }
        if let first = others.first(where: { $0.kind != .equal }) ?? others.first { return first }
        if were.targets != are.targets { return MoveReason(.target) }
        return own(index, grows: true) ? MoveReason(.swap) : MoveReason(.equal)
    }

    /// Whether another programme of the department grows or declines.
    private func own(_ index: Int, grows: Bool) -> Bool {
        let department = new.problem.candidates[index].department
        return after.indices.contains {
            $0 != index && new.problem.candidates[$0].department == department && before[$0] != after[$0]
                && (after[$0] > before[$0]) == grows
        }
    }

    /// A reason with the other BLKs whose packages of some kind grow or decline; where only the BLK itself changes, its own programmes are the
    /// reason, and where nobody does, nothing is.
    private func shared(
        _ kind: MoveReason.Kind, _ index: Int, grows: Bool, _ shares: (AllocationProblem.Candidate) -> Bool
    ) -> MoveReason {
        let home = new.problem.candidates[index].blk
        var amounts: [Int: Int] = [:]
        for other in after.indices where other != index && shares(new.problem.candidates[other]) {
            let change = after[other] - before[other]
            if change != 0, (change > 0) == grows { amounts[new.problem.candidates[other].blk, default: 0] += abs(change) }
        }
        let others = amounts.filter { $0.key != home }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
            new.inputs.blks[$0.key].code
        }
        if !others.isEmpty { return MoveReason(kind, blks: others) }
        if amounts[home] != nil { return MoveReason(grows ? .swap : .swapTo) }
        return MoveReason(.equal)
    }
}
