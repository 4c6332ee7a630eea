/// How a plan answers a change of its problem: the old packages stay wherever nothing is gained by others, so that what differs comes of the
/// change and not of more searching.
public struct PlanResponse: Sendable {
    /// The number of rounds of filling and exchanging after which a plan is taken as it is.
    private static let rounds = 4

    /// The old plan in the changed problem: packages that no longer fit go, those that now fit come, and programmes of one department change
    /// places where that brings more.
    ///
    /// - Parameters:
    ///   - old: the plan.
    ///   - problem: the changed problem, which has the candidates and openings of the old one.
    ///   - members: the candidates of which packages may come; `nil` for all.
    /// - Returns: the plan, which keeps every limit and repeats itself when it is asked again; `nil` where the old plan cannot be brought within
    ///   the limits.
    public static func following(_ old: PackageSolution, in problem: AllocationProblem, members: [Int]? = nil) -> PackageSolution? {
        var trial = PackageTrial(problem, old)
        trial.repair()
        guard problem.keeps(trial.packages) else { return nil }
        let departments = members.map { list in Set(list.map { problem.candidates[$0].department }) }
        for _ in 0..<rounds {
            let before = trial.packages
            trial.fill(members)
            trial.exchange(in: departments)
            if trial.packages == before { break }
        }
        return trial.plan(bound: .infinity)
    }

    /// The plan to tell of two: the old one as it follows the change, unless a search found a better one by more than the old plan might gain
    /// without any change.
    ///
    /// - Parameters:
    ///   - following: the old plan in the changed problem.
    ///   - found: the plan of a search that began there.
    ///   - slack: how far the old plan can be from the best one of the problem that did not change, in placements: by so much searching on might
    ///     have found a better one, too, and what is within it is not due to the change.
    ///   - problem: the changed problem.
    /// - Returns: `following`, or `found` with the packages of `following` wherever they are as good, with the bound of `found`.
    public static func settled(
        following: PackageSolution, found: PackageSolution, slack: Double, _ problem: AllocationProblem
    ) -> PackageSolution {
        guard found.objective > following.objective + max(0, slack) + 1e-6 else {
            var plan = following
            plan.upperBound = found.upperBound
            return plan
        }
        var trial = PackageTrial(problem, found)
        trial.restore(following.packages)
        let plan = trial.plan(bound: found.upperBound)
        return plan.objective >= found.objective - 1e-3 && problem.keeps(plan.packages) ? plan : found
    }
}
