import Foundation
import TestSupport
import Testing

@testable import Allocation

/// Placements told nearest first, against SciPy (`Fixtures/nearest.py`).
@Suite struct NearestFlowTests {
    private struct Case: Decodable {
        let supplies: [Double]
        let capacities: [Double]
        /// For each source, pairs of an outlet and its distance.
        let links: [[[Double]]]
        let sum: Double
        let distance: Double
        let shares: [Double]

        var flow: (persons: [Double], kilometres: [Double], outlet: [Int32]) {
            var start: [Int32] = [0]
            for own in links { start.append(start[start.count - 1] + Int32(own.count)) }
            let outlet = links.flatMap { $0.map { Int32($0[0]) } }
            let kilometres = links.flatMap { $0.map { $0[1] } }
            let flow = NearestFlow(
                supplies: supplies, capacities: capacities, linkStart: start, linkOutlet: outlet, kilometres: kilometres)
            return (flow.persons, kilometres, outlet)
        }
    }

    private static func cases() throws -> [Case] {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/nearest.json")
        return try JSONDecoder().decode([Case].self, from: Data(contentsOf: url))
    }

    @Test func `the sum is the largest and the distance the least, as SciPy finds them`() throws {
        let cases = try Self.cases()
        #expect(cases.count > 100)
        for (number, item) in cases.enumerated() {
            let flow = item.flow
            #expect(abs(flow.persons.reduce(0, +) - item.sum) < 1e-4, "case \(number)")
            #expect(abs(zip(flow.persons, flow.kilometres).reduce(0) { $0 + $1.0 * $1.1 } - item.distance) < 1e-3, "case \(number)")
            var filled = [Double](repeating: 0, count: item.capacities.count)
            for (persons, outlet) in zip(flow.persons, flow.outlet) {
                #expect(persons >= 0, "case \(number)")
                filled[Int(outlet)] += persons
            }
            for (sum, room) in zip(filled, item.capacities) { #expect(sum <= room + 1e-6, "case \(number)") }
            var next = 0
            for (own, supply) in zip(item.links, item.supplies) {
                #expect(flow.persons[next..<next + own.count].reduce(0, +) <= supply + 1e-6, "case \(number)")
                next += own.count
            }
        }
    }

    @Test func `among flows of equal distance the shares are proportional, as SciPy finds them`() throws {
        for (number, item) in try Self.cases().enumerated() {
            for (persons, share) in zip(item.flow.persons, item.shares) { #expect(abs(persons - share) < 1e-3, "case \(number)") }
        }
    }

    @Test func `two BLKs of one place share scarce openings at home in proportion to their graduates, in whatever order they stand`() {
        func share(_ first: Double, _ second: Double) -> [Double] {
            NearestFlow(
                supplies: [first, second], capacities: [20, 100], linkStart: [0, 2, 4], linkOutlet: [0, 1, 0, 1],
                kilometres: [0, 30, 0, 30]
            ).persons
        }
        let (one, other) = (share(60, 20), share(20, 60))
        for (persons, expected) in zip(one, [15, 45, 5, 15] as [Double]) { #expect(abs(persons - expected) < 1e-6) }
        for (persons, expected) in zip(other, [5, 15, 15, 45] as [Double]) { #expect(abs(persons - expected) < 1e-6) }
    }

    @Test func `a plan told nearest first keeps its packages and objective, and no graduate passes an open place at home`() throws {
        var problem = Problems.random(5, blks: 40, maximum: 8)
        for index in problem.candidates.indices {
            let blk = problem.candidates[index].blk
            problem.candidates[index].kilometres = problem.candidates[index].outlets.map { ($0 / 2 == 0) == (blk % 3 == 0) ? 0 : 20 }
        }
        let plan = try AllocationSolver(problem, options: AllocationOptions(gap: 0, effort: 0.05)).solve().plan
        let nearest = problem.nearest(plan)
        #expect(nearest.packages == plan.packages)
        #expect(nearest.objective == plan.objective)
        func total(_ plan: PackageSolution) -> Double { plan.placements.reduce(0) { $0 + $1.persons } }
        func distance(_ plan: PackageSolution) -> Double {
            plan.placements.reduce(0) { sum, placement in
                let candidate = problem.candidates[placement.candidate]
                let link = candidate.outlets.firstIndex(of: placement.outlet) ?? 0
                return sum + placement.persons * candidate.kilometres[link]
            }
        }
        #expect(abs(total(nearest) - total(plan)) < 1e-3)
        #expect(distance(nearest) < distance(plan))
        var open = problem.outlets.map(\.gap)
        for placement in nearest.placements { open[placement.outlet] -= placement.persons }
        for placement in nearest.placements {
            let candidate = problem.candidates[placement.candidate]
            for (outlet, kilometres) in zip(candidate.outlets, candidate.kilometres) where open[outlet] > 1e-3 {
                let link = candidate.outlets.firstIndex(of: placement.outlet) ?? 0
                #expect(kilometres >= candidate.kilometres[link], "candidate \(placement.candidate) passes outlet \(outlet)")
            }
        }
    }
}
