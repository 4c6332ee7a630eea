/// Counts ranks over samples.
struct RankTally {
    private let top: Int
    private let criteria: Int
    private var rankSums: [Double]
    /// `candidates × top`.
    private var counts: [Int32]
    /// `candidates × criteria`: weights of the samples in which a candidate was first.
    private var central: [Double]

    init(candidates: Int, top: Int, criteria: Int) {
        self.top = top
        self.criteria = criteria
        rankSums = [Double](repeating: 0, count: candidates)
        counts = [Int32](repeating: 0, count: candidates * top)
        central = [Double](repeating: 0, count: candidates * criteria)
    }

    /// Sorts the keys of a sample and counts the ranks.
    mutating func add(
        _ scratch: inout StochasticAcceptability.Scratch, sample: Int, weights: [Float], at position: Int, of samples: Int
    ) {
        let count = scratch.swap.count
        scratch.keys.withUnsafeMutableBufferPointer { keys in
            scratch.swap.withUnsafeMutableBufferPointer { swap in
                guard let all = keys.baseAddress, let swap = swap.baseAddress else { return }
                let own = all + sample * count
                Self.sort(own, swap, count)
                rankSums.withUnsafeMutableBufferPointer { sums in
                    for rank in 0..<count { sums[Int(swap[rank] & 0xFFFF)] += Double(rank + 1) }
                }
                for rank in 0..<min(top, count) { counts[Int(swap[rank] & 0xFFFF) * top + rank] += 1 }
                let first = Int(swap[0] & 0xFFFF)
                for k in 0..<criteria { central[first * criteria + k] += Double(weights[k * samples + position]) }
            }
        }
    }

    /// Sorts by bits 16 to 39, eight at a time, stably; the result is in `swap`.
    private static func sort(_ keys: UnsafeMutablePointer<UInt64>, _ swap: UnsafeMutablePointer<UInt64>, _ count: Int) {
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: 256) { starts in
            var (source, target) = (keys, swap)
            for shift in [UInt64(16), 24, 32] {
                starts.initialize(repeating: 0)
                for index in 0..<count { starts[Int(source[index] >> shift & 0xFF)] += 1 }
                var sum: Int32 = 0
                for digit in 0..<256 {
                    let own = starts[digit]
                    starts[digit] = sum
                    sum += own
                }
                for index in 0..<count {
                    let digit = Int(source[index] >> shift & 0xFF)
                    target[Int(starts[digit])] = source[index]
                    starts[digit] += 1
                }
                (source, target) = (target, source)
            }
        }
    }

    func result(samples: Int) -> [RankAcceptability] {
        rankSums.indices.map { candidate in
            let counted = counts[candidate * top..<candidate * top + top]
            let first = counted.first ?? 0
            return RankAcceptability(
                top: Double(counted.reduce(0, +)) / Double(samples), expectedRank: rankSums[candidate] / Double(samples),
                ranks: counted.map { Double($0) / Double(samples) },
                centralWeights: first == 0
                    ? [] : central[candidate * criteria..<candidate * criteria + criteria].map { $0 / Double(first) })
        }
    }
}
