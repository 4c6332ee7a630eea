import Testing

@testable import Allocation

/// A plan follows a change of its problem and stays as it is wherever nothing better is found.
@Suite struct ResponseTests {
    private func solved(_ problem: AllocationProblem) throws -> PackageSolution {
        let plan = try AllocationSolver(problem, options: AllocationOptions(gap: 0, effort: 0.05, threads: 1)).solve().plan
        return try #require(PlanResponse.following(plan, in: problem))
    }

    @Test(arguments: 1...20) func `a change that changes nothing moves nothing`(_ seed: Int) throws {
        let problem = Problems.random(UInt64(seed), blks: 5, maximum: 4)
        let plan = try solved(problem)
        let again = try #require(PlanResponse.following(plan, in: problem))
        #expect(again.packages == plan.packages)
    }

    @Test(arguments: 1...20) func `what no longer fits goes, and no more than that`(_ seed: Int) throws {
        var problem = Problems.random(UInt64(seed), blks: 5, maximum: 4)
        let plan = try solved(problem)
        let cost = problem.candidates.indices.reduce(0) { $0 + problem.candidates[$1].cost * Double(plan.packages[$1]) }
        problem.networkBudget = cost * 0.8
        let less = try #require(PlanResponse.following(plan, in: problem))
        #expect(problem.keeps(less.packages))
        #expect(less.packages.reduce(0, +) < plan.packages.reduce(0, +))
        // Nothing more fits than what is there.
        var trial = PackageTrial(problem, less)
        trial.fill()
        #expect(trial.packages == less.packages)
    }

    @Test(arguments: 1...20) func `a plan that is as good gives way to the old one`(_ seed: Int) throws {
        let problem = Problems.random(UInt64(seed), blks: 5, maximum: 4)
        let old = try solved(problem)
        let other = try AllocationSolver(problem, options: AllocationOptions(gap: 0, effort: 0.2, seed: 9, threads: 1)).solve(from: old)
            .plan
        let told = PlanResponse.settled(following: old, found: other, slack: max(0, other.objective - old.objective), problem)
        #expect(told.packages == old.packages && told.upperBound == other.upperBound)
        // Without slack a better plan counts; it keeps what is as good, and loses nothing by it.
        let better = PlanResponse.settled(following: old, found: other, slack: 0, problem)
        #expect(better.objective >= max(old.objective, other.objective) - 1e-3)
        func differences(_ plan: PackageSolution) -> Int { zip(plan.packages, old.packages).count { $0 != $1 } }
        #expect(differences(better) <= differences(other))
    }
}
