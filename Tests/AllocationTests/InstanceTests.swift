import Foundation
import TestSupport
import Testing

@testable import Allocation

/// An instance is somebody's file: whatever stands in it, it is solved or refused.
@Suite struct InstanceTests {
    private static let instance = """
        {"name": "kecil", "candidates": [
          {"blk": 0, "program": 0, "kejuruan": 0, "scheme": 0, "size": 16, "hours": 240, "cost": 60.5, "max": 12, "assessor_days": 2,
           "place": 0.5, "certify": 0.75, "score": 80, "occupations": [0]},
          {"blk": 1, "program": 1, "kejuruan": 1, "scheme": 1, "size": 16, "hours": 320, "cost": 50, "max": 12, "assessor_days": 2,
           "place": 0.75, "certify": 0.9, "score": 60, "occupations": [1, 0]}],
         "reach": [[0, 1], [1]], "gap": [[0, 0, 30], [0, 1, 20], [1, 1, 25.5]], "workshop_hours": [[0, 0, 1600], [1, 1, 1600]],
         "instructor_hours": [[0, 0, 1200], [1, 1, 1000]], "budget": [[0, 1000], [1, 900]], "network_budget": 1500,
         "assessor_days": [[0, 20], [1, 20]], "targets": {"participants": 100, "certified": 80}, "epsilon": 0.001,
         "shortfall_penalty": 10}
        """

    /// Reads and solves an instance, hastily.
    ///
    /// - Returns: The worth of the plan; `nil` where the instance is refused.
    @discardableResult
    private func solved(_ text: String) throws -> Double? {
        do {
            let instance = try JSONDecoder().decode(InstanceFile.self, from: Data(text.utf8))
            let (problem, order) = try instance.problem()
            let options = AllocationOptions(gap: 0.05, effort: 0.001, timeLimit: 0.5, seed: 1, threads: 1)
            let plan = try AllocationSolver(problem, options: options).solve().plan
            #expect(problem.keeps(plan.packages), "\(text)")
            _ = try JSONEncoder().encode(SolutionFile(plan, of: problem, order: order))
            return plan.objective
        } catch is AllocationFault {
            return nil
        } catch is DecodingError {
            return nil
        }
    }

    private func changed(_ from: String, _ to: String) -> String {
        let text = Self.instance.replacing(from, with: to)
        #expect(text != Self.instance, "\(from)")
        return text
    }

    @Test func `the instance itself is solved, and one without anything`() throws {
        #expect(try solved(Self.instance) != nil)
        let empty = """
            {"name": "", "candidates": [], "reach": [], "gap": [], "workshop_hours": [], "instructor_hours": [], "budget": [],
             "assessor_days": [], "targets": {"participants": 0, "certified": 0}, "epsilon": 0, "shortfall_penalty": 0}
            """
        #expect(try solved(empty) == 0)
    }

    /// Each number of the file from outside of its range.
    @Test(arguments: [
        ("[[0, 0, 1600]", "[[2, 0, 1600]"), ("[[0, 0, 1600]", "[[-1, 0, 1600]"), ("[[0, 0, 1600]", "[[0, 1e9, 1600]"),
        ("[[0, 0, 1600]", "[[0, 0, 1e308]"), ("[[0, 0, 1600], ", "[[0, 0, 1600], [0, 0, 1600], "), ("[[0, 0, 1200]", "[[5, 0, 1200]"),
        ("[[0, 0, 1200]", "[[0, 0, 1200], [0, 0, 1]"), ("[[0, 1000]", "[[2, 1000]"), ("[[0, 1000]", "[[0, 1e300]"),
        ("[[0, 1000]", "[[0, 1000], [0, 1]"), ("[[0, 20], [1, 20]]", "[[0, 20], [0, 20]]"), ("[[0, 20]", "[[0, -20]"),
        ("[[0, 0, 30]", "[[0, 0, 1e308]"), ("[[0, 0, 30]", "[[0, 0, 30], [0, 0, 30]"), ("[[0, 0, 30]", "[[0.5, 0, 30]"),
        ("\"reach\": [[0, 1]", "\"reach\": [[0, 9223372036854775807]"), ("\"blk\": 1", "\"blk\": 2"), ("\"blk\": 1", "\"blk\": -1"),
        ("\"program\": 1", "\"program\": -1"), ("\"kejuruan\": 1", "\"kejuruan\": 9223372036854775807"),
        ("\"scheme\": 1", "\"scheme\": 100000000"), ("\"size\": 16", "\"size\": 1e9"), ("\"hours\": 240", "\"hours\": 1e18"),
        ("\"cost\": 50", "\"cost\": 1e12.5"), ("\"cost\": 50", "\"cost\": 2e12"), ("\"max\": 12", "\"max\": 10001"),
        ("\"assessor_days\": 2", "\"assessor_days\": 1e5"), ("\"place\": 0.5", "\"place\": 1.5"),
        ("\"certify\": 0.9", "\"certify\": -0.1"), ("\"score\": 80", "\"score\": 1e308"), ("[1, 0]}", "[1, -1]}"),
        ("\"epsilon\": 0.001", "\"epsilon\": 2"), ("\"shortfall_penalty\": 10", "\"shortfall_penalty\": 1e7"),
        ("\"participants\": 100", "\"participants\": 1e10"), ("\"certified\": 80", "\"certified\": -1"),
        ("\"network_budget\": 1500", "\"network_budget\": -1"), ("\"network_budget\": 1500", "\"network_budget\": 1e16"),
    ])
    func `a number out of its range is refused`(_ from: String, _ to: String) throws {
        #expect(try solved(changed(from, to)) == nil)
    }

    /// Numbers at the ends of their ranges are counted with.
    @Test(arguments: [
        ("[[0, 0, 30]", "[[0, 0, 999999999]"), ("[[0, 0, 1600]", "[[0, 0, 999999999]"), ("[[0, 1000]", "[[0, 9e14]"),
        ("\"size\": 16", "\"size\": 10000"), ("\"cost\": 50", "\"cost\": 1e12"), ("\"cost\": 50", "\"cost\": 0"),
        ("\"hours\": 240", "\"hours\": 100000"), ("\"assessor_days\": 2", "\"assessor_days\": 0"), ("\"max\": 12", "\"max\": 10000"),
        ("\"epsilon\": 0.001", "\"epsilon\": 1"), ("\"shortfall_penalty\": 10", "\"shortfall_penalty\": 1000000"),
        ("\"participants\": 100", "\"participants\": 1e9"), ("\"network_budget\": 1500", "\"network_budget\": 1e15"),
        ("\"network_budget\": 1500", "\"network_budget\": null"), ("\"reach\": [[0, 1]", "\"reach\": [[]"),
    ])
    func `a number at the end of its range is taken`(_ from: String, _ to: String) throws {
        #expect(try solved(changed(from, to)) != nil)
    }

    @Test func `a department with too many lengths of packages is refused, not held in memory`() throws {
        var problem = Problems.random(1)
        let candidate = try #require(problem.candidates.first)
        problem.departments[candidate.department].workshopHours = 150_000
        problem.departments[candidate.department].instructorHours = 150_000
        problem.budgets = problem.budgets.map { _ in .infinity }
        problem.candidates = (1...400).map { number in
            var other = candidate
            (other.hours, other.maximum) = (1000 + number, 1000)
            return other
        }
        #expect(throws: AllocationFault.self) { try AllocationSolver(problem).solve() }
    }

    @Test func `no change of an instance stops the program`() throws {
        var mutator = Mutator(seed: 15)
        var refused = 0
        for _ in 0..<300 {
            let text =
                mutator.below(3) == 0
                ? String(decoding: mutator.changed(Array(Self.instance.utf8)), as: UTF8.self)
                : mutator.numbersChanged(mutator.numbersChanged(Self.instance))
            if try solved(text) == nil { refused += 1 }
        }
        #expect((50..<300).contains(refused))
    }
}
