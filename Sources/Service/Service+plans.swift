import Allocation
import Domain
import Postgres
import Report
import Store

extension Service {
    /// A stored plan with all that is said of it.
    ///
    /// - Parameters:
    ///   - number: The number of its run; `nil` for the published one.
    ///   - blk: The code of a BLK whose placements the answer shall have, or a part of its name that only it has; `nil` for the network
    ///     alone.
    ///   - asker: Who asks.
    /// - Returns: The plan, what limits it, and the BLKs that it names.
    /// - Throws: `ServiceError` where there is no such plan or BLK or the asker may not see the BLK, and `PostgresError`.
    public func plan(_ number: Int? = nil, blk: String? = nil, as asker: Asker) async throws -> PlanAnswer {
        try await read(as: asker) { connection in
            let plan = try Self.storedPlan(number, connection)
            let one = try blk.map { try Self.blk($0, connection) }
            if let one { try Self.requireSight(of: one.code, as: asker, connection) }
            return try Self.answer(plan, one: one, connection)
        }
    }

    /// Which packages are more and fewer in the second of two stored plans.
    ///
    /// - Parameters:
    ///   - left: The number of the first plan.
    ///   - right: The number of the second plan.
    ///   - asker: Who asks.
    /// - Returns: Both plans' figures and the packages that move.
    /// - Throws: `ServiceError.unknownPlan` and `PostgresError`.
    public func comparison(ofPlan left: Int, with right: Int, as asker: Asker) async throws -> PlanComparison {
        try await read(as: asker) { PlanComparison(try Self.storedPlan(left, $0), try Self.storedPlan(right, $0)) }
    }

    /// A stored plan with its review, its BLKs and what decided targets reached.
    static func answer(_ plan: Plan, one: Blk? = nil, _ connection: isolated PostgresConnection) throws -> PlanAnswer {
        let blks = Dictionary(uniqueKeysWithValues: try Store.blks(connection).map { ($0.code, $0) })
        return PlanAnswer(
            plan: plan, review: try Store.planReview(plan.run.id, connection), blks: blks, decidedTargets: decidedTargets(plan, blks),
            isSample: try Store.holdsSample(connection), blk: one,
            blkSchemes: try one.map { try Store.schemes(of: $0.code, connection) } ?? [],
            placements: try one.map { try Store.planPlacements(plan.run.id, blk: $0.code, connection) } ?? [])
    }

    /// The targets below the network's, as they were decided. A minimum for every BLK appears only for the BLKs that miss it.
    private static func decidedTargets(_ plan: Plan, _ blks: [String: Blk]) -> [PlanAnswer.DecidedTarget] {
        plan.changes.flatMap { change -> [PlanAnswer.DecidedTarget] in
            switch change {
            case .target(let measure, let amount, let scope) where !scope.isEmpty:
                let own = plan.lines.filter { line in scope.allSatisfy { $0 == line.blkCode || $0 == line.kejuruan } }
                let reached = own.reduce(0) { $0 + (measure == .participants ? $1.participants : $1.certified) }
                return [PlanAnswer.DecidedTarget(measure: measure, scope: scope, amount: amount, reached: reached)]
            case .minimumPerBlk(let amount):
                let sums = Dictionary(grouping: plan.lines, by: \.blkCode).mapValues { $0.reduce(0) { $0 + $1.participants } }
                let members = blks.values.filter { $0.belongs(toNetworkOf: plan.networkCode) }.map(\.code).sorted()
                return members.filter { (sums[$0] ?? 0) < amount - 0.5 }.map {
                    PlanAnswer.DecidedTarget(measure: .participants, scope: [$0], amount: amount, reached: sums[$0] ?? 0)
                }
            default: return []
            }
        }
    }
}
