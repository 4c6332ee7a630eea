import Allocation
import Testing

@Suite("Allocation solver")
struct SolverTests {
    private func solve(_ problem: AllocationProblem, seed: UInt64 = 1, threads: Int? = nil, effort: Double = 0.1) throws -> PackageSolution
    {
        try AllocationSolver(problem, options: AllocationOptions(gap: 0, effort: effort, seed: seed, threads: threads)).solve().plan
    }

    private func check(_ plan: PackageSolution, _ problem: AllocationProblem, _ comment: Comment) {
        #expect(Problems.isFeasible(problem, plan.packages), comment)
        let worth = Problems.objective(problem, plan.packages)
        #expect(abs(worth - plan.objective) < 1e-3, "\(comment): said \(plan.objective), is \(worth)")
        #expect(plan.upperBound >= plan.objective - 1e-6, comment)
        var filled = [Double](repeating: 0, count: problem.outlets.count)
        for placement in plan.placements {
            #expect(problem.candidates[placement.candidate].outlets.contains(placement.outlet), comment)
            filled[placement.outlet] += placement.persons
        }
        for (outlet, amount) in filled.enumerated() { #expect(amount <= problem.outlets[outlet].gap + 1e-6, comment) }
    }

    @Test("finds the best of all plans of small problems, and bounds it from above", arguments: 1...60)
    func bruteForce(seed: Int) throws {
        let problem = Problems.random(UInt64(seed))
        let best = try #require(Problems.best(problem))
        let plan = try solve(problem)
        check(plan, problem, "problem \(seed)")
        #expect(abs(plan.objective - best) < 1e-3, "problem \(seed): found \(plan.objective), best \(best)")
        #expect(plan.upperBound >= best - 1e-6, "problem \(seed): bound \(plan.upperBound) below \(best)")
    }

    @Test("keeps the largest share of a programme, and comes within a package of the best plan that does", arguments: 1...20)
    func shares(seed: Int) throws {
        var problem = Problems.random(UInt64(seed))
        problem.largestShare = 0.5
        let best = try #require(Problems.best(problem))
        let plan = try solve(problem)
        check(plan, problem, "problem \(seed)")
        // One step can break a share that two together keep: the search may end a package short of the best.
        #expect(plan.objective <= best + 1e-3)
        #expect(plan.objective >= best - 16 - 2 * 10 * 16, "problem \(seed): found \(plan.objective), best \(best)")
        #expect(plan.upperBound >= best - 1e-6)
    }

    @Test(
        "without surplus every package has openings of its own, and the plan is within a package of the best that does", arguments: 1...40)
    func withoutSurplus(seed: Int) throws {
        var problem = Problems.random(UInt64(seed))
        let free = try solve(problem)
        problem.allowsSurplus = false
        let best = try #require(Problems.best(problem))
        let plan = try solve(problem, effort: 0.2)
        check(plan, problem, "problem \(seed)")
        let nearest = problem.nearest(plan)
        #expect(problem.surplus(of: nearest).allSatisfy { $0 == 0 }, "problem \(seed)")
        #expect(abs(nearest.placements.reduce(0) { $0 + $1.persons } - plan.placements.reduce(0) { $0 + $1.persons }) < 1e-3)
        #expect(plan.objective <= best + 1e-3, "problem \(seed)")
        #expect(plan.objective >= best - 16 - 2 * 10 * 16, "problem \(seed): found \(plan.objective), best \(best)")
        #expect(plan.upperBound >= best - 1e-6, "problem \(seed): bound \(plan.upperBound) below \(best)")
        #expect(plan.objective <= free.objective + 1e-3)
    }

    @Test("packages without openings are counted, a decided one among them; nothing else is planned without openings")
    func surplusCounted() throws {
        var problem = Problems.random(2)
        for index in problem.outlets.indices { problem.outlets[index].gap = 0 }
        #expect(try problem.surplus(of: solve(problem)).reduce(0, +) > 1)
        problem.allowsSurplus = false
        #expect(try solve(problem).packages.allSatisfy { $0 == 0 })
        problem.candidates[0].minimum = 1
        problem.candidates[0].maximum = 3
        let plan = try solve(problem)
        #expect(plan.packages.reduce(0, +) == 1)
        #expect(problem.surplus(of: problem.nearest(plan))[0] == 1)
    }

    @Test("decided packages are kept, the rest is the best that they leave", arguments: 1...20)
    func decided(seed: Int) throws {
        var problem = Problems.random(UInt64(seed))
        problem.candidates[0].minimum = 1
        problem.candidates[0].maximum = 1
        guard let best = Problems.best(problem) else {
            #expect(throws: AllocationConflict.self) { try solve(problem) }
            return
        }
        let plan = try solve(problem)
        check(plan, problem, "problem \(seed)")
        #expect(plan.packages[0] == 1)
        #expect(abs(plan.objective - best) < 1e-3)
        #expect(plan.upperBound >= best - 1e-6)
    }

    @Test("what is decided beyond a limit is refused with the limit")
    func conflict() throws {
        var problem = Problems.random(3)
        problem.candidates[0].minimum = 50
        problem.candidates[0].maximum = 50
        #expect(throws: AllocationConflict.self) { try solve(problem) }
    }

    @Test("a problem that no machine could hold is refused")
    func tooLarge() throws {
        var problem = Problems.random(3)
        for index in problem.departments.indices {
            problem.departments[index].workshopHours = 1e9
            problem.departments[index].instructorHours = 1e9
        }
        problem.budgets = problem.budgets.map { _ in .infinity }
        problem.networkBudget = .infinity
        for index in problem.candidates.indices {
            problem.candidates[index].hours = 99_999 + index
            problem.candidates[index].maximum = 10_000
        }
        #expect(throws: AllocationFault.self) { try solve(problem) }
    }

    @Test("nothing to choose from, no openings, no hours, no money, no assessors, no targets: a plan all the same")
    func degenerate() throws {
        var none = Problems.random(1)
        none.candidates = []
        #expect(try solve(none).packages.isEmpty)
        let short = none.targets.reduce(0) { $0 + $1.amount }
        #expect(abs(try solve(none).objective + 10 * short) < 1e-6)

        for (name, change) in [
            ("no openings", { (p: inout AllocationProblem) in for i in p.outlets.indices { p.outlets[i].gap = 0 } }),
            ("no hours", { p in for i in p.departments.indices { p.departments[i].workshopHours = 0 } }),
            ("no money", { p in p.budgets = p.budgets.map { _ in 0 } }),
            ("no assessors", { p in p.assessorDays = p.assessorDays.map { _ in 0 } }),
            ("no targets", { p in for i in p.targets.indices { p.targets[i].amount = 0 } }),
            ("targets out of reach", { p in for i in p.targets.indices { p.targets[i].amount = 1e6 } }),
            ("equal scores", { p in for i in p.candidates.indices { p.candidates[i].score = 50 } }),
        ] as [(String, (inout AllocationProblem) -> Void)] {
            var problem = Problems.random(7)
            change(&problem)
            let plan = try solve(problem)
            check(plan, problem, "\(name)")
            let best = try #require(Problems.best(problem))
            #expect(abs(plan.objective - best) < 1e-3 * max(1, abs(best) * 1e-3), "\(name): found \(plan.objective), best \(best)")
            #expect(plan.upperBound >= best - 1e-6 * max(1, abs(best)), "\(name)")
        }
        let one = Problems.random(11, blks: 1)
        #expect(abs(try solve(one).objective - (try #require(Problems.best(one)))) < 1e-3)
    }

    @Test("more of any resource never lowers the objective; a known plan is never lost", arguments: 1...10)
    func monotone(seed: Int) throws {
        let problem = Problems.random(UInt64(seed), blks: 5, maximum: 6)
        let base = try solve(problem)
        func more(_ change: (inout AllocationProblem) -> Void) throws -> PackageSolution {
            var larger = problem
            change(&larger)
            return try AllocationSolver(larger, options: AllocationOptions(gap: 0, effort: 0.05)).solve(from: base).plan
        }
        for plan in [
            try more { for i in $0.assessorDays.indices { $0.assessorDays[i] += 5 } },
            try more { for i in $0.budgets.indices { $0.budgets[i] += 100 } },
            try more {
                for i in $0.departments.indices { $0.departments[i].workshopHours += 300; $0.departments[i].instructorHours += 300 }
            },
            try more { for i in $0.outlets.indices { $0.outlets[i].gap += 10 } },
        ] { #expect(plan.objective >= base.objective - 1e-6) }
    }

    @Test("the multipliers bound what more of a resource brings", arguments: 1...10)
    func marginalWorths(seed: Int) throws {
        let problem = Problems.random(UInt64(seed), blks: 5, maximum: 6)
        let result = try AllocationSolver(problem, options: AllocationOptions(gap: 0, effort: 0.1)).solve()
        for scheme in problem.assessorDays.indices {
            var larger = problem
            larger.assessorDays[scheme] += 4
            let plan = try AllocationSolver(larger, options: AllocationOptions(gap: 0, effort: 0.1)).solve(from: result.plan).plan
            // The same prices bound the larger problem: its gain is at most price × step, plus what the plan at hand may miss.
            let stated = result.plan.upperBound - result.plan.objective
            // Days come in whole packages: two more may be used of those that the rounding had left idle.
            #expect(plan.objective - result.plan.objective <= result.prices.assessorDay[scheme] * 6 + stated + 1e-6)
            #expect(result.prices.assessorDay[scheme] >= 0)
        }
    }

    @Test("the same plan whatever the number of threads; another seed may find another")
    func deterministic() throws {
        let problem = Problems.random(5, blks: 130, maximum: 8)
        let one = try solve(problem, threads: 1, effort: 0.3)
        let four = try solve(problem, threads: 4, effort: 0.3)
        #expect(one == four)
    }

    @Test("an interrupt and a time limit end with a feasible plan")
    func stops() throws {
        let problem = Problems.random(9, blks: 200, maximum: 8)
        let interrupted = try AllocationSolver(problem, options: AllocationOptions(gap: 0, effort: 100)).solve(interrupted: { true })
        check(interrupted.plan, problem, "interrupted")
        #expect(interrupted.stop == .interrupt)
        let limited = try AllocationSolver(problem, options: AllocationOptions(gap: 0, effort: 100, timeLimit: 0.5)).solve()
        check(limited.plan, problem, "limited")
        #expect(limited.stop == .time)
        #expect(limited.seconds < 30)
        let close = try AllocationSolver(problem, options: AllocationOptions(gap: 0.5, effort: 100)).solve()
        #expect(close.stop == .gap)
        #expect(close.plan.gap <= 0.5)
    }
}
