import Domain
import Foundation
import Parallel

/// How sure ranks are: the same scores with many other weights and raw values.
///
/// Weights are drawn from a Dirichlet around the configured ones, raw values from normals around theirs with their standard errors; a
/// draw that a programme's estimate has is the same at every BLK (common random numbers), so that two BLKs of equal figures get
/// equal answers. Every draw hangs on the seed, the sample and the name of what is drawn, on nothing else.
///
/// - Source: SMAA-2 of R. Lahdelma, P. Salminen, Operations Research 49 (2001): rank acceptability and central weights.
public struct StochasticAcceptability: Sendable {
    /// How often weights and raw values are drawn.
    public let samples: Int
    /// How many ranks count as recommended.
    public let settings: ScoringConfiguration.Robustness
    let criteria: [ScoringConfiguration.Configured]
    /// Drawn weights, `criteria × samples`.
    public let weights: [Float]
    /// Standard normals, `programmes × estimates × samples`.
    public let noise: [Float]
    /// The largest of them, without its sign.
    private let farthest: Float
    /// Segments of all value functions, one after the other, and where each criterion's stand.
    private let segments: [ValueFunction.Segment]
    private let segmentsOf: [Range<Int>]

    /// Draws weights and noise.
    ///
    /// - Parameters:
    ///   - configuration: The weights to draw around, and how often.
    ///   - programs: The codes of the programmes, in the order of the scores that will be analysed.
    ///   - seed: The seed of the draws.
    ///   - threads: The most threads to use; the draws do not depend on it.
    public init(configuration: ScoringConfiguration, programs: [String], seed: UInt64, threads: Int? = nil) {
        let samples = configuration.robustness.samples
        self.samples = samples
        settings = configuration.robustness
        criteria = configuration.criteria
        segments = configuration.criteria.flatMap(\.value.segments)
        var next = 0
        segmentsOf = configuration.criteria.map { configured in
            defer { next += configured.value.segments.count }
            return next..<next + configured.value.segments.count
        }
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
        farthest = noise.reduce(0) { max($0, abs($1)) }
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

    /// How sure the ranks of a BLK's running and new programmes are, by the programme's position.
    ///
    /// - Parameter scores: The scores of the BLK.
    /// - Returns: One answer for each programme that is ranked.
    public func analysis(of scores: BlkScores) -> [Int: RankAcceptability] {
        let ranked = scores.score.indices.filter { scores.position[$0] > 0 && scores.status[$0] != .newDepartment }
        let result = analysis(
            of: ranked, raw: scores.raw, standardError: scores.standardError, utility: scores.utility, programs: scores.programs)
        return Dictionary(uniqueKeysWithValues: zip(ranked, result))
    }

    /// Samples worked on at once: their scores fit into the nearest cache.
    private static let block = 128

    /// How sure the ranks of competing programmes are.
    ///
    /// - Parameters:
    ///   - candidates: The programmes that compete, as columns of the matrices; at most 65,536.
    ///   - raw: The raw values, `criteria × programs`, `NaN` without data.
    ///   - standardError: Their standard errors in the same shape; 0 for what is counted, `NaN` where the error is not known.
    ///   - utility: The utilities in the same shape.
    ///   - programs: The number of columns.
    /// - Returns: One answer for each candidate, in their order.
    /// - Complexity: O(candidates × samples × criteria).
    public func analysis(
        of candidates: [Int], raw: [Float], standardError: [Float], utility: [Float], programs: Int
    ) -> [RankAcceptability] {
        let count = candidates.count
        guard count > 0, samples > 0 else { return [] }
        precondition(count <= 1 << 16, "at most 65,536 candidates")
        let rows = candidates.map { plan(of: $0, raw, standardError, utility, programs) }
        var tally = RankTally(
            candidates: count, recommendedRanks: settings.recommendedRanks(of: count), criteria: criteria.count, samples: samples)
        var scratch = Scratch(block: Self.block, candidates: count)
        for start in stride(from: 0, to: samples, by: Self.block) {
            let length = min(Self.block, samples - start)
            for (column, row) in rows.enumerated() { score(row, column, start, length, &scratch) }
            for sample in 0..<length { tally.add(scratch.scores, row: sample, sample: start + sample, weights: weights) }
        }
        return tally.result
    }

    /// A raw value that is drawn anew in every sample.
    private struct Drawn {
        let criterion: Int
        let raw: Float
        let error: Float
        /// Place of its first normal in `noise`.
        let noise: Int
        /// Utility below the first segment, and the segments.
        let first: Float
        let segments: Range<Int>
    }

    /// What of a candidate's score is the same in every sample, and what is drawn.
    private struct Row {
        /// Criteria of known, fixed utility.
        var fixed: [(criterion: Int, utility: Float)] = []
        var drawn: [Drawn] = []
        /// Criteria without data.
        var missing: [Int] = []
    }

    private func plan(of program: Int, _ raw: [Float], _ errors: [Float], _ utility: [Float], _ programs: Int) -> Row {
        var row = Row()
        for (k, configured) in criteria.enumerated() where configured.weight > 0 {
            let cell = k * programs + program
            // A value whose error nobody knows is not certain: its error is taken to be as large as the value itself.
            let error = errors[cell].isNaN ? abs(raw[cell]) : errors[cell]
            if raw[cell].isNaN {
                row.missing.append(k)
            } else if error > 0, let estimate = configured.criterion.estimate {
                let (first, used) = reach(of: k, from: raw[cell] - error * farthest, to: raw[cell] + error * farthest)
                if used.isEmpty {
                    row.fixed.append((k, first))
                } else {
                    row.drawn.append(
                        Drawn(
                            criterion: k, raw: raw[cell], error: error,
                            noise: (program * Estimate.allCases.count + estimate.rawValue) * samples, first: first, segments: used))
                }
            } else {
                row.fixed.append((k, utility[cell]))
            }
        }
        return row
    }

    /// The segments of a criterion's value function that a raw value between two bounds can lie on, and the utility below them: the
    /// others add the same to every draw.
    private func reach(of criterion: Int, from low: Float, to high: Float) -> (first: Float, segments: Range<Int>) {
        var first = criteria[criterion].value.first
        var used = segmentsOf[criterion]
        while let segment = used.first.map({ segments[$0] }), segment.end <= low {
            first += segment.slope * (segment.end - segment.start)
            used = used.dropFirst()
        }
        while let segment = used.last.map({ segments[$0] }), segment.start >= high { used = used.dropLast() }
        return (first, used)
    }

    struct Scratch {
        /// Of one candidate over the samples of a block.
        var sum: [Float]
        var known: [Float]
        var drawn: [Float]
        var utility: [Float]
        /// Scores of 0 to 1, `samples × candidates`.
        var scores: [Float]
        let candidates: Int

        init(block: Int, candidates: Int) {
            sum = [Float](repeating: 0, count: block)
            known = sum
            drawn = sum
            utility = sum
            scores = [Float](repeating: 0, count: block * candidates)
            self.candidates = candidates
        }
    }

    /// Fills a candidate's column of scores for the samples of a block. All loops run over consecutive numbers without branches, which the
    /// compiler turns into vector instructions.
    private func score(_ row: Row, _ column: Int, _ start: Int, _ length: Int, _ scratch: inout Scratch) {
        let count = scratch.candidates
        weights.withUnsafeBufferPointer { weights in
            noise.withUnsafeBufferPointer { noise in
                scratch.sum.withUnsafeMutableBufferPointer { sums in
                    guard let weights = weights.baseAddress, let sum = sums.baseAddress else { return }
                    for s in 0..<length { sum[s] = 0 }
                    addFixed(row.fixed, weights + start, sum, length)
                    if !row.drawn.isEmpty, let noise = noise.baseAddress {
                        addDrawn(row.drawn, noise + start, weights + start, sum, length, &scratch.drawn, &scratch.utility)
                    }
                    if !row.missing.isEmpty {
                        scratch.known.withUnsafeMutableBufferPointer { known in
                            guard let known = known.baseAddress else { return }
                            // A sample's weights sum to 1.
                            for s in 0..<length { known[s] = 1 }
                            for k in row.missing {
                                let w = weights + k * samples + start
                                for s in 0..<length { known[s] -= w[s] }
                            }
                            for s in 0..<length { sum[s] /= known[s] }
                        }
                    }
                    scratch.scores.withUnsafeMutableBufferPointer { scores in
                        guard var place = scores.baseAddress else { return }
                        place += column
                        for s in 0..<length {
                            place.pointee = sum[s]
                            place += count
                        }
                    }
                }
            }
        }
    }

    /// `sum += w·u`, four criteria at a time.
    private func addFixed(
        _ fixed: [(criterion: Int, utility: Float)], _ weights: UnsafePointer<Float>, _ sum: UnsafeMutablePointer<Float>, _ length: Int
    ) {
        let whole = fixed.count - fixed.count % 4
        for first in stride(from: 0, to: whole, by: 4) {
            let (a, b, c, d) = (fixed[first], fixed[first + 1], fixed[first + 2], fixed[first + 3])
            let (wa, wb) = (weights + a.criterion * samples, weights + b.criterion * samples)
            let (wc, wd) = (weights + c.criterion * samples, weights + d.criterion * samples)
            let (ua, ub, uc, ud) = (a.utility, b.utility, c.utility, d.utility)
            for s in 0..<length { sum[s] += (wa[s] * ua + wb[s] * ub) + (wc[s] * uc + wd[s] * ud) }
        }
        for index in whole..<fixed.count {
            let (w, u) = (weights + fixed[index].criterion * samples, fixed[index].utility)
            for s in 0..<length { sum[s] += w[s] * u }
        }
    }

    /// `sum += w·f(raw + error·noise)`; the function's segments two at a time.
    private func addDrawn(
        _ items: [Drawn], _ noise: UnsafePointer<Float>, _ weights: UnsafePointer<Float>, _ sum: UnsafeMutablePointer<Float>,
        _ length: Int, _ drawn: UnsafeMutablePointer<Float>, _ utility: UnsafeMutablePointer<Float>
    ) {
        segments.withUnsafeBufferPointer { segments in
            for item in items {
                let (raw, error, first) = (item.raw, item.error, item.first)
                let (z, w) = (noise + item.noise, weights + item.criterion * samples)
                for s in 0..<length {
                    drawn[s] = raw + error * z[s]
                    utility[s] = first
                }
                var index = item.segments.lowerBound
                while index + 1 < item.segments.upperBound {
                    let (a, b) = (segments[index], segments[index + 1])
                    let (aStart, aEnd, aSlope, bStart, bEnd, bSlope) = (a.start, a.end, a.slope, b.start, b.end, b.slope)
                    for s in 0..<length {
                        var x = drawn[s]
                        var y = x
                        x = x > aStart ? x : aStart
                        x = x < aEnd ? x : aEnd
                        y = y > bStart ? y : bStart
                        y = y < bEnd ? y : bEnd
                        utility[s] += aSlope * (x - aStart) + bSlope * (y - bStart)
                    }
                    index += 2
                }
                if index < item.segments.upperBound {
                    let (start, end, slope) = (segments[index].start, segments[index].end, segments[index].slope)
                    for s in 0..<length {
                        var x = drawn[s]
                        x = x > start ? x : start
                        x = x < end ? x : end
                        utility[s] += slope * (x - start)
                    }
                }
                for s in 0..<length { sum[s] += w[s] * utility[s] }
            }
        }
    }
}
