import ArgumentParser
import BenchSupport
import Configuration
import Foundation
import Parallel
import Scoring

/// The benchmark `robustness`: rank acceptabilities of 300 BLKs × 200 programmes with 1,000 draws, against NumPy with the same
/// draws.
struct RobustnessBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "robustness", abstract: "Rank acceptabilities (SMAA) against NumPy.")

    @Option(help: "BLKs.") var blks = 300
    @Option(help: "Programmes that compete at each BLK.") var programs = 200
    @Option(help: "Draws.") var samples = 1000
    @Option(help: "Threads of our own.") var threads = 2
    @Option(help: "Rounds; the medians are shown.") var rounds = 3
    @Option(help: "Python with NumPy.") var python = "python3"
    @Option(help: "Seed.") var seed: UInt64 = 20_181_123

    func run() async throws {
        let root = try DataRoot.find()
        let folder = URL(filePath: "/tmp/padan-bench-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let configuration = try ScoringSettings.configuration(root, samples: samples)
        try ScoringSettings.write(root, to: folder)
        let matrices = matrices(configuration)
        try write(matrices.flatMap(\.raw), "raw.f32", folder)
        try write(matrices.flatMap(\.error), "error.f32", folder)
        let codes = (0..<programs).map { "P\($0)" }
        let (seed, threads, programs) = (seed, threads, programs)
        let draws = StochasticAcceptability(configuration: configuration, programs: codes, seed: seed)
        try write(draws.weights, "weights.f32", folder)
        try write(draws.noise, "noise.f32", folder)
        let estimates = configuration.criteria.map { $0.criterion.estimate?.rawValue ?? -1 }
        try JSONEncoder().encode(["sizes": [blks, programs, samples], "estimates": estimates]).write(
            to: folder.appending(path: "sizes.json"))
        var (own, peer): ([Double], [Double]) = ([], [])
        print("\(blks) BLKs × \(programs) programmes, \(configuration.criteria.count) criteria, \(samples) draws")
        for round in 1...rounds {
            let started = ContinuousClock.now
            // Making the draws is part of our time, while the peer only reads them.
            let model = StochasticAcceptability(configuration: configuration, programs: codes, seed: seed, threads: threads)
            let found = parallelMap(matrices.count, threads: threads) { index in
                model.analysis(
                    of: Array(0..<programs), raw: matrices[index].raw, standardError: matrices[index].error,
                    utility: matrices[index].utility, programs: programs)
            }
            own.append((ContinuousClock.now - started).seconds)
            let answer = try Peer.run([python, root.url.appending(path: "Benchmarks/Peers/robustness_numpy.py").path, folder.path])
            peer.append(answer.seconds)
            print("round \(round): padan \((own.last ?? 0).short) s, numpy \((peer.last ?? 0).short) s, \(answer.megabytes) MB")
            if round == 1 { try compare(found.flatMap { $0 }, folder) }
        }
        let (a, b) = (own.sorted()[rounds / 2], peer.sorted()[rounds / 2])
        print(
            "medians: padan \(a.short) s with \(threads) threads, numpy \(b.short) s: \((b / a).short) times as fast; peak memory of this process \(peakMegabytes()) MB"
        )
    }

    private struct Matrix: Sendable {
        var raw: [Float]
        var error: [Float]
        var utility: [Float]
    }

    /// Draws raw values within the range of the value functions. One in twenty is missing, and where a criterion is estimated its
    /// standard error is 5 to 40 %.
    private func matrices(_ configuration: ScoringConfiguration) -> [Matrix] {
        var random = SplitMix(seed: seed)
        return (0..<blks).map { _ in
            var matrix = Matrix(raw: [], error: [], utility: [])
            for configured in configuration.criteria {
                let (low, high) = (configured.value.points.first?.raw ?? 0, configured.value.points.last?.raw ?? 1)
                for _ in 0..<programs {
                    let value = random.next(20) == 0 ? Float.nan : Float(low) + Float(high - low) * random.unit()
                    let error = configured.criterion.estimate == nil || value.isNaN ? 0 : abs(value) * (0.05 + 0.35 * random.unit())
                    matrix.raw.append(value)
                    matrix.error.append(error)
                    matrix.utility.append(configured.value(value))
                }
            }
            return matrix
        }
    }

    private func write(_ values: [Float], _ name: String, _ folder: URL) throws {
        try values.withUnsafeBytes { try Data($0).write(to: folder.appending(path: name)) }
    }

    /// Shares may differ by the draws in which two scores are equal in single precision.
    private func compare(_ own: [RankAcceptability], _ folder: URL) throws {
        let rows = try Data(contentsOf: folder.appending(path: "acceptability.f32")).withUnsafeBytes {
            Array($0.bindMemory(to: Float.self))
        }
        guard rows.count == 3 * own.count else { throw BenchmarkFailure("numpy answers another number of rows") }
        var apart = (first: 0.0, top: 0.0, rank: 0.0)
        for (index, item) in own.enumerated() {
            apart.first = max(apart.first, abs(item.first - Double(rows[3 * index])))
            apart.top = max(apart.top, abs(item.probabilityOfRecommended - Double(rows[3 * index + 1])))
            apart.rank = max(apart.rank, abs(item.expectedRank - Double(rows[3 * index + 2])))
        }
        guard apart.first <= 2.5 / Double(samples), apart.top <= 2.5 / Double(samples), apart.rank < 0.05 else {
            throw BenchmarkFailure("numpy disagrees: \(apart)")
        }
        print("  numpy agrees: shares within \(apart.top), mean ranks within \(apart.rank)")
    }
}
