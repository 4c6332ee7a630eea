import ArgumentParser
import Configuration
import BenchSupport
import Foundation
import Scoring

/// The benchmark `score`: scores and the ten best of each BLK from factor tables, against NumPy and Polars on the same files.
struct ScoreBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score", abstract: "The national case from factor tables against NumPy and Polars.")

    @Option(help: "BLKs.") var blks = 5000
    @Option(help: "Programmes.") var programs = 2000
    @Option(help: "Threads of our own.") var threads = 2
    @Option(help: "Rounds; the medians are shown.") var rounds = 5
    @Option(help: "Python with NumPy and Polars.") var python = "python3"
    @Option(help: "Seed of the factors.") var seed: UInt64 = 20_181_123
    @Option(help: "Internal: score the factors in this folder once and say how long it took.") var worker: String?

    func run() async throws {
        if let worker { return try score(in: URL(filePath: worker)) }
        let root = try DataRoot.find()
        let folder = URL(filePath: "/tmp/padan-bench-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let factors = try ScoreFactors(blks: blks, programs: programs, seed: seed, folder: folder)
        try ScoringSettings.write(root, to: folder)
        print("\(blks) BLKs × \(programs) programmes in \(ScoreFactors.regions) regions, \(factors.bytes / 1_000_000) MB of factors")
        let peers = ["numpy", "polars"].map { root.url.appending(path: "Benchmarks/Peers/score_\($0).py").path }
        var times: [String: [Double]] = [:]
        var memory: [String: Int] = [:]
        for round in 1...rounds {
            times["read", default: []].append(try read(factors))
            var line = "round \(round): plain read \((times["read"]?.last ?? 0).short) s"
            for (name, command) in [
                ("padan", [CommandLine.arguments[0], "score", "--worker", folder.path, "--threads", "\(threads)"]),
                ("numpy", [python, peers[0], folder.path]), ("polars", [python, peers[1], folder.path]),
            ] {
                let answer = try Peer.run(command)
                times[name, default: []].append(answer.seconds)
                memory[name] = max(memory[name] ?? 0, answer.megabytes)
                line += ", \(name) \(answer.seconds.short) s"
            }
            print(line)
            if round == 1 { try compare(folder) }
        }
        func median(_ name: String) -> Double { (times[name] ?? []).sorted()[rounds / 2] }
        let better = median("numpy") < median("polars") ? "numpy" : "polars"
        print(
            "medians: padan \(median("padan").short) s with \(threads) threads, numpy \(median("numpy").short) s, polars \(median("polars").short) s, plain read \(median("read").short) s"
        )
        print(
            "padan is \((median(better) / median("padan")).short) times as fast as \(better), \((median("padan") / median("read")).short) times the plain read; peak memory \(memory["padan"] ?? 0) MB against \(memory["numpy"] ?? 0) MB (numpy) and \(memory["polars"] ?? 0) MB (polars)"
        )
    }

    /// Reads all tables once, as a program that does nothing else would.
    private func read(_ factors: ScoreFactors) throws -> Double {
        let started = ContinuousClock.now
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        for path in [factors.regionFile, factors.blkFile, factors.departmentFile] {
            let file = open(path, O_RDONLY)
            guard file >= 0 else { throw CocoaError(.fileReadNoSuchFile) }
            while Foundation.read(file, &buffer, buffer.count) > 0 {}
            close(file)
        }
        return (ContinuousClock.now - started).seconds
    }

    /// Measures our own answer in a process of its own, so that its memory can be seen.
    private func score(in folder: URL) throws {
        let kernel = try ScoringSettings.kernel(folder)
        let scorer = try FactorScorer(folder)
        let started = ContinuousClock.now
        let (best, scores) = try scorer.best(kernel, threads: threads)
        let seconds = (ContinuousClock.now - started).seconds
        try best.withUnsafeBytes { try Data($0).write(to: folder.appending(path: "padan.best")) }
        try scores.withUnsafeBytes { try Data($0).write(to: folder.appending(path: "padan.scores")) }
        print(seconds, peakMegabytes())
    }

    /// Checks that the ten best of the peers are ours: the scores must agree within single precision, rank by rank.
    private func compare(_ folder: URL) throws {
        func doubles(_ name: String) throws -> [Float] {
            try Data(contentsOf: folder.appending(path: name)).withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
        }
        func indices(_ name: String) throws -> [Int32] {
            try Data(contentsOf: folder.appending(path: name)).withUnsafeBytes { Array($0.bindMemory(to: Int32.self)) }
        }
        let (own, ownBest) = (try doubles("padan.scores"), try indices("padan.best"))
        for peer in ["numpy", "polars"] {
            let (scores, best) = (try doubles("\(peer).scores"), try indices("\(peer).best"))
            guard scores.count == own.count, best.count == ownBest.count else {
                throw BenchmarkFailure("\(peer) answers another number of rows")
            }
            let apart = zip(own, scores).map { abs($0 - $1) }.max() ?? 0
            // Where two scores are closer than single precision can tell, the order may differ.
            let others = zip(zip(ownBest, best), zip(own, scores)).count { $0.0 != $0.1 && abs($1.0 - $1.1) > 1e-4 }
            guard apart < 1e-3, others == 0 else { throw BenchmarkFailure("\(peer) disagrees: scores differ by up to \(apart)") }
            let same = zip(ownBest, best).count { $0 == $1 }
            print("  \(peer) agrees: largest difference of a score \(apart), \(same) of \(best.count) places the same programme")
        }
    }
}
