import Allocation
import ArgumentParser
import BenchSupport
import Foundation

extension AllocationBenchmark {
    private struct Flow: Codable {
        var supplies: [Double]
        /// The persons of each source who must be placed, since packages without openings of their own are not planned.
        var least: [Double]
        var capacities: [Double]
        /// Rows of a source, an outlet and the kilometres between them.
        var links: [[Double]]
    }

    private struct Told: Decodable {
        var placed: Double
        var kilometres: Double
        var seconds: Double
    }

    /// Measures Padan alone: the search by a fixed amount of work with and without packages beyond the openings, and placements nearest first,
    /// which SciPy's linear programme finds too.
    func measureEngine() throws {
        print(
            "instance              search s   objective     gap   no surplus s   objective     gap",
            "  nearest s   SciPy s      placed   mean km")
        for size in sizes.split(separator: ",") {
            let parts = size.split(separator: ":").compactMap { Int($0) }
            guard parts.count == 3 else { throw ValidationError("--sizes: BLKS:PROGRAMMES:EFFORT") }
            for seed in seeds.split(separator: ",") {
                let numbers = ["\(parts[0])", "\(parts[1])", "\(seed)"]
                let name = "b\(parts[0])-p\(parts[1])-s\(seed)"
                let file = "\(folder)/\(name).json"
                try output([python, "\(peer)/generate.py"] + numbers, to: file)
                let instance = try JSONDecoder().decode(InstanceFile.self, from: Data(contentsOf: URL(filePath: file)))
                let (open, _) = try instance.problem()
                let distances = try output([python, "Benchmarks/Peers/nearest_scipy.py", "distances"] + numbers, to: nil)
                let kilometres = try JSONDecoder().decode([[[Double]]].self, from: Data(distances.utf8))
                    .map { Dictionary(uniqueKeysWithValues: $0.map { (Int($0[0]), $0[1]) }) }
                var near = open
                for index in near.candidates.indices {
                    let candidate = near.candidates[index]
                    near.candidates[index].kilometres = candidate.outlets.map { kilometres[candidate.blk][near.outlets[$0].region] ?? 0 }
                }
                let options = AllocationOptions(gap: 0, effort: Double(parts[2]))
                let plain = try AllocationSolver(open, options: options).solve()
                near.allowsSurplus = false
                let strict = try AllocationSolver(near, options: options).solve()
                let clock = ContinuousClock()
                let start = clock.now
                let told = near.nearest(strict.plan)
                let seconds = (clock.now - start).seconds
                let peer = try nearest(near, strict.plan, "\(folder)/\(name)-flow.json")
                let placed = told.placements.reduce(0) { $0 + $1.persons }
                let travelled = told.placements.reduce(0.0) { sum, placement in
                    let candidate = near.candidates[placement.candidate]
                    let position = candidate.outlets.firstIndex(of: placement.outlet) ?? 0
                    return sum + placement.persons * candidate.kilometres[position]
                }
                guard abs(placed - peer.placed) < 0.01, abs(travelled - peer.kilometres) < 1e-4 * peer.kilometres else {
                    throw BenchmarkFailure("\(name): \(placed) placed over \(travelled) km, by SciPy \(peer.placed), \(peer.kilometres)")
                }
                func found(_ result: AllocationSolver.Result) -> String {
                    String(format: "%.2f %11.1f %6.3f%%", result.seconds, result.plan.objective, result.plan.gap * 100)
                }
                print(
                    name.padding(toLength: 20, withPad: " ", startingAt: 0), "    ", found(plain), "        ", found(strict),
                    String(format: "%11.2f %9.2f %11.1f %9.2f", seconds, peer.seconds, placed, travelled / max(1, placed)))
                fflush(nil)
            }
        }
    }

    /// What SciPy finds for the packages of a plan.
    private func nearest(_ problem: AllocationProblem, _ plan: PackageSolution, _ file: String) throws -> Told {
        var flow = Flow(supplies: [], least: [], capacities: problem.outlets.map(\.gap), links: [])
        for (index, candidate) in problem.candidates.enumerated() where plan.packages[index] > 0 {
            for (outlet, kilometres) in zip(candidate.outlets, candidate.kilometres) {
                flow.links.append([Double(flow.supplies.count), Double(outlet), kilometres])
            }
            flow.supplies.append(Double(plan.packages[index]) * candidate.placements)
            flow.least.append(max(0, Double(plan.packages[index]) - 0.5) * candidate.placements)
        }
        try JSONEncoder().encode(flow).write(to: URL(filePath: file))
        let text = try output([python, "Benchmarks/Peers/nearest_scipy.py", "flow", file], to: nil)
        return try JSONDecoder().decode(Told.self, from: Data(text.utf8))
    }
}
