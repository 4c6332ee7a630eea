import Allocation
import ArgumentParser
import BenchSupport
import Foundation
import Synchronization

/// Measures the allocation against HiGHS on generated instances, and lets the judge that belongs to the instances judge every
/// answer.
@main
struct AllocationBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "padan-allocation-bench",
        abstract: "Objective and proved bound against HiGHS (through SciPy) on generated instances",
        discussion: """
            FOLDER holds generate.py, highs.py and check.py. Needs Python with NumPy and SciPy.
            Example: padan-allocation-bench --peer ../shared/bench/allocation --seeds 1,2,3
            """)

    @Option(help: "Folder of the generator, the peer and the judge") var peer: String
    @Option(help: "Python with NumPy and SciPy") var python = "python3"
    @Option(help: "Seeds of the instances, with commas") var seeds = "1,2,3"
    @Option(help: "BLKs:programmes:seconds of Padan, with commas") var sizes = "29:98:5,300:200:15,3000:300:60"
    @Option(help: "Seconds of HiGHS") var peerSeconds = 90
    @Option(help: "Folder for instances, answers and curves") var folder = "out/allocation-bench"

    @Flag(help: "Padan alone: the work of the sizes as effort, with and without surplus, and nearest first against SciPy")
    var engine = false

    private struct Verdict: Decodable {
        var feasible: Bool
        var objective: Double?
        var gap: Double?
    }

    func run() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if engine { return try measureEngine() }
        var curves = "instance,solver,seconds,objective,bound\n"
        print("instance            HiGHS: objective      bound     gap     s   Padan: objective      bound     gap     s    MB   better")
        for size in sizes.split(separator: ",") {
            let parts = size.split(separator: ":").compactMap { Int($0) }
            guard parts.count == 3 else { throw ValidationError("--sizes: BLKS:PROGRAMMES:SECONDS") }
            for seed in seeds.split(separator: ",") {
                let name = "b\(parts[0])-p\(parts[1])-s\(seed)"
                let file = "\(folder)/\(name).json"
                try output([python, "\(peer)/generate.py", "\(parts[0])", "\(parts[1])", "\(seed)"], to: file)

                let theirs = "\(folder)/\(name)-highs.json"
                let theirCurve = "\(folder)/\(name)-highs.csv"
                let theirSeconds = try ContinuousClock().measure {
                    try output(
                        [python, "Benchmarks/Peers/highs_curve.py", peer, file, "\(peerSeconds)", theirCurve], to: theirs, mayFail: true)
                }.seconds
                let ours = "\(folder)/\(name)-padan.json"
                let (ourSeconds, ourCurve) = try solve(file, ours, seconds: Double(parts[2]))
                let their = try verdict(file, theirs)
                let our = try verdict(file, ours)
                guard our.feasible, let objective = our.objective, let gap = our.gap else {
                    throw BenchmarkFailure("\(name): the judge refuses Padan's plan")
                }
                func line(_ verdict: Verdict) -> String {
                    guard let objective = verdict.objective, let gap = verdict.gap else { return "no solution".padded(31) }
                    return String(format: "%12.1f %12.1f %6.3f%%", objective, objective + gap * abs(objective), gap * 100)
                }
                let better = objective >= (their.objective ?? -.infinity) - 1e-6 && gap <= (their.gap ?? .infinity) + 1e-9
                print(
                    name.padded(16), line(their), String(format: "%5.0f", theirSeconds), line(our),
                    String(format: "%5.1f %5d   ", ourSeconds, peakMegabytes()), better ? "yes" : "NO")
                fflush(nil)
                if let text = try? String(contentsOfFile: theirCurve, encoding: .utf8) {
                    for row in text.split(separator: "\n") { curves += "\(name),HiGHS,\(row)\n" }
                }
                for row in ourCurve { curves += "\(name),Padan,\(row)\n" }
            }
        }
        try curves.write(toFile: "\(folder)/curves.csv", atomically: true, encoding: .utf8)
        print("curves: \(folder)/curves.csv")
    }

    /// Reads, solves and writes as `padan allocate --instance` does; all of it counts.
    private func solve(_ file: String, _ answer: String, seconds: Double) throws -> (Double, [String]) {
        let clock = ContinuousClock()
        let start = clock.now
        let instance = try JSONDecoder().decode(InstanceFile.self, from: Data(contentsOf: URL(filePath: file)))
        let (problem, order) = try instance.problem()
        let read = (clock.now - start).seconds
        var curve: [String] = []
        let solver = AllocationSolver(problem, options: .fitting(seconds: seconds, reserve: 2 * read, gap: 0))
        let result = try solver.solve(progress: { step in
            curve.append(
                String(
                    format: "%.2f,%@,%.2f", read + step.seconds, step.objective.isFinite ? String(format: "%.2f", step.objective) : "",
                    step.upperBound))
        })
        try JSONEncoder().encode(SolutionFile(result.plan, of: problem, order: order)).write(to: URL(filePath: answer))
        return ((clock.now - start).seconds, curve)
    }

    private func verdict(_ instance: String, _ answer: String) throws -> Verdict {
        guard (try? FileManager.default.attributesOfItem(atPath: answer)[.size] as? Int) ?? 0 > 0 else { return Verdict(feasible: false) }
        let text = try output([python, "\(peer)/check.py", instance, answer], to: nil, mayFail: true)
        return try JSONDecoder().decode(Verdict.self, from: Data(text.utf8))
    }

    @discardableResult
    func output(_ command: [String], to file: String?, mayFail: Bool = false) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard mayFail || process.terminationStatus == 0 else { throw BenchmarkFailure("\(command.joined(separator: " ")) failed") }
        if let file { try data.write(to: URL(filePath: file)) }
        return String(decoding: data, as: UTF8.self)
    }
}

extension String {
    fileprivate func padded(_ width: Int) -> String { padding(toLength: max(width, count), withPad: " ", startingAt: 0) }
}
