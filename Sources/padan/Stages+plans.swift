import Allocation
import Domain
import Report
import Store

extension Stages {
    /// A stored plan with all that is said of it.
    func tables(_ plan: StoredPlan) async throws -> PlanTables {
        let blks = Dictionary(uniqueKeysWithValues: try await session.store.blks().map { ($0.code, $0) })
        return PlanTables(
            context.phrases, plan: plan, review: try await session.store.planReview(plan.run.id), blks: blks,
            decidedTargets: Self.decidedTargets(plan, blks))
    }

    /// Targets below the network's, as they were decided; a minimum per BLK only where it is missed.
    private static func decidedTargets(_ plan: StoredPlan, _ blks: [String: Blk]) -> [PlanTables.DecidedTarget] {
        plan.changes.flatMap { text -> [PlanTables.DecidedTarget] in
            switch try? ChangeOptions.change(text) {
            case .target(let measure, let amount, let scope) where !scope.isEmpty:
                let own = plan.lines.filter { line in scope.allSatisfy { $0 == line.blkCode || $0 == line.kejuruan } }
                let reached = own.reduce(0) { $0 + (measure == .participants ? $1.participants : $1.certified) }
                return [PlanTables.DecidedTarget(measure: measure, scope: scope, amount: amount, reached: reached)]
            case .minimumPerBlk(let amount):
                let sums = Dictionary(grouping: plan.lines, by: \.blkCode).mapValues { $0.reduce(0) { $0 + $1.participants } }
                let members = blks.values.filter { $0.code == plan.networkCode || $0.parentCode == plan.networkCode }.map(\.code).sorted()
                return members.filter { (sums[$0] ?? 0) < amount - 0.5 }.map {
                    PlanTables.DecidedTarget(measure: .participants, scope: [$0], amount: amount, reached: sums[$0] ?? 0)
                }
            default: return []
            }
        }
    }
}
