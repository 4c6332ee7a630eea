import Testing

@testable import Allocation

/// What stands against a package is found in the plan's own state: without it the package comes in.
@Suite struct PackageTrialTests {
    /// The problem without some limits on one package more of a candidate, and on nothing else.
    private func relieved(_ problem: AllocationProblem, _ index: Int, _ kinds: [RankDifference.Kind]) -> AllocationProblem {
        var relieved = problem
        let candidate = problem.candidates[index]
        for kind in kinds {
            switch kind {
            case .assessor: relieved.assessorDays[candidate.scheme ?? 0] += candidate.assessorDays
            case .workshop: relieved.departments[candidate.department].workshopHours += Double(candidate.hours)
            case .instructor: relieved.departments[candidate.department].instructorHours += Double(candidate.hours)
            case .department:
                relieved.departments[candidate.department].workshopHours += Double(candidate.hours)
                relieved.departments[candidate.department].instructorHours += Double(candidate.hours)
            case .budget: relieved.budgets[candidate.blk] += candidate.cost
            case .networkBudget: relieved.networkBudget += candidate.cost
            case .most: relieved.candidates[index].maximum += 1
            case .served, .gap:
                let outlet = relieved.outlets.count
                relieved.outlets.append(.init(region: 9, occupation: 9, gap: candidate.placements))
                relieved.candidates[index].outlets.append(outlet)
            default: break
            }
        }
        return relieved
    }

    @Test(arguments: 1...40)
    func `without the named obstacles the package comes in, and with any of them it does not`(_ seed: Int) throws {
        var problem = Problems.random(UInt64(seed), blks: 4, maximum: 4)
        problem.allowsSurplus = seed % 2 == 0
        let plan = try AllocationSolver(problem, options: AllocationOptions(gap: 0, effort: 0.05)).solve().plan
        var trial = PackageTrial(problem, plan)
        trial.exchange()
        trial.fill()
        let base = trial.plan(bound: plan.upperBound)
        #expect(problem.keeps(base.packages))
        #expect(base.objective >= plan.objective - 1e-3)
        for index in problem.candidates.indices where base.packages[index] == 0 {
            var looking = PackageTrial(problem, base)
            let finding = looking.adding(index)
            guard finding.gain > 1e-3 else { continue }
            // A package that breaks nothing and brings something is never left out.
            #expect(!finding.broken.isEmpty, "candidate \(index)")
            var after = PackageTrial(relieved(problem, index, finding.broken), base)
            let found = after.adding(index, keeps: true)
            #expect(found.broken.isEmpty && found.gain > 1e-3, "candidate \(index): \(finding.broken) was not all")
            let better = after.plan(bound: .infinity)
            #expect(better.packages[index] == 1)
            #expect(relieved(problem, index, finding.broken).keeps(better.packages))
            for kind in finding.broken {
                var with = PackageTrial(relieved(problem, index, finding.broken.filter { $0 != kind }), base)
                #expect(with.adding(index).broken.contains(kind), "candidate \(index): \(kind) was no obstacle")
            }
        }
    }

    @Test func `of two programmes that bring the same the one with the better score is planned`() {
        func candidate(_ score: Double) -> AllocationProblem.Candidate {
            .init(
                blk: 0, program: 0, department: 0, scheme: nil, size: 16, hours: 240, cost: 10, assessorDays: 0, maximum: 4, placements: 8,
                certified: 0, score: score, outlets: [0])
        }
        let problem = AllocationProblem(
            blks: 1, candidates: [candidate(40), candidate(41)],
            departments: [.init(blk: 0, kejuruan: 0, workshopHours: 960, instructorHours: 960)], budgets: [1000], assessorDays: [],
            outlets: [.init(region: 0, occupation: 0, gap: 100)], targets: [.init(.participants, 500)])
        var trial = PackageTrial(problem, problem.plan([4, 0], bound: 1000))
        trial.exchange()
        #expect(trial.packages == [0, 4])
    }

    @Test func `trying a package leaves the plan as it was`() throws {
        let problem = Problems.random(4, blks: 4, maximum: 4)
        let plan = try AllocationSolver(problem, options: AllocationOptions(gap: 0, effort: 0.05)).solve().plan
        var trial = PackageTrial(problem, plan)
        for index in problem.candidates.indices { _ = trial.adding(index) }
        #expect(trial.packages == plan.packages)
        #expect(abs(trial.plan(bound: 0).objective - plan.objective) < 1e-6)
    }
}
