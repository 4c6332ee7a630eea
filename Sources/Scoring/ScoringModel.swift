import Domain
import Parallel

/// Scores and ranks every programme of the catalog for every BLK. A pure function of its tables, configuration and seed.
public struct ScoringModel: Sendable {
    /// Weights and value functions.
    public let configuration: ScoringConfiguration
    /// The figures that scores are made of.
    public let tables: FactorTables
    /// How utilities and weights make an order.
    public let method: RankingMethod
    private let kernel: ScoreKernel
    private let regions: [RegionScores]
    private let acceptability: StochasticAcceptability?

    /// What all BLKs of a region share.
    private struct RegionScores: Sendable {
        /// Raw values, `criteria × programmes`; `NaN` for those of the BLK's level.
        var raw: [Float]
        var standardError: [Float]
        var utility: [Float]
        var sum: [Double]
        var weight: [Double]
    }

    /// Makes a model, and works out what all BLKs of a region share.
    ///
    /// - Parameters:
    ///   - configuration: Weights and value functions.
    ///   - tables: The figures that scores are made of.
    ///   - method: How utilities and weights make an order.
    ///   - seed: The seed of the random draws from which `RankAcceptability` is found.
    ///   - isRobust: Whether ranks are to be drawn; they are by the additive method only.
    ///   - threads: The most threads to use; the answer does not depend on it.
    public init(
        configuration: ScoringConfiguration, tables: FactorTables, method: RankingMethod = .additive, seed: UInt64 = 0,
        isRobust: Bool = true, threads: Int? = nil
    ) {
        self.configuration = configuration
        self.tables = tables
        self.method = method
        let kernel = configuration.kernel
        self.kernel = kernel
        regions = parallelMap(tables.places.count, threads: threads) { region in
            Self.regionScores(region, tables, configuration, kernel)
        }
        acceptability =
            isRobust && configuration.robustness.samples > 0 && method == .additive
            ? StochasticAcceptability(configuration: configuration, programs: tables.programs.map(\.code), seed: seed, threads: threads)
            : nil
    }

    /// Makes a model of the additive method from inputs.
    ///
    /// - Parameters:
    ///   - configuration: Weights and value functions.
    ///   - inputs: All that the scoring stage reads.
    ///   - seed: The seed of the random draws from which `RankAcceptability` is found.
    ///   - threads: The most threads to use; the answer does not depend on it.
    public init(configuration: ScoringConfiguration, inputs: ScoringInputs, seed: UInt64 = 0, threads: Int? = nil) {
        self.init(
            configuration: configuration, tables: FactorTables(inputs, configuration: configuration), seed: seed, threads: threads)
    }

    private static func regionScores(
        _ region: Int, _ tables: FactorTables, _ configuration: ScoringConfiguration, _ kernel: ScoreKernel
    ) -> RegionScores {
        let count = tables.programs.count
        let size = configuration.criteria.count * count
        var scores = RegionScores(
            raw: [Float](repeating: .nan, count: size), standardError: [Float](repeating: 0, count: size),
            utility: [Float](repeating: .nan, count: size), sum: [Double](repeating: 0, count: count),
            weight: [Double](repeating: 0, count: count))
        for (k, configured) in configuration.criteria.enumerated() where configured.criterion.level == .region {
            for program in 0..<count {
                let candidate = Candidate(blk: -1, region: region, program: program)
                guard let value = configured.criterion.value(of: candidate, in: tables) else { continue }
                scores.raw[k * count + program] = Float(value.raw)
                scores.standardError[k * count + program] = Float(value.standardError ?? .nan)
            }
            add(k, kernel, count, scores.raw, &scores.sum, &scores.weight, &scores.utility)
        }
        return scores
    }

    private static func add(
        _ k: Int, _ kernel: ScoreKernel, _ count: Int, _ raw: [Float], _ sum: inout [Double], _ weight: inout [Double],
        _ utility: inout [Float]
    ) {
        raw.withUnsafeBufferPointer { raw in
            sum.withUnsafeMutableBufferPointer { sum in
                weight.withUnsafeMutableBufferPointer { weight in
                    utility.withUnsafeMutableBufferPointer { utility in
                        guard let raw = raw.baseAddress, let sum = sum.baseAddress, let weight = weight.baseAddress,
                            let utility = utility.baseAddress
                        else { return }
                        kernel.add(k, raw: raw + k * count, count: count, sum: sum, weight: weight, utility: utility + k * count)
                    }
                }
            }
        }
    }

    /// Scores and ranks every programme for one BLK.
    ///
    /// - Parameter blk: The position of the BLK in `tables.blks`.
    /// - Returns: The scores of the BLK.
    /// - Complexity: O(programmes × criteria), and O(ranked programmes × samples × criteria) for how sure the ranks are.
    public func scores(of blk: Int) -> BlkScores {
        let count = tables.programs.count
        let region = regions[tables.candidate(blk: blk, program: 0).region]
        var (sum, weight) = (region.sum, region.weight)
        var scores = BlkScores(
            blk: blk, raw: region.raw, standardError: region.standardError, utility: region.utility,
            score: [Double](repeating: .nan, count: count), completeness: [Double](repeating: 0, count: count), status: [], blocked: [],
            isReady: [], position: [Int32](repeating: 0, count: count))
        for (k, configured) in configuration.criteria.enumerated() where configured.criterion.level == .blk {
            for program in 0..<count {
                guard let value = configured.criterion.value(of: tables.candidate(blk: blk, program: program), in: tables) else { continue }
                scores.raw[k * count + program] = Float(value.raw)
                scores.standardError[k * count + program] = Float(value.standardError ?? .nan)
            }
            Self.add(k, kernel, count, scores.raw, &sum, &weight, &scores.utility)
        }
        let total = configuration.criteria.reduce(0) { $0 + $1.weight }
        scores.status.reserveCapacity(count)
        scores.blocked.reserveCapacity(count)
        scores.isReady.reserveCapacity(count)
        for program in 0..<count {
            let candidate = tables.candidate(blk: blk, program: program)
            if weight[program] > 0 { scores.score[program] = 100 * sum[program] / weight[program] }
            scores.completeness[program] = weight[program] / total
            scores.status.append(tables.status(candidate))
            let blocked = tables.blocked(candidate)
            scores.blocked.append(blocked == .noOccupation ? blocked : weight[program] > 0 ? blocked : .noData)
            scores.isReady.append(tables.isReady(candidate))
        }
        if method != .additive { method.score(&scores, configuration, tables) }
        rank(&scores)
        if let acceptability { scores.acceptability = acceptability.analysis(of: scores) }
        return scores
    }

    /// Ranks by score, then demand gap, then code: running and new programmes, and apart from them those of new departments.
    private func rank(_ scores: inout BlkScores) {
        let region = tables.candidate(blk: scores.blk, program: 0).region
        let eligible = (0..<scores.programs).filter { scores.blocked[$0] == nil && !scores.score[$0].isNaN }
        for inNewDepartment in [false, true] {
            let group = eligible.filter { (scores.status[$0] == .newDepartment) == inNewDepartment }.map { program in
                (score: scores.score[program], gap: tables.markets[region * scores.programs + program].gap, program: program)
            }
            let order = group.sorted {
                $0.score != $1.score ? $0.score > $1.score : ($1.gap, $0.program) < ($0.gap, $1.program)
            }
            for (index, item) in order.enumerated() { scores.position[item.program] = Int32(index + 1) }
        }
    }

    /// A candidate with all that explains it.
    ///
    /// - Parameters:
    ///   - scores: The scores of its BLK.
    ///   - program: The position of the programme.
    /// - Returns: The candidate with one contribution for each criterion.
    public func candidate(_ scores: BlkScores, program: Int) -> ScoredCandidate {
        let candidate = tables.candidate(blk: scores.blk, program: program)
        let count = scores.programs
        let known = configuration.criteria.indices.filter { !scores.raw[$0 * count + program].isNaN }
        let weightWithData = known.reduce(0) { $0 + configuration.criteria[$1].weight }
        let contributions = configuration.criteria.enumerated().map { k, configured in
            let cell = k * count + program
            let hasData = !scores.raw[cell].isNaN
            // The exact raw value, for arithmetic by hand.
            let value = hasData ? configured.criterion.value(of: candidate, in: tables) : nil
            return Contribution(
                criterion: configured.criterion.id, unit: configured.criterion.unit, weight: configured.weight, raw: value?.raw,
                standardError: value?.standardError, utility: hasData ? Double(scores.utility[cell]) : nil,
                points: hasData && weightWithData > 0 ? 100 * configured.weight * Double(scores.utility[cell]) / weightWithData : nil,
                basis: hasData ? configured.criterion.basis(of: candidate, in: tables) : Basis([]))
        }
        let market = tables.market(candidate)
        let missing = tables.missing(candidate)
        return ScoredCandidate(
            blk: tables.blks[scores.blk], program: tables.programs[program], status: scores.status[program],
            position: scores.position[program] > 0 ? Int(scores.position[program]) : nil,
            score: scores.score[program].isNaN ? nil : scores.score[program], completeness: scores.completeness[program],
            contributions: contributions,
            eligibility: scores.blocked[program].map(Eligibility.blocked) ?? (missing.isEmpty ? .ready : .readyIf(missing)),
            openings: market.openings.isNaN ? nil : market.openings, gap: market.gap.isNaN ? nil : market.gap,
            acceptability: scores.acceptability[program])
    }

    /// A BLK's candidates as people read them: ranked ones first, new departments last.
    ///
    /// - Parameter scores: The scores of the BLK.
    /// - Returns: One candidate for each programme.
    public func candidates(_ scores: BlkScores) -> [ScoredCandidate] {
        let ordered = [false, true].flatMap { inNewDepartment in
            let group = (0..<scores.programs).filter { (scores.status[$0] == .newDepartment) == inNewDepartment }
            return group.filter { scores.position[$0] > 0 }.sorted { scores.position[$0] < scores.position[$1] }
                + group.filter { scores.position[$0] == 0 }
        }
        return ordered.map { candidate(scores, program: $0) }
    }

    /// Scores every programme for every BLK.
    ///
    /// - Parameter threads: The most threads to use; the answer does not depend on it.
    /// - Returns: All candidates, by BLK, then as `candidates(_:)` orders them.
    public func run(threads: Int? = nil) -> [ScoredCandidate] {
        parallelMap(tables.blks.count, threads: threads) { candidates(scores(of: $0)) }.flatMap { $0 }
    }
}
