/// Counts ranks over samples.
struct RankTally {
    private let recommendedRanks: Int
    private let criteria: Int
    private let samples: Int
    private let candidates: Int
    private var rankSums: [Int]
    /// `candidates × recommendedRanks`.
    private var counts: [Int32]
    /// `candidates × criteria`: weights of the samples in which a candidate was first.
    private var central: [Double]
    private var keys: [UInt32]
    /// 16 bits of the score, the best first, then the candidate.
    private var sorted: [UInt32]

    init(candidates: Int, recommendedRanks: Int, criteria: Int, samples: Int) {
        self.recommendedRanks = recommendedRanks
        self.criteria = criteria
        self.samples = samples
        self.candidates = candidates
        rankSums = [Int](repeating: 0, count: candidates)
        counts = [Int32](repeating: 0, count: candidates * recommendedRanks)
        central = [Double](repeating: 0, count: candidates * criteria)
        keys = [UInt32](repeating: 0, count: candidates)
        sorted = keys
    }

    /// Ranks one sample's scores, larger first, equal ones in the order of the candidates, and counts.
    ///
    /// - Parameters:
    ///   - scores: 0 to 1, `samples of a block × candidates`.
    ///   - row: the sample's row in `scores`.
    ///   - sample: its number among all.
    ///   - weights: `criteria × samples`.
    mutating func add(_ scores: [Float], row: Int, sample: Int, weights: [Float]) {
        scores.withUnsafeBufferPointer { scores in
            keys.withUnsafeMutableBufferPointer { keys in
                sorted.withUnsafeMutableBufferPointer { sorted in
                    guard let scores = scores.baseAddress, let keys = keys.baseAddress, let sorted = sorted.baseAddress else { return }
                    Self.sort(scores + row * candidates, candidates, keys, sorted)
                }
            }
        }
        sorted.withUnsafeBufferPointer { sorted in
            rankSums.withUnsafeMutableBufferPointer { sums in
                for rank in 0..<candidates { sums[Int(sorted[rank] & 0xFFFF)] &+= rank &+ 1 }
            }
        }
        for rank in 0..<min(recommendedRanks, candidates) { counts[Int(sorted[rank] & 0xFFFF) * recommendedRanks + rank] += 1 }
        let first = Int(sorted[0] & 0xFFFF)
        for k in 0..<criteria { central[first * criteria + k] += Double(weights[k * samples + sample]) }
    }

    /// Sorts candidates by 16 bits of their score, eight at a time (least significant digit first, stable); where these are equal, by
    /// the whole score.
    private static func sort(
        _ scores: UnsafePointer<Float>, _ count: Int, _ keys: UnsafeMutablePointer<UInt32>, _ sorted: UnsafeMutablePointer<UInt32>
    ) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 512) { starts in
            guard let low = starts.baseAddress else { return }
            let high = low + 256
            low.initialize(repeating: 0, count: 512)
            for index in 0..<count {
                var share = scores[index]
                share = share > 0 ? share : 0
                share = share < 1 ? share : 1
                // From the top down, so that the best come first.
                let key = UInt32(truncatingIfNeeded: Int32((1 - share) * 65_535)) << 16 | UInt32(truncatingIfNeeded: index)
                keys[index] = key
                low[Int(key >> 16 & 0xFF)] &+= 1
                high[Int(key >> 24)] &+= 1
            }
            var (lowSum, highSum): (UInt32, UInt32) = (0, 0)
            for digit in 0..<256 {
                (low[digit], lowSum) = (lowSum, lowSum &+ low[digit])
                (high[digit], highSum) = (highSum, highSum &+ high[digit])
            }
            for index in 0..<count {
                let key = keys[index]
                let digit = Int(key >> 16 & 0xFF)
                sorted[Int(low[digit])] = key
                low[digit] &+= 1
            }
            for index in 0..<count {
                let key = sorted[index]
                let digit = Int(key >> 24)
                keys[Int(high[digit])] = key
                high[digit] &+= 1
            }
        }
        // Insertion: only neighbours of equal 16 bits ever move.
        for index in 0..<count {
            let key = keys[index]
            var place = index
            if index > 0, sorted[index &- 1] >> 16 == key >> 16 {
                let score = scores[Int(key & 0xFFFF)]
                while place > 0, sorted[place &- 1] >> 16 == key >> 16, scores[Int(sorted[place &- 1] & 0xFFFF)] < score {
                    sorted[place] = sorted[place &- 1]
                    place &-= 1
                }
            }
            sorted[place] = key
        }
    }

    var result: [RankAcceptability] {
        rankSums.indices.map { candidate in
            let counted = counts[candidate * recommendedRanks..<(candidate + 1) * recommendedRanks]
            let first = counted.first ?? 0
            return RankAcceptability(
                probabilityOfRecommended: Double(counted.reduce(0, +)) / Double(samples),
                expectedRank: Double(rankSums[candidate]) / Double(samples),
                ranks: counted.map { Double($0) / Double(samples) },
                centralWeights: first == 0
                    ? [] : central[candidate * criteria..<candidate * criteria + criteria].map { $0 / Double(first) })
        }
    }
}
