import Domain
import Foundation

/// How sure ranks are: the same scores with many other weights and raw values.
///
/// Weights are drawn from a Dirichlet around the configured ones, raw values from normals around theirs with their standard errors; a
/// draw that a programme's estimate has is the same at every BLK (common random numbers), so that two BLKs of equal figures get
/// equal answers. Every draw hangs on the seed, the sample and the name of what is drawn, on nothing else.
///
/// - Source: SMAA-2 of R. Lahdelma, P. Salminen, Operations Research 49 (2001): rank acceptability and central weights.
public struct StochasticAcceptability: Sendable {
    public let samples: Int
    public let top: Int
    let criteria: [ScoringConfiguration.Configured]
    /// `criteria × samples`.
    let weights: [Float]
    /// Standard normals, `programmes × estimates × samples`.
    let noise: [Float]

    /// - Parameter programs: their codes, in the order of the scores to be analysed.
    public init(configuration: ScoringConfiguration, programs: [String], seed: UInt64, threads: Int? = nil) {
        let samples = configuration.robustness.samples
        self.samples = samples
        top = configuration.robustness.top
        criteria = configuration.criteria
        let generator = Philox(seed: seed)
        weights = Self.weights(configuration, generator)
        let estimates = Estimate.allCases.count
        noise = parallelMap(programs.count, threads: threads) { program in
            let (low, high) = Philox.hash(programs[program])
            var list = [Float](repeating: 0, count: estimates * samples)
            for estimate in 0..<estimates {
                for pair in 0..<(samples + 1) / 2 {
                    let (a, b) = generator.normals(UInt32(pair), UInt32(estimate), low, high)
                    list[estimate * samples + 2 * pair] = Float(a)
                    if 2 * pair + 1 < samples { list[estimate * samples + 2 * pair + 1] = Float(b) }
                }
            }
            return list
        }.flatMap { $0 }
    }

    /// Drawn weights, `criteria × samples`; those of a sample sum to 1.
    private static func weights(_ configuration: ScoringConfiguration, _ generator: Philox) -> [Float] {
        let samples = configuration.robustness.samples
        var weights = [Double](repeating: 0, count: configuration.criteria.count * samples)
        for (k, configured) in configuration.criteria.enumerated() where configured.weight > 0 {
            let (low, high) = Philox.hash(configured.criterion.id)
            // The last word of the counter is the generator's own: 0 and up, apart from the names' hashes of the noise.
            for sample in 0..<samples {
                weights[k * samples + sample] = generator.gamma(
                    shape: configuration.robustness.concentration * configured.weight, UInt32(sample), low, high)
            }
        }
        for sample in 0..<samples {
            let sum = configuration.criteria.indices.reduce(0) { $0 + weights[$1 * samples + sample] }
            for k in configuration.criteria.indices { weights[k * samples + sample] /= sum }
        }
        return weights.map { Float($0) }
    }

    /// Of the running and new programmes that have a rank, by programme.
    public func analysis(of scores: BlkScores) -> [Int: RankAcceptability] {
        let ranked = scores.score.indices.filter { scores.position[$0] > 0 && scores.status[$0] != .newDepartment }
        let result = analysis(
            of: ranked, raw: scores.raw, standardError: scores.standardError, utility: scores.utility, programs: scores.programs)
        return Dictionary(uniqueKeysWithValues: zip(ranked, result))
    }

    /// Samples worked on at once: their scores fit into the nearest cache.
    private static let block = 128

    /// - Parameters:
    ///   - candidates: programmes that compete, as columns of the matrices; at most 65,536.
    ///   - raw: `criteria × programs`, `NaN` without data; likewise the others.
    /// - Complexity: O(candidates × samples × criteria).
    public func analysis(
        of candidates: [Int], raw: [Float], standardError: [Float], utility: [Float], programs: Int
    ) -> [RankAcceptability] {
        let count = candidates.count
        guard count > 0, samples > 0 else { return [] }
        precondition(count <= 1 << 16, "at most 65,536 candidates")
        let rows = candidates.map { plan(of: $0, raw, standardError, utility, programs) }
        var tally = RankTally(candidates: count, top: top, criteria: criteria.count)
        var scratch = Scratch(block: Self.block, candidates: count)
        for start in stride(from: 0, to: samples, by: Self.block) {
            let length = min(Self.block, samples - start)
            for (column, row) in rows.enumerated() { score(row, column, start, length, &scratch) }
            for sample in 0..<length { tally.add(&scratch, sample: sample, weights: weights, at: start + sample, of: samples) }
        }
        return tally.result(samples: samples)
    }

    /// What of a candidate's score is the same in every sample, and what is drawn.
    private struct Row {
        /// Criteria of known, fixed utility.
        var fixed: [(criterion: Int, utility: Float)] = []
        var drawn: [(criterion: Int, raw: Float, error: Float, noise: Int)] = []
        var isComplete = true
    }

    private func plan(of program: Int, _ raw: [Float], _ errors: [Float], _ utility: [Float], _ programs: Int) -> Row {
        var row = Row()
        for (k, configured) in criteria.enumerated() where configured.weight > 0 {
            let cell = k * programs + program
            if raw[cell].isNaN {
                row.isComplete = false
            } else if errors[cell] > 0, let estimate = configured.criterion.estimate {
                row.drawn.append((k, raw[cell], errors[cell], (program * Estimate.allCases.count + estimate.rawValue) * samples))
            } else {
                row.fixed.append((k, utility[cell]))
            }
        }
        return row
    }

    struct Scratch {
        /// Sums of one candidate over the samples of a block.
        var sum: [Float]
        var weight: [Float]
        var utility: [Float]
        /// Scores as whole numbers with the candidate's number behind, `samples × candidates`.
        var keys: [UInt64]
        var swap: [UInt64]

        init(block: Int, candidates: Int) {
            sum = [Float](repeating: 0, count: block)
            weight = sum
            utility = sum
            keys = [UInt64](repeating: 0, count: block * candidates)
            swap = [UInt64](repeating: 0, count: candidates)
        }
    }

    /// Fills a candidate's column of keys for the samples of a block.
    private func score(_ row: Row, _ column: Int, _ start: Int, _ length: Int, _ scratch: inout Scratch) {
        let count = scratch.swap.count
        weights.withUnsafeBufferPointer { weights in
            noise.withUnsafeBufferPointer { noise in
                scratch.sum.withUnsafeMutableBufferPointer { sum in
                    scratch.weight.withUnsafeMutableBufferPointer { known in
                        scratch.utility.withUnsafeMutableBufferPointer { utility in
                            for s in 0..<length { sum[s] = 0 }
                            for (k, value) in row.fixed {
                                let base = k * samples + start
                                for s in 0..<length { sum[s] += weights[base + s] * value }
                            }
                            for (k, raw, error, place) in row.drawn {
                                let base = k * samples + start
                                let function = criteria[k].value
                                for s in 0..<length { utility[s] = function.first }
                                for segment in function.segments {
                                    let (low, high, slope) = (segment.start, segment.end, segment.slope)
                                    for s in 0..<length {
                                        var x = raw + error * noise[place + start + s]
                                        x = x > low ? x : low
                                        x = x < high ? x : high
                                        utility[s] += slope * (x - low)
                                    }
                                }
                                for s in 0..<length { sum[s] += weights[base + s] * utility[s] }
                            }
                            if !row.isComplete {
                                for s in 0..<length { known[s] = 0 }
                                for k in row.fixed.map(\.criterion) + row.drawn.map(\.criterion) {
                                    let base = k * samples + start
                                    for s in 0..<length { known[s] += weights[base + s] }
                                }
                                for s in 0..<length { sum[s] /= known[s] }
                            }
                        }
                    }
                    scratch.keys.withUnsafeMutableBufferPointer { keys in
                        for s in 0..<length {
                            // 24 bits of the score from the top down, so that the best come first; equal ones in the order of codes.
                            let share = min(max(sum[s], 0), 1)
                            keys[s * count + column] = UInt64(UInt32((1 - share) * 16_777_215)) << 16 | UInt64(column)
                        }
                    }
                }
            }
        }
    }
}
